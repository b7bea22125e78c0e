"""Languages and currencies: stated once for all, or at each narrative and each amount."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tomoni.catalogue.iati.tables import NARRATIVES, Kind

from .columns import Mask, Piece, Rows
from .gathered import Gathered


class _Amounts(NamedTuple):
    """Elements that take a currency: where ``there`` is stated, ``currency`` should be."""

    table: str
    there: str | None = "value"
    currency: str = "value_currency"


_LANGUAGE: dict[Kind, str] = {"activities": "4.1.1", "organisations": "4.5.1"}
_CURRENCY: dict[Kind, str] = {"activities": "7.8.1", "organisations": "7.8.2"}
_AMOUNTS: dict[Kind, tuple[_Amounts, ...]] = {
    "activities": (
        _Amounts("budgets"),
        _Amounts("planned_disbursements"),
        _Amounts("transactions"),
        _Amounts("fss_forecasts", None, "currency"),
        _Amounts("crs_add", "has_loan_status", "loan_status_currency"),
    ),
    "organisations": (
        _Amounts("total_budgets"),
        _Amounts("recipient_org_budgets"),
        _Amounts("recipient_region_budgets"),
        _Amounts("recipient_country_budgets"),
        _Amounts("total_expenditures"),
        _Amounts("budget_lines"),
        _Amounts("expense_lines"),
    ),
}


def check_defaults(piece: Piece, found: Gathered, kind: Kind) -> None:
    """Ask the two rules about defaults: one finding an activity, at its first bare element."""
    narratives = piece.rows(NARRATIVES)
    _check(piece, found, _LANGUAGE[kind], "lang", [(narratives, ~narratives.has("lang"))])
    amounts = [(piece.rows(one.table), _bare(piece.rows(one.table), one)) for one in _AMOUNTS[kind]]
    _check(piece, found, _CURRENCY[kind], "default_currency", amounts)


def _bare(rows: Rows, amounts: _Amounts) -> Mask:
    bare = ~rows.has(amounts.currency)
    if amounts.there is None:
        return bare
    if amounts.there.startswith("has_"):
        return bare & rows.flag(amounts.there)
    return bare & rows.has(amounts.there)


def _check(
    piece: Piece, found: Gathered, rule: str, default: str, stated: list[tuple[Rows, Mask]]
) -> None:
    counts = sum(
        (piece.counts(rows, bare) for rows, bare in stated), np.zeros(piece.size, np.int64)
    )
    failing = np.flatnonzero((piece.of_root(counts) > 0) & ~piece.root.has(default))
    element = "@xml:lang" if default == "lang" else "@default-currency"
    found.add(rule, piece.root, failing, element, count=piece.of_root(counts)[failing].tolist())
