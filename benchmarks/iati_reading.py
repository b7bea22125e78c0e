"""How fast IATI files become typed tables, beside a bare XML parser and beside other tools.

    python -m benchmarks.iati_reading FOLDER

Reads the files of the folder with two processes: schema and all tables to Parquet, then with all
rules and code lists too. The measure is ``xmllint --stream --noout`` in one process, run between
our own runs; where it is not installed, expat without handlers stands in, which is 167/191 as fast.
Processes that have started count on both sides. Other tools are measured on the first file where
they are installed. Ends with 1 when a bar is missed.
"""

from __future__ import annotations

import datetime
import importlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from xml.parsers import expat

from tomoni.exchange.iati.cut import Cut
from tomoni.exchange.iati.lake.parts import Parts
from tomoni.exchange.iati.lake.rules import RuleCheck
from tomoni.exchange.iati.piece import Piece
from tomoni.exchange.iati.read import read_piece
from tomoni.exchange.iati.source import sources_in
from tomoni.exchange.iati.workers import Workers

JOBS, ROUNDS = 2, 3
BARS = {"schema and tables": 0.35, "and all rules": 0.30}
EXPAT_TO_XMLLINT = 191 / 167
MOST_MEMORY = 300.0


class Reader:
    """Reads pieces and writes their tables: one in each process."""

    def __init__(self, folder: Path, number: int, with_rules: bool) -> None:
        self._parts = Parts(folder, str(number))
        self._begun: float | None = None
        self._rules = RuleCheck(datetime.datetime.now(datetime.UTC).date()) if with_rules else None

    def do(self, piece: Piece) -> int:
        """Read one piece; return how many findings it has."""
        if len(piece) > 1 and self._begun is None:
            self._begun = time.process_time()
        read = read_piece(piece)
        found: int = read.findings.num_rows
        if self._rules is not None:
            found += self._rules(read.tables, piece).num_rows
        for name, rows in read.tables.items():
            self._parts.add(name, rows)
        return found

    def end(self) -> tuple[float, float]:
        """End the files; return the largest memory of the process in MB, and its seconds."""
        self._parts.close()
        used = 0.0 if self._begun is None else time.process_time() - self._begun
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, used


def pieces_of(files: list[Path]) -> Iterator[Piece]:
    """Yield the pieces of all files."""
    for file in files:
        for source in sources_in(file):
            yield from Cut(source).pieces()


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock, seconds of all processors together, largest memory of one in MB."""

    clock: float
    processors: float
    memory: float


def ours(files: list[Path], with_rules: bool) -> Took:
    """Read the files once, with processes that have started."""
    with tempfile.TemporaryDirectory() as folder:
        makers = [partial(Reader, Path(folder), number, with_rules) for number in range(JOBS)]
        with Workers(makers) as workers:
            first = next(pieces_of(files))
            small = first.only([at == 0 for at in range(len(first))])
            list(workers.answers([small] * JOBS))
            clock, processor = time.perf_counter(), time.process_time()
            list(workers.answers(pieces_of(files)))
            ends = workers.ends()
            clock, processor = time.perf_counter() - clock, time.process_time() - processor
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Took(
        clock,
        processor + sum(used for _, used in ends),
        max([own, *(memory for memory, _ in ends)]),
    )


def parsed(files: list[Path]) -> Took:
    """Let the bare parser go over the files once, in one process."""
    clock, processor = time.perf_counter(), _children() + time.process_time()
    factor = 1.0
    if shutil.which("xmllint"):
        names = [str(file) for file in files]
        subprocess.run(["xmllint", "--stream", "--noout", *names], check=True)
    else:
        factor = EXPAT_TO_XMLLINT
        for file in files:
            with file.open("rb") as opened:
                expat.ParserCreate().ParseFile(opened)
    used = _children() + time.process_time() - processor
    return Took((time.perf_counter() - clock) / factor, used / factor, 0.0)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def peers(file: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield tools that are installed, and what each does with one file."""
    try:
        okfn = importlib.import_module("okfn_iati")
    except ImportError:
        print("  okfn-iati is not installed")
    else:
        text = file.read_text(encoding="utf-8")
        yield "okfn-iati: schema and its three rules", lambda: okfn.IatiValidator().validate(text)
    try:
        iatikit = importlib.import_module("iatikit")
    except ImportError:
        print("  iatikit is not installed")
    else:
        yield "iatikit: XML and schema", lambda: iatikit.Dataset(str(file)).validate_iati()


def main(arguments: list[str]) -> int:
    """Measure ours between runs of the parser; 1 when a bar is missed."""
    files = sorted(Path(arguments[0]).glob("*.xml"))
    size = sum(file.stat().st_size for file in files) / 1e6
    parser = "xmllint --stream" if shutil.which("xmllint") else "expat for xmllint (×167/191)"
    print(f"{len(files)} files, {size:.1f} MB; {JOBS} processes beside one of {parser}")
    missed = 0
    for what, bar in BARS.items():
        rounds = [(parsed(files), ours(files, what != "schema and tables")) for _ in range(ROUNDS)]
        bare = min(one.clock for one, _ in rounds)
        clock = min(one.clock for _, one in rounds)
        memory = max(one.memory for _, one in rounds)
        missed += bare / clock < bar or memory > MOST_MEMORY
        processors = JOBS * min(one.processors for one, _ in rounds)
        processors /= min(one.processors for _, one in rounds)
        print(
            f"  {what}: {size / clock:.0f} MB/s beside {size / bare:.0f}: {bare / clock:.2f}"
            f" (bar {bar:.2f}; by processors' seconds {processors:.2f}), {memory:.0f} MB a process",
            flush=True,
        )
    first = files[0].stat().st_size / 1e6
    for name, run in peers(files[0]):
        begun = time.perf_counter()
        run()
        print(f"  {name}: {first / (time.perf_counter() - begun):.1f} MB/s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
