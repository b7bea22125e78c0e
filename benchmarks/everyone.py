"""How fast questions to everyone's activities are answered, over synthetic prepared tables.

    python -m benchmarks.everyone [LINES/ACTIVITIES …]

Writes money lines and activities as `tomoni iati prepare` does, builds the search index, then asks
what a country's page asks (the largest country has a twentieth of all lines) and searches of rare,
common and many words. Best of three. The bars: a country's page over 2×10⁷ lines under 1 s, a
search over 10⁶ activities under 300 ms.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from tomoni.figures.everyone import Asked, Everyone, activities_of, money, open_everyone
from tomoni.publish.everyone.search import build_search, search_activities

REPEATS = 3
PAGE_BAR, SEARCH_BAR = 1.0, 0.3
# Places and words follow Zipf's law: few are very frequent.
_MACROS = """
CREATE MACRO noise(i) AS (hash(i) % 1000003)::BIGINT;
CREATE MACRO placed(i) AS 'C' || lpad((power(noise(i) / 1000003.0, 1.75) * 190)::INT::TEXT, 3, '0');
CREATE MACRO word(i) AS 'w' || (power(noise(i) / 1000003.0, 4) * 40000)::INT;
"""
_LINES = """
SELECT 'country' place_kind, placed(i) place, (11000 + noise(i + 1) % 400 * 10)::TEXT sector,
  (2000 + noise(i + 2) % 26)::SMALLINT AS year, 'XX-' || noise(i + 3) % 1500 publisher,
  CASE WHEN noise(i + 4) % 3 = 0 THEN 'committed' ELSE 'spent' END money_group, '3' type_code,
  (2000 + noise(i + 2) % 26)::SMALLINT rate_year,
  (['EUR', 'USD', 'JPY', 'GBP', 'SEK'])[1 + noise(i + 5) % 5] currency, i // 20 AS record,
  (noise(i + 6) / 100)::DECIMAL(18, 2)::DECIMAL(38, 20) amount, noise(i + 7) % 10 > 0 is_final
FROM range(?) t(i) ORDER BY place_kind, place, year, publisher, record
"""
_ACTIVITIES = """
SELECT i record, 'XX-' || noise(i) % 1500 || '-' || i identifier,
  'XX-' || noise(i) % 1500 publisher,
  'Publisher' publisher_name, word(i * 7) || ' ' || word(i * 7 + 1) title, '2' status_code,
  1 hierarchy, DATE '2000-01-01' + (noise(i + 2) % 9000)::INT begins, NULL::DATE ends,
  [placed(i * 20)] countries, ['15130'] sectors, '2024-01-01' last_updated, false is_secondary,
  true is_chosen, 1 copies
FROM range(?) t(i) ORDER BY 1
"""
_PLACES = """
SELECT placed(i * 20) place, DATE '2000-01-01' + (noise(i + 2) % 9000)::INT begins, i record
FROM range(?) t(i) ORDER BY place, begins DESC, record
"""
_TEXTS = """
SELECT i record, word(i * 7) || ' ' || word(i * 7 + 1) title,
  array_to_string([word(i * 60 + j) FOR j IN range(40)], ' ') body
FROM range(?) t(i) ORDER BY 1
"""


def write(folder: Path, lines: int, activities: int) -> None:
    """Write the tables that are asked."""
    connection = duckdb.connect(config={"memory_limit": "4GB"})
    connection.execute(f"SET temp_directory = '{folder / 'spilled'}'")
    connection.execute(_MACROS)
    for name, query, rows in (
        ("lines", _LINES, lines),
        ("activities", _ACTIVITIES, activities),
        ("places", _PLACES, activities),
        ("texts", _TEXTS, activities),
    ):
        whole = query.replace("?", str(rows))
        connection.execute(
            f"COPY ({whole}) TO '{folder / name}.parquet' (FORMAT parquet, COMPRESSION zstd)"
        )
    connection.close()


def country_page(everyone: Everyone) -> None:
    """Ask what a country's page shows."""
    places = ("C000",)
    money(everyone, Asked(by=("whose", "year"), places=places))
    money(everyone, Asked(by=("publisher",), places=places))
    money(everyone, Asked(by=("theme",), places=places))
    activities_of(everyone, place=places[0], limit=50)


def best(asked: Callable[[], object]) -> float:
    """Return the shortest of some runs, in seconds."""
    return min(_timed(asked, time.perf_counter) for _ in range(REPEATS))


def _timed(asked: Callable[[], object], clock: Callable[[], float]) -> float:
    begun = clock()
    asked()
    return clock() - begun


def measure(lines: int, activities: int) -> bool:
    """Print the times of one size; return whether they keep the bars."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write(folder, lines, activities)
        begun = time.perf_counter()
        build_search(folder)
        built = time.perf_counter() - begun
        with open_everyone(folder, {"left_out": {}}, own=frozenset({"XX-1"})) as everyone:
            page = best(lambda: country_page(everyone))
            used = _timed(lambda: country_page(everyone), time.process_time)
        searches = {
            "rare": best(lambda: search_activities(folder, "w39000 w12")),
            "common": best(lambda: search_activities(folder, "w0 w1")),
            "one common word": best(lambda: search_activities(folder, "w0")),
            "common, at a place": best(lambda: search_activities(folder, "w0 w3", place="C000")),
            "beginnings": best(lambda: search_activities(folder, "w3900 w")),
        }
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    said = ", ".join(f"{name} {seconds * 1000:,.0f} ms" for name, seconds in searches.items())
    print(f"{lines:,} lines: a country's page {page:.2f} s (bar {PAGE_BAR} s)")
    print(f"  of processors {used:.2f} s")
    print(f"{activities:,} activities: {said} (bar {SEARCH_BAR * 1000:.0f} ms)")
    print(f"  index built in {built:.0f} s; peak memory {memory:,.0f} MB", flush=True)
    return page <= PAGE_BAR and max(searches.values()) <= SEARCH_BAR


def main(arguments: list[str]) -> int:
    """Measure every size; 1 when one misses a bar."""
    sizes = [tuple(int(one) for one in size.split("/")) for size in arguments]
    kept = [measure(*size) for size in sizes or [(200_000, 20_000)]]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
