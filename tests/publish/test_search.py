"""Search in two languages: words from their beginning, Japanese anywhere, nothing can break it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.publish.search import DDL, MAXIMUM_TERMS, bigrams, index_text, match_expressions

TEXTS = {
    1: ("Mine clearance in Cambodia", "地雷対策 カンボジア"),
    2: ("Vessels for Viet Nam", "海上保安能力 ベトナム"),
    3: ("Study of the Café law", "法整備支援"),
}


@pytest.fixture
def find() -> Callable[[str], set[int]]:
    """A search over three texts: returns the numbers found."""
    connection = sqlite3.connect(":memory:")
    connection.execute(DDL)
    for number, (en, ja) in TEXTS.items():
        row = (number, en, "", index_text(ja), "", en, ja)
        connection.execute(
            "INSERT INTO search(rowid, title, body, bigrams, path, name_en, name_ja)"
            " VALUES(?, ?, ?, ?, ?, ?, ?)",
            row,
        )

    def found(query: str) -> set[int]:
        for expression in match_expressions(query):
            statement = "SELECT rowid FROM search WHERE search MATCH ?"
            rows = connection.execute(statement, (expression,)).fetchall()
            if rows:
                return {rowid for (rowid,) in rows}
        return set()

    return found


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("mine", {1}),
        ("MINE cambodia", {1}),
        ("camb", {1}),
        ("vessel", {2}),
        ("mine vessels", set()),
        ("cafe", {3}),
        ("地雷", {1}),
        ("保安", {2}),
        ("海上保安能力", {2}),
        ("能力 ベトナム", {2}),
        ("法", {3}),
        ("援", {3}),
        ("力雷", set()),
        ("カンボジア mine", {1}),
        ("", set()),
        ("!?…", set()),
    ],
)
def test_what_is_found(find: Callable[[str], set[int]], query: str, numbers: set[int]) -> None:
    assert find(query) == numbers


def test_two_characters_are_enough_and_the_last_stands_alone() -> None:
    assert bigrams("海上保") == ["海上", "上保", "保"]


@settings(deadline=None)
@given(query=st.text(max_size=60))
def test_no_text_is_a_syntax_error(query: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(DDL)
    for expression in match_expressions(query):
        statement = "SELECT rowid FROM search WHERE search MATCH ?"
        connection.execute(statement, (expression,)).fetchall()
    connection.close()


def test_words_as_they_stand_come_before_beginnings() -> None:
    whole, begun = match_expressions("mine camb")
    assert "*" not in whole
    assert begun.count("*") == 2
    assert len(match_expressions("海上")) == 1
    assert match_expressions(" word" * 99)[0].count("word") == MAXIMUM_TERMS
