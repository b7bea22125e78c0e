"""Accepting many: previewed, confirmed, listed, taken back together."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from records.evidence_samples import PARTICIPANTS, at
from tomoni.records.models import (
    Claim,
    DocumentText,
    Entry,
    EntryRelease,
    Observation,
    Proposal,
)
from tomoni.web.findings.tasks import compare

pytestmark = pytest.mark.django_db
PAGE = "/evidence/text-1/accept/"


def test_a_preview_is_confirmed_and_taken_back(text: DocumentText, aiko: Client) -> None:
    page = aiko.get(f"{PAGE}?confidence=0").content.decode()
    assert "2 proposals would become claims." in page
    assert "It is not said which activity the passage is about." in page
    previewed = re.findall(r'name="previewed" value="(\w+)"', page)[0]
    answer = aiko.post(PAGE, {"confidence": "0", "previewed": previewed})
    batch = answer.headers["Location"]
    assert Claim.objects.count() == 2
    total = Claim.objects.get(outcome_code="observation")
    task = DBTaskResult.objects.get(task_path=compare.module_path)
    assert task.args_kwargs["args"] == [[total.public_id]]
    assert "against our own figures" in aiko.get(batch).content.decode()
    assert "0 proposals would become claims." in aiko.get(f"{PAGE}?confidence=0").content.decode()
    assert "Take them all back" in aiko.get(batch).content.decode()
    back = aiko.post(batch, {"why": "the wrong edition"}, follow=True).content.decode()
    assert "2 taken back." in back
    assert sum(Entry.objects.values_list("quantity", flat=True)) == 0
    assert not Proposal.objects.exclude(state_code="proposed").exists()
    log = aiko.get("/evidence/decisions/?q=edition").content.decode()
    assert log.count("the wrong edition") == 2


def test_a_preview_that_no_longer_holds_is_refused(text: DocumentText, aiko: Client) -> None:
    page = aiko.get(f"{PAGE}?confidence=0").content.decode()
    previewed = re.findall(r'name="previewed" value="(\w+)"', page)[0]
    aiko.post(
        f"/evidence/proposals/{at(PARTICIPANTS)}/", {"step": "correct", "value": "26", "seen": "1"}
    )
    answer = aiko.post(PAGE, {"confidence": "0", "previewed": previewed})
    assert "has changed since the preview" in answer.content.decode()
    assert not Claim.objects.exists()


def test_a_confidence_is_a_number_of_percent(text: DocumentText, aiko: Client) -> None:
    assert "is no confidence" in aiko.get(f"{PAGE}?confidence=much").content.decode()
    assert "0 proposals" in aiko.get(f"{PAGE}?confidence=99").content.decode()


def test_only_who_decides_accepts_many(text: DocumentText, auditor: Client) -> None:
    assert auditor.get(PAGE).status_code == 403
    assert auditor.get("/evidence/decisions/").status_code == 200


def test_what_was_accepted_is_released_by_those_who_may(text: DocumentText, aiko: Client) -> None:
    from web.evidence.conftest import signed_in

    aiko.post(PAGE, {"confidence": "0"})
    address = "/evidence/text-1/release/"
    assert "Why" in aiko.post(address, {"why": ""}).content.decode()
    assert not Claim.objects.filter(release_code="cleared").exists()
    aiko.post(address, {"why": "checked"})
    assert Claim.objects.filter(release_code="cleared").count() == 2
    assert not EntryRelease.objects.exists()
    officer = signed_in("officer", "desk_officer")
    page = officer.post(address, {"why": "checked too"}, follow=True).content.decode()
    assert "2 records are cleared" in page
    assert EntryRelease.objects.get().release_code == "cleared"
    assert Observation.objects.get().release_code == "cleared"
    assert "is a draft" in aiko.get(address).content.decode()
