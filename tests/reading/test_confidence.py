from __future__ import annotations

from fractions import Fraction

from tomoni.reading.confidence import confidence_of
from tomoni.reading.spans import Figure


def figure(*reasons: str, is_word: bool = False) -> Figure:
    return Figure(0, 1, Fraction(2), "count", "item", is_word=is_word, reasons=reasons)


def test_what_speaks_for_a_reading_orders_it() -> None:
    currency = confidence_of(figure("currency"), "text")
    noun = confidence_of(figure("counted_noun"), "text")
    bare = confidence_of(figure("no_noun"), "text")
    assert 100 > currency > noun > bare > 0


def test_doubts_lower_it() -> None:
    assert confidence_of(figure("date", "year_before"), "text") < confidence_of(
        figure("date"), "text"
    )
    assert confidence_of(figure("counted_noun"), "table") < confidence_of(
        figure("counted_noun"), "text"
    )
    assert confidence_of(figure("counted_noun", is_word=True), "text") < confidence_of(
        figure("counted_noun"), "text"
    )


def test_it_never_falls_to_nothing() -> None:
    assert confidence_of(figure("no_noun", "year_of_document", "range"), "table") >= 5
