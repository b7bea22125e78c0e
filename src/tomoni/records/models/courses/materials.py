"""Materials of an edition or a session: a sealed file, or a link; for whom, under which licence."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ..columns import Record, filled, no_blank_check, optional_text, reference, text
from .editions import CourseEdition
from .sessions import Session


class Material(Record):
    """One material. A file's bytes lie under their SHA-256, sealed with the vault's key.

    ``session``: None when it is of the whole edition. ``link``: an https address, in place of the
    file. ``withdrawn_at``: nobody but the institute's staff sees it any more.
    """

    course = reference(CourseEdition, "materials")
    session = reference(Session, "materials", optional=True)
    title = text()
    title_ja = optional_text()
    licence_code = text()
    audience_code = text()
    link = optional_text()
    file_name = optional_text()
    media_type = optional_text()
    size = models.BigIntegerField(null=True, blank=True)
    sha256 = optional_text()
    added_by = text()
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = optional_text()
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_material"
        constraints = [
            no_blank_check("material", ("public_id", "title", "title_ja", "link")),
            models.CheckConstraint(
                condition=(
                    filled("link")
                    & Q(
                        file_name__isnull=True,
                        media_type__isnull=True,
                        size__isnull=True,
                        sha256__isnull=True,
                    )
                )
                | (
                    Q(link__isnull=True, size__gte=1, sha256__length=64)
                    & filled("file_name")
                    & filled("media_type")
                ),
                name="material_is_file_or_link",
            ),
            models.CheckConstraint(
                condition=Q(audience_code__in=("participants", "alumni", "public", "staff")),
                name="material_audience_known",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_why__isnull=True)
                | (Q(withdrawn_at__isnull=False) & filled("withdrawn_why")),
                name="material_withdrawn_has_reason",
            ),
        ]
