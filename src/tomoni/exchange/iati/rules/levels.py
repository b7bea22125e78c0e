"""Sectors, countries and regions stand at the activity or at each of its transactions, not both."""

from __future__ import annotations

import numpy as np

from .columns import Mask, Numbers, Piece, Rows, first_of
from .gathered import Gathered

_TRANSACTION, _ACTIVITY = "transaction", "activity"


def check_levels(piece: Piece, found: Gathered) -> None:
    """Ask the rules about the two levels; a finding counts the transactions it is about."""
    transactions = piece.rows("transactions")
    own, theirs = _levels(piece, "sectors")
    _both(piece, found, "6.6.2", transactions, own, theirs, "transaction/sector")
    without = theirs == 0
    _none_at(piece, found, "6.7.2", transactions, without & (own[transactions.activity] == 0))
    countries, at_countries = _levels(piece, "recipient_countries")
    regions, at_regions = _levels(piece, "recipient_regions")
    places, at_places = countries + regions, at_countries + at_regions
    element = "transaction/recipient-country"
    _both(piece, found, "3.6.2", transactions, places, at_places, element)
    placed = piece.counts(transactions, at_places > 0)
    nowhere = (places == 0) & (placed == 0)
    found.add("3.7.1", piece.root, piece.of_root(nowhere), "recipient-country")
    without = (at_places == 0) & (places[transactions.activity] == 0)
    _none_at(piece, found, "3.7.2", transactions, without)


def _levels(piece: Piece, table: str) -> tuple[Numbers, Numbers]:
    """Return how many rows each activity has itself, and how many each transaction has."""
    rows = piece.rows(table)
    own = piece.counts(rows, rows.among("level", _ACTIVITY))
    return own, piece.children("transactions", table, rows.among("level", _TRANSACTION))


def _both(
    piece: Piece,
    found: Gathered,
    rule: str,
    transactions: Rows,
    own: Numbers,
    theirs: Numbers,
    element: str,
) -> None:
    failing = (theirs > 0) & (own[transactions.activity] > 0)
    _once(piece, found, rule, transactions, failing, element)


def _none_at(piece: Piece, found: Gathered, rule: str, transactions: Rows, failing: Mask) -> None:
    _once(piece, found, rule, transactions, failing, "transaction")


def _once(
    piece: Piece, found: Gathered, rule: str, transactions: Rows, failing: Mask, element: str
) -> None:
    """Add one finding an activity, at the first of its transactions that fail."""
    at = np.flatnonzero(failing)
    first = at[first_of(transactions.activity[at])]
    counts = piece.counts(transactions, failing)[transactions.activity[first]]
    found.add(rule, transactions, first, element, count=counts.tolist())
