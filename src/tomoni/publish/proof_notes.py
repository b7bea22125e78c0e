"""What an answer carries beside its value: notes and parts, with our words for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tomoni.catalogue.labels import Label
from tomoni.catalogue.refusals import refusal_text
from tomoni.figures.keys import KEYS
from tomoni.figures.run import FigureRun

from . import cells
from .cells import Json
from .figure_runs import FigureRow
from .source import label_of
from .unit_words import agreeing

_NOTE_LABELS: dict[str, Label] = {
    "cutoff": Label("Counted up to", "基準時点"),
    "cutoff_basis": Label("Cut-off", "基準時点の根拠"),
    "since": Label("Counted from", "起算"),
    "window": Label("Window", "対象期間"),
    "window_years": Label("Length of the window, years", "対象期間の年数"),
    "years_covered": Label("Years that the result covers", "実績の対象年数"),
    "is_self_reported": Label("Reported by the one who pledged", "表明者自身の報告"),
    "states_counting_rule": Label("A counting rule is stated", "計上方法の明記"),
    "change": Label("Change", "変化"),
    "finding_class": Label("Finding", "所見"),
    "held": Label("Held", "実施時期"),
    "cancelled": Label("Cancelled lines among them", "うち取消記入"),
}
_NOTE_CODELISTS: dict[str, str] = {
    "cutoff_basis": "stated_or_inferred",
    "finding_class": "finding_class",
}
_PART_LABELS: dict[str, Label] = {
    "target": Label("Target", "目標"),
    "result": Label("Reported result", "報告された実績"),
    "earlier": Label("Earlier edition", "前の版"),
    "later": Label("Later edition", "後の版"),
    "observed": Label("Total observed", "観測された累計"),
    "itemised": Label("Itemised by entries", "内訳のある分"),
    "ordinal": Label("Number printed", "記載された回次"),
    "expected": Label("Number expected", "想定される回次"),
}


_ORDINALS = frozenset({"ordinal", "expected"})
# What a figure leaves out, by table of the snapshot.
_LEFT_OUT: dict[str, Label] = {
    "observations": Label("totals to date", "件の累計値"),
    "pledge_targets": Label("targets of pledges", "件の表明目標"),
}


def left_out(run: FigureRun) -> list[Json]:
    """Return what was in scope and in no value: how many, of what, and why."""
    made = []
    for line in run.evidence.left_out:
        en, ja = (refusal_text(line.reason, {}, language)[0] for language in ("en", "ja"))
        what = _LEFT_OUT.get(line.source, Label(line.source, line.source))
        made.append(
            {
                "count": str(line.count),
                "what": cells.words(agreeing(what, str(line.count))),
                "reason": cells.words(Label(en, ja)),
            }
        )
    return made


def _note_value(name: str, value: object) -> Json | str:
    if isinstance(value, bool):
        return cells.words(Label("yes", "はい") if value else Label("no", "いいえ"))
    list_name = _NOTE_CODELISTS.get(name)
    if list_name is not None:
        return cells.words(label_of(list_name, str(value)))
    return str(value)


def answer_notes(plain: Mapping[str, Any]) -> list[Json]:
    """Return the further facts that an answer carries, except what is shown elsewhere."""
    known = {
        "value", "low", "high", "qualifier", "low_is_open", "high_is_soft", "exact", "records",
        "parts", *KEYS,
    }  # fmt: skip
    return [
        {
            "label": cells.words(_NOTE_LABELS.get(name, Label(name.replace("_", " "), name))),
            "value": _note_value(name, value),
        }
        for name, value in plain.items()
        if name not in known and value is not None
    ]


def answer_parts(row: FigureRow) -> list[Json]:
    """Return the parts of a value, such as target and result, each in the unit of the row."""
    made = []
    plain = row.plain
    unit = str(row.key.get("unit") or row.run.figure.unit)
    for name, part in (plain.get("parts") or {}).items():
        if part["value"] is None:
            continue
        number = cells.number(
            part["value"],
            row.proof,
            unit="ordinal" if name in _ORDINALS else unit,
            currency=plain.get("currency"),
            qualifier=part["qualifier"],
        )
        label = _PART_LABELS.get(name, Label(name.replace("_", " "), name))
        made.append({"label": cells.words(label), "number": number})
    return made
