"""Answering a questionnaire or test: a draft that is kept, then one submission that is final.

A response is found by its pseudonym alone, which only the signed-in participant's own request can
make. That somebody answered goes into the audit; what goes nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.labels import Label
from tomoni.records.evaluation_keys import pseudonym_of
from tomoni.records.models import (
    AnswerReceipt,
    EvaluationResponse,
    Instrument,
    InstrumentVersion,
    Participation,
    User,
)
from tomoni.records.queries.courses.evaluation import has_answered
from tomoni.rules.courses.instruments import check_answer, check_asked, check_sent
from tomoni.rules.courses.questions import Questions, blank_required, fitting, read_questions

from ..audit import record_event
from .completing import of_participation
from .scopes import check_may
from .steps import lock


@dataclass(frozen=True, slots=True)
class KeptAnswers:
    """What of a draft was kept, and why each other answer did not fit, by the question's code."""

    answers: Mapping[str, Any]
    faults: Mapping[str, Label]


def asked_in(instrument: Instrument) -> tuple[InstrumentVersion, Questions]:
    """Return the published version of an instrument and its questions.

    Errors: NotFoundError when none is published.
    """
    published = instrument.versions.filter(published_at__isnull=False)
    version = published.order_by("-version").first()
    if version is None:
        raise NotFoundError("Nothing is asked yet.", do="Come back when it is open.")
    return version, read_questions(version.content, instrument.kind_code)


def own_answers(instrument: Instrument, participation: Participation) -> Mapping[str, Any]:
    """Return a participant's own draft; nothing once it was submitted."""
    row = _own(instrument, participation)
    return row.answers if row is not None and not row.is_submitted else {}


@transaction.atomic
def save_own_draft(
    *,
    by: User | str,
    instrument: Instrument,
    participation: Participation,
    given: Mapping[str, Sequence[str]],
    now: datetime | None = None,
) -> KeptAnswers:
    """Keep the answers that fit, as a draft, and return what did not.

    A draft is nobody's business and leaves no trace in the audit; it goes when the instrument
    closes. Errors: NotPermittedError; RefusedError; TransitionError when answers are not taken.
    """
    version, asked = _check(by, instrument, participation, now)
    return _keep(instrument, participation, version, asked, given)


@transaction.atomic
def submit_answers(
    *,
    by: User | str,
    instrument: Instrument,
    participation: Participation,
    given: Mapping[str, Sequence[str]],
    now: datetime | None = None,
) -> KeptAnswers:
    """Send the answers, once. Where one does not fit, nothing is sent and faults are returned.

    Errors: NotPermittedError; RefusedError for somebody who is not asked; InputError when questions
    that must be answered are blank; TransitionError when answers are not taken, or were sent.
    """
    version, asked = _check(by, instrument, participation, now)
    fit, faults = fitting(asked, given)
    if faults:
        return KeptAnswers(fit, faults)
    check_sent(len(blank_required(asked, fit)))
    points = asked.points_of(fit) if asked.full_points is not None else None
    pseudonym = pseudonym_of(instrument.course.public_id, participation.public_id)
    EvaluationResponse.objects.filter(instrument=instrument, pseudonym=pseudonym).delete()
    EvaluationResponse.objects.create(
        version=version, instrument=instrument, pseudonym=pseudonym, answers=fit, points=points,
        is_submitted=True,
    )  # fmt: skip
    AnswerReceipt.objects.create(instrument=instrument, participation=participation)
    record_event(
        by=by, verb="answer", object_type="instrument", object_id=instrument.public_id, payload={}
    )
    return KeptAnswers(fit, {})


def _check(
    by: User | str, instrument: Instrument, participation: Participation, now: datetime | None
) -> tuple[InstrumentVersion, Questions]:
    """The instrument is held, so that nobody answers while it closes."""
    held = lock(instrument)
    if participation.edition_id != held.course.edition_id:
        raise NotFoundError("This is not asked in that edition.", do="Check the address.")
    check_may(by, "create", of_participation(participation, "evaluation_response"))
    check_asked(held.timing_code, participation.role_code, participation.state_code)
    check_answer(
        held.state_code, held.closes_at, now or datetime.now(UTC),
        has_answered=has_answered(held, participation),
    )  # fmt: skip
    return asked_in(held)


def _keep(
    instrument: Instrument,
    participation: Participation,
    version: InstrumentVersion,
    asked: Questions,
    given: Mapping[str, Sequence[str]],
) -> KeptAnswers:
    fit, faults = fitting(asked, given)
    row = _own(instrument, participation)
    before: Mapping[str, Any] = row.answers if row is not None else {}
    kept = {code: value for code, value in before.items() if code not in given or code in faults}
    answers = {**kept, **fit}
    if row is None:
        pseudonym = pseudonym_of(instrument.course.public_id, participation.public_id)
        row = EvaluationResponse(instrument=instrument, pseudonym=pseudonym)
    row.version, row.answers = version, answers
    row.save()
    return KeptAnswers(answers, faults)


def _own(instrument: Instrument, participation: Participation) -> EvaluationResponse | None:
    pseudonym = pseudonym_of(instrument.course.public_id, participation.public_id)
    return instrument.responses.filter(pseudonym=pseudonym).first()
