"""An answer pack: the question, the answer with its numbers proven, the figures, who signed.

One publication, as PDF and DOCX, and the proof file that lets anyone compute the numbers again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import rfc8785

from tomoni.catalogue.labels import Label
from tomoni.exchange.reports import model as print_model
from tomoni.exchange.typesetting import Language

from ..numbers import format_date, format_number
from .answer_file import CHAPTER, AnswerText, Signature, placed, settings_of
from .answers import ReportAnswers
from .compose import compose_report
from .faces import Press, printed_docx, printed_pdf
from .folder import ReportFolder
from .model import Problem, Proof, Report
from .photographs import Photographs
from .printed import BEHIND, Printing, publication_of
from .printed_notes import proof_link, what_of
from .printed_words import say
from .problems import refuse_if_wrong
from .proofs import proof_file, proof_file_text

FACES: tuple[str, ...] = ("pdf", "docx")
Inlines = print_model.Inlines


@dataclass(frozen=True, slots=True)
class ComposedAnswer:
    """An answer with its slots filled, the digest of what is signed, and every problem."""

    answer: AnswerText
    report: Report
    digest: str
    problems: tuple[Problem, ...]


def compose_answer(
    answer: AnswerText, answers: ReportAnswers, folder: Path | None = None
) -> ComposedAnswer:
    """Return the answer with its slots filled, whatever is wrong with it. ``folder``: pictures."""
    settings = settings_of(answer)
    lead = "" if _has_heading(answer.wording) else f"# {say('wording', answer.language)}\n\n"
    texts = {CHAPTER: lead + answer.wording}
    read = ReportFolder(folder or Path(), settings, texts, ())
    composed = compose_report(read, answers, [answer.language])
    shift = lead.count("\n")
    problems = tuple(placed(one, answer, shift) for one in composed.problems)
    report = replace(
        composed.reports[answer.language],
        title=Label(say("answer", "en"), say("answer", "ja")),
    )
    return ComposedAnswer(answer, report, _digest(answer, report), problems)


def answer_files(
    composed: ComposedAnswer,
    press: Press,
    faces: Sequence[str] = FACES,
    folder: Path | None = None,
    digest: str | None = None,
) -> dict[str, bytes]:
    """Return the files of an answer by name: ``ID.pdf``, ``ID.docx`` and ``ID.proofs.json``.

    ``digest``: what signatures name, when the caller keeps its own. Errors: ReportError with every
    error of the wording; RefusedError for characters without a font.
    """
    answer, report = composed.answer, composed.report
    refuse_if_wrong(answer.file, composed.problems)
    publication = answer_publication(composed, press, folder, digest)
    made: dict[str, bytes] = {}
    if "pdf" in faces:
        made[f"{answer.id}.pdf"] = printed_pdf(publication, press, report)
    if "docx" in faces:
        made[f"{answer.id}.docx"] = printed_docx(publication, press)
    proofs = proof_file([report], settings_of(answer).allowed)
    return {**made, f"{answer.id}.proofs.json": proof_file_text(proofs).encode()}


def answer_publication(
    composed: ComposedAnswer, press: Press, folder: Path | None = None, digest: str | None = None
) -> print_model.Publication:
    """Return an answer as it is printed."""
    answer, report = composed.answer, composed.report
    language: Language = "ja" if answer.language == "ja" else "en"
    printing = Printing(press.drawings, Photographs(folder), press.site)
    body = publication_of(report, printing)
    signed = digest or composed.digest
    signatures = tuple(_against(one, signed) for one in answer.signatures)
    is_final = any(one.step == "signed_off" and not one.is_void for one in signatures)
    place = next((at for at, one in enumerate(body.blocks) if _is_appendix(one)), len(body.blocks))
    wording, behind = body.blocks[:place], body.blocks[place:]
    question = (print_model.Paragraph(_words(answer.question)),)
    blocks = (
        print_model.Box(say("question", language), question),
        *wording,
        *_figures(_in_the_text(report, body), press.site, language),
        *behind,
        *_trail(signatures, language),
    )
    return replace(
        body,
        kicker=say("number", language, id=answer.id),
        subtitle=None,
        blocks=blocks,
        notice=body.notice or (None if is_final else say("answer_notice", language)),
        notice_text=body.notice_text
        if is_final
        else (*body.notice_text, *_words(" " + say("answer_notice_text", language))),
        facts=(*_asked(answer, language), *body.facts, _named("digest", signed, language)),
        has_front=False,
    )


def _is_appendix(block: print_model.Block) -> bool:
    return isinstance(block, print_model.Heading) and block.anchor == BEHIND


def _in_the_text(report: Report, body: print_model.Publication) -> tuple[Proof, ...]:
    """The proofs of numbers in running text; those of tables and charts stand behind these."""
    noted = {key.partition("-")[2] for key, _ in body.notes}
    return tuple(proof for proof in report.proofs if proof.id in noted)


def _has_heading(wording: str) -> bool:
    first = next((line for line in wording.split("\n") if line.strip()), "")
    return first.startswith("# ")


def _digest(answer: AnswerText, report: Report) -> str:
    """The digest of question, wording, snapshot and numbers: what a signature is about."""
    said = {
        "question": answer.question,
        "language": answer.language,
        "wording": answer.wording,
        "snapshot": report.snapshot_id,
        "numbers": [[proof.id, proof.text, proof.value] for proof in report.proofs],
    }
    return hashlib.sha256(rfc8785.dumps(said)).hexdigest()


def _against(signature: Signature, digest: str) -> Signature:
    """A signature under other words than these is void."""
    changed = bool(signature.digest) and signature.digest != digest
    return replace(signature, is_void=signature.is_void or changed)


def _words(text: str) -> Inlines:
    return (print_model.Text(text),)


def _named(name: str, text: str, language: Language) -> tuple[str, Inlines]:
    return say(name, language), _words(text)


def _asked(answer: AnswerText, language: Language) -> tuple[tuple[str, Inlines], ...]:
    rows = (("asked_by", answer.asked_by), ("asked_on", answer.asked_on))
    return tuple(_named(name, text, language) for name, text in rows if text)


def _figures(
    proofs: Sequence[Proof], site: str, language: Language
) -> tuple[print_model.Block, ...]:
    """Every number of the answer: as said, what it is, its exact value, where its proof stands."""
    if not proofs:
        return ()
    columns = tuple(
        print_model.Column(say(name, language), name == "exact")
        for name in ("as_said", "what", "exact", "proof")
    )
    rows = tuple(
        (
            _words(proof.text),
            _words(what_of(proof, language).strip()),
            _words(_value(proof, language)),
            proof_link(proof, site) or _words(say("empty", language)),
        )
        for proof in proofs
    )
    title = _words(say("figures", language))
    table = print_model.Table("", columns, rows, _words(say("figures_note", language)))
    return print_model.Heading(1, title, "figures"), table


def _value(proof: Proof, language: Language) -> str:
    if proof.stated:
        return format_date(proof.stated, language)
    unit, currency = proof.unit or None, proof.currency
    value = format_number(proof.value, unit, currency, language)
    if proof.low == proof.high:
        return value
    low, high = (
        format_number(bound, unit, currency, language) if bound else "…"
        for bound in (proof.low, proof.high)
    )
    return f"{value} ({low} – {high})"


def _trail(signatures: Sequence[Signature], language: Language) -> tuple[print_model.Block, ...]:
    """Who drafted, checked and signed off, in order; what a later change made void says so."""
    heading = print_model.Heading(1, _words(say("sign_off", language)), "sign-off")
    if not signatures:
        return heading, print_model.Paragraph(_words(say("nobody", language)))
    columns = tuple(
        print_model.Column(say(name, language)) for name in ("step", "who", "role", "on", "remark")
    )
    rows = tuple(
        tuple(
            _words(text)
            for text in (
                say(one.step, language),
                one.name,
                one.role,
                one.on,
                _remark(one, language),
            )
        )
        for one in signatures
    )
    return heading, print_model.Table("", columns, rows)


def _remark(one: Signature, language: Language) -> str:
    state = "void" if one.is_void else "" if one.digest else "unbound"
    said = say(state, language) if state else ""
    return " ".join(part for part in (one.note, said) if part)
