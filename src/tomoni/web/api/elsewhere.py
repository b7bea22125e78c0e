"""The root of the interface, and addresses that are none: refused in the one shape of errors."""

from __future__ import annotations

from typing import NoReturn

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from tomoni.publish.paths import page_path

from .reading import ReadingRouter

router = ReadingRouter()


@router.get("/", include_in_schema=False)
def about_the_interface(request: HttpRequest) -> HttpResponse:
    """Lead to where the site explains the interface and names its contract."""
    return HttpResponseRedirect(f"{page_path('data')}#api")


@router.get("/{path:rest}", include_in_schema=False)
def nothing_here(request: HttpRequest, rest: str) -> NoReturn:
    """Refuse every address that no operation has."""
    raise Http404
