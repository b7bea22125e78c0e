"""Price deflators by donor and year. None are packaged: constant prices need a loaded table.

A DAC deflator folds the change of prices and of the exchange rate to the dollar into one number, so
it applies to US dollars only and belongs to one donor, one base year and one edition, all of which
a figure in constant prices must name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from .errors import InputError, Where
from .user_tables import read_user_rows

DEFLATOR_COLUMNS: tuple[str, ...] = ("donor", "year", "deflator", "base_year", "edition")


@dataclass(frozen=True, slots=True)
class DeflatorTable:
    """Deflators of one edition. ``deflators``: by donor and year, 100 in ``base_year``."""

    edition: str
    base_year: int
    deflators: Mapping[tuple[str, int], Fraction]

    def deflator(self, donor: str, year: int) -> Fraction | None:
        """Return the deflator (base year = 100) of one donor and year. None: not in the table."""
        return self.deflators.get((donor, year))


def load_deflators(path: Path) -> DeflatorTable:
    """Read deflators from a CSV file: donor, year, deflator, base_year, edition.

    ``donor`` is the code that the table uses, the same in all rows of one donor. Base year and
    edition must be one throughout, and a donor's deflator in the base year, where given, is 100.
    Raises InputError naming file, line and field.
    """
    deflators: dict[tuple[str, int], Fraction] = {}
    stamp: tuple[str, int] | None = None
    for row in read_user_rows(path, DEFLATOR_COLUMNS):
        edition, base_year = row.text("edition"), row.year("base_year")
        stamp = stamp or (edition, base_year)
        if edition != stamp[0]:
            raise row.refuse("edition", "The file mixes two editions.", "Load one edition a file.")
        if base_year != stamp[1]:
            raise row.refuse("base_year", "The file mixes two base years.", "Load one a file.")
        key = (row.text("donor"), row.year("year"))
        if key in deflators:
            raise row.refuse("year", f"{key[0]} has a second deflator for {key[1]}.", "Keep one.")
        deflators[key] = row.positive("deflator")
        if key[1] == base_year and deflators[key] != 100:
            raise row.refuse("deflator", "The base year is not 100.", "Rebase the table to 100.")
    if stamp is None:
        raise InputError(
            "The file has no deflators.", where=Where(str(path)), do="Give at least one row."
        )
    return DeflatorTable(stamp[0], stamp[1], deflators)
