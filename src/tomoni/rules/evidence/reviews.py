"""Double review of a contested proposal: settled as soon as two people hold the same.

Everybody answers once, without having seen the other answers. Two answers are the same when the
opinion is and, for an acceptance, how the passage is read; for a merge, the claim.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..refusals import Refusal

NEEDED = 2


@dataclass(frozen=True, slots=True)
class Review:
    """One answer. ``by``: opaque id. ``values``: how the passage is read, complete."""

    by: str
    opinion: str
    values: Mapping[str, str | None] = field(default_factory=dict)
    claim_id: str | None = None

    @property
    def answer(self) -> tuple[object, ...]:
        """What two answers are compared by. Nobody words a scope as another does."""
        read = {
            name: value
            for name, value in self.values.items()
            if value is not None and name != "scope"
        }
        if self.opinion == "accept":
            return (self.opinion, tuple(sorted(read.items())))
        return (self.opinion, self.claim_id if self.opinion == "merge" else None)


@dataclass(frozen=True, slots=True)
class Settlement:
    """How the answers stand: waiting for more, agreed on one, or divided.

    ``review``: the first of those that agree; None while they do not.
    """

    state: Literal["waiting", "agreed", "divided"]
    review: Review | None = None


def settle(reviews: Sequence[Review]) -> Settlement:
    """Return how the answers stand, in the order in which they were given.

    Only the first answer of each person counts. The first two that agree settle it: whatever is
    answered afterwards changes nothing.
    """
    by_person: dict[str, Review] = {}
    for review in reviews:
        by_person.setdefault(review.by, review)
    counted = list(by_person.values())
    for given, review in enumerate(counted, start=1):
        same = [other for other in counted[:given] if other.answer == review.answer]
        if len(same) >= NEEDED:
            return Settlement("agreed", same[0])
    return Settlement("divided" if len(counted) >= NEEDED else "waiting")


def why_not_review(by: str, reviews: Sequence[Review]) -> list[Refusal]:
    """Return why somebody may not answer: once each."""
    if any(review.by == by for review in reviews):
        return [Refusal("proposal_reviewed_already")]
    return []
