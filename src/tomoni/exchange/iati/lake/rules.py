"""The rules of the standard and our advice, asked of the tables of a piece for a lake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from tomoni.catalogue.iati.prefixes import identifier_prefixes

from ..check.advice_dates import advise_on_dates
from ..check.advice_money import advise_on_money
from ..check.advice_shares import advise_on_shares
from ..findings import Found
from ..piece import Piece
from ..rules.check import check_tables


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """Gives what rules and advice find in a piece; ``today``: what comes after is in the future."""

    today: date

    def __call__(self, tables: Mapping[str, pa.Table], piece: Piece) -> pa.Table:
        """Return the findings of one piece."""
        broken = check_tables(
            tables,
            kind=piece.kind,
            version=piece.version,
            today=self.today,
            prefixes=identifier_prefixes(),
        )
        found = Found()
        advise_on_dates(tables, found, self.today)
        advise_on_money(tables, found)
        advise_on_shares(tables, found)
        return pa.concat_tables([broken, found.table()])
