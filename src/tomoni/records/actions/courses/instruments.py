"""Questionnaires and tests: drafted from a ready-made set, edited, opened and closed in time.

When one closes, drafts go, the counts of who was asked and who answered are fixed, and the
responses are written again in an order drawn by lot: on disk, too, nothing tells who came when.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tomoni.catalogue.errors import InputError, TransitionError, Where
from tomoni.catalogue.evaluation_templates import INSTRUMENT_TEMPLATES
from tomoni.records.models import (
    CourseEdition,
    EvaluationResponse,
    Instrument,
    InstrumentVersion,
    User,
)
from tomoni.records.models.courses.evaluation import drawn_key
from tomoni.records.queries.courses.evaluation import asked_of, tests_out
from tomoni.rules.courses.instruments import (
    INSTRUMENT,
    check_edit_instrument,
    check_instrument,
    check_new_instrument,
)
from tomoni.rules.courses.moments import on_clock
from tomoni.rules.courses.questions import read_questions

from ..audit import as_payload, record_event
from ..common import find, new_id
from .asking import announce_opening
from .call_documents import digest_of
from .scopes import check_may, of_course
from .steps import Condition, check_seen, lock, save_revised, take_step


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentValues:
    """What an instrument is called, and when it is answered, as instants. None: not decided."""

    title: str
    title_ja: str | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@transaction.atomic
def create_instrument(
    *,
    by: User | str,
    course_id: str,
    template: str,
    timing_code: str | None = None,
    values: InstrumentValues | None = None,
    content: Mapping[str, Any] | None = None,
) -> Instrument:
    """Draft an instrument of an edition from a ready-made set and return it.

    ``timing_code``: when it is asked (None: when that set usually is). ``content``: other questions
    than those of the set. Errors: NotPermittedError; NotFoundError; InputError for an unknown set
    or times that do not fit; TransitionError when the edition has one of its kind already.
    """
    course = lock(find(CourseEdition, course_id))
    check_may(by, "create", of_course(course, "instrument"))
    ready = INSTRUMENT_TEMPLATES.get(template)
    if ready is None:
        raise InputError(
            f"There is no ready-made set {template!r}.",
            where=Where(field="template"),
            do=f"Use: {', '.join(INSTRUMENT_TEMPLATES)}.",
        )
    timing = timing_code or ready.timing_code
    given = values or InstrumentValues(title=ready.title.en, title_ja=ready.title.ja)
    check_instrument(ready.kind_code, ready.level, timing, given.opens_at, given.closes_at)
    same = course.instruments.exclude(state_code="withdrawn").filter(
        kind_code=ready.kind_code, level=ready.level, timing_code=timing
    )
    are_out = tests_out(course, course.instruments.all())
    check_new_instrument(ready.kind_code, is_there=same.exists(), are_tests_out=are_out)
    questions = dict(ready.content if content is None else content)
    full = read_questions(questions, ready.kind_code).full_points
    instrument = Instrument.objects.create(
        public_id=new_id(), course=course, kind_code=ready.kind_code, level=ready.level,
        timing_code=timing, **asdict(given),
    )  # fmt: skip
    InstrumentVersion.objects.create(
        public_id=new_id(), instrument=instrument, version=1, content=questions, full_points=full
    )
    payload = {"course_id": course_id, "kind_code": ready.kind_code, "timing_code": timing}
    record_event(
        by=by, verb="create", object_type="instrument", object_id=instrument.public_id,
        payload=as_payload(payload),
    )  # fmt: skip
    return instrument


@transaction.atomic
def change_instrument(
    *, by: User | str, instrument_id: str, values: InstrumentValues, seen_revision: int | None
) -> Instrument:
    """Change title and times of a draft and return it.

    Errors: NotPermittedError; NotFoundError; InputError; TransitionError when it is published, or
    was changed since ``seen_revision``.
    """
    held = _draft(by, instrument_id, seen_revision)
    check_instrument(
        held.kind_code, held.level, held.timing_code, values.opens_at, values.closes_at
    )
    if not values.title.strip():
        raise InputError("The title is blank.", where=Where(field="title"), do="Give one.")
    changed = {n: value for n, value in asdict(values).items() if getattr(held, n) != value}
    if not changed:
        return held
    for name, value in changed.items():
        setattr(held, name, value)
    save_revised(held)
    record_event(
        by=by, verb="change", object_type="instrument", object_id=instrument_id,
        payload=as_payload({"fields": sorted(changed), **changed}),
    )  # fmt: skip
    return held


@transaction.atomic
def save_questions(
    *,
    by: User | str,
    instrument_id: str,
    content: Mapping[str, Any],
    seen_revision: int | None,
) -> InstrumentVersion:
    """Save the questions of a draft: its open version, or the next after a published one.

    Errors: NotPermittedError; NotFoundError; InputError naming the question; TransitionError when
    it is published, or was changed since ``seen_revision``.
    """
    held = _draft(by, instrument_id, seen_revision)
    full = read_questions(content, held.kind_code).full_points
    latest = latest_version(held)
    if latest.content == content:
        return latest
    if latest.published_at is not None:
        latest = InstrumentVersion(public_id=new_id(), instrument=held, version=latest.version + 1)
    latest.content, latest.full_points = dict(content), full
    latest.save()
    save_revised(held)
    payload = {"fields": ["questions"], "version": latest.version, "sha256": digest_of(content)}
    record_event(
        by=by, verb="change", object_type="instrument", object_id=instrument_id,
        payload=as_payload(payload),
    )  # fmt: skip
    return latest


def _draft(by: User | str, instrument_id: str, seen_revision: int | None) -> Instrument:
    held = lock(find(Instrument, instrument_id))
    check_may(by, "change", of_course(held.course, "instrument"))
    check_seen(held, "instrument", seen_revision)
    check_edit_instrument(held.state_code)
    return held


def latest_version(instrument: Instrument) -> InstrumentVersion:
    """Return the latest version of what an instrument asks."""
    return instrument.versions.order_by("-version")[0]


@transaction.atomic
def step_instrument(
    *,
    by: User | str,
    instrument_id: str,
    verb: str,
    reason: str = "",
    seen_revision: int | None = None,
    closes_at: datetime | None = None,
    now: datetime | None = None,
) -> Instrument:
    """Take a step of an instrument and return it. ``closes_at``: the new end of ``extend``.

    ``now``: the instant that conditions ask (None: the present). Errors: NotPermittedError;
    NotFoundError; InputError when ``extend`` has no end; TransitionError.
    """
    instrument = find(Instrument, instrument_id)
    if verb == "extend" and closes_at is None:
        raise InputError("No new end is given.", where=Where(field="closes_at"))
    instant = now or datetime.now(UTC)
    subject = of_course(instrument.course, "instrument")
    check_may(by, "change", subject)
    changes = _effects(lock(instrument), verb, closes_at, instant)
    return take_step(
        INSTRUMENT, instrument, verb, by=by, subject=subject, reason=reason,
        seen_revision=seen_revision, conditions=_conditions(instant), changes=changes,
    )  # fmt: skip


def _effects(
    held: Instrument, verb: str, closes_at: datetime | None, now: datetime
) -> dict[str, Any] | None:
    """Do what goes with a step, which is undone when the step is refused; return its columns."""
    if verb == "publish":
        InstrumentVersion.objects.filter(pk=latest_version(held).pk).update(published_at=now)
    elif verb == "open":
        announce_opening(held)
    elif verb == "withdraw":
        held.responses.all().delete()
        held.receipts.all().delete()
    elif verb == "extend":
        return {"closes_at": closes_at, "reminded": False}
    elif verb == "close":
        counts = _counts(held)
        _seal(held)
        return counts
    return None


def advance_instruments(now: datetime | None = None) -> list[Instrument]:
    """Open every published instrument whose time has come, close every one whose time is over.

    Run by a clock as often as one likes. Returns those that it moved.
    """
    instant = now or datetime.now(UTC)
    due = [
        *(("open", one) for one in _in("published").filter(opens_at__lte=instant)),
        *(("close", one) for one in _in("open").filter(closes_at__lte=instant)),
    ]
    moved = []
    for verb, one in due:
        # Two clocks may run at once: the second finds it where the first has put it.
        with suppress(TransitionError):
            moved.append(
                step_instrument(by="system", instrument_id=one.public_id, verb=verb, now=instant)
            )
    return moved


def _in(state: str) -> QuerySet[Instrument]:
    return Instrument.objects.filter(state_code=state).order_by("pk")


def _counts(held: Instrument) -> dict[str, Any]:
    answered = set(held.receipts.values_list("participation_id", flat=True))
    asked = {one.pk for one in asked_of(held)} | answered
    return {"asked": len(asked), "answered": len(answered)}


def _seal(held: Instrument) -> None:
    """Drop drafts, and write the responses again under new keys, in the order of these."""
    held.responses.filter(is_submitted=False).delete()
    rows = list(held.responses.all())
    held.responses.all().delete()
    for row in rows:
        row.pk = drawn_key()
        row._state.adding = True
    EvaluationResponse.objects.bulk_create(sorted(rows, key=lambda row: row.pk))


def _conditions(now: datetime) -> Mapping[str, Condition]:
    def instrument_is_complete(held: Instrument) -> dict[str, str] | None:
        missing = [
            words
            for words, value in (("opening", held.opens_at), ("end", held.closes_at))
            if value is None
        ]
        return {"missing": ", ".join(missing)} if missing else None

    def answering_has_begun(held: Instrument) -> dict[str, str] | None:
        is_due = held.opens_at is not None and held.opens_at <= now
        return None if is_due else {"opens": _clock(held, held.opens_at)}

    def answering_ends_later(held: Instrument) -> dict[str, str] | None:
        before = Instrument.objects.get(pk=held.pk).closes_at
        latest = max(one for one in (before, now) if one is not None)
        return None if held.closes_at > latest else {"closes": _clock(held, latest)}

    def answering_has_ended(held: Instrument) -> dict[str, str] | None:
        waiting = held.asked - held.answered
        if (held.closes_at is not None and held.closes_at <= now) or waiting == 0:
            return None
        return {"closes": _clock(held, held.closes_at), "count": str(waiting)}

    return {
        "instrument_is_complete": instrument_is_complete,
        "answering_has_begun": answering_has_begun,
        "answering_ends_later": answering_ends_later,
        "answering_has_ended": answering_has_ended,
    }


def _clock(held: Instrument, moment: datetime | None) -> str:
    return "–" if moment is None else on_clock(moment, held.course.zone)
