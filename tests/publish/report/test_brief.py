"""The folder of a country brief: a report of one chapter, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.drawn_site import MARKUP, drawn_rows
from tomoni.exchange.snapshot import memory_snapshot
from tomoni.publish.report.brief import plain, write_brief
from tomoni.publish.report.chapters import parse_chapter, plain_text
from tomoni.publish.report.folder import read_folder
from tomoni.publish.report.model import Paragraph


def _texts(country: str, folder: Path) -> dict[str, str]:
    """Write the brief of the drawn world and return its chapters, without a problem."""
    with memory_snapshot(drawn_rows()) as snapshot:
        write_brief(snapshot, country, folder)
    found = read_folder(folder)
    assert found.problems == ()
    for file, text in found.chapters.items():
        assert parse_chapter(file, text).problems == ()
    return dict(found.chapters)


def test_a_brief_is_written_in_both_languages(tmp_path: Path) -> None:
    texts = _texts("KH", tmp_path / "brief")
    assert set(texts) == {"brief.md", "ja/brief.md"}
    assert "name Cambodia as recipient" in texts["brief.md"]
    assert "文書はカンボジアを" in texts["ja/brief.md"]
    for text in texts.values():
        assert '{{ figure "activities_count" country="KH" level="all" }}' in text


def test_a_country_that_nobody_names_is_told_to_be_no_zero(tmp_path: Path) -> None:
    rows = drawn_rows()
    rows["places"].append(
        {"place_code": "FJ", "kind_code": "country", "name_en": "Fiji", "name_ja": "フィジー"}
    )
    with memory_snapshot(rows) as snapshot:
        assert write_brief(snapshot, "FJ", tmp_path).is_silent
    english = (tmp_path / "brief.md").read_text(encoding="utf-8")
    assert "name Fiji nowhere" in english
    assert "No record is not zero." in english
    assert "activities_count" not in english


def test_a_country_named_for_a_wider_effort_only_is_no_recipient(tmp_path: Path) -> None:
    english = _texts("LA", tmp_path)["brief.md"]
    assert "recipient of no activity" in english
    assert "- Parts of a wider effort that names the country, never counted as its own:" in english


def test_what_is_not_stated_is_said(tmp_path: Path) -> None:
    english = _texts("KH", tmp_path)["brief.md"]
    assert "- No amount of money." in english
    assert "- No number of people." in english


@pytest.mark.parametrize(
    "words",
    [MARKUP, "a | b", "{{ figure \"x\" }}", "# 1. [a](b) *c* _d_ `e` ~f~", "::: box", "- a\n+ b"],
)  # fmt: skip
def test_a_record_s_words_stay_letter_by_letter(words: str) -> None:
    parsed = parse_chapter("brief.md", f"# A\n\n{plain(words)}\n")
    assert parsed.problems == ()
    (paragraph,) = parsed.chapter.blocks
    assert isinstance(paragraph, Paragraph)
    assert plain_text(paragraph.inlines) == " ".join(words.split())


def test_names_with_digits_are_allowed_with_a_reason_and_others_are_not(tmp_path: Path) -> None:
    rows = drawn_rows()
    rows["activities"][0]["title"] = 'The 2nd "school"'
    rows["activity_countries"].append(
        {"activity_country_id": "school-KH", "activity_id": "school", "country_code": "KH",
         "basis_code": "stated"}
    )  # fmt: skip
    with memory_snapshot(rows) as snapshot:
        write_brief(snapshot, "KH", tmp_path)
    settings = read_folder(tmp_path).settings
    assert settings is not None
    allowed = {each.text for each in settings.allowed}
    assert 'The 2nd "school"' in allowed
    assert {"2020 edition", "2021 edition", "2020年版", "2021年版"} <= allowed
    assert not any(each in allowed for each in ("2", "2nd", "6,100"))
