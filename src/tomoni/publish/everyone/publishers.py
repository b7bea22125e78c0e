"""How complete and how faultless each publisher's activities are: a list, and a page of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tomoni.catalogue.iati.advice import ALL_RULES
from tomoni.catalogue.iati.rules import Rule
from tomoni.catalogue.labels import Label
from tomoni.figures.everyone import Asked, PublisherQuality, money, publisher_quality

from .. import cells
from ..build import Build
from ..cells import Cell, Json
from .field import Field, found, has_page, is_country, money_cell

# Rows drawn on a page; the downloads have all.
ROWS_SHOWN, FILES_SHOWN = 150, 60
_SEVERITIES = ("critical", "error", "warning", "advisory")
_SEVERITY_WORDS: dict[str, Label] = {
    "critical": Label("critical", "重大"),
    "error": Label("error", "誤り"),
    "warning": Label("warning", "警告"),
    "advisory": Label("advisory", "助言"),
}
STATED_WORDS: dict[str, Label] = {
    "title": Label("Title", "題名"),
    "description": Label("Description", "説明"),
    "place": Label("Country or region", "国・地域"),
    "sector": Label("Sector", "分野"),
    "date": Label("Date", "日付"),
    "transaction": Label("Transaction", "取引"),
    "budget": Label("Budget", "予算"),
    "result": Label("Result", "成果"),
    "document": Label("Document", "文書"),
    "location": Label("Location", "位置"),
}
_FAULTY = """
SELECT publisher, count(DISTINCT record) FILTER (rule IN (SELECT unnest(?::VARCHAR[]))) AS critical,
    count(DISTINCT record) FILTER (rule IN (SELECT unnest(?::VARCHAR[]))) AS wrong
FROM findings JOIN records USING (record) WHERE kind = 'activity' GROUP BY publisher
"""
_FILES = """
SELECT publisher, name, sha256, bytes, version, count(*) AS records
FROM files JOIN every.positions USING (content)
JOIN (SELECT record, publisher FROM records WHERE kind = 'activity') USING (record)
GROUP BY ALL ORDER BY publisher, name
"""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How many of a publisher's activities have no critical finding, and no error either."""

    accepted: int
    clean: int


def write_publishers(build: Build, field: Field) -> Json:
    """Write every publisher's page and the list; return the list's table."""
    verdicts, files = _verdicts(field), _files(field)
    amounts = _amounts(field)
    places = _places(field)
    rows: list[list[Cell]] = []
    for one in publisher_quality(field.everyone):
        verdict = _verdict(one, verdicts)
        rows.append(_row(field, one, verdict))
        if one.publisher is None or not has_page(one.publisher):
            continue
        ref = one.publisher
        page = _page(build, field, one, verdict)
        page["spent"] = amounts.get(ref)
        tables = (
            _rules_table(one),
            _stated_table(one),
            _places_table(build, ref, places.get(ref, Counter())),
            _files_table(files.get(ref, [])),
        )
        page["tables"] = {table["name"]: table for table in tables if table["rows"]}
        build.writer.page("everyone_publisher", ref, page)
        name = field.counts.names.get(ref, ref)
        build.searchable("everyone_publisher", ref, name, name, ref)
    return _list(rows)


def _row(field: Field, one: PublisherQuality, verdict: Verdicts) -> list[Cell]:
    errors = sum(fault.findings for fault in one.faults if _severity(fault.rule) != "advisory")
    return [
        field.name_of(one.publisher),
        one.publisher,
        _count(one.activities),
        _share(verdict.accepted, one.activities),
        _share(verdict.clean, one.activities),
        _count(errors),
        _count(one.doubles),
        _day(one.last_updated),
    ]


