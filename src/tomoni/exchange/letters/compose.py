"""Letters from their values and the wording of their kind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from .model import Letter
from .template import fill
from .values import (
    Acceptance,
    GeneralInformation,
    Invitation,
    LetterValues,
    VisaSupport,
    field_values,
)

_TEMPLATES = Path(__file__).parent / "templates"
_NAMES: dict[type[LetterValues], str] = {
    GeneralInformation: "general_information",
    Invitation: "invitation",
    VisaSupport: "visa_support",
    Acceptance: "acceptance",
}


def compose(values: LetterValues, wording: str | None = None) -> Letter:
    """Return the letter of these values.

    ``wording`` is an institute's own template; None takes ours in the letter's language. Raises
    InputError when a template names a field that its kind of letter does not have. A note verbale
    is not signed, whoever its frame names.
    """
    name = f"{_NAMES[type(values)]}.{values.frame.language}.txt"
    if wording is None:
        wording = (_TEMPLATES / name).read_text(encoding="utf-8")
    frame = values.frame
    if isinstance(values, Invitation):
        frame = replace(frame, signatory=None)
    return fill(wording, field_values(values), frame, name)
