"""How fast a public site answers about everyone's activities, and what publishing them costs.

    python -m benchmarks.everyone_site [LINES/ACTIVITIES | FOLDER]

Writes the synthetic tables of `benchmarks.everyone` (or takes a folder of them), then asks what a
visitor asks: searches by words and filters, each as the page asks it, with the rows it shows; and
what publishing asks once: the counts of all activities, and all sums of a country's page, for the
largest country, a middling and a small one. Best of three; the bar of a search is 300 ms.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from benchmarks.everyone import SEARCH_BAR, best, write
from tomoni.catalogue.rates import RATE_TABLES
from tomoni.figures.everyone import Asked, open_everyone
from tomoni.publish.everyone.country import Money
from tomoni.publish.everyone.field import Field
from tomoni.publish.everyone.search import build_search, search_activities
from tomoni.publish.everyone.within import Within

OWN = frozenset({"XX-1"})
PLACES = {"largest": "C000", "middling": "C040", "small": "C170"}
ROWS_LOOKED_AT = 500
SEARCHES = {
    "a rare word": ("w39000 w12", Within()),
    "two common words": ("w0 w1", Within()),
    "a common word of others in a country on a theme": (
        "w0", Within(place="C000", theme="criminal_justice", whose="others", own=OWN),
    ),
    "two common words of others": ("w0 w3", Within(whose="others", own=OWN)),
    "a country": ("", Within(place="C000")),
    "a publisher": ("", Within(publisher="XX-7")),
}  # fmt: skip


def searches(folder: Path) -> bool:
    """Print how long each search takes; return whether all keep the bar."""
    longest = 0.0
    for name, (query, within) in SEARCHES.items():
        seconds = best(
            lambda query=query, within=within: search_activities(  # type: ignore[misc]
                folder, query, within=within, limit=ROWS_LOOKED_AT
            )
        )
        longest = max(longest, seconds)
        print(f"{name}: {seconds * 1000:,.0f} ms")
    return longest <= SEARCH_BAR


def publishing(folder: Path) -> None:
    """Print what publishing costs: counting all activities once, and the sums of a country."""
    lake: Any = SimpleNamespace()
    with open_everyone(folder, {"left_out": {}}, own=OWN, memory_limit="400MB") as everyone:
        begun = time.perf_counter()
        field = Field(everyone, lake, folder, "")
        print(f"all activities counted: {time.perf_counter() - begun:.1f} s")
        assert RATE_TABLES, "sums are converted"
        for name, code in PLACES.items():
            print(f"sums of a {name} country: {timed(lambda code=code: sums(field, code)):.1f} s")


def sums(field: Field, code: str) -> None:
    """Ask all that the page of a country holds."""
    asked = Money(field, field.everyone.at(code), code)
    for name in ("year", "theme", "sector"):
        asked.by(name)
        asked.by(name, "committed")
    asked.by("year", level="stated")
    asked.rows(Asked(by=("publisher",), places=(code,)))
    asked.rows(Asked(by=("publisher",), places=(code,), group="committed"))


def timed(asked: Callable[..., None]) -> float:
    """Return the seconds of one run."""
    begun = time.perf_counter()
    asked()
    return time.perf_counter() - begun


def main(arguments: list[str]) -> int:
    """Measure; 1 when a search misses the bar."""
    given = arguments[0] if arguments else "200000/20000"
    if Path(given).is_dir():
        is_kept = searches(Path(given))
        publishing(Path(given))
    else:
        lines, activities = (int(one) for one in given.split("/"))
        with tempfile.TemporaryDirectory() as scratch:
            write(Path(scratch), lines, activities)
            build_search(Path(scratch))
            is_kept = searches(Path(scratch))
            publishing(Path(scratch))
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
