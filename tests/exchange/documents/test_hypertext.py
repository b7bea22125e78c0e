from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.catalogue.errors import InputError, Where
from tomoni.exchange.documents.hypertext import read_html
from tomoni.exchange.documents.text import DocumentText


def read(page: str | bytes) -> DocumentText:
    data = page.encode() if isinstance(page, str) else page
    return read_html("a.html", data, "0", Where(file="a.html"))


def test_blocks_become_paragraphs_and_headings_are_kept() -> None:
    document = read("<body><h2>Results <i>2020</i></h2><p>20\n people</p><div>and<p>more</div>tail")
    assert document.text == "Results 2020\n\n20 people\n\nand\n\nmore\n\ntail\n\n"
    assert document.heading_at(document.text.index("people")) == "Results 2020"


def test_scripts_navigation_and_hidden_parts_are_left_out() -> None:
    document = read(
        "<body><nav>1</nav><script>2</script><style>3</style><p hidden>4</p>"
        "<p style='display: none'>5</p><form>6</form><p>7</p></body>"
    )
    assert document.text.split() == ["7"]


def test_a_raised_number_is_the_mark_of_a_note() -> None:
    assert "passed[12] and km2" in read("<p>passed<sup>12</sup> and km<sub>2</sub></p>").text


def test_cells_stand_apart() -> None:
    assert read("<table><tr><td>Kenya</td><td>5</td></tr></table>").text.strip() == "Kenya | 5"


def test_binding_spaces_stay() -> None:
    assert "20\u00a0000" in read("<p>20&nbsp;000 people</p>").text


def test_the_declared_language_and_encoding_count() -> None:
    page = '<html lang="ja-JP"><meta charset="shift_jis"><p>20名</p></html>'.encode("shift_jis")
    document = read(page)
    assert (document.language, document.text.strip()) == ("ja", "20名")


def test_a_page_nested_without_end_is_refused() -> None:
    with pytest.raises(InputError, match="nests"):
        read("<body>" + "<div>" * 300 + "20 people")


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="<>/pdivtrb!- &;#x10&aA\"'=", max_size=120))
def test_any_markup_reads_or_is_refused(page: str) -> None:
    try:
        document = read("<body>" + page)
    except InputError:
        return
    assert "\n\n\n" not in document.text
