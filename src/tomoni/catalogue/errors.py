"""Every error Tomoni raises on purpose: what happened, where, and what to do.

Each class has one HTTP status and one exit code. The command line prints the message without a
traceback; the API returns ``as_dict()``. A new foreseeable failure gets a class here, not a string.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Where:
    """Where something is wrong: any part may be unknown (None)."""

    file: str | None = None
    line: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        place = self.file or ""
        if self.line is not None:
            place = f"{place}:{self.line}" if place else f"line {self.line}"
        if self.field:
            place = f"{place}, field {self.field}" if place else f"field {self.field}"
        return place


class TomoniError(Exception):
    """Base of all our errors. ``what`` happened, ``where``, and ``do``: what mends it.

    ``in_language``: gives ``what`` and ``do`` in another language, where a rule's wording has it.
    """

    code: ClassVar[str] = "error"
    http_status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, *, where: Where | None = None, do: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.do = do
        self.in_language: Callable[[str], tuple[str, str]] | None = None

    def words(self, language: str = "en") -> tuple[str, str | None]:
        """Return what happened and what to do, in the language where that is known."""
        return (self.what, self.do) if self.in_language is None else self.in_language(language)

    def __str__(self) -> str:
        parts = [f"{self.where}: {self.what}" if self.where and str(self.where) else self.what]
        if self.do:
            parts.append(self.do)
        return "\n".join(parts)

    def as_dict(self) -> dict[str, str | int | None]:
        """The one JSON shape of an error: code, what, file, line, field, do."""
        where = self.where or Where()
        return {
            "code": self.code,
            "what": self.what,
            "file": where.file,
            "line": where.line,
            "field": where.field,
            "do": self.do,
        }


class SettingError(TomoniError):
    """A setting is missing or cannot be read."""

    code, http_status, exit_code = "setting", 500, 3


class InputError(TomoniError):
    """A file or an argument the user gave cannot be read or breaks a rule."""

    code, http_status, exit_code = "input", 422, 4


class QuarantineError(TomoniError):
    """Rows of an import were put aside with their reasons; nothing was written."""

    code, http_status, exit_code = "quarantine", 422, 5


class NotFoundError(TomoniError):
    """What was asked for does not exist here."""

    code, http_status, exit_code = "not_found", 404, 6


class RefusedError(TomoniError):
    """A rule refuses the request: the answer would be wrong or misleading. The reason says why."""

    code, http_status, exit_code = "refused", 409, 7


class NotPermittedError(TomoniError):
    """This user may not do this."""

    code, http_status, exit_code = "not_permitted", 403, 8


class TransitionError(TomoniError):
    """The record's state does not allow this step."""

    code, http_status, exit_code = "transition", 409, 9


class SnapshotError(TomoniError):
    """A snapshot is damaged, incomplete, withdrawn or of another schema."""

    code, http_status, exit_code = "snapshot", 409, 10


class AuditError(TomoniError):
    """The audit chain does not verify."""

    code, http_status, exit_code = "audit", 500, 11


class StorageError(TomoniError):
    """Disk, permission or database trouble outside our data."""

    code, http_status, exit_code = "storage", 507, 12


class EngineError(TomoniError):
    """The query engine cannot be reached, or a sum would overflow."""

    code, http_status, exit_code = "engine", 502, 13


class PlanningError(TomoniError):
    """A solver did not prove its answer within its limits: no answer is given."""

    code, http_status, exit_code = "planning", 503, 14


class ReportError(TomoniError):
    """A report is not built: something in it is unproven, untrue or wrongly written.

    ``problems``: every problem as plain values, with file, line and column.
    """

    code, http_status, exit_code = "report", 422, 15

    def __init__(
        self,
        what: str,
        *,
        where: Where | None = None,
        do: str | None = None,
        problems: tuple[dict[str, str | int | bool], ...] = (),
    ) -> None:
        super().__init__(what, where=where, do=do)
        self.problems = problems


class TooLargeError(TomoniError):
    """What was sent is larger than is taken here."""

    code, http_status, exit_code = "too_large", 413, 16


class BusyError(TomoniError):
    """Too much was asked at this time; the same may be asked again a little later."""

    code, http_status, exit_code = "busy", 429, 17


ERRORS: tuple[type[TomoniError], ...] = (
    SettingError,
    InputError,
    QuarantineError,
    NotFoundError,
    RefusedError,
    NotPermittedError,
    TransitionError,
    SnapshotError,
    AuditError,
    StorageError,
    EngineError,
    PlanningError,
    ReportError,
    TooLargeError,
    BusyError,
)
