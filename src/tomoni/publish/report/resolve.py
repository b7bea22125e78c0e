"""Fills the slots of a chapter: numbers, tables, charts, each with its proof, or a problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from .answers import AnswerRow, ClaimAnswer, FigureAnswer, OpenFinding, Refusal, ReportAnswers
from .evidence import claim_proof, figure_proof
from .folder import picture_problem
from .model import (
    Block,
    Box,
    BulletList,
    Cell,
    Chapter,
    Emphasis,
    Heading,
    Inline,
    Link,
    Number,
    NumberedList,
    Paragraph,
    Photograph,
    Place,
    Problem,
    Proof,
    Quote,
    Slot,
    Strong,
    TableBlock,
    Text,
)
from .problems import problem
from .questions import Question, one_row, question_of, refused, wish_of
from .saying import NotTrue, Wish, say_number


@dataclass(slots=True)
class Resolver:
    """Fills the slots of one report in one language.

    ``proofs`` are gathered by id in the order of first use; ``problems`` are everything that is
    wrong. A slot that cannot be filled is left out of the tree. ``decided`` are the proofs about
    whose claims somebody has decided a finding.
    """

    answers: ReportAnswers
    language: str
    folder: Path
    proofs: dict[str, Proof] = field(default_factory=dict)
    decided: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    _anchors: int = 0
    _stem: str = ""

    def chapter(self, chapter: Chapter) -> Chapter:
        """Return the chapter with every slot filled."""
        self._anchors, self._stem = 0, chapter.anchor
        return replace(
            chapter, heading=self.inlines(chapter.heading), blocks=self.blocks(chapter.blocks)
        )

    def blocks(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """Return blocks with their slots filled."""
        return tuple(made for block in blocks for made in self._block(block))

    def inlines(self, inlines: Sequence[Inline]) -> tuple[Inline, ...]:
        """Return inlines with their slots filled."""
        made: list[Inline] = []
        for inline in inlines:
            match inline:
                case Slot():
                    made.extend(self._number(inline))
                case Emphasis():
                    made.append(Emphasis(self.inlines(inline.inlines)))
                case Strong():
                    made.append(Strong(self.inlines(inline.inlines)))
                case Link():
                    made.append(Link(self.inlines(inline.inlines), inline.address))
                case _:
                    made.append(inline)
        return tuple(made)

    def next_anchor(self, kind: str) -> str:
        """Return an anchor for the next table or chart of the chapter."""
        self._anchors += 1
        return f"{self._stem}--{kind}-{self._anchors}"

    def figure(self, slot: Slot) -> tuple[FigureAnswer, Question] | None:
        """Return what the figure of a slot answers; None after a problem."""
        question, wrong = question_of(slot)
        self.problems.extend(wrong)
        if question is None:
            return None
        answer = self.answers.figure(question.figure, question.by, question.where, question.as_of)
        if isinstance(answer, Refusal):
            self.problems.append(refused(slot, answer))
            return None
        return answer, question

    def figure_number(
        self, slot: Slot, answer: FigureAnswer, question: Question, row: AnswerRow
    ) -> Number | None:
        """Return the number of one row, with its proof kept; None after a problem."""
        if row.number is None:
            wrong = problem("unknown", slot.place, "value_unknown", figure=answer.figure)
            self.problems.append(wrong)
            return None
        wish = wish_of(slot)
        text = self._said(slot, row, row.number, wish)
        if text is None:
            return None
        proof = figure_proof(answer, question, row, wish, text, self.language)
        return self._kept(slot, proof, row.findings, row.is_decided)

    def claim(self, slot: Slot, claim_id: str) -> ClaimAnswer | None:
        """Return one claim; None after a problem."""
        answer = self.answers.claim(claim_id)
        if isinstance(answer, Refusal):
            self.problems.append(refused(slot, answer))
            return None
        return answer

    def claim_number(self, slot: Slot, answer: ClaimAnswer) -> Number | None:
        """Return the number of a claim, with its proof kept; None after a problem."""
        if answer.number is None:
            wrong = problem("claim", slot.place, "claim_no_number", claim=answer.claim_id)
            self.problems.append(wrong)
            return None
        wish = wish_of(slot)
        said = say_number(answer.number, {}, wish, self.language)
        if isinstance(said, NotTrue):
            self._untrue(slot, said)
            return None
        self._loose(slot, said.is_loose, said.text)
        proof = claim_proof(answer, wish, said.text, self.language)
        return self._kept(slot, proof, answer.findings, answer.is_decided)

    def _block(self, block: Block) -> Sequence[Block]:
        match block:
            case Slot():
                return self._slot_block(block)
            case Heading():
                return [replace(block, inlines=self.inlines(block.inlines))]
            case Paragraph():
                return [Paragraph(self.inlines(block.inlines))]
            case BulletList():
                return [BulletList(tuple(self.blocks(item) for item in block.items))]
            case NumberedList():
                return [NumberedList(tuple(self.blocks(item) for item in block.items))]
            case Quote():
                return [Quote(self.blocks(block.blocks))]
            case Box():
                return [replace(block, blocks=self.blocks(block.blocks))]
            case TableBlock():
                return [self._hand_table(block)]
            case _:
                return [block]

    def _slot_block(self, slot: Slot) -> Sequence[Block]:
        from .tables import chart_block, claims_block, table_block

        made: Block | None
        match slot.name:
            case "table":
                made = table_block(self, slot)
            case "chart":
                made = chart_block(self, slot)
            case "claims":
                made = claims_block(self, slot)
            case _:
                made = self._photograph(slot)
        return [] if made is None else [made]

    def _hand_table(self, table: TableBlock) -> TableBlock:
        columns = tuple(
            replace(column, inlines=self.inlines(column.inlines)) for column in table.columns
        )
        rows = tuple(tuple(self.inlines(cell) for cell in row) for row in table.rows)
        return TableBlock(
            table.caption, columns, rows, table.note, proofs_in(rows), self.next_anchor("table")
        )

    def _photograph(self, slot: Slot) -> Photograph | None:
        wrong = picture_problem(self.folder, slot.subject)
        if wrong is not None:
            self.problems.append(problem("folder", slot.place, wrong[0], **wrong[1]))
            return None
        arguments = slot.arguments
        return Photograph(
            slot.subject, arguments["credit"], arguments["alt"], arguments.get("caption", "")
        )

    def _number(self, slot: Slot) -> Sequence[Inline]:
        number: Number | None = None
        if slot.name == "claim":
            claim = self.claim(slot, slot.subject)
            number = self.claim_number(slot, claim) if claim else None
        else:
            asked = self.figure(slot)
            if asked is not None:
                answer, question = asked
                row, wrong = one_row(slot, question, answer.rows)
                self.problems.extend(wrong)
                number = self.figure_number(slot, answer, question, row) if row else None
        return [number] if number else []

    def _said(
        self, slot: Slot, row: AnswerRow, number: dict[str, object], wish: Wish
    ) -> str | None:
        said = say_number(number, dict(row.plain), wish, self.language)
        if isinstance(said, NotTrue):
            self._untrue(slot, said)
            return None
        self._loose(slot, said.is_loose, said.text)
        return said.text

    def _kept(
        self, slot: Slot, proof: Proof, findings: Sequence[OpenFinding], is_decided: bool
    ) -> Number:
        if proof.id not in self.proofs:
            self.proofs[proof.id] = proof
        if is_decided:
            self.decided.add(proof.id)
        for finding in findings:
            told = {
                "number": proof.text,
                "label": finding.label.en,
                "label_ja": finding.label.ja,
                "topic": finding.topic,
                "finding": finding.finding_id,
            }
            self.problems.append(problem("contradicts", slot.place, "open_finding", **told))
        return Number(proof.text, proof.id, slot.place)

    def _untrue(self, slot: Slot, wrong: NotTrue) -> None:
        at: Place = slot.places.get("say") or slot.places.get("round") or slot.place
        self.problems.append(problem(wrong.code, at, wrong.key, **wrong.values))

    def _loose(self, slot: Slot, is_loose: bool, text: str) -> None:
        if is_loose:
            place = slot.places.get("round", slot.place)
            self.problems.append(problem("loose", place, "loose", number=text))


def proofs_in(rows: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    """Return the ids of the proofs of the numbers in cells, each once."""
    found: dict[str, None] = {}

    def look(inlines: Sequence[Inline]) -> None:
        for inline in inlines:
            if isinstance(inline, Number):
                found[inline.proof_id] = None
            elif isinstance(inline, Emphasis | Strong | Link):
                look(inline.inlines)

    for row in rows:
        for cell in row:
            look(cell)
    return tuple(found)


def text_cell(text: str) -> tuple[Inline, ...]:
    """Return a cell of words; an empty one is "not stated"."""
    return (Text(text),) if text else ()
