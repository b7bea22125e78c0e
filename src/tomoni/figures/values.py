"""Checks the values a request narrows by: codes by their list, ids by the snapshot's tables."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.tables import TABLES_BY_NAME
from tomoni.catalogue.terms import TERMS
from tomoni.rules.dates import parse_stated_date

from .keys import KEYS, Key

if TYPE_CHECKING:
    from tomoni.exchange.snapshot import Snapshot

# Close matches are looked for among so many ids at most; a larger table gives none.
_CANDIDATES = 20_000
_SUGGESTED = 3
_NAMES = ("name_en", "name", "title", "name_ja", "iso3_code")
_PAGES = {
    "activity_kind": "kinds.md",
    "theme": "themes.md",
    "measure": "measures.md",
    "metric": "metrics.md",
}


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
        raise _unknown(key, text, _suggested_code(text, key.source))
    return text


def _records(snapshot: Snapshot, key: Key, texts: list[str]) -> tuple[str, ...]:
    if key.name == "series":
        texts = _series_ids(snapshot, texts)
    table = snapshot.table(key.source)
    column = TABLES_BY_NAME[key.source].key
    known = set(_column(table.filter(table[column].isin(texts)), column))
    for text in texts:
        if text not in known:
            raise _unknown(key, text, _suggested_record(snapshot, key.source, text))
    return tuple(texts)


def _series_ids(snapshot: Snapshot, texts: list[str]) -> list[str]:
    """Replace the id of a series' activity by the id of the series."""
    series = snapshot.table("series")
    rows = series.filter(series.activity_id.isin(texts)).select("activity_id", "series_id")
    by_activity = {row["activity_id"]: row["series_id"] for row in rows.to_pyarrow().to_pylist()}
    return list(dict.fromkeys(by_activity.get(text, text) for text in texts))


def _column(table: object, column: str) -> list[str]:
    return list(table.select(column).to_pyarrow()[column].to_pylist())  # type: ignore[attr-defined]


def _suggested_code(text: str, source: str) -> str:
    listed = codelist(source).codes
    names = {
        code: [word for word in (one.name, one.name_ja) if word] for code, one in listed.items()
    }
    if source in TERMS:
        page = f"docs/reference/terms.md, {source}"
    elif source in _PAGES:
        page = f"docs/reference/{_PAGES[source]}"
    else:
        edition = next(iter(listed.values())).edition
        return _close(text, names) or f"Use a code of the published list {source} ({edition})."
    return _close(text, names) or f"The codes are in {page}."


def _suggested_record(snapshot: Snapshot, source: str, text: str) -> str:
    contract = TABLES_BY_NAME[source]
    columns = [contract.key, *(name for name in _NAMES if name in contract.columns)]
    table = snapshot.table(source).select(*columns).limit(_CANDIDATES).to_pyarrow()
    names = {
        row[contract.key]: [row[name] for name in columns[1:] if row[name]]
        for row in table.to_pylist()
    }
    page = "docs/reference/tables.md"
    return _close(text, names) or f"Its values are the ids of the table {source}: {page}."


def _close(text: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """Return a question with the codes that are like a text or are named like it; None: none is.

    ``names``: code to its names. One whose name is the very text, but for case and spaces, is asked
    for alone.
    """
    wanted = _bare(text)
    by_name: dict[str, list[str]] = {}
    for code, listed in names.items():
        for name in listed:
            by_name.setdefault(_bare(name), []).append(code)
    by_code = {_bare(code): code for code in names}
    found = by_name.get(wanted, [])
    if not found:
        near = [(one, by_code[one]) for one in _near(wanted, by_code, 0.5)]
        near += [(one, code) for one in _near(wanted, by_name, 0.6) for code in by_name[one]]
        near.sort(key=lambda pair: -difflib.SequenceMatcher(a=pair[0], b=wanted).ratio())
        found = [code for _, code in near]
    shown = [_shown(code, names[code]) for code in list(dict.fromkeys(found))[:_SUGGESTED]]
    return f"Did you mean {' or '.join(shown)}?" if shown else None


def _near(wanted: str, candidates: Mapping[str, object], cutoff: float) -> list[str]:
    return difflib.get_close_matches(wanted, list(candidates), n=_SUGGESTED, cutoff=cutoff)


def _bare(text: str) -> str:
    """Return a text without case, spaces, signs and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if part.isalnum())


def _shown(code: str, names: Sequence[str]) -> str:
    return f"{code} ({names[0]})" if names and names[0] != code else code


def _unknown(key: Key, text: str, do: str) -> InputError:
    return InputError(
        f"{text!r} is not a value of {key.name} ({key.label.en.lower()}).",
        where=Where(field=key.name),
        do=do,
    )
