"""A site whose snapshot was withdrawn says so, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from .live import is_live
from .site import published_directory

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Withdrawn</title></head><body>
<h1>This publication was withdrawn</h1>
<p lang="ja">この公開データは撤回されました。</p>
<p>Reason: {}</p>
<p>Withdrawn (UTC): {}</p>
<p>Snapshot: <code>{}</code></p>
</body></html>
"""


class Withdrawn:
    """Answers 410 with the reason from the moment at which the status file appears."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on unless ``withdrawn.json`` stands in the published directory.

        What is said of certificates does not rest on the snapshot, and is answered all the same.
        """
        file = published_directory(settings.TOMONI) / "withdrawn.json"
        if not file.exists() or is_live(request):
            return self.get_response(request)
        said = json.loads(file.read_text(encoding="utf-8"))
        page = format_html(_PAGE, said["reason"], said["withdrawn_at"], said["snapshot"])
        return HttpResponse(page, status=410, headers={"Cache-Control": "no-cache"})
