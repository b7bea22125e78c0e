"""Figures as the site uses them: each asked once, each row of an answer a number with its proof."""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tomoni.catalogue.errors import RefusedError
from tomoni.catalogue.figure_words import FIGURE_DEFINITIONS_JA
from tomoni.catalogue.labels import Label
from tomoni.exchange.snapshot import Snapshot
from tomoni.figures.keys import KEYS
from tomoni.figures.registry import FIGURES_BY_NAME, Figure
from tomoni.figures.run import FigureRun, run_figure

from . import cells
from .cells import Json
from .source import Source, label_of

SHARE = "share"
KeyValues = Mapping[str, str | int]
BASIS_LABELS: dict[str, Label] = {
    "time": Label("Time", "時点"),
    "currency": Label("Currency", "通貨"),
    "price": Label("Prices", "価格"),
    "population": Label("What is counted", "対象"),
    "country_basis": Label("Countries", "国の根拠"),
    "counting_level": Label("Place in the chain", "計上段階"),
}
_TITLE_COLUMNS: dict[str, str] = {
    "activities": "title",
    "documents": "title",
    "findings": "topic",
    "pledges": "title",
    "series": "name",
    "parties": "name",
    "frameworks": "name",
}


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of an answer. ``number`` is None where the figure knows no value."""

    key: Mapping[str, Any]
    number: Json | None
    plain: Mapping[str, Any]
    proof: str
    run: FigureRun
    place: int


@dataclass(frozen=True, slots=True)
class Answer:
    """All rows of one request, or the reason why the figure refuses it."""

    run: FigureRun | None
    rows: list[FigureRow] = field(default_factory=list)
    refusal: str | None = None


def definition_of(figure: Figure) -> Label:
    """Return what a figure says, in one sentence of each language."""
    sentence = figure.definition.sentence
    return Label(sentence, FIGURE_DEFINITIONS_JA.get(figure.name, sentence))


def narrowed_request(run: FigureRun, key: Mapping[str, Any]) -> Json:
    """Return the request that gives one row alone; a key that cannot narrow stays a dimension."""
    where: dict[str, list[Any]] = {name: list(values) for name, values in run.request.where.items()}
    by: list[str] = []
    rest: dict[str, Any] = {}
    for name, value in key.items():
        if name in run.figure.where and value is not None:
            where[name] = [value]
        else:
            rest[name] = value
            if name not in run.figure.always:
                by.append(name)
    as_of = run.request.as_of
    return {
        "by": by,
        "where": {name: where[name] for name in sorted(where)},
        "as_of": None if as_of is None else as_of.stated,
        "row": rest,
    }


def proof_id_of(figure: str, version: int, request: Json) -> str:
    """Return the stable id of a row's proof: the figure's name and a digest of the request."""
    text = json.dumps([figure, version, request], sort_keys=True, ensure_ascii=False)
    return f"{figure}.{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def command_line(figure: str, request: Json) -> str:
    """Return the command that gives the row on anybody's machine."""
    parts = ["tomoni", "figure", "run", figure]
    parts += [item for name in request["by"] for item in ("--by", name)]
    for name, values in request["where"].items():
        for value in values:
            parts += ["--where", f"{name}={value}"]
    if request["as_of"]:
        parts += ["--as-of", request["as_of"]]
    return shlex.join([*parts, "--trace", "--json"])


def number_of(plain: Mapping[str, Any], proof: str, unit: str) -> Json | None:
    """Return the number of one row of an answer; None where its value is unknown."""
    if plain["value"] is None:
        return None
    currency = plain.get("currency") or plain.get("target_currency")
    exact = plain.get("exact")
    is_share = unit == SHARE
    return cells.number(
        plain["value"],
        proof,
        unit="share" if is_share else unit,
        currency=None if is_share else currency,
        qualifier=plain["qualifier"],
        low=plain["low"],
        high=plain["high"],
        exact=exact,
    )


class FigureRuns:
    """Runs figures on one snapshot, remembers every answer, and names the proof of every row."""

    def __init__(self, snapshot: Snapshot, source: Source) -> None:
        self.snapshot = snapshot
        self.source = source
        self._answers: dict[str, Answer] = {}
        self._grouped: dict[tuple[int, str], dict[Any, list[FigureRow]]] = {}
        self.asked: list[Answer] = []

    def ask(
        self,
        name: str,
        *,
        by: Sequence[str] = (),
        where: KeyValues | None = None,
        as_of: str | None = None,
    ) -> Answer:
        """Return the answer of a figure; a refusal is an answer too."""
        request = json.dumps([name, list(by), dict(where or {}), as_of], sort_keys=True)
        if request not in self._answers:
            made = self._run(name, by, where, as_of)
            self._answers[request] = made
            if made.run is not None:
                self.asked.append(made)
        return self._answers[request]

    def one(self, name: str, as_of: str | None = None, **where: str | int) -> FigureRow | None:
        """Return the only row of a narrowed figure; None for no row, several, or a refusal."""
        rows = self.ask(name, where=where, as_of=as_of).rows
        return rows[0] if len(rows) == 1 else None

    def keyed(
        self, name: str, by: str, where: KeyValues | None = None
    ) -> dict[Any, list[FigureRow]]:
        """Return the rows of a figure by the values of one dimension."""
        answer = self.ask(name, by=(by,), where=where)
        grouped = self._grouped.get((id(answer), by))
        if grouped is None:
            grouped = {}
            for row in answer.rows:
                grouped.setdefault(row.key[by], []).append(row)
            self._grouped[id(answer), by] = grouped
        return grouped

    def has(self, name: str) -> bool:
        """Say whether there is a figure of this name."""
        return name in FIGURES_BY_NAME

    def key_label(self, key: str, value: object) -> Label:
        """Return how a value of a key reads: a code's wording, a record's name, or itself."""
        known = KEYS[key]
        text = str(value)
        if value is None:
            return Label("not stated", "記載なし")
        if known.kind == "code":
            return label_of(known.source, text)
        if known.kind == "record":
            if known.source == "places":
                return self.source.place_label(text)
            column = _TITLE_COLUMNS.get(known.source)
            row = self.source.by_key(known.source).get(text)
            if column and row is not None:
                return Label(row[column], row[column])
        return Label(text, text)

    def _run(
        self, name: str, by: Sequence[str], where: KeyValues | None, as_of: str | None
    ) -> Answer:
        try:
            run = run_figure(self.snapshot, name, by=by, where=where, as_of=as_of)
        except RefusedError as error:
            return Answer(None, refusal="\n".join(filter(None, (error.what, error.do))))
        made = Answer(run)
        for place, row in enumerate(run.rows):
            request = narrowed_request(run, row.key)
            proof = proof_id_of(name, run.figure.version, request)
            plain = row.as_dict()
            number = number_of(plain, proof, run.figure.unit)
            made.rows.append(FigureRow(row.key, number, plain, proof, run, place))
        return made
