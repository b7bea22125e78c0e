"""The pool that a selection decides over, drawn out of nominations: opaque ids and whole numbers.

What a nomination says of its nominee enters as a group only: country, agency, profession, region,
woman, least developed country. An agency stands under the number of its first nomination.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tomoni.catalogue.places import PLACES_BY_CODE, member_codes
from tomoni.planning.names import words_of
from tomoni.planning.selection_values import Candidate, SelectionInputs, SelectionPolicy
from tomoni.records.models import Call, Nomination
from tomoni.rules.courses.selecting import IN_THE_POOL


def pool_of(call: Call) -> list[Nomination]:
    """Return the nominations that were assessed, in the order of their numbers. One query."""
    rows = call.nominations.filter(state_code__in=IN_THE_POOL, merit__isnull=False)
    columns = (
        "public_id", "number", "country_code", "rank", "participation_role_code", "organisation",
        "profession_code", "merit", "state_code", "person__public_id", "person__sex_code",
        "person__merged_into__public_id",
    )  # fmt: skip
    return list(
        rows.select_related("person__merged_into").only("call_id", *columns).order_by("number")
    )


def inputs_of(
    call: Call,
    policy: SelectionPolicy,
    content: Mapping[str, Any],
    overrides: Iterable[Mapping[str, Any]],
) -> SelectionInputs:
    """Return what a run decides over.

    ``content``: the policy's JSON, whose ``costs`` by country stand for what nobody stated;
    ``overrides``: who is in or out by decision. Errors: none here; ``select`` checks the inputs.
    """
    pool = pool_of(call)
    agencies = _agencies(pool)
    least_developed = _least_developed(call)
    costs = content.get("costs") or {}
    known = {one.public_id for one in pool}
    put = {one["nomination_id"]: bool(one["is_in"]) for one in overrides}
    return SelectionInputs(
        candidates=tuple(
            _candidate(one, agencies.get(one.pk), least_developed, costs) for one in pool
        ),
        policy=policy,
        seed=call.seed or "",
        fixed=frozenset(one for one, is_in in put.items() if is_in) & known,
        excluded=frozenset(one for one, is_in in put.items() if not is_in) & known,
    )


def _candidate(
    one: Nomination, agency: str | None, least_developed: frozenset[str], costs: Mapping[str, int]
) -> Candidate:
    person = one.person.merged_into or one.person
    place = PLACES_BY_CODE.get(one.country_code)
    return Candidate(
        id=one.public_id,
        person=person.public_id,
        country=one.country_code,
        merit=one.merit or 0,
        agency=agency,
        profession=one.profession_code,
        region=place.region_code if place else None,
        is_woman=person.sex_code == "female",
        is_ldc=one.country_code in least_developed,
        focal_rank=one.rank,
        cost=costs.get(one.country_code),
        participation=one.participation_role_code,
    )


def _agencies(pool: list[Nomination]) -> dict[int, str]:
    """Name each agency of a country by the number of the first nomination that it sends."""
    first: dict[tuple[str, tuple[str, ...]], str] = {}
    found = {}
    for one in pool:
        if one.organisation:
            key = one.country_code, words_of(one.organisation)
            found[one.pk] = first.setdefault(key, f"agency-{one.number}")
    return found


def _least_developed(call: Call) -> frozenset[str]:
    """Least developed countries on the first day of the course, else of all times known."""
    return member_codes("ldc", call.course.first_day)
