"""The preview of a file: what each of its activities becomes, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol

from django.db import transaction

from tomoni.records.models import ImportedFile, ImportLine
from tomoni.rules.imports.brought import Brought, Choices, Note
from tomoni.rules.imports.outcome import Outcome

from ..common import find, new_id
from .files import choices_of, how_of
from .lines import told_changes
from .standing import Outcomes

BATCH = 200


class Bringing(Protocol):
    """A file as an import takes it: its version, and what its activities become."""

    @property
    def version(self) -> str:
        """Version of the standard that it states."""

    def activities(self, choices: Choices) -> Iterator[Brought]:
        """Yield what each activity becomes; what is wrong with the file is of the number 0."""


def batched(brought: Iterable[Brought]) -> Iterator[list[Brought]]:
    """Yield the activities some hundred at a time."""
    remaining = iter(brought)
    while batch := list(islice(remaining, BATCH)):
        yield batch


@transaction.atomic
def preview_file(file_id: str, bringing: Bringing) -> ImportedFile:
    """Write what the activities of a waiting file become, in place of an earlier preview.

    A file that is being applied, or is done with, stays as it is. Errors: NotFoundError, and those
    of reading the file.
    """
    file = find(ImportedFile, file_id, lock=True)
    if file.state_code not in ("waiting", "previewed"):
        return file
    file.lines.all().delete()
    how = how_of(file)
    choices = choices_of(how)
    outcomes = Outcomes(how.mode, choices.own_refs)
    counts: Counter[str] = Counter()
    for batch in batched(bringing.activities(choices)):
        found = outcomes.of(batch)
        write_lines(file, told_changes(batch, [one[0] for one in found]), found)
        counts.update(outcome for outcome, _, _ in found)
    finish_lines(file, bringing.version, counts)
    file.state_code = "previewed"
    file.save()
    return file


Written = tuple[Outcome, Sequence[Note], int | None]
"""Outcome, reasons, and the integer key of the activity; None: there is none yet."""


def write_lines(file: ImportedFile, batch: Sequence[Brought], written: Sequence[Written]) -> None:
    """Write the lines of some activities."""
    ImportLine.objects.bulk_create(
        ImportLine(
            public_id=new_id(),
            file=file,
            number=one.number,
            line=one.line,
            identifier=one.identifier,
            reporting_org_ref=one.reporting.ref if one.reporting else None,
            title=one.title,
            owner_code="own" if one.is_own else "other",
            outcome_code=outcome,
            entry_count=one.entry_count,
            reasons=as_json(reasons),
            notes=as_json(one.notes),
            activity_id=key,
        )
        for one, (outcome, reasons, key) in zip(batch, written, strict=True)
    )


def as_json(notes: Iterable[Note]) -> list[list[object]]:
    """Return notes as they are kept: lists of code and parameters."""
    return [[one.code, dict(one.parameters)] for one in notes]


def finish_lines(file: ImportedFile, version: str, counts: Counter[str]) -> None:
    """Set what the file says of all its lines."""
    file.version = version or None
    file.counts = dict(sorted(counts.items()))
    file.activity_count = file.lines.exclude(number=0).count()
