"""A dossier as the committee reads it: answers without names, addresses and places."""

from __future__ import annotations

from tomoni.catalogue.places import PLACES_BY_CODE, place_name
from tomoni.records.actions.courses.dossiers import form_of
from tomoni.records.models import Call, Nomination
from tomoni.rules.courses.dossiers import FormTemplate
from tomoni.rules.courses.redaction import redacted
from tomoni.rules.courses.scoring import NEVER_SHOWN, Scoring
from tomoni.web.courses.answers import answered

_TYPED = frozenset({"text", "long_text"})


def redacted_dossier(nomination: Nomination, call: Call, scoring: Scoring) -> list[tuple[str, str]]:
    """Return question and answer of all that the committee may read of a nomination.

    Names, e-mail addresses, links and telephone numbers are always taken out of what was typed; the
    organisation and the country where the policy hides them. Choices and numbers stand as they are.
    """
    form = form_of(call)
    shown = FormTemplate(tuple(one for one in form.fields if one.code not in NEVER_SHOWN), ())
    words, beginnings = hidden_words(nomination, scoring)
    typed = {one.code for one in shown.fields if one.type in _TYPED}
    answers = {
        code: redacted(str(value), words, beginnings) if code in typed else value
        for code, value in nomination.answers.items()
    }
    return answered(shown, answers)


def hidden_words(nomination: Nomination, scoring: Scoring) -> tuple[list[str], list[str]]:
    """Return what is taken out as it stands, and what with the letters that follow."""
    person = nomination.person
    words = [person.family_name, person.given_name, person.native_name]
    words += [person.email.partition("@")[0]] if person.email else []
    beginnings: list[str] = []
    if "organisation" in scoring.hides:
        words += [nomination.organisation, nomination.post]
    if "country" in scoring.hides:
        codes = {nomination.country_code, person.country_code}
        beginnings = [place_name(code, one) for code in sorted(codes) for one in ("en", "ja")
                      if code in PLACES_BY_CODE]  # fmt: skip
    return [one for one in words if one], beginnings
