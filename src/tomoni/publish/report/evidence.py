"""Makes the proofs of a report: each number said gets one, and one only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..html.cells import CELL_HTML
from ..paths import CLAIM_PROOF, proof_path
from .answers import AnswerRow, ClaimAnswer, FigureAnswer
from .model import ClaimSource, FigureRequest, Proof
from .proof_model import ProofKind
from .questions import Question
from .saying import Wish


def proof_id(site_id: str, wish: Wish) -> str:
    """Return the id of a proof in the report: that of the site, and a mark of how it is said."""
    if wish.is_plain:
        return site_id
    text = json.dumps([wish.say, wish.rounding, wish.form])
    return f"{site_id}~{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def figure_proof(
    answer: FigureAnswer, question: Question, row: AnswerRow, wish: Wish, text: str, language: str
) -> Proof:
    """Return the proof of one row of a figure, said as ``text``."""
    number = row.number or {}
    title, definition = (words.in_language(language) for words in (answer.title, answer.definition))
    return replace(
        _said("figure", row.site_id, number, wish, text, language, title, definition),
        exact=number.get("exact"),
        request=FigureRequest(
            answer.figure, answer.version, question.by, question.where, question.as_of, row.key
        ),
        run_hash=answer.run_hash,
        lineage=row.lineage,
    )


def claim_proof(answer: ClaimAnswer, wish: Wish, text: str, language: str) -> Proof:
    """Return the proof of one claim, said as ``text``."""
    number = answer.number or {}
    site_id, title = CLAIM_PROOF + answer.claim_id, answer.metric.in_language(language)
    return replace(
        _said("claim", site_id, number, wish, text, language, title, answer.subject),
        stated=number.get("stated"),
        claim=ClaimSource(
            answer.claim_id,
            answer.document_id,
            answer.document,
            answer.spans,
            answer.edition.in_language(language),
            answer.public_page,
        ),
    )


def _said(
    kind: ProofKind,
    site_id: str,
    number: Mapping[str, Any],
    wish: Wish,
    text: str,
    language: str,
    title: str,
    definition: str,
) -> Proof:
    """What the proofs of figures and of claims have alike: the number, and how it is said."""
    return Proof(
        id=proof_id(site_id, wish),
        kind=kind,
        text=text,
        value=str(number.get("value", "")),
        unit=str(number.get("unit") or ""),
        currency=number.get("currency"),
        low=number.get("low"),
        high=number.get("high"),
        qualifier=number.get("qualifier", "exact"),
        say=wish.say,
        rounding=wish.rounding,
        form=wish.form,
        site_id=site_id,
        address=CELL_HTML[language].path(proof_path(site_id)),
        title=title,
        definition=definition,
    )
