"""Our own files of the IATI standard on the public site: on its data page and by address."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from lxml import etree

from tomoni.exchange.snapshot import memory_snapshot
from tomoni.publish.iati.options import IatiOptions
from tomoni.publish.iati_files import iati_file, write_iati_files
from tomoni.publish.options import SiteOptions
from tomoni.publish.source import Source


def test_the_data_page_offers_them(public: Client) -> None:
    text = public.get("/data/").content.decode()
    for name in ("organisation.xml", "left-out.csv", "manifest.json"):
        assert f'href="/iati/{name}"' in text
    assert "lack what the standard requires" in text


def test_each_has_its_address(public: Client, site_directory: Path) -> None:
    response = public.get("/iati/organisation.xml")
    assert response.headers["Content-Type"] == "application/xml"
    body = b"".join(response.streaming_content)  # type: ignore[attr-defined]  # it streams a file
    assert body == (site_directory / "iati" / "organisation.xml").read_bytes()
    assert etree.fromstring(body).findtext("iati-organisation/organisation-identifier") == (
        "XM-DAC-701-2"
    )
    listed = public.get("/iati/left-out.csv")
    assert b"start_not_a_day" in b"".join(listed.streaming_content)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["activities-9.xml", "site.sqlite3", "x.xml"])
def test_nothing_else_has_one(public: Client, name: str) -> None:
    assert public.get(f"/iati/{name}").status_code == 404


def test_no_name_leads_out_of_the_folder(site_directory: Path) -> None:
    assert iati_file(site_directory, "organisation.xml") is not None
    assert iati_file(site_directory, "../site.sqlite3") is None
    assert iati_file(site_directory, "activities-x.xml") is None


def test_an_instance_that_does_not_publish_and_a_preview_have_none(tmp_path: Path) -> None:
    publishing = SiteOptions(iati=IatiOptions(identifier="XM-DAC-701-2", name="I", type="80"))
    with memory_snapshot({}) as internal:
        source = Source(internal)
        assert write_iati_files(internal, source, tmp_path, SiteOptions()) is None
        assert write_iati_files(internal, source, tmp_path, publishing) is None
    assert list(tmp_path.iterdir()) == []
