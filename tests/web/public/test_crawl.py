"""A walk over the whole site, as a reader or a robot walks it: every page, every link."""

from __future__ import annotations

from collections import deque
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from django.test import Client

from tomoni.publish.paths import CLAIM_PROOF, SECTIONS, page_path
from tomoni.publish.store import SiteStore

from .pages import Page, read_page

MOST_BYTES = 200_000
# Lists can be narrowed without end; these addresses are tried in tests of their own.
_SKIPPED = ("/activities/?", "/ja/activities/?", "/everyone/?", "/ja/everyone/?", "/api/")


class Walk:
    """Every page reached from the two overviews, by address."""

    def __init__(self, client: Client) -> None:
        self.pages: dict[str, Page] = {}
        self.sizes: dict[str, int] = {}
        self.broken: list[tuple[str, str, int]] = []
        self.external: set[str] = set()
        self._client = client
        self._seen = {"/", "/ja/"}
        self._queue = deque([("/", "start"), ("/ja/", "start")])
        while self._queue:
            self._visit(*self._queue.popleft())

    def _visit(self, address: str, origin: str) -> None:
        response = self._client.get(address)
        if response.status_code != 200:
            self.broken.append((address, origin, response.status_code))
            return
        if not response.headers["Content-Type"].startswith("text/html"):
            return
        self.sizes[address] = len(response.content)
        page = self.pages[address] = read_page(response.content.decode())
        for link in page.links:
            target = urldefrag(urljoin(address, link)).url
            if urlsplit(target).netloc:
                self.external.add(target)
            elif target not in self._seen and not target.startswith(_SKIPPED):
                self._seen.add(target)
                self._queue.append((target, address))


@pytest.fixture(scope="module")
def walk(public: Client) -> Walk:
    """The whole site, walked once."""
    return Walk(public)


def test_every_link_leads_somewhere(walk: Walk) -> None:
    assert walk.broken == []
    assert len(walk.pages) > 100


def test_only_sources_lie_outside(walk: Walk) -> None:
    assert {urlsplit(address).netloc for address in walk.external} == {"example.org"}


@pytest.mark.parametrize("prefix", ["", "/ja"])
@pytest.mark.parametrize("kind", [kind for kind in SECTIONS if kind not in ("proof", "claim")])
def test_every_kind_of_page_is_reached_in_both_languages(
    walk: Walk, prefix: str, kind: str
) -> None:
    listed = prefix + page_path(kind)
    assert listed in walk.pages
    assert any(address.startswith(listed) and address != listed for address in walk.pages)


def test_every_number_opens_a_proof(walk: Walk, store: SiteStore) -> None:
    known = set(store.proof_ids())
    numbers = {link for page in walk.pages.values() for link in page.numbers}
    # A chapter of a report has its proofs below it, as they were.
    for page in walk.pages.values():
        within = {link.removeprefix("#") for link in page.numbers if link.startswith("#")}
        assert within <= set(page.ids)
    numbers = {link for link in numbers if not link.startswith("#")}
    assert numbers
    for link in numbers:
        path = unquote(link.removeprefix("/ja"))
        section, key = path.strip("/").split("/")
        proof = CLAIM_PROOF + key if section == "claims" else key
        assert section in ("claims", "proofs"), link
        assert proof in known, link


def test_no_page_is_heavy(walk: Walk) -> None:
    assert {address: size for address, size in walk.sizes.items() if size > MOST_BYTES} == {}


def test_markup_is_balanced_and_ids_are_unique(walk: Walk) -> None:
    for address, page in walk.pages.items():
        assert page.errors == [], address
        assert len(page.ids) == len(set(page.ids)), address


def test_nothing_runs_or_styles_inline(walk: Walk) -> None:
    for address, page in walk.pages.items():
        assert "style" not in page.attributes, address
        assert not {name for name in page.attributes if name.startswith("on")}, address
        names = [tag for tag, _ in page.tags]
        assert "style" not in names, address
        assert all(attributes.get("src") for tag, attributes in page.tags if tag == "script"), (
            address
        )


def test_pages_say_their_language(walk: Walk) -> None:
    for address, page in walk.pages.items():
        assert page.lang == ("ja" if address.startswith("/ja/") else "en"), address


def test_one_heading_and_a_title_for_every_page(walk: Walk) -> None:
    for address, page in walk.pages.items():
        names = [tag for tag, _ in page.tags]
        assert names.count("h1") == 1, address
        assert names.count("title") >= 1, address
        assert names.count("main") == 1, address
