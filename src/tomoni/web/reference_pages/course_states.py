"""Reference page of the course desk's states: diagrams and tables out of the state machines."""

from __future__ import annotations

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.eligibility_words import RULE_KINDS
from tomoni.catalogue.refusals import REFUSALS
from tomoni.rules.courses.machine import StateMachine, Step
from tomoni.rules.courses.machines import MACHINES

from .markdown import code, codes, page, table

_TITLES = {
    "course_edition_state": "Edition",
    "call_state": "Call",
    "nomination_state": "Nomination",
    "participation_state": "Participation",
    "session_state": "Session",
    "instrument_state": "Questionnaire or test",
    "action_plan_state": "Action plan",
}


def states_page() -> str:
    """Every state of the course desk, which step leads where, and who may take it."""
    return page(
        "States of courses",
        "A step that no table holds is refused. *Condition* is asked before the step is taken; "
        "where it does not hold, the step is refused with its words. *Reason* must be given; "
        "*message* is sent after the change is committed. Every step is one event of the audit.",
        *(_machine(machine) for machine in MACHINES.values()),
        _rules(),
    )


def _machine(machine: StateMachine) -> list[str]:
    words = codelist(machine.name).codes
    lines = [f"## {_TITLES[machine.name]}", "", *_diagram(machine), ""]
    lines += table(
        ("State", "English", "Japanese"),
        ((code(one), words[one].name, words[one].name_ja) for one in machine.states),
    )
    lines.append("")
    lines += table(
        ("Step", "From", "To", "By", "Condition", "Reason", "Message"),
        (_row(step) for step in machine.steps),
    )
    return lines


def _diagram(machine: StateMachine) -> list[str]:
    """A Mermaid diagram; a state that nothing leaves is an end."""
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {machine.start}"]
    lines += [
        f"    {step.source} --> {step.target}: {step.name.replace('_', ' ')}"
        for step in machine.steps
    ]
    left = {step.source for step in machine.steps}
    lines += [f"    {one} --> [*]" for one in machine.states if one not in left]
    return [*lines, "```"]


def _row(step: Step) -> tuple[object, ...]:
    guard = REFUSALS[step.guard].what.en if step.guard else None
    return (
        code(step.name), code(step.source), code(step.target), codes(sorted(step.actors)), guard,
        "yes" if step.needs_reason else None, code(step.notice),
    )  # fmt: skip


def _rules() -> list[str]:
    words = (
        "A call's rules are of these kinds and of no other. No rule asks about pregnancy, "
        "disability or illness: fitness is a clearance, yes or no. A fact that is not known makes "
        "a rule *unclear*, and an officer decides it with evidence."
    )
    lines = ["## Eligibility rules", "", words, ""]
    rows = (
        (code(kind), one.label.en, one.label.ja, codes(one.parameters))
        for kind, one in RULE_KINDS.items()
    )
    return [*lines, *table(("Kind", "English", "Japanese", "Parameters"), rows)]
