"""Calls for nominations: drafted with default documents, edited, taken through their states."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

from django.db import transaction
from django.db.models import QuerySet

from tomoni.catalogue.course_templates import default_eligibility, default_form, default_policy
from tomoni.catalogue.errors import InputError, TransitionError, Where
from tomoni.catalogue.labels import Label, joined
from tomoni.records.models import Call, CallDocument, CourseEdition, User
from tomoni.rules.courses.call_checks import (
    UNDECIDED,
    UNSCREENED,
    check_call,
    check_edit,
    check_times,
)
from tomoni.rules.courses.calls import CALL
from tomoni.rules.courses.moments import on_clock

from ..audit import as_payload, record_event
from ..common import find, link_id
from .announcing import announce_call
from .call_documents import latest_document, missing_of
from .general_information import publish_information
from .scopes import check_may, of_call, of_course
from .steps import Condition, check_seen, lock, save_revised, take_step

_MOST_PER_SEAT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CallValues:
    """When a call opens and closes, as instants, and the days that follow. None: not decided."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    notify_by: date | None = None
    confirm_by: date | None = None
    nominations_per_seat: int = 2


@transaction.atomic
def create_call(*, by: User | str, course_id: str, values: CallValues | None = None) -> Call:
    """Draft the call of a competitive edition with the default documents, and return it.

    Errors: NotPermittedError; NotFoundError; RefusedError when the edition does not select from a
    call or has one; InputError for times that do not fit.
    """
    course = lock(find(CourseEdition, course_id))
    check_may(by, "create", of_course(course, "call"))
    check_call(course.admission_code == "competitive", Call.objects.filter(course=course).exists())
    given = values or CallValues()
    _check(given)
    call = Call.objects.create(public_id=link_id(course_id, "call"), course=course, **asdict(given))
    defaults = {
        "form": default_form(),
        "eligibility": default_eligibility(),
        "selection_policy": default_policy(course.seats or 20),
    }
    for kind, content in defaults.items():
        CallDocument.objects.create(
            public_id=link_id(call.public_id, kind, "1"), call=call, kind_code=kind,
            version=1, content=content,
        )  # fmt: skip
    record_event(
        by=by, verb="create", object_type="call", object_id=call.public_id,
        payload=as_payload({"course_id": course_id, **asdict(given)}),
    )  # fmt: skip
    return call


@transaction.atomic
def change_call(
    *, by: User | str, call_id: str, values: CallValues, seen_revision: int | None
) -> Call:
    """Change the times of a draft and return the call.

    Errors: NotPermittedError; NotFoundError; InputError; TransitionError when it is no draft or was
    changed since ``seen_revision``.
    """
    call = lock(find(Call, call_id))
    check_may(by, "change", of_call(call))
    check_seen(call, "call", seen_revision)
    check_edit(call.state_code)
    _check(values)
    changed = {n: value for n, value in asdict(values).items() if getattr(call, n) != value}
    if not changed:
        return call
    for name, value in changed.items():
        setattr(call, name, value)
    save_revised(call)
    record_event(
        by=by, verb="change", object_type="call", object_id=call_id,
        payload=as_payload({"fields": sorted(changed), **changed}),
    )  # fmt: skip
    return call


def step_call(
    *,
    by: User | str,
    call_id: str,
    verb: str,
    reason: str = "",
    seen_revision: int | None = None,
    closes_at: datetime | None = None,
    now: datetime | None = None,
) -> Call:
    """Take a step of a call and return it. ``closes_at``: the new deadline of ``extend``.

    With the call its General Information is published, as far as it is kept. ``now``: the instant
    that conditions ask (None: the present). Errors: NotPermittedError; NotFoundError; InputError
    when ``extend`` has no deadline; TransitionError.
    """
    call = find(Call, call_id)
    if verb == "extend" and closes_at is None:
        raise InputError("No new deadline is given.", where=Where(field="closes_at"))
    return take_step(
        CALL, call, verb, by=by, subject=of_call(call), reason=reason,
        seen_revision=seen_revision, conditions=call_conditions(now or datetime.now(UTC)),
        changes={"closes_at": closes_at} if verb == "extend" else None,
        announce=_publish_and_announce if verb == "publish" else announce_call,
    )  # fmt: skip


def _publish_and_announce(call: Call, template_code: str, event_key: str) -> None:
    publish_information(call)
    announce_call(call, template_code, event_key)


def advance_calls(now: datetime | None = None) -> list[Call]:
    """Open every published call whose time has come, close every one whose deadline passed.

    Run by a clock as often as one likes: a call that is open, or closed, stays so. Returns the
    calls that it moved.
    """
    instant = now or datetime.now(UTC)
    due = [
        *(("open", one) for one in _in("published").filter(opens_at__lte=instant)),
        *(("close", one) for one in _in("open", "extended").filter(closes_at__lte=instant)),
    ]
    moved = []
    for verb, call in due:
        # Two clocks may run at once: the second finds the call where the first has put it.
        with suppress(TransitionError):
            moved.append(step_call(by="system", call_id=call.public_id, verb=verb, now=instant))
    return moved


def _in(*states: str) -> QuerySet[Call]:
    return Call.objects.filter(state_code__in=states).order_by("pk")


def call_conditions(now: datetime) -> Mapping[str, Condition]:
    """Return the conditions of a call's steps at an instant, by the guard's code."""

    def opening_has_come(call: Call) -> dict[str, str] | None:
        if call.opens_at is not None and call.opens_at <= now:
            return None
        return {"opens": _clock(call, call.opens_at)}

    def deadline_has_passed(call: Call) -> dict[str, str] | None:
        if call.closes_at is not None and call.closes_at <= now:
            return None
        return {"closes": _clock(call, call.closes_at)}

    def deadline_is_later(call: Call) -> dict[str, str] | None:
        before = Call.objects.get(pk=call.pk).closes_at
        latest = max(one for one in (before, now) if one is not None)
        return None if call.closes_at > latest else {"closes": _clock(call, latest)}

    return {
        "is_complete": _is_complete,
        "policy_is_fixed": _policy_is_fixed,
        "opening_has_come": opening_has_come,
        "deadline_is_later": deadline_is_later,
        "deadline_has_passed": deadline_has_passed,
        "all_are_screened": _all_are_screened,
        "every_nomination_is_decided": _every_nomination_is_decided,
    }


def _clock(call: Call, moment: datetime | None) -> str:
    return "–" if moment is None else on_clock(moment, call.course.zone)


def _is_complete(call: Call) -> dict[str, Label] | None:
    missing = missing_of(call)
    return {"missing": joined(missing)} if missing else None


def _policy_is_fixed(call: Call) -> dict[str, str] | None:
    policy = latest_document(call, "selection_policy")
    is_fixed = policy is not None and policy.published_at is not None and call.seed_commitment
    return None if is_fixed else {}


def _all_are_screened(call: Call) -> dict[str, str] | None:
    count = call.nominations.filter(state_code__in=UNSCREENED).count()
    return {"count": str(count)} if count else None


def _every_nomination_is_decided(call: Call) -> dict[str, str] | None:
    count = call.nominations.filter(state_code__in=UNDECIDED).count()
    return {"count": str(count)} if count else None


def _check(values: CallValues) -> None:
    check_times(values.opens_at, values.closes_at, values.notify_by, values.confirm_by)
    if not 1 <= values.nominations_per_seat <= _MOST_PER_SEAT:
        raise InputError(
            f"Nominations per seat are from 1 to {_MOST_PER_SEAT}.",
            where=Where(field="nominations_per_seat"),
        )
