"""What a check came to: counts, order, verdicts, JSON, exit codes."""

from __future__ import annotations

import json
from dataclasses import replace

from exchange.iati.check.drawn_checks import clean_check, drawn_check
from tomoni.exchange.iati.check.result import exit_code_of


def test_the_severest_and_most_frequent_rules_come_first() -> None:
    assert list(drawn_check().rule_counts().items()) == [
        ("T.2.5", 1),
        ("T.4.2", 1),
        ("T.1.1", 3),
        ("1000.0.6", 1),
    ]
    assert drawn_check().severity_counts() == {
        "critical": 0,
        "error": 0,
        "warning": 2,
        "advisory": 4,
    }


def test_findings_stand_in_the_order_of_lines_and_the_whole_file_first() -> None:
    found = list(drawn_check().findings())
    assert [one.line for one in found] == [None, 9, 12, 28, 29, 30]
    assert found[0].activity is None
    assert found[1].activity == "XM-DAC-701-8-<b>B</b>"
    assert found[2].activity is None  # it has no identifier
    assert found[3].message.startswith("The date 2017-02-06+08:00 states a time zone")
    assert [one.line for one in drawn_check().findings_of("T.1.1", 2)] == [28, 29]


def test_the_json_of_a_file_is_one_line() -> None:
    text = "".join(drawn_check("ä.xml").json_parts())
    assert "\n" not in text
    said = json.loads(text)
    assert list(said) == ["file", "version", "activities", "accepted", "clean", "findings"]
    assert (said["file"], said["version"], said["activities"]) == ("ä.xml", "2.03", 3)
    assert (said["accepted"], said["clean"]) == (True, True)
    assert said["findings"][1] == {
        "line": 9,
        "column": 4,
        "activity": "XM-DAC-701-8-<b>B</b>",
        "element": None,
        "rule": "T.2.5",
        "severity": "warning",
        "category": "financial",
        "message": said["findings"][1]["message"],
    }


def test_activities_are_counted_by_identifier() -> None:
    assert drawn_check().activity_counts(10) == {"XM-DAC-701-8-A": 3, "XM-DAC-701-8-<b>B</b>": 1}
    assert drawn_check().activity_counts(1) == {"XM-DAC-701-8-A": 3}


def test_a_file_that_cannot_be_read_counts_more_than_one_with_errors() -> None:
    assert exit_code_of([clean_check(), drawn_check()]) == 0
    assert exit_code_of([clean_check(), replace(clean_check(), is_readable=False)]) == 2
