"""A report's folder: taken in whole or not at all, given out as a ZIP with the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from django.db import transaction

from tomoni.catalogue.errors import InputError, Where
from tomoni.records.models import Report, User
from tomoni.rules.reports.facts import read_facts
from tomoni.rules.reports.folders import SETTINGS_FILE, check_folder, is_picture
from tomoni.rules.reports.pictures import check_picture

from ..audit import as_payload, record_event
from ..common import check_actor
from ..courses.steps import lock, save_revised
from .store import keep
from .writing import (
    clean_text,
    create_report,
    folder_of,
    take_out,
    write_picture,
    write_text,
)

# A fixed time: the same folder, the same archive.
_TIME = (2000, 1, 1, 0, 0, 0)


def import_folder(
    *, by: User | str, files: Mapping[str, bytes], report_id: str | None = None
) -> Report:
    """Bring in a report's folder, files by their paths, all or nothing, and return the report.

    A report of the same id takes the folder as it stands: changed files get a next revision, what
    the folder lacks is taken out. ``report_id``: the only report that it may be. Errors:
    NotPermittedError; InputError for a name that leads elsewhere, a file that is no text in UTF-8
    or no picture, a ``report.toml`` that cannot be read; StorageError.
    """
    check_actor(by, "import", "report")
    check_folder({name: len(content) for name, content in files.items()})
    texts = {
        name: clean_text(name, _decoded(name, content))
        for name, content in files.items()
        if not is_picture(name)
    }
    types = {
        name: check_picture(name, content) for name, content in files.items() if is_picture(name)
    }
    facts = read_facts(texts[SETTINGS_FILE])
    if report_id is not None and facts.id != report_id:
        raise InputError(
            f"The folder is of the report {facts.id[:80]}, not of {report_id}.",
            where=Where(file=SETTINGS_FILE, field="archive"),
            do="Choose the folder of this report, or import it from the list of reports.",
        )
    digests = {name: keep(files[name]) for name in types}
    with transaction.atomic():
        report = Report.objects.filter(public_id=facts.id).first()
        if report is None:
            report = create_report(by=by, settings_text=texts[SETTINGS_FILE])
        report = lock(report)
        changed = _take_texts(report, texts, by)
        for name, sha256 in digests.items():
            held = report.pictures.filter(file=name, sha256=sha256, removed_at__isnull=True)
            if not held.exists():
                write_picture(report, name, sha256, types[name], len(files[name]), by)
                changed.append(name)
        removed = _take_out_others(report, set(files))
        if changed or removed:
            save_revised(report)
        record_event(
            by=by, verb="import", object_type="report", object_id=report.public_id,
            payload=as_payload({"changed": sorted(changed), "removed": removed}),
        )  # fmt: skip
    return report


def export_report(report: Report) -> bytes:
    """Return a report's folder as a ZIP; the same folder gives the same bytes.

    Errors: StorageError.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in folder_of(report).items():
            member = zipfile.ZipInfo(name, _TIME)
            packs = zipfile.ZIP_STORED if is_picture(name) else zipfile.ZIP_DEFLATED
            member.compress_type = packs
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return made.getvalue()


def _decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InputError(
            f"{name} is not written in UTF-8.",
            where=Where(file=name, line=line, field="archive"),
            do="Save it as UTF-8.",
        ) from error


def _take_texts(report: Report, texts: Mapping[str, str], by: User | str) -> list[str]:
    standing = dict(report.chapters.filter(removed_at__isnull=True).values_list("file", "content"))
    changed = [name for name, text in texts.items() if standing.get(name) != text]
    for name in changed:
        write_text(report, name, texts[name], by)
    return changed


def _take_out_others(report: Report, names: set[str]) -> list[str]:
    removed = []
    for rows in (report.chapters, report.pictures):
        for row in rows.filter(removed_at__isnull=True).exclude(file__in=names):
            take_out(row)
            removed.append(row.file)
    return sorted(removed)
