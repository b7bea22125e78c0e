"""What the commands print: results on standard output, everything else on standard error.

A result is either one JSON object (``--json``) or text for people. Progress bars and messages go to
standard error, so a pipe carries the result alone.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tqdm import tqdm

WIDEST_CELL = 60

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object on standard output."
)


def as_json_text(value: Mapping[str, object]) -> str:
    """Return the object as readable JSON. Dates and paths become text; a float is refused."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain, allow_nan=False)


def _plain(value: object) -> str:
    if isinstance(value, (bytes, set, frozenset)):
        raise TypeError(f"{type(value).__name__} has no JSON form here")
    return str(value)


def emit(result: Mapping[str, object], as_json: bool, text: Callable[[], Iterable[str]]) -> None:
    """Print ``result`` as JSON, or else the lines that ``text`` makes of it."""
    if as_json:
        click.echo(as_json_text(result))
        return
    for line in text():
        click.echo(line)


def say(message: str) -> None:
    """Write one message for people on standard error."""
    click.echo(message, err=True)


class PhaseBar:
    """A progress bar on standard error for work in phases; silent when that is no terminal.

    Call it with a phase, what is done and what there is in all.
    """

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None
        self._phase = ""

    def __call__(self, phase: str, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` of a phase are done."""
        from tqdm import tqdm

        if self._bar is None or phase != self._phase:
            self._close()
            self._phase = phase
            self._bar = tqdm(total=total, desc=phase, file=sys.stderr, disable=None, leave=False)
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def __enter__(self) -> PhaseBar:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()


class StepBar:
    """Shows on standard error which step is at work; silent when that is no terminal."""

    def __init__(self) -> None:
        from tqdm import tqdm

        form = "{desc} ({elapsed})"
        self._bar = tqdm(file=sys.stderr, disable=None, leave=False, bar_format=form)

    def __call__(self, step: str) -> None:
        """Show the name of the step that begins."""
        self._bar.set_description_str(step)

    def __enter__(self) -> StepBar:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()


def width(text: str) -> int:
    """Return how many terminal columns ``text`` takes; Japanese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def shortened(text: str, columns: int = WIDEST_CELL) -> str:
    """Return ``text`` in one line of at most ``columns`` columns, with … where it was cut."""
    line = " ".join(text.split())
    if width(line) <= columns:
        return line
    kept = ""
    for character in line:
        if width(kept) + width(character) > columns - 1:
            break
        kept += character
    return kept.rstrip() + "…"


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], right: str = "") -> list[str]:
    """Return aligned lines. ``right`` has an "r" at each position whose column aligns right.

    A missing value (None) shows as ``–``, so that it is not taken for zero or an empty text.
    """
    cells = [list(headings)]
    cells += [["–" if cell is None else shortened(str(cell)) for cell in row] for row in rows]
    widths = [max(width(row[column]) for row in cells) for column in range(len(headings))]
    lines = [_line(row, widths, right) for row in cells]
    lines.insert(1, "  ".join("─" * columns for columns in widths))
    return lines


def _line(cells: Sequence[str], widths: Sequence[int], right: str) -> str:
    padded = []
    for position, (cell, columns) in enumerate(zip(cells, widths, strict=True)):
        space = " " * (columns - width(cell))
        padded.append(space + cell if right[position : position + 1] == "r" else cell + space)
    return "  ".join(padded).rstrip()
