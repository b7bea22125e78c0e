from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.reading.normal import BINDING_SPACE, lowered, normalise


@pytest.mark.parametrize(
    ("source", "normal"),
    [
        ("２０２３年", "2023年"),
        ("US＄１５", "US$15"),
        ("“a” – ’b’", "\"a\" - 'b'"),
        ("1\u200b5\u200b0", "150"),
        (r"\$120", "$120"),
        ("**30** courses", "30 courses"),
        ("coun-\ntries", "countries"),
        ("in May \r\n2023  they", "in May\n2023 they"),
        ("12\u202f500", f"12{BINDING_SPACE}500"),
        ("٣٤", "34"),
        ("km²", "km²"),
        ("①", "①"),
    ],
)
def test_forms_become_one(source: str, normal: str) -> None:
    assert normalise(source).text == normal


def test_a_span_leads_back_over_what_fell_away() -> None:
    source = "ab\u200b\u200bcd\\$5 **x**"
    normal = normalise(source)
    start = normal.text.index("$5")
    assert source[slice(*normal.source_span(start, start + 2))] == "$5"
    assert source[slice(*normal.source_span(0, len(normal.text)))] == "ab\u200b\u200bcd\\$5 **x"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_every_character_leads_back_to_one_of_its_own_form(source: str) -> None:
    normal = normalise(source)
    offsets = [normal.source_offset(offset) for offset in range(len(normal.text))]
    assert offsets == sorted(set(offsets))
    assert all(0 <= offset < len(source) for offset in offsets)
    assert "".join(normalise(source[offset]).text or "?" for offset in offsets) == normal.text or (
        len(normal.text) <= len(source)
    )


@given(st.text(max_size=40))
def test_lower_case_keeps_every_offset(text: str) -> None:
    assert len(lowered(text)) == len(text)
