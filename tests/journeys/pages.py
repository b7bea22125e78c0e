"""One page of every kind of the public site, by a name for the test's report."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from journeys.sites import Site

PROOF_LINK = "a.num[href^='/proofs/graduates_count.']"

# The address of a proof is a digest of its question: it is read from the overview.
ADDRESSES: dict[str, str | None] = {
    "home": "/",
    "activities": "/activities/",
    "countries": "/countries/",
    "themes": "/themes/",
    "frameworks": "/frameworks/",
    "organisations": "/organisations/",
    "all_series": "/series/",
    "pledges": "/pledges/",
    "figures": "/figures/",
    "documents": "/documents/",
    "findings": "/findings/",
    "activity": "/activities/unafei-programme/",
    "country": "/countries/VN/",
    "theme": "/themes/criminal_justice/",
    "framework": "/frameworks/uncac/",
    "organisation": "/organisations/gov-jp/",
    "series": "/series/unafei/",
    "pledge": "/pledges/africa-ct-pledge/",
    "figure": "/figures/activities_count/",
    "proof": None,
    "document": "/documents/wp2021-s2-1-2/",
    "claim": "/claims/unafei-programme--graduates--wp2021-s2-1-2/",
    "finding": "/findings/rec-uncac-start/",
    "data": "/data/",
    "search": "/search/?q=training",
    "about": "/about/",
    "iati_check": "/iati/check/",
    "not_found": "/activities/no-such-activity/",
}
KINDS = tuple(ADDRESSES)


def address(kind: str, open_page: Callable[..., Page], site: Site) -> str:
    """Return the address of the page of a kind."""
    path = ADDRESSES[kind]
    if path is None:
        path = open_page(site.address).locator(PROOF_LINK).first.get_attribute("href")
    return f"{site.address}{path}"


def japanese(address: str, site: Site) -> str:
    """Return the address of a page's Japanese twin."""
    return f"{site.address}/ja{address.removeprefix(site.address)}"
