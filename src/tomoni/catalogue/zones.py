"""Time zones of countries, out of the time zone database's own table (public domain)."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib import resources
from zoneinfo import available_timezones

# The database gives these a name in its table of old names alone.
_BESIDE_THE_TABLE = {"XK": ("Europe/Belgrade",)}


@cache
def _by_country() -> dict[str, tuple[str, ...]]:
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            found[country].append(zone)
    return {**_BESIDE_THE_TABLE, **{code: tuple(zones) for code, zones in found.items()}}


def zones_of_country(code: str) -> tuple[str, ...]:
    """Return the IANA zones of a country by its ISO 3166-1 code, in order of the table.

    Empty for a code that the table lacks. Some of them may always show the same time.
    """
    return _by_country().get(code, ())


@cache
def zone_names() -> tuple[str, ...]:
    """Return the names of the zones of all countries, and UTC, sorted."""
    known = available_timezones()
    named = {zone for zones in _by_country().values() for zone in zones}
    return tuple(sorted({"UTC", *named} & known))
