"""Reads activities into the typed tables by arrays over their bytes, where it can prove them valid.

An activity that holds anything unusual, or that the schema may refuse, is left to the plain reader.
What is read here equals what that reader reads; a test holds both to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa

from tomoni.catalogue.iati.tables import Kind

from .elements import elements_of
from .piece import Piece
from .quick_tables import QuickTables
from .shape import shape_of
from .tags import Names

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
    content = rest.text()
    text = np.frombuffer(content + _PADDING, np.uint8)
    elements = elements_of(content, text, np.array(rest.text_starts()), shape, _names(piece.kind))
    if elements is None:
        return nothing
    filled, is_odd = QuickTables(shape, rest, content, text, elements).tables()
    proven = iter((~is_odd).tolist())
    return QuickRead(filled if tables else {}, [one and next(proven) for one in usual])


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


@cache
def _names(kind: Kind) -> Names:
    shape = shape_of(kind)
    assert shape is not None
    return Names(shape.names)
