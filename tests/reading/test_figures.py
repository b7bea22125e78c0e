from __future__ import annotations

from tomoni.reading.figures import find_figures
from tomoni.reading.layout import lay_out


def read(text: str) -> list[str]:
    return [text[f.start : f.end] for f in find_figures(text, lay_out(text))]


def test_figures_come_in_order_and_do_not_overlap() -> None:
    text = "Twice a year, since 2007, 20 officials met for three days at US$ 5 million."
    assert read(text) == ["Twice a year", "2007", "20", "three days", "US$ 5 million"]


def test_rows_of_a_table_give_only_what_says_what_it_is() -> None:
    text = "Country 2019 2020 2021\nKenya 15.2 16.8 20.1\nUganda 12% 5 courses 7\n"
    assert read(text) == ["12%", "5"]


def test_a_mixed_text_is_read_in_both_languages() -> None:
    assert read("これは20名です。It trained 30 officials.") == ["20名", "30"]
