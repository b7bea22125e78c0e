"""`tomoni brief`: two pages on one country, and the report that they are built from."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import tomoni

pytestmark = pytest.mark.any_database


def test_a_brief_is_built_in_two_languages_and_can_be_computed_again(published_home: Path) -> None:
    outcome = tomoni(published_home, "brief", "so", "--docx", "--json")
    assert outcome.code == 0, outcome.err
    brief = outcome.json
    assert set(brief["files"]) == {
        "brief-so.en.html", "brief-so.ja.html", "brief-so.en.docx", "brief-so.ja.docx",
        "brief-so.proofs.json",
    }  # fmt: skip
    english = Path(brief["files"]["brief-so.en.html"]).read_text(encoding="utf-8")
    assert "US$579 m" in english
    assert Path(brief["source"], "report.toml").is_file()
    again = tomoni(
        published_home, "report", "verify", brief["files"]["brief-so.proofs.json"], "--json"
    )
    assert (again.code, again.json["holds"]) == (0, True), again.err


def test_an_unknown_country_is_refused_and_nothing_is_written(published_home: Path) -> None:
    outcome = tomoni(published_home, "brief", "zz")
    assert outcome.code != 0
    assert "ISO 3166-1" in outcome.err
    assert not (published_home / "briefs").exists()


def test_without_a_japanese_font_the_english_pages_are_printed_and_it_is_said(
    published_home: Path,
) -> None:
    outcome = tomoni(published_home, "brief", "FR", "--pdf", "--json", TOMONI_FONTS="")
    assert outcome.code == 0, outcome.err
    assert "No font shows Japanese" in outcome.err
    printed = {name for name in outcome.json["files"] if name.endswith(".pdf")}
    assert printed == {"brief-fr.en.pdf"}
    assert "brief-fr.ja.html" in outcome.json["files"]
