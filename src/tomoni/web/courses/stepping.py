"""Buttons of the steps that may be taken, and what was typed when one was refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import TomoniError
from tomoni.rules.courses.machine import StateMachine
from tomoni.web.shell.forms import told

GRAVE = frozenset(
    {
        "cancel",
        "carry_over",
        "postpone",
        "withdraw",
        "drop",
        "find_ineligible",
        "mark_duplicate",
        "decline",
    }
)


@dataclass(frozen=True, slots=True)
class Failed:
    """A step that was refused: which, the words of the refusal, and the reason as typed."""

    verb: str
    words: list[str]
    reason: str


@dataclass(frozen=True, slots=True)
class StepShown:
    """One button.

    ``asks``: whether it opens a form first; ``is_main``: the way that things go; ``failed``: it was
    just refused, for a step whose form holds what was typed.
    """

    verb: str
    words: str
    needs_reason: bool
    asks: bool
    is_grave: bool
    is_main: bool
    failed: Failed | None


def refused(request: HttpRequest, error: TomoniError) -> Failed:
    """Return what is shown of a step that was refused."""
    sent = request.POST
    return Failed(sent.get("verb", ""), told(error), sent.get("reason", ""))


def revision_seen(request: HttpRequest) -> int | None:
    """Return the revision that a form was made of; None: it does not say."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isdecimal() else None


def steps_shown(
    machine: StateMachine,
    state: str,
    roles: Iterable[str],
    *,
    failed: Failed | None = None,
    asking: Collection[str] = (),
    leave_out: Collection[str] = (),
    only: Collection[str] | None = None,
) -> list[StepShown]:
    """Return the buttons of the steps that somebody with these roles may take from a state.

    ``asking``: steps that need more than a reason; ``leave_out``: taken elsewhere.
    """
    words = codelist("course_step")
    language = get_language() or "en"
    open_steps = [
        step
        for step in machine.open_steps(state, roles)
        if step.name not in leave_out and (only is None or step.name in only)
    ]
    plain = [s.name for s in open_steps if not s.needs_reason and s.name not in asking]
    return [
        StepShown(
            step.name,
            words.name_of(step.name, language),
            step.needs_reason,
            step.needs_reason or step.name in asking,
            step.name in GRAVE,
            step.name in plain[:1],
            failed if failed and failed.verb == step.name and step.name not in plain else None,
        )
        for step in open_steps
    ]
