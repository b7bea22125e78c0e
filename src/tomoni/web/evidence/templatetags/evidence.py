"""Template tags of the evidence desk."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from tomoni.catalogue.places import place_name
from tomoni.records.actions.evidence.look import Looked
from tomoni.records.models import ProposalDecision, ProposalReview
from tomoni.rules.refusals import Refusal
from tomoni.web.shell.choices import reader_language

from ..words import FIELDS, dates_words, outcome_words, said, value_words

register = template.Library()


@register.filter
def state_class(code: str) -> str:
    """Return how a state looks."""
    return {"accepted": "good", "merged": "good", "rejected": "bad", "contested": "wait"}.get(
        code, ""
    )


@register.filter
def value_said(reading: Mapping[str, str | None]) -> str:
    """Return hedge and value of a reading."""
    return value_words(reading)


@register.filter
def dates_said(reading: Mapping[str, str | None]) -> str:
    """Return the dates of a reading."""
    return dates_words(reading)


@register.filter
def becomes(looked: Looked) -> str:
    """Return what accepting a proposal would write."""
    return outcome_words(looked)


@register.filter
def said_as(value: str | None, name: str) -> str:
    """Return a value of a reading, by the name of its field, in words."""
    return said(name, value)


@register.filter
def refusal_said(refusal: Refusal) -> str:
    """Return a refusal in the reader's language."""
    return refusal.text(get_language() or "en")


@register.filter
def percent(confidence: int) -> str:
    """Return a confidence per mille as percent, without a fraction of nothing."""
    whole, rest = divmod(confidence, 10)
    return f"{whole}.{rest}" if rest else str(whole)


@register.filter
def names_said(looked: Looked) -> str:
    """Return whom a passage names in a role, those on record."""
    language = reader_language()
    return ", ".join(
        place_name(one.code, language) if one.party is None else one.party.name
        for one in looked.names
    )


@register.filter
def field_words(name: str) -> object:
    """Return the wording of a field of a reading."""
    return FIELDS.get(name, name)


@register.filter
def read_otherwise(looked: Looked) -> dict[str, str | None]:
    """Return what was corrected; the activity stands by its title already."""
    return {name: value for name, value in looked.changes.items() if name != "activity_id"}


@register.filter
def read_before(proposed: Mapping[str, str | None], name: str) -> str:
    """Return what the reader proposed for a field."""
    return said(name, proposed.get(name))


@register.filter
def name_of(names: Mapping[str, str], actor: str) -> str:
    """Return the user name of an opaque id; of a part of the system, the id."""
    return names.get(actor, actor)


@register.filter
def who(step: ProposalDecision | ProposalReview) -> str:
    """Return the user name of who took a step or gave a review; of the system, its name."""
    return getattr(step, "who", None) or step.by
