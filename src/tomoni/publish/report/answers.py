"""What figures and claims of one snapshot answer, as plain values, each asked once and kept.

An answer depends on nothing but the snapshot, the request and the code. It may therefore be
kept in files, and the snapshot need not even be opened to build a report again.
``verify`` never reads what is kept here.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tomoni.catalogue.errors import TomoniError
from tomoni.catalogue.labels import Label
from tomoni.exchange.snapshot import Snapshot, open_snapshot, read_manifest
from tomoni.exchange.snapshot.manifest import code_digest

from .model import Lineage

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer, in the engine's own words. ``field``: the argument it is about.

    ``ja``: what and do in Japanese, None where the engine has no such words.
    """

    code: str
    what: str
    do: str
    field: str | None = None
    ja: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A finding that nobody has decided, about a claim that stands behind a number."""

    finding_id: str
    topic: str
    label: Label


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row: its key with the wording of each value, its number, and what stands behind it.

    ``number`` is a cell of ``publish.cells`` (None: the value is unknown); ``plain`` is the row of
    the figure as it answers. ``is_decided``: somebody has decided a finding about a claim behind
    the row, so that a change needs no warning.
    """

    key: Mapping[str, str | int | None]
    names: Mapping[str, Label]
    number: Json | None
    plain: Mapping[str, Any]
    site_id: str
    lineage: tuple[Lineage, ...]
    findings: tuple[OpenFinding, ...]
    is_decided: bool


@dataclass(frozen=True, slots=True)
class FigureAnswer:
    """All rows that a figure gives to one request, with its words."""

    figure: str
    version: int
    title: Label
    definition: Label
    unit: str
    always: tuple[str, ...]
    run_hash: str
    rows: tuple[AnswerRow, ...]
    left_out: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class ClaimAnswer:
    """One claim: its number or date, what it counts, and where it stands."""

    claim_id: str
    document_id: str
    document: str
    public_page: str
    edition: Label
    metric: Label
    subject: str
    as_of: str | None
    number: Json | None
    spans: tuple[tuple[int, int], ...]
    findings: tuple[OpenFinding, ...]
    is_decided: bool


class ReportAnswers:
    """Asks one snapshot, remembers every answer, and keeps them in files where it is given a place.

    ``snapshot`` is an opened snapshot, or the directory of one, which is opened when first needed
    and closed by ``close``. ``with_proofs``: lineages and hashes are found too; a preview at the
    desk does without them.
    """

    def __init__(
        self, snapshot: Snapshot | Path, kept_in: Path | None = None, *, with_proofs: bool = True
    ) -> None:
        self._given = snapshot
        manifest = read_manifest(snapshot) if isinstance(snapshot, Path) else snapshot.manifest
        self.manifest: Mapping[str, Any] = manifest
        self.snapshot_id: str = manifest["snapshot"]
        self.with_proofs = with_proofs
        self._kept_in = kept_in
        self._known: dict[str, Json] = {}
        self._figures: dict[str, FigureAnswer | Refusal] = {}
        self._asker: Any = None
        self._opened: Snapshot | None = None

    @property
    def snapshot_made(self) -> str:
        """The moment at which the snapshot was written (UTC), "" where it does not say."""
        return str(self.manifest.get("created_at", ""))

    def figure(
        self,
        name: str,
        by: Sequence[str],
        where: Mapping[str, Sequence[str]],
        as_of: str | None,
    ) -> FigureAnswer | Refusal:
        """Return what a figure answers, or why it does not."""
        from .asking import figure_answer

        request: Json = {
            "figure": name,
            "by": list(by),
            "where": {key: list(where[key]) for key in sorted(where)},
            "as_of": as_of,
            "proofs": self.with_proofs,
        }
        key = json.dumps(request)
        if key not in self._figures:
            found = self._answer(request, lambda asker: asker.figure(request))
            self._figures[key] = figure_answer(found)
        return self._figures[key]

    def claim(self, claim_id: str) -> ClaimAnswer | Refusal:
        """Return what a claim states, or that there is none of this id."""
        from .asking import claim_answer

        request = {"claim": claim_id}
        return claim_answer(self._answer(request, lambda asker: asker.claim(claim_id)))

    def claims(self, filters: Mapping[str, str]) -> tuple[str, ...] | Refusal:
        """Return the ids of the claims with these values in these columns, oldest edition first."""
        from .asking import refusal_of

        request = {"claims": dict(sorted(filters.items()))}
        found = self._answer(request, lambda asker: asker.claims(filters))
        return refusal_of(found) or tuple(found["claims"])

    def close(self) -> None:
        """Close the snapshot, if it was opened here."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None
        self._asker = None

    def _answer(self, request: Json, ask: Callable[[Any], Json]) -> Json:
        key = self._key(request)
        if key not in self._known:
            found = self._read(key) or self._read_proven(request)
            if found is None:
                found = _asked(ask, self._ask_with())
                self._write(key, found)
            self._known[key] = found
        return self._known[key]

    def _ask_with(self) -> Any:
        if self._asker is None:
            from .asking import Asker

            snapshot = self._given
            if isinstance(snapshot, Path):
                snapshot = self._opened = open_snapshot(snapshot)
            self._asker = Asker(snapshot, with_proofs=self.with_proofs)
        return self._asker

    def _key(self, request: Json) -> str:
        text = json.dumps([code_digest(), self.snapshot_id, request], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def _read_proven(self, request: Json) -> Json | None:
        """Return what a build has kept, which a preview can use: it holds more."""
        if request.get("proofs") is not False:
            return None
        return self._read(self._key({**request, "proofs": True}))

    def _read(self, key: str) -> Json | None:
        if self._kept_in is None:
            return None
        try:
            found = json.loads((self._kept_in / f"{key}.json").read_bytes())
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def _write(self, key: str, found: Json) -> None:
        if self._kept_in is None:
            return
        path = self._kept_in / f"{key}.json"
        beside = path.with_suffix(f".{os.getpid()}.{id(self)}.part")
        # What cannot be kept is asked again; a full disk is told where the report is written.
        with suppress(OSError):
            self._kept_in.mkdir(parents=True, exist_ok=True)
            # Written beside it and renamed: a build that is killed leaves no half answer.
            beside.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
            beside.replace(path)


def _asked(ask: Callable[[Any], Json], asker: Any) -> Json:
    try:
        return ask(asker)
    except TomoniError as error:
        place = error.where.field if error.where else None
        ja = error.words("ja") if error.in_language is not None else None
        said = {"what": error.what, "do": error.do, "ja": ja}
        return {"refusal": {"code": error.code, "field": place, **said}}
