"""What the desk refuses about calls, their documents, and invitations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tomoni.catalogue.errors import InputError, RefusedError, TransitionError
from tomoni.catalogue.labels import Label, joined

from ..refusals import Refusal, raise_first

TAKES_NOMINATIONS = frozenset({"open", "extended"})
BEFORE_OPENING = frozenset({"draft", "approved", "published"})
UNSCREENED = ("forwarded", "received", "incomplete")
UNDECIDED = ("eligible", "assessed", "proposed", "appealed")


def takes_nominations(state: str, closes_at: datetime | None, now: datetime) -> bool:
    """Whether a call takes nominations at an instant, whatever the clock has done to its state."""
    return state in TAKES_NOMINATIONS and closes_at is not None and now < closes_at


def why_not_edit(state: str) -> list[Refusal]:
    """Return why a call and its documents may not be edited: only a draft may."""
    return [] if state == "draft" else [Refusal("call_is_no_draft")]


def check_edit(state: str) -> None:
    """Errors: TransitionError when a call may not be edited."""
    raise_first(why_not_edit(state), TransitionError)


def why_not_times(
    opens_at: datetime | None, closes_at: datetime | None, notify: object, confirm: object
) -> list[Refusal]:
    """Return why the times of a call do not fit together. Unknown ones fit."""
    if opens_at is not None and closes_at is not None and opens_at >= closes_at:
        return [Refusal("closes_before_it_opens", {}, "closes_at")]
    if notify is not None and confirm is not None and str(confirm) < str(notify):
        return [Refusal("confirmed_before_notified", {}, "confirm_by")]
    return []


def check_times(
    opens_at: datetime | None, closes_at: datetime | None, notify: object, confirm: object
) -> None:
    """Errors: InputError when the times of a call do not fit together."""
    raise_first(why_not_times(opens_at, closes_at, notify, confirm), InputError)


def why_not_publish(state: str, missing: Sequence[Label]) -> list[Refusal]:
    """Return why the documents of a call may not be published: it is open, or they lack parts."""
    if state not in ("draft", "approved"):
        return [Refusal("documents_are_public")]
    return [Refusal("is_complete", {"missing": joined(missing)})] if missing else []


def check_publish(state: str, missing: Sequence[Label]) -> None:
    """Errors: TransitionError when the documents of a call may not be published."""
    raise_first(why_not_publish(state, missing), TransitionError)


def why_not_call(is_competitive: bool, has_call: bool) -> list[Refusal]:
    """Return why an edition gets no call: it does not select from one, or has one."""
    if not is_competitive:
        return [Refusal("is_competitive")]
    return [Refusal("has_a_call")] if has_call else []


def check_call(is_competitive: bool, has_call: bool) -> None:
    """Errors: RefusedError when an edition gets no call."""
    raise_first(why_not_call(is_competitive, has_call), RefusedError)


def why_not_invite(is_allotted: bool, country: str) -> list[Refusal]:
    """Return why a country is not invited: it has no seats."""
    return [] if is_allotted else [Refusal("country_has_no_seats", {"country": country})]


def check_invite(is_allotted: bool, country: str) -> None:
    """Errors: RefusedError when a country is not invited."""
    raise_first(why_not_invite(is_allotted, country), RefusedError)
