"""What is money told twice: by an activity above and its parts, or by payer and payee.

The links form a graph that publishers draw together, with circles in it. Links within a circle say
nothing about which of its activities stands above: they are left aside, so that no money vanishes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

Link = tuple[int, int]


def components(links: Iterable[Link]) -> dict[int, int]:
    """Return for each activity of the links (from above to below) the number of its circle.

    What stands in no circle has a number of its own. The number of what stands below is smaller.
    """
    below: dict[int, list[int]] = {}
    for upper, lower in links:
        below.setdefault(upper, []).append(lower)
        below.setdefault(lower, [])
    return _Walk(below).numbers


class _Walk:
    """Tarjan's algorithm without recursion: chains may be longer than Python's stack."""

    def __init__(self, below: Mapping[int, list[int]]) -> None:
        self._below = below
        self._met: dict[int, int] = {}
        self._low: dict[int, int] = {}
        self._open: list[int] = []
        self._is_open: set[int] = set()
        self.numbers: dict[int, int] = {}
        self._circles = 0
        for one in below:
            if one not in self._met:
                self._from(one)

    def _from(self, start: int) -> None:
        path = [(start, iter(self._below[start]))]
        self._enter(start)
        while path:
            one, rest = path[-1]
            following = next(rest, None)
            if following is None:
                path.pop()
                self._leave(one)
                if path:
                    upper = path[-1][0]
                    self._low[upper] = min(self._low[upper], self._low[one])
            elif following not in self._met:
                self._enter(following)
                path.append((following, iter(self._below[following])))
            elif following in self._is_open:
                self._low[one] = min(self._low[one], self._met[following])

    def _enter(self, one: int) -> None:
        self._met[one] = self._low[one] = len(self._met)
        self._open.append(one)
        self._is_open.add(one)

    def _leave(self, one: int) -> None:
        if self._low[one] != self._met[one]:
            return
        while True:
            member = self._open.pop()
            self._is_open.discard(member)
            self.numbers[member] = self._circles
            if member == one:
                break
        self._circles += 1


def told_again_below(links: Collection[Link], telling: Collection[int]) -> frozenset[int]:
    """Return the activities that stand above others which tell money: theirs is told again.

    ``links``: from above to below; ``telling``: activities that tell money. An activity in a circle
    stands above what the circle leads to outside of it, not above the others of the circle.
    """
    numbers = components(links)
    outside = {(numbers[upper], numbers[lower]) for upper, lower in links}
    leads: dict[int, set[int]] = {}
    for upper, lower in outside:
        if upper != lower:
            leads.setdefault(upper, set()).add(lower)
    tells = {numbers[one] for one in telling if one in numbers}
    above: set[int] = set()
    for circle in sorted(leads):  # what stands below has a smaller number, so it is known already
        if any(lower in tells or lower in above for lower in leads[circle]):
            above.add(circle)
    return frozenset(one for one, circle in numbers.items() if circle in above)


def passed_on(links: Iterable[Link]) -> frozenset[Link]:
    """Return the links that lead out of their circle: the money is told again by the payee."""
    listed = set(links)
    numbers = components(listed)
    return frozenset(link for link in listed if numbers[link[0]] != numbers[link[1]])
