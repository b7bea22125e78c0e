from __future__ import annotations

import pytest

from tomoni.reading.read import read_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2018, 20 officials met.", ("2018", None, None)),
        ("From 2016 to 2018, 20 officials met.", (None, "2016", "2018")),
        ("Since 2009, 20 officials met.", (None, "2009", None)),
        ("Since 2009, 20 officials from there met by December 2022.", ("2022-12", "2009", None)),
        ("Then 20 officials met.", (None, None, None)),
        ("In 2018 it rained. Then 20 officials met.", (None, None, None)),
    ],
)
def test_the_dates_of_a_sentence_say_when(
    text: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    found = next(p for p in read_text(text) if p.text == "20")
    assert (found.as_of, found.period_start, found.period_end) == expected
