"""The selection policy of a call between its JSON and what the solver reads.

The JSON is what is published. Publishing adds the seats of each country and the need that was known
on that day, so that the same document always gives the same selection. Shares are texts such as
"2/5": exact, and the same on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, Where
from tomoni.planning.selection_values import (
    GROUPINGS,
    OTHER_PARTICIPATIONS,
    Ceiling,
    CountrySeats,
    Floor,
    Group,
    SelectionPolicy,
)
from tomoni.records.models import CallDocument, CourseEdition

_WHERE = Where(field="policy")
_MOST = 10_000_000_000


def is_policy_published(course: CourseEdition) -> bool:
    """Whether the call of an edition has a published selection policy."""
    return CallDocument.objects.filter(
        call__course=course, kind_code="selection_policy", published_at__isnull=False
    ).exists()


def policy_of(document: CallDocument) -> SelectionPolicy:
    """Return the policy of one version, as the solver reads it. Errors: InputError."""
    return read_policy(document.content, str(document.version))


def read_policy(content: Mapping[str, Any], version: str) -> SelectionPolicy:
    """Return a policy out of its JSON. Errors: InputError naming what cannot be read."""
    seats = _whole(content, "seats", smallest=1)
    if seats is None:
        raise InputError("The policy does not say how many seats there are.", where=_WHERE)
    return SelectionPolicy(
        version=version,
        seats=seats,
        min_seats=_whole(content, "min_seats"),
        country_cap=_whole(content, "country_cap", smallest=1),
        countries={
            str(code): _country(str(code), one)
            for code, one in sorted((content.get("countries") or {}).items())
        },
        agency_cap=_whole(content, "agency_cap", smallest=1),
        floors=tuple(_floor(one) for one in content.get("floors") or ()),
        ceilings=tuple(_ceiling(one) for one in content.get("ceilings") or ()),
        budget=_whole(content, "budget"),
        need={str(code): int(one) for code, one in sorted((content.get("need") or {}).items())},
        respects_focal_order=bool(content.get("respects_focal_order", True)),
        forbidden_pairs=tuple(
            (str(one), str(other)) for one, other in content.get("forbidden_pairs") or ()
        ),
        other_seats={
            kind: _whole(content.get("other_seats") or {}, kind) or 0
            for kind in OTHER_PARTICIPATIONS
        },
        reserve_places=_whole(content, "reserve_places") or 0,
    )


def completed_policy(
    content: Mapping[str, Any], course: CourseEdition, needs: Mapping[str, int]
) -> dict[str, Any]:
    """Return the JSON as it is published: with the countries' seats, other seats and the need."""
    countries = {
        one.country_code: {
            "minimum": one.minimum,
            "maximum": one.maximum,
            "reserved": one.reserved,
        }
        for one in course.allotments.order_by("country_code")
    }
    return {
        **content,
        "countries": countries,
        "other_seats": {
            "host_national": course.host_seats,
            "observer": course.observer_seats,
            "self_funded": course.self_funded_seats,
        },
        "need": dict(sorted(needs.items())) if content.get("uses_need") else {},
    }


def _whole(content: Mapping[str, Any], name: str, smallest: int = 0) -> int | None:
    value = content.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not smallest <= value <= _MOST:
        raise InputError(
            f"{name} is no whole number from {smallest}.", where=Where(field=f"policy.{name}")
        )
    return value


def _country(code: str, given: Mapping[str, Any]) -> CountrySeats:
    return CountrySeats(
        _whole(given, "minimum") or 0, _whole(given, "maximum"), _whole(given, "reserved") or 0
    )


def _group(given: Mapping[str, Any]) -> Group:
    kind, value = str(given.get("group") or ""), given.get("value") or None
    if kind not in GROUPINGS:
        raise InputError(
            f"There is no group {kind!r}.", where=_WHERE, do=f"Use: {', '.join(GROUPINGS)}."
        )
    if (kind in ("profession", "region")) != (value is not None):
        raise InputError(f"The group {kind} does not fit its value.", where=_WHERE)
    if kind == "profession" and not codelist("profession").is_active(str(value)):
        raise InputError(f"There is no profession {value!r}.", where=_WHERE)
    return Group(kind, None if value is None else str(value))


def _bound(given: Mapping[str, Any]) -> tuple[int | None, Fraction | None]:
    count, share = _whole(given, "count"), given.get("share")
    if (count is None) == (share is None):
        raise InputError("A bound is a count or a share of the seats.", where=_WHERE)
    if share is None:
        return count, None
    try:
        read = Fraction(str(share))
    except (ValueError, ZeroDivisionError) as error:
        raise InputError(
            f"{share!r} is no share.", where=_WHERE, do="Write it like 2/5."
        ) from error
    if not 0 <= read <= 1:
        raise InputError(f"{share!r} is no share from 0 to 1.", where=_WHERE)
    return None, read


def _floor(given: Mapping[str, Any]) -> Floor:
    count, share = _bound(given)
    place = _whole(given, "place", smallest=1)
    if place is None:
        raise InputError("A floor has no place in the published order.", where=_WHERE)
    weight = _whole(given, "weight", smallest=1) or 1
    return Floor(_group(given), place, count, share, weight)


def _ceiling(given: Mapping[str, Any]) -> Ceiling:
    count, share = _bound(given)
    return Ceiling(_group(given), count, share)
