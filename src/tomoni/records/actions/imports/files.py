"""Files that are given to be imported: kept under their hash, and how they are to be imported."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from tomoni.catalogue.errors import InputError, TransitionError, Where
from tomoni.catalogue.kinds import KINDS_BY_CODE
from tomoni.catalogue.themes import THEMES_BY_CODE
from tomoni.records.models import ImportedFile, User
from tomoni.records.models.iati import IMPORT_MODES
from tomoni.rules.imports.brought import Choices
from tomoni.rules.share_policies import POLICIES

from ..audit import actor_id, as_payload, record_event
from ..common import check_actor, find, new_id
from ..files import write_atomically

_OBJECT = "imported_file"
# A file is waited for, shown, or being applied; the others are done with.
OPEN = ("waiting", "previewed")
Opened = Callable[[], AbstractContextManager[Iterator[bytes]]]
"""Opens a file and gives its bytes, block by block."""


@dataclass(frozen=True, slots=True)
class How:
    """How a file is to be imported; the words are those of ``ImportedFile``."""

    mode: str = "add"
    policy: str = "as_stated"
    default_kind: str | None = None
    default_theme: str | None = None


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file by its name, hash and size; ``parts`` None: a lake keeps it."""

    name: str
    sha256: str
    size_bytes: int
    parts: Iterable[bytes] | None


def given_bytes(name: str, content: bytes) -> GivenFile:
    """Return a file that is held in memory. Errors: InputError for an empty one."""
    if not content:
        raise InputError("The file is empty.", where=Where(name), do="Give an IATI file.")
    return GivenFile(name, hashlib.sha256(content).hexdigest(), len(content), (content,))


def given_source(name: str, opened: Opened) -> GivenFile:
    """Return a file that is read block by block, once for its hash and once to be kept.

    Errors: InputError for an empty one, and those of reading it.
    """
    hashed, size = hashlib.sha256(), 0
    with opened() as blocks:
        for block in blocks:
            hashed.update(block)
            size += len(block)
    if not size:
        raise InputError("The file is empty.", where=Where(name), do="Give an IATI file.")
    return GivenFile(name, hashed.hexdigest(), size, _parts(opened))


def _parts(opened: Opened) -> Iterator[bytes]:
    with opened() as blocks:
        yield from blocks


def kept_path(sha256: str) -> Path:
    """Return where the file with this hash lies, whether or not it does."""
    return Path(settings.TOMONI.home) / "imports" / sha256


def give_file(given: GivenFile, how: How, *, by: User | str) -> ImportedFile:
    """Keep a file that is to be imported, and return it; it waits to be previewed.

    One of the same content that waits or is previewed already is taken up again. Errors:
    NotPermittedError; InputError for a mode, policy, kind or theme that is none; StorageError.
    """
    check_actor(by, "create", _OBJECT)
    _check(how)
    path = kept_path(given.sha256)
    if given.parts is not None and not path.is_file():
        write_atomically(path, given.parts)
    with transaction.atomic():
        rows = ImportedFile.objects.select_for_update().filter(sha256=given.sha256)
        open_one = rows.filter(state_code__in=OPEN).order_by("-pk").first()
        if open_one is not None:
            return _changed(open_one, how, by)
        file = ImportedFile.objects.create(
            public_id=new_id(),
            name=_clean(given.name),
            sha256=given.sha256,
            size_bytes=given.size_bytes,
            given_by=actor_id(by),
            given_at=datetime.now(UTC),
            **_columns(how),
        )
        _record(file, by, "create", {"sha256": file.sha256, **_columns(how)})
    return file


@transaction.atomic
def choose(file_id: str, how: How, *, by: User | str, seen_revision: int) -> ImportedFile:
    """Change how a file is to be imported; it waits to be previewed again.

    Errors: NotPermittedError; NotFoundError; InputError; TransitionError when it is applied
    already, or somebody else changed it meanwhile.
    """
    check_actor(by, "create", _OBJECT)
    _check(how)
    file = find(ImportedFile, file_id, lock=True)
    require(file, OPEN, seen_revision)
    return _changed(file, how, by)


def _changed(file: ImportedFile, how: How, by: User | str) -> ImportedFile:
    for name, value in _columns(how).items():
        setattr(file, name, value)
    file.state_code, file.revision = "waiting", file.revision + 1
    file.save()
    _record(file, by, "change", _columns(how))
    return file


@transaction.atomic
def begin_applying(file_id: str, *, by: User | str, seen_revision: int) -> ImportedFile:
    """Say that a previewed file is to be applied; whoever works in the background applies it.

    Errors: NotPermittedError; NotFoundError; TransitionError when it is not previewed, or somebody
    else changed it since.
    """
    check_actor(by, "import", _OBJECT)
    file = find(ImportedFile, file_id, lock=True)
    require(file, ("previewed",), seen_revision)
    file.state_code, file.applied_by = "applying", actor_id(by)
    file.revision += 1
    file.save(update_fields=["state_code", "applied_by", "revision"])
    _record(file, by, "change", {"state_code": "applying"})
    return file


@transaction.atomic
def refuse_file(file_id: str, reason: str) -> ImportedFile:
    """Say why a file is not read at all. One that is applied stays as it is."""
    file = find(ImportedFile, file_id, lock=True)
    if file.state_code != "applied":
        file.state_code, file.refusal, file.applied_by = "refused", reason, None
        file.save(update_fields=["state_code", "refusal", "applied_by"])
        _record(file, file.given_by, "change", {"state_code": "refused", "why": reason})
    return file


def how_of(file: ImportedFile) -> How:
    """Return how a file is to be imported."""
    return How(file.mode_code, file.policy_code, file.default_kind_code, file.default_theme_code)


def choices_of(how: How) -> Choices:
    """Return what that means for each activity; our own identifier is a setting."""
    own = settings.TOMONI.text("TOMONI_IATI_ORGANISATION_IDENTIFIER")
    return Choices(how.policy, frozenset({own} if own else ()), how.default_kind, how.default_theme)


def require(file: ImportedFile, states: Iterable[str], seen_revision: int | None) -> None:
    """Errors: TransitionError when a file is in another state, or was changed since it was seen."""
    if file.state_code not in states:
        raise TransitionError(
            f"The file is {file.state_code}.", do="Look at it again; what is applied stays."
        )
    if seen_revision is not None and file.revision != seen_revision:
        raise TransitionError(
            "Somebody changed the import meanwhile.", do="Look at the preview again, then decide."
        )


def _check(how: How) -> None:
    for name, value, known in (
        ("mode", how.mode, IMPORT_MODES),
        ("policy", how.policy, POLICIES),
        ("default_kind", how.default_kind, KINDS_BY_CODE),
        ("default_theme", how.default_theme, THEMES_BY_CODE),
    ):
        if value is not None and value not in known:
            raise InputError(
                f"{value!r} is no {name.replace('_', ' ')}.",
                where=Where(field=name),
                do=f"Use one of: {', '.join(known)}.",
            )


def _columns(how: How) -> dict[str, str | None]:
    return {
        "mode_code": how.mode,
        "policy_code": how.policy,
        "default_kind_code": how.default_kind,
        "default_theme_code": how.default_theme,
    }


def _clean(name: str) -> str:
    base = name.replace("\\", "/").rpartition("/")[2]
    return "".join(one for one in base if one.isprintable())[:200] or "file.xml"


def _record(file: ImportedFile, by: User | str, verb: str, payload: dict[str, object]) -> None:
    record_event(
        by=by, verb=verb, object_type=_OBJECT, object_id=file.public_id, payload=as_payload(payload)
    )
