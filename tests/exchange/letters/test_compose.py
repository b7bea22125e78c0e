"""Each kind of letter says what it must, in both languages, and leaves out what is unknown."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from exchange.letters.drawn_letters import (
    COURSES,
    FRAMES,
    PEOPLE,
    acceptance,
    every_letter,
    general_information,
    invitation,
    visa_support,
)
from tomoni.exchange.letters import Letter, compose
from tomoni.exchange.letters.model import Bullets, Facts, Heading, Paragraph
from tomoni.exchange.letters.values import field_values
from tomoni.exchange.typesetting import Language

LANGUAGES: tuple[Language, ...] = ("en", "ja")


def words(letter: Letter) -> str:
    """All words of a letter, in order."""
    parts = [letter.subject, letter.salutation or ""]
    for block in letter.blocks:
        match block:
            case Heading(text) | Paragraph(text):
                parts.append(text)
            case Bullets(items):
                parts += items
            case Facts(rows):
                parts += [" ".join(row) for row in rows]
    return "\n".join([*parts, letter.closing or ""])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", range(4))
def test_nothing_is_left_unfilled(language: Language, place: int) -> None:
    values = every_letter(language)[place]
    text = words(compose(values))
    assert "{" not in text
    assert "None" not in text
    assert values.course.title in text


def test_general_information_has_what_a_government_needs() -> None:
    letter = compose(general_information("en"))
    text = words(letter)
    for part in (
        "24 August – 30 September 2026",
        "19 June 2026",
        "the Embassy of Japan",
        "Draft a plan of action.",
        "Officials with five years of relevant service",
        "Personal data",
    ):
        assert part in text
    short = replace(general_information("en"), course=replace(COURSES["en"], expenses=()))
    assert Heading("Expenses") in letter.blocks
    assert Heading("Expenses") not in compose(short).blocks


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_verbale_is_courteous_and_unsigned(language: Language) -> None:
    letter = compose(invitation(language))
    text = words(letter)
    assert letter.frame.signatory is None
    assert FRAMES[language].signatory is not None
    assert {"en": "presents its compliments to", "ja": "敬意を表するとともに"}[language] in text
    assert {"en": "the assurances of its highest", "ja": "この機会に重ねて"}[language] in text
    assert {"en": "Seats for the country 1", "ja": "割当人数 1名"}[language] in text


def test_a_passport_stands_in_a_letter_for_a_visa_alone() -> None:
    assert "N1234567" in words(compose(visa_support("en")))
    for values in (acceptance("en"), invitation("en"), general_information("en")):
        assert "N1234567" not in words(compose(values))


def test_an_unknown_part_is_left_out() -> None:
    person = replace(PEOPLE["en"], born=None, passport_number=None)
    text = words(compose(replace(visa_support("en"), person=person)))
    assert "Passport" not in text
    assert "birth" not in text


def test_an_institute_may_use_its_own_words() -> None:
    own = "subject: {course}\n\nDear {person}, answer by {reply_by}."
    letter = compose(acceptance("en"), own)
    assert words(letter).splitlines()[2] == "Dear Sophal Chea, answer by 24 July 2026."


def test_every_part_of_the_values_can_be_named() -> None:
    for values in every_letter("en"):
        named = field_values(values)
        for field in fields(type(values)):
            if field.name not in {"frame", "course", "person", "seats"}:
                assert field.name in named
