from __future__ import annotations

import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tomoni.records.models import Party

pytestmark = pytest.mark.django_db
HEAD = "party_id,name,kind_code\n"


def sent(text: str, name: str = "parties.csv") -> dict[str, object]:
    return {"table": "", "file": SimpleUploadedFile(name, text.encode())}


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(name|table|carried)" value="([^"]*)"', page))


@pytest.fixture
def officer(as_role: Callable[..., Client], loaded: None) -> Client:
    return as_role("desk_officer")


def test_a_file_is_looked_at_first_then_read_in(officer: Client) -> None:
    text = HEAD + "mofa,Foreign ministry,government ministry\nministry,New name,\n"
    text = text.replace("New name,", "New name,government ministry")
    page = officer.post("/sheets/", sent(text)).content.decode()
    assert "<ins>New name</ins>" in page
    assert not Party.objects.filter(public_id="mofa").exists()
    report = officer.post("/sheets/", hidden(page) | {"enter": "1"}).content.decode()
    assert "parties.csv has been read in." in report
    assert "1 new, 1 changed, 0 as before" in report
    assert Party.objects.get(public_id="ministry").name == "New name"
    again = officer.post("/sheets/", sent(text)).content.decode()
    assert "Everything is on record already." in again
    assert 'name="enter"' not in again


def test_problems_are_shown_and_come_back_in_a_copy(officer: Client) -> None:
    page = officer.post("/sheets/", sent(HEAD + "mofa,Foreign ministry,club\n")).content.decode()
    assert "Kind: &#x27;club&#x27; is not known here." in page
    assert 'name="enter"' not in page
    copy = officer.post("/sheets/", hidden(page) | {"copy": "1"})
    assert copy["Content-Disposition"] == 'attachment; filename="problems.csv"'
    assert "Problem" in copy.content.decode("utf-8-sig").splitlines()[0]
    # What was not shown cannot be forced in.
    forced = officer.post("/sheets/", hidden(page) | {"enter": "1"}).content.decode()
    assert "nothing was read in" in forced
    assert not Party.objects.filter(public_id="mofa").exists()


def test_forms_are_given_empty_and_filled(officer: Client) -> None:
    empty = openpyxl.load_workbook(io.BytesIO(officer.get("/sheets/form/?kind=xlsx").content))
    assert empty.sheetnames[:4] == ["Parties", "Activities", "Entries", "Results"]
    filled = officer.get("/sheets/form/?kind=csv&table=parties&filled=on")
    assert filled["Content-Disposition"] == 'attachment; filename="parties.csv"'
    assert "ministry,Ministry" in filled.content.decode("utf-8-sig")
    assert officer.get("/sheets/form/?kind=csv").status_code == 422


def test_a_large_file_shows_how_far_it_is(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from tomoni.web.people import progress
    from tomoni.web.sheets import views

    def at_once(work):  # type: ignore[no-untyped-def]
        """A thread of its own would not see what the test has written."""
        steps: list[tuple[int, int]] = []
        result = work(lambda done, total: steps.append((done, total)))
        return [*steps, progress.Done(result)]

    monkeypatch.setattr(progress, "steps_of", at_once)
    monkeypatch.setattr(views, "SHOWS_PROGRESS_FROM", 10)
    page = officer.post("/sheets/", sent(HEAD + "mofa,Ministry,government ministry\n"))
    answer = officer.post("/sheets/", hidden(page.content.decode()) | {"enter": "1"})
    grown = b"".join(answer.streaming_content).decode()
    assert "2 of 2 lines" in grown
    assert "parties.csv has been read in." in grown


def test_what_is_no_table_is_refused(officer: Client) -> None:
    for content, words in ((b"%PDF-1.7\n%%EOF", "PDF"), (b"Colour\nred\n", "no table that is")):
        file = SimpleUploadedFile("notes.csv", content)
        page = officer.post("/sheets/", {"table": "", "file": file}).content.decode()
        assert words in page
    page = officer.post("/sheets/", {"table": ""}).content.decode()
    assert "No file is chosen." in page
    broken = {"table": "", "name": "a.csv", "carried": "?"}
    assert "changed on its way" in officer.post("/sheets/", broken).content.decode()


def test_who_may_look_and_who_may_send(as_role: Callable[..., Client], loaded: None) -> None:
    auditor = as_role("auditor")
    assert 'type="file"' not in auditor.get("/sheets/").content.decode()
    assert auditor.get("/sheets/form/?table=parties").status_code == 200
    text = HEAD + "mofa,Ministry,government ministry\n"
    auditor.post("/sheets/", sent(text) | {"enter": "1"})
    # Officers of the institute enter no parties.
    officer = as_role("programme_officer")
    assert officer.get("/sheets/form/?table=targets").status_code == 404
    refused = officer.post("/sheets/", sent(text) | {"enter": "1"}).content.decode()
    assert 'class="errors"' in refused
    assert "Your role does not allow" in refused
    assert not Party.objects.filter(public_id="mofa").exists()
    assert as_role("lecturer").get("/sheets/").status_code == 403


def test_a_preview_asks_the_ledger_as_often_whatever_its_size(officer: Client) -> None:
    counts = []
    for lines in (3, 300):
        text = HEAD + "".join(f"p{n},Party {n},government ministry\n" for n in range(lines))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert officer.post("/sheets/", sent(text)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15
