"""How much was learnt: the tests before and after of the same people, in exact fractions.

The *gain* of a person is the share of the points after, less the share before. It is computed for
people who took both tests and for nobody else: who took one is not paired, and is never counted as
zero. The *normalised gain* of a class (Hake 1998) is the gain of its mean by what there was to
gain, (post − pre) / (full − pre); where the mean before is full, there is none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ..suppression import is_small


@dataclass(frozen=True, slots=True)
class Learning:
    """What people who took both tests came to: sums of points, and the most each could have."""

    pairs: int
    pre_points: int
    pre_full: int
    post_points: int
    post_full: int

    @property
    def pre(self) -> Fraction:
        """Mean share of the points before, 0 to 1."""
        return Fraction(self.pre_points, self.pairs * self.pre_full)

    @property
    def post(self) -> Fraction:
        """Mean share of the points after, 0 to 1."""
        return Fraction(self.post_points, self.pairs * self.post_full)

    @property
    def gain(self) -> Fraction:
        """Mean of the paired gains, −1 to 1: a hundredth is one percentage point."""
        return self.post - self.pre

    @property
    def normalised(self) -> Fraction | None:
        """Gain by what there was to gain; None where the mean before is full."""
        return normalised_gain(self.pre, self.post)


def normalised_gain(pre: Fraction, post: Fraction, full: Fraction = Fraction(1)) -> Fraction | None:
    """Return (post − pre) / (full − pre); None where nothing is left to gain."""
    return None if pre == full else (post - pre) / (full - pre)


def learning_of(
    pre: Mapping[str, int], pre_full: int, post: Mapping[str, int], post_full: int
) -> Learning | None:
    """Return what those who took both tests came to; None where nobody did.

    ``pre``, ``post``: points by pseudonym.
    """
    both = pre.keys() & post.keys()
    if not both:
        return None
    return Learning(
        len(both),
        sum(pre[one] for one in both),
        pre_full,
        sum(post[one] for one in both),
        post_full,
    )


def shown_learning(learning: Learning | None, threshold: int) -> Learning | None:
    """Return it where enough people are paired, else None."""
    if learning is None or is_small(learning.pairs, threshold):
        return None
    return learning


def people_shown(own: Collection[str], other: Collection[str], threshold: int) -> frozenset[str]:
    """Return the pseudonyms whose answers to a test may be summed up.

    Everybody's; but where enough people are paired and only a few are not, those few are left out,
    since the sum over all less the sum over pairs would tell theirs.
    """
    paired = frozenset(own) & frozenset(other)
    is_gain_shown = bool(paired) and not is_small(len(paired), threshold)
    if is_gain_shown and is_small(len(own) - len(paired), threshold):
        return paired
    return frozenset(own)


def response_rate(asked: int, answered: int) -> Fraction | None:
    """Return the share of those asked who answered; None where nobody was asked."""
    return Fraction(answered, asked) if asked else None
