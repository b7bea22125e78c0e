"""The audit chain, and which source rows have been loaded."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .columns import text


class AuditEvent(models.Model):
    """One link of the chain. ``hash`` covers all the rest of the row and the hash before it.

    ``payload`` is canonical JSON text and never holds personal data; ``by`` is an opaque id.
    """

    sequence = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    by = text()
    verb = text()
    object_type = text()
    object_id = text()
    payload = text()
    # Unique: no two events follow the same one, so the chain cannot fork.
    previous_hash = models.TextField(unique=True)
    hash = models.TextField(unique=True)

    class Meta:
        db_table = "records_audit_event"
        indexes = [models.Index(fields=("object_type", "object_id"), name="audit_object_idx")]
        constraints = [
            models.CheckConstraint(condition=Q(sequence__gte=1), name="audit_sequence_from_one"),
            models.CheckConstraint(
                condition=Q(hash__length=64, previous_hash__length=64),
                name="audit_hashes_have_64_digits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.object_type} {self.object_id}"


class SourceRow(models.Model):
    """A loaded row of a source file, so that a changed row can be told from an unchanged one.

    ``table`` names the source file, ``sha256`` is that of the row's canonical text, ``generation``
    counts from 1 how often the row has changed.
    """

    table = text()
    public_id = text()
    sha256 = text()
    generation = models.IntegerField(default=1)

    class Meta:
        db_table = "records_source_row"
        constraints = [
            models.UniqueConstraint(fields=("table", "public_id"), name="source_row_unique"),
            models.CheckConstraint(
                condition=Q(sha256__length=64), name="source_row_sha256_has_64_digits"
            ),
            models.CheckConstraint(
                condition=Q(generation__gte=1), name="source_row_generation_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.public_id}"
