"""What accepting a reading would write, line by line: made as it would be, and not saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tomoni.records.actions.evidence.look import Looked
from tomoni.records.actions.evidence.made import Maker
from tomoni.records.models import Claim, Entry, Observation, Party, User
from tomoni.rules.quantities import Quantity

from .words import FIELDS, Words, code_words, said, value_words


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a preview."""

    words: Words
    value: str


@dataclass(frozen=True, slots=True)
class Preview:
    """One record that would be written, with its lines. ``words``: what it is."""

    words: str
    lines: tuple[Line, ...]


def preview_of(looked: Looked, by: User) -> list[Preview]:
    """Return the claim, and what it would become; nothing where something stands against it."""
    decision = looked.judged.decision
    if decision is None or looked.judged.refusals:
        return []
    maker = Maker([looked], by=by)
    claim = maker.claim(looked)
    found = [Preview(str(_("Claim, as a draft")), tuple(_claim(looked, claim)))]
    outcome = code_words("claim_outcome", decision.outcome)
    why = Line(_("Why"), code_words("claim_outcome_reason", decision.reason))
    if decision.outcome == "entry":
        lines = _entry(looked, maker.entry(claim, looked))
    elif decision.outcome == "observation":
        lines = _observation(looked, maker.observation(claim, looked))
    elif decision.outcome == "pledge_target" and looked.pledge is not None:
        lines = iter([Line(FIELDS["pledge_id"], looked.pledge.title), _amount(looked, claim)])
    elif decision.outcome == "pledge_result" and looked.target is not None:
        against = looked.target.claim.public_id
        lines = iter([Line(FIELDS["target_id"], against), _amount(looked, claim)])
    else:
        lines = iter(())
    return [*found, Preview(outcome, (*lines, why))]


def _claim(looked: Looked, claim: Claim) -> Iterator[Line]:
    yield Line(FIELDS["activity_id"], looked.activity.title if looked.activity else "–")
    yield Line(FIELDS["metric_code"], said("metric_code", claim.metric_code))
    yield _amount(looked, claim)
    if claim.as_of_stated:
        basis = code_words("as_of_basis", claim.as_of_basis_code)
        yield Line(FIELDS["as_of"], f"{said('as_of', claim.as_of_stated)} ({basis})")
    for name in ("date", "period_start", "period_end"):
        stated = getattr(claim, f"{name}_stated")
        if stated:
            yield Line(FIELDS[name], said(name, stated))


def _amount(looked: Looked, record: Claim | Entry | Observation) -> Line:
    """Value with its bounds, where they are others than the value."""
    words = value_words(looked.reading)
    low, high = record.low_quantity, record.high_quantity
    if (low, high) != (record.quantity, record.quantity):
        bounds = [
            "…" if one is None else str(Quantity(one, record.exponent)) for one in (low, high)
        ]
        words = f"{words} ({' – '.join(bounds)})"
    return Line(FIELDS["value"], words)


def _entry(looked: Looked, entry: Entry) -> Iterator[Line]:
    yield Line(_("Measure"), code_words("measure", entry.measure_code))
    yield _amount(looked, entry)
    yield Line(FIELDS["date"], said("date", entry.date_stated))
    names = _names([entry.provider_party_id, entry.receiver_party_id])
    if entry.provider_party_id:
        yield Line(pgettext_lazy("evidence", "From"), names[entry.provider_party_id])
    if entry.receiver_party_id:
        yield Line(pgettext_lazy("evidence", "To"), names[entry.receiver_party_id])
    yield Line(_("Origin"), code_words("entry_origin", entry.origin_code))


def _observation(looked: Looked, observation: Observation) -> Iterator[Line]:
    yield Line(_("Measure"), code_words("measure", observation.measure_code))
    yield _amount(looked, observation)
    basis = code_words("stated_or_inferred", observation.cutoff_basis_code)
    yield Line(_("Counted up to"), f"{said('date', observation.cutoff_stated)} ({basis})")
    if observation.since_stated:
        yield Line(_("Counted since"), said("date", observation.since_stated))


def _names(keys: list[int | None]) -> dict[int, str]:
    wanted = [one for one in keys if one]
    if not wanted:
        return {}
    return dict(Party.objects.filter(pk__in=wanted).values_list("pk", "name"))
