"""What a slot asks of a figure: by what, narrowed to what, as of when, and which row is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .answers import AnswerRow, Refusal
from .model import Place, Problem, Slot
from .problems import problem, said
from .saying import Wish
from .slot_kinds import SLOTS

# A chart says "kind" of its own form, so that the figure's key of that name has another here.
ALIASES: dict[str, str] = {"activity_kind": "kind"}
_ROWS_NAMED = 6
_WHERE_FLAG = re.compile(r"--where ([a-z_]+)=\S*")
_NOT_ASKED = re.compile(r"cannot be asked (where|by) '([a-z_]+)'")


@dataclass(frozen=True, slots=True)
class Question:
    """A request as a slot writes it, not yet checked by the engine."""

    figure: str
    by: tuple[str, ...]
    where: Mapping[str, tuple[str, ...]]
    as_of: str | None
    row: Mapping[str, str]


def wish_of(slot: Slot) -> Wish:
    """Return how a slot wants its number said."""
    arguments = slot.arguments
    return Wish(arguments.get("say", ""), arguments.get("round", ""), arguments.get("format", ""))


def question_of(slot: Slot) -> tuple[Question | None, tuple[Problem, ...]]:
    """Return what a slot asks of its figure; every argument that is not the slot's own narrows."""
    own = {argument.name for argument in SLOTS[slot.name].arguments}
    where = {
        ALIASES.get(name, name): _listed(value)
        for name, value in slot.arguments.items()
        if name not in own
    }
    row: dict[str, str] = {}
    for pair in _listed(slot.arguments.get("row", "")):
        name, is_pair, value = pair.partition("=")
        if not is_pair or not name.strip():
            place = slot.places.get("row", slot.place)
            return None, (problem("slot", place, "row_bad", value=pair),)
        row[name.strip()] = value.strip()
    by = tuple(ALIASES.get(name, name) for name in _listed(slot.arguments.get("by", "")))
    as_of = slot.arguments.get("as_of") or None
    return Question(slot.subject, by, where, as_of, row), ()


def refused(slot: Slot, refusal: Refusal) -> Problem:
    """Return the problem that a refusal of the engine is, in its words, at the argument's place."""
    field = refusal.field or ""
    unasked = _NOT_ASKED.search(refusal.what)
    if unasked is not None:
        field = "by" if unasked[1] == "by" else unasked[2]
    aliased = {name: alias for alias, name in ALIASES.items()}
    place = slot.places.get(field) or slot.places.get(aliased.get(field, "")) or slot.place
    code = "claim" if slot.name in ("claim", "claims") else "figure"
    do = refusal.do
    if "tomoni figure run" not in do:
        do = _WHERE_FLAG.sub(r'\1="…"', do).replace("--as-of YYYY-MM-DD", 'as_of="YYYY-MM-DD"')
        do = do.replace("--as-of", "as_of").replace("--where", "a key")
    return said(code, place, (refusal.what, do or "Ask it otherwise."), refusal.ja)


_NO_SUCH_KEY = "\0"


def one_row(
    slot: Slot, question: Question, rows: tuple[AnswerRow, ...]
) -> tuple[AnswerRow | None, tuple[Problem, ...]]:
    """Return the row that the slot means, or why it is not one."""
    fitting = [row for row in rows if _fits(row, question.row)]
    if len(fitting) == 1:
        return fitting[0], ()
    place: Place = slot.place
    if not fitting:
        named = _named(rows)
        listed = {"rows": f" Rows are: {named}." if rows else "", "rows_ja": named}
        return None, (problem("rows", place, "no_row", figure=question.figure, **listed),)
    told = {"count": len(fitting), "rows": _named(tuple(fitting))}
    return None, (problem("rows", place, "many_rows", figure=question.figure, **told),)


def _fits(row: AnswerRow, wanted: Mapping[str, str]) -> bool:
    # A loop: a chapter asks a figure's hundreds of rows for each of its numbers.
    for name, value in wanted.items():
        found = row.key.get(name, _NO_SUCH_KEY)
        if found != value and ("" if found is None else str(found)) != value:
            return False
    return True


def _named(rows: tuple[AnswerRow, ...]) -> str:
    named = [
        " ".join(f"{name}={value}" for name, value in row.key.items()) or "the whole"
        for row in rows[:_ROWS_NAMED]
    ]
    more = len(rows) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _listed(value: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in value.split(",") if each.strip())
