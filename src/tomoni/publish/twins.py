"""The CSV and JSON twin of a table: rows with named columns, raw values, codes and public ids.

A twin holds what the page shows and what the page only hints at: beside a link the id of its
record, beside a number its hedge, bounds, unit and currency where it has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .cells import Cell, Json, plain

# Facts of a number that stand in columns of their own, wherever a number of the column has them.
_OF_NUMBERS: tuple[str, ...] = ("qualifier", "low", "high", "exact", "unit", "currency", "proof")
_NUMBERS = frozenset({"number", "money"})
ID = "id"
# Parts of a page's data that only place marks on paper; the tables hold what they show.
_DRAWN = frozenset({"map", "chart", "chart_link", "years"})


def twin_of_table(table: Json, language: str = "en") -> Json:
    """Return a table as ``columns`` (names in order) and ``rows`` by name; null: not stated.

    ``total`` is how many rows there are where the page shows only the first.
    """
    keys = [str(head["key"]) for head in table["columns"]]
    names = _names(keys, table["rows"])
    made: Json = {
        "table": table["name"],
        "title": table["ja" if language == "ja" else "en"],
        "columns": [name for key in keys for name in names[key]],
        "rows": [twin_of_row(keys, names, row, language) for row in table["rows"]],
    }
    if table.get("cut"):
        made["total"] = table["cut"]
    return made


def twin_of_page(page: Json, language: str = "en") -> Json:
    """Return the data of a whole page, its tables as twins and without what is only drawn."""
    made = {name: value for name, value in page.items() if name not in _DRAWN}
    tables = page.get("tables")
    if tables:
        made["tables"] = {
            name: twin_of_table(table, language)
            for name, table in tables.items()
            if name not in _DRAWN or "rows" in table
        }
    return made


def twin_of_row(
    keys: Sequence[str], names: dict[str, list[str]], row: Sequence[Cell], language: str
) -> dict[str, str | None]:
    """Return one row by the names of its columns."""
    made: dict[str, str | None] = {}
    for key, cell in zip(keys, row, strict=True):
        for name in names[key]:
            part = name[len(key) + 1 :]
            made[name] = _part(cell, part) if part else plain(cell, language) or None
    return made


def link_names(keys: Iterable[str], linked: Iterable[str]) -> dict[str, list[str]]:
    """Return the columns of a table whose links are known before its rows are."""
    wanted = set(linked)
    return {key: [key, f"{key}_{ID}"] if key in wanted else [key] for key in keys}


def _names(keys: Sequence[str], rows: Sequence[Sequence[Cell]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for place, key in enumerate(keys):
        has = {part for row in rows for part in _parts(row[place])}
        parts = [part for part in (ID, *_OF_NUMBERS) if part in has]
        taken = {other for other in keys if other != key}
        found[key] = [key, *(f"{key}_{part}" for part in parts if f"{key}_{part}" not in taken)]
    return found


def _parts(cell: Cell) -> Iterator[str]:
    if not isinstance(cell, dict):
        return
    if any(_ids(cell)):
        yield ID
    for number in _numbers(cell):
        yield from (part for part in _OF_NUMBERS if number.get(part) is not None)


def _part(cell: Cell, part: str) -> str | None:
    if not isinstance(cell, dict):
        return None
    if part == ID:
        return "; ".join(_ids(cell)) or None
    silent = "exact" if part == "qualifier" else ""
    given = [str(number.get(part) or silent) for number in _numbers(cell)]
    return "; ".join(given) if any(given) else None


def _numbers(cell: Json) -> list[Json]:
    """Return the number of a cell, or the numbers of a list of numbers, in their order."""
    if cell["t"] in _NUMBERS:
        return [cell]
    items = cell["items"] if cell["t"] == "list" else ()
    return [item for item in items if isinstance(item, dict) and item["t"] in _NUMBERS]


def _ids(cell: Json) -> Iterator[str]:
    if cell["t"] == "link":
        yield str(cell["key"])
    elif cell["t"] == "list":
        yield from (
            identifier
            for item in cell["items"]
            if isinstance(item, dict)
            for identifier in _ids(item)
        )
