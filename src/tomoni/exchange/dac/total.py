"""Sums over the imports of bulk files: exact, in the files' own unit, by columns that are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import duckdb
import pyarrow.parquet as pq

from tomoni.catalogue.deflators import DeflatorTable
from tomoni.catalogue.errors import EngineError, InputError, NotFoundError, RefusedError, Where
from tomoni.rules.constant_prices import at_constant_prices

from .convert import AMOUNT
from .store import CrsStore

_DONORS = ("donor_code", "donor_code_de")


@dataclass(frozen=True, slots=True)
class CrsTotal:
    """One sum. ``by``: its values of the columns asked; ``rows``: how many hold an amount."""

    by: Mapping[str, str | None]
    value: Fraction
    rows: int


def total(
    store: CrsStore,
    measure: str,
    *,
    by: Sequence[str] = (),
    where: Mapping[str, Sequence[str]] | None = None,
    deflators: DeflatorTable | None = None,
    mapping: str = "bulk",
    names: Sequence[str] = (),
) -> list[CrsTotal]:
    """Return the sums of an amount over the present imports of a mapping, ordered by ``by``.

    A blank amount is not zero: a sum is there only where a row holds one. ``deflators``: the sums
    are given in dollars of their base year. ``names``: of the imports to add up; all of them where
    none is named. Errors: NotFoundError where nothing is imported, InputError for a column that is
    none, RefusedError where a deflator is missing or a year stands in two imports.
    """
    files = _chosen_files(store, mapping, names)
    known = pq.read_schema(files[0])
    _require(measure, known, is_amount=True)
    chosen = dict(where or {})
    for column in (*by, *chosen):
        _require(column, known)
    if deflators is None:
        return _summed(files, measure, tuple(by), chosen)
    _require_current_dollars(measure)
    donors = [name for name in _DONORS if name in known.names]
    inner = tuple(dict.fromkeys((*by, *donors, "year")))
    for column in inner:
        _require(column, known)
    return _deflated(_summed(files, measure, inner, chosen), tuple(by), deflators)


def _chosen_files(store: CrsStore, mapping: str, names: Sequence[str]) -> list[str]:
    present = store.of_mapping(mapping)
    unknown = [name for name in names if name not in present]
    if unknown or not present:
        raise NotFoundError(
            f"Nothing is imported as {unknown[0]!r}."
            if unknown
            else f"No file is imported by the mapping {mapping}.",
            do="`tomoni dac list` lists the imports; `tomoni dac import FILE` makes one.",
        )
    years: dict[str, str] = {}
    for name in sorted(names or present):
        for year in present[name]["years"]:
            if year in years:
                raise RefusedError(
                    f"{year} stands in {years[year]} and in {name}: it would be counted twice.",
                    do="Name the imports to add up with --of.",
                )
            years[year] = name
    return [str(store.file(name)) for name in sorted(names or present)]


def _require(column: str, known: Any, *, is_amount: bool = False) -> None:
    names = [field.name for field in known if not is_amount or field.type == AMOUNT]
    if column not in names:
        raise InputError(
            f"{column!r} is no {'amount' if is_amount else 'column'} of the imports.",
            where=Where(field=column),
            do=f"Use one of: {', '.join(names)}.",
        )


def _require_current_dollars(measure: str) -> None:
    if not measure.startswith("usd_") or measure.endswith("_deflated"):
        raise InputError(
            f"{measure} is not in current US dollars, and deflators apply to nothing else.",
            do="Use an amount that begins with usd_ and is not deflated.",
        )


def _summed(
    files: list[str], measure: str, by: tuple[str, ...], where: Mapping[str, Sequence[str]]
) -> list[CrsTotal]:
    # Names of columns are checked against the files' own; values travel as parameters.
    grouped = ", ".join(f'"{column}"' for column in by)
    kept = [f'"{measure}" IS NOT NULL']
    kept += [f'list_contains(?, "{column}"::VARCHAR)' for column in where]
    query = (
        f'SELECT {grouped + ", " if by else ""}sum("{measure}"), count(*)'
        f" FROM read_parquet(?, union_by_name = true) WHERE {' AND '.join(kept)}"
        + (f" GROUP BY {grouped} ORDER BY {grouped}" if by else "")
    )
    try:
        with duckdb.connect() as connection:
            connection.execute("SET autoinstall_known_extensions = false")
            values = [list(values) for values in where.values()]
            found = connection.execute(query, [files, *values]).fetchall()
    except duckdb.Error as error:
        raise EngineError(f"The sums cannot be computed: {error}") from error
    return [
        CrsTotal(
            {name: None if value is None else str(value) for name, value in zip(by, row)},  # noqa: B905  (two more follow)
            Fraction(row[-2]),
            row[-1],
        )
        for row in found
        if isinstance(row[-2], Decimal)
    ]


def _deflated(
    sums: Sequence[CrsTotal], by: tuple[str, ...], deflators: DeflatorTable
) -> list[CrsTotal]:
    totals: dict[tuple[str | None, ...], CrsTotal] = {}
    for one in sums:
        donors = [one.by[name] or "" for name in _DONORS if name in one.by]
        value = at_constant_prices(one.value, donors, int(one.by["year"] or 0), deflators)
        key = tuple(one.by[name] for name in by)
        before = totals.get(key)
        totals[key] = CrsTotal(
            {name: one.by[name] for name in by},
            value + (before.value if before else 0),
            one.rows + (before.rows if before else 0),
        )
    return [totals[key] for key in sorted(totals, key=lambda key: [value or "" for value in key])]
