"""Questionnaires and tests of an edition, and what was answered: never by whom.

No column leads from a response to a person. A response bears a pseudonym: an HMAC of the
participation under a key of the edition, which is a file and no row, so that the tests before and
after of one person pair. That somebody answered is kept apart, without a time. Both tables draw
their keys by lot, so that neither order nor number tells which row came with which.
"""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q

from ..columns import Record, no_blank_check, optional_text, reference, text
from .editions import CourseEdition
from .participations import Participation

_KEYS = 2**63 - 1


def drawn_key() -> int:
    """Return a key drawn by lot: it tells nothing of when its row was made."""
    return secrets.randbelow(_KEYS) + 1


class Instrument(Record):
    """One questionnaire or test of an edition.

    ``level``: of Kirkpatrick, 1 reaction, 2 learning, 3 behaviour, 4 results. ``timing_code``:
    before, after, 6 or 12 months later. ``asked``, ``answered``: how many people were asked and
    answered, fixed when it closes. ``reminded``: whether the reminder before the end went out.
    """

    course = reference(CourseEdition, "instruments")
    kind_code = text()
    level = models.IntegerField()
    timing_code = text()
    title = text()
    title_ja = optional_text()
    state_code = models.TextField(default="draft")
    state_reason = optional_text()
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    asked = models.IntegerField(null=True, blank=True)
    answered = models.IntegerField(null=True, blank=True)
    reminded = models.BooleanField(default=False)
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_instrument"
        constraints = [
            no_blank_check("instrument", ("public_id", "title", "title_ja")),
            models.UniqueConstraint(
                fields=("course", "kind_code", "level", "timing_code"),
                condition=~Q(state_code="withdrawn"),
                name="instrument_once_per_edition",
            ),
            models.CheckConstraint(
                condition=Q(kind_code="questionnaire", level__gte=1, level__lte=4)
                | Q(kind_code="test", level=2),
                name="instrument_level_known",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="instrument_times_ordered",
            ),
            models.CheckConstraint(
                condition=~Q(state_code="closed")
                | Q(asked__isnull=False, answered__gte=0, asked__gte=F("answered")),
                name="instrument_closed_is_counted",
            ),
        ]


class InstrumentVersion(Record):
    """What an instrument asks, in versions: a published one never changes.

    ``full_points``: the most that a test gives; missing for a questionnaire.
    """

    instrument = reference(Instrument, "versions")
    version = models.IntegerField()
    content = models.JSONField()
    full_points = models.IntegerField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_instrument_version"
        constraints = [
            models.UniqueConstraint(
                fields=("instrument", "version"), name="instrument_version_unique"
            ),
            models.CheckConstraint(
                condition=Q(full_points__isnull=True) | Q(full_points__gte=1),
                name="instrument_version_full_points_positive",
            ),
        ]


class EvaluationResponse(models.Model):
    """What one person answered, under a pseudonym; a draft until it is submitted.

    ``answers``: by the code of the question; what is left blank is not there. ``points``: what a
    submitted test came to. There is no time and no reference to anybody.
    """

    id = models.BigIntegerField(primary_key=True, default=drawn_key)
    version = reference(InstrumentVersion, "responses")
    instrument = reference(Instrument, "responses")
    pseudonym = text()
    answers = models.JSONField(default=dict)
    points = models.IntegerField(null=True, blank=True)
    is_submitted = models.BooleanField(default=False)

    class Meta:
        db_table = "records_evaluation_response"
        constraints = [
            models.UniqueConstraint(
                fields=("instrument", "pseudonym"), name="evaluation_response_once"
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__gte=0, is_submitted=True),
                name="evaluation_response_points_of_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"a response to {self.instrument_id}"


class AnswerReceipt(models.Model):
    """That a participant answered an instrument: never what, and not when."""

    id = models.BigIntegerField(primary_key=True, default=drawn_key)
    instrument = reference(Instrument, "receipts")
    participation = reference(Participation, "answer_receipts")

    class Meta:
        db_table = "records_answer_receipt"
        constraints = [
            models.UniqueConstraint(
                fields=("instrument", "participation"), name="answer_receipt_once"
            ),
        ]

    def __str__(self) -> str:
        return f"a receipt of {self.instrument_id}"
