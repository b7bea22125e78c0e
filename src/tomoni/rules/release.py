"""Whether a record may be published: draft, cleared, embargoed until a day, or never.

``STEPS`` is the whole state machine. Who may take a step is a matter of ``permissions``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tomoni.catalogue.errors import TransitionError

from .refusals import Refusal, raise_first

ReleaseState = Literal["draft", "cleared", "embargoed", "never"]
STATES: tuple[ReleaseState, ...] = ("draft", "cleared", "embargoed", "never")
START: ReleaseState = "draft"


@dataclass(frozen=True, slots=True)
class Step:
    """One permitted change of state.

    ``needs_until``: the last day of the embargo must be stated. ``after_embargo``: only once that
    day has passed.
    """

    name: str
    source: ReleaseState
    target: ReleaseState
    needs_until: bool = False
    after_embargo: bool = False


STEPS: tuple[Step, ...] = (
    Step("clear", "draft", "cleared"),
    Step("embargo", "draft", "embargoed", needs_until=True),
    Step("close", "draft", "never"),
    Step("lift", "embargoed", "cleared", after_embargo=True),
    Step("extend", "embargoed", "embargoed", needs_until=True),
    Step("close", "embargoed", "never"),
    # What is already out stays out; later snapshots leave the record away.
    Step("withdraw", "cleared", "never"),
)


@dataclass(frozen=True, slots=True)
class ReleaseRequest:
    """A wish to change a record's state of release.

    ``state`` and ``target``: codes of the list "release_state". ``by`` and ``why``: who decides,
    for which reason. ``today``: the day of the decision. ``until``: last day of a new embargo.
    ``embargoed_until``: last day of the embargo that holds now. None: there is none.
    """

    state: str
    target: str
    by: str
    why: str
    today: date
    until: date | None = None
    embargoed_until: date | None = None


def why_not_release(request: ReleaseRequest) -> list[Refusal]:
    """Return every reason against the step. An embargo holds to the end of its last day."""
    states = {"state": request.state, "target": request.target}
    step = next(
        (one for one in STEPS if (one.source, one.target) == (request.state, request.target)), None
    )
    if step is None:
        return [Refusal("no_such_step", states, "release_code")]
    refusals = []
    if not request.by.strip():
        refusals.append(Refusal("who_missing", {}, "by"))
    if not request.why.strip():
        refusals.append(Refusal("why_missing", {}, "why"))
    return refusals + _days(step, request)


def _days(step: Step, request: ReleaseRequest) -> list[Refusal]:
    refusals = []
    days = {"until": str(request.until or request.embargoed_until), "today": str(request.today)}
    if step.needs_until and request.until is None:
        refusals.append(Refusal("until_missing", {}, "until"))
    elif step.needs_until and request.until is not None and request.until <= request.today:
        refusals.append(Refusal("until_not_later", days, "until"))
    elif not step.needs_until and request.until is not None:
        refusals.append(Refusal("until_not_for_step", days, "until"))
    if step.after_embargo:
        if request.embargoed_until is None:
            refusals.append(Refusal("until_missing", {}, "until"))
        elif request.today <= request.embargoed_until:
            refusals.append(Refusal("embargo_holds", {"until": str(request.embargoed_until)}))
    return refusals


def can_release(request: ReleaseRequest) -> bool:
    """Whether the step may be taken."""
    return not why_not_release(request)


def check_release(request: ReleaseRequest) -> None:
    """Errors: TransitionError with the first reason against the step."""
    raise_first(why_not_release(request), TransitionError)


def is_public(state: str) -> bool:
    """Whether a record of this state enters public snapshots.

    An embargo that has run out does not clear a record by itself: somebody lifts it.
    """
    return state == "cleared"
