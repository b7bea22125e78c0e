"""Organisations and frameworks: what activities refer to."""

from __future__ import annotations

from django.db import models

from .columns import Record, no_blank_check, optional_text, reference, text


class Party(Record):
    """One organisation or body."""

    name = text()
    abbreviation = optional_text()
    kind_code = text()
    country_code = optional_text()
    parent_party = reference("self", "parts", optional=True)
    is_context_only = models.BooleanField(default=False)
    notes = optional_text()

    class Meta:
        db_table = "records_party"
        verbose_name_plural = "parties"
        constraints = [
            no_blank_check("party", ("public_id", "name", "abbreviation", "country_code", "notes")),
        ]


class Framework(Record):
    """One convention, standard, plan, charter or other framework."""

    name = text()
    abbreviation = optional_text()
    kind_code = text()
    year = models.IntegerField(null=True, blank=True)
    notes = optional_text()

    class Meta:
        db_table = "records_framework"
        constraints = [
            no_blank_check("framework", ("public_id", "name", "abbreviation", "notes")),
        ]


class Provision(Record):
    """One article or key issue of a framework."""

    framework = reference(Framework, "provisions")
    code = text()
    title = optional_text()

    class Meta:
        db_table = "records_provision"
        constraints = [
            models.UniqueConstraint(fields=("framework", "code"), name="provision_code_unique"),
            no_blank_check("provision", ("public_id", "code", "title")),
        ]
