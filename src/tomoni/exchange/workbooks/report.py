"""A copy of a file with what is wrong in it: beside each line, and on the cell itself."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl.utils import get_column_letter

from ..sheets.write import guarded
from .book import Note, RowSheet, add_note, heading_cell, new_book, new_sheet, plain_cell, text_cell
from .columns import Language
from .read import PROBLEM, Contents, FoundTable, heading_texts, is_problem_heading
from .source import Source, raw_lines
from .write import dress

# Comments are kept in memory until the workbook is saved, and no reader opens more of them.
MOST_NOTES = 1_000


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a line. ``column``: the name of its column, None for the whole line."""

    column: str | None
    text: str


# Problems by sheet and line.
Problems = Mapping[tuple[str, int], Sequence[Problem]]


def write_problems(
    contents: Contents, problems: Problems, out: Path, *, dated: date, language: Language = "en"
) -> None:
    """Write a copy of the file with a column that names the problems of each line.

    The copy is of the file's own kind and keeps its lines where they stand. In a workbook, cells
    that are wrong are coloured and commented, and formulas are shown as text. Sent again, the
    column is passed over. Memory stays flat.
    """
    if contents.source.kind == "csv":
        _csv_copy(contents, problems, out, language)
        return
    notes = _Notes()
    found = {one.sheet: one for one in contents.tables}
    with new_book(out, title=contents.source.name, dated=dated) as book:
        for title in contents.source.sheets:
            sheet = new_sheet(book, title)
            if title in found:
                _table_copy(sheet, contents.source, found[title], problems, notes, language)
            else:
                _plain_copy(sheet, contents.source, title)


class _Notes:
    """Counts comments."""

    def __init__(self) -> None:
        self._left = MOST_NOTES

    def take(self) -> bool:
        self._left -= 1
        return self._left >= 0


def _plain_copy(sheet: RowSheet, source: Source, title: str) -> None:
    for _number, values in _all_lines(source, title):
        sheet.append([None if one is None else plain_cell(sheet, one) for one in values])


def _table_copy(
    sheet: RowSheet,
    source: Source,
    found: FoundTable,
    problems: Problems,
    notes: _Notes,
    language: Language,
) -> None:
    dress(sheet, found.table, found.places, None)
    place: int | None = None
    names = {column.name: at for at, column in found.places.items()}
    for number, values in _all_lines(source, found.sheet):
        if number < found.heading_line:
            sheet.append([None if one is None else plain_cell(sheet, one) for one in values])
            continue
        if place is None:
            place = _place_of_problem(values)
            sheet.column_dimensions[get_column_letter(place + 1)].width = 70
            sheet.append(_headings(sheet, values, place, language))
            continue
        faults = problems.get((found.sheet, number), ())
        sheet.append(_line(sheet, values, place, names, faults, notes))


def _place_of_problem(heading: Sequence[object]) -> int:
    """Where an earlier copy has the column, else behind the last heading."""
    texts = heading_texts(heading)
    earlier = [place for place, text in texts.items() if is_problem_heading(text)]
    return earlier[0] if earlier else max(texts, default=-1) + 1


def _headings(
    sheet: RowSheet, values: Sequence[object], place: int, language: Language
) -> list[object]:
    texts: list[object] = [None if one is None else heading_cell(sheet, str(one)) for one in values]
    texts += [None] * (place + 1 - len(texts))
    texts[place] = heading_cell(sheet, PROBLEM[1 if language == "ja" else 0])
    return texts


def _line(
    sheet: RowSheet,
    values: Sequence[object],
    place: int,
    names: Mapping[str, int],
    faults: Sequence[Problem],
    notes: _Notes,
) -> list[object]:
    wrong = {names[name] for one in faults if (name := one.column or "") in names}
    width = max(len(values), place + 1 if faults else 0, *(one + 1 for one in wrong), 0)
    cells: list[object] = []
    for at in range(width):
        value = values[at] if at < len(values) and at != place else None
        if value is None and at not in wrong:
            cells.append(None)
            continue
        cell = plain_cell(sheet, value, wrong=at in wrong)
        if at in wrong and notes.take():
            texts = [one.text for one in faults if names.get(one.column or "") == at]
            add_note(cell, Note("\n".join(texts)))
        cells.append(cell)
    if faults:
        cells[place] = text_cell(sheet, "\n".join(_told(faults)), wrong=True, wrapped=True)
    return cells


def _told(faults: Sequence[Problem]) -> Iterator[str]:
    for one in faults:
        yield one.text


def _all_lines(source: Source, sheet: str) -> Iterator[tuple[int, Sequence[object]]]:
    """Every line up to the last that is not blank, so that each keeps its number."""
    expected = 1
    for number, values in raw_lines(source, sheet):
        if all(one is None for one in values):
            continue
        while expected < number:
            yield expected, ()
            expected += 1
        yield number, values
        expected += 1


def _csv_copy(contents: Contents, problems: Problems, out: Path, language: Language) -> None:
    found = contents.tables[0]
    place: int | None = None
    with out.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.writer(opened)
        for number, values in raw_lines(contents.source, found.sheet):
            texts = ["" if one is None else str(one) for one in values]
            if number < found.heading_line or not any(texts):
                writer.writerow(texts)
                continue
            is_heading = place is None
            if place is None:
                place = _place_of_problem(values)
            faults = problems.get((found.sheet, number), ())
            texts += [""] * (place + 1 - len(texts))
            told = PROBLEM[1 if language == "ja" else 0] if is_heading else " ".join(_told(faults))
            texts[place] = told
            writer.writerow([guarded(text) for text in texts])
