"""Every kind of bad input names its file, line and field, and nothing is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from records.portfolios import (
    ACTIVITY,
    DOCUMENT,
    ENTRY,
    FLOW,
    HEADER,
    SPLIT,
    TOTAL,
    portfolio_at,
    write_rows,
)
from tomoni.catalogue.errors import InputError, QuarantineError, Where
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.actions.load import load_portfolio
from tomoni.records.models import Activity, AuditEvent, Claim, Entry, Party, SourceRow

pytestmark = pytest.mark.django_db

_PLEDGE = {"pledge_id": "p", "activity_id": "course", "title": "Pledge"}
_FINDING = {
    "finding_id": "f",
    "topic": "Graduates",
    "claim_ids": ["course--graduates", "course--participants"],
    "scope_code": "within_document",
}
_EDITION = {
    "edition_id": "e",
    "series_id": "courses",
    "activity_id": "course",
    "status_code": "held",
}
_NAMING = {
    "naming_id": "n",
    "document_id": "report-2021",
    "role_code": "recipient",
    "place_code": "KE",
    "start": 0,
    "end": 5,
}
_EXCLUSION = {
    "exclusion_id": "x",
    "document_id": "report-2021",
    "start": 0,
    "end": 1,
    "form_code": "digits",
    "reason": "Number of a heading.",
}


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put quarantine files into a directory of the test's own."""
    monkeypatch.setitem(settings.TOMONI._values, "TOMONI_HOME", tmp_path / "home")


_BASES: dict[str, dict[str, Any]] = {
    "parties": {"party_id": "a", "name": "A", "kind_code": "team"},
    "documents": DOCUMENT,
    "activities": ACTIVITY,
    "series": {"series_id": "s", "name": "S", "activity_id": "course"},
    "editions": _EDITION,
    "claims": TOTAL,
    "pledges": _PLEDGE,
    "entries": ENTRY,
    "splits": SPLIT,
    "findings": _FINDING,
    "exclusions": _EXCLUSION,
    "namings": _NAMING,
}
_KENYA = {"country_code": "KE", "basis_code": "stated"}
_NOBODY = {"party_id": "nobody", "role_code": "funder"}
_THIRD = {"code": "KE", "numerator": 1, "denominator": 3}
_WHOLE = {"code": "KE", "numerator": 1, "denominator": 1}
_EMPTY_SPAN = {"document_id": "report-2021", "start": 9, "end": 9}
_SECOND = {"number": 2, "number_basis_code": "stated"}

