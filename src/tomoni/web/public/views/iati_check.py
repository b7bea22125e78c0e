"""The page that checks a visitor's IATI file. Nothing that is sent here is kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tomoni.catalogue.errors import BusyError, NotFoundError, TomoniError
from tomoni.exchange.iati.check.words import SEVERITIES

from ..render import language
from ..sent_files import check_sent, largest_file

_REPORT = "report"
_RETRY_SECONDS = "60"


@require_http_methods(["GET", "HEAD", "POST"])
def iati_check(request: HttpRequest) -> HttpResponse:
    """The form, and what was found in the file that was sent."""
    largest = largest_file()
    if not largest:
        raise Http404("This site checks no files.")
    context: dict[str, Any] = {
        "megabytes": largest // 2**20,
        "site_address": settings.TOMONI.text("TOMONI_PUBLIC_URL").rstrip("/"),
        "severities": [(code, label.in_language(language())) for code, label in SEVERITIES.items()],
        "found": None,
        "problem": None,
    }
    if request.method != "POST":
        return render(request, "public/iati_check.html", context)
    return _kept_nowhere(_answer(request, context))


def _answer(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    # What the visitor wants is in the address: a form is read together with its file.
    as_report = request.GET.get("as") == _REPORT
    try:
        made = check_sent(request, _REPORT if as_report else "page", language())
    except NotFoundError as error:
        raise Http404(error.what) from error
    except TomoniError as error:
        context["problem"] = _problem(error)
        status = error.http_status
        answer = render(request, "public/iati_check.html", context, status=status)
        if isinstance(error, BusyError):
            answer["Retry-After"] = _RETRY_SECONDS
        return answer
    if as_report:
        return _attached(made)
    found = json.loads(made)
    names = dict(context["severities"])
    for rule in found["rules"]:
        rule["severity_name"] = names[rule["severity"]]
        rule["left_out"] = rule["count"] - len(rule["findings"])
    found["counts"] = [(code, names[code], count) for code, count in found["counts"].items()]
    context["found"] = found
    return render(request, "public/iati_check.html", context)


def _problem(error: TomoniError) -> dict[str, str | None]:
    """Return the code that the page words, and the English of what it has no words for."""
    what, do = error.words(language())
    return {"code": error.code, "what": what, "do": do}


def _attached(page: bytes) -> HttpResponse:
    answer = HttpResponse(page, content_type="text/html; charset=utf-8")
    day = datetime.now(UTC).strftime("%Y-%m-%d")
    answer["Content-Disposition"] = f'attachment; filename="iati-check-{day}.html"'
    return answer


def _kept_nowhere(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
