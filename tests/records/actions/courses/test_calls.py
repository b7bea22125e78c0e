"""A call from its draft to the archive: versions, published policy, deadlines, invitations."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from records.course_samples import make_course, make_nomination, make_participation
from records.samples import make_edition, make_mandate, make_series, make_user
from tomoni.catalogue.course_templates import default_eligibility, default_policy
from tomoni.catalogue.errors import InputError, NotPermittedError, RefusedError, TransitionError
from tomoni.records.actions.courses import calls
from tomoni.records.actions.courses.allotment import set_allotment
from tomoni.records.actions.courses.call_documents import (
    latest_document,
    publish_documents,
    save_document,
)
from tomoni.records.actions.courses.calls import (
    CallValues,
    advance_calls,
    change_call,
    create_call,
    step_call,
)
from tomoni.records.actions.courses.editions import CourseValues, change_course
from tomoni.records.actions.courses.invitations import (
    InvitationValues,
    acknowledge,
    mark_sent,
    set_invitation,
)
from tomoni.records.actions.courses.policy import policy_of, read_policy
from tomoni.records.models import AuditEvent, Call, CourseEdition, Notice
from tomoni.records.queries.courses.allotment import seat_rows
from tomoni.rules.courses.allotment import AllotmentValues, suggested_seats

pytestmark = pytest.mark.django_db
OPENS = datetime(2026, 1, 10, tzinfo=UTC)
CLOSES = datetime(2026, 2, 20, 14, 59, tzinfo=UTC)
TIMES = CallValues(opens_at=OPENS, closes_at=CLOSES)


def allotted(course: CourseEdition | None = None) -> CourseEdition:
    course = course or make_course(seats=10)
    rows = [AllotmentValues("KE", 0, 2), AllotmentValues("VN", 1, 2, 1, 2)]
    set_allotment(by="system", course_id=course.public_id, rows=rows)
    course.refresh_from_db()
    return course


def drafted(**more: Any) -> Call:
    return create_call(by="system", course_id=allotted().public_id, values=TIMES, **more)


def approved() -> Call:
    return step_call(by="system", call_id=drafted().public_id, verb="approve")


def published() -> Call:
    call = approved()
    publish_documents(by="system", call_id=call.public_id)
    return step_call(by="system", call_id=call.public_id, verb="publish")


def test_a_call_begins_with_documents_that_can_be_read() -> None:
    call = drafted()
    assert call.documents.count() == 3
    policy = latest_document(call, "selection_policy")
    assert policy is not None and policy_of(policy).seats == 10


def test_an_edition_by_invitation_has_no_call() -> None:
    course = make_course(admission_code="by_invitation")
    with pytest.raises(RefusedError, match="does not select"):
        create_call(by="system", course_id=course.public_id)
    call = drafted()
    with pytest.raises(RefusedError, match="has a call already"):
        create_call(by="system", course_id=call.course.public_id)


def test_what_is_missing_is_named_before_approval() -> None:
    course = make_course(seats=None)
    call = create_call(by="system", course_id=course.public_id)
    with pytest.raises(TransitionError, match="opening and deadline, seats of the edition, seats"):
        step_call(by="system", call_id=call.public_id, verb="approve")


def test_a_call_is_published_only_on_a_published_policy_with_a_committed_seed() -> None:
    call = approved()
    with pytest.raises(TransitionError, match="No selection policy is published"):
        step_call(by="system", call_id=call.public_id, verb="publish")
    call = publish_documents(by="system", call_id=call.public_id)
    assert call.seed is not None
    assert call.seed_commitment == hashlib.sha256(call.seed.encode()).hexdigest()
    document = latest_document(call, "selection_policy")
    assert document is not None and document.published_at is not None
    policy = policy_of(document)
    assert policy.countries["VN"].reserved == 1 and set(policy.need) == {"KE", "VN"}
    events = AuditEvent.objects.filter(object_type="call")
    assert not any(call.seed in event.payload for event in events)
    step_call(by="system", call_id=call.public_id, verb="publish")
    with pytest.raises(TransitionError, match="is published"):
        publish_documents(by="system", call_id=call.public_id)


def test_a_published_version_never_changes_and_the_next_follows_it() -> None:
    call = approved()
    publish_documents(by="system", call_id=call.public_id)
    step_call(by="system", call_id=call.public_id, verb="revise", reason="typing error")
    rules = default_eligibility()
    rules["rules"] = rules["rules"][:3]
    document = save_document(
        by="system", call_id=call.public_id, kind_code="eligibility", content=rules,
        seen_revision=None,
    )  # fmt: skip
    assert document.version == 2
    first = call.documents.get(kind_code="eligibility", version=1)
    assert len(first.content["rules"]) == 8 and first.published_at is not None
    again = save_document(
        by="system", call_id=call.public_id, kind_code="eligibility",
        content=default_eligibility(), seen_revision=None,
    )  # fmt: skip
    assert again.version == 2


def test_documents_are_edited_in_a_draft_only_and_on_the_revision_that_was_seen() -> None:
    call = drafted()
    wanted = {
        "call_id": call.public_id, "kind_code": "selection_policy",
        "content": default_policy(8), "by": "system",
    }  # fmt: skip
    with pytest.raises(InputError):
        save_document(**wanted | {"content": {"seats": "ten"}}, seen_revision=None)
    save_document(**wanted, seen_revision=1)
    with pytest.raises(TransitionError, match="changed this record meanwhile"):
        save_document(**wanted | {"content": default_policy(9)}, seen_revision=1)
    step_call(by="system", call_id=call.public_id, verb="approve")
    with pytest.raises(TransitionError, match="no draft"):
        save_document(**wanted | {"content": default_policy(7)}, seen_revision=None)


def test_seats_are_fixed_once_the_policy_is_published() -> None:
    call = approved()
    publish_documents(by="system", call_id=call.public_id)
    course = call.course
    values = CourseValues(
        title=course.title, first_day=course.first_day, last_day=course.last_day, seats=11
    )
    with pytest.raises(TransitionError, match="published with 10 seats"):
        change_course(by="system", course_id=course.public_id, values=values, seen_revision=None)
    with pytest.raises(TransitionError, match="published with these seats"):
        set_allotment(by="system", course_id=course.public_id, rows=[AllotmentValues("KE", 0, 1)])


def test_the_clock_opens_and_closes_calls_once() -> None:
    call = published()
    assert advance_calls(OPENS - timedelta(seconds=1)) == []
    assert [one.state_code for one in advance_calls(OPENS)] == ["open"]
    assert advance_calls(OPENS) == []
    later = CLOSES + timedelta(days=7)
    with pytest.raises(TransitionError, match="not later than 2026-02-20 23:59 Asia/Tokyo"):
        step_call(
            by="system", call_id=call.public_id, verb="extend", reason="post", closes_at=CLOSES,
            now=OPENS,
        )  # fmt: skip
    step_call(
        by="system", call_id=call.public_id, verb="extend", reason="post", closes_at=later,
        now=OPENS,
    )  # fmt: skip
    assert advance_calls(CLOSES) == []
    with pytest.raises(TransitionError, match="takes nominations until"):
        step_call(by="system", call_id=call.public_id, verb="close", now=CLOSES)
    assert [one.state_code for one in advance_calls(later)] == ["closed"]


def test_of_two_clocks_the_second_finds_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    call = published()
    real = calls.step_call

    def quicker(**given: Any) -> Call:
        real(**given)
        return real(**given)

    monkeypatch.setattr(calls, "step_call", quicker)
    assert advance_calls(OPENS) == []
    assert Call.objects.get(pk=call.pk).state_code == "open"


def test_deliberation_waits_for_screening() -> None:
    call = published()
    Call.objects.filter(pk=call.pk).update(state_code="screening")
    make_nomination(call=call, state_code="received", country_code="KE")
    with pytest.raises(TransitionError, match="1 nominations are not screened"):
        step_call(by="system", call_id=call.public_id, verb="begin_deliberation")


@pytest.mark.parametrize(
    "wrong",
    [
        {"opens_at": CLOSES, "closes_at": OPENS},
        {"notify_by": date(2026, 4, 1), "confirm_by": date(2026, 3, 1)},
        {"nominations_per_seat": 0},
    ],
)
def test_times_that_do_not_fit_are_refused(wrong: dict[str, Any]) -> None:
    call = drafted()
    with pytest.raises(InputError):
        change_call(
            by="system", call_id=call.public_id, values=CallValues(**wrong), seen_revision=1
        )


def test_only_countries_with_seats_are_invited_and_they_acknowledge() -> None:
    call = drafted()
    values = InvitationValues("KE", "Embassy of Kenya", note_number="NV 12/2026")
    letter = set_invitation(by="system", call_id=call.public_id, values=values)
    again = set_invitation(by="system", call_id=call.public_id, values=values)
    assert letter.pk == again.pk
    with pytest.raises(TransitionError):
        acknowledge(by="system", invitation_id=letter.public_id)
    mark_sent(by="system", invitation_id=letter.public_id)
    stranger, own = make_user(), make_user()
    make_mandate(user=stranger, role_code="focal_point", country_code="VN")
    make_mandate(user=own, role_code="focal_point", country_code="KE")
    with pytest.raises(NotPermittedError):
        acknowledge(by=stranger, invitation_id=letter.public_id)
    assert acknowledge(by=own, invitation_id=letter.public_id).acknowledged_at is not None
    with pytest.raises(RefusedError, match="no seats"):
        set_invitation(
            by="system", call_id=call.public_id, values=InvitationValues("FR", "Embassy")
        )


def test_publishing_tells_the_focal_points_of_the_countries_once() -> None:
    for country, address in (("KE", "ke@example.org"), ("FR", "fr@example.org")):
        user = make_user(email=address)
        make_mandate(user=user, role_code="focal_point", country_code=country)
    published()
    notice = Notice.objects.get()
    assert notice.user.email == "ke@example.org" and notice.template_code == "call_published"
    assert "2026-02-20 23:59 Asia/Tokyo" in notice.parameters["closes"]


def test_seats_are_set_as_one_table_and_again_without_effect() -> None:
    course = allotted()
    rows = [AllotmentValues("KE", 0, 3), AllotmentValues("FR", 0, 1)]
    change = set_allotment(by="system", course_id=course.public_id, rows=rows)
    assert (change.added, change.changed, change.withdrawn) == (("FR",), ("KE",), ("VN",))
    before = AuditEvent.objects.count()
    assert set_allotment(by="system", course_id=course.public_id, rows=rows).is_nothing
    assert AuditEvent.objects.count() == before
    with pytest.raises(InputError, match="11 seats are promised"):
        set_allotment(by="system", course_id=course.public_id, rows=[AllotmentValues("KE", 11, 11)])
    for wrong in (AllotmentValues("XX", 0, 1), AllotmentValues("KE", 2, 1)):
        with pytest.raises(InputError):
            set_allotment(by="system", course_id=course.public_id, rows=[wrong])


def test_a_country_with_nominations_keeps_its_seats() -> None:
    call = drafted()
    make_nomination(call=call, country_code="KE")
    with pytest.raises(TransitionError, match="nominations from: KE"):
        set_allotment(
            by="system", course_id=call.course.public_id, rows=[AllotmentValues("VN", 0, 1)]
        )


def test_suggestions_show_service_and_need() -> None:
    series = make_series()
    for year, country in ((2015, "KE"), (2023, "VN"), (2023, "VN")):
        held = {"held_stated": str(year), "held_first": date(year, 5, 1),
                "held_last": date(year, 5, 1), "held_precision_code": "day"}  # fmt: skip
        edition = make_edition(series=series, **held)
        make_participation(edition=edition, country_code=country, state_code="active")
    course = make_course(edition=make_edition(series=series), seats=3)
    rows = {one.country_code: one for one in seat_rows(course, ["LA"])}
    assert [one.country_code for one in seat_rows(course, ["LA"])] == ["LA", "KE", "VN"]
    assert (rows["LA"].years_since, rows["LA"].need) == (None, 10)
    assert (rows["KE"].years_since, rows["VN"].years_since, rows["VN"].recent) == (9, 1, 2)
    assert sum(one.suggested for one in rows.values()) == 3


def test_a_suggestion_gives_no_more_than_there_is() -> None:
    assert suggested_seats({"KE": 10, "VN": 1}, 3) == {"KE": 2, "VN": 1}
    assert suggested_seats({"KE": 10}, 5) == {"KE": 2}
    assert suggested_seats({}, 5) == {}


@pytest.mark.parametrize(
    "changed",
    [
        {"seats": None},
        {"floors": [{"group": "woman", "share": "3/2", "place": 1}]},
        {"floors": [{"group": "woman", "share": "2/5"}]},
        {"floors": [{"group": "wizard", "count": 1, "place": 1}]},
        {"ceilings": [{"group": "profession", "value": "wizard", "count": 1}]},
        {"ceilings": [{"group": "woman", "value": "x", "count": 1}]},
        {"ceilings": [{"group": "woman"}]},
        {"country_cap": 0},
        {"budget": 1.5},
    ],
)
def test_a_policy_that_cannot_be_read_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        read_policy(default_policy(10) | changed, "1")
