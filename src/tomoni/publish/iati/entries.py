"""Lines of the ledger by activity, some thousand at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from tomoni.catalogue.labels import Label
from tomoni.exchange.iati.write.model import Text
from tomoni.exchange.snapshot import Snapshot
from tomoni.rules.quantities import Quantity

from ..source import Row, label_of
from .shares import decimal_text

ROWS_AT_ONCE = 20_000
ACTIVITIES_AT_ONCE = 1_000
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
    ``counts``: entries of each activity, for asking for some thousand at a time.
    """
    for chosen in _chunks(counts, activity_ids):
        rows = _entries_of(snapshot, [one for one in chosen if counts.get(one)])
        groups: dict[str, list[Row]] = {}
        for row in rows:
            groups.setdefault(row["activity_id"], []).append(row)
        for activity_id in chosen:
            yield activity_id, groups.pop(activity_id, [])


def _chunks(counts: Mapping[str, int], activity_ids: Iterable[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    rows = 0
    for activity_id in activity_ids:
        chunk.append(activity_id)
        rows += counts.get(activity_id, 0)
        if rows >= ROWS_AT_ONCE or len(chunk) >= ACTIVITIES_AT_ONCE:
            yield chunk
            chunk, rows = [], 0
    if chunk:
        yield chunk


def _entries_of(snapshot: Snapshot, activity_ids: list[str]) -> list[Row]:
    if not activity_ids:
        return []
    entries = snapshot.table("entries")
    live = entries.filter(
        entries.activity_id.isin(activity_ids),
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
