"""What reading into a lake costs the first time, and again when little or nothing changed.

    python -m benchmarks.iati_lake FOLDER

Reads the IATI files of the folder with two processes, each step in a process of its own: all of
them first; again unchanged; again with one activity changed in each file, and under other names.
Prints seconds, seconds of all processors together, and the largest memory of one process. Ends
with 1 if reading again unchanged is not five times faster, or a process needs more than 300 MB.
"""

from __future__ import annotations

import re
import resource
import shutil
import sys
import tempfile
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from tomoni.exchange.iati.lake.reading import read_into

JOBS = 2
TIMES_FASTER, MOST_MEMORY = 5.0, 300.0
_FIRST = re.compile(rb"(<iati-identifier>)")


def main(arguments: list[str]) -> int:
    """Measure the three readings; 1 when a bar is missed."""
    folder = Path(arguments[0])
    files = sorted(folder.glob("*.xml"))
    size = sum(file.stat().st_size for file in files) / 1e6
    print(f"{len(files)} files, {size:.1f} MB, {JOBS} processes")
    with tempfile.TemporaryDirectory() as scratch:
        lake, changed = Path(scratch) / "lake", Path(scratch) / "changed"
        first = _step("first", [folder], lake)
        again = _step("unchanged", [folder], lake)
        changed.mkdir()
        for file in files:
            # A space in the first activity: its bytes are others, and so is its digest.
            changed.joinpath(file.name).write_bytes(_FIRST.sub(rb"\1 ", file.read_bytes(), count=1))
        _step("one of each file", [changed], lake)
        shutil.rmtree(changed)
    faster = first[0] / again[0]
    print(f"unchanged {faster:.1f} times faster (bar {TIMES_FASTER:.0f})")
    return 0 if faster >= TIMES_FASTER and max(first[1], again[1]) <= MOST_MEMORY else 1


def _step(name: str, paths: list[Path], lake: Path) -> tuple[float, float]:
    """Print what one reading costs; return its seconds and the largest memory in MB."""
    fresh = get_context("spawn")
    ours, theirs = fresh.Pipe()
    process = fresh.Process(target=_read, args=(theirs, paths, lake))
    process.start()
    seconds, processors, memory, records = ours.recv()
    process.join()
    print(
        f"  {name}: {seconds:.2f} s, processors {processors:.2f} s, {memory:,.0f} MB a process,"
        f" {records:,} records new",
        flush=True,
    )
    return seconds, memory


def _read(end: Connection, paths: list[Path], lake: Path) -> None:
    begun = time.perf_counter()
    result = read_into(paths, lake, jobs=JOBS)
    seconds = time.perf_counter() - begun
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processors = sum(one.ru_utime + one.ru_stime for one in used)
    memory = max(one.ru_maxrss for one in used) / 1024
    new = 0 if result.run is None or not result.is_new else result.run.new_records
    end.send((seconds, processors, memory, new))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
