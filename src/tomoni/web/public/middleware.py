"""Language by path prefix, and caching by snapshot. Both are small enough to read at once."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.http import parse_etags

from tomoni.catalogue.errors import RefusedError

from .live import is_live, takes_files
from .render import page_in
from .site import entity_tag

Answer = Callable[[HttpRequest], HttpResponse]
_TEN_MINUTES = 600


class LanguageFromPath:
    """`/ja/…` is Japanese, everything else English; nothing is negotiated, so that caches agree."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language that the path names."""
        path = request.path_info
        language = "ja" if path == "/ja" or path.startswith("/ja/") else "en"
        with page_in(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SnapshotCaching:
    """Conditional GET by the snapshot's tag: an unchanged page is answered before it is made."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 304 where the reader's copy is still true, else the page with its tag."""
        if request.method == "POST" and takes_files(request):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            refusal = RefusedError("This site is only read.", do="Ask with GET or HEAD.")
            allowed = "GET, HEAD, POST" if takes_files(request) else "GET, HEAD"
            return JsonResponse(refusal.as_dict(), status=405, headers={"Allow": allowed})
        if is_live(request):
            return self.get_response(request)
        tag = entity_tag()
        held = parse_etags(request.headers.get("If-None-Match", ""))
        if tag in {each.removeprefix("W/") for each in held}:
            return self._marked(HttpResponseNotModified(), tag)
        response = self.get_response(request)
        return self._marked(response, tag) if response.status_code == 200 else response

    def _marked(self, response: HttpResponse, tag: str) -> HttpResponse:
        response["ETag"] = tag
        response["Cache-Control"] = f"public, max-age={_TEN_MINUTES}"
        return response
