from __future__ import annotations

from datetime import date

import pytest

from tomoni.rules.retention import is_over, retained_until


@pytest.mark.parametrize(
    ("stored", "returns", "until"),
    [
        (date(2024, 3, 1), date(2024, 6, 14), date(2024, 9, 12)),
        (date(2024, 3, 1), None, date(2024, 5, 30)),
        (date(2024, 7, 1), date(2024, 6, 14), date(2024, 9, 29)),
    ],
)
def test_data_are_kept_after_the_return(stored: date, returns: date | None, until: date) -> None:
    assert retained_until(90, stored, returns) == until


def test_the_last_day_is_still_kept() -> None:
    assert not is_over(date(2024, 9, 12), date(2024, 9, 12))
    assert is_over(date(2024, 9, 12), date(2024, 9, 13))
