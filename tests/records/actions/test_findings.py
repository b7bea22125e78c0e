"""Findings are decided once, by a role, with a reason; claims stay as they are."""

from __future__ import annotations

import pytest

from records.samples import make_finding, make_mandate, make_user
from tomoni.catalogue.errors import InputError, NotFoundError, NotPermittedError, TransitionError
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.actions.findings import adjudicate_finding
from tomoni.records.models import AuditEvent, Finding

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
