"""A country's own order of its nominees: whole, unique, changed until the deadline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import transaction

from tomoni.records.models import Call, Nomination, User
from tomoni.rules.courses.call_checks import takes_nominations
from tomoni.rules.courses.moments import on_clock
from tomoni.rules.courses.nominating import LEFT, check_rank, check_take_nominations

from ..audit import Event, record_events
from ..common import find
from .nominations import step_nomination
from .scopes import check_may, of_country
from .steps import lock


def ranked(call: Call, country_code: str) -> list[Nomination]:
    """Return the nominations of a country that were not withdrawn, in its order."""
    rows = call.nominations.filter(country_code=country_code).exclude(state_code__in=LEFT)
    return list(rows.select_related("person", "call").order_by("rank", "number"))


@transaction.atomic
def rank_nominations(
    *,
    by: User | str,
    call_id: str,
    country_code: str,
    order: Sequence[str],
    now: datetime | None = None,
) -> list[Nomination]:
    """Set a country's whole order, first to last, and return it so.

    ``order``: public ids of all its nominations. Errors: NotPermittedError; NotFoundError;
    TransitionError when the order is not whole, or the deadline has passed.
    """
    call = lock(find(Call, call_id))
    check_may(by, "change", of_country(call, country_code))
    closes = on_clock(call.closes_at, call.course.zone) if call.closes_at else "–"
    takes = takes_nominations(call.state_code, call.closes_at, now or datetime.now(UTC))
    check_take_nominations(takes, closes)
    rows = {one.public_id: one for one in ranked(call, country_code)}
    check_rank(list(rows), order)
    moved = [rows[one] for place, one in enumerate(order, 1) if rows[one].rank != place]
    # Two rows never bear one rank, not even for a moment.
    Nomination.objects.filter(pk__in=[one.pk for one in moved]).update(rank=None)
    places = {public_id: place for place, public_id in enumerate(order, 1)}
    for one in moved:
        one.rank, one.revision = places[one.public_id], one.revision + 1
        one.updated_at = datetime.now(UTC)
    Nomination.objects.bulk_update(moved, ["rank", "revision", "updated_at"])
    if moved:
        record_events(
            [
                Event("change", "nomination", one.public_id, {"fields": ["rank"], "rank": one.rank})
                for one in moved
            ],
            by=by,
        )
    return ranked(call, country_code)


def move_nomination(
    *, by: User | str, nomination_id: str, up: bool, now: datetime | None = None
) -> list[Nomination]:
    """Move a nomination one place up or down in its country's order; return the order.

    Errors: as ``rank_nominations``.
    """
    nomination = find(Nomination, nomination_id)
    order = [one.public_id for one in ranked(nomination.call, nomination.country_code)]
    if nomination_id in order:
        at = order.index(nomination_id)
        other = at - 1 if up else at + 1
        if 0 <= other < len(order):
            order[at], order[other] = order[other], order[at]
    return rank_nominations(
        by=by, call_id=nomination.call.public_id, country_code=nomination.country_code,
        order=order, now=now,
    )  # fmt: skip


@transaction.atomic
def forward_endorsed(
    *, by: User | str, call_id: str, country_code: str, now: datetime | None = None
) -> list[Nomination]:
    """Forward every endorsed nomination of a country at once, all or none; return them.

    Errors: NotPermittedError; NotFoundError; TransitionError when the deadline has passed.
    """
    call = find(Call, call_id)
    check_may(by, "change", of_country(call, country_code))
    endorsed = [one for one in ranked(call, country_code) if one.state_code == "endorsed"]
    return [
        step_nomination(by=by, nomination_id=one.public_id, verb="forward", now=now)
        for one in endorsed
    ]
