"""Calls as one country sees them: its own seats, the deadline, its own nominees, nobody else's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from tomoni.records.models import Call, Nomination, SeatAllotment
from tomoni.rules.courses.call_checks import takes_nominations
from tomoni.rules.courses.nominating import LEFT
from tomoni.rules.permissions import HeldMandate, sees_nomination_in

_HIDDEN = ("draft", "approved")


@dataclass(frozen=True, slots=True)
class CountryCall:
    """One call for one country. ``seats``: most; ``required``: how many it must nominate."""

    call: Call
    country_code: str
    minimum: int
    seats: int
    reserved: int
    required: int
    nominees: int
    forwarded: int
    takes: bool

    @classmethod
    def of(cls, call: Call, country_code: str) -> CountryCall:
        """Return a call as one country sees it."""
        allotted = call.course.allotments.filter(country_code=country_code).first()
        rows = call.nominations.filter(country_code=country_code).exclude(state_code__in=LEFT)
        return _shown(call, country_code, allotted, rows.values_list("state_code", flat=True))


def calls_of(mandates: Iterable[HeldMandate]) -> list[CountryCall]:
    """Return the published calls that the countries of these mandates have seats in.

    Latest deadline first. Two queries, whatever the number of calls.
    """
    held = [one for one in mandates if one.country_code]
    codes = {one.country_code for one in held}
    allotted = (
        SeatAllotment.objects.filter(country_code__in=codes, course__call__isnull=False)
        .exclude(course__call__state_code__in=_HIDDEN)
        .select_related("course__call", "course__edition__series")
        .order_by("-course__call__closes_at", "course__public_id", "country_code")
    )
    rows = [one for one in allotted if _reached(held, one)]
    calls = {one.course.call.pk for one in rows}
    states: dict[tuple[int, str], list[str]] = {}
    found = Nomination.objects.filter(call__in=calls, country_code__in=codes)
    for key, code, state in found.values_list("call_id", "country_code", "state_code"):
        if state not in LEFT and any(
            one.country_code == code and sees_nomination_in(one.role_code, state) for one in held
        ):
            states.setdefault((key, code), []).append(state)
    shown = []
    for one in rows:
        call = one.course.call
        call.course = one.course
        own = states.get((call.pk, one.country_code), ())
        shown.append(_shown(call, one.country_code, one, own))
    return shown


def _reached(held: list[HeldMandate], one: SeatAllotment) -> bool:
    return any(
        mandate.country_code == one.country_code
        and mandate.scope_id in (None, one.course.public_id)
        for mandate in held
    )


def _shown(
    call: Call, country_code: str, allotted: SeatAllotment | None, states: Iterable[str]
) -> CountryCall:
    counts = Counter(states)
    total = sum(counts.values())
    held_back = sum(counts[one] for one in ("draft", "submitted", "endorsed"))
    return CountryCall(
        call=call,
        country_code=country_code,
        minimum=allotted.minimum if allotted else 0,
        seats=allotted.maximum if allotted else 0,
        reserved=allotted.reserved if allotted else 0,
        required=allotted.nominations_required if allotted else 0,
        nominees=total,
        forwarded=total - held_back,
        takes=takes_nominations(call.state_code, call.closes_at, datetime.now(UTC)),
    )
