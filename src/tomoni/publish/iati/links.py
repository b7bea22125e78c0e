"""What an activity refers to: wider and narrower activities, documents, its page."""

from __future__ import annotations

import mimetypes
from collections.abc import Container
from urllib.parse import urlsplit

from tomoni.catalogue.codelists import codelist
from tomoni.exchange.iati.write.model import DocumentLink, said

from ..paths import page_path
from ..source import Row, Source
from .told import Notes

PARENT, CHILD = "1", "2"
RESULTS, WEB_PAGE, ORGANISATION_PAGE = "A08", "A12", "B16"
PAGE_FORMAT = "text/html"
_EVIDENCES = ("entry", "observation", "pledge_target", "pledge_result")


class Links:
    """Relations among the activities of one snapshot, and to documents."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._parents = {
            row["activity_id"]: _parent(source, row) for row in source.rows("activities")
        }
        self._children: dict[str, list[str]] = {}
        for child, parent in self._parents.items():
            if parent is not None:
                self._children.setdefault(parent, []).append(child)
        self._evidence = _evidence(source)

    def hierarchy(self, activity_id: str) -> int:
        """Return the level of an activity: 1 at the top, one more below each wider activity."""
        level, seen, parent = 1, {activity_id}, self._parents[activity_id]
        while parent is not None and parent not in seen:
            level, seen, parent = level + 1, seen | {parent}, self._parents.get(parent)
        return level

    def related(
        self, activity_id: str, written: Container[str], prefix: str, notes: Notes
    ) -> tuple[tuple[str, str], ...]:
        """Return the wider activity and the narrower ones, those of them that are written."""
        found: list[tuple[str, str]] = []
        parent = self._parents[activity_id]
        if parent is not None and parent in written:
            found.append((PARENT, f"{prefix}{parent}"))
        elif parent is not None:
            notes.add("parent", "related-activity", parent, code=parent)
        children = self._children.get(activity_id, ())
        found.extend((CHILD, f"{prefix}{child}") for child in children if child in written)
        return tuple(found)

    def documents(self, activity_id: str, url: str, notes: Notes) -> tuple[DocumentLink, ...]:
        """Return the activity's page on the site, and documents whose numbers it rests on.

        ``url``: address of the public site, "" where it has none.
        """
        found: list[DocumentLink] = []
        if url:
            title = said(self._source.by_key("activities")[activity_id]["title"])
            address = f"{url}{page_path('activity', activity_id)}"
            found.append(DocumentLink(address, PAGE_FORMAT, title, (WEB_PAGE,)))
        for document_id in self._evidence.get(activity_id, ()):
            link = _document(self._source.by_key("documents")[document_id])
            if link is None:
                notes.add("document", "document-link", document_id)
            else:
                found.append(link)
        return tuple(found)


def _parent(source: Source, activity: Row) -> str | None:
    """Return the wider activity: as recorded, else that of the series it is an edition of."""
    parent: str | None = activity["parent_activity_id"]
    series = source.by_key("series").get(activity["series_id"] or "")
    if parent is None and series is not None and series["activity_id"] != activity["activity_id"]:
        parent = series["activity_id"]
    return parent if parent in source.by_key("activities") else None


def _evidence(source: Source) -> dict[str, list[str]]:
    """Return the documents whose claims became numbers of each activity."""
    claims = source.snapshot.table("claims")
    kept = claims.filter(claims.outcome_code.isin(_EVIDENCES))
    pairs = kept.select("activity_id", "document_id").distinct()
    found: dict[str, list[str]] = {}
    for row in pairs.order_by("activity_id", "document_id").to_pyarrow().to_pylist():
        found.setdefault(row["activity_id"], []).append(row["document_id"])
    return found


def _document(row: Row) -> DocumentLink | None:
    address = row["public_page"]
    if not address or urlsplit(address).scheme not in ("http", "https"):
        return None
    kind = mimetypes.guess_type(urlsplit(address).path)[0] or PAGE_FORMAT
    if not codelist("FileFormat").is_active(kind):
        return None
    language = row["language_code"]
    languages = (language,) if codelist("Language").is_active(language) else ()
    return DocumentLink(address, kind, said(row["title"]), (RESULTS,), languages)
