"""Lines of earlier imports whose funding line came later, or was replaced: linked anew.

A line of the ledger is never edited: it is reversed, and entered again with its link.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q

from tomoni.records.models import Entry, ImportedTransaction
from tomoni.records.queries.entries import current_release
from tomoni.rules.identity import derived_id
from tomoni.rules.imports.chains import INCOMING_TYPES, counting_level

from ..audit import Event, as_payload
from ..loading.columns import release_of
from ..splits import carry_splits
from .activities import Import
from .funding import Asked, Funding, chain_line
from .lines import reverse_held

_AT_A_TIME = 500
# All that a line is entered with again; its link and its place in the chain are new.
_SAME = (
    "activity_id", "measure_code", "quantity", "exponent", "low_quantity", "high_quantity",
    "qualifier_code", "unit_code", "currency_code", "date_stated", "date_first", "date_last",
    "date_precision_code", "calendar_year", "fiscal_year", "provider_party_id",
    "receiver_party_id", "country_code", "item_code", "origin_code",
)  # fmt: skip


def relink(at_work: Import, identifiers: Iterable[str]) -> int:
    """Link lines that name one of these activities as their provider; return how many changed.

    Lines that are linked to a line which still stands are left as they are.
    """
    wanted = sorted(set(identifiers))
    changed = 0
    for start in range(0, len(wanted), _AT_A_TIME):
        rows = list(_open(wanted[start : start + _AT_A_TIME]))
        asked = [_asked(one) for one in rows]
        funding = Funding(at_work.own_refs, asked)
        for one, question in zip(rows, asked, strict=True):
            funded_from = funding.of(question)
            if funded_from != one.entry.funded_from_entry_id:
                _enter_again(at_work, one, funded_from)
                changed += 1
    return changed


def _open(identifiers: list[str]) -> Iterator[ImportedTransaction]:
    """Yield transactions whose line stands and is funded by no line that stands."""
    rows = ImportedTransaction.objects.filter(
        Q(entry__funded_from_entry=None) | Q(entry__funded_from_entry__reversing_entries__gt=0),
        provider_activity_id__in=identifiers,
        entry__reversing_entries=None,
    ).exclude(entry=None)
    yield from rows.select_related("entry", "imported_activity__activity").order_by("pk")


def _asked(one: ImportedTransaction) -> Asked:
    line = chain_line(
        one.entry,
        is_incoming=one.type_code in INCOMING_TYPES,
        provider=one.provider_activity_id,
        receiver=one.receiver_activity_id,
    )
    return Asked(one.imported_activity.identifier, one.imported_activity.reporting_org_ref, line)


def _enter_again(at_work: Import, one: ImportedTransaction, funded_from: int | None) -> None:
    before = one.entry
    reverse_held(at_work, one)
    one.generation += 1
    # What names a provider's activity passes its money on, whether or not the line is found.
    level = counting_level(one.type_code, is_funded=funded_from is not None, passes_on=True)
    entry = Entry.objects.create(
        public_id=derived_id(one.public_id, "entry", one.generation - 1),
        funded_from_entry_id=funded_from,
        counting_level_code=level,
        **{name: getattr(before, name) for name in _SAME},
        **release_of(current_release(before)),
    )
    carry_splits(before, entry)
    one.entry = entry
    one.save(update_fields=["entry", "generation"])
    payload = as_payload(
        {
            "file": at_work.file.public_id,
            "activity_id": one.imported_activity.activity.public_id,
            "corrects": before.public_id,
            "funded_from": funded_from is not None,
        }
    )
    at_work.events.append(Event("import", "entry", entry.public_id, payload))
