"""What of a piece is needed to judge it beside others: identifiers, references, levels, money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tomoni.catalogue.iati.prefixes import IdentifierPrefixes
from tomoni.catalogue.iati.tables import Kind
from tomoni.catalogue.labels import Label

from .columns import Tables, has_rows

# Table, column, rule, path: attributes that name another activity.
_REFERENCES = (
    ("participating_orgs", "activity_id", "1000.0.1", "participating-org/@activity-id"),
    ("planned_disbursements", "provider_org_activity_id", "1000.0.2",
     "planned-disbursement/provider-org/@provider-activity-id"),
    ("planned_disbursements", "receiver_org_activity_id", "1000.0.3",
     "planned-disbursement/receiver-org/@receiver-activity-id"),
    ("transactions", "provider_org_activity_id", "1000.0.4",
     "transaction/provider-org/@provider-activity-id"),
    ("transactions", "receiver_org_activity_id", "1000.0.5",
     "transaction/receiver-org/@receiver-activity-id"),
    ("related_activities", "ref", "1000.0.6", "related-activity/@ref"),
)  # fmt: skip
# Table, column, path: attributes that name an organisation, besides those the standard's rules ask.
_ORGANISATIONS = (
    ("participating_orgs", "ref", "participating-org/@ref"),
    ("other_identifiers", "owner_org_ref", "other-identifier/owner-org/@ref"),
    ("planned_disbursements", "provider_org_ref", "planned-disbursement/provider-org/@ref"),
    ("planned_disbursements", "receiver_org_ref", "planned-disbursement/receiver-org/@ref"),
    ("transactions", "provider_org_ref", "transaction/provider-org/@ref"),
    ("transactions", "receiver_org_ref", "transaction/receiver-org/@ref"),
    ("recipient_org_budgets", "recipient_org_ref", "recipient-org-budget/recipient-org/@ref"),
)
# Kinds of money that stand at a level, each a bit. Types of transactions are the standard's codes.
BUDGETS = 1
_BITS = {"2": 2, "3": 4, "4": 8}
KINDS_OF_MONEY = {
    BUDGETS: Label("budgets", "予算"),
    2: Label("commitments", "約束額"),
    4: Label("disbursements", "支払額"),
    8: Label("expenditure", "支出額"),
}
_INCOMING = ("1", "11")

IDENTIFIERS = pa.schema(
    [("activity", pa.int32()), ("line", pa.int32()), ("identifier", pa.string()),
     ("hierarchy", pa.int64()), ("money", pa.int64())]
)  # fmt: skip
REFERENCES = pa.schema(
    [("activity", pa.int32()), ("line", pa.int32()), ("rule", pa.string()),
     ("element", pa.string()), ("value", pa.string())]
)  # fmt: skip
RELATED = pa.schema(
    [("activity", pa.int32()), ("line", pa.int32()), ("type", pa.string()), ("ref", pa.string())]
)
INCOMING = pa.schema(
    [("activity", pa.int32()), ("line", pa.int32()), ("type", pa.string()), ("ref", pa.string())]
)
UNKNOWN = pa.schema(
    [("activity", pa.int32()), ("line", pa.int32()), ("element", pa.string()),
     ("value", pa.string()), ("count", pa.int64())]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PieceFacts:
    """Facts of one piece: tables of the schemas above. ``activity`` is the ordinal in the file."""

    identifiers: pa.Table
    references: pa.Table
    related: pa.Table
    incoming: pa.Table
    unknown: pa.Table


def facts_of(tables: Tables, kind: Kind, prefixes: IdentifierPrefixes) -> PieceFacts:
    """Return the facts of a piece. References that the piece itself answers are left out."""
    identifiers = _identifiers(tables, kind)
    return PieceFacts(
        identifiers,
        _references(tables, identifiers["identifier"]),
        _related(tables),
        _incoming(tables),
        _unknown(tables, prefixes),
    )


def _identifiers(tables: Tables, kind: Kind) -> pa.Table:
    if not has_rows(tables, kind):
        return IDENTIFIERS.empty_table()
    table = tables[kind]
    name = "iati_identifier" if kind == "activities" else "organisation_identifier"
    is_activity = kind == "activities"
    levels = table["hierarchy_integer"] if is_activity else pa.nulls(len(table), pa.int64())
    money = _money(tables)
    return pa.table(
        [
            table["activity"],
            table["line"],
            pc.utf8_trim_whitespace(table[name]),
            levels,
            pa.array([money.get(one, 0) for one in table["activity"].to_pylist()], pa.int64()),
        ],
        schema=IDENTIFIERS,
    )


def _money(tables: Tables) -> dict[int, int]:
    """Return by activity the bits of the kinds of money that it states."""
    found: dict[int, int] = {}
    if has_rows(tables, "budgets"):
        found = dict.fromkeys(pc.unique(tables["budgets"]["activity"]).to_pylist(), BUDGETS)
    if has_rows(tables, "transactions"):
        kinds = (
            tables["transactions"]
            .group_by(["activity", "type_code"], use_threads=False)
            .aggregate([])
        )
        for row in kinds.to_pylist():
            found[row["activity"]] = found.get(row["activity"], 0) | _BITS.get(row["type_code"], 0)
    return found


def _references(tables: Tables, own: Any) -> pa.Table:
    own = own.combine_chunks() if isinstance(own, pa.ChunkedArray) else own
    parts = []
    for name, column, rule, element in _REFERENCES:
        if has_rows(tables, name):
            part = _stated(tables[name], column, ["activity", "line"])
            part = part.filter(pc.invert(pc.is_in(part["value"], own)))
            parts.append(_with(part, REFERENCES, rule=rule, element=element))
    return pa.concat_tables([REFERENCES.empty_table(), *parts])


def _related(tables: Tables) -> pa.Table:
    if not has_rows(tables, "related_activities"):
        return RELATED.empty_table()
    part = _stated(tables["related_activities"], "ref", ["activity", "line", "type"])
    part = part.filter(pc.is_in(part["type"], pa.array(["1", "2"])))
    return part.rename_columns(["activity", "line", "type", "ref"]).cast(RELATED)


def _incoming(tables: Tables) -> pa.Table:
    if not has_rows(tables, "transactions"):
        return INCOMING.empty_table()
    names = ["activity", "line", "type_code"]
    part = _stated(tables["transactions"], "provider_org_activity_id", names)
    part = part.filter(pc.is_in(part["type_code"], pa.array(_INCOMING)))
    groups = part.group_by(["activity", "type_code", "value"], use_threads=False).aggregate(
        [("line", "min")]
    )
    columns = [groups[one] for one in ("activity", "line_min", "type_code", "value")]
    return pa.table(columns, names=INCOMING.names).cast(INCOMING)


def _unknown(tables: Tables, prefixes: IdentifierPrefixes) -> pa.Table:
    parts = []
    for name, column, element in _ORGANISATIONS:
        if not has_rows(tables, name):
            continue
        part = _stated(tables[name], column, ["activity", "line"])
        values = pc.unique(part["value"]).to_pylist()
        unknown = [one for one in values if not prefixes.is_known(one)]
        if unknown:
            part = part.filter(pc.is_in(part["value"], pa.array(unknown)))
            groups = part.group_by("value", use_threads=False).aggregate(
                [("activity", "first"), ("line", "first"), ([], "count_all")]
            )
            columns = ["activity", "line", "value", "count"]
            found = pa.table(
                [groups[f"{one}_first"] for one in columns[:2]]
                + [groups["value"], groups["count_all"]],
                names=columns,
            )
            parts.append(_with(found, UNKNOWN, element=element))
    return pa.concat_tables([UNKNOWN.empty_table(), *parts])


def _stated(table: pa.Table, column: str, names: list[str]) -> pa.Table:
    """Return the rows whose column has a value, which comes last, without spaces around it."""
    part = table.select(names).append_column("value", pc.utf8_trim_whitespace(table[column]))
    return part.filter(pc.fill_null(pc.not_equal(part["value"], ""), False))


def _with(part: pa.Table, schema: pa.Schema, **constants: str) -> pa.Table:
    for name, value in constants.items():
        part = part.append_column(name, pa.repeat(value, len(part)))
    return part.select(schema.names).cast(schema)
