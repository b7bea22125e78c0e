"""Pages are kept by readers and proxies until the snapshot changes."""

from __future__ import annotations

from django.test import Client

from tomoni.publish.store import SiteStore


def test_an_unchanged_page_is_not_sent_again(public: Client, store: SiteStore) -> None:
    first = public.get("/countries/KH/")
    tag = first.headers["ETag"]
    assert store.site["snapshot"][:12] in tag
    again = public.get("/countries/KH/", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == tag
    weak = public.get("/countries/KH/", headers={"If-None-Match": f'W/{tag}, "other"'})
    assert weak.status_code == 304


def test_a_copy_of_another_snapshot_is_replaced(public: Client) -> None:
    response = public.get("/", headers={"If-None-Match": '"another"'})
    assert response.status_code == 200


def test_pages_may_be_kept_by_anyone(public: Client) -> None:
    response = public.get("/")
    assert response.headers["Cache-Control"].startswith("public, max-age=")
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


def test_a_missing_page_is_not_kept(public: Client) -> None:
    assert "ETag" not in public.get("/nothing/").headers


def test_nothing_is_negotiated_but_the_address(public: Client) -> None:
    response = public.get("/", headers={"Accept-Language": "ja"})
    assert response.headers["Content-Language"] == "en"
    assert public.get("/ja/").headers["Content-Language"] == "ja"
    assert "Vary" not in response.headers
