"""The focal point's own order: nobody is in before those whom the country put first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from .selection_values import PARTICIPANT, Candidate, Rule, SelectionInputs


class FocalOrder:
    """The ranked candidates of each country and kind of participation, as levels of equal rank.

    Candidates are known by their position. Those who are not eligible or were taken out stand in
    nobody's way. Who is not ranked was put before or after no one. A person nominated twice counts
    as in by either nomination.
    """

    def __init__(self, inputs: SelectionInputs, candidates: Sequence[Candidate]) -> None:
        self.inputs = inputs
        self.candidates = candidates
        self.nominations: defaultdict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(candidates):
            self.nominations[one.person].append(at)
        self.levels = self._levels() if inputs.policy.respects_focal_order else {}

    def _levels(self) -> dict[tuple[str, str], list[list[int]]]:
        ranks: defaultdict[tuple[str, str], defaultdict[int, list[int]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for at, one in enumerate(self.candidates):
            stands = self.inputs.is_open(one) or one.id in self.inputs.fixed
            if one.focal_rank is not None and stands:
                ranks[one.country, one.participation][one.focal_rank].append(at)
        return {
            key: [level for _, level in sorted(by_rank.items())]
            for key, by_rank in sorted(ranks.items())
        }

    def links(self) -> Iterator[tuple[Rule, int, list[int]]]:
        """Yield (rule, candidate, nominations of one put before): one of these is in if it is.

        Only neighbouring levels are linked: the one before answers for those before it. A person
        who may be in by another country's nomination does not, so the link then reaches further.
        """
        for (country, kind), levels in self.levels.items():
            rule = Rule("focal_order", country if kind == PARTICIPANT else f"{country}/{kind}")
            for depth in range(1, len(levels)):
                for before in reversed(levels[:depth]):
                    for first in before:
                        nominations = self.nominations[self.candidates[first].person]
                        for later in levels[depth]:
                            if later not in nominations:
                                yield rule, later, nominations
                    if any(map(self._is_single, before)):
                        break

    def first_of(self, country: str, columns: list[int]) -> list[int]:
        """Return the candidates of whom one is in whenever the country is served."""
        levels = self.levels.get((country, PARTICIPANT), [])
        if not all(self._is_single(at) for level in levels for at in level):
            return columns
        later = {at for level in levels[1:] for at in level}
        return [at for at in columns if at not in later]

    def out_of_reach(self, lifted: frozenset[Rule]) -> list[int]:
        """Return whom the cap leaves no room for, behind those who come first of the country."""
        found: list[int] = []
        decided = {one.country for one in self.candidates if one.id in self.inputs.fixed}
        for (country, kind), levels in self.levels.items():
            cap = self.inputs.policy.cap_of(country)
            is_lifted = {Rule("country_cap", country), Rule("focal_order", country)} & lifted
            if kind != PARTICIPANT or cap is None or is_lifted or country in decided:
                continue
            before = 0
            for level in levels:
                if before >= cap:
                    found += level
                before += sum(map(self._is_single, level))
        return found

    def _is_single(self, at: int) -> bool:
        return len(self.nominations[self.candidates[at].person]) == 1
