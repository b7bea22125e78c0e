"""Whatever a file holds, a check ends with findings that can be shown and lie inside the file."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from exchange.iati.drawn import activity, file_of
from tomoni.exchange.iati.check.report import report_html
from tomoni.exchange.iati.check.run import check_sources
from tomoni.exchange.iati.source import sources_of

MORE = """
 <recipient-country code="KE" percentage="100"/><sector code="11110" percentage="50"/>
 <sector code="11220" percentage="49.99"/><budget><period-start iso-date="2020-01-01Z"/>
 <period-end iso-date="2020-12-31"/><value value-date="2020-01-01">-5.00</value></budget>
 <transaction><transaction-type code="1"/><transaction-date iso-date="0001-02-01"/>
 <value value-date="2020-02-01">10</value><provider-org provider-activity-id="XX-1"/></transaction>
 <related-activity type="1" ref="XX-2"/>"""
DATA = file_of(activity("XX-1", more=MORE), activity("XX-2"))
ODD = st.sampled_from(
    [
        b"", b" ", b"<", b">", b"&", b'"', b"<!--", b"-->", b"<![CDATA[", b"]]>", b"\0", b"\xff",
        b"\r", b"</iati-activity>", b"<iati-activity>", b"</iati-activities>", b"-0", b"1e999",
        b"9" * 60, b"9999-12-31+99:99", b"xmlns:x='2:9'", b"<x:y xmlns:x='urn:u'/>",
        b"\xe9",
    ]
)  # fmt: skip
_UNFILLED = re.compile(r"\{\w+\}")
PLACE = st.integers(0, len(DATA) - 1)


@settings(max_examples=80, deadline=None)
@given(changes=st.lists(st.tuples(PLACE, st.integers(0, 40), ODD), min_size=1, max_size=5))
@example(changes=[(0, 0, b"")])
def test_nothing_is_raised_and_every_finding_lies_in_the_file(
    changes: list[tuple[int, int, bytes]],
) -> None:
    data = DATA
    for place, length, odd in changes:
        data = data[:place] + odd + data[place + length :]
    [check] = check_sources(sources_of("odd.xml", data), today=date(2026, 1, 1))
    lines = 1 + data.count(b"\n") + data.count(b"\r")
    for finding in check.findings():
        assert finding.line is None or 1 <= finding.line <= lines
        assert not _UNFILLED.search(finding.message)
    assert "</html>" in "".join(report_html([check], datetime(2026, 1, 1, tzinfo=UTC)))
    if not check.is_readable:
        assert not check.verdict().accepted
