"""Writing a report: its text files in revisions, its pictures. What is taken out stays on record.

A chapter with errors is kept as it is typed; only ``report.toml`` must be readable, because the
lists of the desk stand on it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import transaction

from tomoni.catalogue.errors import InputError, NotFoundError, Where
from tomoni.records.models import (
    Report,
    ReportChapter,
    ReportChapterRevision,
    ReportPicture,
    User,
)
from tomoni.rules.reports.facts import ReportFacts, facts_of, read_facts
from tomoni.rules.reports.folders import (
    SETTINGS_FILE,
    check_add,
    check_file,
    check_file_size,
    check_remove,
    check_report_id,
    is_picture,
)
from tomoni.rules.reports.pictures import check_picture

from ..audit import actor_id, as_payload, record_event
from ..common import check_actor, find, link_id
from ..courses.steps import check_seen, lock, save_revised
from .store import keep, read_stored


@transaction.atomic
def create_report(*, by: User | str, settings_text: str) -> Report:
    """Begin a report from the text of its ``report.toml``, and return it.

    Errors: NotPermittedError; InputError for a text that cannot be read, or an id that is none or
    is taken.
    """
    check_actor(by, "create", "report")
    content = clean_text(SETTINGS_FILE, settings_text)
    facts = read_facts(content)
    check_report_id(facts.id, Report.objects.filter(public_id=facts.id).exists())
    report = Report.objects.create(
        public_id=facts.id,
        title=facts.title,
        title_ja=facts.title_ja,
        edition=facts.edition,
        is_unofficial=facts.is_unofficial,
        created_by=actor_id(by),
        created_at=datetime.now(UTC),
    )
    write_text(report, SETTINGS_FILE, content, by)
    record_event(
        by=by, verb="create", object_type="report", object_id=report.public_id,
        payload=as_payload({"edition": facts.edition}),
    )  # fmt: skip
    return report


@transaction.atomic
def add_chapter(*, by: User | str, report_id: str, file: str, content: str) -> ReportChapter:
    """Add a text file to a report and return it; one that was taken out comes back.

    Errors: NotPermittedError; NotFoundError; InputError for a name or text that is not taken.
    """
    check_actor(by, "create", "report_chapter")
    report = lock(find(Report, report_id))
    check_file(file)
    if is_picture(file):
        raise InputError("A picture is sent as a file.", where=Where(field="file"))
    standing = report.chapters.filter(file__iexact=file, removed_at__isnull=True)
    check_add(file, standing.exists())
    chapter = write_text(report, file, clean_text(file, content), by)
    _changed(report, "create", "report_chapter", chapter, by)
    return chapter


@transaction.atomic
def save_chapter(
    *, by: User | str, report_id: str, file: str, content: str, seen_revision: int | None = None
) -> ReportChapter:
    """Keep the text of one file as its next revision and return it; the same text changes nothing.

    Errors: NotPermittedError; NotFoundError; TransitionError when it was changed after
    ``seen_revision``; InputError for a text that is too large, or a ``report.toml`` that cannot be
    read.
    """
    check_actor(by, "change", "report_chapter")
    report = lock(find(Report, report_id))
    chapter = lock(chapter_of(report, file))
    text = clean_text(file, content)
    if text == chapter.content:
        return chapter
    check_seen(chapter, "report_chapter", seen_revision)
    chapter = write_text(report, file, text, by)
    _changed(report, "change", "report_chapter", chapter, by)
    return chapter


@transaction.atomic
def remove_chapter(*, by: User | str, report_id: str, file: str) -> ReportChapter:
    """Take a text file out of a report; its revisions stay. Errors: as ``save_chapter``."""
    check_actor(by, "change", "report_chapter")
    report = lock(find(Report, report_id))
    check_remove(file)
    chapter = lock(chapter_of(report, file))
    take_out(chapter)
    _changed(report, "withdraw", "report_chapter", chapter, by)
    return chapter


def add_picture(*, by: User | str, report_id: str, file: str, content: bytes) -> ReportPicture:
    """Keep a picture in a report, in the place of one of the same name, and return its row.

    Errors: NotPermittedError; NotFoundError; InputError for a name or content that is no picture;
    StorageError.
    """
    check_actor(by, "create", "report_picture")
    find(Report, report_id)
    check_file(file)
    if not is_picture(file):
        raise InputError(
            f"{file} is no picture.", where=Where(field="picture"), do="Send a .jpg or .png."
        )
    check_file_size(file, len(content))
    media_type = check_picture(file, content)
    sha256 = keep(content)
    with transaction.atomic():
        report = lock(find(Report, report_id))
        picture = write_picture(report, file, sha256, media_type, len(content), by)
        _changed(report, "create", "report_picture", picture, by)
    return picture


@transaction.atomic
def remove_picture(*, by: User | str, report_id: str, file: str) -> ReportPicture:
    """Take a picture out of a report; its bytes stay. Errors: as ``add_picture``."""
    check_actor(by, "change", "report_picture")
    report = lock(find(Report, report_id))
    picture = report.pictures.filter(file=file, removed_at__isnull=True).first()
    if picture is None:
        raise NotFoundError(f"The report has no picture {file[:80]!r}.", do="Choose one.")
    take_out(picture)
    _changed(report, "withdraw", "report_picture", picture, by)
    return picture


def chapter_of(report: Report, file: str) -> ReportChapter:
    """Return a text file of a report. Errors: NotFoundError."""
    found = report.chapters.filter(file=file, removed_at__isnull=True).first()
    if found is None:
        raise NotFoundError(f"The report has no file {file[:80]!r}.", do="Choose one of its files.")
    return found


def folder_of(report: Report) -> dict[str, bytes]:
    """Return every file of a report as it stands, by path. Errors: StorageError for a picture."""
    texts = report.chapters.filter(removed_at__isnull=True).values_list("file", "content")
    pictures = report.pictures.filter(removed_at__isnull=True).values_list("file", "sha256")
    files = {file: content.encode("utf-8") for file, content in texts}
    files |= {file: read_stored(sha256) for file, sha256 in pictures}
    return dict(sorted(files.items()))


def source_digest(report: Report) -> str:
    """Return the digest of a report's folder as it stands: of names and contents."""
    texts = report.chapters.filter(removed_at__isnull=True).values_list("file", "content")
    digests = {file: hashlib.sha256(content.encode()).hexdigest() for file, content in texts}
    pictures = report.pictures.filter(removed_at__isnull=True)
    digests |= dict(pictures.values_list("file", "sha256"))
    return _digest(digests)


