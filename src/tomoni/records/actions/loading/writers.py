"""Parties, frameworks, documents, series, editions, namings: what exceeds plain columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from tomoni.records.models import (
    Document,
    DocumentSection,
    DocumentText,
    Edition,
    Exclusion,
    Framework,
    Naming,
    Party,
    Provision,
    Series,
)

from .writer import Pending, Writer


class PartyWriter(Writer):
    """Parties; the wider body is linked once all of them are there."""

    model, object_type = Party, "party"
    later = frozenset({"parent_party_id"})

    def prepare_file(self) -> None:
        self.parents: list[tuple[str | None, str]] = []

    def derive(self, written: Sequence[tuple[Any, Pending]]) -> None:
        self.parents += links(written, "parent_party_id")

    def finish(self) -> None:
        link(Party, "parent_party_id", Party, self.parents)


class FrameworkWriter(Writer):
    """Frameworks."""

    model, object_type = Framework, "framework"


class ProvisionWriter(Writer):
    """Provisions of frameworks."""

    model, object_type = Provision, "provision"


class DocumentWriter(Writer):
    """Documents. Whether passages may be shown is a decision that later loads leave alone."""

    model, object_type = Document, "document"
    at_first = frozenset({"may_show"})

    def finish(self) -> None:
        """Link the texts that were read before their document was on record."""
        unlinked = DocumentText.objects.filter(document=None)
        documents = Document.objects.filter(
            sha256__in=unlinked.values("sha256"), read_text__isnull=True
        )
        by_sha256 = {one.sha256: one for one in documents}
        for text in unlinked.filter(sha256__in=by_sha256).order_by("pk"):
            text.document = by_sha256[text.sha256]
            text.save(update_fields=["document"])
            self.load.note(
                "change", "document_text", text.public_id, {"document": text.document.public_id}
            )


class SectionWriter(Writer):
    """Sections of documents."""

    model, object_type = DocumentSection, "document_section"


class SeriesWriter(Writer):
    """Series."""

    model, object_type = Series, "series"


class EditionWriter(Writer):
    """Editions of series."""

    model, object_type = Edition, "edition"


class ExclusionWriter(Writer):
    """Numbers that are no claims."""

    model, object_type = Exclusion, "exclusion"


class NamingWriter(Writer):
    """Who documents name, and in which role."""

    model, object_type = Naming, "naming"


def links(written: Iterable[tuple[Any, Pending]], field: str) -> Iterable[tuple[str | None, str]]:
    """Yield what a field points to and the row's own id; new rows that point nowhere left out."""
    for record, pending in written:
        target = pending.row.get(field)
        if target is not None or pending.generation > 1:
            yield target, record.public_id


def link(
    model: type[Model], column: str, target: type[Model], pairs: Sequence[tuple[str | None, str]]
) -> None:
    """Set a reference of many rows: pairs of the target's public id (or None) and the row's."""
    sql = (
        f'UPDATE "{model._meta.db_table}" SET "{column}" ='
        f' (SELECT id FROM "{target._meta.db_table}" WHERE public_id = %s) WHERE public_id = %s'
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, pairs)
