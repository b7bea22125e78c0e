from __future__ import annotations

from pathlib import Path

import pytest

from tomoni.reading import nonclaims
from tomoni.reading.layout import lay_out
from tomoni.reading.nonclaims import non_claims
from tomoni.reading.spans import Mask


def reason(text: str, number: str) -> str | None:
    start = text.index(number)
    return Mask(non_claims(text, lay_out(text))).reason(start, start + len(number))


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("see page 110 for more", "110", "reference"),
        ("under Article 3 (a) of it", "3", "reference"),
        ("resolution 1325 (2000) says", "2000", "resolution"),
        ("in E/CN.15/2021/4 it", "2021", "document_symbol"),
        ("(Photo: JICA, 2019)", "2019", "photo"),
        ("the COVID-19 crisis", "19", "name"),
        ("Rio+20 said", "20", "name"),
        ("at 9:30 they met", "30", "clock"),
        ("see https://example.org/2019/x", "2019", "address"),
        ("(OECD, 2019[3])", "2019", "citation"),
        ("children under 5 years", "5", "age"),
        ("in the 21st century", "21", "century"),
        ("against piracy. 10 Also, training", "10", "note"),
        ("# 2-1 Courts 2019\n\nText.", "2019", "heading"),
        ("Foreword ........ 14", "14", "contents"),
        ("In 2019 they met", "2019", None),
        ("20 countries met", "20", None),
    ],
)
def test_numbers_that_claim_nothing_have_a_reason(
    text: str, number: str, expected: str | None
) -> None:
    assert reason(text, number) == expected


def test_patterns_are_left_out_only_where_they_cannot_match(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pages = sorted((Path(__file__).parents[1] / "spec" / "reading").glob("*.md"))
    lines = [line for page in pages for line in page.read_text("utf-8").splitlines()]
    passages = [line.split("|")[1] for line in lines if "|" in line]
    quick = [set(non_claims(text, lay_out(text))) for text in passages]
    monkeypatch.setattr(nonclaims, "_may_match", lambda pattern, text: True)
    assert [set(non_claims(text, lay_out(text))) for text in passages] == quick
    assert sum(map(len, quick)) > 50
