"""Where every page of the site stands. Pages, feed, sitemap and tests use these paths alone."""

from __future__ import annotations

from urllib.parse import quote

SECTIONS: dict[str, str] = {
    "activity": "activities",
    "country": "countries",
    "theme": "themes",
    "framework": "frameworks",
    "organisation": "organisations",
    "series": "series",
    "course": "courses",
    "call": "calls",
    "pledge": "pledges",
    "figure": "figures",
    "proof": "proofs",
    "document": "documents",
    "claim": "claims",
    "finding": "findings",
}
SINGLE_PAGES: tuple[str, ...] = ("home", "data", "about", "search")
CLAIM_PROOF = "claim."


def page_path(kind: str, key: str | None = None) -> str:
    """Return the path of one page, or of the section's list when ``key`` is None.

    ``kind`` is a key of ``SECTIONS`` or a name in ``SINGLE_PAGES``; anything else is a KeyError.
    """
    if kind == "home":
        return "/"
    if kind in SINGLE_PAGES:
        return f"/{kind}/"
    section = SECTIONS[kind]
    return f"/{section}/" if key is None else f"/{section}/{quote(key, safe='')}/"


def proof_path(proof_id: str) -> str:
    """Return the page of a proof. A claim's proof is the claim's own page."""
    if proof_id.startswith(CLAIM_PROOF):
        return page_path("claim", proof_id.removeprefix(CLAIM_PROOF))
    return page_path("proof", proof_id)
