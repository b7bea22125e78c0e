"""How fast a workbook of ledger lines is written, checked and read in, and in how much memory.

    python -m benchmarks.sheets [ROWS …]

Loads the shipped portfolio into an instance of its own, writes a workbook of new lines, checks it,
checks one in which every third line is wrong (with the copy that says so), reads the first in, and
checks it again. The bars: 1,000 rows checked in under 5 s; 100,000 without much more memory.
"""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.sizes import Result, each_size

BAR_SECONDS = 5
BAR_ROWS = 1_000
DATED = date(2026, 4, 1)


def _rows(count: int, wrong: int) -> Iterator[dict[str, Any]]:
    """New lines of money; of ``wrong`` lines, one names a currency that there is not."""
    from tomoni.catalogue.kinds import KINDS_BY_CODE
    from tomoni.records.models import Activity

    ids = [
        public_id
        for public_id, kind in Activity.objects.values_list("public_id", "kind_code")
        if "amount_disbursed" in KINDS_BY_CODE[kind].measures
    ]
    for number in range(count):
        yield {
            "entry_id": f"line-{number}",
            "activity_id": ids[number % len(ids)],
            "measure_code": "amount_disbursed",
            "value": f"{number}.{number % 100:02}",
            "unit_code": "currency",
            "currency_code": "USDX" if wrong and number % wrong == 0 else "USD",
            "date": f"{2005 + number % 20}-0{1 + number % 9}",
            "provider_party_id": "gov-jp",
            "country_code": "KH",
        }


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds that something took, and what it returned."""
    begun = time.perf_counter()
    done = act()
    return time.perf_counter() - begun, done


def measure(count: int, folder: Path) -> Result:
    """Return the seconds of each step, and the highest memory of the process in megabytes."""
    from django.core.management import call_command

    from tomoni.exchange.workbooks import Filled, write_workbook
    from tomoni.records.actions.audit import SYSTEM
    from tomoni.records.actions.load import load_portfolio
    from tomoni.records.actions.sheets.bring import check_sheets, import_sheets
    from tomoni.web.sheets.columns import sheet_tables
    from tomoni.web.sheets.files import look_at, write_copy

    call_command("migrate", verbosity=0)
    load_portfolio(by=SYSTEM)
    (table,) = sheet_tables(["entries"])
    good, bad = folder / "good.xlsx", folder / "bad.xlsx"

    def check(path: Path) -> Any:
        looked = look_at(path)
        report = check_sheets(looked.tables, by=SYSTEM)
        if report.problems:
            write_copy(looked, report, folder / "copy.xlsx", dated=DATED)
        return report

    def write(path: Path, wrong: int) -> Any:
        filled = Filled(table, _rows(count, wrong))
        return write_workbook(path, [filled], title="Lines", dated=DATED)

    def read_in() -> Any:
        looked = look_at(good)
        return import_sheets(looked.tables, by=SYSTEM, file="good.xlsx", sha256=looked.sha256)

    seconds = {"write": _timed(lambda: write(good, 0))[0]}
    seconds["check"], report = _timed(lambda: check(good))
    assert report.tables["entries"].new == count
    write(bad, 3)
    seconds["check, every third wrong, with the copy"], report = _timed(lambda: check(bad))
    assert report.bad_lines == -(-count // 3)
    seconds["read in"] = _timed(read_in)[0]
    seconds["check again"], report = _timed(lambda: check(good))
    assert report.tables["entries"].same == count
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"rows": count, "seconds": seconds, "megabytes": peak}


def _one_size(count: int) -> Result:
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"TOMONI_HOME": home, "DJANGO_SETTINGS_MODULE": "tomoni.web.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        return measure(count, Path(home))


def report(results: list[Result]) -> None:
    """Print the seconds of each step by size; say whether the bar is met."""
    for result in results:
        print(f"\n{result['rows']:,} rows, at most {result['megabytes']} MB")
        for name, seconds in result["seconds"].items():
            print(f"  {name:<42}{seconds:>8.1f} s")
        if result["rows"] == BAR_ROWS:
            met = "met" if result["seconds"]["check"] < BAR_SECONDS else "NOT MET"
            print(f"  bar: {BAR_ROWS:,} rows checked in under {BAR_SECONDS} s: {met}")


if __name__ == "__main__":
    each_size("benchmarks.sheets", _one_size, report, (1_000, 100_000))
