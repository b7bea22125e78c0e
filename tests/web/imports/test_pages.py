"""Files are given, their previews seen, changed and applied, and each activity opened."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from exchange.iati.bring.drawn_activities import course, spent
from exchange.iati.drawn import file_of
from records.import_samples import previewed
from tomoni.records.models import Activity, ImportedFile
from tomoni.web.imports import bringing

pytestmark = pytest.mark.django_db
HOW = {"mode": "add", "policy": "as_stated"}
DRAWN = file_of(
    course("XX-1", spent()),
    course("XX-2", title="Second").replace(' percentage="40"', ""),
    course("XX-3", title="Third").replace("D02", "F01"),
)


def sent(content: bytes = DRAWN, name: str = "a.xml", **how: str) -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, content), **HOW, **how}


def work() -> ImportedFile:
    """Do what the worker does for the latest file, in this process."""
    file = ImportedFile.objects.latest("pk")
    done = bringing.apply if file.state_code == "applying" else bringing.preview
    return done(file.public_id)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def test_a_file_is_given_previewed_and_applied(officer: Client) -> None:
    answer = officer.post("/imports/give/", sent())
    file = ImportedFile.objects.get()
    path = f"/imports/{file.public_id}/"
    assert answer.headers["Location"] == path
    shown = page(officer, path)
    assert "It waits for the worker" in shown
    assert 'http-equiv="refresh"' in shown
    work()
    shown = page(officer, path)
    assert 'http-equiv="refresh"' not in shown
    assert "What would be done" in shown
    assert "40 per cent is not allocated" in shown
    assert "No kind goes with the type of aid (F01)" in shown
    assert not Activity.objects.exists()
    officer.post(f"{path}apply/", {"revision": "1"})
    assert work().state_code == "applied"
    shown = page(officer, path)
    assert "What was done" in shown
    assert "Apply the import" not in shown
    assert Activity.objects.count() == 2
    assert "a.xml" in page(officer, "/imports/")


def test_an_activity_shows_its_shares_and_its_lines(officer: Client) -> None:
    officer.post("/imports/give/", sent())
    work()
    file = ImportedFile.objects.get()
    officer.post(f"/imports/{file.public_id}/apply/", {"revision": "1"})
    work()
    shown = page(officer, f"/imports/{file.public_id}/1/")
    assert "USD 100.50" in shown
    assert "origin of the money" in shown
    assert "A value without currency is in USD" in shown
    second = page(officer, f"/imports/{file.public_id}/2/")
    assert "not allocated" in second
    third = page(officer, f"/imports/{file.public_id}/3/")
    assert "put aside" in third
    assert officer.get(f"/imports/{file.public_id}/9/").status_code == 404


def test_how_it_is_imported_can_be_changed_until_it_is_applied(officer: Client) -> None:
    officer.post("/imports/give/", sent())
    file = work()
    path = f"/imports/{file.public_id}/"
    officer.post(f"{path}choose/", {**HOW, "policy": "complete", "default_kind": "grant",
                                    "revision": "1"})  # fmt: skip
    file = work()
    assert (file.policy_code, file.counts) == ("complete", {"created": 3})
    # Who still looks at the first preview cannot apply the second unseen.
    answer = officer.post(f"{path}apply/", {"revision": "1"}, follow=True)
    assert "Somebody changed the import meanwhile" in answer.content.decode()
    late = officer.post(f"{path}choose/", {**HOW, "revision": "1"})
    assert "Somebody changed the import meanwhile" in late.content.decode()
    assert ImportedFile.objects.get().state_code == "previewed"


def test_what_is_no_iati_file_is_refused_with_its_reason(officer: Client) -> None:
    officer.post("/imports/give/", sent(b"<html></html>"))
    file = work()
    assert file.state_code == "refused"
    assert str(file.refusal) in page(officer, f"/imports/{file.public_id}/").replace("&#x27;", "'")
    answer = officer.post("/imports/give/", sent(b""))
    assert "empty" in answer.content.decode()
    assert ImportedFile.objects.count() == 1


def test_the_files_of_an_archive_are_given_one_by_one(officer: Client) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.xml", DRAWN)
        archive.writestr("b.xml", file_of(course("YY-1")))
    answer = officer.post("/imports/give/", sent(packed.getvalue(), "all.zip"))
    assert answer.headers["Location"] == "/imports/"
    names = list(ImportedFile.objects.order_by("pk").values_list("name", flat=True))
    assert names == ["a.xml", "b.xml"]


def test_an_auditor_only_looks(auditor: Client) -> None:
    file = previewed(course("XX-1"))
    shown = page(auditor, f"/imports/{file.public_id}/")
    assert "Apply the import" not in shown
    assert "Import it otherwise" not in shown
    assert auditor.get("/imports/give/").status_code in (302, 403)
    assert auditor.post(f"/imports/{file.public_id}/apply/", {"revision": "1"}).status_code in (
        302, 403,
    )  # fmt: skip
    assert ImportedFile.objects.get().state_code == "previewed"


def test_work_that_broke_off_is_said_and_done_again(officer: Client) -> None:
    officer.post("/imports/give/", sent())
    file = ImportedFile.objects.get()
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    assert "The work broke off" in page(officer, f"/imports/{file.public_id}/")
    officer.post(f"/imports/{file.public_id}/resume/")
    assert DBTaskResult.objects.count() == 2


def test_in_japanese(officer: Client) -> None:
    file = previewed(course("XX-1", spent()).replace(' percentage="40"', ""))
    officer.cookies["django_language"] = "ja"
    shown = page(officer, f"/imports/{file.public_id}/")
    assert "取込を適用する" in shown
    assert "場所の配分なし：40％が未配分です。" in shown


def test_a_page_costs_the_same_queries_whatever_its_size(officer: Client) -> None:
    costs = []
    for count, name in ((2, "A"), (40, "B")):
        file = previewed(*(course(f"{name}-{at}", spent()) for at in range(count)))
        with CaptureQueriesContext(connection) as caught:
            officer.get(f"/imports/{file.public_id}/")
        costs.append(len(caught))
    assert costs[0] == costs[1] <= 15


def test_a_page_is_small(officer: Client) -> None:
    file = previewed(*(course(f"A-{at}", spent()) for at in range(60)))
    answer: Any = officer.get(f"/imports/{file.public_id}/")
    assert len(answer.content) < 200_000
