"""A visitor drops a file, reads what to mend, takes the report along, and needs no script."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from exchange.iati.drawn import activity, file_of
from journeys.conftest import Opener
from journeys.sites import Site

pytestmark = [pytest.mark.browser, pytest.mark.any_database]
PHONE: ViewportSize = {"width": 390, "height": 844}
DATA = file_of(
    activity("XX-A", more='<recipient-country code="KE"/><sector code="11110"/><zz/>'),
    activity("XX-B", more='<recipient-country code="KE"/><sector code="nonsense"/>'),
)
DROP = """(data) => {
  const dropped = new DataTransfer();
  dropped.items.add(new File([data], "mine.xml"));
  for (const type of ["dragover", "drop"]) {
    document.querySelector(".drop").dispatchEvent(
      new DragEvent(type, { dataTransfer: dropped, bubbles: true, cancelable: true }));
  }
}"""


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    return [fault["id"] for fault in found.response["violations"]]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_file_is_dropped_checked_and_forgotten(
    open_page: Opener, public_site: Site, tmp_path: Path
) -> None:
    page = open_page(f"{public_site.address}/iati/check/", viewport=PHONE)
    page.evaluate(DROP, DATA.decode())
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("heading", name="mine.xml")).to_be_visible()
    expect(page.get_by_text("Not accepted by the registry’s rules").first).to_be_visible()
    expect(page.get_by_text("XX-A").first).to_be_visible()
    assert faults(page) == [] and fits(page)
    page.get_by_role("checkbox", name="critical").uncheck()
    expect(page.locator("details.rule.critical")).to_be_hidden()
    expect(page.locator("details.rule.advisory").first).to_be_visible()

    plain = open_page(f"{public_site.address}/iati/check/", java_script_enabled=False)
    file = tmp_path / "mine.xml"
    file.write_bytes(DATA)
    plain.get_by_label("Drop an IATI file here").set_input_files(file)
    with plain.expect_download() as kept:
        plain.get_by_role("button", name="Check and download the report").click()
    report = tmp_path / "report.html"
    kept.value.save_as(report)

    # The report needs neither the site nor a script.
    page = open_page(report.as_uri(), viewport=PHONE)
    page.get_by_label("Activity").select_option("XX-B")
    expect(page.get_by_text("XX-A").locator("visible=true")).to_have_count(0)
    expect(page.locator(".list").get_by_text("XX-B").locator("visible=true").first).to_be_visible()
    assert faults(page) == [] and fits(page)
