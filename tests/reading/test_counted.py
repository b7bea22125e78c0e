from __future__ import annotations

import pytest

from tomoni.reading.counted import counted_after, unit_of


@pytest.mark.parametrize(
    ("after", "unit", "words"),
    [
        (" police officers from Kenya", "person", "police officers"),
        (" judges serve the country", "person", "judges"),
        (" Member States endorsed", "country", "Member States"),
        (" countries and regions", "country", "countries and regions"),
        (" of these officials", "person", "officials"),
        (" patrol vessels", "item", "patrol vessels"),
        (" workshops were held", "event", "workshops"),
        (" containers of rice", "item", "containers"),
        (" (25%) cases were", "item", "cases"),
        (" states of India", "item", "states"),
    ],
)
def test_what_follows_a_number_is_counted(after: str, unit: str, words: str) -> None:
    counted = counted_after(f"20{after}", 2)
    assert counted is not None
    assert (counted.unit, counted.words) == (unit, words)


@pytest.mark.parametrize("after", [" were", ".", "", " in 2018", " to 30"])
def test_without_a_noun_nothing_is_counted(after: str) -> None:
    assert counted_after(f"20{after}", 2) is None


def test_the_last_word_decides() -> None:
    assert unit_of(["course", "participants"]) == "person"
    assert unit_of(["police", "stations"]) == "item"
