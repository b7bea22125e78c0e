"""Looks at proposals: how each is read now, and what would come of accepting it.

The pages, the previews and the actions all look through here, so that what is written is what was
shown. The number of queries does not depend on the number of proposals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Model, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from tomoni.catalogue.errors import InputError, NotFoundError
from tomoni.records.actions.common import fiscal_start_month
from tomoni.records.models import (
    Activity,
    Claim,
    ClaimSpan,
    Document,
    DocumentText,
    Exclusion,
    Party,
    Pledge,
    PledgeTarget,
    Proposal,
    ProposalDecision,
    User,
)
from tomoni.rules.evidence.claims import Judged, Place, judge, why_not_merge
from tomoni.rules.evidence.readings import Proposed, changed, reading_of
from tomoni.rules.identity import derived_id
from tomoni.rules.quantities import Quantity

from .namings import Name, names_of, parties_named
from .suggest import Named, folded, named_near

_Span = tuple[int, int]
AnyStep = TypeVar("AnyStep", bound=Model)


@dataclass(frozen=True, slots=True)
class Looked:
    """One proposal as it stands.

    ``decisions``: all of them, in order; ``last``: the latest that stands, which an undo takes
    back. ``proposed``: the reader's word; ``reading``: with what reviewers read otherwise.
    ``already``: the standing claim that prints this value here. ``exclusion``: why the number was
    found to be no claim. ``suggested``: the activity that it may be about, where none is linked.
    ``names``: the known countries and bodies that a passage names in a role. ``claim_id``: of the
    claim that accepting would make.
    """

    proposal: Proposal
    document: Document | None
    decisions: Sequence[ProposalDecision]
    last: ProposalDecision | None
    proposed: Mapping[str, str | None]
    reading: Mapping[str, str | None]
    activity: Activity | None
    pledges: Sequence[Pledge]
    pledge: Pledge | None
    target: PledgeTarget | None
    already: Claim | None
    exclusion: Exclusion | None
    suggested: Activity | None
    names: Sequence[Name]
    claim_id: str
    judged: Judged

    @property
    def changes(self) -> dict[str, str | None]:
        """What reviewers read otherwise than the reader."""
        return changed(self.proposed, self.reading)

    @property
    def is_ready(self) -> bool:
        """Whether accepting it would make a claim."""
        return self.proposal.state_code == "proposed" and not self.judged.refusals


@dataclass(slots=True)
class _Around:
    """What the ledger holds around some proposals."""

    decisions: dict[int, list[ProposalDecision]] = field(default_factory=dict)
    by_id: dict[str, Activity] = field(default_factory=dict)
    by_title: dict[str, Activity | None] = field(default_factory=dict)
    pledges: dict[int, list[Pledge]] = field(default_factory=dict)
    spans: dict[int, list[tuple[_Span, Claim]]] = field(default_factory=dict)
    exclusions: dict[int, list[tuple[_Span, Exclusion]]] = field(default_factory=dict)
    named: dict[int, Named] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)


def look_at(
    proposals: Iterable[Proposal],
    readings: Mapping[str, Mapping[str, str | None]] | None = None,
    *,
    suggests: bool = False,
) -> list[Looked]:
    """Look at proposals, in their order.

    ``readings``: by public id, how somebody reads some of them who has not said so yet.
    ``suggests``: also look which activity each may be about.
    """
    rows = list(proposals)
    given = readings or {}
    around = _Around(decisions=_decisions(rows))
    _find_activities(rows, around, given)
    _find_pledges(around)
    around.parties = parties_named(rows)
    for text in {row.document_text_id: row.document_text for row in rows}.values():
        of_text = [row for row in rows if row.document_text_id == text.pk]
        _find_claimed(text, of_text, around)
        if suggests:
            around.named[text.pk] = named_near(text, of_text)
    month = fiscal_start_month()
    return [_looked(row, around, given.get(row.public_id), month) for row in rows]


def look_at_one(
    proposal_id: str, reading: Mapping[str, str | None] | None = None, *, lock: bool = False
) -> Looked:
    """Look at one proposal by its public id. Errors: NotFoundError."""
    found = list(proposals_by_id([proposal_id], lock=lock))
    if not found:
        raise NotFoundError(f"There is no proposal {proposal_id!r}.", do="Check the address.")
    return look_at(found, {proposal_id: reading} if reading is not None else None)[0]


def proposals_by_id(public_ids: Iterable[str], *, lock: bool = False) -> Iterable[Proposal]:
    """Return proposals with their texts, in a fixed order so that two lockers never wait in a
    ring.
    """
    rows = Proposal.objects.filter(public_id__in=list(public_ids)).order_by("pk")
    if lock:
        list(rows.select_for_update().values_list("pk", flat=True))
    return rows.select_related("document_text__document")


def last_standing(decisions: Sequence[ProposalDecision]) -> ProposalDecision | None:
    """Return the latest decision that no later one takes back."""
    undone = {one.undoes_id for one in decisions}
    standing = [one for one in decisions if one.kind_code != "undo" and one.pk not in undone]
    return standing[-1] if standing else None


def _decisions(rows: Sequence[Proposal]) -> dict[int, list[ProposalDecision]]:
    found: dict[int, list[ProposalDecision]] = {}
    decisions = named(ProposalDecision.objects.filter(proposal__in=[row.pk for row in rows]))
    for one in decisions.select_related("claim").order_by("proposal_id", "revision"):
        found.setdefault(one.proposal_id, []).append(one)
    return found


def named(rows: QuerySet[AnyStep]) -> QuerySet[AnyStep]:
    """Return steps with ``who``: the user name of who took each; NULL for a part of the system."""
    accounts = User.objects.filter(public_id=OuterRef("by")).values("username")[:1]
    return rows.annotate(who=Subquery(accounts))


def _standing_values(decisions: Sequence[ProposalDecision]) -> list[Mapping[str, str | None]]:
    undone = {one.undoes_id for one in decisions}
    return [one.values for one in decisions if one.kind_code != "undo" and one.pk not in undone]


def _find_activities(
    rows: Sequence[Proposal], around: _Around, given: Mapping[str, Mapping[str, str | None]]
) -> None:
    """The activities that decisions link to, and those whose title a passage prints."""
    linked = {
        str(values["activity_id"])
        for values in (
            *(one.values for found in around.decisions.values() for one in found),
            *given.values(),
        )
        if values.get("activity_id")
    }
    titles = {folded(row.activity) for row in rows if row.activity}
    if not linked and not titles:
        return
    own = Activity.objects.filter(publisher=None)
    activities = own.select_related("series").annotate(folded=Lower("title"))
    for one in activities.filter(Q(public_id__in=linked) | Q(folded__in=titles)):
        around.by_id[one.public_id] = one
        title = folded(one.title)
        if title in titles:
            around.by_title[title] = None if title in around.by_title else one


def _find_pledges(around: _Around) -> None:
    found = around.by_id.values()
    keys = {key for one in found for key in (one.pk, one.parent_activity_id) if key}
    if not keys:
        return
    targets = Prefetch("targets", PledgeTarget.objects.select_related("claim").order_by("pk"))
    pledges = Pledge.objects.filter(activity__in=keys).prefetch_related(targets)
    for pledge in pledges.order_by("pk"):
        around.pledges.setdefault(pledge.activity_id, []).append(pledge)


def _find_claimed(text: DocumentText, rows: Sequence[Proposal], around: _Around) -> None:
    """Claims and exclusions of the text's document near the proposals."""
    if text.document_id is None:
        return
    first, last = min(row.start for row in rows), max(row.end for row in rows)
    near = {"document_id": text.document_id, "start__lt": last, "end__gt": first}
    claimed = ClaimSpan.objects.filter(**near).select_related("claim").order_by("start", "pk")
    around.spans[text.pk] = [
        ((one.start, one.end), one.claim)
        for one in claimed
        if one.claim.outcome_reason_code != "withdrawn"
    ]
    excluded = Exclusion.objects.filter(**near).order_by("start", "pk")
    around.exclusions[text.pk] = [((one.start, one.end), one) for one in excluded]


