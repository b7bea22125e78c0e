"""Which column of a file is which of ours, by its heading in English or Japanese."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence

from tomoni.catalogue.errors import InputError, Where

from .columns import Column
from .raw import Line, Unreadable


def match_headings(line: Line, columns: Sequence[Column], file: str) -> dict[int, Column]:
    """Return which place holds which column.

    Case, width, spacing and a star do not matter. Raises InputError naming each heading that is
    unknown (with the one that was probably meant), doubled or missing, and all that are expected.
    """
    known = {_plain(heading): column for column in columns for heading in _headings(column)}
    places: dict[int, Column] = {}
    faults: list[str] = []
    for place, cell in enumerate(line.cells):
        heading = "" if cell is None or isinstance(cell, Unreadable) else str(cell).strip()
        if not heading:
            continue
        column = known.get(_plain(heading))
        if column is None:
            faults.append(_unknown(heading, columns, known))
        elif column in places.values():
            faults.append(f"The column {heading!r} stands there twice.")
        else:
            places[place] = column
    missing = [one for one in columns if one.required and one not in places.values()]
    faults += [f"The column {one.en!r} ({one.ja}) is missing." for one in missing]
    if faults:
        expected = ", ".join(f"{one.en} ({one.ja})" for one in columns)
        raise InputError(
            " ".join(faults),
            where=Where(file=file, line=line.number),
            do=f"Expected columns: {expected}.",
        )
    return places


def _headings(column: Column) -> tuple[str, ...]:
    return (column.name, column.en, column.ja, *column.aliases)


def _plain(heading: str) -> str:
    folded = unicodedata.normalize("NFKC", heading).casefold().strip()
    return re.sub(r"[\s_\-]+", " ", folded.rstrip("*: ")).strip()


def _unknown(heading: str, columns: Sequence[Column], known: dict[str, Column]) -> str:
    close = difflib.get_close_matches(_plain(heading), known, n=1, cutoff=0.6)
    meant = f" Is {known[close[0]].en!r} meant?" if close else ""
    return f"The column {heading!r} is not known.{meant}"
