from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError
from tomoni.rules.courses.questions import (
    QUESTION_KINDS,
    SCALE,
    blank_required,
    fitting,
    read_questions,
)

BOTH = {"en": "Words", "ja": "語"}
OPTIONS = [{"code": code, **BOTH} for code in ("a", "b", "c")]


def question(kind: str = "scale", **more: Any) -> dict[str, Any]:
    return {"code": kind, "kind": kind, "label": BOTH, **more}


TEST = {
    "introduction": BOTH,
    "questions": [
        question("item", options=OPTIONS, key=["b"], points=3),
        question("item", code="both", options=OPTIONS, key=["a", "c"], points=2),
        question("text"),
    ],
}
FORM = {
    "questions": [
        question("scale", is_required=True),
        question("choice", options=OPTIONS),
        question("several", options=OPTIONS),
        question("number", least=0, most=40),
        question("text"),
    ]
}


def test_kinds_and_points_are_those_of_the_code_lists() -> None:
    assert set(QUESTION_KINDS) == codelist("question_kind").codes.keys()
    assert {str(point) for point in SCALE} == codelist("scale_point").codes.keys()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({}, "questionnaire"),
        ({"questions": []}, "questionnaire"),
        ({"questions": ["x"]}, "questionnaire"),
        ({"questions": [question()] * 2}, "questionnaire"),
        ({"questions": [question("range")]}, "questionnaire"),
        ({"questions": [question(code="No!")]}, "questionnaire"),
        ({"questions": [question(label={"en": "English alone"})]}, "questionnaire"),
        ({"questions": [question(label={"en": "Are you pregnant?", "ja": "語"})]}, "questionnaire"),
        ({"questions": [question("choice")]}, "questionnaire"),
        ({"questions": [question("choice", options=OPTIONS[:1] * 2)]}, "questionnaire"),
        ({"questions": [question("choice", options="abc")]}, "questionnaire"),
        ({"questions": [question("number", least=4, most=3)]}, "questionnaire"),
        ({"questions": [question("number", least="4")]}, "questionnaire"),
        ({"questions": [question(code=f"q{at}") for at in range(61)]}, "questionnaire"),
        ({"questions": [question()]}, "test"),
        (TEST, "questionnaire"),
        ({"questions": [question("item", options=OPTIONS)]}, "test"),
        ({"questions": [question("item", options=OPTIONS, key=["z"])]}, "test"),
        ({"questions": [question("item", options=OPTIONS, key=["a"], points=0)]}, "test"),
        ({"questions": [question("item", options=OPTIONS, key=["a"], points=True)]}, "test"),
    ],
)
def test_what_cannot_be_asked_is_refused(content: dict[str, Any], kind: str) -> None:
    with pytest.raises(InputError):
        read_questions(content, kind)


def test_answers_fit_or_it_is_said_why_they_do_not() -> None:
    asked = read_questions(FORM, "questionnaire")
    fit, faults = fitting(
        asked,
        {
            "scale": ["5"], "choice": ["b"], "several": ["c", "a"], "number": ["0"],
            "text": [" two\r\nlines "], "unasked": ["x"],
        },
    )  # fmt: skip
    assert not faults
    assert fit == {
        "scale": 5, "choice": "b", "several": ["a", "c"], "number": 0, "text": "two\nlines",
    }  # fmt: skip
    wrong = {
        "scale": ["6"], "choice": ["a", "b"], "several": ["z"], "number": ["41"],
        "text": ["x" * 2001],
    }  # fmt: skip
    fit, faults = fitting(asked, wrong)
    assert not fit
    assert set(faults) == set(wrong)


@pytest.mark.parametrize("typed", ["", "  ", "1.5", "four", "--1", "²", "9" * 30])
def test_a_number_is_whole_and_blank_is_not_zero(typed: str) -> None:
    fit, faults = fitting(read_questions(FORM, "questionnaire"), {"number": [typed]})
    assert "number" not in fit
    assert bool(faults) is bool(typed.strip())


@given(st.dictionaries(st.sampled_from(["scale", "choice", "several", "number", "text"]),
                       st.lists(st.text(max_size=12), max_size=3)))  # fmt: skip
def test_an_answer_is_kept_or_refused_or_was_blank(given_: dict[str, list[str]]) -> None:
    asked = read_questions(FORM, "questionnaire")
    fit, faults = fitting(asked, given_)
    assert not fit.keys() & faults.keys()
    blank = {code for code, values in given_.items() if not any(v.strip() for v in values)}
    assert fit.keys() | faults.keys() == given_.keys() - blank


def test_points_are_those_of_the_key_and_of_nothing_else() -> None:
    asked = read_questions(TEST, "test")
    assert asked.full_points == 5
    assert read_questions(FORM, "questionnaire").full_points is None
    for answers, points in (
        ({}, 0), ({"item": ["b"]}, 3), ({"item": ["a"]}, 0), ({"both": ["a"]}, 0),
        ({"both": ["a", "b", "c"]}, 0), ({"item": ["b"], "both": ["c", "a"]}, 5),
    ):  # fmt: skip
        assert asked.points_of(answers) == points


def test_what_must_be_answered_and_is_blank_is_named() -> None:
    asked = read_questions(FORM, "questionnaire")
    assert [one.code for one in blank_required(asked, {"number": 0})] == ["scale"]
    assert blank_required(asked, {"scale": 1}) == ()
