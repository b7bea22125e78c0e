"""One document with a text, and what the reader proposes of it; a reviewer, and another."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from records.portfolios import ACTIVITY, DOCUMENT, TEXT, portfolio_at
from tomoni.reading.proposals import Proposal as Proposed
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.actions.documents import text_path
from tomoni.records.actions.files import write_atomically
from tomoni.records.actions.load import load_portfolio
from tomoni.records.actions.reading.proposals import store_proposals
from tomoni.records.actions.reading.values import ProposedAt
from tomoni.records.models import (
    Document,
    DocumentText,
    Mandate,
    Proposal,
    ProposalDecision,
    ProposalReview,
    User,
)
from tomoni.rules.quantities import Quantity

# TEXT: "Since 2001 the course has produced over 6,100 graduates; 25 took part in 2021."
GRADUATES, PARTICIPANTS, START = (40, 45), (57, 59), (6, 10)


def proposed(span: tuple[int, int], value: int | None, **more: Any) -> Proposed:
    """Return a proposal of the reader."""
    values: dict[str, Any] = {
        "start": span[0],
        "end": span[1],
        "text": TEXT[span[0] : span[1]],
        "section": None,
        "value": None if value is None else Quantity(value),
        "kind": "count",
        "unit": "person",
        "currency": None,
        "qualifier": "exact",
        "date": None,
        "as_of": None,
        "period_start": None,
        "period_end": None,
        "measure": None,
        "counted": None,
        "population": None,
        "countries": (),
        "organisations": (),
        "frameworks": (),
        "activity": ACTIVITY["title"],
        "list": None,
        "confidence": 92,
        "reasons": ("counted_noun",),
    }
    return Proposed(**values | more)


READ = (
    proposed(
        GRADUATES, 6100, measure="graduates", population="graduates", qualifier="more_than",
        period_start="2001",
    ),
    proposed(
        PARTICIPANTS, 25, measure="participants", population="participants", as_of="2021",
        confidence=80,
    ),
    proposed(
        START, 2001, kind="year", unit="year", measure="first_year", date="2001", activity=None,
        confidence=95,
    ),
)  # fmt: skip


def held_text(tmp_path: Path, *, read: tuple[Proposed, ...] = READ, **files: Any) -> DocumentText:
    """Load the small portfolio without its claims, hold the text of its document and read it.

    ``files``: other files of the portfolio.
    """
    given: dict[str, Any] = {"claims": [], "entries": []}
    load_portfolio(portfolio_at(tmp_path / "portfolio", **given | files), by=SYSTEM)
    Path(settings.TOMONI.home, "documents").mkdir(parents=True, exist_ok=True)
    write_atomically(text_path(DOCUMENT["sha256"]), [TEXT.encode()])
    text = DocumentText.objects.create(
        public_id="text-1",
        sha256=DOCUMENT["sha256"],
        document=Document.objects.get(public_id=DOCUMENT["document_id"]),
        length_characters=len(TEXT),
        kind_code="text",
        media_type="text/plain",
        language_code="en",
        source_name="report.txt",
        source_sha256=DOCUMENT["sha256"],
        source_bytes=len(TEXT),
        edition_year=2021,
        edition_basis_code="stated",
        edition_evidence="title",
        period_basis_code="unknown",
        added_by=SYSTEM,
        added_at=datetime.now(UTC),
        read_at=datetime.now(UTC),
    )
    store_proposals(text, [ProposedAt(one, None, None, None, False) for one in read])
    return text


def at(span: tuple[int, int]) -> str:
    """Return the public id of the proposal of a span."""
    return Proposal.objects.get(start=span[0]).public_id


def reviewer(name: str, role: str = "editor") -> User:
    """Return a user with one role."""
    user = User.objects.create_user(username=name)
    Mandate.objects.create(user=user, role_code=role, start=datetime.now(UTC).date())
    return user


def make_proposal_decision() -> ProposalDecision:
    """Return a decision on a proposal of a text without a document."""
    number = DocumentText.objects.count()
    text = DocumentText.objects.create(
        public_id=f"text-of-{number}", sha256=f"{number:064}", length_characters=9,
        kind_code="text", media_type="text/plain", language_code="en", source_name="a.txt",
        source_sha256=f"{number:064}", source_bytes=9, edition_basis_code="unknown",
        edition_evidence="none", period_basis_code="unknown", added_by=SYSTEM,
        added_at=datetime.now(UTC),
    )  # fmt: skip
    store_proposals(text, [ProposedAt(proposed(START, 2001), None, None, None, False)])
    proposal = text.proposals.get()
    return ProposalDecision.objects.create(
        public_id=f"{proposal.public_id}--2", proposal=proposal, revision=2, kind_code="contest",
        state_before="proposed", state_after="contested", why="doubtful", by=SYSTEM,
        at=datetime.now(UTC),
    )  # fmt: skip


def make_proposal_review() -> ProposalReview:
    """Return a review of a contested proposal."""
    contest = make_proposal_decision()
    return ProposalReview.objects.create(
        public_id=f"{contest.public_id}--system", contest=contest, opinion_code="reject",
        why="no number", by=SYSTEM, at=datetime.now(UTC),
    )  # fmt: skip
