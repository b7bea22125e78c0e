"""What every page builder is handed: the snapshot's rows, the evidence, the proofs, the writer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from .cells import Json
from .evidence import Evidence, Texts
from .options import SiteOptions
from .page_figures import PageFigures
from .paths import page_path
from .schema import SiteWriter
from .source import Source


class Proofs:
    """Proofs of the site, each kept once. Two numbers with one request share one proof."""

    def __init__(self, writer: SiteWriter) -> None:
        self._writer = writer
        self._known: set[str] = set()

    def __contains__(self, proof_id: str) -> bool:
        return proof_id in self._known

    def __len__(self) -> int:
        return len(self._known)

    def add(
        self, proof_id: str, data: Json, records: Iterable[tuple[str, Iterable[str]]] = ()
    ) -> None:
        """Keep a proof with the ids of the records behind it, by kind; a known id is left."""
        if proof_id in self._known:
            return
        self._known.add(proof_id)
        self._writer.proof(proof_id, {"id": proof_id, **data})
        for kind, ids in records:
            self._writer.proof_records(proof_id, kind, ids)


@dataclass(frozen=True)
class Build:
    """One build of the site. ``papers_dir`` holds published files of calls by their SHA-256,
    ``reports_dir`` those of reports."""

    source: Source
    writer: SiteWriter
    texts: Texts
    evidence: Evidence
    proofs: Proofs
    figures: PageFigures
    options: SiteOptions
    papers_dir: Path | None = None
    reports_dir: Path | None = None
    kept_files: set[str] = field(default_factory=set)

    def keep_file(self, path: str, media_type: str, body: bytes) -> None:
        """Keep a finished file once; a path is content-addressed or written by one caller."""
        if path not in self.kept_files:
            self.kept_files.add(path)
            self.writer.file(path, media_type, body)

    def searchable(self, kind: str, key: str, en: str, ja: str, body: str, more: str = "") -> None:
        """Put a page into the search index."""
        self.writer.searchable(kind, page_path(kind, key), en, ja, body, more)
