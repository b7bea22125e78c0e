"""Findings are decided once, by a role, with a reason; claims stay as they are."""

from __future__ import annotations

import pytest

from records.samples import make_finding, make_mandate, make_user
from tomoni.catalogue.errors import InputError, NotFoundError, NotPermittedError, TransitionError
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.actions.findings import adjudicate_finding, reopen_finding
from tomoni.records.models import AuditEvent, Finding, FindingDecision

pytestmark = pytest.mark.django_db


def test_a_reviewer_decides_and_the_rule_keeps_its_class() -> None:
    make_finding(public_id="finding", class_code="update")
    editor = make_user("Akiko")
    make_mandate(user=editor, role_code="editor")
    adjudicate_finding("finding", by=editor, class_code="correction", why="the later text says so")
    finding = Finding.objects.get()
    assert (finding.class_code, finding.adjudicated_class_code) == ("update", "correction")
    assert (finding.state_code, finding.adjudicated_by) == ("adjudicated", "editor")
    event = AuditEvent.objects.get()
    assert event.by == editor.public_id and "Akiko" not in event.payload


def test_a_finding_is_decided_once() -> None:
    make_finding(public_id="finding")
    adjudicate_finding("finding", by=SYSTEM, class_code="update", why="agreed")
    with pytest.raises(TransitionError):
        adjudicate_finding("finding", by=SYSTEM, class_code="conflict", why="second thoughts")
    assert Finding.objects.get().adjudicated_class_code == "update"


def test_what_is_refused_leaves_it_open() -> None:
    make_finding(public_id="finding")
    with pytest.raises(InputError):
        adjudicate_finding("finding", by=SYSTEM, class_code="quarrel", why="agreed")
    with pytest.raises(InputError, match="reason"):
        adjudicate_finding("finding", by=SYSTEM, class_code="update", why="")
    with pytest.raises(NotFoundError):
        adjudicate_finding("nowhere", by=SYSTEM, class_code="update", why="agreed")
    with pytest.raises(NotPermittedError):
        adjudicate_finding("finding", by=make_user(), class_code="update", why="agreed")
    assert Finding.objects.get().state_code == "open" and not AuditEvent.objects.exists()


def test_what_was_decided_stays_beside_what_is_decided_later() -> None:
    make_finding(public_id="finding", class_code="conflict")
    editor = make_user("Akiko")
    make_mandate(user=editor, role_code="editor")
    adjudicate_finding("finding", by=editor, class_code="update", why="a later cut-off")
    reopen_finding("finding", by=editor, why="the annex says otherwise")
    assert Finding.objects.get().adjudicated_class_code is None
    adjudicate_finding("finding", by=editor, class_code="correction", why="the annex corrects it")
    decisions = FindingDecision.objects.order_by("number").values_list(
        "number", "verb_code", "class_code", "role_code", "by", "why"
    )
    assert list(decisions) == [
        (1, "adjudicate", "update", "editor", editor.public_id, "a later cut-off"),
        (2, "reopen", None, "editor", editor.public_id, "the annex says otherwise"),
        (3, "adjudicate", "correction", "editor", editor.public_id, "the annex corrects it"),
    ]
    events = AuditEvent.objects.order_by("sequence").values_list("verb", flat=True)
    assert list(events) == ["adjudicate", "reopen", "adjudicate"]
    assert Finding.objects.get().class_code == "conflict"


def test_an_open_finding_cannot_be_opened_and_a_reason_is_needed() -> None:
    make_finding(public_id="finding")
    with pytest.raises(TransitionError):
        reopen_finding("finding", by=SYSTEM, why="so")
    adjudicate_finding("finding", by=SYSTEM, class_code="update", why="agreed")
    with pytest.raises(InputError, match="reason"):
        reopen_finding("finding", by=SYSTEM, why=" ")
    with pytest.raises(NotPermittedError):
        reopen_finding("finding", by=make_user(), why="so")
    assert FindingDecision.objects.count() == 1
