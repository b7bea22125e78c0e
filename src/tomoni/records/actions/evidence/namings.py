"""Names in a role: accepted, they are namings, by which editions are compared.

A naming carries no number. Undone, it is taken out, as an exclusion is; the audit keeps what it
said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tomoni.catalogue.places import PLACES_BY_CODE
from tomoni.records.actions.audit import Event, as_payload
from tomoni.records.actions.common import link_id
from tomoni.records.models import Naming, Party, Proposal

if TYPE_CHECKING:
    from .look import Looked

_SEPARATOR = " "


@dataclass(frozen=True, slots=True)
class Name:
    """One country or body that is named. ``party``: None for a country."""

    code: str
    party: Party | None = None


def parties_named(rows: Sequence[Proposal]) -> dict[str, Party]:
    """Return the bodies on record that proposals of roles name, by public id."""
    wanted = {one for row in rows if row.kind_code == "role" for one in row.organisations}
    if not wanted:
        return {}
    return {one.public_id: one for one in Party.objects.filter(public_id__in=wanted)}


def names_of(proposal: Proposal, parties: Mapping[str, Party]) -> list[Name]:
    """Return whom a proposal of a role names; names that nothing on record bears are left out."""
    if proposal.kind_code != "role":
        return []
    places = [Name(code) for code in proposal.countries if code in PLACES_BY_CODE]
    bodies = [Name(one, parties[one]) for one in proposal.organisations if one in parties]
    return [*places, *bodies]


def make_namings(looked: Sequence[Looked]) -> tuple[dict[int, str], list[Event]]:
    """Write the namings of accepted roles; return their ids by proposal, and the audit's events.

    A name that is on record in the same role at the same place is not written twice.
    """
    there = _there(looked)
    made: dict[int, str] = {}
    rows: list[Naming] = []
    events: list[Event] = []
    for one in looked:
        ids = []
        for name in one.names:
            known = _standing(there, one, name)
            if known is None:
                known = _naming(one, name)
                rows.append(known)
                payload = {"role_code": known.role_code, "name": name.code}
                events.append(Event("create", "naming", known.public_id, as_payload(payload)))
            ids.append(known.public_id)
        made[one.proposal.pk] = _SEPARATOR.join(ids)
    Naming.objects.bulk_create(rows)
    return made, events


def withdraw_namings(proposal: Proposal, made_id: str, why: str) -> list[Event]:
    """Take out the namings that accepting a proposal wrote; those of other sources stay."""
    own = [one for one in made_id.split(_SEPARATOR) if one.startswith(f"{proposal.public_id}--")]
    Naming.objects.filter(public_id__in=own).delete()
    return [Event("withdraw", "naming", one, {"why": why}) for one in own]


def _there(looked: Sequence[Looked]) -> list[Naming]:
    documents = {one.document.pk for one in looked if one.document}
    if not documents:
        return []
    rows = Naming.objects.filter(document__in=documents).select_related("party")
    return list(rows.order_by("start", "pk"))


def _standing(there: Iterable[Naming], one: Looked, name: Name) -> Naming | None:
    proposal = one.proposal
    for naming in there:
        same = naming.place_code == name.code if name.party is None else naming.party == name.party
        is_here = naming.start < proposal.end and proposal.start < naming.end
        of_document = one.document is not None and naming.document_id == one.document.pk
        if same and is_here and of_document and naming.role_code == proposal.metric_code:
            return naming
    return None


def _naming(one: Looked, name: Name) -> Naming:
    proposal = one.proposal
    return Naming(
        public_id=link_id(proposal.public_id, name.code),
        document=one.document,
        activity=one.activity,
        role_code=proposal.metric_code,
        place_code=name.code if name.party is None else None,
        party=name.party,
        list_code=proposal.list_code,
        start=proposal.start,
        end=proposal.end,
    )
