"""Addresses under the interface that are none: refused in the one shape of errors."""

from __future__ import annotations

from typing import NoReturn

from django.http import Http404, HttpRequest

from .reading import ReadingRouter

router = ReadingRouter()


@router.get("/", include_in_schema=False)
def nothing_at_root(request: HttpRequest) -> NoReturn:
    """Refuse: the contract stands at openapi.json."""
    raise Http404


@router.get("/{path:rest}", include_in_schema=False)
def nothing_here(request: HttpRequest, rest: str) -> NoReturn:
    """Refuse every address that no operation has."""
    raise Http404
