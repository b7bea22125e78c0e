"""Pages are made once, kept within bounds, and only when they are whole and found."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from tomoni.web.public.kept_pages import ADDRESS_LENGTH, PAGE_BYTES, PAGES, KeptPages


class Site:
    """Answers every request, and counts how often it was asked."""

    def __init__(self, **answer: object) -> None:
        self.asked: list[str] = []
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.asked.append(request.get_full_path())
        body = self.answer.get("body", f"page of {request.get_full_path()}")
        response = HttpResponse(body, status=self.answer.get("status", 200))
        for name, value in self.answer.get("headers", {}).items():
            response[name] = value
        return response


def get(pages: KeptPages, address: str) -> HttpResponse:
    return pages(RequestFactory().get(address))


def test_a_page_is_made_once_and_reads_the_same() -> None:
    site = Site(headers={"Content-Language": "ja"})
    pages = KeptPages(site)
    first, second = get(pages, "/ja/"), get(pages, "/ja/")
    assert site.asked == ["/ja/"]
    assert (first.content, first["Content-Language"]) == (second.content, "ja")
    assert second["Content-Language"] == "ja"


def test_other_words_in_the_address_are_another_page() -> None:
    site = Site()
    pages = KeptPages(site)
    assert get(pages, "/?q=a").content != get(pages, "/?q=b").content


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 404},
        {"status": 500},
        {"headers": {"Content-Disposition": "attachment"}},
        {"body": "x" * (PAGE_BYTES + 1)},
    ],
)
def test_what_is_no_whole_page_is_made_anew(answer: dict[str, object]) -> None:
    site = Site(**answer)
    pages = KeptPages(site)
    get(pages, "/a/")
    get(pages, "/a/")
    assert len(site.asked) == 2


def test_a_stream_is_passed_on() -> None:
    pages = KeptPages(lambda request: StreamingHttpResponse(iter([b"a", b"b"])))
    assert [b"".join(get(pages, "/a").streaming_content) for _ in "12"] == [b"ab", b"ab"]


def test_a_long_address_and_another_method_are_not_kept() -> None:
    site = Site()
    pages = KeptPages(site)
    for _ in "12":
        get(pages, "/?q=" + "x" * ADDRESS_LENGTH)
        pages(RequestFactory().head("/"))
    assert len(site.asked) == 4


def test_the_least_lately_asked_page_goes_first() -> None:
    site = Site()
    pages = KeptPages(site)
    get(pages, "/kept")
    for number in range(PAGES - 1):
        get(pages, f"/{number}")
    get(pages, "/kept")
    get(pages, "/one-more")
    site.asked.clear()
    get(pages, "/kept")
    get(pages, "/0")
    assert site.asked == ["/0"]
