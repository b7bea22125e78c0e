"""The General Information of a call: the booklet that governments receive, in versions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ..columns import Record, reference, text
from .editions import Call


class GeneralInformation(Record):
    """One version in one language, with the digests of its files.

    ``content``: the blocks of the booklet, from which the public page is made. The files lie in
    TOMONI_HOME/papers under their SHA-256. Once ``published_at`` is set the row never changes: a
    later version follows it.
    """

    call = reference(Call, "general_information")
    language_code = text()
    version = models.IntegerField(default=1)
    content = models.JSONField()
    pdf_sha256 = text()
    docx_sha256 = text()
    kept_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_general_information"
        constraints = [
            models.UniqueConstraint(
                fields=("call", "language_code", "version"), name="general_information_unique"
            ),
            models.CheckConstraint(
                condition=Q(pdf_sha256__length=64, docx_sha256__length=64),
                name="general_information_sha256_has_64_digits",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(published_at__gte=F("kept_at")),
                name="general_information_published_after_kept",
            ),
        ]
