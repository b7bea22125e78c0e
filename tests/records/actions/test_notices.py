"""Messages: one per event, claimed before they leave, and never two by themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from records.samples import make_user
from tomoni.catalogue.errors import InputError, NotPermittedError, TransitionError
from tomoni.catalogue.notice_words import NOTICE_WORDS, notice_text
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.actions.notices import (
    MADE_WHEN_SENT,
    MOST_ATTEMPTS,
    Message,
    NotSentError,
    Sent,
    claim,
    mark_stale,
    queue_notice,
    resend,
    send_waiting,
)
from tomoni.records.models import Notice
from tomoni.rules.courses.machines import MACHINES

pytestmark = pytest.mark.django_db

COURSE = {"course": "The 183rd course"}


class Post:
    """Takes messages, or fails as it is told to."""

    def __init__(self, error: Exception | None = None) -> None:
        self.taken: list[Message] = []
        self.error = error

    def __call__(self, message: Message) -> None:
        if self.error is not None:
            raise self.error
        self.taken.append(message)


def made(notice: Notice) -> dict[str, str]:
    return {"link": f"https://desk/{notice.public_id}", "instance": "Tomoni"}


def queued(key: str = "event-1", **more: object) -> Notice:
    values = {"template_code": "edition_cancelled", "address": "a@example.org"}
    return queue_notice(event_key=key, parameters=COURSE, **values | more)  # type: ignore[arg-type]


def test_every_message_of_a_step_has_its_words() -> None:
    codes = {step.notice for machine in MACHINES.values() for step in machine.steps if step.notice}
    assert codes <= set(NOTICE_WORDS)


@pytest.mark.parametrize("code", NOTICE_WORDS)
def test_both_languages_are_filled_in_alike(code: str) -> None:
    values = {name: f"<{name}>" for name in NOTICE_WORDS[code].parameters()}
    for language in ("en", "ja"):
        subject, body = notice_text(code, values, language)
        assert "{" not in subject + body
        assert "\n" not in subject
    assert notice_text(code, values, "en") != notice_text(code, values, "ja")


def test_one_event_writes_one_message_and_sends_one() -> None:
    first, second = queued(), queued()
    assert first == second
    post = Post()
    assert send_waiting(post, made) == Sent(sent=1)
    queued()
    assert send_waiting(post, made) == Sent()
    assert [message.to for message in post.taken] == ["a@example.org"]
    assert f"https://desk/{first.public_id}" in post.taken[0].body
    first.refresh_from_db()
    assert (first.state_code, first.attempts) == ("sent", 1)


def test_the_account_receives_it_in_its_language() -> None:
    queued(user=make_user(email="user@example.org"), address=None, language="ja")
    queued("event-2", language="fr")
    post = Post()
    send_waiting(post, made)
    assert [(m.to, m.subject[:2]) for m in post.taken] == [
        ("user@example.org", "中止"),
        ("a@example.org", "Ca"),
    ]


def test_an_account_without_an_address_is_noted() -> None:
    notice = queued(user=make_user(), address=None)
    assert send_waiting(Post(), made) == Sent(failed=1)
    notice.refresh_from_db()
    assert notice.problem == "The account has no address."


@pytest.mark.parametrize(
    "given",
    [
        {"template_code": "no_such_message"},
        {"parameters": {}},
        {"parameters": COURSE | {"scores": "12"}},
        {"address": None},
    ],
)
def test_what_cannot_be_sent_is_refused_when_it_is_written(given: dict[str, object]) -> None:
    values = {
        "template_code": "edition_cancelled",
        "event_key": "event",
        "address": "a@example.org",
        "parameters": COURSE,
    }
    with pytest.raises(InputError):
        queue_notice(**values | given)  # type: ignore[arg-type]


def test_only_one_of_two_senders_takes_a_message() -> None:
    notice = queued()
    same = Notice.objects.get(pk=notice.pk)
    assert (claim(notice), claim(same)) == (True, False)


def test_a_passing_failure_is_tried_again_later_and_not_for_ever() -> None:
    notice = queued()
    post = Post(NotSentError("No way out", may_retry=True))
    assert send_waiting(post, made) == Sent(waiting=1)
    assert send_waiting(post, made) == Sent(), "it is not due yet"
    for _ in range(MOST_ATTEMPTS - 1):
        early = datetime.now(UTC) - timedelta(hours=1)
        Notice.objects.update(claimed_at=early)
        send_waiting(post, made)
    notice.refresh_from_db()
    assert (notice.state_code, notice.attempts) == ("failed", MOST_ATTEMPTS)


def test_a_refusal_is_final() -> None:
    queued()
    post = Post(NotSentError("Refused", may_retry=False))
    assert send_waiting(post, made) == Sent(failed=1)


def test_what_may_have_left_is_not_sent_again_by_itself() -> None:
    notice = queued()
    assert send_waiting(Post(TimeoutError()), made) == Sent(unknown=1)
    Notice.objects.update(claimed_at=datetime.now(UTC) - timedelta(days=1))
    assert send_waiting(Post(), made) == Sent()
    notice.refresh_from_db()
    assert (notice.state_code, notice.problem) == ("unknown", "TimeoutError")


def test_a_message_whose_sender_died_waits_for_an_officer() -> None:
    notice = queued()
    claim(notice)
    assert mark_stale() == 0
    Notice.objects.update(claimed_at=datetime.now(UTC) - timedelta(minutes=16))
    assert send_waiting(Post(), made) == Sent()
    notice.refresh_from_db()
    assert notice.state_code == "unknown"
    resend(notice.public_id, by=SYSTEM)
    assert send_waiting(Post(), made) == Sent(sent=1)
    with pytest.raises(TransitionError):
        resend(notice.public_id, by=SYSTEM)


def test_only_officers_send_again() -> None:
    notice = queued()
    with pytest.raises(NotPermittedError):
        resend(notice.public_id, by=make_user())


def test_no_wording_has_a_place_for_what_must_not_leave() -> None:
    # Sessions are named by number and time, never by title or lecturer.
    allowed = {"course", "closes", "expires", "role_en", "role_ja", "sessions"} | MADE_WHEN_SENT
    allowed |= {"months"}  # 6 or 12 after the course
    for code, words in NOTICE_WORDS.items():
        assert words.parameters() <= allowed, code
