"""A workbook goes out of the desk, is edited, and comes in: problem, copy, preview, read in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import Opener
from journeys.sites import Site, served
from journeys.test_courses import check, done, enter
from records.instances import Instance
from records.made import commanded, loaded_instance

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The desk of the shipped portfolio, in a copy, with its administrator."""
    home = tmp_path_factory.mktemp("sheets") / "home"
    shutil.copytree(loaded_instance(made_once).home, home)
    found = commanded(home)
    environment = found.environment | {"TOMONI_REQUIRE_MFA": "false"}
    with served(Instance(found.home, found.database_url, environment), public=False) as site:
        yield site


def write(book: Path, heading: str, value: str) -> None:
    """Write into the first activity of a workbook."""
    opened = openpyxl.load_workbook(book)
    sheet = opened["Activities"]
    place = next(cell.column for cell in sheet[1] if str(cell.value).startswith(heading))
    sheet.cell(2, place).value = value
    opened.save(book)


def send(page: Page, book: Path) -> None:
    page.get_by_label("File (XLSX or CSV)").set_input_files(book)
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("heading", name=f"Preview: {book.name}")).to_be_visible()


def test_a_workbook_goes_out_and_comes_in(desk: Site, open_page: Opener, tmp_path: Path) -> None:
    page = enter(open_page, desk, "admin")
    page.goto(f"{desk.address}/sheets/")
    check(page)
    page.get_by_label("Activities").check()
    page.get_by_label("With our own records as they stand").check()
    with page.expect_download() as given:
        page.get_by_role("button", name="XLSX", exact=True).click()
    book = tmp_path / "activities.xlsx"
    given.value.save_as(book)

    write(book, "Theme", "Cookery")
    send(page, book)
    expect(page.get_by_text("Theme: 'Cookery' is not known here.")).to_be_visible()
    check(page)
    with page.expect_download() as given:
        page.get_by_role("button", name="Get a copy with the problems").click()
    copy = tmp_path / "copy.xlsx"
    given.value.save_as(copy)
    line = openpyxl.load_workbook(copy)["Activities"][2]
    assert str(line[-1].value).startswith("Theme: 'Cookery' is not known here.")

    # The copy is mended and sent as it is.
    write(copy, "Theme", "Rule of law")
    write(copy, "Title", "A title of our own")
    send(page, copy)
    expect(page.get_by_role("cell", name="A title of our own")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Read it in").click()
    done(page)
    expect(page.get_by_text("Activities: 0 new, 1 changed")).to_be_visible()
