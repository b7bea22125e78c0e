"""The packaged tables about places, read once each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from ..packaged import packaged_rows

PlaceKind = Literal["country", "territory", "region"]
M49_PREFIX = "m49-"


@dataclass(frozen=True, slots=True)
class ProfileOverride:
    """What one naming profile says about one place; None: it says nothing of its own."""

    kind: PlaceKind | None
    name_en: str | None
    name_ja: str | None


@cache
def country_names() -> dict[str, str]:
    """Code to English name of every place in use on the IATI code list Country.

    The article that the list puts last, as in "Gambia (the)", is left out.
    """
    return {
        row["code"]: row["name"].removesuffix(" (the)")
        for row in packaged_rows("codelists", "Country.csv")
        if row["status"] == "active"
    }


@cache
def seed_regions() -> dict[str, tuple[str, str]]:
    """Code to English and Japanese name of the regions that the evidence uses."""
    return {
        row["place_code"]: (row["name_en"], row["name_ja"])
        for row in packaged_rows("places", "regions.csv")
    }


@cache
def alpha3_codes() -> dict[str, str]:
    """Place code to ISO 3166-1 alpha-3 code."""
    rows = packaged_rows("places", "iso-3166-1-alpha-3.csv")
    return {row["place_code"]: row["iso3_code"] for row in rows}


@cache
def dac_codes() -> dict[str, str]:
    """Place code to OECD DAC area code."""
    rows = packaged_rows("places", "dac-crosswalk.csv")
    return {row["place_code"]: row["dac_code"] for row in rows}


@cache
def dac_grouping(name: str) -> frozenset[str]:
    """DAC area codes of one DAC grouping."""
    rows = packaged_rows("places", "dac-groupings.csv")
    return frozenset(row["dac_code"] for row in rows if row["group"] == name)


@cache
def tiles() -> dict[str, tuple[int, int]]:
    """Place code to row and column of its tile."""
    rows = packaged_rows("places", "tile-grid.csv")
    return {row["iso2"]: (int(row["row"]), int(row["column"])) for row in rows}


@cache
def m49_parents() -> dict[str, str]:
    """Child to M49 area that holds it, both as place codes: ``KE`` to ``m49-014``."""
    parents: dict[str, str] = {}
    for row in packaged_rows("places", "containment.csv"):
        if row["basis"] == "area" and row["parent"].isdigit():
            parents[_m49_code(row["child"])] = _m49_code(row["parent"])
    return parents


@cache
def m49_areas() -> tuple[str, ...]:
    """All M49 areas as place codes, the groupings among them included."""
    rows = packaged_rows("places", "containment.csv")
    return tuple(sorted({_m49_code(row["parent"]) for row in rows if row["parent"].isdigit()}))


@cache
def cldr_grouping(name: str) -> frozenset[str]:
    """Place codes of one CLDR grouping, such as ``EU`` or ``UN``."""
    rows = packaged_rows("places", "containment.csv")
    return frozenset(row["child"] for row in rows if row["parent"] == name)


@cache
def profile_overrides() -> dict[tuple[str, str], ProfileOverride]:
    """Naming profile and place code to what the profile says."""
    return {
        (row["profile"], row["place_code"]): ProfileOverride(
            _kind(row["kind"]), row["name_en"] or None, row["name_ja"] or None
        )
        for row in packaged_rows("places", "naming-profiles.csv")
    }


def _kind(text: str) -> PlaceKind | None:
    return "country" if text == "country" else "territory" if text == "territory" else None


def _m49_code(area: str) -> str:
    return M49_PREFIX + area if area.isdigit() else area
