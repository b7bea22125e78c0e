"""Codes against the code lists: each distinct value once, and rows for what fails only.

A withdrawn code is a code of its list. In versions before 2.03 the same lists are used.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.iati.code_list_checks import CODE_LIST_CHECKS, EVERYWHERE, CodeListCheck
from tomoni.catalogue.iati.tables import NARRATIVES, ROW_ELEMENTS, TABLES, Kind

from ..findings import Found
from .columns import Mask, Numbers, Piece, Rows, keys_of
from .gathered import Gathered
from .places import element_of, paths_of

_ROOTS: dict[Kind, str] = {"activities": "iati-activity", "organisations": "iati-organisation"}


class _Asked(NamedTuple):
    """One check, and which rows of its table it is asked of: ``path`` None: all of them."""

    check: CodeListCheck
    path: str | None


def check_codes(piece: Piece, found: Gathered, kind: Kind) -> None:
    """Ask every check of the code lists that files of this kind have."""
    for (table, column), asked in _checks_of(kind).items():
        rows = piece.rows(table)
        if rows.count:
            for one in asked:
                _check(piece, found, kind, table, column, one)
    _check_languages(piece, found, kind)


def check_version(found: Found, kind: Kind, version: str | None, line: int) -> None:
    """Ask the check of the version that the root element of a file states on its ``line``.

    None: it states none.
    """
    root = f"iati-{kind}/@version"
    check = next(one for one in CODE_LIST_CHECKS if one.path == root)
    if version is not None and version not in _codes(check.list_name):
        told = {"name": "@version", "value": version, "list": check.list_name}
        found.add(check.rule, line=line, element="@version", **told)  # type: ignore[arg-type]  # none names a place


@cache
def _checks_of(kind: Kind) -> dict[tuple[str, str], list[_Asked]]:
    checks: dict[tuple[str, str], list[_Asked]] = {}
    elements = [one for one in ROW_ELEMENTS if one.kind == kind]
    for check in CODE_LIST_CHECKS:
        root, _, path = check.path.partition("/")
        if root != _ROOTS[kind]:
            continue
        path = path.removesuffix("/text()")
        row = max(
            (one for one in elements if not one.path or path.startswith(f"{one.path}/")),
            key=lambda one: len(one.path),
        )
        below = path.removeprefix(f"{row.path}/")
        column = next(one.name for one in TABLES[row.table].columns if one.path == below)
        several = sum(one.table == row.table for one in elements) > 1
        checks.setdefault((row.table, column), []).append(
            _Asked(check, row.path if several else None)
        )
    return checks


@cache
def _codes(name: str) -> frozenset[str]:
    return frozenset(codelist(name).codes)


def _unknown(rows: Rows, column: str, list_name: str) -> Mask:
    codes = _codes(list_name)
    return rows.where(column, lambda text: text not in codes)


def _check(
    piece: Piece, found: Gathered, kind: Kind, table: str, column: str, asked: _Asked
) -> None:
    rows, check = piece.rows(table), asked.check
    failing = _unknown(rows, column, check.list_name)
    if not failing.any():
        return
    if check.vocabulary is not None:
        failing &= _of_vocabulary(piece, rows, table, column, check)
    path = element_of(kind, table)
    if asked.path is not None:
        numbers, paths = paths_of(piece, kind, table)
        failing &= numbers == paths.index(asked.path)
        path = asked.path
    below = TABLES[table].column(column).path
    _add(found, check, rows, np.flatnonzero(failing), column, "/".join(filter(None, (path, below))))


def _of_vocabulary(piece: Piece, rows: Rows, table: str, column: str, check: CodeListCheck) -> Mask:
    if table == "budget_items":
        owners = piece.rows("country_budget_items")
        owner = piece.parents("country_budget_items", "budget_items")
        return (owner >= 0) & owners.among("vocabulary", check.vocabulary or "")[owner]
    name = f"{column.removesuffix('code')}vocabulary"
    stated = rows.among(name, check.vocabulary or "")
    return stated | rows.among(name, "") | ~rows.has(name) if check.is_default else stated


def _add(
    found: Gathered,
    check: CodeListCheck,
    rows: Rows,
    at: Numbers,
    column: str,
    element: str | list[str],
) -> None:
    elements = [element] * len(at) if isinstance(element, str) else element
    found.add(
        check.rule,
        rows,
        at,
        elements,
        value=rows.texts(column, at),
        list=[check.list_name] * len(at),
        name=elements,
    )


def _check_languages(piece: Piece, found: Gathered, kind: Kind) -> None:
    """xml:lang, which activities, organisations and narratives have."""
    check = next(one for one in CODE_LIST_CHECKS if one.path == EVERYWHERE)
    root, narratives = piece.root, piece.rows(NARRATIVES)
    at = np.flatnonzero(_unknown(root, "lang", check.list_name))
    _add(found, check, root, at, "lang", EVERYWHERE)
    at = np.flatnonzero(_unknown(narratives, "lang", check.list_name))
    if len(at):
        _add(found, check, narratives, at, "lang", _of_narratives(piece, kind, narratives, at))


def _of_narratives(piece: Piece, kind: Kind, narratives: Rows, at: Numbers) -> list[str]:
    """Return the path of the language of some narratives."""
    tables, known = narratives.codes("owner_table")
    holders, words = narratives.codes("element")
    paths = [""] * narratives.count
    keys = keys_of(narratives.activity, narratives.whole("parent"))
    for number in np.unique(tables[at]).tolist():
        table = known[number]
        place = piece.rows(table).find(keys)
        numbers, above = paths_of(piece, kind, table)
        for row in at[tables[at] == number].tolist():
            parts = (above[numbers[place[row]]], words[holders[row]], "narrative", EVERYWHERE)
            paths[row] = "/".join(part for part in parts if part)
    return [paths[row] for row in at.tolist()]
