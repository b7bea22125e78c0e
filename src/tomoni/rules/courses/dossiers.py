"""The dossier: what a form asks, whether an answer fits, and what is still missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.labels import Label

from .eligibility_rules import label_of, refuse_unasked

FIELD_TYPES: tuple[str, ...] = ("text", "long_text", "whole_number", "choice", "yes_no")
# Answers that eligibility rules read: the code of the field, and the type that it must have.
FACT_FIELDS: Mapping[str, str] = {
    "experience_years": "whole_number",
    "degree": "choice",
    "language_level": "choice",
    "medical_clearance": "yes_no",
}
# A blacked-out copy for the committee: beside the dossier, never asked for in a form.
COMMITTEE_COPY = "committee_copy"
_FACT_LISTS = {"degree": "degree_level", "language_level": "language_level"}
_LONGEST = {"text": 300, "long_text": 5_000}
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class FormField:
    """One question. ``options``: codes and words of a choice."""

    code: str
    label: Label
    type: str
    is_required: bool
    help: Label | None = None
    options: Mapping[str, Label] | None = None


@dataclass(frozen=True, slots=True)
class FormDocument:
    """One kind of document that a dossier may hold, and whether it must."""

    kind: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class FormTemplate:
    """One version of a call's form."""

    fields: tuple[FormField, ...]
    documents: tuple[FormDocument, ...]

    def field(self, code: str) -> FormField | None:
        """Return the question of that code; None: there is none."""
        return next((one for one in self.fields if one.code == code), None)


def read_form(content: Mapping[str, Any]) -> FormTemplate:
    """Return a form out of JSON: ``{"fields": [...], "documents": [{"kind", "is_required"}]}``.

    A field has code, label, type and is_required, and may have help and options; a choice named as
    a fact of eligibility takes that fact's list. Errors: InputError naming the field.
    """
    fields = tuple(_field(one) for one in content.get("fields") or ())
    codes = [one.code for one in fields]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise InputError(f"The question {twice[0]} is asked twice.", where=Where(field="fields"))
    if not fields:
        raise InputError("The form asks nothing.", where=Where(field="fields"), do="Add a field.")
    return FormTemplate(fields, tuple(_document(one) for one in content.get("documents") or ()))


def _field(given: Any) -> FormField:
    if not isinstance(given, dict):
        raise InputError("A question is no object.", where=Where(field="fields"))
    code, type_ = str(given.get("code") or ""), str(given.get("type") or "")
    where = Where(field=f"fields.{code or '?'}")
    if not _CODE.fullmatch(code):
        raise InputError("The code of a question is small letters and _.", where=where)
    if type_ not in FIELD_TYPES:
        raise InputError(f"There is no type {type_!r}.", where=where, do=", ".join(FIELD_TYPES))
    if FACT_FIELDS.get(code, type_) != type_:
        raise InputError(f"{code} is asked as {FACT_FIELDS[code]}.", where=where)
    label = label_of(given.get("label"), where)
    help_ = label_of(given["help"], where) if given.get("help") else None
    refuse_unasked(code, label.en, label.ja, *((help_.en, help_.ja) if help_ else ()), where=where)
    options = _options(code, given, where) if type_ == "choice" else None
    return FormField(code, label, type_, bool(given.get("is_required")), help_, options)


def _options(code: str, given: Mapping[str, Any], where: Where) -> dict[str, Label]:
    if code in _FACT_LISTS:
        known = codelist(_FACT_LISTS[code]).codes.values()
        return {one.code: Label(one.name, one.name_ja or one.name) for one in known}
    options = {
        str(one.get("code") or ""): label_of(one, where)
        for one in given.get("options") or ()
        if isinstance(one, dict)
    }
    if len(options) < 2 or "" in options:
        raise InputError("A choice has at least two options, each with a code.", where=where)
    for label in options.values():
        refuse_unasked(label.en, label.ja, where=where)
    return options


def _document(given: Any) -> FormDocument:
    kind = str(given.get("kind") or "") if isinstance(given, dict) else ""
    if not codelist("dossier_document_kind").is_active(kind):
        raise InputError(f"There is no kind of document {kind!r}.", where=Where(field="documents"))
    return FormDocument(kind, bool(given.get("is_required")))


def fitting_answers(
    form: FormTemplate, given: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Label]]:
    """Return the answers that fit their questions, and why each other one does not.

    A blank answer is left out. Answers to questions that the form does not ask are left out.
    """
    fit: dict[str, Any] = {}
    faults: dict[str, Label] = {}
    for one in form.fields:
        value = given.get(one.code)
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        found = _fit(one, value)
        if isinstance(found, Label):
            faults[one.code] = found
        else:
            fit[one.code] = found
    return fit, faults


def _fit(one: FormField, value: Any) -> Any:
    """The answer as it is kept, or why it does not fit."""
    if one.type == "whole_number":
        digits = str(value).strip()
        if not digits.isdecimal() or int(digits) > _LARGEST:
            return Label("Write a whole number.", "整数で記入してください。")
        return int(digits)
    if one.type == "yes_no":
        known = {"yes": True, "no": False, "True": True, "False": False}
        answer = known.get(str(value))
        return (
            Label("Answer yes or no.", "はい・いいえで答えてください。")
            if answer is None
            else answer
        )
    if one.type == "choice":
        is_option = one.options is not None and value in one.options
        return value if is_option else Label("Choose one of the list.", "一覧から選んでください。")
    text = str(value).strip().replace("\r\n", "\n")
    longest = _LONGEST[one.type]
    if len(text) > longest:
        return Label(f"At most {longest} characters.", f"{longest}字以内で記入してください。")
    return text


def missing_parts(
    form: FormTemplate, answers: Mapping[str, Any], documents: Iterable[str]
) -> tuple[Label, ...]:
    """Return what a dossier lacks before it can be submitted, in the order of the form."""
    there = frozenset(documents)
    asked = [one.label for one in form.fields if one.is_required and one.code not in answers]
    kinds = codelist("dossier_document_kind").codes
    papers = [
        Label(kinds[one.kind].name, kinds[one.kind].name_ja or kinds[one.kind].name)
        for one in form.documents
        if one.is_required and one.kind not in there
    ]
    return (*asked, *papers)
