"""A small world drawn row by row, its public snapshot, and the site built out of it.

One school with two editions of the White Paper that count its graduates, one of which may be shown;
a part, a policy, a delivery to Cambodia, two pledges, an update and a conflict. One title holds
markup, so that every page shows whether text is escaped.
"""

# ruff: noqa: E501 (a drawn world reads best with one row a line)

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from publish.drawn_lake import drawn_lake
from publish.drawn_reports import drawn_report, keep_report_files
from records.instances import Instance
from records.made import made
from tomoni.catalogue.tables import TABLES
from tomoni.exchange.snapshot import SnapshotInfo, memory_snapshot, write_snapshot
from tomoni.publish.everyone.pages import LakeGiven
from tomoni.publish.iati.options import IatiOptions
from tomoni.publish.options import SiteOptions
from tomoni.publish.site import build_site
from tomoni.publish.store import SITE_FILE

Rows = list[dict[str, object]]
TEXT_2021 = "The school trains officials. It has produced over 6,100 graduates since 1962. 共に。"
TEXT_2020 = "The school has produced over 6,000 graduates."
OPTIONS = SiteOptions(iati=IatiOptions(identifier="XM-DAC-701-2", name="Institute", type="80"))
MARKUP = 'Ballot boxes <script>alert("x")</script> & seals'


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _year(prefix: str, year: int) -> dict[str, object]:
    return {
        f"{prefix}_stated": str(year),
        f"{prefix}_first": date(year, 1, 1),
        f"{prefix}_last": date(year, 12, 31),
        f"{prefix}_precision_code": "calendar_year",
    }


def _amount(
    quantity: int, unit: str = "person", qualifier: str = "exact", currency: str | None = None
) -> dict[str, object]:
    return {
        "quantity": quantity,
        "exponent": 0,
        "low_quantity": quantity,
        "high_quantity": None if qualifier == "more_than" else quantity,
        "qualifier_code": qualifier,
        "unit_code": unit,
        "currency_code": currency,
    }


def _document(key: str, year: int, text: str, may_show: bool) -> dict[str, object]:
    return {
        "document_id": key,
        "title": f"White Paper {year}",
        "publisher": "Ministry",
        "edition_year": year,
        "length_characters": len(text),
        "sha256": _digest(text),
        "public_page": f"https://example.org/{year}",
        "may_show": may_show,
    }


def _activity(key: str, title: str, **more: object) -> dict[str, object]:
    return {
        "activity_id": key,
        "title": title,
        "summary": f"Summary of {key}.",
        "kind_code": "training_course",
        "theme_code": "criminal_justice",
        "granularity_code": "programme",
        "is_top_level": True,
        "status_code": "last_reported",
        "last_reported_document_id": "wp2021",
        "last_reported_year": 2021,
        **more,
    }


def _claim(
    key: str, document: str, metric: str, start: int, end: int, **more: object
) -> dict[str, object]:
    return {
        "claim_id": key,
        "document_id": document,
        "activity_id": "school",
        "metric_code": metric,
        "measure_code": "graduates" if metric == "graduates" else None,
        "population_code": "graduates" if metric == "graduates" else None,
        "accumulation_code": "cumulative" if metric == "graduates" else "none",
        "start": start,
        "end": end,
        "outcome_reason_code": "cumulative_inferred",
        **more,
    }


def _course(key: str, edition: str, state: str, **more: object) -> dict[str, object]:
    return {
        "course_id": key,
        "edition_id": edition,
        "series_id": "school-series",
        "activity_id": "school-part",
        "state_code": state,
        "modality_code": "in_person",
        "admission_code": "competitive",
        "language_code": "en",
        "zone": "Asia/Tokyo",
        "host_seats": 0,
        "observer_seats": 0,
        "self_funded_seats": 0,
        **more,
    }


def paper(version: int, kind: str) -> bytes:
    """The bytes of a drawn file of the General Information."""
    return f"{kind} of version {version}".encode()


