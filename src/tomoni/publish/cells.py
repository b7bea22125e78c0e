"""What a page is made of: small JSON values that carry their own wording in both languages.

A cell is None (not stated), a plain text, or an object whose ``t`` names its type. Templates and
the CSV and JSON twins of a page read the same cells: a table and its download cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tomoni.catalogue.labels import Label

from .paths import page_path

Json = dict[str, Any]
Cell = Json | str | None


def words(label: Label) -> Json:
    """Return wording of ours in both languages."""
    return {"t": "words", "en": label.en, "ja": label.ja}


def link(kind: str, key: str, text: Cell) -> Json:
    """Return a link to the page of a record; ``text`` is what it reads."""
    return {"t": "link", "path": page_path(kind, key), "key": key, "text": text}


def file_link(path: str, text: str) -> Json:
    """Return a link to a finished file, which is the same in every language."""
    return {"t": "file", "path": path, "text": text}


def digest(sha256: str) -> Json:
    """Return a SHA-256, of which a page shows the beginning."""
    return {"t": "digest", "value": sha256}


def coded(codelist: str, code: str | None, label: Label, *, tag: bool = False) -> Json | None:
    """Return a code with its wording; ``tag`` draws it as a small label. None stays None."""
    if code is None:
        return None
    kind = "tag" if tag else "code"
    return {"t": kind, "list": codelist, "code": code, "en": label.en, "ja": label.ja}


def dated(stated: str | None) -> Json | None:
    """Return a date as its source states it, or None."""
    return None if stated is None else {"t": "date", "stated": stated}


def several(items: Iterable[Cell]) -> Json | None:
    """Return a list of cells, read with separators; an empty list is None."""
    kept = [item for item in items if item is not None]
    return {"t": "list", "items": kept} if kept else None


def number(
    value: str,
    proof: str,
    *,
    unit: str | None = None,
    currency: str | None = None,
    qualifier: str = "exact",
    low: str | None = None,
    high: str | None = None,
    **more: Any,
) -> Json:
    """Return a published number. ``proof`` is the id of its proof and can never be left out.

    ``value``, ``low`` and ``high`` are decimal text in major units; ``stated`` (in ``more``) puts
    the date that the source states in place of the digits; ``exact`` gives a share as a fraction.
    """
    cell: Json = {"t": "number", "value": value, "proof": proof, "unit": unit}
    extra = {"currency": currency, "low": low, "high": high, **more}
    if qualifier != "exact":
        cell["qualifier"] = qualifier
    cell.update({key: item for key, item in extra.items() if item is not None})
    return cell


def column(key: str, label: Label, *, is_number: bool = False) -> Json:
    """Return the head of one column of a table."""
    head: Json = {"key": key, "en": label.en, "ja": label.ja}
    if is_number:
        head["n"] = True
    return head


def table(
    name: str,
    title: Label,
    columns: Sequence[Json],
    rows: Sequence[Sequence[Cell]],
    *,
    note: Label | None = None,
    empty: Label | None = None,
) -> Json:
    """Return a table: name (of its CSV and JSON), caption, columns, rows; ``empty`` says what an
    empty table means and what to do next."""
    made: Json = {
        "name": name,
        "en": title.en,
        "ja": title.ja,
        "columns": list(columns),
        "rows": [list(row) for row in rows],
    }
    if note:
        made["note"] = words(note)
    if empty:
        made["empty"] = words(empty)
    return made


def plain(cell: Cell, language: str = "en") -> str:
    """Return a cell as text for CSV and search: exact values, no symbols; "" when not stated."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    match cell["t"]:
        case "number":
            return str(cell.get("stated") or cell["value"])
        case "date":
            return str(cell["stated"])
        case "link":
            return plain(cell["text"], language)
        case "list":
            return "; ".join(plain(item, language) for item in cell["items"])
        case "code" | "tag":
            return str(cell["code"])
        case "period":
            # An interval as in ISO 8601; an end that nobody states is left empty.
            return f"{plain(cell['since'])}/{plain(cell['until'])}"
        case "file":
            return str(cell["path"])
        case "ordinal" | "count" | "digest" | "money" | "found" | "percent":
            return str(cell["value"])
        case "unknown":
            return ""
        case _:
            return str(cell[language])
