"""Our own advice: its ids are nobody else's, its words name the same values in both languages."""

from __future__ import annotations

from string import Formatter

import pytest

from tomoni.catalogue.iati.advice import ADVICE, ALL_RULES
from tomoni.catalogue.iati.rules import RULES


def named(text: str) -> set[str]:
    """Return the values that a text names; ``what_ja`` is ``what`` in Japanese."""
    return {name.removesuffix("_ja") for _, name, _, _ in Formatter().parse(text) if name}


def test_no_id_is_used_twice() -> None:
    assert not ADVICE.keys() & RULES.keys()
    assert len(ALL_RULES) == len(ADVICE) + len(RULES)


CANNOT_BE_READ = "T.8.1"


def test_advice_never_stops_a_file_that_can_be_read() -> None:
    given = {one.severity for one in ADVICE.values() if one.rule != CANNOT_BE_READ}
    assert given == {"warning", "advisory"}
    assert ADVICE[CANNOT_BE_READ].severity == "critical"


@pytest.mark.parametrize("rule", sorted(ALL_RULES.keys() - {CANNOT_BE_READ}))
def test_both_languages_say_the_same_and_end(rule: str) -> None:
    words = ALL_RULES[rule].words
    assert named(words.en) == named(words.ja)
    assert "_ja}" not in words.en
    assert words.en.endswith(".") and words.ja.endswith("。")