# One row with a change (None: left out): file, change, the field that is told, the reason.
BAD_FIELDS: list[tuple[str, dict[str, Any], str, str]] = [
    ("parties", {"kind_code": "guild"}, "kind_code", "party_kind"),
    ("parties", {"party_id": "a b"}, "party_id", "no id"),
    ("parties", {"name": " "}, "name", "blank"),
    ("parties", {"name": "A\x00"}, "name", "U+0000"),
    ("parties", {"name": "A\ud800"}, "name", "U+D800"),
    ("parties", {"name": None}, "name", "is missing"),
    ("parties", {"nmae": "A"}, "nmae", "did you mean 'name'"),
    ("parties", {"country_code": "ZZ"}, "country_code", "no place"),
    ("parties", {"country_code": "africa"}, "country_code", "is a region"),
    ("parties", {"is_context_only": "no"}, "is_context_only", "neither true nor false"),
    ("parties", {"parent_party_id": "a"}, "parent_party_id", "part of itself"),
    ("documents", {"sha256": "ABC"}, "sha256", "64 digits"),
    ("documents", {"edition_year": "2021"}, "edition_year", "not a whole number"),
    ("documents", {"edition_year": True}, "edition_year", "not a whole number"),
    ("documents", {"edition_year": 10**20}, "edition_year", "out of range"),
    ("documents", {"language_code": "klingon"}, "language_code", "Language"),
    ("activities", {"start": "2018-13"}, "start", "no date"),
    ("activities", {"start": "2018-02-30"}, "start", "no date"),
    ("activities", {"start": 2018}, "start", "no date"),
    ("activities", {"start": "2018", "end": "2017-12"}, "end", "comes before"),
    ("activities", {"purpose_confidence_code": None}, "purpose_confidence_code", "beside"),
    (
        "activities",
        {"purpose_code": None, "purpose_confidence_code": None},
        "purpose_code",
        "needs it",
    ),
    ("activities", {"purpose_code": "99"}, "purpose_code", "Sector"),
    ("activities", {"parent_activity_id": "nowhere"}, "parent_activity_id", "no row of activities"),
    ("activities", {"countries": "KE"}, "countries", "not a list"),
    ("activities", {"countries": ["KE"]}, "countries[0]", "not an object"),
    (
        "activities",
        {"countries": [{**_KENYA, "basis_code": None}]},
        "countries[0].basis_code",
        "is",
    ),
    ("activities", {"countries": [_KENYA, _KENYA]}, "countries[1]", "twice"),
    ("activities", {"regions": ["KE"]}, "regions[0]", "no region"),
    ("activities", {"parties": [_NOBODY]}, "parties[0].party_id", "no row of parties"),
    ("activities", {"mentions": [_EMPTY_SPAN]}, "mentions[0].end", "no span"),
    ("activities", {"release": {"state": "cleared"}}, "release.why", "says why"),
    ("activities", {"release": {"state": "embargoed", "why": "x"}}, "release.until", "embargo"),
    (
        "activities",
        {"release": {"state": "embargoed", "why": "x", "until": "2027"}},
        "release.until",
        "single day",
    ),
    ("series", {"editions_per_year": 0}, "editions_per_year", "less than 1"),
    ("editions", {"number": 2}, "number_basis_code", "beside number"),
    ("editions", {**_SECOND, "number": 0}, "number", "less than 1"),
    ("claims", {"value": "6,100"}, "value", "without commas"),
    ("claims", {"value": 6100.5}, "value", "write decimals as text"),
    ("claims", {"value": "six"}, "value", "no plain number"),
    ("claims", {"value": None}, "value", "is missing"),
    ("claims", {"value": -5}, "value", "is negative"),
    ("claims", {"value": "-0.5"}, "value", "is negative"),
    ("claims", {"value": 10**19}, "value", "too large"),
    ("claims", {"start": 60, "end": 900}, "end", "after the document's end at"),
    ("claims", {"also_at": [{"start": -1, "end": 4}]}, "also_at[0].end", "no span"),
    ("claims", {"also_at": [{"start": 41, "end": 46}]}, "also_at[1]", "twice"),
    ("claims", {"currency_code": "USD"}, "currency_code", "does not go"),
    (
        "claims",
        {"metric_code": "amount_disbursed", "unit_code": "currency"},
        "currency_code",
        "is missing",
    ),
    ("claims", {"unit_code": "country"}, "unit_code", "counted in 'person'"),
    ("claims", {"metric_code": "smiles"}, "metric_code", "metric"),
    ("claims", {"qualifier_code": "roughly"}, "qualifier_code", "qualifier"),
    ("claims", {"period_end": "1999"}, "period_end", "comes before"),
    ("claims", {"metric_code": "event_date", "unit_code": "year"}, "date", "is a date"),
    ("claims", {"document_id": "lost"}, "document_id", "no row of documents"),
    ("claims", {"also_activity_ids": ["course"]}, "also_activity_ids", "again"),
    ("claims", {"metric_code": "persons_to_be_trained"}, "metric_code", "no row of pledges"),
    ("pledges", {"window_years": 0}, "window_years", "less than 1"),
    (
        "pledges",
        {"targets": [{"claim_id": "course--graduates"}]},
        "targets[0].claim_id",
        "states no target",
    ),
    ("entries", {"currency_code": None}, "currency_code", "currency"),
    ("entries", {"date": None}, "date", "is missing"),
    ("entries", {"value": "-5"}, "value", "below zero"),
    ("entries", {"measure_code": "area_cleared"}, "measure_code", "kind"),
    ("entries", {"date": "1500"}, "date", "1500"),
    ("entries", {"funded_from_entry_id": "money-2021"}, "funded_from_entry_id", "itself"),
    ("splits", {"activity_id": "course"}, "activity_id", "not both"),
    ("splits", {"entry_id": None}, "activity_id", "not both"),
    ("splits", {"entry_id": "lost"}, "entry_id", "no row of entries"),
    ("splits", {"axis_code": "mood"}, "axis_code", "split_axis"),
    ("splits", {"shares": [_THIRD]}, "shares", "1/3"),
    ("splits", {"shares": []}, "shares", "shares"),
    ("splits", {"shares": [_THIRD | {"denominator": 0}]}, "shares[0].denominator", "less than 1"),
    ("splits", {"shares": [_THIRD, _THIRD, _THIRD]}, "shares[1].code", "twice"),
    ("splits", {"shares": [_WHOLE | {"code": "ZZ"}]}, "shares[0].code", "no place"),
    ("splits", {"axis_code": "theme", "shares": [_WHOLE]}, "shares[0].code", "list theme"),
    ("splits", {"axis_code": "framework", "shares": [_WHOLE]}, "shares[0].code", "no row of fra"),
    ("findings", {"claim_ids": ["course--graduates"]}, "claim_ids", "fewer than two"),
    ("findings", {"claim_ids": ["course--graduates"] * 2}, "claim_ids", "twice"),
    ("findings", {"claim_ids": ["course--graduates", "gone"]}, "claim_ids[1]", "no row of claims"),
    ("exclusions", {"end": 0}, "end", "no span"),
    ("namings", {"end": 0}, "end", "no span"),
    ("namings", {"role_code": "guest"}, "role_code", "naming_role"),
    ("namings", {"place_code": None}, "place_code", "either a place or a party"),
]

