"""Income groups of recipients by year. None are packaged: an instance reads the DAC's lists.

The code list ``income_group`` has the groups. A place that a year's list does not name has none in
that year; the group of another year is never carried over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .places import PLACES_BY_CODE
from .terms import TERMS
from .user_tables import read_user_rows

INCOME_GROUP_COLUMNS: tuple[str, ...] = ("place_code", "year", "income_group", "source")


@dataclass(frozen=True, slots=True)
class IncomeGroups:
    """Income group and its source by place code and calendar year."""

    groups: Mapping[tuple[str, int], tuple[str, str]]

    def group(self, place_code: str, year: int) -> str | None:
        """Return the code of the place's income group in a year. None: not in the table."""
        found = self.groups.get((place_code, year))
        return found[0] if found else None


NO_INCOME_GROUPS = IncomeGroups({})


def load_income_groups(path: Path) -> IncomeGroups:
    """Read income groups from a CSV file: place_code, year, income_group, source.

    Raises InputError naming file, line and field: unknown place or group, no year, no source, or a
    second group for one place and year.
    """
    groups: dict[tuple[str, int], tuple[str, str]] = {}
    for row in read_user_rows(path, INCOME_GROUP_COLUMNS):
        place_code, year = row.text("place_code"), row.year("year")
        if place_code not in PLACES_BY_CODE:
            raise row.refuse("place_code", f"There is no place {place_code!r}.", "Mend the code.")
        if (place_code, year) in groups:
            raise row.refuse("year", f"{place_code} has a second group for {year}.", "Keep one.")
        group = row.one_of("income_group", tuple(TERMS["income_group"]))
        groups[place_code, year] = (group, row.text("source"))
    return IncomeGroups(groups)