def _list(rows: list[list[Cell]]) -> Json:
    made = cells.table(
        "publishers",
        Label("Publishers", "公表機関"),
        [
            cells.column("publisher", Label("Publisher", "公表機関")),
            cells.column("reference", Label("Reference", "識別子")),
            cells.column("activities", Label("Activities", "案件"), is_number=True),
            cells.column("accepted", Label("Accepted", "受理可"), is_number=True),
            cells.column("clean", Label("Clean", "誤りなし"), is_number=True),
            cells.column("findings", Label("Findings", "指摘"), is_number=True),
            cells.column("doubles", Label("Published twice", "重複"), is_number=True),
            cells.column("updated", Label("Last updated", "最終更新")),
        ],
        rows,
        note=Label(
            "Accepted: activities without a critical finding, the registry's bar. Clean: without "
            "an error either. Counts, no score; advisories are left out of the findings.",
            "受理可：重大な指摘のない案件（レジストリの基準）。誤りなし：誤りの指摘もない案件。"
            "点数ではなく件数です。助言は指摘に含みません。",
        ),
        empty=NO_LAKE,
    )
    return {**made, "shown": ROWS_SHOWN}


NO_LAKE = Label(
    "No files of other publishers were read for this site. Whoever runs it reads them with "
    "“tomoni iati read FILES --out DIR” and publishes with “tomoni publish --lake DIR”.",
    "このサイトでは他機関のファイルを読み込んでいません。"
    "運営者が「tomoni iati read FILES --out DIR」で読み込み、"
    "「tomoni publish --lake DIR」で公開すると表示されます。",
)


def _page(build: Build, field: Field, one: PublisherQuality, verdict: Verdicts) -> Json:
    ref = str(one.publisher)
    return {
        "title": field.counts.names.get(ref, ref),
        "ref": ref,
        "is_own": ref in field.everyone.own,
        "activities": found(one.activities, publisher=ref),
        "valid": _share(one.valid, one.activities),
        "accepted": _share(verdict.accepted, one.activities),
        "clean": _share(verdict.clean, one.activities),
        "doubles": _count(one.doubles),
        "updated": _day(one.last_updated),
        "about": field.about(),
    }


def _rules_table(one: PublisherQuality) -> Json:
    faults = sorted(
        one.faults, key=lambda fault: (_SEVERITIES.index(_severity(fault.rule)), -fault.findings)
    )
    rows: list[list[Cell]] = [
        [
            _rule_words(ALL_RULES.get(fault.rule), fault.rule),
            fault.rule,
            cells.words(_SEVERITY_WORDS[_severity(fault.rule)]),
            _count(fault.findings),
            _count(fault.activities),
        ]
        for fault in faults
    ]
    return cells.table(
        "rules",
        Label("What the rules of the standard say", "規格の規則による指摘"),
        [
            cells.column("finding", Label("Finding", "指摘")),
            cells.column("rule", Label("Rule", "規則")),
            cells.column("severity", Label("Severity", "重大度")),
            cells.column("findings", Label("Times", "回数"), is_number=True),
            cells.column("activities", Label("Activities", "案件"), is_number=True),
        ],
        rows,
    )


def _rule_words(rule: Rule | None, code: str) -> Cell:
    """Return a rule's words with a sign where the value of each finding stands."""
    if rule is None:
        return code
    # A value differs from finding to finding.
    blank: defaultdict[str, str] = defaultdict(lambda: "…")
    return cells.words(Label(rule.words.en.format_map(blank), rule.words.ja.format_map(blank)))


def _severity(rule: str) -> str:
    known = ALL_RULES.get(rule)
    return "advisory" if known is None else known.severity


def _stated_table(one: PublisherQuality) -> Json:
    rows: list[list[Cell]] = [
        [cells.words(STATED_WORDS[name]), _count(count), _share(count, one.activities)]
        for name, count in one.stated.items()
    ]
    return cells.table(
        "stated",
        Label("What its activities state", "記載されている項目"),
        [
            cells.column("what", Label("What", "項目")),
            cells.column("activities", Label("Activities", "案件"), is_number=True),
            cells.column("share", Label("Share", "割合"), is_number=True),
        ],
        rows,
    )


