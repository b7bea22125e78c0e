"""Vocabularies of sectors and aid types: the OECD DAC's beside others, one code of each, words."""

from __future__ import annotations

import numpy as np

from .columns import Mask, Numbers, Piece, Rows, first_of
from .gathered import Gathered
from .percentages import grouped
from .places import element_of
from .shares import DAC, by_vocabulary, of_dac

_OWN = ("98", "99")


def check_classifications(piece: Piece, found: Gathered) -> None:
    """Ask the rules about vocabularies."""
    sectors, defaults = piece.rows("sectors"), piece.rows("default_aid_types")
    own = sectors.among("level", "activity")
    _dac_too(piece, found, "102.1.1", sectors, own, "sector")
    of_all = np.ones(defaults.count, np.bool_)
    _dac_too(piece, found, "107.1.1", defaults, of_all, "default-aid-type")
    _once_each(found, "107.1.2", defaults, defaults.activity, "default-aid-type")
    aid_types = piece.rows("aid_types")
    element = element_of("activities", "aid_types")
    _dac_too(piece, found, "107.2.1", aid_types, np.ones(aid_types.count, np.bool_), element)
    _once_each(found, "107.2.2", aid_types, piece.parents("transactions", "aid_types"), element)
    _check_own_sectors(piece, found, sectors, own & sectors.among("vocabulary", *_OWN))


def _dac_too(
    piece: Piece, found: Gathered, rule: str, rows: Rows, asked: Mask, element: str
) -> None:
    """An activity that has any has one of the OECD DAC's; the finding stands at the first."""
    with_dac = piece.counts(rows, asked & of_dac(rows)) > 0
    at = np.flatnonzero(asked & ~with_dac[rows.activity])
    found.add(rule, rows, at[first_of(rows.activity[at])], element)


def _once_each(found: Gathered, rule: str, rows: Rows, owners: Numbers, element: str) -> None:
    """An activity, or a transaction, has one code of each vocabulary."""
    if not rows.count:
        return
    stated = np.zeros(rows.count, np.bool_)
    dac = grouped(owners, of_dac(rows), stated)
    others = ~rows.among("vocabulary", DAC)
    of_others, vocabularies = by_vocabulary(owners, rows, others, stated)
    for groups, words in ((dac, [DAC] * len(dac.first)), (of_others, vocabularies)):
        several = np.flatnonzero(groups.count > 1)
        told = [words[place] for place in several.tolist()]
        counts = groups.count[several].tolist()
        at = groups.first[several]
        found.add(rule, rows, at, element, count=counts, vocabulary=told)


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
