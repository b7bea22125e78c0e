"""Citations of documents, figures, numbers and reports: CSL-JSON and BibTeX."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from .cells import Json, plain

CSL_MEDIA_TYPE = "application/vnd.citationstyles.csl+json"
BIBTEX_MEDIA_TYPE = "application/x-bibtex; charset=utf-8"
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited. ``sort``: "report" or "dataset". ``issued``: year, or year-month-day; None:
    undated. ``url``: "" where it has no public address. ``language``: its code. ``note``: how it
    can be found again.
    """

    key: str
    sort: str
    title: str
    publisher: str
    issued: str | None
    url: str
    language: str
    note: str
    version: str | None = None


def citation_of(kind: str, key: str, page: Json, site: Json, path: str) -> Citation:
    """Return how a page of the site is cited.

    ``kind``: "document" (the text as its publisher issued it), "figure" or "report" (as this site
    states it, in its snapshot); any other is a ValueError. ``page``: data of the page; ``site``:
    what every page shows; ``path``: address of the page.
    """
    here = f"{site['cited_url']}{path}" if site["cited_url"] else ""
    snapshot = f"Snapshot {site['snapshot']}"
    if kind == "document":
        edition = plain(page["edition"])
        year = re.match(r"\d{4}", edition)
        read = f" Read in {site['title']}, {here}." if here else ""
        return Citation(
            key, "report", page["title"], page["publisher"], year.group() if year else None,
            page["public_page"] or here, page["language_code"],
            f"SHA-256 {page['sha256']}.{read}",
        )  # fmt: skip
    if kind == "figure":
        return Citation(
            key, "dataset", f"{plain(page['title'])}: {plain(page['definition'])}", site["title"],
            site["frozen_date"], here, "en", snapshot, str(page["version"]),
        )  # fmt: skip
    if kind == "report":
        contents = page["contents"].get("en") or page["contents"].get("ja") or {}
        return Citation(
            key, "report", plain(page["title"]), contents.get("publisher") or site["title"],
            plain(page["published_at"]), here,
            contents.get("language") or "en",
            f"Snapshot {page['built_snapshot']}", page["edition"],
        )  # fmt: skip
    raise ValueError(kind)


def as_csl_json(citation: Citation) -> bytes:
    """Return a citation as CSL-JSON: a list of one item, as reference managers import it."""
    item: dict[str, object] = {
        "id": citation.key,
        "type": citation.sort,
        "title": citation.title,
        "publisher": citation.publisher,
        "author": [{"literal": citation.publisher}],
        "language": citation.language,
        "note": citation.note,
    }
    if citation.issued:
        item["issued"] = {"date-parts": [[int(part) for part in citation.issued.split("-")]]}
    if citation.url:
        item["URL"] = citation.url
    if citation.version:
        item["version"] = citation.version
    return json.dumps([item], ensure_ascii=False, indent=1).encode() + b"\n"


def as_bibtex(citation: Citation) -> bytes:
    """Return a citation as one BibTeX entry in UTF-8."""
    is_report = citation.sort == "report"
    fields = {
        "title": f"{{{escaped(citation.title)}}}",
        "author": f"{{{escaped(citation.publisher)}}}",
        "institution" if is_report else "publisher": escaped(citation.publisher),
        "year": citation.issued[:4] if citation.issued else None,
        "url": citation.url.replace("{", "%7B").replace("}", "%7D") or None,
        "version": escaped(citation.version) if citation.version else None,
        "language": escaped(citation.language),
        "note": escaped(citation.note),
    }
    key = re.sub(r"[^A-Za-z0-9:._-]", "-", citation.key)
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    entry = "techreport" if is_report else "misc"
    return (f"@{entry}{{{key},\n" + ",\n".join(lines) + "\n}\n").encode()


def escaped(words: str) -> str:
    """Return words in which BibTeX finds no sign of its own."""
    return "".join(_SPECIAL.get(sign, sign) for sign in " ".join(words.split()))
