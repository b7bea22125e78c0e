"""Places and groups of places, out of the catalogue and under the instance's naming profile."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from tomoni.catalogue.places import GROUPS, PLACES, place_kind, place_name
from tomoni.exchange.snapshot import table_from_rows


def places_table(profile: str) -> pa.Table:
    """Return the table ``places`` under a naming profile."""
    return table_from_rows(
        "places",
        [
            {
                "place_code": place.code,
                "kind_code": place_kind(place.code, profile),
                "name_en": place_name(place.code, "en", profile),
                "name_ja": place_name(place.code, "ja", profile),
                "dac_code": place.dac_code,
                "iso3_code": place.iso3,
                "region_code": place.region_code,
                "is_dac_recipient": place.is_dac_recipient,
                "tile_row": place.tile_row,
                "tile_column": place.tile_column,
            }
            for place in PLACES
        ],
    )


def place_group_members_table() -> pa.Table:
    """Return the table ``place_group_members``."""
    return table_from_rows("place_group_members", _members())


def _members() -> Iterator[dict[str, object]]:
    for group in GROUPS:
        for member in group.members:
            parts = (group.code, member.place_code, member.start_stated or "")
            yield {
                "member_id": "--".join(part for part in parts if part),
                "group_code": group.code,
                "group_name": group.label.en,
                "place_code": member.place_code,
                "start_stated": member.start_stated,
                "end_stated": member.end_stated,
                "source": member.source,
            }