def digest_of_files(files: Mapping[str, bytes]) -> str:
    """Return the same digest of a folder that was read."""
    return _digest({name: hashlib.sha256(content).hexdigest() for name, content in files.items()})


def _digest(digests: Mapping[str, str]) -> str:
    lines = "".join(f"{file}\0{sha256}\n" for file, sha256 in sorted(digests.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def clean_text(file: str, content: str) -> str:
    """Return a text with the line ends of our own. Errors: InputError for one that is not taken."""
    text = content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise InputError(
            "The text holds a character that no text has.",
            where=Where(file=file, field="content"),
            do="Write it again by hand where it was pasted.",
        )
    check_file_size(file, len(text.encode("utf-8")))
    return text


def write_text(report: Report, file: str, text: str, by: User | str) -> ReportChapter:
    """Write a text that was checked as the next revision of its file, within a transaction.

    With ``report.toml`` go the titles of the report. Errors: InputError.
    """
    if file == SETTINGS_FILE:
        _take_facts(report, facts_of(report.public_id, text))
    now, who = datetime.now(UTC), actor_id(by)
    chapter = report.chapters.filter(file=file).first()
    if chapter is None:
        chapter = ReportChapter(
            public_id=link_id(report.public_id, file.replace("/", "--")),
            report=report, file=file, revision=0,
        )  # fmt: skip
    chapter.content, chapter.removed_at = text, None
    chapter.changed_by, chapter.changed_at = who, now
    chapter.revision += 1
    chapter.save()
    ReportChapterRevision.objects.create(
        public_id=link_id(chapter.public_id, str(chapter.revision)),
        chapter=chapter, revision=chapter.revision, content=text, changed_by=who, changed_at=now,
    )  # fmt: skip
    return chapter


def write_picture(
    report: Report, file: str, sha256: str, media_type: str, size: int, by: User | str
) -> ReportPicture:
    """Write the row of a picture whose bytes are kept, within a transaction."""
    picture, _ = ReportPicture.objects.update_or_create(
        report=report,
        file=file,
        defaults={
            "public_id": link_id(report.public_id, file.replace("/", "--")),
            "sha256": sha256, "media_type": media_type, "size": size,
            "added_by": actor_id(by), "added_at": datetime.now(UTC), "removed_at": None,
        },
    )  # fmt: skip
    return picture


def take_out(row: ReportChapter | ReportPicture) -> None:
    """Have the report go without a file from now on, within a transaction."""
    row.removed_at = datetime.now(UTC)
    row.save(update_fields=["removed_at"])


def _take_facts(report: Report, facts: ReportFacts) -> None:
    report.title, report.title_ja = facts.title, facts.title_ja
    report.edition, report.is_unofficial = facts.edition, facts.is_unofficial


def _changed(
    report: Report, verb: str, kind: str, row: ReportChapter | ReportPicture, by: User | str
) -> None:
    """Count the change of the report, and tell the audit of the file."""
    save_revised(report)
    payload: Mapping[str, object] = {
        "report": report.public_id,
        "file": row.file,
        "sha256": row.sha256
        if isinstance(row, ReportPicture)
        else hashlib.sha256(row.content.encode()).hexdigest(),
        "revision": getattr(row, "revision", None),
    }
    record_event(
        by=by, verb=verb, object_type=kind, object_id=row.public_id, payload=as_payload(payload)
    )
