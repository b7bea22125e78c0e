"""Pictures of a report, and the drawings of its previews."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse

from tomoni.catalogue.errors import NotFoundError
from tomoni.records.actions.common import find
from tomoni.records.actions.reports.store import read_stored
from tomoni.records.models import Report
from tomoni.web.shell.guarding import for_roles

from ..previewing import drawing_path
from ..reach import ANSWER_READERS, READERS

_DRAWING = re.compile(r"[0-9a-f]{64}\.svg", re.ASCII)
# A picture that somebody sent runs nothing, wherever it is opened.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@for_roles(*READERS)
def picture(request: HttpRequest, report_id: str, file: str) -> HttpResponse:
    """One picture of a report."""
    row = find(Report, report_id).pictures.filter(file=file, removed_at__isnull=True).first()
    if row is None:
        raise NotFoundError("There is no such picture.", do="Add it to the report.")
    return harmless(read_stored(row.sha256), row.media_type)


@for_roles(*READERS, *ANSWER_READERS)
def drawing(request: HttpRequest, name: str) -> HttpResponse:
    """One chart of a preview."""
    path = drawing_path(name) if _DRAWING.fullmatch(name) else None
    if path is None or not path.is_file():
        raise NotFoundError("There is no such drawing.", do="Load the preview again.")
    return harmless(path.read_bytes(), "image/svg+xml")


def harmless(content: bytes, media_type: str) -> HttpResponse:
    """Return a file that cannot act on the page's behalf."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Security-Policy"] = POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
