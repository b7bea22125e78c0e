"""Pages of the texts that the instance may show, and their passages in the search."""

from __future__ import annotations

from collections.abc import Iterable

from . import cells
from .build import Build
from .cells import Json
from .evidence import document_link, edition_label
from .passages import Mark, Passage, pages_of, passages_of, runs_of, shown
from .paths import page_path
from .source import Row


def text_key(document_id: str, page: int) -> str:
    """Return the key of one page of a document's text."""
    return f"{document_id} {page}"


def write_texts(build: Build) -> None:
    """Write the text of every document that may be shown; put its passages into the search."""
    for document in build.source.rows("documents"):
        text = build.texts.of(document)
        if text is None:
            continue
        pages = pages_of(text, passages_of(text))
        for number, page in enumerate(pages, start=1):
            key = text_key(document["document_id"], number)
            build.writer.page("text", key, _text_page(build, document, text, pages, number))
            for one in page:
                _searchable(build, document, text, one, key)


def _searchable(build: Build, document: Row, text: str, one: Passage, key: str) -> None:
    if one.kind == "heading":
        return
    title = document["title"] + (f" · {shown(one.heading)}" if one.heading else "")
    path = f"{page_path('text', key)}#p{one.start}"
    body = " ".join(shown(text[one.start : one.end]).split())
    build.writer.searchable("passage", path, title, title, body)


def _text_page(
    build: Build, document: Row, text: str, pages: list[list[Passage]], number: int
) -> Json:
    page = pages[number - 1]
    marks = marks_of(build, document["document_id"])
    key = document["document_id"]
    headings = [
        {"text": shown(one.heading), "path": f"{page_path('text', text_key(key, at))}#p{one.start}"}
        for at, each in enumerate(pages, start=1)
        for one in each
        if one.kind == "heading" and one.heading
    ]
    return {
        "title": document["title"],
        "document": document_link(document),
        "publisher": document["publisher"],
        "language": document["language_code"],
        "edition": cells.words(edition_label(document)),
        "public_page": document["public_page"],
        "page": number,
        "pages": len(pages),
        "earlier": page_path("text", text_key(key, number - 1)) if number > 1 else None,
        "later": page_path("text", text_key(key, number + 1)) if number < len(pages) else None,
        "headings": headings[:200],
        "blocks": [
            {"start": one.start, "kind": one.kind,
             "runs": runs_of(text, one, _within(marks, one))}
            for one in page
        ],
        "tables": {},
    }  # fmt: skip


def marks_of(build: Build, document_id: str) -> list[Mark]:
    """Return where the claims of a document stand, in order; of two at one place the longer."""
    found = {
        Mark(row["start"], row["end"], row["claim_id"])
        for table in ("claims", "claim_spans")
        for row in build.source.of(table, "document_id", document_id)
    }
    return sorted(found, key=lambda mark: (mark.start, -mark.end, mark.claim_id))


def _within(marks: Iterable[Mark], one: Passage) -> list[Mark]:
    return [mark for mark in marks if mark.start < one.end and mark.end > one.start]
