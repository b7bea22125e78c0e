"""How long it takes to look for the same person among many.

    python -m benchmarks.identity [PERSONS …]

Draws persons, of whom one in thirteen stands twice: with the words of the name in another order, a
letter left out, a word left out, or as it was; some without a year of birth. Prints the time, the
pairs that were found, and which share of the true ones is among them.
"""

from __future__ import annotations

import random
import sys
import time

from tomoni.planning.identity import PersonRecord, possible_matches

SIZES = ("5000", "65000")
SYLLABLES = (
    "ka",
    "ri",
    "mo",
    "ta",
    "sha",
    "ne",
    "lo",
    "wan",
    "ji",
    "ku",
    "ama",
    "fe",
    "du",
    "bo",
    "sa",
    "li",
    "ren",
)
AGENCIES = ("Ministry of Justice", "Supreme Court", "National Police", "Prison Service")


def drawn_persons(count: int) -> tuple[list[PersonRecord], set[tuple[str, str]]]:
    """Return persons and which pairs of them are one: a few names are common, most are rare."""
    draw = random.Random(1)
    given = [_name(draw) for _ in range(800)]
    family = [_name(draw) for _ in range(5000)]
    persons, pairs = [], set()
    for number in range(count - count // 13):
        words = (
            family[int(draw.paretovariate(0.5)) % len(family)],
            given[int(draw.paretovariate(0.6)) % len(given)],
            draw.choice(given),
        )
        year = draw.randrange(1940, 1995) if draw.random() < 0.8 else None
        country = f"C{min(139, int(draw.expovariate(0.03)))}"
        name = " ".join(words)
        agency = draw.choice(AGENCIES)
        persons.append(PersonRecord(f"P{number:06}", name, None, year, country, agency))
    for number in range(count // 13):
        one = persons[draw.randrange(count - count // 13)]
        words = _slip(draw, one.name.split())
        year = one.birth_year if draw.random() < 0.8 else None
        again = PersonRecord(f"Q{number:06}", words, None, year, one.country, one.agency)
        persons.append(again)
        pairs.add((one.id, again.id))
    return persons, pairs


def _name(draw: random.Random) -> str:
    return "".join(draw.choice(SYLLABLES) for _ in range(draw.randrange(2, 4))).title()


def _slip(draw: random.Random, words: list[str]) -> str:
    kind = draw.randrange(4)
    if kind == 0:
        draw.shuffle(words)
    elif kind == 1:
        at = draw.randrange(len(words))
        letter = draw.randrange(1, len(words[at]))
        words[at] = words[at][:letter] + words[at][letter + 1 :]
    elif kind == 2:
        words.pop()
    return " ".join(words)


def main(sizes: list[str]) -> int:
    """Look through every number of persons."""
    for size in sizes or SIZES:
        persons, true = drawn_persons(int(size))
        clock, processor = time.perf_counter(), time.process_time()
        found = possible_matches(persons)
        clock, processor = time.perf_counter() - clock, time.process_time() - processor
        share = len(true & {(pair.first, pair.second) for pair in found.pairs}) / len(true)
        print(
            f"{size:>6} persons: {clock:5.1f} s clock {processor:5.1f} s processor, "
            f"{len(found.pairs)} pairs, {share:.3f} of the true ones",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
