"""A report's folder, drawn for a test, and what is wrong with it on the drawn world."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tomoni.exchange.snapshot import Snapshot
from tomoni.publish.report.answers import ReportAnswers
from tomoni.publish.report.compose import Composed, compose_report
from tomoni.publish.report.folder import read_folder

SETTINGS = 'id = "drawn"\ntitle_en = "A drawn report"\nchapters = ["one.md"]\n'
# The least that a picture needs to be taken for one: its size, and where its dots begin.
JPEG = bytes.fromhex("ffd8ffc0000b080002000301011100ffda0008010100003f00") + b"dots\xff\xd9"


def report_at(folder: Path, chapter: str, settings: str = SETTINGS, **chapters: str) -> Path:
    """Write a report of one chapter, and more by their names (``ja__one`` is ja/one.md)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.toml").write_text(settings, encoding="utf-8")
    for name, text in {"one": chapter, **chapters}.items():
        path = folder / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


# Answers of a snapshot never change, so that all tests share them.
_ANSWERS: dict[str, ReportAnswers] = {}


def composed(folder: Path, snapshot: Snapshot, **more: Sequence[str]) -> Composed:
    """Compose the report of a folder on a snapshot."""
    answers = _ANSWERS.setdefault(snapshot.id, ReportAnswers(snapshot))
    return compose_report(read_folder(folder), answers, **more)


def told(found: Composed) -> list[str]:
    """Return every problem as "file:line:column code: what"."""
    return [f"{each.place} {each.code}: {each.what}" for each in found.problems]
