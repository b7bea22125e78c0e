"""The feed of calls and findings, the site map, and robots.txt: finished files of the site."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from tomoni.catalogue.terms import TERMS

from .build import Build
from .course_cells import moment_cell
from .paths import DUPLICATES, SECTIONS, page_path
from .source import Row

ADDRESSES_PER_MAP = 20_000
ENTRIES_IN_FEED = 50
CALLS_IN_FEED = 20
_XML = "application/xml; charset=utf-8"


def _entry(build: Build, finding: Row, updated: str) -> str:
    address = build.options.public_url + page_path("finding", finding["finding_id"])
    label = TERMS["finding_class"][finding["class_code"]].en
    return (
        f"<entry><id>{escape(address)}</id>"
        f"<title>{escape(finding['topic'])}: {escape(label)}</title>"
        f"<link href={quoteattr(address)}/><updated>{escape(updated)}</updated>"
        f"<summary>{escape(finding['reasoning'] or '')}</summary></entry>"
    )


def _latest_calls(build: Build) -> list[Row]:
    calls = build.source.rows("calls")
    return sorted(calls, key=lambda row: (row["opens_at"] or "", row["call_id"]), reverse=True)[
        :CALLS_IN_FEED
    ]


def _call_entry(build: Build, call: Row, updated: str) -> str:
    """One call. It is new again whenever a version of its General Information is published."""
    address = build.options.public_url + page_path("call", call["call_id"])
    course = build.source.by_key("course_editions")[call["course_id"]]
    versions = build.source.of("call_information", "call_id", call["call_id"])
    changed = max((row["published_at"] for row in versions), default=None) or updated
    deadline = moment_cell(call["closes_at"], course["zone"])
    summary = ". ".join(
        part
        for part in (course["theme"], f"Nominations until {deadline}" if deadline else None)
        if part
    )
    return (
        f"<entry><id>{escape(address)}</id>"
        f"<title>{escape('Call for nominations: ' + course['title'])}</title>"
        f"<link href={quoteattr(address)}/><updated>{escape(changed)}</updated>"
        f"<summary>{escape(summary)}</summary></entry>"
    )


def write_feed(build: Build, updated: str) -> None:
    """Write the Atom feed: calls for nominations, the latest first, then what the snapshot finds
    changed or at odds between editions."""
    findings = [
        row
        for row in build.source.rows("findings")
        if row["class_code"] not in ("same", "restatement")
    ][:ENTRIES_IN_FEED]
    home = build.options.public_url + "/"
    entries = "".join(
        [
            *(_call_entry(build, call, updated) for call in _latest_calls(build)),
            *(_entry(build, finding, updated) for finding in findings),
        ]
    )
    body = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{escape(home)}</id><title>{escape(build.options.title)}</title>"
        f"<updated>{escape(updated)}</updated><author><name>{escape(build.options.title)}</name></author>"
        f'<link href={quoteattr(home)}/><link rel="self" href={quoteattr(home + "feed.atom")}/>'
        f"{entries}</feed>\n"
    )
    build.writer.file("feed.atom", "application/atom+xml; charset=utf-8", body.encode())


def _all_paths(build: Build) -> list[str]:
    paths = ["/", "/data/", "/about/", "/activities/", page_path("everyone"), page_path(DUPLICATES)]
    paths += [page_path(kind) for kind in SECTIONS if kind not in ("activity", "proof", "claim")]
    paths += [page_path(kind, key) for kind, key in build.writer.paths() if kind in _MAPPED]
    paths += [page_path("claim", row["claim_id"]) for row in build.source.rows("claims")]
    return paths


_MAPPED = frozenset({*SECTIONS, "difference", "text", "number"})


def write_sitemap(build: Build) -> None:
    """Write robots.txt and the site map: both languages, ``ADDRESSES_PER_MAP`` a file."""
    base = build.options.public_url
    addresses = [base + prefix + path for prefix in ("", "/ja") for path in _all_paths(build)]
    names = []
    for number, first in enumerate(range(0, len(addresses), ADDRESSES_PER_MAP), start=1):
        names.append(f"sitemap-{number}.xml")
        locations = "".join(
            f"<url><loc>{escape(address)}</loc></url>\n"
            for address in addresses[first : first + ADDRESSES_PER_MAP]
        )
        body = (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{locations}</urlset>\n'
        )
        build.writer.file(names[-1], _XML, body.encode())
    maps = "".join(f"<sitemap><loc>{escape(base)}/{name}</loc></sitemap>\n" for name in names)
    index = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{maps}</sitemapindex>\n'
    )
    build.writer.file("sitemap.xml", _XML, index.encode())
    robots = (
        "User-agent: *\nDisallow: /search/\nDisallow: /ja/search/\nDisallow: /everyone/?\n"
        f"Disallow: /ja/everyone/?\nSitemap: {base}/sitemap.xml\n"
    )
    build.writer.file("robots.txt", "text/plain; charset=utf-8", robots.encode())
