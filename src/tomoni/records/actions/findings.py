"""Findings: adjudicated by a reviewer, and opened again; the claims themselves stay as they are.

No decision is overwritten: each stands beside those before it, and the finding says what holds now.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction

from tomoni.catalogue.errors import TransitionError
from tomoni.records.models import Finding, FindingDecision, User
from tomoni.records.queries.mandates import roles_of
from tomoni.rules.permissions import may_roles

from .audit import actor_id, record_event
from .common import check_actor, columns_of, find, link_id, why_given


@transaction.atomic
def adjudicate_finding(finding_id: str, *, by: User | str, class_code: str, why: str) -> Finding:
    """Decide how the claims of an open finding relate, and return the finding.

    The class that the rule gave stays beside the reviewer's. From open to adjudicated; writes the
    decision and its audit event. Errors: NotPermittedError; NotFoundError; InputError without a
    reason or for an unknown class; TransitionError when the finding is not open.
    """
    check_actor(by, "adjudicate", "finding")
    finding = find(Finding, finding_id, lock=True)
    if finding.state_code != "open":
        raise TransitionError(
            f"Finding {finding_id} has been adjudicated already.",
            do="Open it again with a reason to decide otherwise.",
        )
    role = _role(by)
    decided = columns_of(
        "findings",
        {
            "state_code": "adjudicated",
            "adjudicated_class_code": class_code,
            "adjudicated_by": role,
        },
    )
    decision = _decide(finding, "adjudicate", by, role, why_given(why), class_code)
    _set(finding, **decided, adjudicated_why=decision.why, adjudicated_at=decision.at)
    record_event(
        by=by,
        verb="adjudicate",
        object_type="finding",
        object_id=finding.public_id,
        payload={
            "class_code": class_code,
            "rule_class_code": finding.class_code,
            "why": decision.why,
        },
    )
    return finding


@transaction.atomic
def reopen_finding(finding_id: str, *, by: User | str, why: str) -> Finding:
    """Open an adjudicated finding again, and return it.

    The decision so far stays on record, and the reason stands beside it. Writes its audit event.
    Errors: NotPermittedError; NotFoundError; InputError without a reason; TransitionError when the
    finding is open.
    """
    check_actor(by, "adjudicate", "finding")
    finding = find(Finding, finding_id, lock=True)
    if finding.state_code != "adjudicated":
        raise TransitionError(f"Finding {finding_id} is open.", do="Nothing is left to do.")
    before = finding.adjudicated_class_code
    decision = _decide(finding, "reopen", by, _role(by), why_given(why), None)
    _set(
        finding,
        state_code="open",
        adjudicated_class_code=None,
        adjudicated_by=None,
        adjudicated_why=None,
        adjudicated_at=None,
    )
    record_event(
        by=by,
        verb="reopen",
        object_type="finding",
        object_id=finding.public_id,
        payload={"class_code": before, "why": decision.why},
    )
    return finding


def _decide(
    finding: Finding, verb: str, by: User | str, role: str, why: str, class_code: str | None
) -> FindingDecision:
    number = finding.decisions.count() + 1
    return FindingDecision.objects.create(
        public_id=link_id(finding.public_id, f"decision-{number}"),
        finding=finding,
        number=number,
        verb_code=verb,
        class_code=class_code,
        role_code=role,
        by=actor_id(by),
        why=why,
        at=datetime.now(UTC),
    )


def _set(finding: Finding, **columns: object) -> None:
    for name, value in columns.items():
        setattr(finding, name, value)
    finding.save()


def _role(by: User | str) -> str:
    """The role in which the decision is taken; the audit event names the person's opaque id."""
    may = may_roles("adjudicate", "finding")
    return min(may & roles_of(by)) if isinstance(by, User) else by
