"""Names of places under a naming profile: ISO 3166, OECD DAC, or the host ministry's."""

from __future__ import annotations

from functools import cache

from babel import Locale

from ..codelists import codelist
from ..errors import NotFoundError, Where
from ..labels import Label
from ..packaged import packaged_toml
from .gazetteer import PLACES_BY_CODE, Place
from .sources import M49_PREFIX, PlaceKind, country_names, profile_overrides, seed_regions

NAMING_PROFILES: tuple[str, ...] = ("iso", "dac", "host")


def _place(code: str) -> Place:
    place = PLACES_BY_CODE.get(code)
    if place is None:
        raise NotFoundError(
            f"There is no place {code!r}.",
            where=Where(field="place_code"),
            do="Use an ISO 3166-1 alpha-2 code, XK, an M49 area such as m49-035, or a region's id.",
        )
    return place


def _check_profile(profile: str) -> None:
    if profile not in NAMING_PROFILES:
        raise NotFoundError(
            f"There is no naming profile {profile!r}.", do=f"Use {', '.join(NAMING_PROFILES)}."
        )


@cache
def _cldr_name(code: str, language: str) -> str | None:
    name = Locale.parse(language).territories.get(code.removeprefix(M49_PREFIX))
    return None if name is None else str(name)


def _english(place: Place, profile: str) -> str:
    if profile == "dac" and place.dac_code is not None:
        name = codelist("dac_area").name_of(place.dac_code)
        # Where the DAC list names an area by nothing but its code, it names no form of its own.
        if name not in (place.iso3, place.code, place.dac_code):
            return name
    return country_names().get(place.code) or _cldr_name(place.code, "en") or place.code


def place_name(code: str, language: str = "en", profile: str = "iso") -> str:
    """Return the name of a place in ``language`` ("en" or "ja") under a naming profile.

    A profile that names no form of its own falls back to the profile iso. Raises NotFoundError for
    an unknown place or profile.
    """
    _check_profile(profile)
    place = _place(code)
    japanese = language.startswith("ja")
    if code in seed_regions():
        return seed_regions()[code][1 if japanese else 0]
    override = profile_overrides().get((profile, code))
    named = (override.name_ja if japanese else override.name_en) if override else None
    if named:
        return named
    return (_cldr_name(code, "ja") if japanese else None) or _english(place, profile)


def place_kind(code: str, profile: str = "iso") -> PlaceKind:
    """Return whether a profile calls a place country, territory or region."""
    _check_profile(profile)
    place = _place(code)
    override = profile_overrides().get((profile, code))
    return override.kind if override and override.kind else place.kind


@cache
def _profile(profile: str) -> dict[str, str]:
    _check_profile(profile)
    entry: dict[str, str] = packaged_toml("places", "profiles.toml")[profile]
    return entry


def profile_name(profile: str) -> Label:
    """Return the name of a naming profile."""
    return Label(_profile(profile)["en"], _profile(profile)["ja"])


def disclaimer(profile: str = "iso", language: str = "en") -> str:
    """Return what every map and list of places says about its names, under a naming profile."""
    return _profile(profile)["disclaimer_ja" if language.startswith("ja") else "disclaimer_en"]
