"""Every place that a record may name: one row each, without names."""

from __future__ import annotations

from dataclasses import dataclass

from .sources import (
    PlaceKind,
    alpha3_codes,
    cldr_grouping,
    country_names,
    dac_codes,
    dac_grouping,
    m49_areas,
    m49_parents,
    profile_overrides,
    seed_regions,
    tiles,
)

RECIPIENTS = "all_developing_countries_regions"


@dataclass(frozen=True, slots=True)
class Place:
    """One country, territory or region.

    ``code``: ISO 3166-1 alpha-2, XK, ``m49-NNN`` or a region's id. ``kind``: under the profile iso;
    ``place_kind`` gives it under any profile. ``iso3``, ``dac_code``: None where the issuer has
    none. ``region_code``: the M49 area that holds it. ``is_dac_recipient``: receives ODA or has
    received it, by the undated DAC grouping held here. ``tile_row``, ``tile_column``: None where
    the tile-grid map has no tile.
    """

    code: str
    kind: PlaceKind
    iso3: str | None = None
    dac_code: str | None = None
    region_code: str | None = None
    is_dac_recipient: bool = False
    tile_row: int | None = None
    tile_column: int | None = None


def _country(code: str) -> Place:
    dac_code = dac_codes().get(code)
    row, column = tiles().get(code, (None, None))
    return Place(
        code=code,
        kind=_kind_by_iso(code),
        iso3=alpha3_codes().get(code),
        dac_code=dac_code,
        region_code=m49_parents().get(code),
        is_dac_recipient=dac_code in dac_grouping(RECIPIENTS),
        tile_row=row,
        tile_column=column,
    )


def _kind_by_iso(code: str) -> PlaceKind:
    override = profile_overrides().get(("iso", code))
    if override and override.kind:
        return override.kind
    return "country" if code in cldr_grouping("UN") else "territory"


def _all_places() -> tuple[Place, ...]:
    return (
        *(_country(code) for code in sorted(country_names())),
        *(Place(code, "region", region_code=m49_parents().get(code)) for code in m49_areas()),
        *(Place(code, "region") for code in seed_regions()),
    )


PLACES: tuple[Place, ...] = _all_places()
PLACES_BY_CODE: dict[str, Place] = {place.code: place for place in PLACES}
