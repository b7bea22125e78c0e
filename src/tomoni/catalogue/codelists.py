"""Code lists: published ones from CSV, our own from the catalogue's words. One door: ``codelist``.

A published list is ``data/codelists/NAME.csv`` with the columns code, name, category, status and
edition; ``category`` is the code of the group in the list's category list. Codes are withdrawn
there, never deleted. ``data/README.md`` says where each list comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from .attendance_words import ATTENDANCE_TERMS
from .course_words import COURSE_TERMS
from .delivery_words import DELIVERY_TERMS
from .eligibility_words import ELIGIBILITY_TERMS
from .errors import NotFoundError, Where
from .evaluation_words import EVALUATION_TERMS
from .evidence_words import EVIDENCE_TERMS
from .import_words import IMPORT_TERMS
from .intake_words import INTAKE_TERMS
from .kinds import KINDS
from .labels import Label
from .measures import MEASURES
from .metrics import METRICS
from .packaged import packaged_names, packaged_rows
from .report_words import REPORT_TERMS
from .terms import TERMS
from .themes import THEMES

OWN_EDITION = "Tomoni"


@dataclass(frozen=True, slots=True)
class Code:
    """One code. ``name_ja`` is None in published lists, which are held in English only."""

    code: str
    name: str
    category: str | None
    status: str
    edition: str
    name_ja: str | None = None


@dataclass(frozen=True, slots=True)
class Codelist:
    """One list of codes, in the order of its source."""

    name: str
    codes: Mapping[str, Code]

    def name_of(self, code: str, language: str = "en") -> str:
        """Return the wording of ``code``; NotFoundError if the list has no such code."""
        found = self.codes.get(code)
        if found is None:
            raise NotFoundError(
                f"The code list {self.name} has no code {code!r}.",
                where=Where(field=self.name),
                do="Use a code of the list, or load an edition that has it.",
            )
        if language.startswith("ja") and found.name_ja is not None:
            return found.name_ja
        return found.name

    def is_active(self, code: str) -> bool:
        """Say whether the list has ``code`` and it has not been withdrawn."""
        found = self.codes.get(code)
        return found is not None and found.status == "active"


def _published(name: str) -> dict[str, Code]:
    return {
        row["code"]: Code(
            row["code"], row["name"], row["category"] or None, row["status"], row["edition"]
        )
        for row in packaged_rows("codelists", f"{name}.csv")
    }


def _own(labels: Mapping[str, Label]) -> dict[str, Code]:
    return {
        code: Code(code, label.en, None, "active", OWN_EDITION, label.ja)
        for code, label in labels.items()
    }


def _own_lists() -> dict[str, Mapping[str, Label]]:
    return {
        **TERMS,
        **ATTENDANCE_TERMS,
        **COURSE_TERMS,
        **DELIVERY_TERMS,
        **ELIGIBILITY_TERMS,
        **EVALUATION_TERMS,
        **EVIDENCE_TERMS,
        **IMPORT_TERMS,
        **INTAKE_TERMS,
        **REPORT_TERMS,
        "activity_kind": {kind.code: kind.label for kind in KINDS},
        "theme": {theme.code: theme.label for theme in THEMES},
        "measure": {measure.code: measure.label for measure in MEASURES},
        "metric": {metric.code: metric.label for metric in METRICS},
    }


def codelist_names() -> tuple[str, ...]:
    """Return the names of all code lists, sorted."""
    return tuple(sorted({*packaged_names("codelists", ".csv"), *_own_lists()}))


@cache
def codelist(name: str) -> Codelist:
    """Return one code list by name; read once. NotFoundError if there is none of that name."""
    own = _own_lists()
    if name in own:
        return Codelist(name, MappingProxyType(_own(own[name])))
    if name in packaged_names("codelists", ".csv"):
        return Codelist(name, MappingProxyType(_published(name)))
    raise NotFoundError(
        f"There is no code list {name!r}.", do="`codelist_names()` gives every name."
    )
