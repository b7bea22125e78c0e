"""An answer to a question: read, composed on the drawn world, printed with who signed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange.drawn_pages import text_of
from tomoni.catalogue.errors import InputError, ReportError
from tomoni.exchange.snapshot import Snapshot
from tomoni.publish.report.answer_file import AnswerText, answer_of, read_answer
from tomoni.publish.report.answer_pack import ComposedAnswer, answer_files, compose_answer
from tomoni.publish.report.answers import ReportAnswers
from tomoni.publish.report.faces import Press, open_press

GRADUATES = '{{ figure "graduates_count" series="school-series" }}'
HEAD = """\
+++
id = "pq-14"
question = "How many of the 140 countries sent officials in 2021?"
asked_by = "A member"
asked_on = 2026-11-16
"""


@pytest.fixture(scope="module")
def answers(world: Snapshot) -> Iterator[ReportAnswers]:
    yield ReportAnswers(world)


@pytest.fixture(scope="module")
def press() -> Press:
    return open_press(None, None, "https://site.example.org")


def text(wording: str, more: str = "") -> str:
    return f"{HEAD}{more}+++\n{wording}\n"


def signed(step: str, digest: str = "") -> str:
    named = f'digest = "{digest}"\n' if digest else ""
    return f'[[sign_off]]\nstep = "{step}"\nname = "Somebody"\non = 2026-11-19\n{named}'


def composed(wording: str, answers: ReportAnswers, more: str = "") -> ComposedAnswer:
    return compose_answer(answer_of(text(wording, more), "pq.md"), answers)


def test_a_pack_holds_question_answer_figures_and_trail(
    answers: ReportAnswers, press: Press
) -> None:
    made = composed(f"The school counts {GRADUATES} graduates.", answers, signed("drafted"))
    files = answer_files(made, press)
    assert list(files) == ["pq-14.pdf", "pq-14.docx", "pq-14.proofs.json"]
    said = text_of(files["pq-14.pdf"]).replace("\u00a0", " ")
    for wanted in (
        "How many of the 140 countries",
        "more than 6,100",
        "Figures and their proofs",
        "Drafted Somebody 2026-11-19",
        "Nobody has signed this answer off.",
        made.digest,
    ):
        assert wanted in said
    proofs = json.loads(files["pq-14.proofs.json"])
    assert [one["text"] for one in proofs["proofs"]] == ["more than 6,100"]
    assert answer_files(made, press, ("docx",))["pq-14.docx"] == files["pq-14.docx"]


def test_a_signature_under_other_words_is_void(answers: ReportAnswers, press: Press) -> None:
    wording = f"The school counts {GRADUATES} graduates."
    digest = composed(wording, answers).digest
    kept = composed(wording, answers, signed("signed_off", digest))
    pdf = text_of(answer_files(kept, press, ("pdf",))["pq-14.pdf"])
    assert "Void" not in pdf
    assert "Nobody has signed" not in pdf
    changed = composed(f"{wording} More.", answers, signed("signed_off", digest))
    assert changed.digest != digest
    pdf = text_of(answer_files(changed, press, ("pdf",))["pq-14.pdf"])
    assert "Void: the answer was changed" in pdf
    assert "Nobody has signed this answer off." in pdf


@pytest.mark.parametrize(
    ("wording", "line"),
    [("They are 12.", 7), ("# Our answer\n\nThey are 12.", 9)],
)
def test_an_unproven_digit_stops_it_at_its_line(
    answers: ReportAnswers, press: Press, wording: str, line: int
) -> None:
    made = composed(wording, answers)
    [wrong] = [one for one in made.problems if one.is_error]
    assert (wrong.place.file, wrong.place.line) == ("pq.md", line)
    with pytest.raises(ReportError, match=f"pq.md:{line}:10"):
        answer_files(made, press)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ("No head at all.", "begin"),
        ("+++\nid = \n+++\n", "TOML"),
        ("+++\nid = \"a\"\n+++\n", "question"),
        (text("x").replace('id = "pq-14"', 'id = "../x"'), "id"),
        (text("x", "colour = 1\n"), "colour"),
        (text("x", signed("wished")), "wished"),
        (text("x", signed("drafted").replace('name = "Somebody"\n', "")), "name"),
        (text("x").replace("2026-11-16", '"soon"'), "asked_on"),
        (text("x", "sign_off = [1]\n"), "sign_off"),
    ],
)  # fmt: skip
def test_a_head_that_is_wrong_says_what(wrong: str, field: str) -> None:
    with pytest.raises(InputError, match=field):
        answer_of(wrong)


def test_a_head_that_is_no_toml_says_at_which_line_of_the_file() -> None:
    with pytest.raises(InputError, match="Invalid value, in column 12") as caught:
        answer_of(text("x").replace("2026-11-16", "soon"), "pq.md")
    assert (str(caught.value.where), caught.value.do is None) == ("pq.md:5", False)


def test_a_file_that_is_not_there_says_where_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_answer(tmp_path / "none.md")
    assert caught.value.where is not None and caught.value.do == "Check the path."


def test_a_file_is_read_with_its_allowed_digits(tmp_path: Path, answers: ReportAnswers) -> None:
    allowed = '[[allowed]]\ntext = "Article 8"\nreason = "an article"\n'
    path = tmp_path / "q.md"
    path.write_bytes(b"\xef\xbb\xbf" + text("Under Article 8.", allowed).encode())
    answer = read_answer(path)
    assert isinstance(answer, AnswerText)
    assert answer.asked_on == "2026-11-16"
    assert not [one for one in compose_answer(answer, answers).problems if one.is_error]
    path.write_bytes(b"\xff")
    with pytest.raises(InputError, match="UTF-8"):
        read_answer(path)
