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
from .plainer import plainer
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
    nothing = QuickRead({}, [False] * len(piece))
    if shape is None or len(piece.root) > _LONGEST:
        return nothing
    rest, usual = _usual(piece)
    if not any(usual):
        return nothing
    content = rest.text()
    text = np.frombuffer(content + _PADDING, np.uint8)
    elements = elements_of(content, text, np.array(rest.text_starts()), shape, _names(piece.kind))
    if elements is None:
        return nothing
    filled, is_odd = QuickTables(shape, rest, content, text, elements).tables()
    proven = iter((~is_odd).tolist())
    return QuickRead(filled if tables else {}, [one and next(proven) for one in usual])


def _usual(piece: Piece) -> tuple[Piece, list[bool]]:
    """Return the activities without comments and sections, or freed of them, and which those are.

    Huge ones, and those with instructions, are not among them.
    """
    if len(piece.body) <= _LONGEST and not _is_special(piece.body):
        return piece, [True] * len(piece)
    sources = [_freed(source) for source in piece.sources()]
    return piece.with_sources(sources), [source is not None for source in sources]


def _freed(source: bytes) -> bytes | None:
    if len(source) > _LONGEST:
        return None
    if _is_special(source):
        freed = plainer(source)
        return None if freed is None or _is_special(freed) else freed
    return source


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