def _places(field: Field) -> dict[str | None, Counter[str]]:
    made: dict[str | None, Counter[str]] = {}
    for (place, publisher), count in field.counts.publishers.items():
        made.setdefault(publisher, Counter())[place] = count
    return made


def _places_table(build: Build, ref: str, counts: Mapping[str, int]) -> Json:
    rows: list[list[Cell]] = [
        [place_cell(build, place), place, found(count, place=place, publisher=ref)]
        for place, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    ]
    return cells.table(
        "places",
        Label("Where", "対象国"),
        [
            cells.column("country", Label("Country or territory", "国・地域")),
            cells.column("code", Label("Code", "コード")),
            cells.column("activities", Label("Activities", "案件"), is_number=True),
        ],
        rows,
    ) | {"shown": ROWS_SHOWN}


def place_cell(build: Build, code: str) -> Cell:
    """Return a country as a link to its page of everyone's activities; another code as it is."""
    label = cells.words(build.source.place_label(code))
    return cells.link("everyone_country", code, label) if is_country(code) else code


def _files(field: Field) -> dict[str, list[tuple[Any, ...]]]:
    made: dict[str, list[tuple[Any, ...]]] = {}
    for publisher, *rest in field.lake.connection.cursor().execute(_FILES).fetchall():
        made.setdefault(publisher, []).append(tuple(rest))
    return made


def _files_table(files: Iterable[tuple[Any, ...]]) -> Json:
    listed = list(files)
    rows: list[list[Cell]] = [
        [
            str(name).rpartition("/")[2],
            cells.digest(sha256),
            version,
            _count(records),
            _count(size),
        ]
        for name, sha256, size, version, records in listed
    ]
    table = cells.table(
        "files",
        Label("Files read", "読み込んだファイル"),
        [
            cells.column("file", Label("File", "ファイル")),
            cells.column("sha256", Label("SHA-256", "SHA-256")),
            cells.column("version", Label("Version", "版")),
            cells.column("activities", Label("Activities", "案件"), is_number=True),
            cells.column("bytes", Label("Bytes", "バイト"), is_number=True),
        ],
        rows,
    )
    return {**table, "shown": FILES_SHOWN}


def _verdicts(field: Field) -> dict[str | None, Verdicts]:
    """Return how many activities of a publisher have a critical finding, and one or an error."""
    critical = [code for code, rule in ALL_RULES.items() if rule.severity == "critical"]
    errors = [code for code, rule in ALL_RULES.items() if rule.severity == "error"]
    rows = field.lake.connection.cursor().execute(_FAULTY, [critical, [*critical, *errors]])
    return {publisher: Verdicts(*counts) for publisher, *counts in rows.fetchall()}


def _verdict(one: PublisherQuality, faulty: Mapping[str | None, Verdicts]) -> Verdicts:
    bad = faulty.get(one.publisher, Verdicts(0, 0))
    return Verdicts(one.activities - bad.accepted, one.activities - bad.clean)


def _amounts(field: Field) -> dict[str | None, Json | None]:
    answer = money(field.everyone, Asked(by=("publisher",)))
    return {
        row.key["publisher"]: cells.several(  # type: ignore[misc]
            money_cell(amount, currency) for currency, amount in row.amounts.items()
        )
        for row in answer.rows
    }


def _share(part: int, whole: int) -> Json | None:
    """Return a share in whole percent, never rounded up to all nor down to none."""
    if not whole:
        return None
    percent = round(Decimal(part) * 100 / whole)
    if part not in (0, whole):
        percent = min(max(percent, 1), 99)
    return {"t": "percent", "value": str(percent), "part": part, "whole": whole}


def _count(count: int) -> Json | None:
    return {"t": "count", "value": str(count)} if count else None


def _day(moment: str | None) -> Cell:
    """Return the day of a time as stated; what is none stays as it is written."""
    if moment is None:
        return None
    try:
        return cells.dated(date.fromisoformat(moment[:10]).isoformat())
    except ValueError:
        return moment
