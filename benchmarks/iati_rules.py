"""Whether rules on tables answer as XPath does over real IATI files, and how long they take.

    python -m benchmarks.iati_rules FOLDER

Reads every XML file below the folder (published files, the standard's schema tests, a generated
corpus), asks the ruleset of the tables and, case by case, of the tree, and prints what differs. A
file that is no IATI of 2.01 to 2.03 is passed over. Ends with 1 if any answer differs.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

import pyarrow as pa
from lxml import etree
from tests.exchange.iati.rules.asked import PREFIXES, TODAY, by_xpath

from tomoni.catalogue.iati.rules import RULESET_CASES
from tomoni.exchange.iati.cut import Cut
from tomoni.exchange.iati.read import read_piece
from tomoni.exchange.iati.rules.check import check_tables
from tomoni.exchange.iati.source import sources_in

OF_THE_RULESET = {case.rule for case in RULESET_CASES}
VERSIONS = ("2.01", "2.02", "2.03")
Answers = Counter[tuple[str, int]]


def by_tables(path: Path) -> tuple[Answers, int, float]:
    """Return the failures of each rule by activity, bytes read, and seconds that rules took."""
    answers: Answers = Counter()
    size, seconds = 0, 0.0
    for source in sources_in(path):
        for piece in Cut(source).pieces():
            tables = read_piece(piece, schema=False).tables
            begun = time.process_time()
            found = asked(tables, piece.kind, piece.version)
            seconds += time.process_time() - begun
            size += len(piece.body)
            for rule, activity in zip(*found.select(["rule", "activity"]).columns, strict=True):
                if rule.as_py() in OF_THE_RULESET:
                    answers[rule.as_py(), activity.as_py()] += 1
    return answers, size, seconds


def asked(tables: dict[str, pa.Table], kind: str, version: str) -> pa.Table:
    """Return what the rules find."""
    return check_tables(tables, kind=kind, version=version, today=TODAY, prefixes=PREFIXES)


def by_trees(path: Path) -> Answers | None:
    """Return the failures that XPath finds; None: not a file that can be asked."""
    data = path.read_bytes()
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return None
    if root.tag not in ("iati-activities", "iati-organisations"):
        return None
    if root.get("version") not in VERSIONS:
        return None
    answers: Answers = Counter()
    for (_, rule, activity), count in by_xpath(data).items():
        answers[rule, activity] += count
    return answers


def main(arguments: list[str]) -> int:
    """Compare every file below the folder; return the exit code."""
    files = sorted(path for path in Path(arguments[0]).rglob("*.xml"))
    compared, differing, size, seconds = 0, 0, 0, 0.0
    rules: Counter[str] = Counter()
    for path in files:
        wanted = by_trees(path)
        if wanted is None:
            continue
        found, read, took = by_tables(path)
        compared, size, seconds = compared + 1, size + read, seconds + took
        rules.update(rule for rule, _ in wanted)
        if found != wanted:
            differing += 1
            print(f"{path}: {sorted((found - wanted) | (wanted - found))[:5]}")
    print(f"{compared} of {len(files)} files asked, {differing} differ; {len(rules)} rules failed")
    if size:
        print(f"rules and code lists: {1e9 * seconds / size:.1f} ms per MB of {size / 1e6:.1f} MB")
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
