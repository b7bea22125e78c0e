"""Files and addresses of materials, as they are handed to a reader."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header

from tomoni.records.models import Material


def handed_out(material: Material, content: bytes | None) -> HttpResponse:
    """Return a material to be saved, or the way to its address; the other side learns no path."""
    if content is None:
        answer: HttpResponse = HttpResponseRedirect(material.link or "/")
    else:
        answer = HttpResponse(content, content_type=material.media_type)
        name = content_disposition_header(True, material.file_name or "")
        answer["Content-Disposition"] = name or "attachment"
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "no-store, private"
    return answer
