"""Checks one row by its own fields: types, codes, dates, amounts. Other rows come later."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import Any

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError
from tomoni.catalogue.places import PLACES_BY_CODE
from tomoni.rules.dates import parse_stated_date
from tomoni.rules.quantities import Quantity

from .cells import Cell
from .problems import Problem

_KEY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,198}[A-Za-z0-9])?", re.ASCII)
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
# Columns of whole numbers have 32 bits on PostgreSQL.
_SMALLEST, _LARGEST = -(2**31), 2**31 - 1
# Not printable: control characters except tab and line feed, and halves of surrogate pairs.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def check_values(cells: tuple[Cell, ...], row: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield everything that is wrong in one row or nested object, by its fields alone."""
    yield from _check_object(cells, row, "")


def _check_object(
    cells: tuple[Cell, ...], row: Mapping[str, Any], prefix: str
) -> Iterator[Problem]:
    known = {cell.name: cell for cell in cells}
    for name in row:
        if name not in known:
            yield Problem(prefix + name, _unknown(name, known))
    for cell in cells:
        value = row.get(cell.name)
        if value is not None:
            yield from _CHECKS[cell.type](cell, value, prefix + cell.name)
        elif cell.required:
            yield Problem(prefix + cell.name, "is missing")


def _unknown(name: str, known: Mapping[str, Cell]) -> str:
    close = get_close_matches(name, known, 1)
    return "is no field of this file" + (f"; did you mean {close[0]!r}?" if close else "")


def _shown(value: object) -> str:
    text = repr(str(value) if isinstance(value, Decimal) else value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _is_text(value: object, path: str) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(path, f"{_shown(value)} is not a text")
    elif not value.strip():
        yield Problem(path, "is blank; leave it out when it is not stated")
    elif found := _UNPRINTABLE.search(value):
        yield Problem(path, f"holds the character U+{ord(found[0]):04X}, which is not printable")


def _check_text(cell: Cell, value: object, path: str) -> Iterator[Problem]:
    problems = list(_is_text(value, path))
    yield from problems
    if not problems and cell.codelist and value not in codelist(cell.codelist).codes:
        yield Problem(path, f"{_shown(value)} is no code of the list {cell.codelist}")


def _check_key(cell: Cell, value: object, path: str) -> Iterator[Problem]:
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        yield Problem(
            path, f"{_shown(value)} is no id: letters, digits, '.', '_' and '-', at most 200"
        )


def _check_integer(cell: Cell, value: object, path: str) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield Problem(path, f"{_shown(value)} is not a whole number")
    elif not _SMALLEST <= value <= _LARGEST:
        yield Problem(path, f"{value} is out of range")


def _check_boolean(cell: Cell, value: object, path: str) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield Problem(path, f"{_shown(value)} is neither true nor false")


def _check_date(cell: Cell, value: object, path: str) -> Iterator[Problem]:
    try:
        parse_stated_date(value if isinstance(value, str) else "")
    except InputError:
        yield Problem(
            path, f"{_shown(value)} is no date; write 2018, 2018-05, 2018-05-19 or FY2018"
        )


def _check_quantity(cell: Cell, value: object, path: str) -> Iterator[Problem]:
    try:
        fits = read_quantity(value).fits_ledger
    except InputError as error:
        yield Problem(path, error.what)
    else:
        if not fits:
            yield Problem(path, f"{value} is too large for the ledger")


def read_quantity(value: object) -> Quantity:
    """Return the exact value of a whole number or of a text such as "15.53". Errors: InputError."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Quantity(value)
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Quantity.from_text(value)
    if isinstance(value, Decimal):
        raise InputError(f'{value} is not a whole number; write decimals as text: "{value}"')
    raise InputError(f"{_shown(value)} is no plain number; write it without commas or spaces")


@cache
def _regions() -> frozenset[str]:
    return frozenset(code for code, place in PLACES_BY_CODE.items() if place.kind == "region")


def _check_reference(cell: Cell, value: object, path: str) -> Iterator[Problem]:
    """A place is checked here and now; whether another record exists is seen later."""
    if cell.references != "places":
        yield from _check_key(cell, value, path)
        return
    if not isinstance(value, str) or value not in PLACES_BY_CODE:
        yield Problem(path, f"{_shown(value)} is no place of the catalogue")
    elif (value in _regions()) != (cell.name == "regions"):
        kind = "a region" if value in _regions() else "no region"
        yield Problem(path, f"{_shown(value)} is {kind}")


def _check_nested(cell: Cell, value: object, path: str) -> Iterator[Problem]:
    if not isinstance(value, Mapping):
        yield Problem(path, f"{_shown(value)} is not an object")
        return
    yield from _check_object(cell.cells, value, f"{path}.")


def _check_list(cell: Cell, value: object, path: str) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield Problem(path, f"{_shown(value)} is not a list")
        return
    for position, item in enumerate(value):
        check = _check_nested if cell.cells else _check_reference
        yield from check(cell, item, f"{path}[{position}]")
    if not cell.cells:
        texts = [item for item in value if isinstance(item, str)]
        if len(set(texts)) < len(texts):
            yield Problem(path, "names the same one twice")


_CHECKS: dict[str, Callable[[Cell, Any, str], Iterator[Problem]]] = {
    "key": _check_key,
    "text": _check_text,
    "integer": _check_integer,
    "boolean": _check_boolean,
    "stated_date": _check_date,
    "quantity": _check_quantity,
    "reference": _check_reference,
    "object": _check_nested,
    "list": _check_list,
}
