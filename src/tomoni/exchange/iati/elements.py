"""The elements of a text as arrays, placed in the standard: what each is, and below which one.

Every fault makes an activity odd; what is not odd is proven to be in the schema's order and number,
with the attributes that it allows. Their values are proven where they are typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .shape import LONGEST_NAME, Shape
from .tags import Names, Tags, attributes_of, name_lengths

# The standard's elements lie no deeper.
_DEEPEST = 16
_BLANK = 0x20


@dataclass(slots=True)
class Elements:
    """Arrays by element in the order of the text: ``kind`` (its number in the shape), ``parent``,
    ``activity`` (-1: the root), ``owner`` (the element whose row it belongs to), ``start`` of its
    tag. By value, attributes first: ``slot``, ``holder`` (the element), ``first`` and ``last``
    byte + 1; the first ``attributes`` of them are of attributes. ``is_odd`` is by activity.
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
    is_odd: Any


def elements_of(text: Any, tags: Tags, shape: Shape, names: Names, count: int) -> Elements | None:
    """Return the elements of a text of ``count`` activities below a root; None: they are not so."""
    lengths = name_lengths(text, tags.start + 1 + tags.is_close, LONGEST_NAME)
    numbers = names.numbers(text, tags.start + 1 + tags.is_close, lengths)
    steps = np.where(tags.is_close, -1, np.where(tags.is_whole, 0, 1))
    depths = np.cumsum(steps) - steps
    opened = np.flatnonzero(~tags.is_close)
    depth = depths[opened]
    activity = np.cumsum(depth == 1) - 1
    if (
        activity[-1] + 1 != count
        or depth.max() > _DEEPEST
        or depth[0] != 0
        or (depth == 0).sum() > 1
    ):
        return None
    made = Elements(
        kind=np.zeros(len(opened), np.int16),
        parent=np.zeros(len(opened), np.int64),
        activity=activity,
        owner=np.zeros(len(opened), np.int64),
        start=tags.start[opened],
        slot=None,
        holder=None,
        first=None,
        last=None,
        attributes=0,
        is_odd=np.zeros(count, bool),
    )
    _place(made, numbers[opened], depth, shape)
    _add_values(made, text, tags, opened, lengths, shape, names)
    return made


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
    made: Elements, text: Any, tags: Tags, opened: Any, lengths: Any, shape: Shape, names: Names
) -> None:
    element_of = np.cumsum(~tags.is_close) - 1
    found = attributes_of(text, tags, tags.start + 1 + lengths)
    holder = element_of[found.tag]
    number = names.numbers(text, found.name, found.length)
    kind = made.kind[holder]
    slot = np.where(number >= 0, shape.attribute[kind, number], 0)
    is_root = holder == 0
    odd = ~is_root & (found.is_odd | (slot == 0))
    demanded = holder[shape.demanded[kind, number] & (number >= 0)]
    counts = np.bincount(demanded, minlength=len(made.kind))
    missing = counts[1:] < shape.attributes_required[made.kind[1:]]
    made.is_odd[made.activity[holder[odd]]] = True
    made.is_odd[made.activity[1:][missing]] = True
    first, last, leaf = _texts(made, text, tags, opened, shape)
    kept = ~is_root & ~odd
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
