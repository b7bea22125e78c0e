# ruff: noqa: E501 -- the table is drawn wider than a line of code
"""A published total against what our own records of the work come to.

`counted`: the records; a range where undated ones may or may not lie inside. `>`: more than; `~`:
about.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.findings.samples import TOTAL
from spec.drawn import drawn_rows
from tomoni.rules.findings.records import FigureValue, compare_with_records
from tomoni.rules.quantities import Quantity

RECORDS = """
| case                                        | claim  | counted   | unit    | class            | reason             |
|---------------------------------------------|--------|-----------|---------|------------------|--------------------|
| every graduate is on a roster               | 92     | 92        | person  | same             | records_agree      |
| as many as "more than 6,100" can mean       | >6100  | 6150      | person  | restatement      | records_agree      |
| about as much                               | ~468   | 467.8     | person  | restatement      | records_agree      |
| the rosters of the last ten years           | 6100   | 540       | person  | scope_difference | records_fall_short |
| more on rosters than were ever published    | 92     | 95        | person  | conflict         | records_exceed     |
| more only if the undated ones lie inside    | 92     | 90..95    | person  | scope_difference | records_fall_short |
| beyond the next step of "more than"         | >6000  | 6300      | person  | conflict         | records_exceed     |
| people against sessions                     | 92     | 92        | event   | undeterminable   | nothing_in_common  |
"""


@pytest.mark.parametrize("row", drawn_rows(RECORDS), ids=lambda row: row["case"])
def test_findings_of_records(row: dict[str, str]) -> None:
    hedge = {">": "more_than", "~": "about"}.get(row["claim"][0], "exact")
    claim = replace(TOTAL, quantity=Quantity.from_text(row["claim"].lstrip(">~")), qualifier=hedge)
    value, _, high = row["counted"].partition("..")
    counted = Quantity.from_text(value)
    top = Quantity.from_text(high) if high else counted
    found = compare_with_records(claim, FigureValue(counted, counted, top, row["unit"], None))
    assert (found.class_code, found.reason_code) == (row["class"], row["reason"])


def test_a_value_above_whose_least_bound_fits_tells_nothing() -> None:
    claim = replace(TOTAL, quantity=Quantity(92))
    counted = FigureValue(Quantity(95), Quantity(90), Quantity(95), "person", None)
    found = compare_with_records(claim, counted)
    assert (found.class_code, found.reason_code) == ("undeterminable", "undated")