def _looked(
    proposal: Proposal, around: _Around, given: Mapping[str, str | None] | None, month: int
) -> Looked:
    decisions = around.decisions.get(proposal.pk, [])
    proposed, reading = _reading(proposal, around, decisions, given)
    activity = around.by_id.get(reading.get("activity_id") or "")
    named_here = around.named.get(proposal.document_text_id)
    suggested = named_here.activity_of(proposal) if named_here and activity is None else None
    pledges = _pledges(activity, around)
    pledge = _pledge(reading, pledges)
    targets = [target for one in pledges for target in one.targets.all()]
    target = next((one for one in targets if one.public_id == reading.get("target_id")), None)
    spans = around.spans.get(proposal.document_text_id, [])
    here = [claim for span, claim in spans if _overlap(span, proposal)]
    already = next((claim for claim in here if prints_again(reading, claim)), None)
    excluded = around.exclusions.get(proposal.document_text_id, [])
    document = proposal.document_text.document
    made = sum(one.kind_code == "accept" for one in decisions)
    claim_id = derived_id(proposal.public_id, "claim", made)
    names = names_of(proposal, around.parties)
    place = Place(
        claim_id=claim_id,
        is_registered=document is not None,
        edition_year=document.edition_year if document else None,
        activity_kind=activity.kind_code if activity else None,
        in_series=activity is not None and activity.series_id is not None,
        pledges=len(pledges),
        has_pledge=pledge is not None,
        has_target=target is not None,
        is_claimed=already is not None,
        names=len(names),
        fiscal_start_month=month,
    )
    return Looked(
        proposal=proposal,
        document=document,
        decisions=decisions,
        last=last_standing(decisions),
        proposed=proposed,
        reading=reading,
        activity=activity,
        pledges=pledges,
        pledge=pledge,
        target=target,
        already=already,
        exclusion=next((one for span, one in excluded if _overlap(span, proposal)), None),
        suggested=suggested,
        names=names,
        claim_id=claim_id,
        judged=judge(proposal.kind_code, reading, place),
    )


