"""What every page is given: the site's own facts, its language, the address of its twin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from tomoni.publish.paths import page_path

from .render import language
from .sent_files import largest_file
from .site import everyone, store

NAVIGATION: tuple[str, ...] = (
    "activity",
    "country",
    "theme",
    "series",
    "course",
    "pledge",
    "figure",
    "finding",
    "document",
)


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the context of every page."""
    path = request.path_info
    bare = path.removeprefix("/ja") or "/"
    section = bare.strip("/").split("/")[0]
    return {
        "site": store().site,
        "language": language(),
        "address": path,
        "bare_path": bare,
        "other_path": bare if language() == "ja" else f"/ja{bare}",
        "query_string": request.META.get("QUERY_STRING", ""),
        "sections": [(kind, page_path(kind).strip("/") == section) for kind in NAVIGATION],
        "at_data": section == "data",
        "has_everyone": everyone() is not None,
        "at_everyone": section == "everyone",
        "checks_files": largest_file() > 0,
    }
