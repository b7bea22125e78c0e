# ruff: noqa: E501 (tables read best in one line)
from __future__ import annotations

import pytest

from tomoni.reading.currencies import currency_after, currency_before, dollar_of


@pytest.mark.parametrize(
    ("before", "code"),
    [("US$", "USD"), ("US $ ", "USD"), ("A$", "AUD"), ("€ ", "EUR"), ("¥", "JPY"), ("NOK ", "NOK"),
     ("$", "USD"), ("Rs. ", "INR"), ("SDG ", None), ("TOP ", None), ("the ", None), ("", None)],
)  # fmt: skip
def test_a_currency_before_the_number(before: str, code: str | None) -> None:
    text = f"x {before}15"
    found = currency_before(text, len(text) - 2)
    assert (found[0] if found else None) == code
    if found:
        assert text[found[1] :].startswith(before.strip())


@pytest.mark.parametrize(
    ("after", "code"),
    [(" US dollars", "USD"), (" dollars", "USD"), ("-dollar", "USD"), (" euros", "EUR"), (" €", "EUR"),
     (" yen", "JPY"), (" Swedish kronor", "SEK"), (" CHF", "CHF"), (" Australian dollars", "AUD"),
     (" donors", None), (" WHO", None), (" million", None)],
)  # fmt: skip
def test_a_currency_after_the_number(after: str, code: str | None) -> None:
    found = currency_after(f"15{after} more", 2)
    assert (found[0] if found else None) == code


def test_a_bare_dollar_is_what_the_text_says() -> None:
    assert dollar_of("It cost $5.") == "USD"
    assert dollar_of("All amounts are in Australian dollars unless stated. It cost $5.") == "AUD"
