"""One text: its passages, what is proposed of each beside it, and the quick steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tomoni.catalogue.errors import InputError, NotFoundError, RefusedError, TomoniError
from tomoni.records.actions.evidence.decide import (
    accept_proposal,
    contest_proposal,
    correct_proposal,
    link_as_suggested,
    merge_proposal,
    reject_proposal,
)
from tomoni.records.actions.evidence.look import Looked, look_at
from tomoni.records.actions.evidence.undo import undo_decision
from tomoni.records.actions.reading.texts import text_of
from tomoni.records.models import DocumentText, Proposal, ProposalDecision
from tomoni.web.findings.tasks import enqueue_accepted
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..passages import Passage, passages_of
from ..reach import READERS, may_decide
from ..words import Words

PAGE_SIZE = 25
SHOWN: tuple[tuple[str, Words, Q], ...] = (
    ("open", pgettext_lazy("evidence", "open"), Q(state_code="proposed")),
    ("contested", _("contested"), Q(state_code="contested")),
    ("decided", _("decided"), Q(state_code__in=("accepted", "merged", "rejected"))),
    ("accepted", pgettext_lazy("evidence", "accepted"), Q(state_code__in=("accepted", "merged"))),
    ("rejected", _("rejected"), Q(state_code="rejected")),
    ("all", _("all"), ~Q(state_code="superseded")),
)
KINDS: tuple[tuple[str, Words, Q], ...] = (
    ("figures", _("numbers"), ~Q(kind_code="role")),
    ("names", _("names in a role"), Q(kind_code="role")),
)
REASONS: tuple[Words, ...] = (
    _("Page, section or footnote number."),
    _("Part of a name."),
    _("Date or number of a photograph or table."),
    _("Background about the world, not about the work."),
    _("Misread: no such number is printed."),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What of a text is shown: which states, which kind, from which confidence (percent) on."""

    state: str = "open"
    kind: str = "figures"
    least: int = 0

    @classmethod
    def of(cls, request: HttpRequest) -> Wish:
        """Read the wish out of the address; what it does not know is left aside."""
        asked = request.GET
        state = asked.get("state", "open")
        kind = asked.get("kind", "figures")
        least = asked.get("least", "0")
        return cls(
            state if state in [name for name, _, _ in SHOWN] else "open",
            kind if kind in [name for name, _, _ in KINDS] else "figures",
            int(least) if least.isascii() and least.isdecimal() and int(least) <= 100 else 0,
        )

    @property
    def condition(self) -> Q:
        """What the wished proposals have in common."""
        state = next(q for name, _, q in SHOWN if name == self.state)
        kind = next(q for name, _, q in KINDS if name == self.kind)
        return state & kind & Q(confidence__gte=self.least * 10)

    def rows(self, text: DocumentText) -> QuerySet[Proposal]:
        """Return the proposals that are wished for, in the order of the text."""
        rows = Proposal.objects.filter(self.condition, document_text=text)
        return rows.order_by("start", "pk")

    def query(self, **more: object) -> str:
        """Return the query string of the wish."""
        wishes = {"state": self.state, "kind": self.kind, "least": self.least or "", **more}
        plain = {"state": "open", "kind": "figures"}
        kept = {name: value for name, value in wishes.items()
                if value and plain.get(name) != value}  # fmt: skip
        return f"?{urlencode(kept)}" if kept else ""


class _Counted(Paginator[Proposal]):
    """A paginator that is told how many rows there are."""

    count = 0


@dataclass(frozen=True, slots=True)
class Block:
    """One passage with what was looked up of its proposals."""

    passage: Passage
    cards: Sequence[Looked]


@for_roles(*READERS)
def text(request: HttpRequest, text_id: str) -> HttpResponse:
    """The passages of a text, a page of proposals at a time; a POST is a quick step with one."""
    held = DocumentText.objects.select_related("document").filter(public_id=text_id).first()
    if held is None:
        raise NotFoundError("There is no such text.", do="Check the address.")
    wish = Wish.of(request)
    if request.method == "POST":
        return _step(request, held, wish)
    rows = wish.rows(held)
    counts, count = _counts(held, wish)
    pages = _Counted(rows, PAGE_SIZE)
    pages.count = count
    page = pages.get_page(_page_asked(request, rows))
    looked = look_at(_with_text(page.object_list, held), suggests=True)
    last = _own_last(request, held)
    context = {
        "text": held,
        "blocks": _blocks(held, looked),
        "page": page,
        "wish": wish,
        "states": [(name, words) for name, words, _ in SHOWN],
        "kinds": [(name, words) for name, words, _ in KINDS],
        "counts": counts,
        "suggested": [one for one in looked if _is_suggested(one)],
        "earlier": wish.query(page=page.previous_page_number()) if page.has_previous() else None,
        "later": wish.query(page=page.next_page_number()) if page.has_next() else None,
        "reasons": REASONS,
        "own_last": last,
        "may_decide": may_decide(request),
        "here": request.get_full_path(),
    }
    return render(request, "evidence/text.html", context)


