"""Vocabularies of sectors and aid types: the OECD DAC's beside others, one code of each, words."""

from __future__ import annotations

import numpy as np

from .columns import Mask, Piece, Rows, first_of, keys_of
from .gathered import Gathered
from .places import element_of
from .shares import DAC, of_dac, stated_vocabularies

_OWN = ("98", "99")


def check_classifications(piece: Piece, found: Gathered) -> None:
    """Ask the rules about vocabularies."""
    sectors, defaults = piece.rows("sectors"), piece.rows("default_aid_types")
    own = sectors.among("level", "activity")
    _dac_too(piece, found, "102.1.1", sectors, own, "sector")
    of_all = np.ones(defaults.count, np.bool_)
    _dac_too(piece, found, "107.1.1", defaults, of_all, "default-aid-type")
    _once_each(found, "107.1.2", defaults, "activity", "default-aid-type")
    aid_types = piece.rows("aid_types")
    element = element_of("activities", "aid_types")
    _dac_too(piece, found, "107.2.1", aid_types, np.ones(aid_types.count, np.bool_), element)
    _once_each(found, "107.2.2", aid_types, "transaction", element)
    _check_own_sectors(piece, found, sectors, own & sectors.among("vocabulary", *_OWN))


def _dac_too(
    piece: Piece, found: Gathered, rule: str, rows: Rows, asked: Mask, element: str
) -> None:
    """An activity that has any has one of the OECD DAC's; the finding stands at the first."""
    with_dac = piece.counts(rows, asked & of_dac(rows)) > 0
    at = np.flatnonzero(asked & ~with_dac[rows.activity])
    found.add(rule, rows, at[first_of(rows.activity[at])], element)


def _once_each(found: Gathered, rule: str, rows: Rows, level: str, element: str) -> None:
    """An activity, or a transaction, has one code of each vocabulary."""
    if not rows.count:
        return
    owners = rows.activity if level == "activity" else keys_of(rows.activity, rows.whole("parent"))
    others = ((text, mask) for text, mask in stated_vocabularies(rows) if text != DAC)
    for vocabulary, mask in ((DAC, of_dac(rows)), *others):
        at = np.flatnonzero(mask)
        _, first, counts = np.unique(owners[at], return_index=True, return_counts=True)
        several = counts > 1
        number = counts[several].tolist()
        places = at[first[several]]
        told = [vocabulary] * len(number)
        found.add(rule, rows, places, element, count=number, vocabulary=told)


def _check_own_sectors(piece: Piece, found: Gathered, sectors: Rows, own: Mask) -> None:
    """2.2.1: as many narratives as sectors of the publisher's vocabularies, by activity."""
    if not own.any():
        return
    narratives = np.zeros(piece.size, np.int64)
    np.add.at(narratives, sectors.activity[own], piece.narratives("sectors")[own])
    counts = piece.counts(sectors, own)
    at = np.flatnonzero(own & (narratives < counts)[sectors.activity])
    at = at[first_of(sectors.activity[at])]
    activity = sectors.activity[at]
    found.add(
        "2.2.1",
        sectors,
        at,
        "sector",
        count=counts[activity].tolist(),
        narratives=narratives[activity].tolist(),
    )
