"""Merit out of reviewers' scores: each reviewer on one scale, then the median. Exact.

Reviewers are strict or lenient, and use the scale widely or narrowly. Each score is therefore
measured from its reviewer's own mean, in units of the reviewer's own mean deviation:

    normalised = (score - mean of the reviewer) / (mean deviation of the reviewer)

The mean deviation (mean distance from the mean) is used rather than the standard deviation, since
it is a fraction where scores are. A reviewer whose scores are all equal, or who gave only one, told
nothing of how candidates compare: these scores normalise to 0. The merit of a nomination is the
median of its normalised scores, of two in the middle their mean, times 1,000, rounded half to even.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tomoni.catalogue.errors import InputError, Where

SCALE = 1000


@dataclass(frozen=True, slots=True)
class Score:
    """What one reviewer gave one nomination, over all criteria: exact, on the call's own scale."""

    reviewer: str
    nomination: str
    value: Fraction


def merits(scores: Iterable[Score]) -> dict[str, int]:
    """Return the merit of each nomination that has a score, in thousandths.

    A nomination without a score is not in the answer: blank is not zero, and the caller decides.
    A recused reviewer gives no score. Errors: InputError when a reviewer scored one twice.
    """
    by_reviewer = _by_reviewer(scores)
    found: defaultdict[str, list[Fraction]] = defaultdict(list)
    for given in by_reviewer.values():
        for nomination, value in normalised(given).items():
            found[nomination].append(value)
    return {nomination: scaled(median(values)) for nomination, values in sorted(found.items())}


def _by_reviewer(scores: Iterable[Score]) -> dict[str, dict[str, Fraction]]:
    found: defaultdict[str, dict[str, Fraction]] = defaultdict(dict)
    for score in scores:
        if score.nomination in found[score.reviewer]:
            raise InputError(
                f"Reviewer {score.reviewer} scored nomination {score.nomination} twice.",
                where=Where(field="score"),
                do="Keep one score.",
            )
        found[score.reviewer][score.nomination] = score.value
    return dict(found)


def normalised(given: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return one reviewer's scores from their mean, in mean deviations; all 0 without a spread."""
    if not given:
        return {}
    mean = sum(given.values(), Fraction(0)) / len(given)
    spread = sum((abs(value - mean) for value in given.values()), Fraction(0)) / len(given)
    if not spread:
        return dict.fromkeys(given, Fraction(0))
    return {nomination: (value - mean) / spread for nomination, value in given.items()}


def median(values: Iterable[Fraction]) -> Fraction:
    """Return the value in the middle, or the mean of the two in the middle.

    Errors: InputError when there is no value.
    """
    ordered = sorted(values)
    if not ordered:
        raise InputError("There is no score to take the median of.")
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return (low + high) / 2


def scaled(value: Fraction) -> int:
    """Return a merit in thousandths, half to even."""
    return round(value * SCALE)
