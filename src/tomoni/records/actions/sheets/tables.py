"""Which tables a spreadsheet may hold, and the cells of their rows."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..loading.cells import Cell, PortfolioFile, column, columns, dates, defaulted, file
from ..loading.format import FILES_BY_NAME, value_cell

# Passages and releases are decided elsewhere: at the evidence desk and by who releases.
_ELSEWHERE = frozenset({"mentions", "release"})

RESULTS = PortfolioFile(
    "results",
    "Cumulative totals as of a date, each stated by a claim.",
    (
        Cell("observation_id", "key", "Public id of the cumulative total.", required=True),
        *columns("observations", "activity_id series_id claim_id measure_code population_code"),
        value_cell,
        *columns("observations", "unit_code currency_code"),
        *defaulted("observations", "qualifier_code"),
        *dates("observations", "since"),
        Cell("cutoff", "stated_date", "Date up to which it counts.", required=True),
        column("observations", "cutoff_basis_code"),
    ),
    lambda row: str(row["observation_id"]),
)


def _sheet(name: str) -> PortfolioFile:
    whole = FILES_BY_NAME[name]
    cells = (cell for cell in whole.cells if cell.name not in _ELSEWHERE)
    return file(name, whole.rows, *list(cells)[1:])


# In the order in which they are written: what others refer to comes first.
SHEETS: Mapping[str, PortfolioFile] = MappingProxyType(
    {
        "parties": _sheet("parties"),
        "activities": _sheet("activities"),
        "entries": _sheet("entries"),
        "results": RESULTS,
    }
)
# What one must be allowed to do to read such a table in: the object and the acts.
NEEDED: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "parties": ("party", ("create", "change")),
        "activities": ("activity", ("create", "change")),
        "entries": ("entry", ("create", "reverse")),
        "results": ("observation", ("create", "reverse")),
    }
)
