"""Computes the numbers of a proof file again, from a snapshot and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tomoni.catalogue.report_problem_words import REPORT_PROBLEM_WORDS
from tomoni.exchange.snapshot import Snapshot

from .answers import FigureAnswer, Refusal, ReportAnswers
from .evidence import claim_proof, figure_proof
from .model import Proof
from .proofs import proof_as_dict
from .questions import Question
from .saying import NotTrue, Wish, say_number

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that does not come out as the file says; ``number`` as it is printed."""

    number: str
    what: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of a verification: how many numbers and statements, and every difference."""

    proofs: int
    statements: int
    differences: tuple[Difference, ...]

    @property
    def holds(self) -> bool:
        """Whether everything came out as the file says."""
        return not self.differences


def verify_proofs(content: Json, snapshot: Snapshot) -> Verified:
    """Compute every proof again and compare it whole: value, bounds, hedge, wording, lineage, hash.

    ``content`` is a file as ``read_proof_file`` gives it. What is kept of earlier answers is not
    read.
    """
    found: list[Difference] = []
    if content["snapshot"] != snapshot.id:
        what = f"The file is of snapshot {content['snapshot'][:12]}, not {snapshot.id[:12]}."
        found.append(Difference("", what))
    answers = ReportAnswers(snapshot)
    for proof in content["proofs"]:
        found.extend(_of_proof(proof, answers))
    statements = 0
    for language, said in content["languages"].items():
        statements += len(said["statements"])
        found.extend(_of_text(language, said, content["proofs"]))
    return Verified(len(content["proofs"]), statements, tuple(found))


def _of_proof(said: Json, answers: ReportAnswers) -> Iterator[Difference]:
    again = _again(said, answers)
    if isinstance(again, str):
        yield Difference(said["text"], again)
        return
    made = proof_as_dict(again, said["language"])
    for name in sorted(made.keys() | said.keys()):
        if made.get(name) != said.get(name):
            what = f"{name} is {made.get(name)!r}, and the file says {said.get(name)!r}."
            yield Difference(said["text"], what)


def _again(said: Json, answers: ReportAnswers) -> Proof | str:
    """Return the proof as the snapshot gives it, or in words why it gives none."""
    wish = Wish(said["say"], said["rounding"], said["form"])
    if said["kind"] == "claim":
        return _claim_again(said, answers, wish)
    request = said["request"]
    where = {key: tuple(values) for key, values in request["where"].items()}
    question = Question(request["figure"], tuple(request["by"]), where, request["as_of"], {})
    answer = answers.figure(question.figure, question.by, question.where, question.as_of)
    if isinstance(answer, Refusal):
        return answer.what
    return _row_again(said, answer, question, wish)


def _row_again(said: Json, answer: FigureAnswer, question: Question, wish: Wish) -> Proof | str:
    row = next((row for row in answer.rows if dict(row.key) == said["request"]["row"]), None)
    if row is None or row.number is None:
        return "The figure has no such row on this snapshot."
    text = say_number(row.number, dict(row.plain), wish, said["language"])
    if isinstance(text, NotTrue):
        return _why(text)
    return figure_proof(answer, question, row, wish, text.text, said["language"])


def _claim_again(said: Json, answers: ReportAnswers, wish: Wish) -> Proof | str:
    claim = answers.claim(said["claim"]["claim_id"])
    if isinstance(claim, Refusal):
        return claim.what
    if claim.number is None:
        return "The claim states no number on this snapshot."
    text = say_number(claim.number, {}, wish, said["language"])
    if isinstance(text, NotTrue):
        return _why(text)
    return claim_proof(claim, wish, text.text, said["language"])


def _why(wrong: NotTrue) -> str:
    return REPORT_PROBLEM_WORDS[wrong.key].what.en.format(**wrong.values)


def _of_text(language: str, said: Json, proofs: list[Json]) -> Iterator[Difference]:
    """Yield where the text does not print a proof's number at the place that the file names."""
    texts = {proof["id"]: proof["text"] for proof in proofs if proof["language"] == language}
    used = set()
    for statement in said["statements"]:
        printed = said["text"][statement["start"] : statement["end"]]
        used.add(statement["proof"])
        place = f"{statement['file']}:{statement['line']}:{statement['column']}"
        if statement["proof"] not in texts:
            yield Difference(printed, f"{place} names a proof that the file does not hold.")
        elif printed != texts[statement["proof"]]:
            what = f"{place} prints {printed!r}; its proof is of {texts[statement['proof']]!r}."
            yield Difference(printed, what)
    for proof_id in texts.keys() - used:
        yield Difference(texts[proof_id], f"No sentence stands on the proof {proof_id}.")
