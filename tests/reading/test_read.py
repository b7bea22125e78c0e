# ruff: noqa: E501 (tables read best in one line)
from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.reading.read import ReadText, is_storable, quantity_of, read_text
from tomoni.rules.quantities import Quantity

# Words in which numbers, dates, hedges and names meet by chance, and characters that hurt.
PIECES = [
    "20", "1,234", "5.5", "2018", "FY2019", "May", "19", "to", "-", "~", "and", "million", "US$", "€", "%",
    "per cent", "people", "countries", "three", "twice a year", "first", "23rd", "since", "between", "over",
    "Kenya", "Viet Nam", "UNODC", "(", ")", ".", ",", "\n", "\n\n", " ", "# ", "|", "第", "回", "約", "億",
    "万", "円", "年", "月", "日", "から", "名", "か国", "令和", "同年", "分の", "\u200b", "\u202e", "\\$", "**",
    "½", "²", "1'000", "(Photo:", "page", "Article", "resolution", "9:30", "G7", "COVID-19", "０", "１",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=40
).map("".join)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_any_text_reads_with_exact_spans(text: str) -> None:
    proposals = read_text(text)
    for proposal in proposals:
        assert proposal.text
        assert text[proposal.start : proposal.end] == proposal.text
        assert 0 < proposal.confidence < 100
        assert proposal.value is not None
    assert [p.start for p in proposals] == sorted(p.start for p in proposals)
    assert read_text(text) == proposals


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_no_characters_break_it(text: str) -> None:
    reading = ReadText(text)
    for proposal in [*reading.figures(), *reading.roles()]:
        assert text[proposal.start : proposal.end] == proposal.text


HOSTILE = [
    "1a", ",000", ")", ".", "A", "A/", "1,", "(1", "一", "1万", "\n", " ", "a ", "\"", "[1]", "*", "1.", "+1 1",
    "page 1, ", "A A ", "…", "a-\n", "Of ", "US$", "and ", "one ", "第", "約", "「", "May ", "2018-", "_1",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_runs_of_one_thing_take_time_in_proportion(piece: str) -> None:
    text = "1 " + piece * (12_000 // len(piece)) + " 20 people."
    begun = time.process_time()
    proposals = read_text(text)
    assert time.process_time() - begun < 5
    assert all(text[p.start : p.end] == p.text for p in proposals)


def test_nothing_is_read_from_nothing() -> None:
    assert read_text("") == []


def test_a_value_is_exact() -> None:
    (proposal,) = read_text("It gave US$ 15.53 million.")
    assert proposal.value == Quantity(15_530_000)


def test_a_share_without_end_is_rounded() -> None:
    assert quantity_of(Fraction(1, 3)) == Quantity(333_333, -6)
    assert quantity_of(Fraction(5, 2)) == Quantity(25, -1)


def test_numbers_that_nobody_means_are_left_out() -> None:
    assert not is_storable(Fraction(10**18))
    assert is_storable(Fraction(1, 3))


def test_an_open_list_of_countries_is_marked() -> None:
    (proposal,) = read_text("Courts in countries such as Laos and Nepal got 20 vehicles.")
    assert (proposal.countries, proposal.list) == (("LA", "NP"), "open")
