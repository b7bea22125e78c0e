"""How long the exact selection takes, one explanation, and a division into workshop groups.

    python -m benchmarks.selection [NOMINATIONS/COUNTRIES/SEATS …]

Draws a pool of nominations (ranked by focal points, with caps, a budget, floors and need), selects
by the whole lexicographic programme, and prints how each stage was proven. The bars stand in the
design: 3,000 nominations of 150 countries for 100 seats under 2 s; one explanation at 600
nominations at most 0.5 s; 28 people in 3 groups proven best under 3 s.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from tomoni.planning.groups import GroupPolicy, Member, plan_groups
from tomoni.planning.selection import SelectionResult, select
from tomoni.planning.selection_explain import explain
from tomoni.planning.selection_values import (
    Candidate,
    Floor,
    Group,
    SelectionInputs,
    SelectionPolicy,
)

SIZES = ("60/25/24", "200/60/28", "600/110/40", "3000/150/100")
PROFESSIONS = ("judge", "prosecutor", "police", "corrections")
REGIONS = ("africa", "asia", "americas", "europe", "pacific")
EXPLAINED = 12
Answer = TypeVar("Answer")


def synthetic_pool(
    nominations: int, countries: int, seats: int, *, ranked: bool = True, seed: int = 1
) -> SelectionInputs:
    """Draw a call: a few countries nominate many, all at least one; merits are in thousandths."""
    draw = random.Random(seed)
    names = [f"C{number:03}" for number in range(countries)]
    regions = {name: draw.choice(REGIONS) for name in names}
    least_developed = {name for name in names if draw.random() < 0.3}
    weights = [1 / (3 + number) for number in range(countries)]
    ranks: Counter[str] = Counter()
    pool = []
    for number in range(nominations):
        name = names[number] if number < countries else draw.choices(names, weights)[0]
        ranks[name] += 1
        pool.append(
            Candidate(
                id=f"N{number:05}",
                person=f"P{number:05}",
                country=name,
                merit=int(draw.gauss(0, 1000)),
                agency=f"{name}-{draw.randrange(4)}",
                profession=draw.choices(PROFESSIONS, (4, 3, 2, 1))[0],
                region=regions[name],
                is_woman=draw.random() < 0.35,
                is_ldc=name in least_developed,
                focal_rank=ranks[name] if ranked else None,
                cost=draw.randrange(200, 900) * 1000,
                is_eligible=draw.random() < 0.92,
            )
        )
    return SelectionInputs(
        candidates=tuple(pool),
        policy=_policy(seats, {name: draw.randrange(1, 20) for name in names}),
        seed=f"a seed of the benchmark, {seed}",
    )


def _policy(seats: int, need: dict[str, int]) -> SelectionPolicy:
    return SelectionPolicy(
        version="benchmark",
        seats=seats,
        country_cap=3,
        agency_cap=1,
        budget=seats * 500_000,
        need=need,
        floors=(
            Floor(Group("woman"), 1, share=Fraction(2, 5)),
            Floor(Group("ldc"), 2, share=Fraction(3, 10)),
            Floor(Group("profession", "judge"), 3, share=Fraction(1, 4)),
            Floor(Group("profession", "corrections"), 3, share=Fraction(3, 20)),
            Floor(Group("region", "pacific"), 4, share=Fraction(1, 20)),
        ),
    )


def timed(call: Callable[[], Answer]) -> tuple[Answer, float, float]:
    """Return the answer, the seconds of the clock, and those of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    answer = call()
    return answer, time.perf_counter() - clock, time.process_time() - processor


def measure(size: str, *, ranked: bool) -> None:
    """Select once and explain a few of those left out; print what it took."""
    inputs = synthetic_pool(*map(int, size.split("/")), ranked=ranked)
    found, clock, processor = timed(lambda: select(inputs))
    if not isinstance(found, SelectionResult):
        raise SystemExit(f"{size}: the policy conflicts: {found.rules}")
    proofs = Counter(stage.proof for stage in found.stages)
    left_out = [one.id for one in inputs.candidates if one.id not in found.selected]
    times = [
        timed(lambda one=one: explain(inputs, found, one))[1:]
        for one in random.Random(0).sample(left_out, EXPLAINED)
    ]
    print(
        f"{size:>13} {'ranked' if ranked else 'unranked':8} "
        f"selection {clock:5.2f} s clock {processor:5.2f} s processor "
        f"({', '.join(f'{count} {proof}' for proof, count in sorted(proofs.items()))}); "
        f"explanation {max(one[0] for one in times):5.2f} s clock at worst "
        f"({max(one[1] for one in times):5.2f} processor)",
        flush=True,
    )


def measure_groups(people: int, groups: int) -> None:
    """Divide people into workshop groups; print what it took and how far off it can be."""
    draw = random.Random(1)
    members = [
        Member(
            f"M{number:02}",
            f"C{draw.randrange(people // 2):02}",
            profession=draw.choice(PROFESSIONS),
            region=draw.choice(REGIONS),
            language=draw.choice(("English", "French", "Spanish")),
            gender=draw.choice(("woman", "man")),
            seniority=draw.randrange(1, 30),
        )
        for number in range(people)
    ]
    plan, clock, processor = timed(lambda: plan_groups(members, GroupPolicy(groups)))
    print(
        f"{people} people in {groups} groups: {clock:5.2f} s clock {processor:5.2f} s processor, "
        f"cost {plan.proof.cost}, bound {plan.proof.bound}",
        flush=True,
    )


def main(sizes: list[str]) -> int:
    """Measure every size, with and without the focal points' order."""
    for size in sizes or SIZES:
        measure(size, ranked=True)
        measure(size, ranked=False)
    measure_groups(28, 3)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
