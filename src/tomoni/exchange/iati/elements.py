"""The elements of a text as arrays, placed in the standard: what each is, and below which one.

Every fault makes an activity odd; what is not odd is proven to be in the schema's order and number,
with the attributes that it allows. Their values are proven where they are typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .shape import Shape
from .tags import Names, Tags, attributes_of, name_lengths, odd_tags, tags_of
from .wellformed import (
    doubled,
    is_characters,
    odd_ends,
    odd_references,
    odd_starts,
    pairs_of,
)

# The standard's elements lie no deeper.
_DEEPEST = 16
_BLANK = 0x20
_AMPERSAND = ord("&")


@dataclass(slots=True)
class Elements:
    """Arrays by element in the order of the text: ``kind`` (its number in the shape), ``parent``,
    ``activity`` (-1: the root), ``owner`` (the element whose row it belongs to), ``start`` of its
    tag. By value, attributes first: ``slot``, ``holder`` (the element), ``first`` and ``last``
    byte + 1; the first ``attributes`` of them are of attributes. ``ampersands``
    are positions; ``is_odd`` is by activity.
    """

    kind: Any
    parent: Any
    activity: Any
    owner: Any
    start: Any
    slot: Any
    holder: Any
    first: Any
    last: Any
    attributes: int
    ampersands: Any
    is_odd: Any


def elements_of(
    content: bytes, text: Any, starts: Any, shape: Shape, names: Names
) -> Elements | None:
    """Return the elements of a text; None: they are not surely well-formed activities in a root.

    ``text``: the content as an array, with 32 bytes more; ``starts``: where activities begin.
    """
    tags = tags_of(text)
    if tags is None or not is_characters(content, text[: len(content)]):
        return None
    opened = np.flatnonzero(~tags.is_close)
    steps = np.where(tags.is_close, -1, np.where(tags.is_whole, 0, 1))
    depths = np.cumsum(steps) - steps
    depth = depths[opened]
    pairs = pairs_of(tags, depths)
    is_record = depth == 1
    if pairs is None or depth[0] != 0 or (depth == 0).sum() != 1 or depth.max() > _DEEPEST:
        return None
    if not np.array_equal(tags.start[opened][is_record], starts):
        return None
    made = Elements(
        kind=np.zeros(len(opened), np.int16),
        parent=np.zeros(len(opened), np.int64),
        activity=np.cumsum(is_record) - 1,
        owner=np.zeros(len(opened), np.int64),
        start=tags.start[opened],
        slot=None,
        holder=None,
        first=None,
        last=None,
        attributes=0,
        ampersands=np.flatnonzero(text == _AMPERSAND),
        is_odd=np.zeros(len(starts), bool),
    )
    lengths = name_lengths(text, made.start + 1)
    numbers = names.numbers(text, made.start + 1, lengths)
    _place(made, numbers, depth, shape)
    by_tag = np.full(len(tags.start), -1)
    by_tag[opened] = numbers
    _mark(made, starts, tags.start[odd_ends(text, tags, names, pairs, by_tag)])
    _mark(made, starts, tags.start[odd_tags(tags)])
    _mark(made, starts, odd_references(content, text, made.ampersands))
    _add_values(made, text, tags, opened, made.start + 1 + lengths, shape, names)
    return made


def _mark(made: Elements, starts: Any, positions: Any) -> None:
    """Mark the activities in which the positions lie; before the first there are none."""
    activities = np.searchsorted(starts, positions, "right") - 1
    made.is_odd[activities[activities >= 0]] = True


def _place(made: Elements, numbers: Any, depth: Any, shape: Shape) -> None:
    """Find kind, parent and owner of every element, level by level, and hold them to the schema."""
    required = np.zeros(len(depth), np.int64)
    above = np.flatnonzero(depth == 0)
    for level in range(1, int(depth.max()) + 1):
        here = np.flatnonzero(depth == level)
        parent = above[np.searchsorted(above, here) - 1]
        made.parent[here] = parent
        if level == 1:
            kind = np.where(numbers[here] == 0, 1, 0).astype(np.int16)
        else:
            kind = shape.child[made.kind[parent], numbers[here]]
            kind[numbers[here] < 0] = 0
        made.kind[here] = kind
        made.owner[here] = np.where(shape.table[kind] >= 0, here, made.owner[parent])
        if level > 1:
            _hold_to_order(made, here, parent, kind, required, shape)
        above = here
    odd = made.kind[1:] == 0
    odd |= required[1:] != shape.children_required[made.kind[1:]]
    made.is_odd[made.activity[1:][odd]] = True


def _hold_to_order(
    made: Elements, here: Any, parent: Any, kind: Any, required: Any, shape: Shape
) -> None:
    """Hold the elements of one level to the order and number of the schema's sequences."""
    is_next = parent[1:] == parent[:-1]
    rank = shape.rank[kind]
    rises = rank[1:] > rank[:-1]
    repeats = (rank[1:] == rank[:-1]) & shape.is_repeated[kind[1:]]
    wrong = here[1:][is_next & ~(rises | repeats)]
    made.is_odd[made.activity[wrong]] = True
    is_first = np.ones(len(here), bool)
    is_first[1:] = ~is_next | (rank[1:] != rank[:-1])
    counted = parent[is_first & shape.is_required[kind]]
    required += np.bincount(counted, minlength=len(required))


