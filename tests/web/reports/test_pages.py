"""Pages of reports: written beside the preview, built by the worker, published with a reason."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from records.actions.reports.folder import PICTURE, zipped
from records.samples import make_activity
from tomoni.catalogue.errors import NotPermittedError
from tomoni.records.actions.reports.folders import import_folder
from tomoni.records.actions.reports.writing import chapter_of, save_chapter
from tomoni.records.models import Claim, Report, ReportEdition, ReportStatement, User
from tomoni.web.reports.archives import unpacked
from tomoni.web.reports.tasks import build as build_task
from web.courses.desk import account, client_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
SETTINGS = """id = "annual-2026"
title_en = "Annual report"
title_ja = "年次報告書"
edition = "2026"
chapters = ["about.md"]
"""
TRUE = """# About

The school counts {{ figure "graduates_count" series="school-series" }} graduates.

{{ table "activities_count" by="theme" caption="Activities by theme" }}
"""
ABOUT = "/reports/annual-2026/write/about.md"
PREVIEW = "/reports/annual-2026/preview/about.md"


@pytest.fixture
def editor() -> User:
    user: User = account("editor")
    return user


@pytest.fixture
def client(editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def report() -> Report:
    return import_folder(
        by="system",
        files={"report.toml": SETTINGS.encode(), "about.md": TRUE.encode(), "p/a.png": PICTURE},
    )


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


def test_a_report_begins_with_a_form_and_a_chapter(client: Client) -> None:
    page(client, "/reports/")
    sent = {
        "id": "brief-1", "title_en": 'A "quoted" title', "title_ja": "", "edition": "",
        "language": "ja", "unofficial": "on",
    }  # fmt: skip
    answer = client.post("/reports/new/", sent)
    assert answer.headers["Location"] == "/reports/brief-1/"
    report = Report.objects.get()
    assert (report.title, report.is_unofficial) == ('A "quoted" title', True)
    assert "introduction.md" in page(client, "/reports/brief-1/")
    refused = client.post("/reports/new/", sent).content.decode()
    assert "already" in refused and "quoted" in refused


def test_the_preview_fills_slots_from_the_snapshot(client: Client, report: Report) -> None:
    body = page(client, ABOUT)
    assert "more than 6,100" in body.split('id="beside"')[1]
    assert "Nothing is wrong here." in body
    japanese = client_of(account("editor", country_code="JPN"), "ja")
    assert "誤りはありません" in page(japanese, ABOUT)


def test_errors_stand_beside_the_text_with_line_and_column(client: Client, report: Report) -> None:
    typed = '# About\n\nIt was 42.\n\n{{ figure "nothing" }} and {{ figure }\n'
    body = client.post(PREVIEW, {"content": typed}).content.decode()
    assert 'data-line="3" data-column="8"' in body
    assert "<mark>42.</mark>" in body
    assert 'data-line="5" data-column="1"' in body
    assert "no figure" in body
    assert chapter_of(report, "about.md").content == TRUE


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>", "{% load shell %}", "{{ settings.SECRET_KEY }}",
        "{{ ''.__class__ }}", "[x](javascript:alert(1))", "![x](https://example.org/a.png)",
        '{{ figure "activities_count" theme="{{ figure }}" }}', "<img src=x onerror=alert(1)>",
        '{{ photograph "../../etc/passwd" credit="x" alt="x" }}', "&lt;script&gt;", "${7*7}",
    ],
)  # fmt: skip
def test_nothing_in_a_chapter_runs(client: Client, report: Report, typed: str) -> None:
    body = client.post(PREVIEW, {"content": f"# About\n\n{typed}\n"}).content.decode()
    paper = body.split('<article class="paper">')[1]
    assert "<script" not in paper and "<img" not in paper
    assert 'href="javascript' not in paper and "class '" not in paper
    answer = client.post(ABOUT, {"content": f"# About\n\n{typed}\n", "revision": "1"})
    assert answer.status_code == 302


def test_what_was_typed_stays_when_somebody_saved_meanwhile(client: Client, report: Report) -> None:
    save_chapter(by="system", report_id="annual-2026", file="about.md", content="# Theirs\n")
    answer = client.post(ABOUT, {"content": "# Mine <b>\n", "revision": "1"})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "# Mine &lt;b&gt;" in body and "# Theirs" in body
    assert chapter_of(report, "about.md").content == "# Theirs\n"
    over = client.post(ABOUT, {"content": "# Mine\n", "revision": "1", "over": "1"})
    assert over.status_code == 302
    assert "# Theirs" in page(client, "/reports/annual-2026/revisions/about.md")


def test_looking_without_saving_keeps_the_text(client: Client, report: Report) -> None:
    body = client.post(ABOUT, {"content": "# Typed 5\n", "revision": "1", "preview": "1"})
    assert "# Typed 5" in body.content.decode()
    assert "stops the build" in body.content.decode()
    assert chapter_of(report, "about.md").revision == 1


def test_broken_settings_are_refused_and_kept_on_the_page(client: Client, report: Report) -> None:
    address = "/reports/annual-2026/write/report.toml"
    body = client.post(address, {"content": "id = annual", "revision": "1"}).content.decode()
    assert "id = annual" in body and "line 1" in body
    assert chapter_of(report, "report.toml").revision == 1


def test_files_come_and_go(client: Client, report: Report) -> None:
    answer = client.post("/reports/annual-2026/files/add/", {"file": "more.md"})
    assert answer.headers["Location"] == "/reports/annual-2026/write/more.md"
    picture = SimpleUploadedFile("b.png", PICTURE)
    client.post("/reports/annual-2026/files/add/", {"picture": picture})
    body = page(client, "/reports/annual-2026/")
    assert "not listed in report.toml" in body and "b.png" in body
    shown = client.get("/reports/annual-2026/pictures/b.png")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    client.post("/reports/annual-2026/files/remove/", {"file": "more.md"})
    page(client, "/reports/annual-2026/write/more.md", 404)
    refused = client.post("/reports/annual-2026/files/add/", {"file": "../x.md"})
    assert "cannot be the name" in refused.content.decode()
    packed = client.get("/reports/annual-2026/folder.zip").content
    assert sorted(unpacked(packed)) == ["about.md", "b.png", "p/a.png", "report.toml"]
    again = SimpleUploadedFile("x.zip", zipped({"report.toml": SETTINGS.encode()}))
    client.post("/reports/annual-2026/folder/", {"archive": again})
    page(client, "/reports/annual-2026/write/about.md", 404)


def built(client: Client) -> ReportEdition:
    answer = client.post("/reports/annual-2026/build/", {"snapshot": ""})
    edition = ReportEdition.objects.latest("pk")
    assert answer.headers["Location"] == f"/reports/annual-2026/builds/{edition.number}/"
    user = User.objects.get(public_id=edition.asked_by)
    build_task.func(edition.public_id, user.public_id)
    edition.refresh_from_db()
    return edition


def test_a_build_that_fails_names_file_line_and_column(client: Client, report: Report) -> None:
    save_chapter(by="system", report_id="annual-2026", file="about.md", content="# A\n\nIn 7.\n")
    edition = built(client)
    assert edition.state_code == "failed"
    body = page(client, "/reports/annual-2026/builds/1/")
    assert "line 3, column 4" in body and "stands outside a slot" in body
    assert not edition.files


def test_a_build_is_published_with_a_reason_and_withdrawn(client: Client, report: Report) -> None:
    make_activity(public_id="school")
    edition = built(client)
    assert (edition.state_code, edition.step_code) == ("draft", None)
    assert {"annual-2026.en.pdf", "annual-2026.en.docx", "annual-2026.en.html",
            "annual-2026.proofs.json", "text.txt"} <= set(edition.files)  # fmt: skip
    where = "/reports/annual-2026/builds/1/"
    html = client.get(f"{where}files/annual-2026.en.html")
    assert "default-src 'none'" in html.headers["Content-Security-Policy"]
    assert "more than 6,100" in html.content.decode()
    assert client.post(f"{where}publish/", {"why": ""}).status_code == 200
    client.post(f"{where}publish/", {"why": "approved by the director"})
    edition.refresh_from_db()
    assert edition.state_code == "published"
    (claim,) = Claim.objects.filter(metric_code="graduates")
    assert (claim.qualifier_code, claim.activity.public_id) == ("more_than", "school")
    assert ReportStatement.objects.filter(reason_code="no_metric").exists()
    assert "Claims for next year" in page(client, where)
    client.post(f"{where}withdraw/", {"why": "a wrong table"})
    assert "a wrong table" in page(client, where)


def test_a_report_changed_after_its_build_is_built_again(client: Client, report: Report) -> None:
    built(client)
    save_chapter(by="system", report_id="annual-2026", file="about.md", content="# Other\n")
    body = page(client, "/reports/annual-2026/builds/1/")
    assert "build it again" in body
    refused = client.post("/reports/annual-2026/builds/1/publish/", {"why": "approved"})
    assert "changed after it was built" in refused.content.decode()


def test_the_state_of_a_build_ends_in_a_whole_page(client: Client, report: Report) -> None:
    client.post("/reports/annual-2026/build/", {"snapshot": ""})
    waiting = client.get("/reports/annual-2026/builds/1/state/")
    assert 'hx-trigger="every 2s"' in waiting.content.decode()
    ReportEdition.objects.update(state_code="failed")
    assert client.get("/reports/annual-2026/builds/1/state/").headers["HX-Refresh"] == "true"


def test_readers_read_and_others_see_nothing(report: Report) -> None:
    reader = client_of(account("auditor"))
    assert "readonly" in page(reader, ABOUT)
    assert reader.post(ABOUT, {"content": "x", "revision": "1"}).status_code == 403
    for address in ("/reports/new/", "/reports/annual-2026/files/add/"):
        page(reader, address, NotPermittedError.http_status)
    outsider = client_of(account("programme_officer"))
    page(outsider, "/reports/", NotPermittedError.http_status)


@pytest.mark.parametrize("address", ["/reports/", "/reports/annual-2026/", ABOUT])
def test_queries_do_not_grow(
    client: Client, report: Report, django_assert_max_num_queries: Any, address: str
) -> None:
    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, address)
    for number in range(12):
        name = f"c{number}.md"
        import_folder(
            by="system",
            files={"report.toml": SETTINGS.replace("annual-2026", f"r{number}-x").encode(),
                   "about.md": TRUE.encode(), name: b"# C\n"},
        )  # fmt: skip
        client.post("/reports/annual-2026/files/add/", {"file": name})
    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, address)


def test_a_long_chapter_is_previewed_with_the_first_of_its_problems(
    client: Client, report: Report
) -> None:
    japanese = urlencode({"content": "# 報告\n\n" + "あ" * 400_000})
    form = "application/x-www-form-urlencoded"
    assert client.post(PREVIEW, japanese, content_type=form).status_code == 200
    shown = client.post(PREVIEW, {"content": "# Many\n\n" + "5 people. " * 500}).content.decode()
    assert "500 things to mend" in shown
    assert shown.count("stops the build") == 200
