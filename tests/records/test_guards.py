"""The database itself refuses to change or remove what is append-only, whoever writes to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import BooleanField, Model
from pytest_django import DjangoDbBlocker

from records.course_samples import make_decision
from records.evidence_samples import make_proposal_decision, make_proposal_review
from records.samples import (
    decided,
    make_activity,
    make_claim,
    make_entry,
    make_entry_release,
    make_finding_decision,
    make_observation,
)
from tomoni.records.actions.audit import record_event
from tomoni.records.guards import missing_guards, remove_guards
from tomoni.records.models import (
    AuditEvent,
    Claim,
    Entry,
    EntryRelease,
    FindingDecision,
    Observation,
    ProposalDecision,
    ProposalReview,
    SelectionDecision,
)

pytestmark = pytest.mark.django_db


def make_event() -> AuditEvent:
    with transaction.atomic():
        return record_event(
            by="system", verb="create", object_type="party", object_id="unafei", payload={}
        )


MAKERS: dict[type[Model], Callable[[], Model]] = {
    Entry: make_entry,
    EntryRelease: make_entry_release,
    AuditEvent: make_event,
    Observation: make_observation,
    Claim: make_claim,
    SelectionDecision: make_decision,
    FindingDecision: make_finding_decision,
    ProposalDecision: make_proposal_decision,
    ProposalReview: make_proposal_review,
}
# One column of each table that nobody may change.
FIXED_COLUMN = {
    Entry: "quantity",
    EntryRelease: "release_code",
    AuditEvent: "verb",
    Observation: "quantity",
    Claim: "scope",
    SelectionDecision: "outcome_code",
    FindingDecision: "why",
    ProposalDecision: "why",
    ProposalReview: "why",
}
every_table = pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)


def remake(model: type[Model]) -> None:
    """Have SQLite build the table anew, as a migration that alters a column does."""
    with connection.schema_editor() as editor:
        editor._remake_table(model, alter_fields=[])


@pytest.fixture(
    scope="module", params=["as installed", "after a migration", "after they were dropped"]
)
def migrated(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """A database whose guards were put in place in one way; made once for all tests of it."""
    with django_db_blocker.unblock():
        migrate_to(request.param)


def migrate_to(state: str) -> None:
    if state == "after a migration" and connection.vendor == "sqlite":
        for model in MAKERS:
            remake(model)
        assert len(missing_guards(connection)) == 3 * len(MAKERS)
    elif state == "after a migration":
        column = BooleanField(default=False, db_column="of_a_migration")
        for model in MAKERS:
            column.set_attributes_from_name("of_a_migration")
            with connection.schema_editor() as editor:
                editor.add_field(model, column)
                editor.remove_field(model, column)
    elif state == "after they were dropped":
        remove_guards(connection)
        assert len(missing_guards(connection)) == 3 * len(MAKERS)
    if state != "as installed":
        call_command("migrate", verbosity=0)
    assert missing_guards(connection) == ()


def execute(sql: str, *parameters: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def rows(model: type[Model]) -> list[tuple]:
    return list(model.objects.order_by("pk").values_list())


@every_table
def test_update_and_delete_are_refused(model: type[Model], migrated: None) -> None:
    row = MAKERS[model]()
    table, column = model._meta.db_table, FIXED_COLUMN[model]
    value = "42" if column == "quantity" else "'cleared elsewhere'"
    before = rows(model)
    for sql in (
        f'UPDATE "{table}" SET "{column}" = {value}',
        f'UPDATE "{table}" SET "{column}" = {value} WHERE id = {row.pk}',
        f'UPDATE "{table}" SET id = id + 1000',
        f'DELETE FROM "{table}"',
        f'DELETE FROM "{table}" WHERE id = {row.pk}',
    ):
        with pytest.raises(DatabaseError):
            execute(sql)
        assert rows(model) == before, sql


@every_table
def test_the_orm_is_refused_too(model: type[Model], migrated: None) -> None:
    row = MAKERS[model]()
    before = rows(model)
    setattr(row, FIXED_COLUMN[model], 42 if FIXED_COLUMN[model] == "quantity" else "elsewhere")
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.bulk_update([row], [FIXED_COLUMN[model]])
    assert rows(model) == before


@every_table
@pytest.mark.parametrize("recursive_triggers", ["ON", "OFF"])
def test_a_row_cannot_be_replaced(
    model: type[Model], recursive_triggers: str, migrated: None
) -> None:
    row = MAKERS[model]()
    before = rows(model)
    columns = [field.column for field in model._meta.concrete_fields]
    listed = ", ".join(f'"{column}"' for column in columns)
    if connection.vendor == "sqlite":
        execute(f"PRAGMA recursive_triggers = {recursive_triggers}")
        attempts = [
            f"INSERT OR REPLACE INTO {{table}} ({listed}) SELECT {listed} FROM {{table}}",
            f"REPLACE INTO {{table}} ({listed}) SELECT {listed} FROM {{table}}",
            "UPDATE OR REPLACE {table} SET id = id + 1000",
            (
                f"INSERT INTO {{table}} ({listed}) SELECT {listed} FROM {{table}} WHERE true "
                f"ON CONFLICT (id) DO UPDATE SET {FIXED_COLUMN[model]} = '7'"
            ),
        ]
    else:
        attempts = [
            (
                f"INSERT INTO {{table}} ({listed}) SELECT {listed} FROM {{table}} "
                f"ON CONFLICT (id) DO UPDATE SET {FIXED_COLUMN[model]} = '7'"
            ),
            (
                "MERGE INTO {table} AS old USING {table} AS new ON old.id = new.id "
                "WHEN MATCHED THEN DELETE"
            ),
        ]
    for sql in attempts:
        with pytest.raises(DatabaseError):
            execute(sql.format(table=row._meta.db_table))
        assert rows(model) == before, sql
    if connection.vendor == "sqlite":
        execute("PRAGMA recursive_triggers = ON")


@pytest.mark.parametrize(
    ("model", "column"),
    [(Entry, "public_id"), (AuditEvent, "sequence"), (AuditEvent, "hash"), (Claim, "public_id")],
)
def test_a_row_cannot_be_replaced_under_another_key(model: type[Model], column: str) -> None:
    row = MAKERS[model]()
    before = rows(model)
    names = [f.column for f in model._meta.concrete_fields if f.column not in ("id", column)]
    other = {"previous_hash": f"'{'e' * 64}'", "hash": f"'{'f' * 64}'", "sequence": "99"}
    values = ", ".join(other.get(name, f'"{name}"') for name in names)
    listed = ", ".join(f'"{name}"' for name in names)
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    with pytest.raises(DatabaseError):
        execute(
            f'{verb} INTO {row._meta.db_table} (id, "{column}", {listed}) '
            f'SELECT id + 1000, "{column}", {values} FROM {row._meta.db_table}'
        )
    assert rows(model) == before


@every_table
def test_truncate_is_refused(model: type[Model], migrated: None) -> None:
    MAKERS[model]()
    before = rows(model)
    attempts = ["TRUNCATE {table} CASCADE", "TRUNCATE records_activity, {table} CASCADE"]
    if connection.vendor == "sqlite":
        # SQLite has no TRUNCATE; DELETE without WHERE is its truncation.
        attempts = ["DELETE FROM {table}"]
    for sql in attempts:
        with pytest.raises(DatabaseError):
            execute(sql.format(table=model._meta.db_table))
        assert rows(model) == before


def test_a_session_that_plays_a_replica_is_refused() -> None:
    make_entry()
    if connection.vendor == "sqlite":
        execute("PRAGMA ignore_check_constraints = ON")
        with pytest.raises(DatabaseError):
            execute("DELETE FROM records_entry")
        execute("PRAGMA ignore_check_constraints = OFF")
    else:
        with pytest.raises(DatabaseError):
            execute("SET LOCAL session_replication_role = replica; DELETE FROM records_entry")
    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)  # a reference is looked at where it is committed
def test_what_an_entry_belongs_to_cannot_be_removed() -> None:
    entry = make_entry()
    with pytest.raises(DatabaseError):
        execute("DELETE FROM records_activity WHERE id = %s", entry.activity_id)
    assert Entry.objects.get().activity_id == entry.activity_id


def test_a_release_decision_changes_a_claim_or_observation_and_nothing_else(migrated: None) -> None:
    claim = make_claim(activity=make_activity())
    observation = make_observation(claim=claim)
    Claim.objects.filter(pk=claim.pk).update(**decided())
    Observation.objects.filter(pk=observation.pk).update(is_active=False, **decided())
    assert Claim.objects.get(pk=claim.pk).release_code == "cleared"
    assert not Observation.objects.get(pk=observation.pk).is_active
    with pytest.raises(DatabaseError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(quantity=7, **decided("never"))
    assert Claim.objects.get(pk=claim.pk).release_code == "cleared"


def test_a_claim_is_corrected_under_its_next_revision_only() -> None:
    claim = make_claim()
    corrections = Claim.objects.filter(pk=claim.pk)
    corrections.update(quantity=6200, low_quantity=6200, high_quantity=6200, revision=1)
    assert Claim.objects.get().quantity == 6200
    for refused in (
        {"quantity": 6300, "high_quantity": 6300},
        {"quantity": 6300, "high_quantity": 6300, "revision": 1},
        {"quantity": 6300, "high_quantity": 6300, "revision": 0},
        {"public_id": "another", "revision": 2},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            corrections.update(**refused)
    with pytest.raises(DatabaseError):
        execute("UPDATE records_claim SET id = id + 1000, revision = 2")
    assert Claim.objects.get().quantity == 6200


def test_a_flush_of_the_database_is_refused() -> None:
    make_entry()
    with pytest.raises(Exception, match="flush"):
        call_command("flush", interactive=False, verbosity=0)
    assert Entry.objects.count() == 1
