"""Names by which texts speak of places, bodies and frameworks, for the gazetteers of reading.

``data/reading`` holds what the code lists and locales lack: adjectives ("Cambodian"), short and
older forms ("Viet Nam", "Lao PDR"), names that only look like a place ("Gulf of Guinea"), and the
bodies and frameworks of this field with their abbreviations.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .codelists import codelist
from .packaged import packaged_rows
from .places import PLACES, place_name


@dataclass(frozen=True, slots=True)
class SpokenName:
    """One name of one thing. ``code``: what it names, "" for a name that names no place.

    ``is_adjective``: "Cambodian". ``is_short``: an abbreviation, to be matched in its own case.
    """

    code: str
    name: str
    is_adjective: bool = False
    is_short: bool = False


@cache
def spoken_places() -> tuple[SpokenName, ...]:
    """Return every name of every country and territory, in English and Japanese."""
    found = {
        SpokenName(place.code, place_name(place.code, language))
        for place in PLACES
        if place.kind != "region"
        for language in ("en", "ja")
    }
    for row in packaged_rows("reading", "place-names.csv"):
        found.add(
            SpokenName(
                row["place_code"], row["name"], row["kind"] == "adjective", _is_short(row["name"])
            )
        )
    return tuple(sorted(found, key=lambda spoken: (spoken.code, spoken.name)))


@cache
def spoken_parties() -> tuple[SpokenName, ...]:
    """Return the names of bodies: our own list, then the DAC's channels by ``dac-channel-CODE``."""
    found = _spoken("parties.csv", "party_id")
    known = {spoken.name.lower() for spoken in found}
    for code, channel in codelist("CRSChannelCode").codes.items():
        if channel.category and channel.name.count(" ") >= 2 and channel.name.lower() not in known:
            found.append(SpokenName(f"dac-channel-{code}", channel.name))
    return tuple(found)


@cache
def spoken_frameworks() -> tuple[SpokenName, ...]:
    """Return the names of conventions, plans and processes."""
    return tuple(_spoken("frameworks.csv", "framework_id"))


@cache
def counted_nouns() -> dict[str, str]:
    """Return the unit that a noun stands for: person, country, event; item for those that only
    look like persons ("computers").
    """
    return {row["noun"]: row["stands_for"] for row in packaged_rows("reading", "nouns.csv")}


@cache
def party_countries() -> dict[str, str]:
    """Return the country of each body that has one, by its id."""
    rows = packaged_rows("reading", "parties.csv")
    return {row["party_id"]: row["country_code"] for row in rows if row["country_code"]}


def _spoken(file: str, id_column: str) -> list[SpokenName]:
    found = []
    for row in packaged_rows("reading", file):
        names = [row["name"], row["abbreviation"], *row["name_ja"].split("|")]
        found += [
            SpokenName(row[id_column], name, is_short=_is_short(name)) for name in names if name
        ]
    return found


def _is_short(name: str) -> bool:
    return " " not in name and name.isascii() and sum(map(str.isupper, name)) > 1
