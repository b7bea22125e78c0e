"""Reference page of the portfolio format: every file and field that a portfolio may have."""

from __future__ import annotations

from tomoni.records.actions.loading.cells import Cell, cells_by_path
from tomoni.records.actions.loading.format import FILES, FORMAT_VERSION, HEADER, HEADER_NAME

from .markdown import code, page, table

_TYPES = {
    "key": "id",
    "text": "text",
    "integer": "whole number",
    "boolean": "true or false",
    "stated_date": "stated date",
    "quantity": "quantity",
    "reference": "id",
    "object": "object",
}


def portfolio_page() -> str:
    """Every file of a portfolio directory with every field: what `tomoni load` takes."""
    return page(
        "Portfolio format",
        f"Format {FORMAT_VERSION}: a directory with `{HEADER_NAME}` and JSON Lines files, loaded in"
        " this order. A field that is not required may be left out or null: then it is *not"
        " stated*. A stated date is `2018`, `2018-05`, `2018-05-19` or `FY2018`."
        " [How to write one](../how-to/your-portfolio.md).",
        _section(HEADER_NAME, "One JSON object about the whole portfolio.", HEADER),
        *(_section(file.file_name, file.rows, file.cells) for file in FILES),
    )


def _section(name: str, rows: str, cells: tuple[Cell, ...]) -> list[str]:
    return [f"## `{name}`", "", rows, "", *_cells(cells)]


def _cells(cells: tuple[Cell, ...]) -> list[str]:
    return table(
        ("Field", "Type", "Required", "Values", "Meaning"),
        (
            (code(path), _type(cell), "yes" if cell.required else "", _values(cell), cell.help)
            for path, cell in cells_by_path(cells)
        ),
    )


def _type(cell: Cell) -> str:
    if cell.type != "list":
        return _TYPES[cell.type]
    return "list of objects" if cell.cells else "list of ids"


def _values(cell: Cell) -> str:
    if cell.references:
        return f"id of {code(cell.references)}"
    return f"list {code(cell.codelist)}" if cell.codelist else ""
