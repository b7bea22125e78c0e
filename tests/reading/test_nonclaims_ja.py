from __future__ import annotations

import pytest

from tomoni.reading.nonclaims_ja import non_claims_ja
from tomoni.reading.spans import Mask


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [("第3条に", "3", "reference"), ("決議第1325号", "1325", "resolution"), ("G7で", "7", "name"),
     ("21世紀の", "21", "century"), ("15歳の", "15", "age"), ("（注12）", "12", "reference"),
     ("20名が", "20", None), ("2019年に", "2019", None)],
)  # fmt: skip
def test_numbers_that_claim_nothing_have_a_reason(
    text: str, number: str, expected: str | None
) -> None:
    start = text.index(number)
    assert Mask(non_claims_ja(text)).reason(start, start + len(number)) == expected
