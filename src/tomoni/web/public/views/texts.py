"""Texts of documents, where a number is said, and citations."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tomoni.publish.citations import (
    BIBTEX_MEDIA_TYPE,
    CSL_MEDIA_TYPE,
    as_bibtex,
    as_csl_json,
    citation_of,
)
from tomoni.publish.pages_texts import text_key
from tomoni.publish.paths import page_path

from ..site import store
from .pages import KIND_OF_SECTION, page_data, page_to_show, shown

LARGEST_PAGE = 100_000


@require_safe
def text(request: HttpRequest, key: str, page: str = "1") -> HttpResponse:
    """One page of a document's text, its claims marked."""
    if int(page) > LARGEST_PAGE:
        raise Http404("The text has no such page.")
    data = page_data("text", text_key(key, int(page)))
    return render(request, "public/text.html", {"data": data, "key": key})


@require_safe
def number(request: HttpRequest, key: str) -> HttpResponse:
    """Where a number is said: by which claims, and where else it is printed."""
    return shown(request, "number", page_to_show(request, "number", key), key=key)


@require_safe
def cite(request: HttpRequest, section: str, key: str, form: str) -> HttpResponse:
    """How a document, a figure or a report is cited, for reference managers."""
    kind = KIND_OF_SECTION[section]
    path = page_path(kind, key)
    citation = citation_of(kind, key, page_data(kind, key), store().site, path)
    made = as_bibtex(citation) if form == "bib" else as_csl_json(citation)
    media_type = BIBTEX_MEDIA_TYPE if form == "bib" else CSL_MEDIA_TYPE
    answer = HttpResponse(made, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{kind}.{form}"'
    return answer