def address_at(text: DocumentText, wish: Wish, proposal: Proposal) -> str:
    """Return the address of the page that shows a proposal, or the next one that is wished for."""
    following = Q(start__gt=proposal.start) | Q(start=proposal.start, pk__gte=proposal.pk)
    rows = wish.rows(text)
    then = rows.filter(following).values_list("public_id", flat=True).first()
    page = (rows.exclude(following).count() if then else max(0, rows.count() - 1)) // PAGE_SIZE
    path = reverse("evidence:text", args=[text.public_id])
    query = wish.query(page=page + 1 if page else "")
    return f"{path}{query}#p-{then}" if then else f"{path}{query}"


def _page_asked(request: HttpRequest, rows: QuerySet[Proposal]) -> str | int | None:
    """The page by its number, or the one that holds the first proposal from an offset on."""
    offset = request.GET.get("at", "")
    if offset.isascii() and offset.isdecimal() and len(offset) < 10:
        return rows.filter(start__lt=int(offset)).count() // PAGE_SIZE + 1
    return request.GET.get("page")


def _with_text(rows: Sequence[Proposal], held: DocumentText) -> list[Proposal]:
    found = list(rows)
    for one in found:
        one.document_text = held
    return found


def _blocks(held: DocumentText, looked: Sequence[Looked]) -> list[Block]:
    if not looked:
        return []
    by_id = {one.proposal.pk: one for one in looked}
    rows = [one.proposal for one in looked]
    found = passages_of(text_of(held), rows, held.pages, held.headings)
    return [Block(one, [by_id[row.pk] for row in one.proposals]) for one in found]


def _counts(held: DocumentText, wish: Wish) -> tuple[dict[str, int], int]:
    """How many numbers of the text are in each state, and how many proposals are wished for."""
    rows = Proposal.objects.filter(document_text=held).values_list("state_code")
    numbers = Count("pk", filter=~Q(kind_code="role"))
    counted = rows.annotate(own=numbers, shown=Count("pk", filter=wish.condition))
    found = list(counted.order_by("state_code"))
    return {state: own for state, own, _ in found if own}, sum(shown for *_, shown in found)


def _is_suggested(looked: Looked) -> bool:
    """Whether one press links it to what is suggested."""
    is_open = looked.proposal.state_code == "proposed"
    return is_open and looked.suggested is not None and looked.already is None


def _own_last(request: HttpRequest, held: DocumentText) -> ProposalDecision | None:
    """The reader's own latest decision on the text, while it stands."""
    found = (
        ProposalDecision.objects.filter(proposal__document_text=held, by=request.user.public_id)
        .select_related("proposal", "undone_by")
        .order_by("-pk")
        .first()
    )
    if found is None or found.kind_code == "undo" or hasattr(found, "undone_by"):
        return None
    return found if found.revision == found.proposal.revision else None


def _step(request: HttpRequest, held: DocumentText, wish: Wish) -> HttpResponse:
    """Take one quick step and go on to the next proposal; a refusal leads back to this one."""
    sent = request.POST
    if sent.get("step") == "suggested":
        return _link_all(request)
    rows = Proposal.objects.filter(document_text=held, public_id=sent.get("proposal", ""))
    proposal = rows.first()
    if proposal is None:
        raise NotFoundError("There is no such proposal.", do="Go back to the text.")
    try:
        _take(request, proposal, sent)
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
        if isinstance(error, RefusedError):
            # What is missing is put right on the page of the proposal itself.
            path = reverse("evidence:proposal", args=[proposal.public_id])
            return HttpResponseRedirect(f"{path}{wish.query()}")
    return HttpResponseRedirect(address_at(held, wish, proposal))


def _link_all(request: HttpRequest) -> HttpResponse:
    """Link what the page shows to what it suggests."""
    try:
        count = link_as_suggested(request.POST.getlist("of")[:PAGE_SIZE], by=request.user)
        messages.success(request, _now("%(count)d linked.") % {"count": count})
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
    return HttpResponseRedirect(request.get_full_path())


def _take(request: HttpRequest, proposal: Proposal, sent: Any) -> None:
    one, step = proposal.public_id, sent.get("step")
    by, seen = request.user, seen_of(sent)
    if step == "accept":
        accept_proposal(one, by=by, seen=seen)
        enqueue_accepted(proposal__public_id=one)
    elif step == "reject":
        reject_proposal(one, by=by, seen=seen, why=sent.get("why", ""))
    elif step == "merge":
        merge_proposal(one, sent.get("claim", ""), by=by, seen=seen)
    elif step == "link":
        correct_proposal(one, {"activity_id": sent.get("activity", "")}, by=by, seen=seen)
    elif step == "contest":
        contest_proposal(one, by=by, seen=seen, why=sent.get("why", ""))
    elif step == "undo":
        undo_decision(one, by=by, seen=seen, why=str(_now("Taken back at the desk at once.")))
    else:
        raise InputError("There is no such step.", do="Use the buttons of the page.")
    messages.success(request, done_words(step))


def seen_of(sent: Any) -> int | None:
    """Return the revision that the page showed."""
    seen = sent.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else None


def done_words(step: str) -> str:
    """Return what a step did, as a message."""
    return {
        "accept": _now("Accepted."),
        "reject": _now("Rejected: the number is on record as no claim."),
        "merge": _now("Merged with the claim that prints it."),
        "contest": _now("Contested: two reviewers must agree now."),
        "undo": _now("Taken back."),
        "link": _now("Linked."),
        "correct": _now("The correction is kept. Nothing is claimed by it yet."),
        "review": _now("Your review is kept."),
    }[step]
