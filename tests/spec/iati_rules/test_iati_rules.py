"""Every rule passes and fails as drawn, at the drawn lines, and the drawings reach every case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree
from tests.exchange.iati.rules.asked import ROOTS, by_xpath, findings

from tomoni.catalogue.iati.rules import RULES, RULESET_CASES

HERE = "<!-- here -->"
ACTIVITY = (
    "<iati-identifier>GB-COH-1-A</iati-identifier>",
    '<reporting-org ref="GB-COH-1" type="10"><narrative>Ministry</narrative></reporting-org>',
    "<title><narrative>Wells</narrative></title>",
    '<activity-date type="1" iso-date="2020-01-01"/>',
    '<recipient-country code="KE"/>',
    '<sector code="11110"/>',
)
ORGANISATION = (
    "<organisation-identifier>GB-COH-1</organisation-identifier>",
    "<name><narrative>Ministry</narrative></name>",
    '<reporting-org ref="GB-COH-1" type="10"><narrative>Ministry</narrative></reporting-org>',
)
BASE = {
    "activities": ('<iati-activity xml:lang="en" default-currency="USD">', ACTIVITY),
    "organisations": ('<iati-organisation xml:lang="en" default-currency="USD">', ORGANISATION),
}
# The condition of this loop names no vocabulary, so that it never holds: see the reference page.
NEVER_ASKED = {
    case.case for case in RULESET_CASES if case.rule == "2.1.2" and case.foreach is not None
}


class Drawing(NamedTuple):
    rule: str
    fails: bool
    kind: str
    xml: str


def drawings() -> Iterator[Drawing]:
    for page in sorted(Path(__file__).parent.glob("*.md")):
        rule, fails = "", False
        parts = re.split(r"```xml\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.S)
        for prose, xml in zip(parts[::2], parts[1::2], strict=False):
            rule = next(iter(re.findall(r"^## `(.+?)`", prose, re.M)), rule)
            fails = next((said == "Fails" for said in re.findall("Passes|Fails", prose)), fails)
            yield Drawing(rule, fails, page.stem, xml)


def file_of(drawing: Drawing) -> bytes:
    opened, base = BASE[drawing.kind]
    name = opened[1:].split()[0]
    body = drawing.xml
    if not body.startswith(f"<{name}"):
        drawn = {one.tag for one in etree.fromstring(f"<x>{body}</x>") if isinstance(one.tag, str)}
        kept = [one for one in base if etree.fromstring(one).tag not in drawn]
        body = "\n".join([opened, *kept, f"{body}</{name}>\n"])
    root = f"iati-{drawing.kind}"
    return f'<{root} version="2.03">\n{body}</{root}>\n'.encode()


DRAWINGS = tuple(drawings())


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda one: f"{one.rule}-{one.fails}")
def test_a_rule_finds_what_is_drawn(drawing: Drawing) -> None:
    data = file_of(drawing)
    lines = data.decode().splitlines()
    expected = [number for number, line in enumerate(lines, 1) if HERE in line]
    assert bool(expected) == drawing.fails
    found = [row["line"] for row in findings(data) if row["rule"] == drawing.rule]
    assert found == expected


def test_every_rule_of_the_ruleset_is_drawn_passing_and_failing() -> None:
    wanted = {(case.rule, fails) for case in RULESET_CASES for fails in (True, False)}
    drawn = {(one.rule, one.fails) for one in DRAWINGS}
    assert wanted - drawn == set()
    assert all(rule in RULES for rule, _ in drawn)


def test_the_drawings_reach_every_case_of_the_ruleset() -> None:
    reached = {
        case
        for drawing in DRAWINGS
        if drawing.fails
        for case, rule, _ in by_xpath(file_of(drawing))
        if rule == drawing.rule
    }
    assert {case.case for case in RULESET_CASES} - reached == NEVER_ASKED


def test_what_is_drawn_alone_breaks_no_other_rule_when_it_passes() -> None:
    """The activity that examples stand in is in order by itself."""
    for kind in BASE:
        assert findings(file_of(Drawing("", False, kind, ""))) == []
    assert set(ROOTS) == {opened[1:].split()[0] for opened, _ in BASE.values()}
