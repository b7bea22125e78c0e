"""Drawn tables: a specification that reads as a table and runs as a test."""

from __future__ import annotations


def drawn_rows(table: str) -> list[dict[str, str]]:
    """Read a table drawn with bars; an empty cell is "". The line of dashes is left out."""
    lines = [line.strip() for line in table.strip().splitlines()]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    names, body = cells[0], [row for row in cells[1:] if not set("".join(row)) <= {"-", ":"}]
    assert all(len(row) == len(names) for row in body), (
        "a row has more or fewer cells than the head"
    )
    return [dict(zip(names, row, strict=True)) for row in body]
