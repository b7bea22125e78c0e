"""Triggers that make the ledger append-only in the database itself, whoever writes to it.

They are put in place after every migrate: Django's way to alter a table on SQLite (build anew,
copy, drop) loses them. ``INSERT OR REPLACE`` goes round delete triggers on a connection that has
not switched on recursive triggers, so on SQLite inserting a row that exists is refused as well;
TRUNCATE goes round row triggers, so on PostgreSQL a statement trigger refuses it. What no trigger
can refuse is dropping the table or the trigger; the audit chain and the snapshots tell of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, UniqueConstraint

_RELEASE = ("release_code", "release_by", "release_why", "release_at", "embargo_until")


@dataclass(frozen=True, slots=True)
class Guard:
    """One guarded table: rows are never removed, and only the columns in ``mutable`` may change.

    ``revision`` names a column that counts corrections: an update that raises it change
    """

    model: str
    mutable: tuple[str, ...] = ()
    revision: str | None = None


GUARDS: tuple[Guard, ...] = (
    Guard("Entry"),
    Guard("EntryRelease"),
    Guard("AuditEvent"),
    Guard("SelectionDecision"),
    Guard("FindingDecision"),
    Guard("ProposalDecision"),
    Guard("ProposalReview"),
    Guard("Observation", ("is_active", *_RELEASE)),
    Guard("Claim", ("outcome_code", "outcome_reason_code", "outcome_id", *_RELEASE), "revision"),
)


def install_guards(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place; one that is already there is replaced. Tables must exist."""
    with connection.cursor() as cursor:
        for statement in _removals(connection):
            cursor.execute(statement)
        for guard in GUARDS:
            for statement in _statements(connection, guard):
                cursor.execute(statement)


def remove_guards(connection: BaseDatabaseWrapper) -> None:
    """Take every guard away: for the flush between tests, never for mending a record."""
    with connection.cursor() as cursor:
        for statement in _removals(connection):
            cursor.execute(statement)


def missing_guards(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """Return the names of the guards that the database lacks, in order; empty when all stand."""
    if connection.vendor == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE tgenabled = 'A'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    expected = (name for guard in GUARDS for name in _names(connection, guard))
    return tuple(name for name in expected if name not in present)


def install_after_migrate(*, using: str, **_: object) -> None:
    """Receive Django's post_migrate. Before our tables exist there is nothing to guard."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    if all(_model(guard)._meta.db_table in tables for guard in GUARDS):
        install_guards(connection)


def _model(guard: Guard) -> type[Model]:
    return apps.get_model("records", guard.model)


def _names(connection: BaseDatabaseWrapper, guard: Guard) -> tuple[str, ...]:
    table = _model(guard)._meta.db_table
    last = "insert" if connection.vendor == "sqlite" else "truncate"
    return tuple(f"{table}_no_{verb}" for verb in ("update", "delete", last))


def _statements(connection: BaseDatabaseWrapper, guard: Guard) -> Iterable[str]:
    return (_sqlite if connection.vendor == "sqlite" else _postgresql)(guard)


def _removals(connection: BaseDatabaseWrapper) -> Iterable[str]:
    for guard in GUARDS:
        table = _model(guard)._meta.db_table
        for name in _names(connection, guard):
            on_table = "" if connection.vendor == "sqlite" else f' ON "{table}"'
            yield f'DROP TRIGGER IF EXISTS "{name}"{on_table}'


def _changed(guard: Guard, differs: str) -> str:
    """SQL that is true when a column that must stay has another value."""
    columns = [field.column for field in _model(guard)._meta.concrete_fields]
    kept = [column for column in columns if column not in guard.mutable]
    changed = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in kept)
    if guard.revision is None:
        return changed
    raised = f'NEW."{guard.revision}" > OLD."{guard.revision}"'
    renamed = f'OLD."id" {differs} NEW."id" OR OLD."public_id" {differs} NEW."public_id"'
    return f"{renamed} OR (({changed}) AND NOT ({raised}))"


def _existing(guard: Guard) -> str:
    """SQL that is true when a row with one of the new row's unique values is already there."""
    meta = _model(guard)._meta
    keys = [(field.column,) for field in meta.concrete_fields if field.unique]
    keys += [
        tuple(meta.get_field(name).column for name in constraint.fields)
        for constraint in meta.constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    found = []
    for key in keys:
        same = " AND ".join(f'"{column}" = NEW."{column}"' for column in key)
        found.append(f'EXISTS (SELECT 1 FROM "{meta.db_table}" WHERE {same})')
    return " OR ".join(found)


def _sqlite(guard: Guard) -> Iterable[str]:
    table = _model(guard)._meta.db_table
    when_changed = f"WHEN {_changed(guard, 'IS NOT')} " if guard.mutable else ""
    yield _sqlite_trigger(table, "update", when_changed, "rows of this table are never changed")
    yield _sqlite_trigger(table, "delete", "", "rows of this table are never removed")
    yield _sqlite_trigger(
        table, "insert", f"WHEN {_existing(guard)} ", "such a row is there and is never replaced"
    )


def _sqlite_trigger(table: str, verb: str, when: str, why: str) -> str:
    return (
        f'CREATE TRIGGER "{table}_no_{verb}" BEFORE {verb.upper()} ON "{table}" FOR EACH ROW '
        f"{when}BEGIN SELECT RAISE(ABORT, '{table}: {why}'); END"
    )


_POSTGRESQL_REFUSAL = """
CREATE OR REPLACE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: rows of this table are never changed or removed (%)', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def _postgresql(guard: Guard) -> Iterable[str]:
    table = _model(guard)._meta.db_table
    changed = f"WHEN ({_changed(guard, 'IS DISTINCT FROM')}) " if guard.mutable else ""
    yield _POSTGRESQL_REFUSAL
    for verb, scope, when in (
        ("update", "ROW", changed),
        ("delete", "ROW", ""),
        ("truncate", "STATEMENT", ""),
    ):
        yield (
            f'CREATE TRIGGER "{table}_no_{verb}" BEFORE {verb.upper()} ON "{table}" '
            f"FOR EACH {scope} {when}EXECUTE FUNCTION records_refuse()"
        )
        # ALWAYS: also in a session that plays a replica, which skips ordinary triggers.
        yield f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{table}_no_{verb}"'
