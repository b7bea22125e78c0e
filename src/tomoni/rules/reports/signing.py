"""Who signs an answer pack, in which order, and what a change does to the signatures.

draft, then checked by somebody who did not write it, then signed off by somebody who did not check
it. A signature holds for the digest that it names: any change makes the answer a draft again, and
the signatures stay on record without counting.
"""

from __future__ import annotations

from dataclasses import dataclass

from tomoni.catalogue.errors import TransitionError

from ..refusals import Refusal, raise_first

STEPS: tuple[str, ...] = ("checked", "signed_off")
_BEFORE = {"checked": "draft", "signed_off": "checked"}


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """Where an answer stands. ``built``: digest of what was built of it, None: nothing since the
    last change; ``seen``: digest that the signer looked at. ``writer`` and ``checker``: opaque ids
    of who changed it last, and of whose check counts (None: nobody's)."""

    state: str
    built: str | None
    seen: str | None
    writer: str
    checker: str | None = None


def why_not_sign(step: str, signer: str, answer: AnswerFacts) -> list[Refusal]:
    """Return every reason against a signature."""
    if answer.state != _BEFORE[step]:
        return [Refusal("answer_not_at_step")]
    if answer.built is None:
        return [Refusal("answer_not_built")]
    refusals = []
    if answer.built != answer.seen:
        refusals.append(Refusal("answer_changed_since"))
    if step == "checked" and signer == answer.writer:
        refusals.append(Refusal("answer_own_check"))
    if step == "signed_off" and signer == answer.checker:
        refusals.append(Refusal("answer_same_signer"))
    return refusals


def can_sign(step: str, signer: str, answer: AnswerFacts) -> bool:
    """Whether somebody may sign."""
    return not why_not_sign(step, signer, answer)


def check_sign(step: str, signer: str, answer: AnswerFacts) -> None:
    """Errors: TransitionError with the first reason against a signature."""
    raise_first(why_not_sign(step, signer, answer), TransitionError)
