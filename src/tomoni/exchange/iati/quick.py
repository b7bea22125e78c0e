"""Reads activities into the typed tables by arrays over their bytes, where it can prove them valid.

An activity that holds anything unusual, or that the schema may refuse, is left to the plain reader.
What is read here equals what that reader reads; a test holds both to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from xml.parsers import expat

import numpy as np
import pyarrow as pa

from tomoni.catalogue.iati.tables import Kind

from .elements import elements_of
from .piece import Piece
from .quick_tables import QuickTables
from .shape import Shape, shape_of
from .tags import Names, odd_tags, tags_of

_LONGEST = 10_000_000  # the plain reader refuses a longer text; so larger activities are its
_PADDING = b" " * 32
_SIGNS, _LESS = (b"!", b"?"), ord("<")


@dataclass(frozen=True, slots=True)
class QuickRead:
    """``tables``: rows of the activities that are ``proven``, by their place in the piece."""

    tables: dict[str, pa.Table]
    proven: list[bool]


def read_quickly(piece: Piece, *, tables: bool = True) -> QuickRead:
    """Read what can be proven valid. Empty, with nothing proven, where nothing can."""
    shape = shape_of(piece.kind)
    usual = _usual(piece)
    nothing = QuickRead({}, [False] * len(piece))
    if shape is None or not any(usual) or len(piece.root) > _LONGEST:
        return nothing
    rest = piece.only(usual)
    found = _read(rest, shape, tables)
    if isinstance(found, list):
        # Tags that arrays cannot tell: without their activities the others can be told.
        again = iter(found)
        usual = [one and next(again) for one in usual]
        if not any(usual):
            return nothing
        found = _read(piece.only(usual), shape, tables)
    if not isinstance(found, QuickRead):
        return nothing
    proven = iter(found.proven)
    return QuickRead(found.tables, [one and next(proven) for one in usual])


def _usual(piece: Piece) -> list[bool]:
    """Return which activities have no comment, section or instruction, and are not huge."""
    if len(piece.body) <= _LONGEST and not _is_special(piece.body):
        return [True] * len(piece)
    return [len(source) <= _LONGEST and not _is_special(source) for source in piece.sources()]


def _is_special(text: bytes) -> bool:
    for sign in _SIGNS:
        at = text.find(sign)
        while at >= 0:
            if text[at - 1] == _LESS:
                return True
            at = text.find(sign, at + 1)
    return False


def _read(piece: Piece, shape: Shape, tables: bool) -> QuickRead | list[bool] | None:
    """Read a piece. A list: which of its activities have usual tags, when not all have."""
    content = piece.text()
    try:
        # Names of other namespaces are not read here, so their prefixes need not be looked at.
        expat.ParserCreate("UTF-8").Parse(content, True)
    except expat.ExpatError:
        return None
    text = np.frombuffer(content + _PADDING, np.uint8)
    tags = tags_of(text)
    if tags is None:
        return None
    starts = piece.text_starts()
    odd = odd_tags(text, tags)
    odd[0] = False
    if odd.any():
        usual = np.ones(len(piece), bool)
        usual[np.searchsorted(starts, tags.start[odd], "right") - 1] = False
        return [bool(one) for one in usual]
    elements = elements_of(text, tags, shape, _names(piece.kind), len(piece))
    if elements is None:
        return None
    reader = QuickTables(shape, piece, content, text, elements)
    filled, is_odd = reader.tables()
    return QuickRead(filled if tables else {}, [bool(one) for one in ~is_odd])


@cache
def _names(kind: Kind) -> Names:
    shape = shape_of(kind)
    assert shape is not None
    return Names(shape.names)
