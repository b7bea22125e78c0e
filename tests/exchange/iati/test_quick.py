"""The quick reader reads exactly what the plain one reads, and takes nothing that it refuses."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exchange.iati.drawn import END, HEAD, activity, cut, file_of
from tests.exchange.iati.drawn_whole import WHOLE

from tomoni.exchange.iati import read as reading
from tomoni.exchange.iati.piece import Piece
from tomoni.exchange.iati.quick import QuickRead, read_quickly
from tomoni.exchange.iati.read import PieceRead, read_piece
from tomoni.exchange.iati.shape import columns_without_slots, shape_of

# What mutations put in, at random places: each has spoiled a reader once.
ODD = [
    "<", ">", "&", '"', "'", "/", "=", " ", "\n", "\t", "\x01", "\ufffe", "]]>", "<!--", "-->",
    "<!-- x -->", "<![CDATA[", "<![CDATA[<a>]]>", "<?a b?>", "&amp;", "&#65;", "&#0;", "&#xD800;",
    "&nothing;", "<x/>", "<x:y/>", "</title>", "<title>", "<narrative>", "</narrative>", "é", "中",
    ' xml:lang="en"', ' code="1"', " a='b'", ' xmlns:x="urn:x"', "<iati-activity>", "0", "-1",
]  # fmt: skip


def plainly(piece: Piece, monkeypatch: pytest.MonkeyPatch) -> PieceRead:
    """Read a piece by the plain reader alone."""
    with monkeypatch.context() as patch:
        patch.setattr(
            reading, "read_quickly", lambda one, tables: QuickRead({}, [False] * len(one))
        )
        return read_piece(piece)


def assert_same(piece: Piece) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        plain = plainly(piece, monkeypatch)
    quick = read_piece(piece)
    for name, table in plain.tables.items():
        assert quick.tables[name].equals(table), name
    assert quick.findings.equals(plain.findings)
    bad = set(plain.findings["activity"].to_pylist())
    proven = read_quickly(piece).proven
    taken = {ordinal for ordinal, one in zip(piece.ordinals, proven, strict=True) if one}
    assert not taken & bad


def test_every_attribute_and_text_of_the_schema_has_a_column() -> None:
    shape = shape_of("activities")
    assert shape is not None
    without = columns_without_slots(shape)
    assert {column for _, column in without} == {"level", "owner_table", "element"}


def test_an_activity_of_everything_is_proven_and_reads_the_same() -> None:
    _, [piece] = cut(file_of(activity("A"), WHOLE, activity("B")))
    assert read_quickly(piece).proven == [True, True, True]
    assert_same(piece)
    read = read_piece(piece)
    empty = {name for name, table in read.tables.items() if not table.num_rows}
    assert empty == {"foreign"}


@pytest.mark.parametrize(
    "odd",
    [
        activity(title="a &amp; b &#233; &lt;c&gt;"),
        activity(title="<![CDATA[a < b]]>"),
        activity(title="a<!-- b -->c"),
        activity().replace('"', "'"),
        activity().replace('code="2"', 'code="2>1"'),
        activity().replace("<title>", '<title xml:lang="fr">'),
        activity().replace("<title>", '<title xml:lang="not a language">'),
        activity().replace('code="2"', 'code = "2"'),
        activity().replace('code="2"', '\n   code="2"\n '),
        activity().replace('code="2"', 'code="a\nb"'),
        activity(more='\n <sector code="1"\n  percentage="5"/>\n <x:a xmlns:x="urn:x"/>'),
        activity().replace("\n", "\r\n"),
        activity(more='<budget type="1"/>'),
        activity(more='<x:a xmlns:x="urn:x" b="c"/>'),
        activity().replace('iso-date="2020-01-01"', 'iso-date="2020-01-01+01:00"'),
        activity().replace('iso-date="2020-01-01"', 'iso-date="2020-02-30"'),
        activity().replace(' iso-date="2020-01-01"', ""),
        activity().replace("<iati-identifier>", "<iati-identifier >").replace("/>", " />"),
        activity().replace("</title>", "</title >"),
        activity().replace(' <activity-status code="2"/>', ""),
        activity(title="").replace("<narrative></narrative>", "<narrative/>"),
        "stray text" + activity(),
    ],
)
def test_odd_ways_of_writing_read_the_same_in_both(odd: str) -> None:
    _, [piece] = cut(file_of(activity("A"), odd, activity("B")))
    assert_same(piece)


@pytest.mark.parametrize(
    "odd",
    [
        *(
            activity(more=f'\n <sector code="1" percentage="{text}"/>')
            for text in ("1,000.50", "1e5", "", "NaN", "$5", "--5", "\uff11")
        ),
        activity().replace(' default-currency="USD"', ' humanitarian="yes"'),
        activity().replace(' default-currency="USD"', ' hierarchy="-1.5"'),
        activity().replace(' default-currency="USD"', ' last-updated-datetime="2020-01-01"'),
        activity().replace(
            ' default-currency="USD"', ' last-updated-datetime="2020-01-01T25:00:00Z"'
        ),
        activity().replace('iso-date="2020-01-01"', 'iso-date="1 May 2020"'),
    ],
)
def test_a_value_that_its_type_refuses_is_left_to_the_schema(odd: str) -> None:
    _, [piece] = cut(file_of(activity("A"), odd, activity("B")))
    assert read_quickly(piece).proven == [True, False, True]
    assert set(read_piece(piece).findings["activity"].to_pylist()) == {1}
    assert_same(piece)


def test_bytes_of_no_character_are_found_in_comments_too() -> None:
    data = file_of(activity("A"), activity("B", more="<!-- é -->")).replace("é".encode(), b"\xe9")
    _, [piece] = cut(data)
    assert read_quickly(piece).proven == [True, False]
    assert_same(piece)


def test_neighbours_of_an_odd_activity_are_read_quickly_all_the_same() -> None:
    foreign = activity(more='<x:a xmlns:x="urn:x"/>')
    section = activity(title="<![CDATA[a]]>")
    _, [piece] = cut(file_of(activity("A"), foreign, section, activity("B")))
    assert read_quickly(piece).proven == [True, False, True, True]


@pytest.mark.parametrize(
    ("odd", "is_proven"),
    [
        (activity(title="<![CDATA[a & <b> 'c' &amp;\n]]>d"), True),
        (activity(more="<!-- a\n - b -->"), True),
        (activity().replace("<title>", "<!-- a\n\n --> <title><!-- <b> -->"), True),
        (activity(title="a <!-- b --> c"), False),
        (activity(title="<!-- b -->"), False),
        (activity(title="<![CDATA[ ]]>"), False),
        (activity(more="<![CDATA[ ]]>"), False),
        (activity(more="<!-- a -- b -->"), False),
        (activity(more="<!-- \x01 -->"), False),
        (activity(more="<!-- \ufffe -->"), False),
        (activity(more="<!-- é 中 \U0001f600 -->"), True),
        (activity().replace('code="2"', 'code="<![CDATA[2]]>"'), False),
        (activity().replace('code="2"', 'code="2" <!-- a -->'), False),
        (activity(title="<![CDATA[a]]><![CDATA[b]]>"), True),
        (activity(title="<?a?>"), False),
    ],
)
def test_comments_between_elements_and_sections_are_read_quickly(odd: str, is_proven: bool) -> None:
    _, [piece] = cut(file_of(activity("A"), odd, activity("B", more='\n <sector code="1"/>')))
    assert read_quickly(piece).proven == [True, is_proven, True]
    assert_same(piece)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    edits=st.lists(st.tuples(st.integers(0, 2**20), st.sampled_from(ODD), st.integers(0, 3))),
)
def test_whatever_is_put_in_or_taken_out_both_read_the_same(
    seed: int, edits: list[tuple[int, str, int]]
) -> None:
    middle = _mixed(random.Random(seed))
    for place, odd, cut_off in edits[:6]:
        at = place % (len(middle) + 1)
        middle = middle[:at] + odd + middle[at + cut_off :]
    data = f"{HEAD}{activity('A')}\n{middle}\n{activity('B')}\n{END}".encode("utf-8", "replace")
    _, pieces = cut(data)
    for piece in pieces:
        assert_same(piece)


def _mixed(dice: random.Random) -> str:
    """Return an activity with some elements of the whole one left out, moved or doubled."""
    lines = WHOLE.split("\n")
    for _ in range(dice.randrange(4)):
        at = dice.randrange(1, len(lines) - 1)
        what = dice.randrange(4)
        if what == 0:
            del lines[at]
        elif what == 1:
            lines.insert(at, lines[dice.randrange(1, len(lines) - 1)])
        elif what == 2:
            lines[at] = re.sub(r'="[^"]*"', '="x y"', lines[at], count=1)
        else:
            lines[at] = re.sub(r' [a-z-]+="[^"]*"', "", lines[at], count=1)
    return "\n".join(lines)
