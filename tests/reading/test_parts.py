from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.reading.parts import parts_of
from tomoni.reading.read import ReadText

PARAGRAPH = "In {year}, Norland trained {count} judges from 12 countries.\n\n"
REPORT = "# Results\n\n" + "".join(
    PARAGRAPH.format(year=year, count=year - 1900) for year in range(1960, 2020)
)


@settings(max_examples=100, deadline=None)
@given(st.text("ab .\n#第一章。", max_size=300), st.integers(1, 40))
def test_parts_are_the_whole_text_in_order(text: str, longest: int) -> None:
    spans = list(parts_of(text, longest))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(end - start <= longest for start, end in spans)
    assert all(start < end for start, end in spans[:-1])


def test_a_part_ends_before_a_heading_else_at_a_blank_line() -> None:
    assert list(parts_of("aaaa\n\nbbbb\n# c", 12)) == [(0, 11), (11, 14)]
    assert list(parts_of("aaaa bb\n\nbbbbbb", 12)) == [(0, 9), (9, 15)]
    assert list(parts_of("x" * 9, 4)) == [(0, 4), (4, 8), (8, 9)]


def test_a_text_reads_the_same_in_parts() -> None:
    whole = list(ReadText(REPORT).figures())
    in_parts = list(ReadText(REPORT, longest=500).figures())
    assert len(whole) == 180
    assert in_parts == whole


def test_later_parts_know_what_earlier_ones_said() -> None:
    text = (
        "All figures are in Australian dollars unless stated. Japan gave help. Japan held talks. "
        "Japan sent staff.\n\nThe Board of Northern Courts (BNC) met.\n\n"
        "Japan and the BNC gave $5 million to Kenya.\n"
    )
    (proposal,) = ReadText(text, longest=170).figures()
    assert (proposal.currency, proposal.countries) == ("AUD", ("KE",))
    assert proposal.organisations == ("BNC",)
    assert text[proposal.start : proposal.end] == "$5 million"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.integers(1, 30))
def test_no_cut_breaks_the_spans(text: str, longest: int) -> None:
    reading = ReadText(text, longest=longest)
    for proposal in [*reading.figures(), *reading.roles()]:
        assert text[proposal.start : proposal.end] == proposal.text
