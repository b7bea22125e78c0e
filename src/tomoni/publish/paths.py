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
    "report": "reports",
    "claim": "claims",
    "finding": "findings",
    "everyone_country": "everyone/countries",
    "everyone_publisher": "everyone/publishers",
}
SINGLE_PAGES: tuple[str, ...] = ("home", "data", "about", "search", "everyone")
DUPLICATES = "everyone_duplicates"
CLAIM_PROOF = "claim."


def page_path(kind: str, key: str | None = None) -> str:
    """Return the path of one page, or of the section's list when ``key`` is None.

    ``kind`` is a key of ``SECTIONS``, a name in ``SINGLE_PAGES`` or "difference", whose key is the
    ids of two documents with a space between, "text": a document and a page of its text, or
    "number": a value with its unit, "report_chapter": a report and a chapter of it,
    ``DUPLICATES``, or "everyone_activity", whose key is an identifier of the IATI standard;
    anything else is a KeyError.
    """
    if kind == "home":
        return "/"
    if kind in SINGLE_PAGES:
        return f"/{kind}/"
    if kind == DUPLICATES:
        return "/everyone/duplicates/"
    if kind == "everyone_activity" and key is not None:
        return f"/everyone/activities/{quote(key, safe='/:')}/"
    if kind == "difference" and key is not None:
        earlier, later = (quote(document_id, safe="") for document_id in key.split(" "))
        return f"/documents/{earlier}/differences/{later}/"
    if kind == "text" and key is not None:
        document_id, page = key.split(" ")
        address = f"/documents/{quote(document_id, safe='')}/text/"
        return address if page == "1" else f"{address}{page}/"
    if kind == "number" and key is not None:
        return f"/numbers/{quote(key, safe='')}/"
    if kind == "report_chapter" and key is not None:
        return report_chapter_path(*key.split("/"))
    section = SECTIONS[kind]
    return f"/{section}/" if key is None else f"/{section}/{quote(key, safe='')}/"


def proof_path(proof_id: str) -> str:
    """Return the page of a proof. A claim's proof is the claim's own page."""
    if proof_id.startswith(CLAIM_PROOF):
        return page_path("claim", proof_id.removeprefix(CLAIM_PROOF))
    return page_path("proof", proof_id)


def report_file_path(report_id: str, number: int, name: str) -> str:
    """Return where a file of one published edition of a report stands."""
    return f"/reports/{quote(report_id, safe='')}/{number}/{quote(name)}"


def report_chapter_path(report_id: str, anchor: str) -> str:
    """Return the page of one chapter of the current edition of a report."""
    return f"{page_path('report', report_id)}{quote(anchor, safe='')}/"
