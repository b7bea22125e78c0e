"""The long parts of a page, drawn once when the site is built: tables and the map.

A page is kept in two pieces: its data without the long parts, and each long part beside it, as
data and as HTML in both languages. A page as it is shown reads no more than its HTML; the CSV and
JSON twins and a table that a reader sorts read the data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tomoni.catalogue.labels import LANGUAGES

from ..cells import Json
from ..paths import page_path
from .cells import CELL_HTML
from .charts import tile_map_html
from .tables import table_html

# A shorter table costs less to draw than to fetch.
LONG_FROM = 6
MAP = "map"


@dataclass(frozen=True, slots=True)
class DrawnPart:
    """One long part of a page: its place in the page's data, its data, its HTML by language."""

    place: str
    data: Json
    html: dict[str, str]


def without_long_parts(kind: str, key: str, data: Json) -> tuple[Json, list[DrawnPart]]:
    """Return a page's data with a mark in place of each long part, and the parts."""
    parts = list(_long_parts(kind, key, data))
    kept = dict(data)
    tables = dict(data.get("tables") or {})
    for part in parts:
        if part.place == MAP:
            kept[MAP] = {"long": MAP, "levels": part.data["levels"]}
        else:
            tables[part.place] = {"long": part.place, "name": part.place}
    if "tables" in data:
        kept["tables"] = tables
    return kept, parts


def put_back(data: Json, place: str, part: Json) -> None:
    """Put a long part, as data or as ``{"html": …}``, in the place of its mark."""
    if place == MAP:
        data[MAP] = {**data[MAP], **part}
    else:
        data["tables"][place] = part


def _long_parts(kind: str, key: str, data: Json) -> Iterator[DrawnPart]:
    address = _address(kind, key)
    for name, table in (data.get("tables") or {}).items():
        if len(table["rows"]) >= LONG_FROM:
            html = {
                language: table_html(table, language, CELL_HTML[language].path(address))
                for language in LANGUAGES
            }
            yield DrawnPart(name, table, html)
    if data.get(MAP):
        yield DrawnPart(
            MAP, data[MAP], {language: tile_map_html(data[MAP], language) for language in LANGUAGES}
        )


def _address(kind: str, key: str) -> str:
    return page_path(key) if kind == "index" else page_path(kind, key or None)
