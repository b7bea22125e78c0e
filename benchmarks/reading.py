"""How long a document takes to read, and how much memory, as it grows.

    python -m benchmarks.reading [CHARACTERS …]

Draws a report in plain prose, with about one figure in three hundred characters as white papers
have. Each size is read in this one process and on one core; the highest memory is that of the
process so far, so sizes go from small to large.
"""

from __future__ import annotations

import random
import resource
import sys
import time

from tomoni.reading.read import ReadText

SIZES = ("250000", "1000000", "4000000")
BARE = (
    "The ministry works with partner countries to strengthen courts, police and prisons.",
    "Cooperation with the United Nations Office on Drugs and Crime (UNODC) was continued in Asia.",
    "Such efforts need patience, and the trust of those who use the courts.",
    "Experts advised the drafting of laws on procedure and on the treatment of offenders.",
)
FIGURED = (
    "In {year}, {count:,} officials from {few} countries, including Kenya and Viet Nam, took part.",
    "A grant of US$ {few}.{few} million was given to Nepal since {year}.",
    "The {few}th seminar was held from May 3 to 7, {year}, with {count} participants.",
    "About {few} per cent of the trainees were women.",
)


def drawn_report(length: int) -> str:
    """Return a report of about ``length`` characters."""
    draw = random.Random(1)
    parts: list[str] = []
    written = 0
    while written < length:
        paragraph = " ".join(
            draw.choice(FIGURED).format(
                year=draw.randint(1990, 2023), count=draw.randint(20, 9000), few=draw.randint(4, 40)
            )
            if draw.random() < 0.1
            else draw.choice(BARE)
            for _ in range(8)
        )
        parts.append(paragraph)
        written += len(paragraph) + 2
    return "\n\n".join(parts)[:length]


def main(arguments: list[str]) -> int:
    """Read one report of each size; print time, figures and memory."""
    list(ReadText("The names are gathered once, in 2020.").figures())
    for size in arguments or SIZES:
        text = drawn_report(int(size))
        begun = time.process_time()
        found = sum(1 for _ in ReadText(text).figures())
        took = time.process_time() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{len(text):>9,} characters  {took:6.2f} s  {found:>7,} figures  {memory:6.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
