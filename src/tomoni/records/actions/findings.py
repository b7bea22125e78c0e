"""Findings: adjudicated by a reviewer; the claims themselves stay as they are."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction

from tomoni.catalogue.errors import TransitionError
from tomoni.records.models import Finding, User
from tomoni.records.queries.mandates import roles_of
from tomoni.rules.permissions import may_roles

from .audit import record_event
from .common import check_actor, columns_of, find, why_given


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
            f"Finding {finding_id} has been adjudicated already.", do="Nothing is left to do."
        )
    decided = columns_of(
        "findings",
        {
            "state_code": "adjudicated",
            "adjudicated_class_code": class_code,
            "adjudicated_by": _role(by),
        },
    )
    reason = why_given(why)
    for name, value in {
        **decided,
        "adjudicated_why": reason,
        "adjudicated_at": datetime.now(UTC),
    }.items():
        setattr(finding, name, value)
    finding.save()
    record_event(
        by=by,
        verb="adjudicate",
        object_type="finding",
        object_id=finding.public_id,
        payload={"class_code": class_code, "rule_class_code": finding.class_code, "why": reason},
    )
    return finding


def _role(by: User | str) -> str:
    """The role in which the decision is taken; the audit event names the person's opaque id."""
    may = may_roles("adjudicate", "finding")
    return min(may & roles_of(by)) if isinstance(by, User) else by
