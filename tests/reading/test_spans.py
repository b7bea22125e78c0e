from __future__ import annotations

from tomoni.reading.spans import Mask


def test_a_mask_answers_for_any_overlap() -> None:
    mask = Mask([(10, 20, "note"), (15, 25, "page"), (40, 41, "name"), (5, 5, "empty")])
    assert mask.spans == [(10, 25, "note"), (40, 41, "name")]
    assert mask.reason(0, 10) is None
    assert mask.reason(9, 11) == "note"
    assert mask.reason(24, 30) == "note"
    assert mask.reason(25, 40) is None
    assert mask.reason(30, 50) == "name"


def test_an_empty_mask_hides_nothing() -> None:
    assert Mask([]).reason(0, 100) is None