# A row that is wrong beside another: file, rows, line, field, reason.
BAD_PAIRS: list[tuple[str, list[dict[str, Any]], int, str, str]] = [
    ("documents", [DOCUMENT, {**DOCUMENT, "document_id": "copy"}], 2, "sha256", "line 1"),
    ("activities", [ACTIVITY, ACTIVITY], 2, "activity_id", "line 1"),
    ("splits", [SPLIT, SPLIT], 2, "activity_id", "line 1"),
    (
        "editions",
        [_EDITION | _SECOND, _EDITION | _SECOND | {"edition_id": "again"}],
        2,
        "number",
        "line 1",
    ),
    (
        "entries",
        [ENTRY | {"funded_from_entry_id": "later"}, ENTRY | {"entry_id": "later"}],
        1,
        "funded_from_entry_id",
        "put it before",
    ),
]


@pytest.mark.parametrize(("file", "change", "field", "reason"), BAD_FIELDS)
def test_a_bad_field_is_named(
    tmp_path: Path, file: str, change: dict[str, Any], field: str, reason: str
) -> None:
    assert_told(tmp_path, file, [_BASES[file] | change], 1, field, reason)


@pytest.mark.parametrize(("file", "rows", "line", "field", "reason"), BAD_PAIRS)
def test_a_row_that_does_not_go_with_another_is_named(
    tmp_path: Path, file: str, rows: list[dict[str, Any]], line: int, field: str, reason: str
) -> None:
    assert_told(tmp_path, file, rows, line, field, reason)


def assert_told(
    tmp_path: Path, file: str, rows: list[dict[str, Any]], line: int, field: str, reason: str
) -> None:
    """The load names file, line, field and reason, and writes nothing."""
    directory = portfolio_at(tmp_path / "portfolio", **{file: rows})
    with pytest.raises(QuarantineError) as caught:
        load_portfolio(directory, by=SYSTEM)
    told = [json.loads(text) for text in quarantine(caught.value).splitlines()]
    reasons = {(row["file"], row["line"], row["field"]): row["reason"] for row in told}
    assert reason in reasons[f"{file}.jsonl", line, field]
    assert str(directory / f"{file}.jsonl") in str(caught.value)
    assert not Party.objects.exists() and not AuditEvent.objects.exists()


