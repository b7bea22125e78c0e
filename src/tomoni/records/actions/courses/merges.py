"""Two rows for one human being: noted, judged, merged, and taken apart again.

A merge moves what belongs to one row to the other and writes down what it moved; nothing else
changes. So undoing it restores every row as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction

from tomoni.catalogue.errors import NotFoundError
from tomoni.records.models import (
    AlumniProfile,
    AssociationMembership,
    Consent,
    Employment,
    Nomination,
    Participation,
    Person,
    PossibleDuplicate,
    User,
)
from tomoni.rules.courses.merging import (
    MergeFacts,
    UndoFacts,
    check_merge,
    check_undo,
)
from tomoni.rules.courses.revisions import check_save
from tomoni.rules.permissions import Subject

from ..audit import Event, actor_id, as_payload, record_event, record_events
from ..common import find, new_id, why_given
from .scopes import check_may

# What a merge moves. Sealed data stay under the row that they were sealed for.
_MOVED: dict[str, type[models.Model]] = {
    "participation": Participation,
    "nomination": Nomination,
    "employment": Employment,
    "consent": Consent,
    "alumni_profile": AlumniProfile,
    "association_membership": AssociationMembership,
}
_LIVE_NOMINATION = ~models.Q(state_code__in=("withdrawn", "duplicate"))
_PAIR = Subject("possible_duplicate")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two persons that may be one. ``score``: 0 to 1000. ``reasons``: codes of what agrees."""

    first_id: str
    second_id: str
    score: int
    reasons: tuple[str, ...] = ()


@transaction.atomic
def note_possible_duplicates(found: Iterable[Likeness], *, by: User | str) -> int:
    """Put pairs into the queue that are not in it yet; return how many are new.

    A pair that was judged before stays judged. Errors: NotPermittedError; NotFoundError.
    """
    check_may(by, "create", _PAIR)
    likenesses = list(found)
    ids = {one for each in likenesses for one in (each.first_id, each.second_id)}
    persons = {p.public_id: p for p in Person.objects.filter(public_id__in=ids)}
    missing = ids - persons.keys()
    if missing:
        raise NotFoundError(f"There is no person {min(missing)!r}.", do="Check the id.")
    pairs = {_ordered(persons, each): each for each in likenesses}
    firsts = {first for first, _ in pairs}
    known = set(
        PossibleDuplicate.objects.filter(first__in=firsts).values_list("first_id", "second_id")
    )
    rows = [
        PossibleDuplicate(
            public_id=new_id(),
            first_id=first,
            second_id=second,
            score=each.score,
            reasons=list(each.reasons),
        )
        for (first, second), each in sorted(pairs.items())
        if first != second and (first, second) not in known
    ]
    PossibleDuplicate.objects.bulk_create(rows, batch_size=2_000)
    by_key = {person.pk: person.public_id for person in persons.values()}
    record_events(
        (
            Event(
                "create",
                "possible_duplicate",
                row.public_id,
                {"of": [by_key[row.first_id], by_key[row.second_id]], "score": row.score},
            )
            for row in rows
        ),
        by=by,
    )
    return len(rows)


@transaction.atomic
def merge_persons(
    duplicate_id: str, *, by: User | str, why: str, keep_id: str | None = None
) -> PossibleDuplicate:
    """Take a pair for one human being: all rows of one go to the other. Return the pair.

    ``keep_id``: public id of the person that stays; None: the older row. Where one of the pair has
    been merged before, the row that stands for it is meant. Errors: NotPermittedError;
    NotFoundError; InputError without a reason; TransitionError when both took part in one edition
    or are nominated in one call, one is erased, both have accounts, or others judged it meanwhile.
    """
    pair = _undecided(duplicate_id, by)
    check_may(by, "merge", Subject("person"))
    reason = why_given(why)
    first, second = top_of(pair.first), top_of(pair.second)
    kept, merged = (second, first) if keep_id == second.public_id else (first, second)
    check_merge(merge_facts(kept, merged))
    moved = _move(merged, kept)
    Person.objects.filter(pk=merged.pk).update(merged_into=kept)
    _decide(pair, "merged", by, reason, moved)
    payload = {"kept": kept.public_id, "merged": merged.public_id, "rows": _counts(moved)}
    _record(pair, "merge", by, payload)
    return pair


@transaction.atomic
def decide_distinct(duplicate_id: str, *, by: User | str, why: str) -> PossibleDuplicate:
    """Judge that a pair is two human beings, and return it.

    Errors: NotPermittedError; NotFoundError; InputError without a reason; TransitionError when
    others judged it meanwhile.
    """
    pair = _undecided(duplicate_id, by)
    _decide(pair, "distinct", by, why_given(why), {})
    _record(pair, "adjudicate", by, {"state": "distinct"})
    return pair


@transaction.atomic
def undo_decision(duplicate_id: str, *, by: User | str) -> PossibleDuplicate:
    """Open a judged pair again; a merge is taken apart, and every row is as it was before.

    Errors: NotPermittedError; NotFoundError; TransitionError when it is open, or a later merge
    moved the rows on.
    """
    check_may(by, "adjudicate", _PAIR)
    pair = find(PossibleDuplicate, duplicate_id, lock=True)
    was, moved = pair.state_code, pair.moved
    check_undo(_undo_facts(pair))
    if was == "merged":
        _move_back(moved)
    _decide(pair, "open", None, None, {})
    _record(pair, "undo", by, {"state": was, "rows": _counts(moved)})
    return pair


