"""Rules on tables answer as the XPath of the published ruleset does, over odd random files."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.exchange.iati.drawn import activity, cut, file_of
from tests.exchange.iati.rules.asked import PREFIXES, TODAY, by_xpath, findings
from tests.exchange.iati.rules.random_iati import Drawer

from tomoni.catalogue.iati.rules import RULESET_CASES, cases_of
from tomoni.exchange.iati.arrow import empty_table
from tomoni.exchange.iati.findings import FINDINGS
from tomoni.exchange.iati.read import read_piece
from tomoni.exchange.iati.rules.check import check_tables

OF_THE_RULESET = {case.rule for case in RULESET_CASES}


@pytest.mark.parametrize(
    ("seed", "kind", "version"),
    [
        (1, "activities", "2.03"),
        (2, "activities", "2.03"),
        (3, "activities", "2.02"),
        (4, "organisations", "2.03"),
        (5, "organisations", "2.01"),
    ],
)
def test_tables_find_what_xpath_finds(seed: int, kind: str, version: str) -> None:
    data = Drawer(seed).file(kind, version, 30)
    wanted: Counter[tuple[str, int]] = Counter()
    for (_, rule, ordinal), count in by_xpath(data).items():
        wanted[rule, ordinal] += count
    found = Counter(
        (row["rule"], row["activity"])
        for row in findings(data, piece_bytes=30_000)
        if row["rule"] in OF_THE_RULESET
    )
    assert found == wanted
    assert len({rule for rule, _ in found}) > 10


def test_files_before_2_03_are_asked_the_rules_they_share_with_it() -> None:
    # The two published rulesets before 2.03 have 89 cases each, six of which 2.03 gave up.
    assert (len(cases_of("2.03")), len(cases_of("2.02")), len(cases_of("2.01"))) == (107, 83, 83)
    late = '<iati-activities version="2.02">\n'
    shares = '<sector code="11110" percentage="150"/>'
    for head, found in ((late, {"2.1.4"}), (late.replace("2.02", "2.03"), {"2.1.4", "12.3.1"})):
        rows = findings(file_of(activity("XX-9-A", more=shares), head=head))
        assert {row["rule"] for row in rows} & {"2.1.4", "12.3.1"} == found


def test_a_piece_without_activities_has_no_findings() -> None:
    tables = {"activities": empty_table("activities")}
    done = check_tables(tables, kind="activities", version="2.03", today=TODAY, prefixes=PREFIXES)
    assert done.schema == FINDINGS
    assert done.num_rows == 0


def test_findings_stand_at_the_ordinals_of_the_file_and_in_its_order() -> None:
    late = '\n <activity-date type="2" iso-date="2031-01-01"/>'
    data = file_of(*(activity(f"XX-9-{number}", more=late) for number in range(5)))
    _, [piece] = cut(data)
    kept = piece.only([False, True, False, False, True])
    done = check_tables(
        read_piece(kept).tables, kind="activities", version="2.03", today=TODAY, prefixes=PREFIXES
    )
    rows = [row for row in done.to_pylist() if row["rule"] == "11.1.4"]
    assert [(row["activity"], row["line"]) for row in rows] == [(1, 21), (4, 51)]
    assert done["activity"].to_pylist() == sorted(done["activity"].to_pylist())
