"""The life of a questionnaire or test: its states, its times, and who is asked."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from tomoni.catalogue.errors import InputError, TransitionError

from ..refusals import Refusal, raise_first
from .counting import COUNTED_ROLES
from .machine import SYSTEM, StateMachine, steps

_OFFICER = ("programme_officer", "administrator")

INSTRUMENT = StateMachine(
    name="instrument_state",
    object_type="instrument",
    states=("draft", "published", "open", "closed", "withdrawn"),
    start="draft",
    steps=(
        *steps("publish", "draft", "published", _OFFICER, guard="instrument_is_complete"),
        *steps("revise", "published", "draft", _OFFICER, needs_reason=True),
        *steps("open", "published", "open", (*_OFFICER, SYSTEM), guard="answering_has_begun"),
        *steps("extend", "open", "open", _OFFICER, guard="answering_ends_later"),
        *steps("close", "open", "closed", (*_OFFICER, SYSTEM), guard="answering_has_ended"),
        *steps("withdraw", ("draft", "published", "open"), "withdrawn", _OFFICER,
               needs_reason=True),
    ),
)  # fmt: skip

KINDS: tuple[str, ...] = ("questionnaire", "test")
LEVELS: tuple[int, ...] = (1, 2, 3, 4)
TIMINGS: tuple[str, ...] = ("pre", "post", "after_6_months", "after_12_months")
TEST_TIMINGS: tuple[str, ...] = ("pre", "post")
TEST_LEVEL = 2

KEY_KEPT_MONTHS = 15
"""How long after an edition its key is kept; then nobody can tell whose a pseudonym was."""
REMINDED_BEFORE = timedelta(days=3)
TESTS_AWAITED = timedelta(days=30)
"""How long after an edition the results of a test wait for the other one to be drafted."""

_ASKED_LATER = frozenset(
    {"arrived", "active", "completed", "partially_completed", "certified", "alumnus"}
)
_ASKED_BEFORE = _ASKED_LATER | {"accepted", "cleared"}
# Days, or months, after the first or last day of the edition: when answering begins, how long.
_DAYS_BEFORE_PRE = 14
_DAYS_OF_POST = 14
_DAYS_OF_LATER = 30
_MONTHS = {"after_6_months": 6, "after_12_months": 12}


def is_asked(timing_code: str, role_code: str, state_code: str) -> bool:
    """Whether a participant is asked: before, who accepted; later, who came. Observers are not."""
    states = _ASKED_BEFORE if timing_code == "pre" else _ASKED_LATER
    return role_code in COUNTED_ROLES and state_code in states


def takes_answers(state_code: str, closes_at: datetime | None, now: datetime) -> bool:
    """Whether answers are taken at an instant, whatever the clock has done to the state."""
    return state_code == "open" and closes_at is not None and now < closes_at


def why_not_answer(
    state_code: str, closes_at: datetime | None, now: datetime, *, has_answered: bool
) -> list[Refusal]:
    """Return why somebody who is asked may not answer: it is not open, or is answered already."""
    if has_answered:
        return [Refusal("answered_already")]
    return [] if takes_answers(state_code, closes_at, now) else [Refusal("answers_not_taken")]


def check_answer(
    state_code: str, closes_at: datetime | None, now: datetime, *, has_answered: bool
) -> None:
    """Errors: TransitionError when answers are not taken."""
    refusals = why_not_answer(state_code, closes_at, now, has_answered=has_answered)
    raise_first(refusals, TransitionError)


def check_asked(timing_code: str, role_code: str, state_code: str) -> None:
    """Errors: RefusedError when a participant is not asked."""
    is_one = is_asked(timing_code, role_code, state_code)
    raise_first([] if is_one else [Refusal("not_asked")])


def check_sent(blank: int) -> None:
    """Errors: InputError when questions that must be answered are blank."""
    raise_first([Refusal("answers_missing", {"count": str(blank)})] if blank else [], InputError)


def are_tests_out(states: Mapping[str, str], last_day: date | None, today: date) -> bool:
    """Whether the tests of an edition are over, so that their results may be shown.

    ``states``: by time, withdrawn ones left out. All are closed, and there is one before and one
    after, or none is added any more, since the edition ended some time ago.
    """
    if not states or any(state != "closed" for state in states.values()):
        return False
    has_both = set(TEST_TIMINGS) <= states.keys()
    return has_both or (last_day is not None and today > last_day + TESTS_AWAITED)


def why_not_results(state_code: str, kind_code: str, *, are_tests_out: bool) -> list[Refusal]:
    """Return why nothing is shown of the answers: until all are in, a later one would stand out.

    Of a test, until the tests of the edition are out: what is shown of one depends on who took the
    other.
    """
    is_out = state_code == "closed" and (kind_code != "test" or are_tests_out)
    return [] if is_out else [Refusal("results_not_out")]


def can_show_results(state_code: str, kind_code: str, *, are_tests_out: bool) -> bool:
    """Whether results may be shown."""
    return not why_not_results(state_code, kind_code, are_tests_out=are_tests_out)


def check_results(state_code: str, kind_code: str, *, are_tests_out: bool) -> None:
    """Errors: RefusedError when nothing is shown yet."""
    raise_first(why_not_results(state_code, kind_code, are_tests_out=are_tests_out))


def why_not_instrument(
    kind_code: str, level: int, timing_code: str, opens: datetime | None, closes: datetime | None
) -> list[Refusal]:
    """Return why kind, level, timing and times do not fit together. Unknown times fit."""
    is_known = kind_code in KINDS and level in LEVELS and timing_code in TIMINGS
    if not is_known:
        return [Refusal("instrument_unknown", {}, "kind_code")]
    if kind_code == "test" and (level != TEST_LEVEL or timing_code not in TEST_TIMINGS):
        return [Refusal("test_is_before_or_after", {}, "timing_code")]
    if opens is not None and closes is not None and opens >= closes:
        return [Refusal("answering_ends_first", {}, "closes_at")]
    return []


def check_instrument(
    kind_code: str, level: int, timing_code: str, opens: datetime | None, closes: datetime | None
) -> None:
    """Errors: InputError when kind, level, timing and times do not fit together."""
    raise_first(why_not_instrument(kind_code, level, timing_code, opens, closes), InputError)


def why_not_new_instrument(kind_code: str, *, is_there: bool, are_tests_out: bool) -> list[Refusal]:
    """Return why an edition gets no further instrument.

    ``is_there``: it has one of the kind, level and time. ``are_tests_out``: results of its tests
    are out; another one would single out those who took only the first.
    """
    if is_there:
        return [Refusal("instrument_there")]
    if kind_code == "test" and are_tests_out:
        return [Refusal("tests_are_closed")]
    return []


def check_new_instrument(kind_code: str, *, is_there: bool, are_tests_out: bool) -> None:
    """Errors: TransitionError when an edition gets no further instrument."""
    refusals = why_not_new_instrument(kind_code, is_there=is_there, are_tests_out=are_tests_out)
    raise_first(refusals, TransitionError)


def why_not_edit_instrument(state_code: str) -> list[Refusal]:
    """Return why questions and times are not edited: only those of a draft are."""
    return [] if state_code == "draft" else [Refusal("instrument_is_fixed")]


def check_edit_instrument(state_code: str) -> None:
    """Errors: TransitionError when questions and times are not edited."""
    raise_first(why_not_edit_instrument(state_code), TransitionError)


def usual_days(timing_code: str, first_day: date, last_day: date) -> tuple[date, date]:
    """Return the first and last day on which an instrument is usually answered."""
    if timing_code == "pre":
        return first_day - timedelta(days=_DAYS_BEFORE_PRE), first_day
    if timing_code == "post":
        return last_day, last_day + timedelta(days=_DAYS_OF_POST)
    begin = months_after(last_day, _MONTHS[timing_code])
    return begin, begin + timedelta(days=_DAYS_OF_LATER)


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last of that month where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def key_expires(last_day: date) -> date:
    """Return the day after which the key of an edition is destroyed."""
    return months_after(last_day, KEY_KEPT_MONTHS)
