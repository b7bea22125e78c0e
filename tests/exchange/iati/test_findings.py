"""Findings in bulk and in words, and the two verdicts."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tomoni.exchange.iati.findings import FINDINGS, Found, Severity, Verdict, in_words, verdict_of


@dataclass(frozen=True)
class _Rule:
    severity: Severity
    category: str
    message: str


RULES = {
    "T.a": _Rule("warning", "iati", "The value {value} is odd. Look at {element}."),
    "T.b": _Rule("critical", "file", "Nothing to read."),
}


def test_the_rows_gathered_have_the_schema_of_findings_also_when_there_are_none() -> None:
    assert Found().table().schema == FINDINGS
    found = Found()
    found.add("T.b")
    assert found.table().schema == FINDINGS
    assert found.table().num_rows == len(found) == 1


def test_a_row_is_put_in_words_with_its_place_and_parameters() -> None:
    found = Found()
    found.add("T.a", activity=1, line=7, column=3, element="budget/value", value="1,5")
    found.add("T.b")
    odd, empty = in_words(
        found.table(), file="a.xml", identifiers=["XX-1", "XX-2"], rule_of=RULES.__getitem__
    )
    assert odd.message == "The value 1,5 is odd. Look at {element}."
    assert (odd.file, odd.line, odd.column, odd.activity) == ("a.xml", 7, 3, "XX-2")
    assert (odd.severity, odd.category, odd.element) == ("warning", "iati", "budget/value")
    assert (empty.line, empty.activity, empty.severity) == (None, None, "critical")


@pytest.mark.parametrize(
    ("severities", "verdict"),
    [
        ([], Verdict(accepted=True, clean=True)),
        (["advisory", "warning"], Verdict(accepted=True, clean=True)),
        (["error"], Verdict(accepted=True, clean=False)),
        (["warning", "critical"], Verdict(accepted=False, clean=False)),
    ],
)
def test_accepted_means_nothing_critical_and_clean_means_no_error_either(
    severities: list[Severity], verdict: Verdict
) -> None:
    assert verdict_of(severities) == verdict