def quarantine(error: QuarantineError) -> str:
    """Return the content of the file that the error names."""
    (path,) = (settings.TOMONI.home / "quarantine").iterdir()
    assert str(path) in str(error)
    return path.read_text(encoding="utf-8")


BAD_LINES: list[tuple[bytes, str]] = [
    (b"{not json}", "not JSON"),
    (b'{"party_id": "tab\there"}', "not JSON: Invalid control character at character"),
    (b'["a", "list"]', "not a JSON object"),
    (b'{"party_id": "a", "party_id": "b"}', "stands there twice"),
    (b'{"party_id": NaN}', "no JSON number"),
    (b'{"party_id": "caf\xe9"}', "not UTF-8"),
    (b'{"party_id": ' + b"[" * 100_000, "nested too deeply"),
    (b'{"year": ' + b"9" * 5000 + b"}", "digits"),
    (b'{"name": "' + b"x" * 1_000_001 + b'"}', "longer than"),
]


@pytest.mark.parametrize(("line", "reason"), BAD_LINES)
def test_a_line_that_is_no_row_is_told(tmp_path: Path, line: bytes, reason: str) -> None:
    directory = portfolio_at(tmp_path / "portfolio")
    good = (directory / "parties.jsonl").read_bytes()
    (directory / "parties.jsonl").write_bytes(good + b"\n" + line + b"\n")
    with pytest.raises(QuarantineError) as caught:
        load_portfolio(directory, by=SYSTEM)
    (told,) = (json.loads(text) for text in quarantine(caught.value).splitlines())
    assert (told["file"], told["line"], told["field"]) == ("parties.jsonl", 3, None)
    assert reason in told["reason"]


def test_all_bad_rows_are_told_at_once(tmp_path: Path) -> None:
    directory = portfolio_at(
        tmp_path / "portfolio",
        claims=[{**TOTAL, "value": "6,100"}, {**FLOW, "end": 900}],
        entries=[{**ENTRY, "date": "soon"}],
    )
    with pytest.raises(QuarantineError) as caught:
        load_portfolio(directory, by=SYSTEM)
    message = str(caught.value)
    assert "3 bad rows" in message
    assert f"{directory / 'claims.jsonl'}:1, field value" in message
    assert caught.value.where == Where(str(directory / "claims.jsonl"), 1, "value")
    rows = [json.loads(line) for line in quarantine(caught.value).splitlines()]
    assert [row["row"]["claim_id"] for row in rows[:2]] == ["course--graduates", FLOW["claim_id"]]


def test_the_rows_put_aside_take_along_what_needs_them(tmp_path: Path) -> None:
    """A bad document takes its claims, and a finding on them, along; the rest is loaded."""
    other = {**DOCUMENT, "document_id": "other", "sha256": "no digest"}
    lost = {**TOTAL, "claim_id": "lost", "document_id": "other"}
    finding = {**_FINDING, "claim_ids": ["course--graduates", "lost"]}
    directory = portfolio_at(
        tmp_path / "portfolio",
        documents=[DOCUMENT, other],
        claims=[TOTAL, lost, FLOW],
        findings=[finding],
    )
    report = load_portfolio(directory, by=SYSTEM, skip_bad=True)
    assert set(Claim.objects.values_list("public_id", flat=True)) == {
        "course--graduates",
        "course--participants",
    }
    assert report.quarantine is not None
    told = [json.loads(line) for line in report.quarantine.read_text().splitlines()]
    assert [(row["file"], row["line"], row["field"]) for row in told] == [
        ("documents.jsonl", 2, "sha256"),
        ("claims.jsonl", 2, "document_id"),
        ("findings.jsonl", 1, "claim_ids[1]"),
    ]


def test_mended_rows_follow_later(tmp_path: Path) -> None:
    directory = portfolio_at(tmp_path / "portfolio", entries=[{**ENTRY, "date": "soon"}])
    load_portfolio(directory, by=SYSTEM, skip_bad=True)
    assert not Entry.objects.filter(claim__isnull=True).exists()
    write_rows(directory, "entries", [ENTRY])
    report = load_portfolio(directory, by=SYSTEM)
    assert (report.files["entries"].new, report.files["claims"].unchanged) == (1, 2)


