"""Letters and lists as files: PDF, DOCX and XLSX with the same words."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from exchange.drawn_fonts import draw_font
from exchange.drawn_pages import count_pages, is_tagged_and_archival, text_of
from exchange.letters.drawn_letters import (
    ARRIVALS,
    COURSES,
    FRAMES,
    LISTED,
    LODGERS,
    every_letter,
    invitation,
)
from exchange.letters.test_compose import words
from tomoni.catalogue.errors import RefusedError
from tomoni.exchange.letters import (
    ListedPerson,
    arrival_sheet,
    compose,
    letter_docx,
    letter_pdf,
    nameplates_docx,
    nameplates_pdf,
    participant_list,
    participant_sheet,
    rooming_sheet,
)
from tomoni.exchange.typesetting import FontBook, Language, open_fonts
from tomoni.exchange.uploads import sniff

DATED = date(2026, 8, 24)
LANGUAGES: tuple[Language, ...] = ("en", "ja")


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> FontBook:
    """A small font with the Japanese signs of the letters drawn here."""
    text = "".join(words(compose(values)) for values in every_letter("ja"))
    frame = FRAMES["ja"]
    assert frame.signatory is not None
    more = [frame.reference, *frame.addressee, *frame.head.address, frame.head.institute]
    more += [frame.signatory.name, frame.signatory.title, "年月日番号氏名国官職所属参加者名簿："]
    signs = {sign for sign in text + "".join(more) if sign > "\u2fff"}
    directory = tmp_path_factory.mktemp("fonts")
    draw_font(directory / "small.ttf", "Small Serif JP", "".join(sorted(signs)))
    return open_fonts(Path(directory))


def text_of_docx(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def plain(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", range(4))
def test_pdf_and_docx_say_the_same(fonts: FontBook, language: Language, place: int) -> None:
    letter = compose(every_letter(language)[place])
    pdf, word = letter_pdf(letter, fonts), letter_docx(letter)
    assert is_tagged_and_archival(pdf)
    assert sniff(word) == "docx"
    in_pdf, in_word = plain(text_of(pdf)), plain(text_of_docx(word))
    for line in words(letter).splitlines():
        for part in line.split(" | "):
            # A fact's name and value stand in cells of their own; a line may break in a word.
            assert plain(part) in in_pdf or all(plain(one) in in_pdf for one in part.split())
            assert plain(part) in in_word or all(plain(one) in in_word for one in part.split())
    for head in (letter.frame.reference, letter.frame.head.institute):
        assert plain(head) in in_pdf
        assert plain(head) in in_word


def test_the_same_letter_gives_the_same_bytes(fonts: FontBook) -> None:
    letter = compose(invitation("en"))
    assert letter_pdf(letter, fonts) == letter_pdf(letter, fonts)
    assert letter_docx(letter) == letter_docx(letter)


def test_a_docx_tells_its_title_language_and_date() -> None:
    properties = docx.Document(io.BytesIO(letter_docx(compose(invitation("ja"))))).core_properties
    assert properties.title.startswith("第176回国際研修")
    assert properties.language == "ja-JP"
    assert properties.created is not None
    assert properties.created.date() == date(2026, 5, 11)


def test_a_sign_that_no_font_has_is_named() -> None:
    with pytest.raises(RefusedError, match=r"letter 研第14号|No font can show"):
        letter_pdf(compose(invitation("ja")), open_fonts())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_of_participants_in_both_formats(fonts: FontBook, language: Language) -> None:
    letter = participant_list(LISTED * 30, FRAMES[language], COURSES[language].title)
    pdf, word = letter_pdf(letter, fonts), letter_docx(letter)
    assert count_pages(pdf) > 1
    for text in (text_of(pdf), text_of_docx(word)):
        assert "Nguyễn Thị Đào" in text
        assert "Ministry of Justice" in text
        assert "60" in text
    assert FRAMES[language].addressee[0] not in text_of_docx(word)


def test_nameplates_a_page_each_and_two_on_a_page(fonts: FontBook) -> None:
    pdf = nameplates_pdf(LISTED, fonts, title="Nameplates", dated=DATED)
    assert count_pages(pdf) == 2
    assert is_tagged_and_archival(pdf)
    assert "Sophal Chea" in text_of(pdf)
    word = docx.Document(io.BytesIO(nameplates_docx(LISTED, title="Nameplates", dated=DATED)))
    assert [row.cells[0].text for row in word.tables[0].rows] == [
        "Sophal Chea\nCambodia",
        "Nguyễn Thị Đào\nViet Nam",
    ]


def cells(data: bytes) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def test_the_rooming_list() -> None:
    heading, first, second = cells(rooming_sheet(LODGERS, dated=DATED))
    assert heading[:4] == ("No.", "Name", "Country", "Room")
    assert first[:4] == (1, "Sophal Chea", "Cambodia", "204")
    assert str(first[4]) == "2026-08-22 00:00:00"
    assert first[6] == "=late"
    assert second == (2, "Nguyễn Thị Đào", "Viet Nam", None, None, None, None)


def test_the_list_of_arrivals_in_japanese() -> None:
    heading, first, second = cells(arrival_sheet(ARRIVALS, dated=DATED, language="ja"))
    assert heading[3:6] == ("日付", "時刻（現地）", "便名")
    assert first[4:7] == ("06:05", "NH 818", "Narita")
    assert second[3:] == (None, None, None, None, None)


def test_the_list_of_participants_as_a_sheet() -> None:
    people = [ListedPerson("+1 Evil", "Cambodia"), *LISTED]
    data = participant_sheet(people, dated=DATED)
    rows = cells(data)
    assert rows[1][1] == "+1 Evil"
    assert rows[3][6] == "observer"
    assert data == participant_sheet(people, dated=DATED)


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    person = ListedPerson("So\x00phal\x07", "Cambodia")
    assert "Sophal" in text_of_docx(nameplates_docx([person], title="x\x00", dated=DATED))
    assert cells(participant_sheet([person], dated=DATED))[1][1] == "Sophal"
