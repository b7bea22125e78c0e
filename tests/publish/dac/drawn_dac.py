"""A small donor drawn row by row: its ministries, a partner, activities, lines of one year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from tomoni.catalogue.dac_profile import DacProfile
from tomoni.catalogue.tables import TABLES
from tomoni.exchange.snapshot import Snapshot, memory_snapshot, write_snapshot
from tomoni.publish.dac import DacOptions, Report, compose_report
from tomoni.rules.dates import parse_stated_date

Row = dict[str, Any]
YEAR = 2021

PARTIES: tuple[Row, ...] = (
    {"party_id": "gov-jp", "name": "Government of Japan", "kind_code": "government"},
    {"party_id": "mofa-jp", "name": "MOFA", "kind_code": "government ministry"},
    {"party_id": "moj-jp", "name": "MOJ", "kind_code": "government ministry"},
    {"party_id": "moi-vn", "name": "Ministry of the Interior", "kind_code": "government ministry"},
    {"party_id": "un", "name": "United Nations (drawn)", "kind_code": "international organisation"},
    {
        "party_id": "unodc",
        "name": "United Nations Office on Drugs and Crime",
        "kind_code": "international organisation",
    },
    {"party_id": "apg", "name": "Asia Pacific Group", "kind_code": "regional body"},
    {"party_id": "gov-fr", "name": "Government of France", "kind_code": "government"},
    {"party_id": "nobody", "name": "A group", "kind_code": "armed group"},
)
_COUNTRIES = {
    "gov-jp": "JP", "mofa-jp": "JP", "moj-jp": "JP", "moi-vn": "VN", "gov-fr": "FR",
}  # fmt: skip
_PARENTS = {"mofa-jp": "gov-jp", "moj-jp": "gov-jp", "unodc": "un"}
PLACES: tuple[Row, ...] = (
    {"place_code": "JP", "dac_code": "701", "is_dac_recipient": False},
    {"place_code": "FR", "dac_code": "4", "is_dac_recipient": False},
    {"place_code": "VN", "dac_code": "769", "is_dac_recipient": True},
    {"place_code": "LA", "dac_code": "745", "is_dac_recipient": True},
    {"place_code": "asia", "dac_code": None, "is_dac_recipient": False},
)
ACTIVITY: Row = {
    "activity_id": "course",
    "title": "Course",
    "summary": "A course on criminal justice.",
    "kind_code": "seminar",
    "theme_code": "rule_of_law",
    "oda_decision_code": "oda",
    "purpose_code": "15130",
}
ENTRY: Row = {
    "entry_id": "line",
    "activity_id": "course",
    "measure_code": "amount_disbursed",
    "quantity": 1000,
    "exponent": 0,
    "unit_code": "currency",
    "currency_code": "USD",
    "date_stated": "2021-05-19",
    "provider_party_id": "mofa-jp",
    "receiver_party_id": "moi-vn",
    "country_code": "VN",
    "counting_level_code": "origin",
    "is_reversed": False,
}


def stated(prefix: str, text: str | None) -> Row:
    """The columns of a stated date."""
    if text is None:
        return {}
    found = parse_stated_date(text)
    return {
        f"{prefix}_stated": text,
        f"{prefix}_first": found.first,
        f"{prefix}_last": found.last,
        f"{prefix}_precision_code": found.precision,
    }


def entry(**columns: Any) -> Row:
    """One line of money that fills a row; any column may be given."""
    row = {**ENTRY, **columns}
    dated = stated("date", row["date_stated"])
    years = {dated["date_first"].year, dated["date_last"].year}
    return {**row, **dated, "calendar_year": years.pop() if len(years) == 1 else None}


def drawn(
    entries: Sequence[Row] = (),
    activities: Sequence[Row] = (ACTIVITY,),
    **tables: Sequence[Mapping[str, Any]],
) -> Snapshot:
    """The snapshot of these lines and activities."""
    parties = [
        {
            **party,
            "country_code": _COUNTRIES.get(party["party_id"]),
            "parent_party_id": _PARENTS.get(party["party_id"]),
        }
        for party in PARTIES
    ]
    return memory_snapshot(
        {
            "parties": parties,
            "places": PLACES,
            "activities": activities,
            "entries": entries,
            **tables,
        }
    )


def report(
    entries: Sequence[Row] = (),
    activities: Sequence[Row] = (ACTIVITY,),
    options: DacOptions | None = None,
    **tables: Sequence[Mapping[str, Any]],
) -> Report:
    """The report of 2021 on these lines."""
    chosen = options or DacOptions(profile=DacProfile(currencies={"JPY": "701"}))
    with drawn(entries, activities, **tables) as snapshot:
        return compose_report(snapshot, YEAR, chosen)


def reasons(made: Report, *consequences: str) -> set[str]:
    """Codes of the reasons that are told, of these consequences or of all."""
    return {
        told.reason_code
        for told in made.told
        if not consequences or told.reason.consequence in consequences
    }


def day(text: str) -> date:
    """A day out of its text."""
    return date.fromisoformat(text)


def written(
    directory: Path, entries: Sequence[Row], activities: Sequence[Row] = (ACTIVITY,)
) -> Path:
    """Write the drawn world as a public snapshot; return its directory."""
    with drawn(entries, activities) as snapshot:
        tables = {table.name: snapshot.table(table.name).to_pyarrow() for table in TABLES}
    info = write_snapshot(directory, tables, {"tier": "public"})
    return info.path


@dataclass(frozen=True)
class Case:
    """One activity with its lines and further rows, to be reported beside others."""

    activity: Row = field(default_factory=dict)
    lines: tuple[Row, ...] = (ENTRY,)
    tables: Mapping[str, Sequence[Row]] = field(default_factory=dict)


def apart(cases: Sequence[Case]) -> list[Report]:
    """Report all cases out of one snapshot, and return what the report says of each alone."""
    tables: dict[str, list[Row]] = {"activities": [], "entries": []}
    for number, case in enumerate(cases):
        own = {"activity_id": f"case-{number}"}
        tables["activities"].append({**ACTIVITY, **case.activity, **own})
        for line in case.lines:
            drawn_line = entry(**line)
            tables["entries"].append(
                {**drawn_line, **own, "entry_id": f"{number}-{drawn_line['entry_id']}"}
            )
        for name, rows in case.tables.items():
            tables.setdefault(name, []).extend(_numbered(row, number, own) for row in rows)
    whole = report(**tables)
    return [_only(whole, f"case-{number}") for number in range(len(cases))]


def _numbered(row: Row, number: int, own: Row) -> Row:
    moved = {**row, **(own if "activity_id" in row else {})}
    if "entry_id" in row:
        moved["entry_id"] = f"{number}-{row['entry_id']}"
    key = next(iter(row))
    return {**moved, key: f"{number}-{row[key]}"}


def _only(whole: Report, activity_id: str) -> Report:
    return replace(
        whole,
        rows=tuple(row for row in whole.rows if row.activity_id == activity_id),
        held=tuple(row for row in whole.held if row.activity_id == activity_id),
        told=tuple(told for told in whole.told if told.activity_id == activity_id),
        reconciled={},
    )
