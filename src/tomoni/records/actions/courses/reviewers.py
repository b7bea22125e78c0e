"""The committee of a call: who scores, who stands aside, and whose scores are opened again."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.db import transaction

from tomoni.catalogue.errors import InputError, NotFoundError, NotPermittedError, Where
from tomoni.catalogue.places import PLACES_BY_CODE
from tomoni.records.models import Call, Nomination, Notice, Recusal, Reviewer, User
from tomoni.records.queries.courses.committee import recusals_of
from tomoni.records.queries.mandates import mandates_of
from tomoni.rules.courses.scoring import check_await, check_committee, check_reopen
from tomoni.rules.permissions import HeldMandate, check_invite
from tomoni.rules.refusals import Refusal, raise_first

from ..audit import Event, as_payload, record_event, record_events
from ..common import find, link_id, new_id, why_given
from ..notices import queue_notice
from ..users import grant_mandate
from .scopes import check_may, of_call, roles_for
from .steps import lock

_OFFICERS = frozenset({"programme_officer", "administrator"})
_ROLE = "committee_member"


@transaction.atomic
def assign_reviewer(
    *,
    by: User | str,
    call_id: str,
    user_id: str,
    country_code: str | None = None,
    organisation: str | None = None,
) -> Reviewer:
    """Put an account into the committee of a call and return its membership.

    ``country_code``, ``organisation``: nationality and agency, from whose nominees the member
    stands aside. Who was released is taken in again, with open scores. The account gets the mandate
    for this course if it has none. Errors: NotPermittedError; NotFoundError; InputError for an
    unknown country; TransitionError when deliberation began or the account is in it.
    """
    call = lock(find(Call, call_id))
    check_may(by, "create", of_call(call, "reviewer"))
    user = find(User, user_id)
    if country_code is not None and country_code not in PLACES_BY_CODE:
        raise InputError(f"{country_code!r} is no place.", where=Where(field="country_code"))
    there = Reviewer.objects.filter(call=call, user=user).first()
    check_committee(call.state_code, there is not None and there.released_at is None)
    _let_in(user, call.course.public_id, by)
    reviewer, _ = Reviewer.objects.update_or_create(
        call=call,
        user=user,
        defaults={
            "public_id": link_id(call_id, "reviewer", user.public_id),
            "country_code": country_code,
            "organisation": (organisation or "").strip() or None,
            "locked_at": None,
            "released_at": None,
        },
    )
    note_recusals(reviewer, by)
    _tell(reviewer, "committee_assigned", new_id())
    record_event(
        by=by, verb="create" if there is None else "change", object_type="reviewer",
        object_id=reviewer.public_id, payload=as_payload({"call_id": call_id}),
    )  # fmt: skip
    return reviewer


@transaction.atomic
def remind_reviewers(*, by: User | str, call_id: str, today: date | None = None) -> int:
    """Tell the members whose scores are not locked that they are awaited; return how many.

    Each is told once a day at most. ``today`` None: of UTC. Errors: NotPermittedError;
    NotFoundError; TransitionError when the call is not scored now.
    """
    call = lock(find(Call, call_id))
    check_may(by, "change", of_call(call, "reviewer"))
    check_await(call.state_code)
    day = today or datetime.now(UTC).date()
    return sum(_tell(one, "scores_awaited", day.isoformat()) for one in _awaited(call))


def tell_first_eligible(call: Call) -> None:
    """Tell every member once that there are nominations to score."""
    for one in _awaited(call):
        _tell(one, "scores_awaited", "first")


def _awaited(call: Call) -> list[Reviewer]:
    rows = call.reviewers.filter(released_at__isnull=True, locked_at__isnull=True)
    return list(rows.select_related("user", "call__course").order_by("pk"))


def _tell(reviewer: Reviewer, template_code: str, event: str) -> bool:
    """Queue a message to a member and return whether it is new; no address, no message."""
    if not reviewer.user.email:
        return False
    key = f"{template_code}:{reviewer.public_id}:{event}"
    if Notice.objects.filter(event_key=key).exists():
        return False
    queue_notice(
        template_code=template_code,
        event_key=key,
        user=reviewer.user,
        parameters={"course": reviewer.call.course.title},
    )
    return True


def _let_in(user: User, course_id: str, by: User | str) -> None:
    held = HeldMandate(_ROLE, None, course_id)
    if held in mandates_of(user):
        return
    if isinstance(by, User):
        check_invite(mandates_of(by), held)
    grant_mandate(by="system", user=user, role_code=_ROLE, scope_id=course_id)


def note_recusals(reviewer: Reviewer, by: User | str) -> int:
    """Keep on record from which nominations the member stands aside; return how many are new."""
    there = set(reviewer.recusals.values_list("nomination_id", flat=True))
    rows = [
        Recusal(
            public_id=link_id(reviewer.public_id, str(nomination.number)),
            reviewer=reviewer, nomination=nomination, reason_code=code,
        )
        for nomination, code in recusals_of(reviewer)
        if nomination.pk not in there
    ]  # fmt: skip
    Recusal.objects.bulk_create(rows)
    if rows:
        record_events(
            [
                Event("create", "recusal", one.public_id, {"reason_code": one.reason_code})
                for one in rows
            ],
            by=by,
        )
    return len(rows)


@transaction.atomic
def recuse(
    *, by: User | str, reviewer_id: str, number: int, note: str, reason_code: str | None = None
) -> Recusal:
    """Let a member stand aside from a nomination, declared by the member or by an officer.

    ``number``: of the nomination; ``note``: what the conflict is. Returns the recusal; one that
    stands already stays as it is. Errors: NotPermittedError; NotFoundError; InputError without a
    note; TransitionError after deliberation began.
    """
    reviewer = lock(find(Reviewer, reviewer_id))
    call = reviewer.call
    subject = of_call(call, "recusal")
    check_may(by, "create", subject)
    if isinstance(by, User) and reviewer.user_id != by.pk and not _is_officer(by, call):
        words = {"action": "create", "object_type": "recusal"}
        raise_first([Refusal("not_permitted", words)], NotPermittedError)
    check_committee(call.state_code, False)
    nomination = nomination_number(call, number)
    recusal, is_new = Recusal.objects.get_or_create(
        reviewer=reviewer,
        nomination=nomination,
        defaults={
            "public_id": link_id(reviewer.public_id, str(number)),
            "reason_code": reason_code or "declared_conflict",
            "note": why_given(note),
        },
    )
    if is_new:
        record_event(
            by=by, verb="create", object_type="recusal", object_id=recusal.public_id,
            payload={"reason_code": recusal.reason_code},
        )  # fmt: skip
    return recusal


@transaction.atomic
def reopen_scores(*, by: User | str, reviewer_id: str, why: str) -> Reviewer:
    """Open a member's locked scores again, before deliberation, and return the membership.

    Errors: NotPermittedError; NotFoundError; TransitionError when they are open, deliberation
    began, or no reason is given.
    """
    reviewer = lock(find(Reviewer, reviewer_id))
    check_may(by, "change", of_call(reviewer.call, "reviewer"))
    check_reopen(reviewer.call.state_code, reviewer.locked_at is not None, why)
    reviewer.locked_at = None
    reviewer.save(update_fields=["locked_at"])
    record_event(
        by=by, verb="reopen", object_type="reviewer", object_id=reviewer_id,
        payload={"why": why.strip()},
    )  # fmt: skip
    return reviewer


@transaction.atomic
def release_reviewer(*, by: User | str, reviewer_id: str, why: str) -> Reviewer:
    """End a member's assignment; what was scored stays on record and counts no more. Return it.

    Errors: NotPermittedError; NotFoundError; InputError without a reason; TransitionError after
    deliberation began.
    """
    reviewer = lock(find(Reviewer, reviewer_id))
    check_may(by, "change", of_call(reviewer.call, "reviewer"))
    check_committee(reviewer.call.state_code, False)
    reason = why_given(why)
    if reviewer.released_at is None:
        reviewer.released_at = datetime.now(UTC)
        reviewer.save(update_fields=["released_at"])
        record_event(
            by=by, verb="release", object_type="reviewer", object_id=reviewer_id,
            payload={"why": reason},
        )  # fmt: skip
    return reviewer


def nomination_number(call: Call, number: int) -> Nomination:
    """Return the nomination of a call that bears a number. Errors: NotFoundError."""
    found = call.nominations.filter(number=number).select_related("person").first()
    if found is None:
        raise NotFoundError(f"There is no nomination {number} in this call.", do="Check it.")
    return found


def _is_officer(by: User, call: Call) -> bool:
    return not roles_for(by, of_call(call, "reviewer")).isdisjoint(_OFFICERS)
