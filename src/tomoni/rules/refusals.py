"""Why a rule says no: a code and its parameters. The wording is the catalogue's.

Rules come in threes: ``why_not_…`` returns the refusals (none: it may be), ``can_…`` asks, and
``check_…`` raises with the wording of the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tomoni.catalogue.errors import RefusedError, TomoniError, Where
from tomoni.catalogue.labels import Label
from tomoni.catalogue.refusals import refusal_text


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason against. ``code``: of ``catalogue.refusals``; ``field``: what to mend, if one.

    ``parameters``: a text reads the same in every language, a label in the reader's.
    """

    code: str
    parameters: Mapping[str, str | Label] = field(default_factory=dict)
    field_name: str | None = None

    def text(self, language: str = "en") -> str:
        """Return the wording: what is wrong, and what to do."""
        return " ".join(refusal_text(self.code, self.parameters, language))


def raise_first(
    refusals: Sequence[Refusal], error: type[TomoniError] = RefusedError, *, file: str | None = None
) -> None:
    """Raise ``error`` with the wording of the first refusal; do nothing where there is none."""
    if not refusals:
        return
    first = refusals[0]
    what, do = refusal_text(first.code, first.parameters)
    where = Where(file=file, field=first.field_name) if file or first.field_name else None
    raised = error(what, where=where, do=do)
    raised.in_language = lambda language: refusal_text(first.code, first.parameters, language)
    raise raised
