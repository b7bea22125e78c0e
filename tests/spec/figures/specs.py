"""Reads specifications of figures: Markdown pages with drawn tables, a question and its answer.

A page is one figure. Each `##` heading is a case: a sentence, the tables it draws (`**name**`, then
the table), and questions as commands (indented), each followed by the table of its answer, or by
a line `Refused: …` with words of the error. In a drawn table a dash is what nobody states,
`amount` is a hedged quantity ("more than 6100", "about 468000000 USD"), a date is written as
stated, and columns may leave out `_id`, `_code` and `_stated`, or be known by their beginning.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spec.drawn import drawn_rows
from tomoni.catalogue.fields import Field
from tomoni.catalogue.measures import MEASURES_BY_CODE
from tomoni.catalogue.tables import TABLES_BY_NAME
from tomoni.rules.dates import calendar_year, fiscal_year, parse_stated_date
from tomoni.rules.qualifiers import interval
from tomoni.rules.quantities import Quantity

DIRECTORY = Path(__file__).parent
_HEDGES = {
    "more than": "more_than", "at least": "at_least", "up to": "up_to", "less than": "less_than",
    "about": "about",
}  # fmt: skip
_AMOUNT = re.compile(r"(?:([a-z ]+) )?(-?[\d.]+)(?: ([A-Z]{3}))?")
_COMMAND = "tomoni figure run "

Row = dict[str, object]


@dataclass
class Question:
    """One question: the figure, what it is asked by, where and as of, and what is to come out."""

    command: str
    figure: str
    by: list[str] = field(default_factory=list)
    where: dict[str, list[str]] = field(default_factory=dict)
    as_of: str | None = None
    answer: list[dict[str, str]] | None = None
    refusal: str | None = None


@dataclass
class Case:
    """One heading of a page: the tables it draws and its questions."""

    page: str
    title: str
    tables: dict[str, list[Row]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"{self.page}: {self.title}"


def all_cases() -> list[Case]:
    """Return the cases of every page beside this file, in order."""
    return [case for page in sorted(DIRECTORY.glob("*.md")) for case in cases_of(page)]


def cases_of(page: Path) -> list[Case]:
    """Return the cases of one page."""
    _, *sections = re.split(r"^## ", page.read_text(encoding="utf-8"), flags=re.M)
    return [_case(page.stem, section) for section in sections]


def _case(page: str, section: str) -> Case:
    title, _, body = section.partition("\n")
    case = Case(page, title.strip())
    name: str | None = None
    for block in re.split(r"\n\s*\n", body.strip("\n")):
        first = block.strip().splitlines()[0]
        if named := re.fullmatch(r"\*\*(\w+)\*\*", block.strip()):
            name = named[1]
        elif first.startswith(_COMMAND):
            case.questions.append(_question(block.strip()))
            name = None
        elif first.startswith("Refused: "):
            case.questions[-1].refusal = " ".join(block.split()).removeprefix("Refused: ")
        elif first.startswith("|") and name is not None:
            case.tables[name] = [_row(name, drawn) for drawn in drawn_rows(block)]
        elif first.startswith("|"):
            case.questions[-1].answer = drawn_rows(block)
    return case


def _question(command: str) -> Question:
    words = shlex.split(" ".join(command.split()).removeprefix(_COMMAND))
    question = Question(command, words[0])
    options = iter(words[1:])
    for option in options:
        value = next(options)
        if option == "--by":
            question.by.append(value)
        elif option == "--as-of":
            question.as_of = value
        else:
            assert option == "--where", f"{option} is not an option of a question"
            key, _, chosen = value.partition("=")
            question.where.setdefault(key, []).append(chosen)
    return question


def _row(table: str, drawn: dict[str, str]) -> Row:
    row: Row = {}
    for column, cell in drawn.items():
        if cell not in ("", "-"):
            row.update(_cell(table, column, cell))
    return {**_derived(table, row), **row}


def _cell(table: str, column: str, cell: str) -> Iterator[tuple[str, object]]:
    fields = {each.name: each for each in TABLES_BY_NAME[table].fields}
    if column == "amount":
        yield from _amount(cell)
    elif f"{column}_stated" in fields and f"{column}_first" in fields:
        yield from _stated(table, column, cell)
    else:
        suffixes = ("", "_id", "_code", "_stated")
        names = [column + suffix for suffix in suffixes if column + suffix in fields]
        names = names or [name for name in fields if name.startswith(f"{column}_")]
        assert len(names) == 1, f"the table {table} has no one column {column}"
        name = names[0]
        yield name, _value(fields[name], cell)


def _value(column: Field, cell: str) -> object:
    if column.type == "integer":
        return int(cell)
    if column.type == "boolean":
        return {"yes": True, "no": False}[cell]
    return cell


def _amount(cell: str) -> Iterator[tuple[str, object]]:
    match = _AMOUNT.fullmatch(cell)
    assert match is not None, f"{cell!r} is not an amount"
    quantity = Quantity.from_text(match[2])
    qualifier = _HEDGES[match[1]] if match[1] else "exact"
    bounds = interval(quantity, qualifier)
    stated = {"quantity": quantity, "low_quantity": bounds.low, "high_quantity": bounds.high}
    exponent = min(each.exponent for each in stated.values() if each is not None)
    yield "exponent", exponent
    yield "qualifier_code", qualifier
    for name, each in stated.items():
        if each is not None:
            yield name, each.at_exponent(exponent).coefficient
    if match[3]:
        yield "currency_code", match[3]
        yield "unit_code", "currency"


def _stated(table: str, column: str, cell: str) -> Iterator[tuple[str, object]]:
    stated = parse_stated_date(cell)
    yield f"{column}_stated", stated.stated
    yield f"{column}_first", stated.first
    yield f"{column}_last", stated.last
    yield f"{column}_precision_code", stated.precision
    if table == "entries" and column == "date":
        yield "calendar_year", calendar_year(stated)
        yield "fiscal_year", fiscal_year(stated)


def _derived(table: str, row: Row) -> Row:
    """What the freeze derives and a drawn row need not repeat."""
    derived: Row = {}
    if table == "activities":
        derived["is_top_level"] = "parent_activity_id" not in row
    if table == "entries":
        derived["counting_level_code"] = "origin"
    if table == "observations":
        derived["is_active"] = True
    if "measure_code" in row and "unit_code" not in row:
        derived["unit_code"] = MEASURES_BY_CODE[str(row["measure_code"])].unit
    return derived
