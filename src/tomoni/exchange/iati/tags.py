"""The tags of a well-formed text as arrays, found by their bytes: no element is met one by one.

Only for a text without comments, sections, instructions, single quotes and ``>`` in tags. Arrays
are in the order of the text; positions are of its bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

_LESS, _GREATER, _QUOTE, _SLASH, _EQUALS = b'<>"/='
_SPACES = np.zeros(256, bool)
_SPACES[list(b" \t\r\n")] = True
LONGEST_NAME = 24
_HYPHENS, _LETTER_BITS, _LOW, _HIGH = (
    np.uint64(int.from_bytes([byte] * 8, "little")) for byte in (0x2D, 0x40, 0x7F, 0x80)
)
# Attributes stand apart by one space, or by a line end and its indentation.
_MOST_SPACES = 200


@dataclass(slots=True)
class Tags:
    """``start``, ``end``: positions of ``<`` and ``>``; ``is_close``: end tags; ``is_whole``: tags
    of empty elements. ``quotes``, ``first_quote``, ``quote_count``: positions of all quotes and
    angles, and which of them are a tag's quotes."""

    start: Any
    end: Any
    is_close: Any
    is_whole: Any
    marks: Any
    first_quote: Any
    quote_count: Any


def tags_of(text: Any) -> Tags | None:
    """Return the tags of a text given as an array of bytes; None: a tag has no end of its own."""
    marks = np.flatnonzero((text == _LESS) | (text == _GREATER) | (text == _QUOTE))
    kinds = text[marks]
    opening = np.flatnonzero(kinds == _LESS)
    ends = np.where(kinds == _GREATER, np.arange(len(kinds)), len(kinds))
    following = np.minimum.accumulate(ends[::-1])[::-1]
    closing = following[opening]
    if not len(closing) or closing[-1] == len(kinds) or (closing[:-1] > opening[1:]).any():
        return None
    start, end = marks[opening], marks[closing]
    is_close = text[start + 1] == _SLASH
    return Tags(
        start,
        end,
        is_close,
        (text[end - 1] == _SLASH) & ~is_close,
        marks,
        opening + 1,
        closing - opening - 1,
    )


def odd_tags(tags: Tags) -> Any:
    """Return which tags hold an odd number of double quotes: a ``>`` in a value ends them early.

    Single quotes are told by what they leave: an unknown name, or more behind the last value.
    """
    return tags.quote_count % 2 == 1


def name_lengths(text: Any, starts: Any) -> Any:
    """Return lengths of the names that begin at ``starts``; 25: longer than that.

    A name of the standard is of small letters and hyphens; for another it may be any length.
    """
    windows = np.ndarray((len(text) - 7,), "<u8", text, 0, (1,))
    lengths = np.full(len(starts), LONGEST_NAME + 1, np.int64)
    left = np.arange(len(starts))
    for at in range(0, LONGEST_NAME + 1, 8):
        words = windows[starts[left] + at]
        other = words ^ _HYPHENS
        # A byte ends the name if it is no letter (which has the bit of 64) and no hyphen.
        is_hyphen = ~(((other & _LOW) + _LOW) | other) & _HIGH
        ends = ((~words & _LETTER_BITS) << np.uint64(1)) & ~is_hyphen
        found = ends != 0
        lowest = ends[found] & (~ends[found] + np.uint64(1))
        lengths[left[found]] = at + (np.bitwise_count(lowest - np.uint64(1)) >> 3)
        left = left[~found]
        if not len(left):
            break
    return lengths


@dataclass(slots=True)
class Attributes:
    """``tag``: which of the tags has it; ``name``, ``length``: where its name is; ``start``,
    ``end``: where its value is; ``is_odd``: it is not written as ``name="value"``."""

    tag: Any
    name: Any
    length: Any
    start: Any
    end: Any
    is_odd: Any


def attributes_of(text: Any, tags: Tags, opened: Any, names_end: Any) -> Attributes:
    """Return the attributes of the tags ``opened``. ``names_end``: where each one's name ends."""
    counts = tags.quote_count[opened] // 2
    tag = np.repeat(np.arange(len(counts)), counts)
    firsts = np.cumsum(counts) - counts
    within = np.arange(len(tag)) - firsts[tag]
    quote = tags.first_quote[opened][tag] + 2 * within
    opening, closing = tags.marks[quote], tags.marks[quote + 1]
    before = np.empty_like(opening)
    before[1:] = closing[:-1] + 1
    is_first = within == 0
    before[is_first] = names_end[tag[is_first]]
    name = before + 1
    is_odd = ~_SPACES[text[before]]
    spaced = np.flatnonzero(_SPACES[text[name]])
    for _ in range(_MOST_SPACES):
        if not len(spaced):
            break
        name[spaced] += 1
        spaced = spaced[_SPACES[text[name[spaced]]]]
    is_odd[spaced] = True
    is_odd |= text[opening - 1] != _EQUALS
    return Attributes(tag, name, opening - 1 - name, opening + 1, closing, is_odd)


class Names:
    """Knows names by their bytes, up to 24 of them."""

    def __init__(self, names: list[bytes]) -> None:
        words = np.array([_words(name) for name in names], np.uint64).reshape(-1, 3)
        hashes = _hash(words[:, 0], words[:, 1], words[:, 2])
        order = np.argsort(hashes)
        self._hashes, self._words, self._order = hashes[order], words[order], order
        assert len(set(hashes.tolist())) == len(names)
        self.lengths = np.array([len(name) for name in names], np.int64)
        self._by_number = words

    def numbers(self, text: Any, starts: Any, lengths: Any) -> Any:
        """Return the number of each name that begins at ``starts``; -1: unknown.

        ``text`` ends with at least 24 bytes more than its content.
        """
        windows = np.ndarray((len(text) - 7,), "<u8", text, 0, (1,))
        usable = np.clip(lengths, 0, LONGEST_NAME)
        words = [windows[starts] & _MASKS[0][usable]]
        for at in (1, 2):
            # Few names are as long.
            longer = np.flatnonzero(usable > 8 * at)
            word = np.zeros(len(starts), np.uint64)
            word[longer] = windows[starts[longer] + 8 * at] & _MASKS[at][usable[longer]]
            words.append(word)
        found = np.searchsorted(self._hashes, _hash(*words))
        found[found == len(self._hashes)] = 0
        same = (lengths >= 1) & (lengths <= LONGEST_NAME)
        for at in range(3):
            same &= self._words[found, at] == words[at]
        return np.where(same, self._order[found], -1)

    def stand_at(self, text: Any, starts: Any, numbers: Any) -> Any:
        """Return whether the names of those numbers begin at ``starts``."""
        windows = np.ndarray((len(text) - 7,), "<u8", text, 0, (1,))
        lengths = self.lengths[numbers]
        same = np.ones(len(starts), bool)
        for at in range(3):
            words = windows[starts + 8 * at] & _MASKS[at][lengths]
            same &= words == self._by_number[numbers, at]
        return same


_MASKS = np.array(
    [[(1 << 8 * min(max(length - 8 * at, 0), 8)) - 1 for length in range(25)] for at in range(3)],
    np.uint64,
)
_MULTIPLIERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)


def _words(name: bytes) -> list[int]:
    padded = name.ljust(24, b"\0")
    return [int.from_bytes(padded[at : at + 8], "little") for at in (0, 8, 16)]


def _hash(first: Any, second: Any, third: Any) -> Any:
    with np.errstate(over="ignore"):
        return first * _MULTIPLIERS[0] ^ second * _MULTIPLIERS[1] ^ third * _MULTIPLIERS[2]
