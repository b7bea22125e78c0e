"""What a report says, as a build hands it in: each proven number and where the text says it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TEXT_FILE = "text.txt"
STATEMENTS_FILE = "statements.json"


@dataclass(frozen=True, slots=True)
class SaidInText:
    """One proven number: its line of the proof file, and where the text says it."""

    proof: Mapping[str, Any]
    spans: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Part:
    """One chapter in the text, under the code that it has in every edition of the report."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statements:
    """What a report says in its home language, and its chapters."""

    language: str
    said: Sequence[SaidInText]
    parts: Sequence[Part] = ()


def read_statements(content: bytes) -> Statements:
    """Read the statements that a build handed in."""
    found = json.loads(content)
    said = [
        SaidInText(one["proof"], [(start, end) for start, end in one["spans"]])
        for one in found["statements"]
        if one["spans"]
    ]
    parts = [Part(one["code"], one["start"], one["end"]) for one in found.get("parts", ())]
    return Statements(found["language"], said, parts)


def statements_file(language: str, said: Sequence[SaidInText], parts: Sequence[Part] = ()) -> bytes:
    """Write statements as ``read_statements`` reads them."""
    lines = [
        {"proof": dict(one.proof), "spans": [list(span) for span in one.spans]} for one in said
    ]
    chapters = [{"code": one.code, "start": one.start, "end": one.end} for one in parts]
    content = {"language": language, "statements": lines, "parts": chapters}
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return (text + "\n").encode()
