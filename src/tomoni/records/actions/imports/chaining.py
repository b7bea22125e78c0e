"""Which earlier lines fund the lines that name a provider's activity, and which activity is wider.

Lines that nothing waits for are entered first. A line that may be funded by one that waits itself
is entered after it; where nothing can be found, lines are entered without it, and that is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tomoni.records.models import Activity, Entry, ImportedActivity, ImportedTransaction, Party
from tomoni.rules.imports.brought import Brought
from tomoni.rules.imports.chains import INCOMING_TYPES, ChainLine, funding_line
from tomoni.rules.quantities import Quantity

from .activities import Import
from .lines import Line, enter_lines
from .standing import own_id

Counts = dict[int, Counter[str]]
_AT_A_TIME = 500


def enter_waiting(at_work: Import, waiting: Sequence[Line]) -> Counts:
    """Enter lines that may be funded by others; return by imported activity how many are."""
    counts: Counts = {}
    remaining = list(waiting)
    while remaining:
        # What goes out of money that came in is funded by what came in: that is entered first.
        found, remaining = _next_funded(at_work, remaining)
        if not found:
            break
        enter_lines(at_work, found)
        for line in found:
            counts.setdefault(line.imported.pk, Counter())["chain_linked"] += 1
    enter_lines(at_work, remaining)
    for line in remaining:
        counts.setdefault(line.imported.pk, Counter())["chain_open"] += 1
    return counts


def _next_funded(at_work: Import, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    incoming = [line for line in lines if line.one.type_code in INCOMING_TYPES]
    outgoing = [line for line in lines if line.one.type_code not in INCOMING_TYPES]
    found, others = _funded(at_work, incoming)
    if found:
        return found, [*others, *outgoing]
    found, others = _funded(at_work, outgoing)
    return found, [*incoming, *others]


def _funded(at_work: Import, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Part lines into those whose funding line is in the ledger by now, and the others."""
    found: list[Line] = []
    others: list[Line] = []
    for start in range(0, len(lines), _AT_A_TIME):
        part = lines[start : start + _AT_A_TIME]
        ledger = _Ledger(at_work, part)
        for line in part:
            line.funded_from = ledger.funding(line)
            (others if line.funded_from is None else found).append(line)
    return found, others


class _Ledger:
    """The lines of the ledger that may fund some others."""

    def __init__(self, at_work: Import, lines: Sequence[Line]) -> None:
        self._keys: dict[str, int] = {}
        self._of: dict[str, list[ChainLine]] = {}
        wanted = {str(line.one.provider_activity_id) for line in lines}
        wanted |= {line.imported.identifier for line in lines}
        self._add_imported(wanted)
        self._add_recorded(at_work, wanted - self._of.keys(), lines)

    def funding(self, line: Line) -> int | None:
        """Return the integer key of the line that funds one; None: none does, or several may."""
        amount, identifier = line.one.amount, line.imported.identifier
        assert amount is not None
        provider = line.one.provider_activity_id
        asked = ChainLine(
            "", line.one.type_code in INCOMING_TYPES, provider, line.one.receiver_activity_id,
            amount.currency_code, amount.quantity, amount.day,
        )  # fmt: skip
        found = funding_line(
            asked,
            identifier,
            self._of.get(str(provider), ()),
            self._of.get(identifier, ()),
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

    def _add_recorded(
        self, at_work: Import, identifiers: Iterable[str], lines: Sequence[Line]
    ) -> None:
        """Add lines recorded here that go to the publisher of an activity: they name no activity.

        Such a line counts as going to the activity where the publisher's party receives it.
        """
        ids = {own_id(one, at_work.own_refs): one for one in identifiers}
        named = [one for one in ids if one]
        if not named:
            return
        publishers = _publishers(lines)
        rows = Entry.objects.filter(
            activity__public_id__in=named, activity__imported=None, reversing_entries=None,
            reverses_entry=None, receiver_party__in=publishers, unit_code="currency",
        )  # fmt: skip
        for one in rows.select_related("activity").order_by("pk"):
            for identifier in publishers[one.receiver_party_id]:
                self._add(ids[one.activity.public_id], one, is_incoming=False, provider=None,
                          receiver=identifier)  # fmt: skip

    def _add(
        self, identifier: str, entry: Entry, *, is_incoming: bool, provider: str | None,
        receiver: str | None,
    ) -> None:  # fmt: skip
        if entry.date_first is None:
            return
        self._keys[entry.public_id] = entry.pk
        self._of.setdefault(identifier, []).append(
            ChainLine(
                entry.public_id, is_incoming, provider, receiver, str(entry.currency_code),
                Quantity(entry.quantity, entry.exponent), entry.date_first,
            )
        )  # fmt: skip


def _publishers(lines: Sequence[Line]) -> dict[int, set[str]]:
    """Return the identifiers of the lines' activities by the integer key of their publisher."""
    refs: dict[str, set[str]] = {}
    for line in lines:
        refs.setdefault(line.imported.reporting_org_ref, set()).add(line.imported.identifier)
    rows = Party.objects.filter(identifiers__identifier__in=refs)
    found: dict[int, set[str]] = {}
    for key, ref in rows.values_list("pk", "identifiers__identifier"):
        found.setdefault(key, set()).update(refs.get(ref, ()))
    return found


def link_parents(written: Sequence[tuple[ImportedActivity, Brought]]) -> None:
    """Set the wider activity of each that names one of its own publisher's in the ledger."""
    wanted = {
        (str(one.parent_identifier), held.reporting_org_ref)
        for held, one in written
        if one.parent_identifier
    }
    rows = ImportedActivity.objects.filter(identifier__in={identifier for identifier, _ in wanted})
    known = {(one.identifier, one.reporting_org_ref): one.activity_id for one in rows}
    for held, one in written:
        parent = known.get((str(one.parent_identifier), held.reporting_org_ref))
        if parent is not None and not _is_above(held.activity_id, parent):
            Activity.objects.filter(pk=held.activity_id).update(
                parent_activity=parent, is_top_level=False
            )


def _is_above(activity: int, of: int) -> bool:
    """Whether an activity is, or stands above, another: a ring of parents would have no top."""
    seen: set[int] = set()
    at: int | None = of
    while at is not None and at not in seen:
        if at == activity:
            return True
        seen.add(at)
        at = Activity.objects.filter(pk=at).values_list("parent_activity", flat=True).first()
    return False
