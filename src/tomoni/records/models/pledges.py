"""Pledges with their targets and the results reported against them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

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


class Pledge(stated_dates("announced", "window_start", "window_end"), Released, Record):
    """One pledge. Without results it is unknown, never at nothing."""

    activity = reference("Activity", "pledges")
    title = text()
    framework = reference("Framework", "pledges", optional=True)
    window_years = models.IntegerField(null=True, blank=True)
    scope = optional_text()
    counting_rule = optional_text()

    class Meta:
        db_table = "records_pledge"
        constraints = [
            *stated_date_checks("pledge", "announced", "window_start", "window_end"),
            release_check("pledge"),
            no_blank_check("pledge", ("public_id", "title", "scope", "counting_rule")),
            models.CheckConstraint(
                condition=Q(window_years__isnull=True) | Q(window_years__gte=1),
                name="pledge_window_years_from_one",
            ),
        ]


class PledgeTarget(Amount, Released, Record):
    """One target of a pledge."""

    pledge = reference(Pledge, "targets")
    measure_code = text()
    restates_target = reference("self", "restatements", optional=True)
    claim = reference("Claim", "pledge_targets")

    class Meta:
        db_table = "records_pledge_target"
        constraints = [*amount_checks("pledge_target"), release_check("pledge_target")]


class PledgeResult(Amount, Released, Record):
    """One result reported against a target."""

    target = reference(PledgeTarget, "results")
    years_covered = models.IntegerField(null=True, blank=True)
    is_self_reported = models.BooleanField()
    claim = reference("Claim", "pledge_results")

    class Meta:
        db_table = "records_pledge_result"
        constraints = [*amount_checks("pledge_result"), release_check("pledge_result")]
