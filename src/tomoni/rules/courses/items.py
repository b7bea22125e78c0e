"""Which items of a test may be shown, when the points of all of them together are known.

The mean points of a test are told, with them their sum: every item's right answers times its
points. An item that is hidden because few had it right, or few had it wrong, must not follow from
the sum and the items that are shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..suppression import is_small


def shown_items(
    right: Sequence[int], points: Sequence[int], people: int, threshold: int
) -> tuple[int | None, ...]:
    """Return how many had each item right; None where it is hidden.

    Hidden: items that fewer than ``threshold`` people had right, or had not; and further ones, the
    least telling first, until each hidden one could have at least two values. Where that is not to
    be had, all are hidden.
    """
    hidden = {
        at
        for at, count in enumerate(right)
        if is_small(count, threshold) or is_small(people - count, threshold)
    }
    while not _is_protected(hidden, right, points, people):
        rest = [at for at in range(len(right)) if at not in hidden and 0 < right[at] < people]
        if not rest:
            return (None,) * len(right)
        hidden.add(min(rest, key=lambda at: (points[at], min(right[at], people - right[at]), at)))
    return tuple(None if at in hidden else count for at, count in enumerate(right))


def _is_protected(
    hidden: set[int], right: Sequence[int], points: Sequence[int], people: int
) -> bool:
    """Whether each hidden item could have another value, with the sum as it is.

    The reader is taken to know that a hidden item was right for somebody and wrong for somebody.
    Sums that can be reached are the bits of one number.
    """
    listed = sorted(hidden)
    total = sum(points[at] * right[at] for at in listed)
    width = total + 1
    within = (1 << width) - 1
    # Sums of the items before each place, and of those after it.
    before, after = [1], [1]
    for at in listed:
        before.append(_with_item(before[-1], points[at], people) & within)
    for at in reversed(listed):
        after.append(_with_item(after[-1], points[at], people) & within)
    after.reverse()
    return all(
        _has_two_values(before[place], after[place + 1], points[at], people, width)
        for place, at in enumerate(listed)
    )


def _has_two_values(before: int, after: int, points: int, people: int, width: int) -> bool:
    """Whether two counts of an item leave a rest that the sums of the others can make."""
    backwards = int(bin(after)[2:].zfill(width)[::-1], 2)
    values = 0
    for count in range(1, people):
        spent = points * count
        if spent >= width or values == 2:
            break
        # Bit a of the shifted number says that the rest less a is a sum of the items after.
        values += (before & (backwards >> spent)) != 0
    return values == 2


def _with_item(sums: int, points: int, people: int) -> int:
    """Return the sums that are reached with one more item, right for 1 up to all but one."""
    reached = 0
    for count in range(1, people):
        reached |= sums << (points * count)
    return reached
