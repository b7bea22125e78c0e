"""Every rule of the standard, asked of the typed tables of one piece of a file.

Where the published ruleset leaves a question open, the answer is that of XPath 1.0, and else that
of the standard's public validator. Three answers differ from the validator's, which takes an empty
set of elements for true and reads the first date only: 3.7.1 is asked (it never fails there),
8.8.2, 8.9.2 and 8.10.2 pass where no value is stated, and 11.2.1, 11.2.2 and 11.3.1 are asked of
every transaction and budget line. Of xml:lang (9.95.1) the validator has a check that it never
reaches. A finding concerns one place, or one activity where the rule counts over it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

import pyarrow as pa

from tomoni.catalogue.iati.code_list_checks import CODE_LIST_CHECKS
from tomoni.catalogue.iati.prefixes import IdentifierPrefixes
from tomoni.catalogue.iati.rules import RULES, cases_of
from tomoni.catalogue.iati.tables import Kind

from ..findings import FINDINGS
from .classifications import check_classifications
from .codes import check_codes
from .columns import Piece
from .dates import check_dates
from .defaults import check_defaults
from .gathered import Gathered
from .identifiers import check_identifiers
from .levels import check_levels
from .presence import check_presence
from .results import check_results
from .shares import check_shares


def check_tables(
    tables: Mapping[str, pa.Table],
    *,
    kind: Kind,
    version: str,
    today: date,
    prefixes: IdentifierPrefixes,
) -> pa.Table:
    """Return the findings (``FINDINGS``) of a piece, by activity and line.

    ``tables``: those of a piece with whole activities or organisations; ``version``: of files
    before 2.03, which are asked the rules that 2.03 shares with them (``cases_of``); ``today``:
    what comes after it is in the future. Findings about several activities, or about the file as a
    whole, are not made here.
    """
    piece = Piece(tables, kind)
    if not piece.size:
        return FINDINGS.empty_table()
    found = Gathered(_rules_of(version), piece.first)
    check_identifiers(piece, found, kind, prefixes)
    check_presence(piece, found, kind)
    check_defaults(piece, found, kind)
    check_dates(piece, found, kind, today)
    if kind == "activities":
        check_levels(piece, found)
        check_shares(piece, found)
        check_classifications(piece, found)
        check_results(piece, found)
    check_codes(piece, found, kind)
    return found.table()


@cache
def _rules_of(version: str) -> frozenset[str]:
    shared = {case.rule for case in cases_of(version)}
    others = {rule.rule for rule in RULES.values() if rule.source != "ruleset"}
    return frozenset(shared | others | {check.rule for check in CODE_LIST_CHECKS})
