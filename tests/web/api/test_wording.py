"""Hints for programs name addresses and parameters, never commands, options or files."""

from __future__ import annotations

import logging
from urllib.parse import parse_qs, urlsplit

import pytest

from tomoni.catalogue.errors import (
    ERRORS,
    BusyError,
    InputError,
    NotFoundError,
    RefusedError,
    SnapshotError,
    TomoniError,
    TooLargeError,
    Where,
)
from tomoni.web.api.wording import answer_of, for_programs

ROOT = "/api/v1"


@pytest.mark.parametrize(
    ("hint", "said"),
    [
        ("Name one.", "Name one."),
        ("List them: tomoni figure list.", "List them: GET /api/v1/figures."),
        ("Add --where country=….", "Add where=country=…."),
        ("Add --as-of YYYY-MM-DD.", "Add as_of=YYYY-MM-DD."),
        (
            "Leave --as-of out; narrow it with --where.",
            "Leave as_of out; narrow it with where.",
        ),
        (
            "Narrow the request with --where year=…, or from and to.",
            "Narrow the request with where=year=…, or from and to.",
        ),
        ("Narrow it with --where, or read.", "Narrow it with where, or read."),
        (
            "Ask: tomoni figure run f --by a --by b --where 'k=v w' --as-of 2021",
            "Ask: GET /api/v1/figures/f/run?by=a&by=b&where=k%3Dv+w&as_of=2021",
        ),
        ("Ask: tomoni figure run f --by document.", "Ask: GET /api/v1/figures/f/run?by=document."),
        ("Ask: tomoni figure run f.", "Ask: GET /api/v1/figures/f/run."),
    ],
)
def test_a_hint_becomes_one_for_programs(hint: str, said: str) -> None:
    assert for_programs(hint, ROOT) == said


def test_a_command_becomes_the_address_that_asks_the_same() -> None:
    said = for_programs("Ask: tomoni figure run f --where 'k=a&b=c' --where k=d", ROOT)
    query = parse_qs(urlsplit(said.removeprefix("Ask: GET ")).query)
    assert query == {"where": ["k=a&b=c", "k=d"]}


@pytest.mark.parametrize("class_", ERRORS)
def test_only_what_the_caller_can_mend_is_told(
    class_: type[TomoniError], caplog: pytest.LogCaptureFixture
) -> None:
    error = class_("Broken: /srv/x.", where=Where("/srv/y", 3, "f"), do="Run `tomoni publish`.")
    with caplog.at_level(logging.ERROR):
        answer = answer_of(error, ROOT)
    assert answer["code"] == class_.code
    if class_ in (BusyError, InputError, NotFoundError, RefusedError, TooLargeError):
        assert answer["what"] == "Broken: /srv/x."
    else:
        assert "/srv" not in str(answer) and "tomoni" not in str(answer)
        assert "/srv/x" in caplog.text and "tomoni publish" in caplog.text


def test_the_servers_own_error_keeps_its_status() -> None:
    assert answer_of(SnapshotError("x"), ROOT)["do"] == "Ask again later, or tell the publisher."
