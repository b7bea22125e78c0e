"""The append-only ledger, its splits and release decisions, and the stock observations."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Index, Q

from .columns import (
    Amount,
    Record,
    Released,
    amount_checks,
    no_blank_check,
    optional_text,
    reference,
    release_check,
    stated_date_checks,
    stated_dates,
    text,
)


class Entry(stated_dates("date"), Amount, Released, Record):
    """One line of the ledger. It is never updated and never removed; guards in the database say so.

    A wrong line is cancelled by one that reverses it. Whether a line is reversed is therefore read
    from the later line, and a release decision after entry is an ``EntryRelease``.
    """

    activity = reference("Activity", "entries")
    measure_code = text()
    calendar_year = models.IntegerField(null=True, blank=True)
    fiscal_year = models.IntegerField(null=True, blank=True)
    provider_party = reference("Party", "provided_entries", optional=True, db_index=False)
    receiver_party = reference("Party", "received_entries", optional=True, db_index=False)
    country_code = optional_text()
    item_code = optional_text()
    origin_code = text()
    counting_level_code = text()
    funded_from_entry = reference("self", "funded_entries", optional=True, db_index=False)
    reverses_entry = reference("self", "reversing_entries", optional=True, db_index=False)
    claim = reference("Claim", "entries", optional=True, db_index=False)

    class Meta:
        db_table = "records_entry"
        verbose_name_plural = "entries"
        constraints = [
            *stated_date_checks("entry", "date"),
            *amount_checks("entry"),
            release_check("entry"),
            no_blank_check("entry", ("public_id", "country_code", "item_code")),
            models.UniqueConstraint(
                fields=("reverses_entry",),
                condition=Q(reverses_entry__isnull=False),
                name="entry_reversed_once",
            ),
            models.CheckConstraint(
                condition=Q(reverses_entry__isnull=True) | ~Q(reverses_entry=F("id")),
                name="entry_reverses_another",
            ),
            models.CheckConstraint(
                condition=Q(date_stated__isnull=False)
                | Q(calendar_year__isnull=True, fiscal_year__isnull=True),
                name="entry_year_has_date",
            ),
        ]
        # Most lines leave these references empty; an index of the filled ones alone keeps bulk
        # loading cheap.
        indexes = [
            Index(
                fields=(name,), condition=Q(**{f"{name}__isnull": False}), name=f"entry_{short}_idx"
            )
            for name, short in (
                ("provider_party", "provider"),
                ("receiver_party", "receiver"),
                ("funded_from_entry", "funded_from"),
                ("claim", "claim"),
            )
        ]


class EntryRelease(Released):
    """A release decision about a ledger line after it was entered. The latest one stands."""

    entry = reference(Entry, "release_decisions")

    class Meta:
        db_table = "records_entry_release"
        constraints = [release_check("entry_release")]


class Observation(stated_dates("since", "cutoff"), Amount, Released, Record):
    """One cumulative total as of a date. Never summed; only withdrawn or released, never edited."""

    activity = reference("Activity", "observations")
    series = reference("Series", "observations", optional=True)
    measure_code = text()
    population_code = optional_text()
    cutoff_basis_code = text()
    is_active = models.BooleanField(default=True)
    claim = reference("Claim", "observations")

    class Meta:
        db_table = "records_observation"
        constraints = [
            *stated_date_checks("observation", "since", "cutoff"),
            *amount_checks("observation"),
            release_check("observation"),
            no_blank_check("observation", ("public_id", "population_code")),
            models.CheckConstraint(
                condition=Q(cutoff_stated__isnull=False), name="observation_has_cutoff"
            ),
        ]


class Split(Record):
    """One exact share of an entry or activity on one axis."""

    activity = reference("Activity", "splits", optional=True)
    entry = reference(Entry, "splits", optional=True)
    axis_code = text()
    code = text()
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField()
    method = text()

    class Meta:
        db_table = "records_split"
        constraints = [
            models.CheckConstraint(
                condition=Q(activity__isnull=True, entry__isnull=False)
                | Q(activity__isnull=False, entry__isnull=True),
                name="split_has_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(numerator__gte=0, denominator__gte=1, numerator__lte=F("denominator")),
                name="split_share_is_a_fraction",
            ),
            models.UniqueConstraint(
                fields=("activity", "axis_code", "code"),
                condition=Q(activity__isnull=False),
                name="split_of_activity_unique",
            ),
            models.UniqueConstraint(
                fields=("entry", "axis_code", "code"),
                condition=Q(entry__isnull=False),
                name="split_of_entry_unique",
            ),
        ]