def _booklet(version: int) -> dict[str, object]:
    """One English version; the file of version 1 is not at hand."""
    blocks = [
        {"kind": "facts", "rows": [["Theme", "Return of assets"]]},
        {"kind": "heading", "text": "Who may be nominated"},
        {"kind": "bullets", "items": [f"Officials who know version {version} <b>well</b>."]},
        {"kind": "paragraph", "text": "Nominations are made by the government."},
    ]
    return {
        "information_id": f"gi-{version}",
        "call_id": "school-5--call",
        "language_code": "en",
        "version": version,
        "content": json.dumps({"subject": "General Information: 5th course", "blocks": blocks}),
        "pdf_sha256": hashlib.sha256(paper(version, "pdf")).hexdigest(),
        "docx_sha256": hashlib.sha256(paper(version, "docx")).hexdigest(),
        "published_at": f"2030-03-0{version}T00:00:00Z",
    }


def drawn_rows() -> dict[str, Rows]:
    """Return the rows of the drawn world by table."""
    start = TEXT_2021.index("6,100")
    return {
        "parties": [
            {"party_id": "gov-jp", "name": "Government of Japan", "kind_code": "government"},
            {"party_id": "rebels", "name": "An armed group", "kind_code": "armed_group", "is_context_only": True},
        ],
        "places": [
            {"place_code": "KH", "kind_code": "country", "name_en": "Cambodia", "name_ja": "カンボジア"},
            {"place_code": "LA", "kind_code": "country", "name_en": "Laos", "name_ja": "ラオス"},
        ],
        "documents": [
            _document("wp2020", 2020, TEXT_2020, False),
            _document("wp2021", 2021, TEXT_2021, True),
        ],
        "frameworks": [{"framework_id": "uncac", "name": "Convention against Corruption", "kind_code": "treaty"}],
        "series": [{"series_id": "school-series", "name": "The school's courses", "activity_id": "school", "is_numbered": True}],
        "editions": [
            {"edition_id": f"school-{number}", "series_id": "school-series", "number": number, "activity_id": "school-part", "status_code": "held", **_year("held", year)}
            for number, year in ((1, 2018), (4, 2021))
        ],
        "provisions": [{"provision_id": "uncac-57", "framework_id": "uncac", "code": "57", "title": "Return of assets"}],
        "course_editions": [
            _course("school-5", "school-1", "announced", title=f"5th course {MARKUP}", title_ja="第5回研修", theme="Return of assets", first_day=date(2030, 8, 24), last_day=date(2030, 9, 30), seats=16, countries=12, host_seats=4),
            _course("school-4", "school-4", "completed", title="4th course", first_day=date(2021, 5, 10), last_day=date(2021, 6, 11), modality_code="online"),
        ],
        "course_frameworks": [{"course_framework_id": "f1", "course_id": "school-5", "framework_id": "uncac", "provision_id": "uncac-57"}],
        "calls": [{"call_id": "school-5--call", "course_id": "school-5", "state_code": "open", "opens_at": "2030-03-01T00:00:00Z", "closes_at": "2030-05-10T08:00:00Z", "notify_by": date(2030, 6, 14), "nominations_per_seat": 2, "seed_commitment": "f" * 64}],
        "call_information": [_booklet(version) for version in (1, 2)],
        "follow_up_counts": [
            {"follow_up_count_id": f"school-series--6--{axis}--{code}", "series_id": "school-series", "axis_code": axis, "months": 6, "due": due, "reported": sent, **on}
            for axis, code, due, sent, on in (
                ("edition", "school-4", 27, 20, {"edition_id": "school-4"}),
                ("country", "KH", 15, 9, {"country_code": "KH"}),
            )
        ],
        "participation_counts": [
            {"count_id": f"school-series--{axis}--{code}", "series_id": "school-series", "axis_code": axis, "participations": count, "persons": persons, **on}
            for axis, code, count, persons, on in (
                ("total", "", 60, 41, {}),
                ("country", "KH", 32, 22, {"country_code": "KH"}),
                ("country", "LA", 14, 11, {"country_code": "LA"}),
                ("edition", "school-1", 33, None, {"edition_id": "school-1"}),
                ("edition", "school-4", 27, None, {"edition_id": "school-4"}),
                ("year", "2018", 33, None, {"year": 2018}),
                ("sex", "female", 30, 20, {"sex_code": "female"}),
                ("profession", "", 60, 41, {}),
            )
        ],
        "activities": [
            _activity("school", "The school", series_id="school-series", **_year("start", 1962)),
            _activity("school-part", "A part of the school", is_top_level=False, parent_activity_id="school", granularity_code="component"),
            _activity("ballots", MARKUP, kind_code="electoral_support", theme_code="democratization", granularity_code="specific", purpose_code="15151", **_year("start", 2018)),
            _activity("stance", "A stance", is_policy=True, granularity_code="policy"),
        ],
        "activity_countries": [
            {"activity_country_id": "ballots-KH", "activity_id": "ballots", "country_code": "KH", "basis_code": "stated", "is_open_list": True},
            {"activity_country_id": "school-LA", "activity_id": "school-part", "country_code": "LA", "basis_code": "inherited"},
        ],
        "activity_parties": [
            {"activity_party_id": "school-gov", "activity_id": "school", "party_id": "gov-jp", "role_code": "funder"},
            {"activity_party_id": "school-rebels", "activity_id": "school", "party_id": "rebels", "role_code": "partner"},
        ],
        "activity_frameworks": [{"activity_framework_id": "school-uncac", "activity_id": "school", "framework_id": "uncac"}],
        "mentions": [{"mention_id": "m1", "activity_id": "school", "document_id": "wp2021", "start": 0, "end": 28}],
        "claims": [
            _claim("graduates-2020", "wp2020", "graduates", 31, 36, outcome_code="observation", **_amount(6000, qualifier="more_than"), **_year("as_of", 2020)),
            _claim("graduates-2021", "wp2021", "graduates", start, start + 5, outcome_code="observation", **_amount(6100, qualifier="more_than"), **_year("as_of", 2021)),
            _claim("began-2020", "wp2020", "first_year", 0, 3, outcome_code="series_fact", **_amount(1961, "year"), **_year("date", 1961)),
            _claim("began-2021", "wp2021", "first_year", 73, 77, outcome_code="series_fact", **_amount(1962, "year"), **_year("date", 1962)),
            _claim("yearly", "wp2021", "frequency_per_year", 4, 10, outcome_code="series_fact", **_amount(1, "per_year")),
            _claim("pledged", "wp2021", "persons_to_be_trained", 4, 10, outcome_code="pledge_target", **_amount(2000)),
            _claim("trained", "wp2021", "persons_trained", 11, 17, outcome_code="pledge_result", **_amount(2653)),
        ],
        "claim_spans": [{"claim_span_id": "s1", "claim_id": "graduates-2021", "document_id": "wp2021", "start": start, "end": start + 5, "is_primary": True}],
        "observations": [
            {"observation_id": f"o{year}", "activity_id": "school", "measure_code": "graduates", "population_code": "graduates", "is_active": True, "claim_id": f"graduates-{year}", **_amount(value, qualifier="more_than"), **_year("cutoff", year), **_year("since", 1962)}
            for year, value in ((2020, 6000), (2021, 6100))
        ],
        "entries": [
            {"entry_id": "boxes", "activity_id": "ballots", "measure_code": "items_delivered", "country_code": "KH", "calendar_year": 2018, "receiver_party_id": "gov-jp", **_amount(500, "item"), **_year("date", 2018)},
        ],
        "pledges": [
            {"pledge_id": "kept", "activity_id": "school", "title": "Train two thousand", "window_years": 3, **_year("window_start", 2016)},
            {"pledge_id": "silent", "activity_id": "school", "title": "Train many"},
        ],
        "pledge_targets": [
            {"target_id": "t-kept", "pledge_id": "kept", "measure_code": "persons_trained", "claim_id": "pledged", **_amount(2000)},
            {"target_id": "t-silent", "pledge_id": "silent", "measure_code": "persons_trained", "claim_id": "pledged", **_amount(30000)},
        ],
        "pledge_results": [
            {"result_id": "r-kept", "target_id": "t-kept", "claim_id": "trained", "years_covered": 2, "is_self_reported": True, **_amount(2653)},
        ],
        "findings": [
            {"finding_id": "more-graduates", "topic": "Graduates", "basis_code": "claims", "class_code": "update", "scope_code": "cross_document", "rule_reason_code": "cumulative_rises", "state_code": "adjudicated"},
            {"finding_id": "when-it-began", "topic": "First year", "basis_code": "claims", "class_code": "conflict", "scope_code": "cross_document", "rule_reason_code": "dates_differ", "reasoning": "One of the two is wrong."},
            {"finding_id": "no-word-of-it", "topic": "First year, later", "basis_code": "silence", "later_document_id": "wp2021", "class_code": "stale_or_dropped", "scope_code": "cross_document", "rule_reason_code": "no_longer_said"},
        ],
        "finding_claims": [
            {"finding_claim_id": f"{finding}-{place}", "finding_id": finding, "position": place, "claim_id": claim}
            for finding, claims in (("more-graduates", ("graduates-2020", "graduates-2021")), ("when-it-began", ("began-2020", "began-2021")), ("no-word-of-it", ("began-2020",)))
            for place, claim in enumerate(claims, start=1)
        ],
        "document_sections": [
            {"document_section_id": f"{document}--governance", "document_id": document, "section_code": "governance", "start": 0, "end": 90}
            for document in ("wp2020", "wp2021")
        ],
        "namings": [
            {"naming_id": f"{document}--recipient--{code}", "document_id": document, "role_code": "recipient", "list_code": "open", "start": 0, "end": 4, "place_code": code}
            for document, code in (("wp2020", "KH"), ("wp2020", "LA"), ("wp2021", "LA"))
        ] + [{"naming_id": "wp2021--partner--rebels", "document_id": "wp2021", "role_code": "partner", "party_id": "rebels", "activity_id": "school", "start": 5, "end": 9}],
        "reports": [drawn_report()],
        "exclusions": [{"exclusion_id": "x1", "document_id": "wp2020", "start": 0, "end": 3, "form_code": "word", "reason": "An article, not a number."}],
    }  # fmt: skip