def _reading(
    proposal: Proposal,
    around: _Around,
    decisions: Sequence[ProposalDecision],
    given: Mapping[str, str | None] | None,
) -> tuple[dict[str, str | None], dict[str, str | None]]:
    titled = around.by_title.get(folded(proposal.activity)) if proposal.activity else None
    proposed = Proposed(
        kind=proposal.kind_code,
        value=value_of(proposal),
        unit_code=proposal.unit_code,
        currency_code=proposal.currency_code,
        qualifier_code=proposal.qualifier_code,
        metric_code=proposal.metric_code,
        population_code=proposal.population_code,
        date=proposal.date_stated,
        as_of=proposal.as_of_stated,
        period_start=proposal.period_start_stated,
        period_end=proposal.period_end_stated,
        activity_id=titled.public_id if titled else None,
    )
    said = _standing_values(decisions)
    return reading_of(proposed), reading_of(proposed, [*said, given] if given else said)


def _pledges(activity: Activity | None, around: _Around) -> list[Pledge]:
    """The pledges that an activity records, else those of the one that it is a part of."""
    if activity is None:
        return []
    own = around.pledges.get(activity.pk, [])
    return own or around.pledges.get(activity.parent_activity_id or 0, [])


def _pledge(reading: Mapping[str, str | None], pledges: Sequence[Pledge]) -> Pledge | None:
    """The pledge that is named, or the only one."""
    wanted = reading.get("pledge_id")
    if wanted:
        return next((one for one in pledges if one.public_id == wanted), None)
    return pledges[0] if len(pledges) == 1 else None


def _overlap(span: _Span, proposal: Proposal) -> bool:
    return span[0] < proposal.end and proposal.start < span[1]


def value_of(record: Proposal | Claim) -> Quantity | None:
    """Return the exact value of a proposal or claim; None for one that has no number."""
    if record.quantity is None or record.exponent is None:
        return None
    return Quantity(record.quantity, record.exponent)


def prints_again(reading: Mapping[str, str | None], claim: Claim) -> bool:
    """Whether a passage that is read so may print a claim of the same document again."""
    value = value_of(claim)
    return value is not None and not why_not_merge(
        quantity_of(reading),
        reading.get("currency_code"),
        value,
        claim.currency_code,
        same_document=True,
        is_withdrawn=claim.outcome_reason_code == "withdrawn",
    )


def quantity_of(reading: Mapping[str, str | None]) -> Quantity | None:
    """Return the value of a reading; None where it is missing or no number."""
    try:
        return Quantity.from_text(reading.get("value") or "")
    except InputError:
        return None
