"""Looks up which lines of the ledger may fund some others, and which one does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tomoni.records.models import Entry, ImportedTransaction, Party
from tomoni.rules.imports.chains import INCOMING_TYPES, ChainLine, funding_line
from tomoni.rules.quantities import Quantity

from .standing import own_id


@dataclass(frozen=True, slots=True)
class Asked:
    """A line whose funding line is looked for: its activity's identifier and publisher, itself."""

    identifier: str
    publisher_ref: str
    line: ChainLine


class Funding:
    """The lines of the ledger that stand and may fund the lines asked for."""

    def __init__(self, own_refs: frozenset[str], asked: Sequence[Asked]) -> None:
        self._keys: dict[str, int] = {}
        self._of: dict[str, list[ChainLine]] = {}
        self._own = own_refs
        wanted = {str(one.line.provider_activity_id) for one in asked}
        wanted |= {one.identifier for one in asked}
        self._add_imported(wanted)
        self._add_recorded(wanted - self._of.keys(), asked)

    def of(self, asked: Asked) -> int | None:
        """Return the integer key of the line that funds one; None: none does, or several may."""
        found = funding_line(
            asked.line,
            asked.identifier,
            self._of.get(str(asked.line.provider_activity_id), ()),
            self._of.get(asked.identifier, ()),
        )
        return None if found is None else self._keys[found]

    def _add_imported(self, identifiers: Iterable[str]) -> None:
        rows = ImportedTransaction.objects.filter(
            imported_activity__identifier__in=identifiers, entry__reversing_entries=None
        ).exclude(entry=None)
        for one in rows.select_related("entry", "imported_activity").order_by("pk"):
            self._add(
                one.imported_activity.identifier,
                one.entry,
                is_incoming=one.type_code in INCOMING_TYPES,
                provider=one.provider_activity_id,
                receiver=one.receiver_activity_id,
            )

    def _add_recorded(self, identifiers: Iterable[str], asked: Sequence[Asked]) -> None:
        """Add lines recorded here that go to the publisher of an activity: they name no activity.

        Such a line counts as going to the activity where the publisher's party receives it.
        """
        ids = {own_id(one, self._own): one for one in identifiers}
        named = [one for one in ids if one]
        if not named:
            return
        publishers = _publishers(asked)
        rows = Entry.objects.filter(
            activity__public_id__in=named,
            activity__imported=None,
            reversing_entries=None,
            reverses_entry=None,
            receiver_party__in=publishers,
            unit_code="currency",
        )
        for one in rows.select_related("activity").order_by("pk"):
            provider = ids[one.activity.public_id]
            for identifier in publishers[one.receiver_party_id]:
                self._add(provider, one, is_incoming=False, provider=None, receiver=identifier)

    def _add(
        self,
        identifier: str,
        entry: Entry,
        *,
        is_incoming: bool,
        provider: str | None,
        receiver: str | None,
    ) -> None:
        if entry.date_first is None:
            return
        self._keys[entry.public_id] = entry.pk
        self._of.setdefault(identifier, []).append(
            chain_line(entry, is_incoming=is_incoming, provider=provider, receiver=receiver)
        )


def chain_line(
    entry: Entry, *, is_incoming: bool, provider: str | None, receiver: str | None
) -> ChainLine:
    """Return a dated line of money as the rules of chains see it."""
    assert entry.date_first is not None
    return ChainLine(
        entry.public_id,
        is_incoming,
        provider,
        receiver,
        str(entry.currency_code),
        Quantity(entry.quantity, entry.exponent),
        entry.date_first,
    )


def _publishers(asked: Sequence[Asked]) -> dict[int, set[str]]:
    """Return the identifiers of the activities by the integer key of their publisher."""
    refs: dict[str, set[str]] = {}
    for one in asked:
        refs.setdefault(one.publisher_ref, set()).add(one.identifier)
    rows = Party.objects.filter(identifiers__identifier__in=refs)
    found: dict[int, set[str]] = {}
    for key, ref in rows.values_list("pk", "identifiers__identifier"):
        found.setdefault(key, set()).update(refs.get(ref, ()))
    return found