def test_a_row_put_aside_keeps_what_was_loaded_and_is_not_gone(tmp_path: Path) -> None:
    directory = portfolio_at(tmp_path / "portfolio")
    load_portfolio(directory, by=SYSTEM)
    write_rows(directory, "claims", [TOTAL, FLOW | {"value": "26 or so"}])
    report = load_portfolio(directory, by=SYSTEM, skip_bad=True)
    assert (report.files["claims"].unchanged, report.files["claims"].missing) == (1, 0)
    assert Claim.objects.get(public_id="course--participants").quantity == 25


def test_files_that_change_while_they_are_loaded_are_refused(tmp_path: Path) -> None:
    directory = portfolio_at(tmp_path / "portfolio")

    def edit(phase: str, done: int, total: int) -> None:
        if phase == "load parties":
            write_rows(directory, "claims", [TOTAL])

    with pytest.raises(InputError, match="have changed"):
        load_portfolio(directory, by=SYSTEM, progress=edit)
    assert not Claim.objects.exists()


def test_a_row_of_another_source_is_not_taken_over(tmp_path: Path) -> None:
    load_portfolio(portfolio_at(tmp_path / "first"), by=SYSTEM)
    second = portfolio_at(tmp_path / "second", {"portfolio_id": "second"})
    with pytest.raises(QuarantineError, match="from another source"):
        load_portfolio(second, by=SYSTEM)
    assert not SourceRow.objects.filter(table__startswith="second").exists()


def test_a_ring_of_activities_is_refused(tmp_path: Path) -> None:
    ring = [
        {**ACTIVITY, "activity_id": one, "parent_activity_id": other}
        for one, other in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"))
    ]
    directory = portfolio_at(tmp_path / "portfolio", activities=[ACTIVITY, *ring])
    with pytest.raises(QuarantineError) as caught:
        load_portfolio(directory, by=SYSTEM)
    rows = [json.loads(line) for line in quarantine(caught.value).splitlines()]
    assert [row["line"] for row in rows] == [2, 3, 4]


def _no_directory(directory: Path) -> None:
    for path in directory.iterdir():
        path.unlink()
    directory.rmdir()


def _no_header(directory: Path) -> None:
    (directory / "portfolio.json").unlink()


def _unknown_file(directory: Path) -> None:
    (directory / "activites.jsonl").write_text("{}\n")


def _header(**changes: Any) -> Callable[[Path], None]:
    def change(directory: Path) -> None:
        (directory / "portfolio.json").write_text(json.dumps(HEADER | changes))

    return change


@pytest.mark.parametrize(
    ("spoil", "name"),
    [
        (_no_directory, ""),
        (_no_header, "portfolio.json"),
        (_unknown_file, "activites.jsonl"),
        (_header(format=2), "portfolio.json"),
        (_header(default_release={"state": "cleared"}), "portfolio.json"),
        (_header(titel="x"), "portfolio.json"),
        (lambda directory: (directory / "portfolio.json").write_text("{"), "portfolio.json"),
        (lambda directory: (directory / "portfolio.json").write_bytes(b"\xff"), "portfolio.json"),
        (lambda directory: (directory / "portfolio.json").write_text("[]"), "portfolio.json"),
    ],
)
def test_a_directory_that_is_no_portfolio_is_refused(
    tmp_path: Path, spoil: Callable[[Path], None], name: str
) -> None:
    directory = portfolio_at(tmp_path / "portfolio")
    spoil(directory)
    with pytest.raises(InputError) as caught:
        load_portfolio(directory, by=SYSTEM, skip_bad=True)
    assert caught.value.where is not None
    assert caught.value.where.file == str(directory / name if name else directory)
    assert not Activity.objects.exists()


def test_line_ends_blank_lines_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    directory = portfolio_at(tmp_path / "portfolio")
    for path in directory.glob("*.jsonl"):
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    load_portfolio(directory, by=SYSTEM)
    assert Claim.objects.count() == 2
