"""Imported activities with their countries, regions, parties and splits: written, and changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from tomoni.records.models import (
    Activity,
    ActivityCountry,
    ActivityParty,
    ActivityRegion,
    ImportedActivity,
    ImportedFile,
    ImportedShare,
    ImportedTransaction,
    Split,
)
from tomoni.rules.dates import parse_stated_date
from tomoni.rules.imports.brought import Brought, BroughtShare, splits_of

from ..audit import Event, as_payload
from ..common import link_id, new_id
from ..loading.columns import date_columns
from .parties import Parties, slug
from .standing import identity_of, own_id

# What we write again bears the identifier that was published: it is made of the public id.
_PUBLIC_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


@dataclass(frozen=True, slots=True)
class Import:
    """One import in progress: what its writers share. ``events`` are recorded at its end."""

    file: ImportedFile
    own_refs: frozenset[str]
    parties: Parties
    events: list[Event]

    @property
    def method(self) -> str:
        """The method of the splits that it makes: the policy that was chosen."""
        return f"iati:{self.file.policy_code}"


def write_activities(at_work: Import, new: Sequence[Brought]) -> list[ImportedActivity]:
    """Write activities that are not there yet, and return them in the same order."""
    ids = _public_ids(at_work, new)
    activities = Activity.objects.bulk_create(
        Activity(public_id=public_id, is_top_level=True, **_columns(at_work, one))
        for one, public_id in zip(new, ids, strict=True)
    )
    imported = ImportedActivity.objects.bulk_create(
        ImportedActivity(
            public_id=new_id(),
            identifier=identity_of(one)[0],
            reporting_org_ref=identity_of(one)[1],
            owner_code="own" if one.is_own else "other",
            activity=activity,
            file=at_work.file,
            policy_code=at_work.file.policy_code,
            digest=one.digest,
        )
        for one, activity in zip(new, activities, strict=True)
    )
    _write_parts(at_work, list(zip(imported, new, strict=True)))
    for held, one in zip(imported, new, strict=True):
        _note(at_work, "import", held, one)
    return imported


def change_activities(at_work: Import, changed: Sequence[tuple[ImportedActivity, Brought]]) -> None:
    """Bring activities to what the file says now. Lines of the ledger are another matter."""
    for held, one in changed:
        activity = held.activity
        for name, value in _columns(at_work, one).items():
            setattr(activity, name, value)
        # The wider activity is looked up again when all activities of the file are there.
        activity.parent_activity, activity.is_top_level = None, True
        activity.save()
        for related in ("countries", "regions", "parties", "splits"):
            getattr(activity, related).all().delete()
        held.shares.filter(transaction=None).delete()
        held.file, held.policy_code = at_work.file, at_work.file.policy_code
        held.digest, held.generation = one.digest, held.generation + 1
        held.save()
        _note(at_work, "change", held, one)
    _write_parts(at_work, changed)


def _public_ids(at_work: Import, new: Sequence[Brought]) -> list[str]:
    """An identifier of our own names the record that it was written from, where that is free."""
    own = [own_id(one.identifier, at_work.own_refs) if one.is_own else None for one in new]
    wanted = [one for one in own if one and _PUBLIC_ID.fullmatch(one)]
    taken = set(Activity.objects.filter(public_id__in=wanted).values_list("public_id", flat=True))
    free = set(wanted) - taken
    ids = []
    for one, named in zip(new, own, strict=True):
        identifier, ref = identity_of(one)
        is_free = named is not None and named in free
        ids.append(str(named) if is_free else slug("iati", identifier, f"{identifier}\0{ref}"))
        free.discard(named or "")
    return ids


def _columns(at_work: Import, one: Brought) -> dict[str, Any]:
    values = dict(one.values)
    columns: dict[str, Any] = {}
    for name in ("start", "end"):
        stated = values.pop(name, None)
        columns |= date_columns(name, parse_stated_date(stated) if stated else None)
    publisher = None if one.is_own else at_work.parties.key_of(one.reporting)
    return {**values, **columns, "publisher_id": publisher}


def _write_parts(at_work: Import, written: Sequence[tuple[ImportedActivity, Brought]]) -> None:
    countries: list[ActivityCountry] = []
    regions: list[ActivityRegion] = []
    parties: list[ActivityParty] = []
    for held, one in written:
        key, public_id = held.activity_id, held.activity.public_id
        countries += (
            ActivityCountry(
                public_id=link_id(public_id, code), activity_id=key, country_code=code,
                basis_code="stated",
            )
            for code in one.countries
        )  # fmt: skip
        regions += (
            ActivityRegion(public_id=link_id(public_id, code), activity_id=key, region_code=code)
            for code in one.regions
        )
        roles = {(at_work.parties.key_of(party), role) for party, role in one.parties}
        parties += (
            ActivityParty(
                public_id=link_id(public_id, str(party), role), activity_id=key, party_id=party,
                role_code=role,
            )
            for party, role in sorted(roles, key=str)
        )  # fmt: skip
    splits = [
        split
        for held, one in written
        for split in split_rows(at_work, held.activity.public_id, one.shares,
                                activity_id=held.activity_id)
    ]  # fmt: skip
    shares = [row for held, one in written for row in share_rows(held, None, one.shares)]
    for rows in (countries, regions, parties, splits, shares):
        create_all(rows)


def create_all(rows: Sequence[Model]) -> None:
    """Write unsaved rows of one table; none are nothing to do."""
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, 500)


def split_rows(
    at_work: Import, subject: str, shares: Sequence[BroughtShare], **of: int
) -> Iterable[Split]:
    """Yield the unsaved splits of an activity or entry: of each axis that leaves no remainder."""
    for axis, parts in splits_of(shares).items():
        for one in parts:
            yield Split(
                public_id=link_id(subject, axis, str(one.code)),
                axis_code=axis,
                code=one.code,
                numerator=one.share.numerator,
                denominator=one.share.denominator,
                method=at_work.method,
                **of,
            )


def share_rows(
    held: ImportedActivity, transaction: ImportedTransaction | None, shares: Sequence[BroughtShare]
) -> Iterable[ImportedShare]:
    """Yield the unsaved shares of an imported activity or transaction, the remainder with them."""
    for one in shares:
        yield ImportedShare(
            public_id=new_id(),
            imported_activity=held,
            transaction=transaction,
            axis_code=one.axis_code,
            code=one.code,
            stated=one.stated,
            numerator=one.share.numerator,
            denominator=one.share.denominator,
            basis_code=one.basis,
        )


def _note(at_work: Import, verb: str, held: ImportedActivity, one: Brought) -> None:
    payload = {
        "file": at_work.file.public_id,
        "identifier": held.identifier,
        "publisher": held.reporting_org_ref,
        "owner": held.owner_code,
        "generation": held.generation,
        "policy": held.policy_code,
        "title": one.title,
    }
    at_work.events.append(Event(verb, "activity", held.activity.public_id, as_payload(payload)))
