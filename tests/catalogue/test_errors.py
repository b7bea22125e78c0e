"""Errors: what happened, where, and what mends it; each with its own codes."""

from __future__ import annotations

import pytest

from tomoni.catalogue.errors import ERRORS, InputError, TomoniError, Where


def test_every_error_has_codes_of_its_own() -> None:
    assert len({error.code for error in ERRORS}) == len(ERRORS)
    assert len({error.exit_code for error in ERRORS}) == len(ERRORS)
    # 1 is any other failure and 2 is a wrong command line.
    assert all(error.exit_code > 2 and 400 <= error.http_status < 600 for error in ERRORS)


def test_every_error_is_listed() -> None:
    assert set(TomoniError.__subclasses__()) == set(ERRORS)


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (Where("a.csv", 3, "year"), "a.csv:3, field year"),
        (Where("a.csv"), "a.csv"),
        (Where(line=3), "line 3"),
        (Where(field="year"), "field year"),
        (Where(), ""),
    ],
)
def test_a_place_reads_as_far_as_it_is_known(where: Where, text: str) -> None:
    assert str(where) == text


def test_the_message_says_where_what_and_what_to_do() -> None:
    error = InputError("It is blank.", where=Where("a.csv", 3, "year"), do="Fill it in.")
    assert str(error) == "a.csv:3, field year: It is blank.\nFill it in."
    assert error.as_dict() == {
        "code": "input",
        "what": "It is blank.",
        "file": "a.csv",
        "line": 3,
        "field": "year",
        "do": "Fill it in.",
    }


def test_an_error_without_a_place_is_only_what_happened() -> None:
    assert str(InputError("It is blank.")) == "It is blank."
    assert InputError("It is blank.").as_dict()["file"] is None
