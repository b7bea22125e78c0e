"""The interface itself: one version, one shape of error, one place to mount."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema

from tomoni import __version__
from tomoni.catalogue.errors import InputError, NotFoundError, TomoniError, Where

from .elsewhere import router as elsewhere
from .figures import router as figures
from .iati import router as iati
from .reading import refuse_unknown_parameters
from .search import router as search
from .tables import router as tables
from .wording import answer_of

DESCRIPTION = (
    "Read-only access to one public snapshot. Every answer names the snapshot it comes from; every "
    "figure names the entries, observations and claims behind it. Amounts are integers with an "
    "exponent: value = quantity × 10^exponent. Missing is null and never zero."
)
_REFUSED_METHOD = {
    "description": "Method Not Allowed",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorBody"}}},
}


class ReadingAPI(NinjaAPI):
    """An interface that is never written to: what is sent to it is checked and forgotten."""

    _contract: OpenAPISchema | None = None

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the contract of every operation; made once, for there is one place to mount."""
        if self._contract is None:
            self._contract = self._made_contract(**options)
        return self._contract

    def _made_contract(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        for methods in schema["paths"].values():
            # HEAD answers as GET does; described too, it would repeat every operation's id.
            methods.pop("head", None)
            for operation in methods.values():
                operation["responses"]["405"] = _REFUSED_METHOD
        return schema


api = ReadingAPI(
    title="Tomoni",
    version=__version__,
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api",
)
api.add_decorator(refuse_unknown_parameters)
api.add_router("", figures)
api.add_router("", search)
api.add_router("", tables)
api.add_router("", iati)
api.add_router("", elsewhere)


@api.exception_handler(TomoniError)
def answer_error(request: HttpRequest, error: TomoniError) -> HttpResponse:
    """Answer with the error's own status and the one shape of errors."""
    root = reverse(f"{api.urls_namespace}:api-root").rstrip("/")
    return api.create_response(request, answer_of(error, root), status=error.http_status)


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
