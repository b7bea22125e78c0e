"""One proposal: its passage, how it is read, what would be written, and every step taken so far."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tomoni.catalogue.errors import InputError, NotFoundError, TomoniError
from tomoni.records.actions.evidence.decide import (
    accept_proposal,
    contest_proposal,
    correct_proposal,
    merge_proposal,
    reject_proposal,
)
from tomoni.records.actions.evidence.look import Looked, look_at_one, prints_again
from tomoni.records.actions.evidence.reviews import review_proposal, reviews_of
from tomoni.records.actions.evidence.undo import can_undo, undo_decision
from tomoni.records.actions.reading.texts import text_of
from tomoni.records.models import Claim, DocumentText, FindingClaim
from tomoni.web.findings.figure_runs import is_counted
from tomoni.web.findings.tasks import enqueue_accepted
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..candidates import activities_for
from ..forms import ReadingForm
from ..passages import Passage, passages_of
from ..preview import preview_of
from ..reach import READERS, may_decide
from .text import REASONS, Wish, address_at, done_words, seen_of

_AROUND = 900
_SAME_CLAIMS = 20
_STAYS = frozenset({"preview", "find"})


@for_roles(*READERS)
def proposal(request: HttpRequest, proposal_id: str) -> HttpResponse:
    """Show one proposal; a POST takes a step with it, or previews what one would write."""
    looked = look_at_one(proposal_id)
    search = request.POST.get("search", request.GET.get("search", "")).strip()
    typed = _typed(looked, request.POST, search) if request.method == "POST" else None
    errors: list[str] = []
    if typed is not None and request.POST.get("step") not in _STAYS:
        try:
            step = _take(request, looked, typed)
        except TomoniError as error:
            errors = told(error)
            looked = look_at_one(proposal_id)
        else:
            messages.success(request, done_words(step))
            if step in ("link", "correct"):
                return HttpResponseRedirect(request.get_full_path())
            text = looked.proposal.document_text
            return HttpResponseRedirect(address_at(text, Wish.of(request), looked.proposal))
    if typed is not None:
        looked = look_at_one(proposal_id, typed)
    context = _context(request, looked, typed, search) | {"errors": errors}
    return render(request, "evidence/proposal.html", context)


def _typed(looked: Looked, sent: Any, search: str) -> dict[str, str | None]:
    """What was typed; on a page without the form, as it stands."""
    form = ReadingForm(looked, activities_for(looked, search), sent)
    return form.reading() or dict(looked.reading)


def _take(request: HttpRequest, looked: Looked, typed: dict[str, str | None]) -> str:
    """Take the step that was asked for and return its name."""
    sent, by, one = request.POST, request.user, looked.proposal.public_id
    step, seen, why = sent.get("step", ""), seen_of(sent), sent.get("why", "")
    if step == "correct":
        decision = correct_proposal(one, typed, by=by, seen=seen)
        return decision.kind_code if decision is not None else "correct"
    if step == "accept":
        accept_proposal(one, typed, by=by, seen=seen, why=why)
        enqueue_accepted(proposal__public_id=one)
    elif step == "reject":
        reject_proposal(one, by=by, seen=seen, why=why)
    elif step == "merge":
        merge_proposal(one, sent.get("claim", ""), by=by, seen=seen, why=why)
    elif step == "contest":
        contest_proposal(one, by=by, seen=seen, why=why)
    elif step == "undo":
        undo_decision(one, by=by, seen=seen, why=why)
    elif step == "review":
        review_proposal(
            one, sent.get("opinion", ""), by=by, why=why, reading=typed,
            claim_id=sent.get("claim") or None, seen=seen,
        )  # fmt: skip
        enqueue_accepted(proposal__public_id=one)
    else:
        raise InputError("There is no such step.", do="Use the buttons of the page.")
    return step


def _context(
    request: HttpRequest, looked: Looked, typed: dict[str, str | None] | None, search: str
) -> dict[str, Any]:
    text, by = looked.proposal.document_text, request.user
    wish = Wish.of(request)
    reviews, review_count = reviews_of(looked, by)
    data = {name: value or "" for name, value in typed.items()} if typed is not None else None
    decides = may_decide(request)
    is_open = looked.proposal.state_code in ("proposed", "contested")
    same = _same_claims(looked) if decides and is_open else []
    choices = activities_for(looked, search) if is_open else []
    form = ReadingForm(looked, choices, data) if is_open else None
    return {
        "looked": looked,
        "one": looked.proposal,
        "text": text,
        "passage": _passage(looked),
        "form": form,
        "link_fields": form.link_fields() if form else [],
        "search": search,
        "is_typed": typed is not None,
        "previews": preview_of(looked, by),
        "same_claims": same,
        "reviews": reviews,
        "review_count": review_count,
        "has_reviewed": any(one.by == by.public_id for one in reviews),
        "claim": looked.last.claim if looked.last else None,
        "findings": _findings(looked),
        "is_counted": _is_counted(looked),
        "reasons": REASONS,
        "may_decide": decides,
        "may_undo": decides and can_undo(looked, by, review_count),
        "back": _back(text, wish, looked),
    }


def _back(text: DocumentText, wish: Wish, looked: Looked) -> str:
    """The address of the page of the text that shows the passage."""
    path = reverse("evidence:text", args=[text.public_id])
    one = looked.proposal
    return f"{path}{wish.query(at=one.start)}#p-{one.public_id}"


def _passage(looked: Looked) -> Passage | None:
    text = looked.proposal.document_text
    try:
        words = text_of(text)
    except NotFoundError:
        return None
    return passages_of(words, [looked.proposal], text.pages, text.headings, _AROUND)[0]


def _same_claims(looked: Looked) -> list[Claim]:
    """Standing claims of the same document and value, which the passage may print again."""
    if looked.document is None:
        return []
    currency = looked.reading.get("currency_code")
    rows = Claim.objects.filter(document=looked.document, currency_code=currency)
    rows = rows.exclude(outcome_reason_code="withdrawn").select_related("activity")
    return [one for one in rows.order_by("start")[:2_000] if prints_again(looked.reading, one)][
        :_SAME_CLAIMS
    ]


def _findings(looked: Looked) -> list[FindingClaim]:
    """What comparing the accepted claim with earlier ones found."""
    if looked.last is None or looked.last.claim is None:
        return []
    rows = FindingClaim.objects.filter(claim=looked.last.claim).select_related("finding")
    return list(rows.order_by("pk")[:_SAME_CLAIMS])


def _is_counted(looked: Looked) -> bool:
    """Whether the worker sets the accepted claim against our own figures."""
    last = looked.last
    return (
        last is not None
        and last.kind_code == "accept"
        and last.claim is not None
        and (is_counted(last.claim))
    )
