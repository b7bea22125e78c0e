"""Applies a file: all of it in one transaction, so that whoever is killed leaves nothing behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import DatabaseError, connection, transaction

from tomoni.catalogue.errors import StorageError
from tomoni.records.models import ImportedActivity, ImportedFile, ImportLine, User
from tomoni.rules.imports.brought import Brought

from ..audit import Event, actor_id, record_events
from ..common import check_actor, find
from .activities import Import, change_activities, write_activities
from .chaining import Counts, enter_waiting, link_parents
from .files import choices_of, how_of, require
from .lines import Line, compare, enter_lines, held_of, reverse_gone, told_changes
from .parties import Parties
from .preview import Bringing, Written, batched, finish_lines, write_lines
from .relinking import relink
from .standing import Outcomes, identity_of, imported_of

# Any fixed number does; it only has to differ from other advisory locks in the same database.
_ADVISORY_LOCK = 7_060_202_613

# A file of a million transactions must not keep all their events in memory.
_MOST_EVENTS = 5_000

Progress = Callable[[int], object]
"""Called with the number of activities that are done with."""


def apply_file(
    file_id: str, bringing: Bringing, *, by: User | str, progress: Progress | None = None
) -> ImportedFile:
    """Write what a file says into the ledger, and return the file; its lines say what was done.

    A file that is applied already stays as it is, so that a run that was killed may be run again.
    Activities of others name their publisher. Lines of the ledger are entered as drafts, with
    origin imported; those that an earlier import entered and that say something else now are
    reversed and entered anew. Errors: NotPermittedError; NotFoundError; TransitionError when the
    file is neither previewed nor to be applied; StorageError; those of reading the file.
    """
    check_actor(by, "import", "imported_file")
    try:
        with transaction.atomic():
            _one_import_at_a_time()
            file = find(ImportedFile, file_id, lock=True)
            if file.state_code == "applied":
                return file
            require(file, ("waiting", "previewed", "applying"), None)
            _Apply(file, bringing, by).run(progress or (lambda _: None))
            return file
    except DatabaseError as error:
        raise StorageError(
            f"The database cannot be written: {error}.",
            do="Nothing was imported. Make room on the disk, or wait for others, and import again.",
        ) from error


def _one_import_at_a_time() -> None:
    """On SQLite the transaction has held the write lock since it began."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])


@dataclass
class _Apply:
    file: ImportedFile
    bringing: Bringing
    by: User | str
    written: list[tuple[ImportedActivity, Brought]] = field(default_factory=list)
    waiting: list[Line] = field(default_factory=list)
    identifiers: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)

    def run(self, progress: Progress) -> None:
        """Write activities batch by batch, then what needs all of them."""
        how = how_of(self.file)
        choices = choices_of(how)
        events: list[Event] = []
        self.at_work = Import(
            self.file, choices.own_refs, Parties(choices.own_refs, events), events
        )
        self.file.lines.all().delete()
        outcomes = Outcomes(how.mode, choices.own_refs)
        done = 0
        for batch in batched(self.bringing.activities(choices)):
            found = outcomes.of(batch)
            self._write(told_changes(batch, [one[0] for one in found]), found)
            self._record(at_least=_MOST_EVENTS)
            done += len(batch)
            progress(done)
        chains = enter_waiting(self.at_work, self.waiting)
        self._say(chains)
        if how.mode == "overwrite":
            relink(self.at_work, self.identifiers)
        link_parents(self.written)
        self._finish()
        self.at_work.events.append(self._event())
        self._record(at_least=1)

    def _record(self, at_least: int) -> None:
        """Record the events so far, once there are enough: until then others may record theirs."""
        if len(self.at_work.events) >= at_least:
            record_events(self.at_work.events, by=self.by)
            self.at_work.events.clear()

    def _write(self, batch: Sequence[Brought], found: Sequence[Written]) -> None:
        new = [one for one, (outcome, _, _) in zip(batch, found, strict=True)
               if outcome == "created"]  # fmt: skip
        changed = [one for one, (outcome, _, _) in zip(batch, found, strict=True)
                   if outcome == "changed"]  # fmt: skip
        self.identifiers.update(identity_of(one)[0] for one in (*new, *changed))
        created = write_activities(self.at_work, new)
        lines = [Line(held, transaction) for held, one in zip(created, new, strict=True)
                 for transaction in one.transactions]  # fmt: skip
        lines += self._change(changed)
        # What waits is told apart by its activity: the rest of the facts can go.
        self.written += (
            (held, one) for held, one in zip(created, new, strict=True) if one.parent_identifier
        )
        self.waiting += (line for line in lines if line.is_waiting)
        enter_lines(self.at_work, [line for line in lines if not line.is_waiting])
        keys = {identity_of(one): held.activity_id for held, one in zip(created, new, strict=True)}
        self.counts.update(outcome for outcome, _, _ in found)
        write_lines(
            self.file,
            batch,
            [
                (outcome, reasons, keys[identity_of(one)] if outcome == "created" else key)
                for one, (outcome, reasons, key) in zip(batch, found, strict=True)
            ],
        )

    def _change(self, changed: Sequence[Brought]) -> list[Line]:
        if not changed:
            return []
        known = imported_of(identity_of(one)[0] for one in changed)
        pairs = [(known[identity_of(one)], one) for one in changed]
        change_activities(self.at_work, pairs)
        held = held_of([imported for imported, _ in pairs])
        lines: list[Line] = []
        for imported, one in pairs:
            found = compare(imported, one.transactions, held.get(imported.pk, {}))
            reverse_gone(self.at_work, found.gone)
            lines += found.enter
        self.written += ((held, one) for held, one in pairs if one.parent_identifier)
        return lines

    def _say(self, chains: Counts) -> None:
        """Add to the lines of the file how many of their lines in the ledger are linked."""
        activities = {line.imported.pk: line.imported.activity_id for line in self.waiting}
        by_activity = {activities[key]: counts for key, counts in chains.items()}
        rows = ImportLine.objects.filter(file=self.file, outcome_code__in=("created", "changed"))
        told = []
        for row in rows.filter(activity__in=by_activity):
            counts = by_activity[row.activity_id]
            row.notes += [[code, {"count": str(count)}] for code, count in sorted(counts.items())]
            told.append(row)
        ImportLine.objects.bulk_update(told, ["notes"], 200)

    def _finish(self) -> None:
        file = self.file
        finish_lines(file, self.bringing.version, self.counts)
        file.state_code, file.applied_at = "applied", datetime.now(UTC)
        file.applied_by = file.applied_by or actor_id(self.by)
        file.revision += 1
        file.save()

    def _event(self) -> Event:
        payload = {
            "sha256": self.file.sha256,
            "mode": self.file.mode_code,
            "policy": self.file.policy_code,
            "activities": dict(self.file.counts),
        }
        return Event("import", "imported_file", self.file.public_id, payload)
