"""Materials of an edition: added, changed, withdrawn with a reason, read by their audience.

A file's bytes are sealed under their digest before the row that names them is written. Withdrawing
keeps both: what participants once had stays known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, NotFoundError, TransitionError, Where
from tomoni.records.models import CourseEdition, Material, Session, User
from tomoni.records.queries.courses.readers import reader_of
from tomoni.records.vault.files import get_file, put_file
from tomoni.rules.courses.materials import check_add, check_read

from ..audit import actor_id, as_payload, record_event
from ..common import find, new_id, why_given
from .dossiers import GivenFile
from .scopes import check_may, of_course
from .session_values import check_link
from .steps import check_seen, lock, save_revised

_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialValues:
    """What is said of a material. ``session_id``: public id, None: of the whole edition."""

    title: str
    title_ja: str | None = None
    licence_code: str
    audience_code: str
    session_id: str | None = None


def add_material(
    *,
    by: User | str,
    course_id: str,
    values: MaterialValues,
    file: GivenFile | None = None,
    link: str | None = None,
) -> Material:
    """Add a material, a file that was checked or an https address, and return its row.

    Errors: NotPermittedError; NotFoundError; InputError for values that make no sense, both or
    neither; RefusedError when the edition holds as many as it may; StorageError.
    """
    course = find(CourseEdition, course_id)
    check_may(by, "create", of_course(course, "material"))
    columns = _columns(course, values)
    check_add(course.materials.count())
    if (file is None) == (link is None):
        raise InputError(
            "A material is a file or an address, and not both.", where=Where(field="file"),
            do="Choose a file, or give an address.",
        )  # fmt: skip
    if link is not None:
        check_link(link)
        columns["link"] = link
    if file is not None:
        digest = hashlib.sha256(file.content).hexdigest()
        put_file(_name(digest), file.content, digest)
        columns |= {
            "file_name": file.name, "media_type": file.media_type,
            "size": len(file.content), "sha256": digest,
        }  # fmt: skip
    return _add_row(course, columns, by)


@transaction.atomic
def _add_row(course: CourseEdition, columns: Mapping[str, Any], by: User | str) -> Material:
    lock(course)
    check_add(course.materials.count())
    material = Material.objects.create(
        public_id=new_id(), course=course, added_by=actor_id(by), added_at=datetime.now(UTC),
        **columns,
    )  # fmt: skip
    payload = {
        "course_id": course.public_id, "audience_code": material.audience_code,
        "licence_code": material.licence_code, "sha256": material.sha256,
    }  # fmt: skip
    _record(material, "create", by, payload)
    return material


@transaction.atomic
def change_material(
    *, by: User | str, material_id: str, values: MaterialValues, seen_revision: int | None
) -> Material:
    """Change what is said of a material and return it; its content never changes.

    Errors: NotPermittedError; NotFoundError; InputError; TransitionError when it was withdrawn, or
    changed since ``seen_revision``.
    """
    material = lock(find(Material, material_id))
    course = material.course
    check_may(by, "change", of_course(course, "material"))
    _check_offered(material)
    check_seen(material, "material", seen_revision)
    columns = _columns(course, values)
    changed = [name for name, value in columns.items() if getattr(material, name) != value]
    if changed:
        for name in changed:
            setattr(material, name, columns[name])
        save_revised(material)
        payload = {"fields": sorted(changed), "audience_code": material.audience_code}
        _record(material, "change", by, payload)
    return material


@transaction.atomic
def withdraw_material(*, by: User | str, material_id: str, why: str) -> Material:
    """Take a material back: from now on the institute alone reads it. Return it.

    Errors: NotPermittedError; NotFoundError; InputError without a reason; TransitionError when it
    was withdrawn.
    """
    material = lock(find(Material, material_id))
    check_may(by, "withdraw", of_course(material.course, "material"))
    reason = why_given(why)
    _check_offered(material)
    material.withdrawn_at, material.withdrawn_why = datetime.now(UTC), reason
    save_revised(material)
    _record(material, "withdraw", by, {"course_id": material.course.public_id})
    return material


def read_material(*, by: User | None, material_id: str) -> tuple[Material, bytes | None]:
    """Return a material with its content, None: it is an address, for a reader of its audience.

    ``by``: None for somebody who is not signed in. Errors: NotFoundError; NotPermittedError;
    StorageError when the vault cannot open it.
    """
    material = find(Material, material_id)
    reader = reader_of(by, material.course)
    check_read(material.audience_code, material.withdrawn_at is not None, reader)
    if material.sha256 is None:
        return material, None
    return material, get_file(_name(material.sha256), material.sha256)


def _check_offered(material: Material) -> None:
    if material.withdrawn_at is not None:
        raise TransitionError("This material was withdrawn.", do="Add it anew.")


def _columns(course: CourseEdition, values: MaterialValues) -> dict[str, Any]:
    title, title_ja = values.title.strip(), (values.title_ja or "").strip() or None
    if not title:
        raise InputError("The material has no title.", where=Where(field="title"))
    for name, text in (("title", title), ("title_ja", title_ja)):
        if len(text or "") > _LONGEST_TITLE:
            raise InputError(f"At most {_LONGEST_TITLE} signs are taken.", where=Where(field=name))
    if not codelist("material_licence").is_active(values.licence_code):
        raise InputError("There is no such licence.", where=Where(field="licence_code"))
    if not codelist("material_audience").is_active(values.audience_code):
        raise InputError("There is no such audience.", where=Where(field="audience_code"))
    return {
        "title": title,
        "title_ja": title_ja,
        "licence_code": values.licence_code,
        "audience_code": values.audience_code,
        "session": _session(course, values.session_id),
    }


def _session(course: CourseEdition, session_id: str | None) -> Session | None:
    if session_id is None:
        return None
    session = course.sessions.filter(public_id=session_id).first()
    if session is None:
        raise NotFoundError(
            "There is no such session in this edition.", where=Where(field="session")
        )
    return session


def _name(digest: str) -> str:
    return f"material/{digest}"


def _record(material: Material, verb: str, by: User | str, payload: Mapping[str, Any]) -> None:
    record_event(
        by=by, verb=verb, object_type="material", object_id=material.public_id,
        payload=as_payload(payload),
    )  # fmt: skip
