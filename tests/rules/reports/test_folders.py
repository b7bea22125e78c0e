from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.errors import InputError
from tomoni.rules.reports.folders import (
    LARGEST_TEXT,
    can_be_report_id,
    can_hold_file,
    check_add,
    check_file,
    check_folder,
    check_remove,
    check_report_id,
    why_not_folder,
)

GOOD = {
    "report.toml": 10,
    "previous.proofs.json": 5,
    "chapters/01-about.md": 20,
    "pictures/opening.jpg": 30,
}


def codes(sizes: dict[str, int]) -> list[str]:
    return [one.code for one in why_not_folder(sizes)]


@pytest.mark.parametrize("name", GOOD)
def test_the_files_of_a_report_are_taken(name: str) -> None:
    assert can_hold_file(name)


@pytest.mark.parametrize(
    "name",
    [
        "", "/etc/passwd", "../secret.md", "a/../../b.md", "a/b/c.md", "C:\\x.md", "a\\b.md",
        ".hidden.md", "a/.git.md", "con.md", "a..md", "nul", "x.md\n", "x\x00.md", "章.md",
        "x" * 200 + ".md", "chapters/", "a.md.",
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        check_file(name)


@pytest.mark.parametrize("name", ["run.sh", "a.html", "x.svg", "settings.toml", "photo.gif", "md"])
def test_a_kind_that_no_report_has_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="no report has"):
        check_file(name)


@given(st.text(max_size=60))
def test_no_accepted_name_leaves_the_folder(name: str) -> None:
    if can_hold_file(name):
        parts = name.split("/")
        assert not set(parts) & {"", ".", ".."}
        assert name.isascii() and "\\" not in name and not name.startswith("/")


def test_a_folder_is_taken_whole_or_refused() -> None:
    check_folder(GOOD)
    assert codes({"chapters/01.md": 1}) == ["report_needs_settings"]
    assert codes(GOOD | {"Report.toml": 1}) == ["report_file_kind", "report_files_clash"]
    assert codes(GOOD | {"big.md": LARGEST_TEXT + 1}) == ["report_file_large"]
    assert codes(GOOD | {f"{n}.md": 1 for n in range(300)}) == ["report_files_many"]
    assert codes(GOOD | {f"p{n}.png": 10 * 2**20 for n in range(9)}) == ["report_folder_large"]


@pytest.mark.parametrize("report_id", ["A-report", "a", "-a", "a-", "a--b", "a/b", "a.b", "é1"])
def test_an_id_stands_in_addresses(report_id: str) -> None:
    assert not can_be_report_id(report_id)
    check_report_id("annual-2026")
    with pytest.raises(InputError, match="already"):
        check_report_id("annual-2026", is_taken=True)


def test_a_file_is_added_once_and_the_settings_stay() -> None:
    check_add("new.md", is_taken=False)
    with pytest.raises(InputError, match=r"new\.md already"):
        check_add("new.md", is_taken=True)
    check_remove("new.md")
    with pytest.raises(InputError, match=r"report\.toml"):
        check_remove("report.toml")
