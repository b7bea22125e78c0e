"""Places: countries, territories and regions, their names by naming profile, groups of them.

Where each fact is taken from (``data/README.md`` has editions and licences):

- *codes and English names*: the IATI code list Country (ISO 3166-1, and XK for Kosovo);
- *Japanese names, names of M49 areas*: Unicode CLDR by way of Babel;
- *alpha-3 codes, M49 sub-region, members of the United Nations*: Unicode CLDR 47, which places
  Kosovo and Taiwan in a sub-region although the M49 standard lists neither;
- *DAC codes*: the DAC list of areas, matched by its three-letter code;
- *recipients*: the DAC groupings held here, undated, which keep countries that have since left;
- *tiles*: our own grid.

*Country or territory.* A member of the United Nations is a country; every other place is a
territory unless the naming profile says otherwise and names its source
(``data/places/naming-profiles.csv``). So an instance's profile, never this code, decides how the
Holy See, Kosovo, Palestine, Taiwan, the Cook Islands and Niue are called. What a profile does not
say falls back to the profile iso.

*Groups.* ``data/places/groups.csv`` names each group and where its members come from. A group
whose member list has no source stays empty; an instance reads one with ``load_group_members``.
"""

from .gazetteer import PLACES, PLACES_BY_CODE, Place
from .groups import (
    GROUPS,
    GROUPS_BY_CODE,
    Membership,
    PlaceGroup,
    group_members,
    load_group_members,
    member_codes,
)
from .naming import NAMING_PROFILES, disclaimer, place_kind, place_name, profile_name

__all__ = [
    "GROUPS",
    "GROUPS_BY_CODE",
    "NAMING_PROFILES",
    "PLACES",
    "PLACES_BY_CODE",
    "Membership",
    "Place",
    "PlaceGroup",
    "disclaimer",
    "group_members",
    "load_group_members",
    "member_codes",
    "place_kind",
    "place_name",
    "profile_name",
]
