"""Which activity a passage may be about: what reviewers linked before, and what is mentioned here.

A suggestion is a button, never a link: somebody says yes to it. In this order:

1. what an earlier proposal of the same text, printed beside the same title, was linked to;
2. the smallest mention of an activity that holds the passage;
3. the nearest mention, or linked proposal, within ``NEAR`` characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tomoni.records.models import Activity, DocumentText, Mention, Proposal, ProposalDecision

NEAR = 500
_MOST = 2_000


@dataclass(slots=True)
class Named:
    """What a text names near some proposals.

    ``titles``: activity by printed title; ``mentions`` and ``linked``: start, end and activity.
    """

    titles: dict[str, Activity] = field(default_factory=dict)
    mentions: list[tuple[int, int, Activity]] = field(default_factory=list)
    linked: list[tuple[int, int, Activity]] = field(default_factory=list)

    def activity_of(self, proposal: Proposal) -> Activity | None:
        """Return the activity that a proposal may be about; None where nothing is near."""
        titled = self.titles.get(folded(proposal.activity)) if proposal.activity else None
        if titled is not None:
            return titled
        around = [
            (end - start, activity)
            for start, end, activity in self.mentions
            if start <= proposal.start and proposal.end <= end
        ]
        if around:
            return min(around, key=lambda one: one[0])[1]
        near = [
            (distance, activity)
            for start, end, activity in (*self.linked, *self.mentions)
            if (distance := max(start - proposal.end, proposal.start - end, 0)) <= NEAR
        ]
        return min(near, key=lambda one: one[0])[1] if near else None


def named_near(text: DocumentText, rows: Sequence[Proposal]) -> Named:
    """Return what a text names near the proposals, which are all of it."""
    named = Named()
    first, last = min(row.start for row in rows) - NEAR, max(row.end for row in rows) + NEAR
    if text.document_id is not None:
        mentions = Mention.objects.filter(
            document=text.document_id,
            start__lt=last,
            end__gt=first,
            activity__is_synthetic=False,
            activity__publisher=None,
        )
        mentions = mentions.select_related("activity").order_by("start", "pk")[:_MOST]
        named.mentions = [(one.start, one.end, one.activity) for one in mentions]
    _find_linked(text, first, last, named)
    return named


def folded(title: str) -> str:
    """Return a title as it is compared: without regard to case and to blanks."""
    return " ".join(title.split()).lower()


def _find_linked(text: DocumentText, first: int, last: int, named: Named) -> None:
    steps = ProposalDecision.objects.filter(
        proposal__document_text=text, kind_code__in=("link", "accept"), undone_by__isnull=True
    )
    found = [
        (start, end, title, values["activity_id"])
        for start, end, title, values in steps.order_by("-pk").values_list(
            "proposal__start", "proposal__end", "proposal__activity", "values"
        )[:_MOST]
        if values.get("activity_id")
    ]
    if not found:
        return
    ids = {activity_id for *_, activity_id in found}
    activities = {one.public_id: one for one in Activity.objects.filter(public_id__in=ids)}
    for start, end, title, activity_id in found:
        activity = activities.get(activity_id)
        if activity is None:
            continue
        if title:
            named.titles.setdefault(folded(title), activity)
        if first < end and start < last:
            named.linked.append((start, end, activity))
