"""Organisations that files name: found by their identifier, or made.

A name alone finds a party only where the file states no identifier and one party bears the name:
ministries of two countries may be called alike.
"""

from __future__ import annotations

import hashlib
import re

from django.conf import settings

from tomoni.catalogue.own_tables import own_organisations
from tomoni.records.models import Party, PartyIdentifier
from tomoni.rules.imports.brought import BroughtParty

from ..audit import Event, as_payload
from ..common import new_id


class Parties:
    """The parties of one import. ``events`` is where those of the parties that are made go."""

    def __init__(self, own_refs: frozenset[str], events: list[Event]) -> None:
        self.events = events
        self._own = own_refs
        self._home = settings.TOMONI.text("TOMONI_HOME_PARTY")
        self._by_ref: dict[str, int] = {}
        self._by_name: dict[str, int] = {}
        self._told = {
            known.identifier: party for party, known in own_organisations(settings.TOMONI).items()
        }

    def key_of(self, named: BroughtParty | None) -> int | None:
        """Return the integer key of a party, which is made where there is none; None for None."""
        if named is None:
            return None
        if named.ref is None:
            return self._of_name(str(named.name), named)
        if named.ref not in self._by_ref:
            self._by_ref[named.ref] = self._found(named.ref) or self._made(named, named.ref)
        return self._by_ref[named.ref]

    def _of_name(self, name: str, named: BroughtParty) -> int:
        folded = name.casefold()
        if folded not in self._by_name:
            rows = Party.objects.filter(name__iexact=name).values_list("pk", flat=True)[:2]
            self._by_name[folded] = rows[0] if len(rows) == 1 else self._made(named, folded)
        return self._by_name[folded]

    def _found(self, ref: str) -> int | None:
        known = PartyIdentifier.objects.filter(identifier=ref).values_list("party", flat=True)
        found = known.first()
        if found is not None:
            return int(found)
        public_id = self._home if ref in self._own else self._told.get(ref)
        if public_id is None:
            return None
        party = Party.objects.filter(public_id=public_id).first()
        if party is None:
            return None
        self._identify(party, ref)
        return int(party.pk)

    def _made(self, named: BroughtParty, distinct: str) -> int:
        name = named.name or str(named.ref)
        public_id = self._home if named.ref in self._own else slug("iati", name, distinct)
        party, is_new = Party.objects.get_or_create(
            public_id=public_id, defaults={"name": name, "kind_code": named.kind_code}
        )
        if is_new:
            values = {"name": name, "kind_code": named.kind_code, "identifier": named.ref}
            self.events.append(Event("create", "party", public_id, as_payload(values)))
        if named.ref is not None:
            self._identify(party, named.ref)
        return int(party.pk)

    def _identify(self, party: Party, ref: str) -> None:
        PartyIdentifier.objects.create(public_id=new_id(), party=party, identifier=ref)


def slug(prefix: str, words: str, distinct: str) -> str:
    """Return a public id that reads like ``words`` and is told apart by ``distinct``."""
    digest = hashlib.blake2b(distinct.encode("utf-8", "backslashreplace"), digest_size=5)
    read = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:50].strip("-")
    return "-".join(part for part in (prefix, read, digest.hexdigest()) if part)
