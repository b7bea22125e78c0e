"""Lines of the ledger by activity, some thousand at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from tomoni.catalogue.labels import Label
from tomoni.exchange.iati.write.model import Text
from tomoni.exchange.snapshot import Snapshot
from tomoni.rules.quantities import Quantity

from ..source import Row, label_of
from .shares import decimal_text

ROWS_AT_ONCE = 20_000
_COLUMNS = (
    "activity_id", "entry_id", "measure_code", "quantity", "exponent", "qualifier_code",
    "currency_code", "date_stated", "date_first", "date_last", "date_precision_code",
    "provider_party_id", "receiver_party_id", "country_code", "item_code", "claim_id",
)  # fmt: skip


def entries_by_activity(
    snapshot: Snapshot, counts: Mapping[str, int], activity_ids: Iterable[str]
) -> Iterator[tuple[str, list[Row]]]:
    """Yield each of these activities with its entries in order of their ids.

    Cancelled entries are left out with those that cancel them: together they are nothing.
    ``funded_by``: the activity of the entry that one was paid out of. None: not stated.
    ``counts``: entries of each activity that has any, for asking for some thousand at a time.
    """
    wanted = sorted(activity_ids)
    for first, last in _ranges(counts, wanted):
        groups: dict[str, list[Row]] = {}
        for row in _entries_between(snapshot, first, last):
            groups.setdefault(row["activity_id"], []).append(row)
        for activity_id in wanted[bisect_left(wanted, first) : bisect_right(wanted, last)]:
            yield activity_id, groups.pop(activity_id, [])


def _ranges(counts: Mapping[str, int], wanted: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield first and last ids between which all wanted ones lie, and not too many entries."""
    first, rows, last = None, 0, ""
    for activity_id in sorted({*counts, *wanted}):
        first, last = first or activity_id, activity_id
        rows += counts.get(activity_id, 0)
        if rows >= ROWS_AT_ONCE:
            yield first, last
            first, rows = None, 0
    if first is not None:
        yield first, last


def _entries_between(snapshot: Snapshot, first: str, last: str) -> list[Row]:
    entries = snapshot.table("entries")
    live = entries.filter(
        entries.activity_id.between(first, last),
        ~entries.is_reversed,
        entries.reverses_entry_id.isnull(),
    )
    paid_from = entries.select(funded_from_entry_id="entry_id", funded_by="activity_id")
    joined = live.left_join(paid_from, "funded_from_entry_id")
    chosen = joined.select(*_COLUMNS, "funded_by").order_by("activity_id", "entry_id")
    rows: list[Row] = chosen.to_pyarrow().to_pylist()
    return rows


def amount(row: Row) -> Quantity:
    """Return the exact quantity of a row."""
    return Quantity(row["quantity"], row["exponent"])


def hedge(row: Row) -> Label | None:
    """Return the source's hedge with the number: "more than 6,100". None: it has none."""
    if row["qualifier_code"] == "exact":
        return None
    words, number = label_of("qualifier", row["qualifier_code"]), decimal_text(amount(row))
    return Label(f"{words.en} {number}", f"{words.ja}{number}")


def in_both(label: Label) -> Text:
    """Return a label as narratives in English, the default, and Japanese."""
    return ((None, label.en), ("ja", label.ja))


def day_of(row: Row) -> date | None:
    """Return the day of an entry. None: its date is coarser, or none is stated."""
    day: date | None = row["date_first"] if row["date_precision_code"] == "day" else None
    return day
