"""Search over the pages of the site, and the proofs behind its numbers."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from tomoni.web.public.site import store

from .reading import ReadingRouter
from .schemas import ErrorBody, PlainText, SearchAnswer

router = ReadingRouter(tags=["search"])


class SearchQuery(Schema):
    """``q``: words to find, English or Japanese."""

    q: Annotated[PlainText, Field(min_length=1, description="Words to find.")]


@router.get("/search", response={200: SearchAnswer, 422: ErrorBody}, summary="Search all pages")
def search(request: HttpRequest, query: Query[SearchQuery]) -> dict[str, Any]:
    """Return the pages that a text finds, kind by kind."""
    hits = [
        {
            "kind": group.kind,
            "path": hit.path,
            "title": hit.en,
            "title_ja": hit.ja,
            "excerpt": hit.excerpt,
        }
        for group in store().search(query.q)
        for hit in group.hits
    ]
    return {"query": query.q, "hits": hits}


@router.get(
    "/proofs/{proof_id}",
    response={200: dict[str, Any], 404: ErrorBody, 422: ErrorBody},
    summary="The proof of one published number",
)
def proof(request: HttpRequest, proof_id: Path[PlainText]) -> dict[str, Any]:
    """Return definition, value, records, claims and passages behind a number of the site."""
    return store().proof(proof_id)
