"""Advice on money: negative amounts and what they take back, zeros, doubled lines, long numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.iati.tables import TABLES

from ..findings import Found
from .columns import Row, Tables, has_rows, repeated, rows_where

_ZERO = Decimal(0)
# What the schema takes for a number; what it does not is its business.
_NUMBER = r"^\s*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*$"
# What tells two transactions of an activity apart, besides what stands below them.
_FACTS = (
    "value", "transaction_date", "type_code", "ref", "value_currency", "value_date",
    "provider_org_ref", "provider_org_activity_id", "receiver_org_ref", "receiver_org_activity_id",
    "disbursement_channel_code", "flow_type_code", "finance_type_code", "tied_status_code",
    "humanitarian",
)  # fmt: skip
_BELOW = ("sectors", "recipient_countries", "recipient_regions", "aid_types")


def advise_on_money(tables: Tables, found: Found) -> None:
    """Add what is to be said about the amounts of a piece, and about numbers of any kind."""
    for name, written, number in _numbers():
        if has_rows(tables, name):
            _too_long(tables[name], written, number, found)
    if has_rows(tables, "transactions"):
        _negative(tables["transactions"], found)
        _zero(tables["transactions"], found)
        _doubled(tables, found)
    if has_rows(tables, "budgets"):
        budgets = tables["budgets"]
        for row in rows_where(budgets, pc.less(budgets["value_number"], _ZERO), ("value",)):
            found.add("T.2.3", activity=row["activity"], line=row["line"], value=row["value"])


@cache
def _numbers() -> tuple[tuple[str, str, str], ...]:
    """Return table, column and column of the number, of every decimal."""
    return tuple(
        (table.name, column.name, column.meaning)
        for table in TABLES.values()
        for column in table.columns
        if column.type == "decimal" and column.meaning is not None
    )


def _too_long(table: pa.Table, written: str, number: str, found: Found) -> None:
    """Find numbers that are kept as text alone, for no exact number of ours holds them."""
    if table[number].null_count == table[written].null_count:
        return
    is_number = pc.match_substring_regex(table[written], _NUMBER)
    is_lost = pc.and_(pc.is_null(table[number]), is_number)
    for row in rows_where(table, is_lost, (written,)):
        at: Row = {"activity": row["activity"], "line": row["line"], "value": row[written].strip()}
        found.add("T.2.6", **at)


def _negative(transactions: pa.Table, found: Found) -> None:
    is_negative = pc.less(transactions["value_number"], _ZERO)
    if not pc.any(is_negative).as_py():
        return
    concerned = pc.unique(transactions.filter(is_negative)["activity"])
    others = transactions.filter(pc.is_in(transactions["activity"], concerned))
    columns = ("type_code", "value_currency", "value_number", "value")
    taken_back: dict[tuple[Any, ...], list[int]] = {}
    for row in rows_where(others, pc.greater(others["value_number"], _ZERO), columns):
        taken_back.setdefault(_sum_of(row), []).append(row["line"])
    names = codelist("TransactionType").codes
    for row in rows_where(transactions, is_negative, columns):
        # Each amount is taken back once.
        lines = taken_back.get(_sum_of(row))
        at: Row = {"activity": row["activity"], "line": row["line"], "value": row["value"]}
        if lines:
            code = row["type_code"]
            said = names[code].name.lower() if code in names else "transaction"
            in_japanese = f"種別{code}" if code in names else "種別不明"
            other = lines.pop(0)
            found.add("T.2.2", **at, type=said, type_ja=in_japanese, other=other)
        else:
            found.add("T.2.1", **at)


def _sum_of(row: Row) -> tuple[Any, ...]:
    return row["activity"], row["type_code"], row["value_currency"], abs(row["value_number"])


def _zero(transactions: pa.Table, found: Found) -> None:
    is_zero = pc.equal(transactions["value_number"], _ZERO)
    for row in rows_where(transactions, is_zero, ()):
        found.add("T.2.4", activity=row["activity"], line=row["line"])


def _doubled(tables: Tables, found: Found) -> None:
    """Find transactions that are alike in every fact, then in all that stands below them."""
    key = ("activity", *_FACTS)
    suspects = repeated(tables["transactions"], key).select([*key, "row", "line"])
    if not len(suspects):
        return
    below = _below(tables, {(row["activity"], row["row"]) for row in suspects.to_pylist()})
    first: dict[tuple[Any, ...], int] = {}
    for row in suspects.to_pylist():
        facts = (*(row[name] for name in key), below.get((row["activity"], row["row"])))
        line = first.setdefault(facts, row["line"])
        if line != row["line"]:
            found.add("T.2.5", activity=row["activity"], line=row["line"], other=line)


def _below(tables: Tables, wanted: set[tuple[int, int]]) -> dict[tuple[int, int], frozenset[Any]]:
    """Return what stands below each of these transactions: codes, and texts in their languages."""
    held: dict[tuple[int, int], set[Any]] = {}
    for place, said in _children(tables):
        if place in wanted:
            held.setdefault(place, set()).add(said)
    return {place: frozenset(said) for place, said in held.items()}


def _children(tables: Tables) -> Iterator[tuple[tuple[int, int], Any]]:
    for name in _BELOW:
        if has_rows(tables, name):
            table = tables[name]
            if "level" in table.column_names:
                table = table.filter(pc.equal(table["level"].cast(pa.string()), "transaction"))
            held = [one for one in ("code", "vocabulary") if one in table.column_names]
            for row in table.select(["activity", "parent", *held]).to_pylist():
                yield (row["activity"], row["parent"]), (name, *(row[one] for one in held))
    if has_rows(tables, "narratives"):
        table = tables["narratives"]
        table = table.filter(pc.equal(table["owner_table"].cast(pa.string()), "transactions"))
        for row in table.select(["activity", "parent", "element", "lang", "text"]).to_pylist():
            yield (row["activity"], row["parent"]), (row["element"], row["lang"], row["text"])
