"""For whom an activity is: recipient countries or regions, with shares that are stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.iati.crosswalk import un_region
from tomoni.exchange.iati.write.model import Coded, said
from tomoni.rules.share_policies import StatedShare, take_shares

from ..source import Row, Source
from .shares import percentages
from .told import Notes

GLOBAL, REGIONAL, MULTI_NATIONAL = "1", "2", "3"
UN_REGIONS, OWN_REGIONS = "2", "99"


@dataclass(frozen=True, slots=True)
class Recipients:
    """Recipient countries and regions, and the ActivityScope where they tell it."""

    countries: tuple[Coded, ...] = ()
    regions: tuple[Coded, ...] = ()
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    code: str
    is_region: bool
    name: str


def recipients_of(source: Source, activity: Row, policy: str, notes: Notes) -> Recipients:
    """Return the recipients of an activity.

    Shares stated as a split by place come first. Else its stated countries are the recipients, if
    their list is closed; else its regions. Venues, pivots, participants and countries of the wider
    effort are none. Several recipients without stated shares are written in equal parts only where
    ``policy`` (of ``rules.share_policies``) is equal_remainder.
    """
    stated = _stated_shares(source, activity["activity_id"])
    if stated:
        places, shares = list(stated), list(stated.values())
    else:
        places = _places(source, activity["activity_id"], notes)
        shares = _shares(places, policy, notes)
    if not places:
        notes.add("no_recipient", "recipient-country")
    if notes.is_left_out or len(places) != len(shares):
        return Recipients()
    return _written(places, shares, notes)


def _stated_shares(source: Source, activity_id: str) -> dict[_Place, Fraction]:
    return {
        _place(source, row["code"]): Fraction(row["numerator"], row["denominator"])
        for row in source.of("splits", "activity_id", activity_id)
        if row["axis_code"] == "place"
    }


def _place(source: Source, code: str) -> _Place:
    row = source.by_key("places").get(code)
    return _Place(
        code, row is not None and row["kind_code"] == "region", source.place_label(code).en
    )


def _places(source: Source, activity_id: str, notes: Notes) -> list[_Place]:
    countries = source.of("activity_countries", "activity_id", activity_id)
    stated = [row for row in countries if row["basis_code"] == "stated"]
    if len(countries) > len(stated):
        number = len(countries) - len(stated)
        notes.add("countries_aside", "recipient-country", number=number)
    if any(row["is_open_list"] for row in stated):
        notes.add("open_list", "recipient-country")
    if stated:
        return [_place(source, row["country_code"]) for row in stated]
    regions = source.of("activity_regions", "activity_id", activity_id)
    return [_place(source, row["region_code"]) for row in regions]


def _shares(places: Sequence[_Place], policy: str, notes: Notes) -> list[Fraction]:
    taken = take_shares([StatedShare(place.code, None) for place in places], policy)
    if len(places) > 1:
        reason = "equal_parts" if taken.is_whole else "shares_not_stated"
        notes.add(reason, "recipient-country", number=len(places))
    return [part.share for part in taken.parts]


def _written(places: Sequence[_Place], shares: Sequence[Fraction], notes: Notes) -> Recipients:
    parts, is_rounded = percentages(shares)
    if is_rounded:
        notes.add("rounded", "recipient-country", axis="place")
    said_parts = parts if len(places) > 1 else [None]
    # Each vocabulary says the whole again, so that all regions of one activity share one.
    codes = [un_region(place.code) for place in places if place.is_region]
    vocabulary = UN_REGIONS if all(codes) else OWN_REGIONS
    countries: list[Coded] = []
    regions: list[Coded] = []
    for place, part in zip(places, said_parts, strict=True):
        if place.is_region:
            regions.append(_region(place, vocabulary, part))
        elif codelist("Country").is_active(place.code):
            countries.append(Coded(place.code, percentage=part))
        else:
            notes.add("not_a_country_code", "recipient-country", code=place.code)
    return Recipients(tuple(countries), tuple(regions), _scope(places))


def _region(place: _Place, vocabulary: str, part: str | None) -> Coded:
    if vocabulary == UN_REGIONS:
        code = un_region(place.code) or ""
        return Coded(code, vocabulary, percentage=part, name=said(place.name))
    return Coded(place.code, vocabulary, percentage=part, name=said(place.name))


def _scope(places: Sequence[_Place]) -> str | None:
    if any(place.code == "global" for place in places):
        return GLOBAL
    if len(places) == 1:
        return REGIONAL if places[0].is_region else None
    return MULTI_NATIONAL if not any(place.is_region for place in places) else REGIONAL
