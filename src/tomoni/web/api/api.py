"""The interface itself: one version, one shape of error, one place to mount."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from tomoni import __version__
from tomoni.catalogue.errors import InputError, NotFoundError, TomoniError, Where

from .figures import router as figures
from .search import router as search
from .tables import router as tables

DESCRIPTION = (
    "Read-only access to one public snapshot. Every answer names the snapshot it comes from; every "
    "figure names the entries, observations and claims behind it. Amounts are integers with an "
    "exponent: value = quantity × 10^exponent. Missing is null and never zero."
)

api = NinjaAPI(
    title="Tomoni",
    version=__version__,
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", figures)
api.add_router("", search)
api.add_router("", tables)


@api.exception_handler(TomoniError)
def answer_error(request: HttpRequest, error: TomoniError) -> HttpResponse:
    """Answer with the error's own status and the one shape of errors."""
    return api.create_response(request, error.as_dict(), status=error.http_status)


@api.exception_handler(Http404)
def answer_not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """Answer an address that does not exist in the same shape."""
    return answer_error(request, NotFoundError("There is no such address.", do="See openapi.json."))


@api.exception_handler(ValidationError)
def answer_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer parameters that break their contract: the first one, by name."""
    first = error.errors[0]
    name = str(first["loc"][-1])
    return answer_error(
        request,
        InputError(
            f"The parameter {name!r} is not valid: {first['msg']}.",
            where=Where(field=name),
            do="See openapi.json for what is allowed.",
        ),
    )
