"""Every problem has its words in both languages, and every wording its problem."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import tomoni.publish.report
from tomoni.catalogue.errors import ReportError
from tomoni.catalogue.report_problem_words import REPORT_PROBLEM_WORDS
from tomoni.publish.report.model import Place
from tomoni.publish.report.problems import PROBLEMS, problem, refuse_if_wrong, said
from tomoni.rules.statements import Reason

ROOM = Path(tomoni.publish.report.__file__).parent
PLACE = Place("one.md", 3, 7)


def texts_in_source() -> Iterator[str]:
    """Yield every literal text of the room."""
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_wording_is_used() -> None:
    assert set(REPORT_PROBLEM_WORDS) - set(texts_in_source()) - set(get_args(Reason)) == set()
    assert set(PROBLEMS) <= set(texts_in_source())


def test_every_reason_of_the_rule_has_its_words() -> None:
    assert set(get_args(Reason)) <= set(REPORT_PROBLEM_WORDS)


@pytest.mark.parametrize("key", sorted(set(REPORT_PROBLEM_WORDS) - {"said"}))
def test_both_languages_say_the_same(key: str) -> None:
    wording = REPORT_PROBLEM_WORDS[key]
    for label in (wording.what, wording.do):
        assert not label.ja.isascii()
        left_out = {"help", "known", "value", "asked"}
        same = {name.removesuffix("_ja") for name in placeholders(label.ja)}
        assert same <= placeholders(label.en)
        assert placeholders(label.en) - same <= left_out


def test_a_problem_reads_in_both_languages() -> None:
    wrong = problem("digit", PLACE, "digit_outside", digits="12")
    assert str(wrong).startswith('one.md:3:7: error: "12" stands outside a slot.\n  Put a slot')
    assert wrong.in_language("ja")[0] == "「12」がスロットの外にあります。"
    assert wrong.in_language("en") == (wrong.what, wrong.do)
    assert said("figure", PLACE, ("A {b}", "C"), None).in_language("ja") == ("A {b}", "C")


def test_warnings_stop_nothing() -> None:
    warning = problem("loose", PLACE, "loose", number="more than 6")
    refuse_if_wrong("r", [warning])
    with pytest.raises(ReportError, match=r"The report r has 1 error\.\none\.md:3:7: error: "):
        refuse_if_wrong("r", [warning, problem("slot", PLACE, "slot_open")])
