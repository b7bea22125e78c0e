"""The shipped report: every theme has a section, and every quantity is told or left out on purpose.

A quantity is a claim that states no date.
"""

from __future__ import annotations

import csv
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from records.made import loaded_instance
from tomoni.catalogue.places import place_name
from tomoni.catalogue.themes import THEMES
from tomoni.exchange.snapshot import open_snapshot
from tomoni.publish.report.answers import ReportAnswers
from tomoni.publish.report.brief import write_brief
from tomoni.publish.report.chapters import parse_chapter
from tomoni.publish.report.compose import compose_report
from tomoni.publish.report.folder import ReportFolder, read_folder

DATA = Path(str(files("tomoni.data")))
FOLDER = DATA / "reports" / "five-documents"
_CLAIM = re.compile(r'\{\{ claim "([^"]+)"')
_TABLE = re.compile(r'\{\{ claims metric="([^"]+)"')


@pytest.fixture(scope="module")
def folder() -> ReportFolder:
    return read_folder(FOLDER)


@pytest.fixture(scope="module")
def text(folder: ReportFolder) -> str:
    return "\n".join(folder.chapters.values())


@pytest.fixture(scope="module")
def claims() -> dict[str, dict[str, object]]:
    """The portfolio's claims by id."""
    return {row["claim_id"]: row for row in _rows("claims")}


@pytest.fixture(scope="module")
def left_out() -> dict[str, str]:
    """What the report leaves out, with the reason of each."""
    with (FOLDER / "unused.csv").open(encoding="utf-8", newline="") as file:
        return {row["claim_id"]: row["reason"] for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def told(text: str, claims: dict[str, dict[str, object]]) -> set[str]:
    """The claims that the chapters tell: by a slot of their own, or in a table of their metric."""
    metrics = set(_TABLE.findall(text))
    listed = {key for key, claim in claims.items() if claim["metric_code"] in metrics}
    return listed | set(_CLAIM.findall(text))


def test_the_folder_and_its_chapters_are_in_order(folder: ReportFolder) -> None:
    assert folder.problems == ()
    for file, chapter in folder.chapters.items():
        assert parse_chapter(file, chapter).problems == ()


def test_it_says_that_it_is_unofficial(folder: ReportFolder) -> None:
    assert folder.settings is not None
    assert folder.settings.unofficial


def test_every_quantity_is_told_or_left_out_with_a_reason(
    claims: dict[str, dict[str, object]], told: set[str], left_out: dict[str, str]
) -> None:
    quantities = {key for key, claim in claims.items() if "date" not in claim}
    assert len(quantities) > 50
    assert quantities - told - set(left_out) == set()
    assert all(len(reason) > 20 for reason in left_out.values())


def test_nothing_is_left_out_that_is_told_or_no_quantity(
    claims: dict[str, dict[str, object]], told: set[str], left_out: dict[str, str]
) -> None:
    assert set(left_out) & told == set()
    assert [key for key in left_out if "date" in claims[key]] == []


def test_every_theme_has_a_section_that_counts_its_activities(text: str) -> None:
    sections = re.split(r"\n## ", text)
    for theme in THEMES:
        counted = f'by="theme" level="all" row="theme={theme.code}"'
        (section,) = (each for each in sections if counted in each)
        assert section.startswith(f"{theme.label.en}\n")


def test_it_builds_on_the_shipped_portfolio_without_an_error(
    folder: ReportFolder, made_once: Path
) -> None:
    answers = ReportAnswers(portfolio_snapshot(made_once), with_proofs=False)
    try:
        composed = compose_report(folder, answers)
    finally:
        answers.close()
    assert [str(each) for each in composed.errors] == []
    assert {each.code for each in composed.warnings} <= {"contradicts"}
    assert len(composed.reports["en"].proofs) > 250


@pytest.mark.parametrize("country", ["LA", "IN", "FR"])
def test_briefs_build_on_it_for_who_is_named_named_otherwise_and_not_named(
    country: str, made_once: Path, tmp_path: Path
) -> None:
    snapshot = portfolio_snapshot(made_once)
    with open_snapshot(snapshot) as opened:
        write_brief(opened, country, tmp_path)
        composed = compose_report(read_folder(tmp_path), ReportAnswers(opened, with_proofs=False))
    assert [str(each) for each in composed.problems] == []
    assert set(composed.reports) == {"en", "ja"}


def portfolio_snapshot(made_once: Path) -> Path:
    """Directory of the internal snapshot of the shipped portfolio."""
    snapshots = loaded_instance(made_once).home / "snapshots"
    return snapshots / (snapshots / "latest").read_text(encoding="utf-8").strip()


_LISTS = {
    "Legal systems": ("legal-and-judicial", "recipient", "wp2018-s2", "wp2020-s2-1-1"),
    "Training in law": ("legal-and-judicial", "participant", "wp2018-s2", "wp2020-s2-1-1"),
    "The seas": ("security-seas", "recipient", "wp2018-s2", "wp2023-s2-2"),
    "Outer space": ("security-outer-space", "recipient", "wp2018-s2", "wp2023-s2-2"),
    "Trafficking in persons": (
        "security-trafficking-in-persons", "recipient", "wp2018-s2", "wp2023-s2-2",
    ),
    "Drugs": ("security-drugs", "recipient", "wp2018-s2", "wp2023-s2-2"),
    "Money laundering": ("security-money-laundering", "recipient", "wp2018-s2", "wp2023-s2-2"),
}  # fmt: skip
_SHORT = {
    "LA": "the Lao PDR", "PH": "the Philippines", "FM": "Micronesia", "MD": "Moldova",
    "IR": "Iran",
}  # fmt: skip


@pytest.mark.parametrize("subject", _LISTS)
def test_who_is_named_in_one_edition_alone_is_told_as_the_portfolio_has_it(
    subject: str, folder: ReportFolder
) -> None:
    section, role, earlier, later = _LISTS[subject]
    before, after = (_named(section, role, document) for document in (earlier, later))
    row = re.search(rf"^\| {subject} \|.*$", folder.chapters["what-changed.md"], re.MULTILINE)
    assert row is not None
    *_, both, left, joined, _ = (cell.strip() for cell in row[0].split("|"))
    assert [both, left, joined] == [
        ", ".join(sorted(names, key=lambda name: name.removeprefix("the "))) or "none"
        for names in (before & after, before - after, after - before)
    ]


def _named(section: str, role: str, document: str) -> set[str]:
    """The countries that a document names in a role in its section."""
    bounds = next(
        (row["start"], row["end"])
        for row in _rows("document_sections")
        if (row["document_id"], row["section_code"]) == (document, section)
    )
    return {
        _SHORT.get(row["place_code"]) or place_name(row["place_code"])
        for row in _rows("namings")
        if (row["document_id"], row["role_code"]) == (document, role)
        and row.get("place_code")
        and bounds[0] <= row["start"] < bounds[1]
    }


def _rows(name: str) -> list[dict[str, Any]]:
    lines = (DATA / "portfolio" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]
