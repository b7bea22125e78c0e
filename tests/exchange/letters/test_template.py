"""Wording with fields: what is unknown is left out whole, what does not exist is an error."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from exchange.letters.drawn_letters import FRAMES
from tomoni.catalogue.errors import InputError
from tomoni.exchange.letters.model import Block, Bullets, Facts, Heading, Paragraph
from tomoni.exchange.letters.template import FieldValue, fill

FIELDS: Mapping[str, FieldValue] = {
    "course": "the course",
    "place": None,
    "goals": ("one", "two"),
    "none": None,
    "empty": (),
}


def blocks(text: str, language: str = "en") -> tuple[Block, ...]:
    frame = FRAMES["ja" if language == "ja" else "en"]
    return fill(f"subject: x\n\n{text}", FIELDS, frame).blocks


def test_top_lines() -> None:
    text = "subject: On {course}\nsalutation: Dear all,\nclosing: In {place}\n\nText."
    letter = fill(text, FIELDS, FRAMES["en"])
    assert (letter.subject, letter.salutation, letter.closing) == (
        "On the course",
        "Dear all,",
        None,
    )
    assert letter.blocks == (Paragraph("Text."),)


def test_lines_of_a_paragraph_are_joined_as_the_language_does() -> None:
    assert blocks("a {course}\nb") == (Paragraph("a the course b"),)
    assert blocks("研修\n所", "ja") == (Paragraph("研修所"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is in {place}.\n\nStay.", (Paragraph("Stay."),)),
        ("- {goals}", (Bullets(("one", "two")),)),
        ("- first\n- {goals}!\n- {place}", (Bullets(("first", "one!", "two!")),)),
        ("- {empty}\n- {none}", ()),
        ("Goals: {goals}.", (Paragraph("Goals: one, two."),)),
        ("A | {course}\nB | {place}", (Facts((("A", "the course"),)),)),
        ("B | {place}", ()),
        ("# Where\n{place}\n\nAfter.", (Paragraph("After."),)),
        ("# Where\n\n{place}\n\n# Then\nText.", (Heading("Then"), Paragraph("Text."))),
        ("# Where\n\nText.", (Heading("Where"), Paragraph("Text."))),
        ("# Last\n\n{place}", ()),
    ],
)
def test_blocks(text: str, expected: tuple[Block, ...]) -> None:
    assert blocks(text) == expected


def test_values_are_never_read_as_wording() -> None:
    letter = fill("subject: {a}\n\n{a}", {"a": "# {b}\n- x | y", "b": "secret"}, FRAMES["en"])
    assert letter.subject == "# {b}\n- x | y"
    assert letter.blocks == (Paragraph("# {b}\n- x | y"),)


def test_a_field_that_does_not_exist_is_named_with_its_line() -> None:
    with pytest.raises(InputError) as wrong:
        fill("subject: x\n\nTo {corse}.", FIELDS, FRAMES["en"], "own.txt")
    assert str(wrong.value).startswith("own.txt:3: There is no field {corse}.")
    assert "Fields are: course" in str(wrong.value)


def test_a_template_needs_a_subject() -> None:
    with pytest.raises(InputError, match="no subject"):
        fill("Text.", FIELDS, FRAMES["en"])
