"""The release of one edition: of its activity, of itself, and of the lines that count its people.

A public snapshot holds an edition when its activity and itself are cleared, and its counts when
their lines are. So the three are decided together, each as far as its own state allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction

from tomoni.catalogue.errors import TransitionError
from tomoni.records.models import Edition, Entry, User
from tomoni.rules.release import ReleaseRequest, can_release, check_release

from .audit import actor_id
from .common import find
from .release import decide_release


@dataclass(frozen=True, slots=True)
class ReleasedPart:
    """One record of an edition with its decision. ``kind``: activity, edition or entry."""

    kind: str
    record_id: str
    state: str
    embargo_until: date | None


def parts_of(edition: Edition) -> list[ReleasedPart]:
    """Return the records that are decided with an edition; lines that are reversed are left out."""
    parts = [
        ReleasedPart(kind, one.public_id, one.release_code, one.embargo_until)
        for kind, one in (("activity", edition.activity), ("edition", edition))
    ]
    rows = Entry.objects.filter(activity=edition.activity, reverses_entry__isnull=True)
    standing = rows.filter(reversing_entries__isnull=True).order_by("public_id")
    for entry in standing.prefetch_related("release_decisions"):
        decisions = sorted(entry.release_decisions.all(), key=lambda one: one.pk)
        held = decisions[-1] if decisions else entry
        parts.append(ReleasedPart("entry", entry.public_id, held.release_code, held.embargo_until))
    return parts


@transaction.atomic
def decide_edition(
    *,
    by: User | str,
    edition_id: str,
    target: str,
    why: str,
    until: date | None = None,
    today: date | None = None,
) -> int:
    """Take an edition's records to another state of release; return how many changed.

    A record whose state does not allow the step stays as it is. Errors: NotPermittedError;
    NotFoundError; TransitionError when no record allows it, or the reason is missing.
    """
    edition = find(Edition, edition_id)
    day = today or datetime.now(UTC).date()
    requests = {
        (part.kind, part.record_id): ReleaseRequest(
            part.state, target, actor_id(by), why, day, until, part.embargo_until
        )
        for part in parts_of(edition)
    }
    ready = [key for key, request in requests.items() if can_release(request)]
    if not ready:
        for request in requests.values():
            check_release(request)
        raise TransitionError("Nothing of this edition can be decided.")
    changed = 0
    for kind in ("activity", "edition", "entry"):
        ids = [record_id for one, record_id in ready if one == kind]
        if ids:
            changed += decide_release(kind, ids, target, by=by, why=why, until=until)
    return changed