def _add_values(
    made: Elements, text: Any, tags: Tags, opened: Any, names_end: Any, shape: Shape, names: Names
) -> None:
    found = attributes_of(text, tags, opened, names_end)
    holder = found.tag
    number = names.numbers(text, found.name, found.length)
    kind = made.kind[holder]
    slot = np.where(number >= 0, shape.attribute[kind, number], 0)
    is_root = holder == 0
    odd = ~is_root & (found.is_odd | (slot == 0))
    kept = ~is_root & ~odd
    ordinal = np.where(kept, shape.ordinal[kind, number], 0)
    demanded = holder[kept & shape.demanded[kind, number]]
    counts = np.bincount(demanded, minlength=len(made.kind))
    wrong = counts < shape.attributes_required[made.kind]
    wrong |= odd_starts(text, tags, opened, names_end, found)
    wrong[holder[odd]] = True
    wrong[doubled(holder[kept], ordinal[kept])] = True
    wrong[0] = False
    made.is_odd[made.activity[wrong]] = True
    first, last, leaf = _texts(made, text, tags, opened, shape)
    _mark_control(made, text, holder[kept], found.start[kept], found.end[kept])
    made.attributes = int(kept.sum())
    made.slot = np.concatenate([slot[kept], shape.text[made.kind[leaf]]])
    made.holder = np.concatenate([holder[kept], leaf])
    made.first = np.concatenate([found.start[kept], first])
    made.last = np.concatenate([found.end[kept], last])


def _texts(
    made: Elements, text: Any, tags: Tags, opened: Any, shape: Shape
) -> tuple[Any, Any, Any]:
    """Return where the texts are and whose; what stands between other tags must be white space."""
    starts, ends = tags.end[:-1] + 1, tags.start[1:]
    most = np.maximum.reduceat(text, np.stack([starts, ends], 1).ravel())[::2]
    is_filled = (ends > starts) & (most > _BLANK)
    holds_text = shape.text[made.kind] > 0
    is_text = np.zeros(len(tags.start), bool)
    is_text[opened[holds_text]] = True
    is_text &= ~tags.is_whole
    closes_next = np.zeros(len(tags.start), bool)
    closes_next[:-1] = tags.is_close[1:]
    element_of = np.cumsum(~tags.is_close) - 1
    is_blank = np.zeros(len(tags.start), bool)
    is_blank[opened] = ~shape.is_sequence[made.kind]
    is_blank &= closes_next & ~tags.is_whole
    odd = (is_filled | (is_blank[:-1] & (ends > starts))) & ~is_text[:-1]
    odd |= is_text[:-1] & ~closes_next[:-1]
    activities = made.activity[element_of[:-1][odd]]
    made.is_odd[activities[activities >= 0]] = True
    leaf = np.flatnonzero(holds_text)
    tag = opened[leaf]
    first = tags.end[tag] + 1
    last = np.where(tags.is_whole[tag], first, tags.start[np.minimum(tag + 1, len(tags.start) - 1)])
    return first, last, leaf


def _mark_control(made: Elements, text: Any, holder: Any, first: Any, last: Any) -> None:
    """Mark activities with a line end or tab in an attribute: a reader makes a space of it."""
    if not len(first):
        return
    least = np.minimum.reduceat(text, np.stack([first, last], 1).ravel())[::2]
    made.is_odd[made.activity[holder[(last > first) & (least < _BLANK)]]] = True
