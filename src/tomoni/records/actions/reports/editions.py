"""Builds of a report, and which of them are published.

A build is asked for here and made by the worker, which hands in its files. They are kept under
their digests before the row names them; publishing and withdrawing are one transaction each. So
whatever is killed, an edition is public with all its files, or it is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from tomoni.catalogue.errors import NotFoundError, TransitionError
from tomoni.exchange.snapshot import read_manifest
from tomoni.records.models import Report, ReportEdition, User
from tomoni.records.models.reports import OPEN_EDITION_STATES
from tomoni.rules.reports.publication import (
    BuildFacts,
    check_build,
    check_publish,
    check_withdraw,
)

from ..audit import actor_id, as_payload, record_event
from ..common import check_actor, find, link_id, why_given
from ..courses.steps import lock
from ..release import decide_release
from .registering import keep_text, register
from .statements import STATEMENTS_FILE, TEXT_FILE, read_statements
from .store import MadeFile, keep_all, read_made
from .writing import source_digest

Notes = Sequence[Mapping[str, str | int | bool]]


@dataclass(frozen=True, slots=True)
class Built:
    """What the worker hands in: files by path, warnings, and the digest of the folder it built."""

    files: Mapping[str, MadeFile]
    notes: Notes
    source_sha256: str


def open_edition(report: Report) -> ReportEdition | None:
    """Return the build of a report that is not published; None where there is none."""
    found: ReportEdition | None = report.editions.filter(state_code__in=OPEN_EDITION_STATES).first()
    return found


@transaction.atomic
def ask_build(*, by: User | str, report_id: str, snapshot_id: str) -> ReportEdition:
    """Have a report built against a snapshot of the instance; return the row that the worker fills.

    A build that was not published gives way. Errors: NotPermittedError; NotFoundError for no such
    report or snapshot; TransitionError while it is being built.
    """
    check_actor(by, "create", "report_edition")
    tier_of(snapshot_id)
    report = lock(find(Report, report_id))
    standing = open_edition(report)
    check_build(standing.state_code if standing else None)
    number = standing.number if standing else report.editions.count() + 1
    row, _ = ReportEdition.objects.update_or_create(
        report=report,
        number=number,
        defaults={
            "public_id": link_id(report.public_id, str(number)),
            "state_code": "building", "step_code": "queued", "title": report.title,
            "title_ja": report.title_ja, "edition": report.edition,
            "is_unofficial": report.is_unofficial, "snapshot_id": snapshot_id,
            "source_sha256": None, "files": {}, "notes": [], "asked_by": actor_id(by),
            "asked_at": datetime.now(UTC), "built_at": None,
        },
    )  # fmt: skip
    _event(by, "create", row, {"snapshot": snapshot_id, "number": number})
    return row


def note_step(edition_id: str, step_code: str) -> None:
    """Say how far a build has come, for the page that waits for it."""
    ReportEdition.objects.filter(public_id=edition_id, state_code="building").update(
        step_code=step_code
    )


def keep_build(edition_id: str, built: Built, *, by: User | str) -> ReportEdition:
    """Keep what the worker built. A build that is no longer waited for changes nothing.

    Errors: NotFoundError; StorageError.
    """
    files = keep_all(built.files)
    with transaction.atomic():
        row = find(ReportEdition, edition_id, lock=True)
        if row.state_code != "building":
            return row
        row.state_code, row.step_code = "draft", None
        row.files, row.notes = files, [dict(note) for note in built.notes]
        row.source_sha256, row.built_at = built.source_sha256, datetime.now(UTC)
        row.save()
        digests = {path: file["sha256"] for path, file in files.items()}
        _event(by, "change", row, {"state": "draft", "sha256": digests})
    return row


@transaction.atomic
def fail_build(edition_id: str, notes: Notes, *, by: User | str) -> ReportEdition:
    """Keep why a report does not build. Errors: NotFoundError."""
    row = find(ReportEdition, edition_id, lock=True)
    if row.state_code == "building":
        row.state_code, row.step_code = "failed", None
        row.notes = [dict(note) for note in notes]
        row.save(update_fields=["state_code", "step_code", "notes"])
        _event(by, "change", row, {"state": "failed", "errors": len(row.notes)})
    return row


def publish_edition(*, by: User | str, edition_id: str, why: str) -> ReportEdition:
    """Publish a build: the report becomes a document, and what it says claims. All or nothing.

    The next public snapshot holds it. Errors: NotPermittedError; NotFoundError; InputError without
    a reason; TransitionError when the report was changed since, or the snapshot is not public;
    StorageError when a file is gone.
    """
    check_actor(by, "publish", "report")
    reason = why_given(why)
    edition = find(ReportEdition, edition_id)
    check_publish(_facts(edition))
    for path in edition.files:
        read_made(edition.files, path)
    text = read_made(edition.files, TEXT_FILE).content
    statements = read_statements(read_made(edition.files, STATEMENTS_FILE).content)
    keep_text(text)
    with transaction.atomic():
        lock(edition.report)
        row = find(ReportEdition, edition_id, lock=True)
        check_publish(_facts(row))
        if row.files != edition.files:
            raise TransitionError("It was built again meanwhile.", do="Look at it, then publish.")
        now = datetime.now(UTC)
        row.document = register(row, text, statements, by=by, why=reason, at=now)
        row.state_code, row.published_at, row.published_by = "published", now, actor_id(by)
        row.save()
        _event(by, "publish", row, {"why": reason, "document": row.document.public_id})
    return row


@transaction.atomic
def withdraw_edition(*, by: User | str, edition_id: str, why: str) -> ReportEdition:
    """Take a published edition back: its page says so and why; its files and claims go with it.

    What was published before stays in earlier snapshots. Errors: NotPermittedError; NotFoundError;
    InputError without a reason; TransitionError when it is not published.
    """
    check_actor(by, "withdraw", "report")
    reason = why_given(why)
    row = find(ReportEdition, edition_id, lock=True)
    check_withdraw(row.state_code)
    document = row.document
    assert document is not None
    released = document.claims.filter(release_code="cleared").values_list("public_id", flat=True)
    decide_release("claim", list(released), "never", by=by, why=reason)
    if document.release_code == "cleared":
        decide_release("document", [document.public_id], "never", by=by, why=reason)
    row.state_code, row.withdrawn_at = "withdrawn", datetime.now(UTC)
    row.withdrawn_by, row.withdrawn_why = actor_id(by), reason
    row.save()
    _event(by, "withdraw", row, {"why": reason})
    return row


def snapshot_path(snapshot_id: str) -> Path:
    """Return where a snapshot of the instance lies. Errors: NotFoundError for one that is not."""
    home: Path = settings.TOMONI.home
    path = home / "snapshots" / snapshot_id
    if not snapshot_id.isalnum() or not (path / "manifest.json").is_file():
        raise NotFoundError(
            f"There is no snapshot {snapshot_id[:12]}.", do="Run `tomoni freeze --public`."
        )
    return path


def tier_of(snapshot_id: str) -> str:
    """Return the tier of a snapshot. Errors: as ``snapshot_path``; SnapshotError."""
    return str(read_manifest(snapshot_path(snapshot_id))["tier"])


def _facts(edition: ReportEdition) -> BuildFacts:
    source = source_digest(edition.report)
    tier = tier_of(edition.snapshot_id)
    return BuildFacts(edition.state_code, edition.source_sha256, source, tier)


def _event(by: User | str, verb: str, row: ReportEdition, payload: dict[str, Any]) -> None:
    record_event(
        by=by, verb=verb, object_type="report_edition", object_id=row.public_id,
        payload=as_payload({"report": row.report.public_id, **payload}),
    )  # fmt: skip
