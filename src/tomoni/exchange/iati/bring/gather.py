"""Gathers the typed tables of a file, or of a lake, into what each activity says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from .facts import ActivityFacts, Narratives, Organisation, Share, Transaction

TABLES = (
    "activities", "reporting_orgs", "descriptions", "participating_orgs", "activity_dates",
    "recipient_countries", "recipient_regions", "sectors", "default_aid_types",
    "related_activities", "transactions", "narratives",
)  # fmt: skip
"""The tables that an import reads."""
COUNTED = {
    "budgets": "budget",
    "planned_disbursements": "planned-disbursement",
    "results": "result",
    "document_links": "document-link",
    "policy_markers": "policy-marker",
    "tags": "tag",
    "conditions": "condition",
}
"""The tables of which it says how many rows it leaves, by the element that each is of."""

Row = Mapping[str, Any]
Place = tuple[int, int, str]


class _Tables:
    """Rows of every table by the activity they are of."""

    def __init__(self, tables: Mapping[str, pa.Table], key: str) -> None:
        self.rows: dict[str, dict[int, list[Row]]] = {}
        for name in TABLES:
            found: dict[int, list[Row]] = {}
            for row in tables[name].to_pylist() if name in tables else ():
                found.setdefault(row[key], []).append(row)
            self.rows[name] = found
        self._others: dict[int, list[tuple[str, int]]] = {}
        for name, element in COUNTED.items():
            if name in tables:
                for activity, count in Counter(tables[name].column(key).to_pylist()).items():
                    self._others.setdefault(activity, []).append((element, count))

    def of(self, table: str, activity: int) -> list[Row]:
        return self.rows[table].get(activity, [])

    def others(self, activity: int) -> tuple[tuple[str, int], ...]:
        return tuple(self._others.get(activity, ()))


def activities_in(
    tables: Mapping[str, pa.Table],
    place_of: Callable[[int], Place],
    *,
    key: str = "activity",
) -> Iterator[ActivityFacts]:
    """Yield what each activity says, in the order of the table ``activities``.

    ``key``: name of the column that tells activities apart ("record" in a lake); ``place_of``: the
    number, line and digest of one of them.
    """
    gathered = _Tables(tables, key)
    for activity, rows in gathered.rows["activities"].items():
        yield _facts(_Activity(gathered, activity), rows[0], place_of(activity))


class _Activity:
    """The rows of one activity, with the narratives of each."""

    def __init__(self, tables: _Tables, activity: int) -> None:
        self._tables = tables
        self._activity = activity
        self._narratives: dict[tuple[str, int | None, str], list[tuple[str | None, str]]] = {}
        for row in tables.of("narratives", activity):
            place = (row["owner_table"], row["parent"], row["element"])
            self._narratives.setdefault(place, []).append((row["lang"], row["text"] or ""))
        self._shares: dict[tuple[str, str, int | None], list[Share]] = {}
        for table in ("recipient_countries", "recipient_regions", "sectors"):
            for row in tables.of(table, activity):
                parent = row["parent"] if row["level"] == "transaction" else None
                self._shares.setdefault((table, row["level"], parent), []).append(_share(row))

    def rows(self, table: str) -> list[Row]:
        return self._tables.of(table, self._activity)

    def others(self) -> tuple[tuple[str, int], ...]:
        return self._tables.others(self._activity)

    def texts(self, table: str, row: int | None, element: str = "") -> Narratives:
        return tuple(self._narratives.get((table, row, element), ()))

    def shares(self, table: str, level: str, parent: int | None = None) -> tuple[Share, ...]:
        return tuple(self._shares.get((table, level, parent), ()))

    def transactions(self) -> tuple[Transaction, ...]:
        return tuple(
            self._transaction(position, row)
            for position, row in enumerate(self.rows("transactions"))
        )

    def _transaction(self, position: int, row: Row) -> Transaction:
        at = row["row"]
        return Transaction(
            position=position,
            line=row.get("line") or row.get("line_within") or 0,
            type_code=row["type_code"],
            ref=row["ref"],
            value=row["value"],
            value_currency=row["value_currency"],
            value_date=row["value_date"],
            value_day=row["value_date_day"],
            transaction_date=row["transaction_date"],
            transaction_day=row["transaction_date_day"],
            provider=self._side(row, "provider"),
            provider_activity_id=row["provider_org_activity_id"],
            receiver=self._side(row, "receiver"),
            receiver_activity_id=row["receiver_org_activity_id"],
            countries=self.shares("recipient_countries", "transaction", at),
            regions=self.shares("recipient_regions", "transaction", at),
            sectors=self.shares("sectors", "transaction", at),
        )

    def _side(self, row: Row, side: str) -> Organisation | None:
        if not row[f"has_{side}_org"]:
            return None
        names = self.texts("transactions", row["row"], f"{side}-org")
        return Organisation(row[f"{side}_org_ref"], row[f"{side}_org_type"], names)


def _share(row: Row) -> Share:
    return Share(row["code"], row.get("vocabulary"), row["percentage"], row["percentage_number"])


def _facts(of: _Activity, row: Row, place: Place) -> ActivityFacts:
    number, line, digest = place
    reporting = next(iter(of.rows("reporting_orgs")), None)
    return ActivityFacts(
        number=number,
        line=line,
        digest=digest,
        identifier=_stripped(row["iati_identifier"]),
        language=row["lang"],
        currency=row["default_currency"],
        humanitarian=bool(row["humanitarian_flag"]),
        hierarchy=row["hierarchy_integer"],
        status=row["activity_status_code"],
        flow_type=row["default_flow_type_code"],
        finance_type=row["default_finance_type_code"],
        reporting=None
        if reporting is None
        else Organisation(
            _stripped(reporting["ref"]),
            reporting["type"],
            of.texts("reporting_orgs", reporting["row"]),
        ),
        is_secondary=reporting is not None and bool(reporting["secondary_reporter_flag"]),
        titles=of.texts("activities", row["row"], "title"),
        descriptions=tuple(
            (one["type"], of.texts("descriptions", one["row"])) for one in of.rows("descriptions")
        ),
        aid_types=tuple((one["vocabulary"], one["code"]) for one in of.rows("default_aid_types")),
        dates=tuple(
            (one["type"], one["iso_date"], one["iso_date_day"]) for one in of.rows("activity_dates")
        ),
        participating=tuple(
            Organisation(
                one["ref"], one["type"], of.texts("participating_orgs", one["row"]), one["role"]
            )
            for one in of.rows("participating_orgs")
        ),
        countries=of.shares("recipient_countries", "activity"),
        regions=of.shares("recipient_regions", "activity"),
        sectors=of.shares("sectors", "activity"),
        related=tuple((one["type"], one["ref"]) for one in of.rows("related_activities")),
        transactions=of.transactions(),
        others=of.others(),
    )


def _stripped(text: str | None) -> str | None:
    return (text or "").strip() or None
