"""Small pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return the lines of a table. None shows as an empty cell."""
    lines = [_row(headings), _row("---" for _ in headings)]
    return [*lines, *(_row(row) for row in rows)]


def _row(cells: Iterable[object]) -> str:
    texts = ["" if cell is None else " ".join(str(cell).split()) for cell in cells]
    return "| " + " | ".join(text.replace("|", "\\|") for text in texts) + " |"


def code(text: object | None) -> str:
    """Return the text as code; empty for None or an empty text."""
    return f"`{text}`" if text not in (None, "") else ""


def codes(words: Iterable[object]) -> str:
    """Return the words as code, separated by commas."""
    return ", ".join(code(word) for word in words)


def page(title: str, introduction: str, *sections: Iterable[str]) -> str:
    """Return a page: title, introduction, then the lines of each section after a blank line."""
    lines = [f"# {title}", "", introduction]
    for section in sections:
        lines += ["", *section]
    return "\n".join(lines)
