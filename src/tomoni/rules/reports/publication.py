"""When a report is built, when a build is published, when an edition is withdrawn."""

from __future__ import annotations

from dataclasses import dataclass

from tomoni.catalogue.errors import TransitionError

from ..refusals import Refusal, raise_first


@dataclass(frozen=True, slots=True)
class BuildFacts:
    """What is known of a build.

    ``source``: digest of the folder that it was built of, None: it is not built; ``source_now``:
    of the folder as it stands. ``tier``: of the snapshot that filled its slots.
    """

    state: str
    source: str | None
    source_now: str
    tier: str


def why_not_publish(build: BuildFacts) -> list[Refusal]:
    """Return why a build does not go out: what is published is what was built, and nothing else."""
    if build.state != "draft":
        return [Refusal("report_not_built")]
    refusals = []
    if build.source != build.source_now:
        refusals.append(Refusal("report_changed_since"))
    if build.tier != "public":
        refusals.append(Refusal("report_not_of_public_snapshot"))
    return refusals


def can_publish(build: BuildFacts) -> bool:
    """Whether a build may be published."""
    return not why_not_publish(build)


def check_publish(build: BuildFacts) -> None:
    """Errors: TransitionError with the first reason against publishing a build."""
    raise_first(why_not_publish(build), TransitionError)


def why_not_build(open_state: str | None) -> list[Refusal]:
    """Return why a report is not built now; ``open_state``: of its build that is not published."""
    return [Refusal("report_is_being_built")] if open_state == "building" else []


def can_build(open_state: str | None) -> bool:
    """Whether a report may be built now."""
    return not why_not_build(open_state)


def check_build(open_state: str | None) -> None:
    """Errors: TransitionError while the worker builds the report."""
    raise_first(why_not_build(open_state), TransitionError)


def why_not_withdraw(state: str) -> list[Refusal]:
    """Return why an edition is not withdrawn: only what is published can be."""
    return [] if state == "published" else [Refusal("report_not_published")]


def can_withdraw(state: str) -> bool:
    """Whether an edition may be withdrawn."""
    return not why_not_withdraw(state)


def check_withdraw(state: str) -> None:
    """Errors: TransitionError for an edition that is not published."""
    raise_first(why_not_withdraw(state), TransitionError)
