"""The database refuses half-filled pairs, orphans and ranges that run backwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from records.samples import (
    decided,
    make_activity,
    make_claim,
    make_document,
    make_edition,
    make_entry,
    make_finding,
    make_framework,
    make_mandate,
    make_observation,
    make_party,
    make_pledge,
    make_series,
    make_source_row,
    make_split,
    make_user,
    whole_date,
)
from tomoni.records.models import Activity, Entry, Split
from tomoni.records.tables import LEDGER_TABLES

pytestmark = pytest.mark.django_db

DAY = date(2021, 4, 1)


def refused(make: Callable[..., models.Model], **columns: Any) -> None:
    """The row with these columns breaks a rule of the database; without them it does not."""
    with transaction.atomic():
        make()
    with pytest.raises(DatabaseError), transaction.atomic():
        make(**columns)
        connection.check_constraints()


@pytest.mark.parametrize(
    "columns",
    [
        {"unit_code": "currency"},
        {"currency_code": "JPY"},
        {"unit_code": "currency", "currency_code": ""},
        {"low_quantity": 26, "high_quantity": 25},
        {"exponent": 19},
        {"exponent": -19},
    ],
)
@pytest.mark.parametrize("make", [make_entry, make_claim, make_observation])
def test_amounts(make: Callable[..., models.Model], columns: dict[str, Any]) -> None:
    refused(make, **columns)


@pytest.mark.parametrize(
    "broken",
    [
        {"{}_stated": None},
        {"{}_stated": ""},
        {"{}_first": None},
        {"{}_last": None},
        {"{}_precision_code": None},
        {"{}_first": date(2022, 1, 1)},
    ],
)
@pytest.mark.parametrize(
    ("make", "prefix"),
    [
        (make_activity, "start"),
        (make_activity, "end"),
        (make_edition, "held"),
        (make_entry, "date"),
        (make_observation, "since"),
        (make_observation, "cutoff"),
        (make_pledge, "announced"),
        (make_pledge, "window_start"),
        (make_pledge, "window_end"),
        (make_claim, "date"),
        (make_claim, "as_of"),
        (make_claim, "period_start"),
        (make_claim, "period_end"),
    ],
)
def test_stated_dates_are_whole(
    make: Callable[..., models.Model], prefix: str, broken: dict[str, Any]
) -> None:
    whole = whole_date(prefix, 2021)
    make(**whole)
    refused(make, **whole | {name.format(prefix): value for name, value in broken.items()})


def test_a_stated_date_may_be_missing_but_an_observation_has_a_cutoff() -> None:
    missing = dict.fromkeys(whole_date("date", 2021))
    assert make_entry(**missing).date_stated is None
    refused(make_observation, **dict.fromkeys(whole_date("cutoff", 2021)))


@pytest.mark.parametrize(
    "columns",
    [
        {"release_code": "cleared"},
        {"release_code": "never"},
        {"release_code": "published"},
        decided(release_by=None),
        decided(release_by=""),
        decided(release_why=None),
        decided(release_why=""),
        decided(release_at=None),
        decided("embargoed"),
        decided("never", release_why=None),
        decided("cleared", embargo_until=DAY),
        {"embargo_until": DAY},
    ],
    ids=lambda columns: " ".join(f"{name}={columns[name]}"[:40] for name in sorted(columns)),
)
@pytest.mark.parametrize(
    "make",
    [
        make_activity,
        make_edition,
        make_entry,
        make_observation,
        make_claim,
        make_pledge,
        make_document,
    ],
)
def test_release_decisions_are_whole(
    make: Callable[..., models.Model], columns: dict[str, Any]
) -> None:
    refused(make, **columns)


@pytest.mark.parametrize(
    ("make", "columns"),
    [
        (make_activity, {"is_top_level": False}),
        (make_activity, {"purpose_code": "15130"}),
        (make_activity, {"purpose_confidence_code": "high"}),
        (make_activity, {"last_reported_year": 2021}),
        (make_edition, {"number": 175}),
        (make_edition, {"number_basis_code": "stated"}),
        (make_edition, {"number": 0, "number_basis_code": "stated"}),
        (make_claim, {"start": -1}),
        (make_claim, {"start": 14}),
        (make_claim, {"outcome_code": "entry"}),
        (make_claim, {"outcome_id": "an-entry"}),
        (make_document, {"sha256": "abc"}),
        (make_document, {"length_characters": -1}),
        (make_finding, {"state_code": "adjudicated"}),
        (make_finding, {"adjudicated_by": "editor"}),
        (make_finding, {"editor_relation_code": "same"}),
        (make_pledge, {"window_years": 0}),
        (make_split, {"numerator": -1}),
        (make_split, {"numerator": 4}),
        (make_split, {"denominator": 0, "numerator": 0}),
        (make_split, {"activity": None}),
        (make_source_row, {"sha256": "abc"}),
        (make_source_row, {"generation": 0}),
        (make_mandate, {"start": DAY, "end": date(2021, 3, 31)}),
        (make_entry, {**dict.fromkeys(whole_date("date", 2021)), "calendar_year": 2021}),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else value.__name__,
)
def test_pairs_and_ranges(make: Callable[..., models.Model], columns: dict[str, Any]) -> None:
    refused(make, **columns)


def test_an_activity_under_a_parent_is_not_top_level() -> None:
    refused(make_activity, parent_activity=make_activity(), is_top_level=True)


def test_a_share_has_one_subject() -> None:
    refused(make_split, activity=make_activity(), entry=make_entry())
    assert make_split(activity=None, entry=make_entry()).pk


def test_an_entry_is_reversed_once_and_never_by_itself() -> None:
    entry = make_entry()
    reversal = make_entry(reverses_entry=entry)
    with pytest.raises(DatabaseError), transaction.atomic():
        make_entry(reverses_entry=entry)
    assert make_entry(reverses_entry=reversal).pk
    refused(make_entry, id=10**6, reverses_entry_id=10**6)


@pytest.mark.parametrize(
    ("make", "column"),
    [
        (make_entry, "activity_id"),
        (make_claim, "document_id"),
        (make_claim, "activity_id"),
        (make_observation, "claim_id"),
        (make_edition, "series_id"),
        (make_series, "activity_id"),
        (make_pledge, "activity_id"),
        (make_mandate, "user_id"),
    ],
)
def test_what_belongs_to_something_says_to_what(
    make: Callable[..., models.Model], column: str
) -> None:
    subject = make()
    with (
        pytest.raises(DatabaseError, match=r"(?i)not.null"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        names = [f.column for f in subject._meta.concrete_fields if f.column not in ("id", column)]
        listed = ", ".join(f'"{name}"' for name in names)
        values = listed.replace('"public_id"', "'orphan'")
        table = subject._meta.db_table
        cursor.execute(f"INSERT INTO {table} ({listed}) SELECT {values} FROM {table}")


@pytest.mark.parametrize(
    ("make", "column"),
    [
        (make_entry, "activity_id"),
        (make_entry, "provider_party_id"),
        (make_entry, "claim_id"),
        (make_entry, "reverses_entry_id"),
        (make_entry, "funded_from_entry_id"),
        (make_claim, "document_id"),
        (make_claim, "framework_id"),
        (make_observation, "series_id"),
        (make_activity, "series_id"),
        (make_activity, "last_reported_document_id"),
        (make_party, "parent_party_id"),
        (make_split, "activity_id"),
    ],
)
def test_orphans(make: Callable[..., models.Model], column: str) -> None:
    refused(make, **{column: 10**9})


@pytest.mark.parametrize(
    "make", [make_activity, make_party, make_framework, make_document, make_claim, make_user]
)
def test_what_is_referred_to_cannot_be_removed(make: Callable[..., models.Model]) -> None:
    subject = make()
    name = {"user": "user", "framework": "framework", "party": "provider_party"}.get(
        subject._meta.model_name, subject._meta.model_name
    )
    referring = {
        "user": make_mandate,
        "framework": make_pledge,
        "document": make_claim,
    }.get(subject._meta.model_name, make_entry)
    referring(**{name: subject})
    table = subject._meta.db_table
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [subject.pk])
        connection.check_constraints()


CONTRACT_MODELS = [
    model
    for model in apps.get_app_config("records").get_models()
    if model._meta.db_table in LEDGER_TABLES.values()
]


@pytest.mark.parametrize("model", CONTRACT_MODELS, ids=lambda model: model.__name__)
def test_public_ids_are_unique(model: type[models.Model]) -> None:
    assert model._meta.get_field("public_id").unique


def checked_columns(model: type[models.Model]) -> str:
    """The conditions of all CHECKs of a table, as text."""
    return str([getattr(check, "condition", "") for check in model._meta.constraints])


@pytest.mark.parametrize("model", CONTRACT_MODELS, ids=lambda model: model.__name__)
def test_every_text_that_may_be_missing_may_not_be_empty(model: type[models.Model]) -> None:
    """A column of a stated date, an amount or a decision is guarded together with its fellows."""
    optional = [
        field.column
        for field in model._meta.concrete_fields
        if isinstance(field, models.TextField) and field.null
    ]
    assert [name for name in optional if name not in checked_columns(model)] == []


def test_empty_texts() -> None:
    refused(make_activity, notes="")
    refused(make_activity, title="")
    refused(make_party, abbreviation="")
    refused(make_claim, scope="")
    refused(make_entry, country_code="")
    refused(make_series, first_year_stated="")
    assert make_entry(country_code=None).pk and Entry.objects.exists()
    assert Activity.objects.exists() and not Split.objects.exists()
