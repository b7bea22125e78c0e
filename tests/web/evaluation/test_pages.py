"""Pages of evaluation: designed by an officer, answered by participants, shown to whom it may."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.course_samples import make_course, make_participation, make_person
from records.evaluation_samples import (
    REACTION,
    account_of,
    answer,
    course_with,
    some_right,
)
from records.samples import make_edition, make_series
from tomoni.records.actions.courses import answering, instruments
from tomoni.records.actions.courses.instruments import (
    InstrumentValues,
    create_instrument,
    latest_version,
    step_instrument,
)
from tomoni.records.models import CourseEdition, EvaluationResponse, Instrument, Participation
from web.courses.desk import account, client_of, now

pytestmark = pytest.mark.django_db
CANARY = "canary-93ab"


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def opened(course: CourseEdition, template: str = "reaction", **more: object) -> Instrument:
    """An instrument that is open today."""
    values = InstrumentValues(
        title="After the course", title_ja="研修後",
        opens_at=now() - timedelta(days=1), closes_at=now() + timedelta(days=5),
    )  # fmt: skip
    one = create_instrument(
        by="system", course_id=course.public_id, template=template, values=values, **more
    )
    for verb in ("publish", "open"):
        one = step_instrument(by="system", instrument_id=one.public_id, verb=verb)
    return one


def closed(one: Instrument) -> Instrument:
    later = now() + timedelta(days=6)
    return step_instrument(by="system", instrument_id=one.public_id, verb="close", now=later)


def sent(one: Instrument, people: list[Participation], **more: list[str]) -> None:
    for person in people:
        answering.submit_answers(
            by="system", instrument=one, participation=person, given=REACTION | more
        )


def address_of(one: Instrument, part: str = "") -> str:
    return f"/courses/{one.course.public_id}/evaluation/{one.public_id}/{part}"


def typed(**answers: object) -> dict[str, object]:
    """Answers as the form sends them."""
    return {f"q-{code}": value for code, value in answers.items()}


WHOLE = typed(**{code: values[0] for code, values in REACTION.items()})


def own_address(one: Instrument, participation: Participation) -> str:
    return f"/my/courses/{participation.public_id}/evaluation/{one.public_id}/"


def test_an_officer_drafts_edits_previews_publishes_and_opens() -> None:
    course = make_course()
    client = client_of(account("programme_officer"))
    home = f"/courses/{course.public_id}/evaluation/"
    assert "Begin with a ready-made set" in page(client, home)
    made = client.post(home, {"template": "reaction"})
    one = Instrument.objects.get()
    assert made["Location"] == address_of(one)
    assert "2024-06-14T09:00" in page(client, address_of(one))
    asked = page(client, address_of(one, "questions/"))
    sent_rows = dict(re.findall(r'name="(rows-[^"]+)"[^>]* value="([^"]*)"', asked))
    assert sent_rows["rows-0-code"] == "needs"
    rows = {
        "rows-TOTAL_FORMS": "2", "rows-INITIAL_FORMS": "0", "revision": "1",
        "introduction-en": "Hello", "introduction-ja": "こんにちは",
        "rows-0-place": "2", "rows-0-code": "useful", "rows-0-kind": "scale",
        "rows-0-en": "Was it useful?", "rows-0-ja": "有用でしたか。", "rows-0-is_required": "on",
        "rows-1-place": "1", "rows-1-code": "pace", "rows-1-kind": "choice",
        "rows-1-en": "The pace", "rows-1-ja": "進度", "rows-1-options": "slow | slow | 遅い",
    }  # fmt: skip
    refused = client.post(address_of(one, "questions/"), rows).content.decode()
    assert "questions.pace: A list has from 2 to 20 options" in refused
    assert "Was it useful?" in refused and "こんにちは" in refused
    rows["rows-1-options"] += "\nfast | fast | 速い"
    assert client.post(address_of(one, "questions/"), rows).status_code == 302
    assert [q["code"] for q in latest_version(one).content["questions"]] == ["pace", "useful"]
    preview = page(client, address_of(one, "preview/"))
    assert preview.index("The pace") < preview.index("Was it useful?") and "Hello" in preview
    begin = (now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    end = (now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    times = {"title": "End", "title_ja": "", "opens_at": end, "closes_at": begin, "revision": "2"}
    assert "Answering ends before it begins" in client.post(address_of(one), times).content.decode()
    times |= {"opens_at": begin, "closes_at": end}
    assert client.post(address_of(one), times).status_code == 302
    for verb in ("publish", "open"):
        assert client.post(address_of(one), {"verb": verb}).status_code == 302
    one.refresh_from_db()
    assert one.state_code == "open"
    rows["revision"] = str(one.revision)
    assert "is not changed" in client.post(address_of(one, "questions/"), rows).content.decode()
    assert client.get(address_of(one, "questions/"))["Location"] == address_of(one)


def test_an_officer_who_saw_an_older_draft_is_told() -> None:
    course = make_course()
    one = create_instrument(by="system", course_id=course.public_id, template="test")
    client = client_of(account("programme_officer"))
    form = {"title": "Mine", "title_ja": "", "opens_at": "", "closes_at": "", "revision": "1"}
    assert client.post(address_of(one), form).status_code == 302
    again = client.post(address_of(one), form | {"title": "Theirs"}).content.decode()
    assert "Theirs" in again and 'role="alert"' in again


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_participant_answers_once_and_is_thanked(language: str) -> None:
    course, people = course_with(2)
    one = opened(course)
    client = client_of(account_of(people[0]), language)
    first = f"/my/courses/{people[0].public_id}/"
    waits = '<h2 id="waiting">'
    assert waits in page(client, first)
    listed = page(client, f"{first}evaluation/")
    address = own_address(one, people[0])
    assert address in listed
    asked = page(client, address)
    assert ("The course met the needs" in asked) == (language == "en")
    kept = client.post(
        address, typed(needs="4", keep=["visit", "lecture"], best=CANARY),
        headers={"X-Requested-With": "autosave"},
    )  # fmt: skip
    assert kept.status_code == 200 and b"UTC" in kept.content
    again = page(client, address)
    assert CANARY in again and re.search(r'name="q-needs" value="4"[^>]* checked', again)
    assert again.count("checked") == 3
    short = client.post(address, typed(needs="5", best="typed text")).content.decode()
    assert "typed text" in short and short.count("errorlist") + short.count("_error") >= 5
    assert not EvaluationResponse.objects.filter(is_submitted=True).exists()
    done = client.post(address, WHOLE | typed(keep=["visit"]), follow=True)
    assert done.redirect_chain
    thanks = done.content.decode()
    assert ("Thank you" in thanks) == (language == "en")
    row = EvaluationResponse.objects.get(is_submitted=True)
    assert row.answers["keep"] == ["visit"] and "best" not in row.answers
    assert page(client, address).count("<form") == thanks.count("<form")
    assert waits not in page(client, first)
    once = client.post(address, WHOLE)
    assert once.status_code == 200 and EvaluationResponse.objects.count() == 1


def test_a_participant_saves_and_sends_later() -> None:
    course, people = course_with(1)
    one = opened(course)
    client = client_of(account_of(people[0]))
    address = own_address(one, people[0])
    client.post(address, {"save": "1"} | typed(needs="2", best="x"))
    assert 'value="2"' in page(client, address)
    # A box that is unticked, and a text that is emptied, are gone from the draft.
    client.post(address, {"save": "1"} | typed(best=""))
    assert EvaluationResponse.objects.get().answers == {}


def test_the_end_comes_while_somebody_types_and_what_was_typed_stays() -> None:
    course, people = course_with(1)
    one = opened(course)
    client = client_of(account_of(people[0]))
    Instrument.objects.filter(pk=one.pk).update(closes_at=now() - timedelta(minutes=1))
    late = client.post(
        own_address(one, people[0]), WHOLE | typed(best="long text")
    ).content.decode()
    assert "Answers are not taken now" in late and "long text" in late


def test_nobody_answers_for_another_and_what_is_not_open_is_not_there() -> None:
    course, people = course_with(2)
    one = opened(course)
    client = client_of(account_of(people[0]))
    page(client, own_address(one, people[1]), 404)
    draft = create_instrument(by="system", course_id=course.public_id, template="learning")
    page(client, own_address(draft, people[0]), 404)
    page(client, address_of(one), 403)
    page(client, address_of(one, "results/"), 403)


def test_results_are_shown_only_when_no_answer_can_follow_and_with_small_counts_hidden() -> None:
    course, people = course_with(12)
    one = opened(course)
    sent(one, people[:9])
    sent(one, people[9:], needs=["1"])
    officer = client_of(account("programme_officer"))
    early = page(officer, address_of(one, "results/"))
    assert "Results are shown when answering has ended" in early and "<svg" not in early
    page(officer, address_of(one, "results.csv"), 409)
    closed(one)
    shown = page(officer, address_of(one, "results/"))
    assert "12 of 12" in shown and "(100.0%)" in shown
    first = shown.split('<section class="question">')[1]
    assert first.count("hidden</span>") == 2 and "Mean between 1.00 and 5.00" in first
    assert "style=" not in shown and "onclick" not in shown
    assert "Free texts are read by evaluators alone" in shown


def test_too_few_answers_show_nothing() -> None:
    course, people = course_with(4)
    one = opened(course)
    sent(one, people, best=[CANARY])
    closed(one)
    for role in ("programme_officer", "evaluator"):
        shown = page(client_of(account(role)), address_of(one, "results/"))
        assert "Fewer than 5 people answered" in shown
        assert CANARY not in shown and "<svg" not in shown


def test_free_texts_are_for_evaluators_and_only_when_enough_wrote() -> None:
    course, people = course_with(6)
    one = opened(course)
    sent(one, people[:5], best=[CANARY], improve=["few"])
    sent(one, people[5:], best=["six"])
    closed(one)
    officer, evaluator = (client_of(account(r)) for r in ("programme_officer", "evaluator"))
    assert CANARY not in page(officer, address_of(one, "results/"))
    seen = page(evaluator, address_of(one, "results/"))
    assert seen.count(CANARY) == 5 and "six" in seen
    assert f"/courses/{course.public_id}/budget/" not in seen
    few, others = course_with(6)
    assert few != course
    another = opened(few)
    sent(another, others[:4], best=[CANARY])
    sent(another, others[4:])
    closed(another)
    hidden = page(evaluator, address_of(another, "results/"))
    assert CANARY not in hidden and "Too few people wrote something" in hidden


def test_the_spreadsheet_hides_what_the_page_hides() -> None:
    course, people = course_with(12)
    one = opened(course)
    sent(one, people[:9], best=[CANARY])
    sent(one, people[9:], needs=["1"], best=[CANARY])
    closed(one)
    client = client_of(account("evaluator"))
    base = f"/courses/{course.public_id}/evaluation/{one.public_id}/results"
    text = client.get(f"{base}.csv").content.decode("utf-8-sig")
    assert CANARY not in text
    rows = list(csv.reader(io.StringIO(text)))[1:]
    assert rows
    counts = {(row[0], row[2]): (row[3], row[4]) for row in rows}
    assert counts["needs", "1 not at all"] == ("", "×")
    assert counts["needs", "5 fully"] == ("", "×")
    assert counts["content", "4 mostly"] == ("12", "")
    book = client.get(f"{base}.xlsx")
    assert book.content[:2] == b"PK" and CANARY.encode() not in book.content


def test_a_test_shows_what_was_learnt_when_both_are_closed() -> None:
    course, people = course_with(8)
    pre, post = opened(course, "test"), opened(course, "test", timing_code="post")
    for person in people:
        for one, right in ((pre, 3), (post, 6)):
            answering.submit_answers(
                by="system", instrument=one, participation=person, given=some_right(right)
            )
    closed(pre)
    client = client_of(account("programme_officer"))
    assert "have both closed" in page(client, address_of(pre, "results/"))
    closed(post)
    shown = page(client, address_of(post, "results/"))
    assert "42.9%" in shown and "100.0%" in shown and "+57.1" in shown and "1.00" in shown
    preview = page(client_of(account_of(people[0])), own_address(post, people[0]))
    assert "y2003" not in preview


def test_editions_of_a_series_stand_side_by_side() -> None:
    series = make_series()
    shown = []
    for _ in range(2):
        course, people = course_with(7, course=make_course(edition=make_edition(series=series)))
        one = opened(course)
        sent(one, people)
        shown.append(closed(one))
    client = client_of(account("evaluator"))
    assert f"/evaluation/series/{series.public_id}/" in page(client, "/evaluation/")
    compared = page(client, f"/evaluation/series/{series.public_id}/")
    assert compared.count("5.00") >= 2 and compared.count("7 of 7") == 2
    scoped = client_of(account("evaluator", scope_id=shown[0].course.public_id))
    assert page(scoped, f"/evaluation/series/{series.public_id}/").count("7 of 7") == 1
    page(scoped, address_of(shown[1], "results/"), 403)


@pytest.mark.parametrize("size", [6, 40])
def test_pages_ask_the_database_little_whatever_the_size(size: int) -> None:
    course, people = course_with(size)
    form = opened(course)
    pre, post = opened(course, "test"), opened(course, "test", timing_code="post")
    mine = account_of(people[0])
    sent(form, people[1:])
    for one in (pre, post):
        for person in people:
            answering.submit_answers(
                by="system", instrument=one, participation=person, given=some_right(4)
            )
    for one in (pre, post):
        closed(one)
    officer, participant = client_of(account("programme_officer")), client_of(mine)
    asked = [
        (officer, f"/courses/{course.public_id}/evaluation/"),
        (officer, address_of(form)),
        (officer, address_of(form, "preview/")),
        (officer, address_of(post, "results/")),
        (officer, "/evaluation/"),
        (officer, f"/evaluation/series/{course.edition.series.public_id}/"),
        (participant, f"/my/courses/{people[0].public_id}/evaluation/"),
        (participant, own_address(form, people[0])),
    ]
    for client, address in asked:
        page(client, address)
        with CaptureQueriesContext(connection) as queries:
            page(client, address)
        assert len(queries) <= 15, (address, len(queries))


def test_instruments_and_people_named_are_used() -> None:
    """The samples make what they say, so that the tests above can fail."""
    course, people = course_with(1)
    extra = make_participation(edition=course.edition, person=make_person())
    assert instruments.latest_version(opened(course)).published_at is not None
    with pytest.raises(Exception, match="not asked"):
        answer(opened(course, "learning"), extra, REACTION)
    assert len(people) == 1
