"""What the ledger holds of activities that come in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tomoni.records.models import Activity, ImportedActivity
from tomoni.rules.imports.brought import Brought, Note
from tomoni.rules.imports.outcome import Outcome, Standing, outcome_of

Identity = tuple[str, str]


def identity_of(brought: Brought) -> Identity:
    """Return identifier and publisher of an activity that is not put aside."""
    assert brought.identifier is not None and brought.reporting is not None
    return brought.identifier, brought.reporting.ref or ""


class Outcomes:
    """Says of each activity of a file what becomes of it, batch by batch."""

    def __init__(self, mode: str, own_refs: frozenset[str]) -> None:
        self._mode = mode
        self._own = own_refs
        self._seen: set[Identity] = set()

    def of(self, batch: Sequence[Brought]) -> list[tuple[Outcome, tuple[Note, ...], int | None]]:
        """Return outcome, reasons and the integer key of the activity that is there, of each."""
        sound = [identity_of(one) for one in batch if not one.reasons]
        imported = imported_of(identifier for identifier, _ in sound)
        recorded = self._recorded(batch)
        found = []
        for one in batch:
            key = None if one.reasons else identity_of(one)
            held = imported.get(key) if key else None
            own = recorded.get(one.identifier or "") if held is None and one.is_own else None
            standing = Standing(held.digest) if held else (Standing(None) if own else None)
            outcome, reasons = outcome_of(one, standing, self._mode, is_first=key not in self._seen)
            if key:
                self._seen.add(key)
            found.append((outcome, reasons, held.activity_id if held else own))
        return found

    def _recorded(self, batch: Sequence[Brought]) -> dict[str, int]:
        """Activities that we recorded here and published ourselves, by their identifier."""
        wanted = {
            own_id(one.identifier, self._own): one.identifier
            for one in batch
            if one.is_own and one.identifier
        }
        rows = Activity.objects.filter(public_id__in=[one for one in wanted if one])
        found = rows.filter(imported=None).values_list("public_id", "pk")
        return {str(wanted[public_id]): key for public_id, key in found}


def own_id(identifier: str | None, own_refs: Iterable[str]) -> str | None:
    """Return the public id that an identifier of our own names; None: it is none of ours."""
    for own in own_refs:
        if identifier and identifier.startswith(f"{own}-"):
            return identifier.removeprefix(f"{own}-")
    return None


def imported_of(identifiers: Iterable[str]) -> dict[Identity, ImportedActivity]:
    """Return the imported activities that bear one of these identifiers."""
    rows = ImportedActivity.objects.filter(identifier__in=set(identifiers))
    return {(one.identifier, one.reporting_org_ref): one for one in rows}
