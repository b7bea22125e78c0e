"""Which earlier lines fund the lines that name a provider's activity, and which activity is wider.

Lines that nothing waits for are entered first. A line that may be funded by one that waits itself
is entered after it; where nothing can be found, lines are entered without it, and that is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tomoni.records.models import Activity, ImportedActivity
from tomoni.rules.imports.brought import Brought
from tomoni.rules.imports.chains import INCOMING_TYPES, ChainLine

from .activities import Import
from .funding import Asked, Funding
from .lines import Line, enter_lines

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
        asked = [_asked(line) for line in part]
        funding = Funding(at_work.own_refs, asked)
        for line, one in zip(part, asked, strict=True):
            line.funded_from = funding.of(one)
            (others if line.funded_from is None else found).append(line)
    return found, others


def _asked(line: Line) -> Asked:
    amount = line.one.amount
    assert amount is not None  # a line without one waits for nothing
    return Asked(
        line.imported.identifier,
        line.imported.reporting_org_ref,
        ChainLine(
            "",
            line.one.type_code in INCOMING_TYPES,
            line.one.provider_activity_id,
            line.one.receiver_activity_id,
            amount.currency_code,
            amount.quantity,
            amount.day,
        ),
    )


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
