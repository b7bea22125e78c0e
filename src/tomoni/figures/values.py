"""Checks the values a request narrows by: codes by their list, ids by the snapshot's tables."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.tables import TABLES_BY_NAME
from tomoni.rules.dates import parse_stated_date

from .keys import KEYS, Key

if TYPE_CHECKING:
    from tomoni.exchange.snapshot import Snapshot

# Close matches are looked for among so many ids at most; a larger table gives none.
_CANDIDATES = 20_000


def checked_values(
    snapshot: Snapshot, name: str, given: str | int | Sequence[str | int]
) -> tuple[str | int, ...]:
    """Return the values of one key, without repeats, in order. Errors: InputError."""
    key = KEYS[name]
    listed = [given] if isinstance(given, str | int) else list(given)
    if not listed:
        raise InputError(f"{name} has no value.", where=Where(field=name), do="Name at least one.")
    texts = list(dict.fromkeys(str(value).strip() for value in listed))
    if key.kind == "record":
        return _records(snapshot, key, texts)
    return tuple(_value(key, text) for text in texts)


def _value(key: Key, text: str) -> str | int:
    if key.kind == "integer":
        try:
            return int(text)
        except ValueError:
            raise _unknown(key, text, "Write a whole number.") from None
    if key.kind == "date":
        return parse_stated_date(text).stated
    if key.kind == "choice" and text not in key.choices:
        raise _unknown(key, text, f"Use one of: {', '.join(key.choices)}.")
    if key.kind == "code" and text not in codelist(key.source).codes:
        raise _unknown(key, text, _suggestion(text, codelist(key.source).codes, key.source))
    return text


def _records(snapshot: Snapshot, key: Key, texts: list[str]) -> tuple[str, ...]:
    if key.name == "series":
        texts = _series_ids(snapshot, texts)
    table = snapshot.table(key.source)
    column = TABLES_BY_NAME[key.source].key
    known = set(_column(table.filter(table[column].isin(texts)), column))
    for text in texts:
        if text not in known:
            candidates = _column(table.select(column).limit(_CANDIDATES), column)
            raise _unknown(key, text, _suggestion(text, candidates, key.source))
    return tuple(texts)


def _series_ids(snapshot: Snapshot, texts: list[str]) -> list[str]:
    """Replace the id of a series' activity by the id of the series."""
    series = snapshot.table("series")
    rows = series.filter(series.activity_id.isin(texts)).select("activity_id", "series_id")
    by_activity = {row["activity_id"]: row["series_id"] for row in rows.to_pyarrow().to_pylist()}
    return list(dict.fromkeys(by_activity.get(text, text) for text in texts))


def _column(table: object, column: str) -> list[str]:
    return list(table.select(column).to_pyarrow()[column].to_pylist())  # type: ignore[attr-defined]


def _suggestion(text: str, candidates: Iterable[str], source: str) -> str:
    known = {candidate.casefold(): candidate for candidate in candidates}
    near = difflib.get_close_matches(text.casefold(), list(known), n=3, cutoff=0.5)
    close = [known[name] for name in near]
    if close:
        return f"Did you mean {' or '.join(close)}?"
    return f"See the list {source!r}."


def _unknown(key: Key, text: str, do: str) -> InputError:
    return InputError(
        f"{text!r} is not a value of {key.name} ({key.label.en.lower()}).",
        where=Where(field=key.name),
        do=do,
    )
