"""Which activities are well-formed XML, told by arrays: what is not surely so is marked.

Only names of the standard, double quotes and line feeds are taken for sure. So this is far less
than a parser, and what it passes a parser passes.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pyarrow as pa

from .tags import Attributes, Names, Tags

_SPACE, _TAB, _FEED, _LEAST = 0x20, 0x09, 0x0A, 0x20
_BRACKET, _GREATER = b"]>"
# U+FFFE and U+FFFF: their bytes are UTF-8, but no XML may hold them.
_NEVER_FIRST, _NEVER_SECOND, _NEVER_THIRD = 0xEF, 0xBF, 0xBE
_REFERENCE = re.compile(rb"&(?:amp|lt|gt|quot|apos|#(?:[0-9]{2,5}|x[0-9A-Fa-f]{2,4}));")


def is_characters(content: bytes, text: Any) -> bool:
    """Say whether a text is UTF-8 without control characters except tabs and line feeds.

    ``text``: the content as an array.
    """
    allowed = np.count_nonzero(text == _FEED) + np.count_nonzero(text == _TAB)
    if np.count_nonzero(text < _LEAST) != allowed:
        return False
    if content.isascii():
        return True
    offsets = pa.py_buffer(np.array([0, len(content)], np.int32))
    try:
        pa.StringArray.from_buffers(1, offsets, pa.py_buffer(content)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    leads = np.flatnonzero(text == _NEVER_FIRST)
    is_never = (text[leads + 1] == _NEVER_SECOND) & (text[leads + 2] >= _NEVER_THIRD)
    return not is_never.any()


def odd_references(content: bytes, text: Any, ampersands: Any) -> Any:
    """Return positions that begin no known reference, or that end a section that never began."""
    odd = []
    for at in ampersands.tolist():
        found = _REFERENCE.match(content, at)
        if found is None or not _is_character(found.group()):
            odd.append(at)
    brackets = np.flatnonzero(text == _BRACKET)
    ends = brackets[(text[brackets + 1] == _BRACKET) & (text[brackets + 2] == _GREATER)]
    return np.concatenate([np.array(odd, np.int64), ends])


def _is_character(reference: bytes) -> bool:
    """Say whether a reference to a code point means one that XML may hold."""
    if reference[1:2] != b"#":
        return True
    is_hex = reference[2:3] == b"x"
    code = int(reference[3:-1], 16) if is_hex else int(reference[2:-1])
    return code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE


def pairs_of(tags: Tags, depths: Any) -> tuple[Any, Any] | None:
    """Return start tags and their end tags; None: they do not pair level by level.

    ``depths``: how many elements are open before each tag.
    """
    held = np.flatnonzero(~tags.is_whole)
    level = (depths[held] - tags.is_close[held]).astype(np.int16)
    if level.min() < 0:
        return None
    order = np.argsort(level, kind="stable")
    ordered = held[order]
    opens, closes = ordered[0::2], ordered[1::2]
    if len(opens) != len(closes) or tags.is_close[opens].any() or not tags.is_close[closes].all():
        return None
    levels = level[order]
    return (opens, closes) if (levels[0::2] == levels[1::2]).all() else None


def odd_ends(text: Any, tags: Tags, names: Names, pairs: tuple[Any, Any], numbers: Any) -> Any:
    """Return the end tags that are not exactly those of their start tags.

    ``numbers``: of the name of each tag, -1: unknown, which is left alone.
    """
    opens, closes = pairs
    known = numbers[opens] >= 0
    opens, closes = opens[known], closes[known]
    is_same = names.stand_at(text, tags.start[closes] + 2, numbers[opens])
    ends = tags.start[closes] + 2 + names.lengths[numbers[opens]]
    return closes[~(is_same & (ends == tags.end[closes]))]


def odd_starts(text: Any, tags: Tags, opened: Any, names_end: Any, found: Attributes) -> Any:
    """Return which start tags hold more than a name and attributes, apart from one space."""
    after = names_end.copy()
    # Attributes stand in order, so the last one of a tag is written last.
    after[found.tag] = found.end + 1
    left = tags.end[opened] - tags.is_whole[opened] - after
    return (left != 0) & ~((left == 1) & (text[after] == _SPACE))


def doubled(holder: Any, ordinals: Any) -> Any:
    """Return the holders of an attribute twice. ``ordinals``: of attributes, by their holders."""
    if not len(holder):
        return holder
    bits = np.left_shift(1, ordinals, dtype=np.int64)
    begins = np.flatnonzero(np.diff(holder, prepend=-1))
    added = np.add.reduceat(bits, begins)
    joined = np.bitwise_or.reduceat(bits, begins)
    return holder[begins[added != joined]]
