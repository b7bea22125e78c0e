"""Checks of IATI files that are sent: what the command line and the page say, for programs."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Query, Router, Schema
from pydantic import Field

from tomoni.catalogue.errors import RefusedError
from tomoni.web.public.sent_files import check_sent

from .schemas import ErrorBody, PlainText

router = Router(tags=["iati"])
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_BODY = {
    "requestBody": {
        "description": "The file: XML, gzip, or a zip archive with one XML file.",
        "required": True,
        "content": {"application/xml": _BINARY, "application/octet-stream": _BINARY},
    }
}


class CheckQuery(Schema):
    """``name``: what the file is called in the answer; ``language``: of the messages."""

    name: Annotated[PlainText, Field(description="Name of the file, for the answer.")] = "file.xml"
    language: Annotated[Literal["en", "ja"], Field(description="Language of the messages.")] = "en"


class CheckFinding(Schema):
    """One thing that is wrong; None: not known, or it concerns the whole file."""

    line: int | None
    column: int | None
    activity: str | None
    element: str | None
    rule: str
    severity: Literal["critical", "error", "warning", "advisory"]
    category: str
    message: str


class CheckAnswer(Schema):
    """What a check found. ``left_out``: findings beyond the first twenty thousand."""

    file: str
    version: str | None
    activities: int
    accepted: bool
    clean: bool
    findings: list[CheckFinding]
    left_out: int


@router.post(
    "/iati/check",
    response={200: CheckAnswer, 404: ErrorBody, 413: ErrorBody, 422: ErrorBody, 429: ErrorBody},
    summary="Check an IATI file",
    openapi_extra=_BODY,
)
def check(request: HttpRequest, query: Query[CheckQuery]) -> Any:
    """Return every finding in the file that is sent as the body. Nothing of it is kept."""
    made = check_sent(request, "json", query.language, query.name)
    answer = HttpResponse(made, content_type="application/json")
    answer["Cache-Control"] = "no-store"
    return answer


@router.get("/iati/check", include_in_schema=False)
def check_needs_a_file(request: HttpRequest) -> HttpResponse:
    """Say how a file is sent."""
    refusal = RefusedError("A file is sent to this address.", do="POST the file as the body.")
    return JsonResponse(refusal.as_dict(), status=405, headers={"Allow": "POST"})
