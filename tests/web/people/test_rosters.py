from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tomoni.catalogue.errors import InputError
from tomoni.exchange.sheets import read_sheet, write_csv, write_sheet
from tomoni.records.models import Edition, Participation, Person, Series
from tomoni.web.people.progress import grown_page
from tomoni.web.people.roster_files import read_roster, roster_columns, roster_template

pytestmark = pytest.mark.django_db
LINES = [
    {"number": 30, "year": 1975, "family_name": "Otieno", "given_name": "Grace", "country": "Kenya",
     "birth_year": 1930, "completed": "yes"},
    {"number": 30, "year": 1975, "family_name": "Tran", "given_name": "Linh", "country": "VNM"},
    {"number": 32, "year": 1976, "family_name": "Sato", "given_name": "Ken", "country": "日本",
     "role": "host_national", "completed": "no"},
]  # fmt: skip


def sheet(lines: list[dict[str, object]], name: str = "roster.csv") -> SimpleUploadedFile:
    if name.endswith("csv"):
        content = write_csv(roster_columns(), lines)  # type: ignore[arg-type]
    else:
        content = write_sheet(roster_columns(), lines, dated=date(2026, 4, 1))  # type: ignore[arg-type]
    return SimpleUploadedFile(name, content)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def entered(client: Client, page: str) -> str:
    named = {name: hidden(page, name) for name in ("series", "edition", "name", "carried")}
    return client.post("/people/rosters/", named | {"enter": "1"}).content.decode()


@pytest.mark.parametrize("name", ["roster.csv", "roster.xlsx"])
def test_a_roster_is_looked_at_first_then_read_in(
    officer: Client, series: Series, name: str
) -> None:
    sent = {"series": "itc", "edition": "", "file": sheet(LINES, name)}
    preview = officer.post("/people/rosters/", sent).content.decode()
    assert "new edition" in preview
    assert not Person.objects.exists()
    report = entered(officer, preview)
    assert "3 participations are new" in report
    assert Participation.objects.count() == 3
    assert set(Person.objects.values_list("country_code", flat=True)) == {"KE", "VN", "JP"}
    assert name in officer.get("/people/rosters/").content.decode()
    again = officer.post("/people/rosters/", sent | {"file": sheet(LINES, name)})
    assert "Everything is on record already." in again.content.decode()


def test_faults_name_file_line_and_field_and_nothing_can_be_entered(
    officer: Client, series: Series
) -> None:
    wrong = [*LINES, {"family_name": "Mwangi", "country": "Kenyaa", "year": 1975, "sex": "x"}]
    page = officer.post(
        "/people/rosters/", {"series": "itc", "edition": "", "file": sheet(wrong)}
    ).content.decode()
    assert "roster.csv:5, field Sex" in page
    assert 'name="enter"' not in page
    country = [*LINES, {"family_name": "Mwangi", "country": "Kenyaa", "year": 1975}]
    page = officer.post(
        "/people/rosters/", {"series": "itc", "edition": "", "file": sheet(country)}
    ).content.decode()
    assert "roster.csv:5, field Country" in page
    assert "Is &#x27;Kenya&#x27; meant?" in page
    assert not Edition.objects.exists()


def test_wrong_headings_are_named(officer: Client, series: Series) -> None:
    file = SimpleUploadedFile("r.csv", b"Familly name,Nation\nOtieno,Kenya\n")
    page = officer.post("/people/rosters/", {"series": "itc", "edition": "", "file": file})
    text = page.content.decode()
    assert "Familly name" in text
    assert "Family name" in text
    assert "Country" in text


def test_a_disguised_file_and_none_at_all_are_refused(officer: Client, series: Series) -> None:
    disguised = SimpleUploadedFile("r.xlsx", b"%PDF-1.7\n%%EOF")
    page = officer.post("/people/rosters/", {"series": "itc", "edition": "", "file": disguised})
    assert "PDF" in page.content.decode()
    page = officer.post("/people/rosters/", {"series": "itc", "edition": ""})
    assert "No file is chosen." in page.content.decode()


def test_who_may_look_and_who_may_read_in(as_role: Callable[..., Client], series: Series) -> None:
    auditor = as_role("auditor")
    assert 'type="file"' not in auditor.get("/people/rosters/").content.decode()
    sent = {"series": "itc", "edition": "", "file": sheet(LINES)}
    auditor.post("/people/rosters/", sent | {"enter": "1"})
    assert not Person.objects.exists()
    assert as_role("focal_point", country_code="KE").get("/people/rosters/").status_code == 403


def test_the_template_can_be_read_in_as_it_is() -> None:
    for kind in ("xlsx", "csv"):
        for language in ("en", "ja"):
            made = roster_template(kind, language, date(2026, 4, 1))
            read = read_roster(f"roster.{kind}", made)
            assert read.errors == ()
            (row,) = read.rows
            assert (row.country_code, row.completed, row.number) == ("KE", True, 123)
            assert read_sheet(made, roster_columns(), file="r").rows


def test_ten_thousand_lines_are_read_quickly_and_more_are_refused() -> None:
    line = b"Otieno,Kenya,1975\n"
    head = b"Family name,Country,Year\n"
    assert len(read_roster("r.csv", head + line * 10_000).rows) == 10_000
    with pytest.raises(InputError, match="more than 10"):
        read_roster("r.csv", head + line * 10_001)


@pytest.mark.django_db(transaction=True)
def test_a_long_file_shows_how_far_it_is_and_then_what_came_of_it(
    officer: Client, series: Series, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tomoni.web.people.views.rosters.SHOWS_PROGRESS_FROM", 1)
    sent = {"series": "itc", "edition": "", "file": sheet(LINES)}
    preview = officer.post("/people/rosters/", sent).content.decode()
    named = {name: hidden(preview, name) for name in ("series", "edition", "name", "carried")}
    answer = officer.post("/people/rosters/", named | {"enter": "1"})
    pieces = [piece.decode() for piece in answer.streaming_content]
    assert pieces[0].startswith("<!doctype html>")
    assert '<progress value="2" max="3">' in pieces[1]
    assert '<progress value="3" max="3">' in pieces[2]
    assert "3 participations are new" in pieces[3]
    assert pieces[-1].rstrip().endswith("</html>")
    assert Participation.objects.count() == 3


def test_a_refusal_takes_the_place_of_the_end() -> None:
    def work(progress: Callable[[int, int], object]) -> None:
        for done in range(1, 1001):
            progress(done, 1000)
        raise InputError("The file was changed.", do="Send it again.")

    pieces = list(grown_page("<head>", work, str, "</html>"))
    assert len(pieces) == 53
    assert "The file was changed." in pieces[-2]
    assert pieces[-1] == "</html>"


def test_a_fault_of_ours_is_not_hidden() -> None:
    def work(progress: Callable[[int, int], object]) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(grown_page("", work, str, ""))
