"""Files of evidence in a report: their bytes lie sealed, and reading one is audited."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import partial

from django.db import transaction

from tomoni.catalogue.errors import NotFoundError
from tomoni.records.models import FollowUpFile, FollowUpReport, User
from tomoni.records.vault.files import get_file, put_file, remove_file
from tomoni.rules.courses.action_plans import check_add_evidence

from ..audit import as_payload, record_event
from ..common import new_id
from .action_plans import find_plan, of_plan
from .dossiers import GivenFile
from .follow_up_reports import ReportValues, check_open_report, write_report
from .scopes import check_may
from .steps import lock

FOLDER = "follow-up"


def add_evidence(
    *, by: User | str, plan_id: str, months: int, file: GivenFile, milestone: int | None = None
) -> FollowUpFile:
    """Add a file to a report that is being written, and return its row; the same again is one.

    ``milestone``: number of the one that it shows; None: the plan as a whole. Errors:
    NotPermittedError; NotFoundError; TransitionError when the report is not due or was sent;
    RefusedError when it holds as many, or as much, as it may; StorageError.
    """
    plan = find_plan(plan_id)
    check_may(by, "create", of_plan(plan, "follow_up_file"))
    report = plan.reports.filter(months=months).first()
    if report is None:
        report = write_report(by=by, plan_id=plan_id, months=months, values=ReportValues())
    check_open_report(plan, report, months)
    digest = hashlib.sha256(file.content).hexdigest()
    there = report.files.filter(removed_at__isnull=True)
    same = there.filter(sha256=digest).first()
    if same is not None:
        return same
    sizes = list(there.values_list("size", flat=True))
    check_add_evidence(len(sizes), sum(sizes) + len(file.content))
    put_file(f"{FOLDER}/{digest}", file.content, digest)
    return _add_row(report, file, digest, milestone, by)


@transaction.atomic
def _add_row(
    report: FollowUpReport, file: GivenFile, digest: str, milestone: int | None, by: User | str
) -> FollowUpFile:
    held = lock(report)
    plan = find_plan(held.plan.public_id)
    check_open_report(plan, held, held.months)
    shown = plan.milestones.filter(number=milestone).first() if milestone else None
    name = file.name.replace("\\", "/").rpartition("/")[2].strip()[-150:] or "file"
    added = FollowUpFile.objects.create(
        public_id=new_id(), report=held, milestone=shown, file_name=name,
        media_type=file.media_type, size=len(file.content), sha256=digest,
        added_at=datetime.now(UTC),
    )  # fmt: skip
    _record(added, "create", by, {"sha256": digest})
    return added


@transaction.atomic
def remove_evidence(*, by: User | str, file_id: str) -> FollowUpFile:
    """Take a file out of a report that is being written, and return its row.

    Errors: NotPermittedError; NotFoundError; TransitionError when the report was sent.
    """
    held = lock(find_file(file_id))
    plan = find_plan(held.report.plan.public_id)
    check_may(by, "change", of_plan(plan, "follow_up_file"))
    check_open_report(plan, held.report, held.report.months)
    if held.removed_at is None:
        held.removed_at = datetime.now(UTC)
        held.save(update_fields=["removed_at"])
        forget_bytes([held.sha256])
        _record(held, "withdraw", by, {})
    return held


def forget_bytes(digests: Iterable[str]) -> None:
    """Destroy the content of files that no row in force names, once the change is committed."""
    for digest in set(digests):
        transaction.on_commit(partial(_forget, digest))


def _forget(digest: str) -> None:
    if not FollowUpFile.objects.filter(sha256=digest, removed_at__isnull=True).exists():
        remove_file(f"{FOLDER}/{digest}")


@transaction.atomic
def read_evidence(*, by: User | str, file_id: str) -> tuple[FollowUpFile, bytes]:
    """Return a file of a report with its content; that it was read is noted.

    Errors: NotPermittedError; NotFoundError; StorageError when the vault cannot open it.
    """
    held = find_file(file_id)
    check_may(by, "view", of_plan(find_plan(held.report.plan.public_id), "follow_up_file"))
    content = get_file(f"{FOLDER}/{held.sha256}", held.sha256)
    _record(held, "read", by, {})
    return held, content


def find_file(file_id: str) -> FollowUpFile:
    """Return a file that was not taken out. Errors: NotFoundError."""
    rows = FollowUpFile.objects.select_related("report__plan")
    found = rows.filter(public_id=file_id, removed_at__isnull=True).first()
    if found is None:
        raise NotFoundError("There is no such file.", do="Go back to the report.")
    return found


def _record(held: FollowUpFile, verb: str, by: User | str, payload: Mapping[str, object]) -> None:
    record_event(
        by=by, verb=verb, object_type="follow_up_file", object_id=held.public_id,
        payload=as_payload({"report_id": held.report.public_id, **payload}),
    )  # fmt: skip
