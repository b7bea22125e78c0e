"""Which tables a spreadsheet may hold, and the cells of their rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..loading.cells import Cell, PortfolioFile, column, columns, dates, defaulted, file
from ..loading.format import FILES_BY_NAME, value_cell

# Passages and releases are decided elsewhere: at the evidence desk and by who releases.
_ELSEWHERE = frozenset({"mentions", "release"})

# No field of a record: what it was when the file was written.
VERSION = Cell(
    "version", "text", "Leave it: it tells whether the record has changed since the file was made."
)

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
        VERSION,
    ),
    lambda row: str(row["observation_id"]),
)


def _sheet(name: str) -> PortfolioFile:
    whole = FILES_BY_NAME[name]
    cells = (cell for cell in whole.cells if cell.name not in _ELSEWHERE)
    return file(name, whole.rows, *list(cells)[1:], VERSION)


TARGETS = PortfolioFile(
    "targets",
    "Targets of pledges, each stated by a claim.",
    (
        Cell("target_id", "key", "Public id of the target.", required=True),
        *columns("pledge_targets", "pledge_id claim_id measure_code"),
        value_cell,
        *columns("pledge_targets", "unit_code currency_code"),
        *defaulted("pledge_targets", "qualifier_code"),
        *columns("pledge_targets", "restates_target_id"),
        VERSION,
    ),
    lambda row: str(row["target_id"]),
)

# In the order in which they are written: what others refer to comes first.
SHEETS: Mapping[str, PortfolioFile] = MappingProxyType(
    {
        "parties": _sheet("parties"),
        "activities": _sheet("activities"),
        "entries": _sheet("entries"),
        "results": RESULTS,
        "targets": TARGETS,
    }
)
# Tables that go out only, with the reason: nothing of them is entered by hand anywhere.
FOLLOWING: Mapping[str, str] = MappingProxyType(
    {"targets": "is a target, which follows from its claim: accept or correct the claim"}
)


@dataclass(frozen=True, slots=True)
class Needed:
    """What one must be allowed to do to an object: with new rows, and with changed ones."""

    object_type: str
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


NEEDED: Mapping[str, Needed] = MappingProxyType(
    {
        "parties": Needed("party", ("create",), ("change",)),
        "activities": Needed("activity", ("create",), ("change",)),
        "entries": Needed("entry", ("create",), ("create", "reverse")),
        "results": Needed("observation", ("create",), ("create", "reverse")),
        "targets": Needed("pledge"),
    }
)
