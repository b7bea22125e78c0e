"""What is taken out of a dossier for the committee: drawn cases, and whatever stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.rules.courses.redaction import BLOCK, redacted

NAMES = ("Okonkwo", "José María", "田中")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I am OKONKWO.", f"I am {BLOCK}."),
        ("Jose Maria Okonkwo's work", f"{BLOCK} {BLOCK}'s work"),
        ("JOSÉ wrote", f"{BLOCK} wrote"),
        ("田中と申します", f"{BLOCK}と申します"),
        ("write to j.m@court.example today", f"write to {BLOCK} today"),
        ("see https://court.example/me", f"see {BLOCK}"),
        ("call +254 (0) 20-123-4567", f"call {BLOCK}"),
        ("in 2019 we closed 1200 cases", "in 2019 we closed 1200 cases"),
        ("Kenyan courts, and Kenya's law", f"{BLOCK} courts, and {BLOCK}'s law"),
        ("a marianne of the group", "a marianne of the group"),
        ("", ""),
    ],
)
def test_names_addresses_and_places_are_taken_out(text: str, left: str) -> None:
    assert redacted(text, NAMES, ("Kenya",)) == left


def test_an_organisation_goes_whole_and_word_by_word_but_not_its_common_words() -> None:
    found = redacted("At the Kisumu court, the Kisumu High Court.", ["Kisumu High Court"])
    assert found == f"At the {BLOCK} court, the {BLOCK}."


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(NAMES))
def test_a_name_never_stays(before: str, after: str, name: str) -> None:
    assert name not in redacted(f"{before} {name} {after}", NAMES)


@given(st.text(max_size=80))
def test_without_anything_to_hide_text_stays(text: str) -> None:
    plain = "".join(one for one in text if one.isalpha() or one == " ")
    assert redacted(plain.replace("www", ""), ()) == plain.replace("www", "")