def top_of(person: Person) -> Person:
    """Return the row that stands for a person: itself, or where its merges end."""
    while person.merged_into is not None:
        person = person.merged_into
    return person


def merge_facts(kept: Person, merged: Person) -> MergeFacts:
    """Return what a merge of two standing rows would meet."""
    both = Participation.objects.filter(person=merged, edition__participations__person=kept)
    calls = Nomination.objects.filter(_LIVE_NOMINATION, person=merged)
    own_calls = Nomination.objects.filter(_LIVE_NOMINATION, person=kept).values("call")
    return MergeFacts(
        same_row=kept.pk == merged.pk,
        is_erased=kept.erased_at is not None or merged.erased_at is not None,
        editions=sorted(set(both.values_list("edition__public_id", flat=True))),
        calls=sorted(calls.filter(call__in=own_calls).values_list("call__public_id", flat=True)),
        accounts=sum(one.user_id is not None for one in (kept, merged)),
    )


def _ordered(persons: dict[str, Person], each: Likeness) -> tuple[int, int]:
    keys = sorted((persons[each.first_id].pk, persons[each.second_id].pk))
    return keys[0], keys[1]


def _undecided(duplicate_id: str, by: User | str) -> PossibleDuplicate:
    check_may(by, "adjudicate", _PAIR)
    pair = find(PossibleDuplicate, duplicate_id, lock=True)
    if pair.state_code != "open":
        at = pair.decided_at.strftime("%Y-%m-%d %H:%M UTC") if pair.decided_at else ""
        check_save(0, 1, pair.state_code, at)
    return pair


def _move(merged: Person, kept: Person) -> dict[str, Any]:
    """Give the rows of one person to another; return which ones went, by table."""
    rows: dict[str, list[int]] = {}
    held = kept.consents.filter(withdrawn_at__isnull=True).values_list("scope_code", flat=True)
    for name, model in _MOVED.items():
        own = model._default_manager.filter(person=merged)
        if name == "consent":  # one consent in force for each purpose
            own = own.exclude(withdrawn_at__isnull=True, scope_code__in=list(held))
        if name == "alumni_profile" and model._default_manager.filter(person=kept).exists():
            own = own.none()
        if name == "association_membership":  # one membership in force in each association
            there = kept.memberships.filter(left_on__isnull=True).values("association")
            own = own.exclude(left_on__isnull=True, association__in=there)
        rows[name] = sorted(own.values_list("pk", flat=True))
        model._default_manager.filter(pk__in=rows[name]).update(person=kept)
    moved: dict[str, Any] = {"kept": kept.pk, "merged": merged.pk, "rows": rows, "user": None}
    if merged.user_id is not None:
        moved["user"] = merged.user_id
        Person.objects.filter(pk=merged.pk).update(user=None)
        Person.objects.filter(pk=kept.pk).update(user=moved["user"])
    return moved


def _move_back(moved: dict[str, Any]) -> None:
    kept, merged = moved["kept"], moved["merged"]
    for name, keys in moved["rows"].items():
        _MOVED[name]._default_manager.filter(pk__in=keys).update(person=merged)
    if moved["user"] is not None:
        Person.objects.filter(pk=kept).update(user=None)
        Person.objects.filter(pk=merged).update(user=moved["user"])
    Person.objects.filter(pk=merged).update(merged_into=None)


def _undo_facts(pair: PossibleDuplicate) -> UndoFacts:
    if pair.state_code != "merged":
        return UndoFacts(pair.state_code)
    kept = Person.objects.get(pk=pair.moved["kept"])
    merged = Person.objects.get(pk=pair.moved["merged"])
    gone = sum(
        len(keys) - _MOVED[name]._default_manager.filter(pk__in=keys, person=kept).count()
        for name, keys in pair.moved["rows"].items()
    )
    return UndoFacts(
        "merged",
        moved_on=gone,
        kept_is_merged=kept.merged_into_id is not None or merged.merged_into_id != kept.pk,
        is_erased=kept.erased_at is not None or merged.erased_at is not None,
    )


def _decide(
    pair: PossibleDuplicate,
    state: str,
    by: User | str | None,
    why: str | None,
    moved: dict[str, Any],
) -> None:
    pair.state_code, pair.why, pair.moved = state, why, moved
    pair.decided_by = None if by is None else actor_id(by)
    pair.decided_at = None if by is None else datetime.now(UTC)
    pair.save()


def _counts(moved: dict[str, Any]) -> dict[str, int]:
    rows: dict[str, Sequence[int]] = moved.get("rows", {})
    return {name: len(keys) for name, keys in rows.items() if keys}


def _record(pair: PossibleDuplicate, verb: str, by: User | str, payload: dict[str, Any]) -> None:
    record_event(
        by=by,
        verb=verb,
        object_type="possible_duplicate",
        object_id=pair.public_id,
        payload=as_payload(payload),
    )