def write_drawn_snapshot(
    directory: Path, rows: Mapping[str, Rows] | None = None, tier: str = "public"
) -> SnapshotInfo:
    """Write the drawn world, or other rows, as a snapshot under ``directory``."""
    with memory_snapshot(drawn_rows() if rows is None else rows) as memory:
        tables = {
            table.name: memory.table(table.name).order_by(table.key).to_pyarrow()
            for table in TABLES
        }
    return write_snapshot(directory, tables, {"tier": tier})


def build_drawn_site(
    directory: Path, rows: Mapping[str, Rows] | None = None, lake: LakeGiven | None = None
) -> Path:
    """Build the site of the drawn world under ``directory`` and return the site's directory."""
    texts = directory / "documents"
    texts.mkdir(parents=True, exist_ok=True)
    for text in (TEXT_2020, TEXT_2021):
        (texts / f"{_digest(text)}.txt").write_text(text, encoding="utf-8")
    papers = directory / "papers"
    papers.mkdir(exist_ok=True)
    for kind in ("pdf", "docx"):
        content = paper(2, kind)
        (papers / f"{hashlib.sha256(content).hexdigest()}.{kind}").write_bytes(content)
    # What is kept of the first version is not what was published.
    (papers / f"{hashlib.sha256(paper(1, 'pdf')).hexdigest()}.pdf").write_bytes(b"another")
    snapshot = write_drawn_snapshot(directory / "snapshots", rows)
    out = directory / "published" / snapshot.id
    reports = keep_report_files(directory / "reports")
    build_site(
        snapshot.path, out, documents_dir=texts, papers_dir=papers, reports_dir=reports,
        lake=lake, options=OPTIONS,
    )  # fmt: skip
    return out


def drawn_site(
    directory: Path, name: str = "drawn", rows: Mapping[str, Rows] | None = None
) -> Path:
    """Return the directory of a drawn site, built in ``directory`` by the first who asks."""

    def build(instance: Instance) -> None:
        lake = drawn_lake(instance.home / "everyone") if rows is None else None
        build_drawn_site(instance.home, rows, lake)

    published = made(directory, name, build).home / "published"
    (site,) = (path for path in published.iterdir() if (path / SITE_FILE).exists())
    return site
