"""Reference page of reading: the fields of a proposal, the scores, and every drawn passage."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import get_args

from tomoni.reading.spans import Kind

SPECIFICATIONS = Path(__file__).parents[4] / "tests" / "spec" / "reading"


def reading_page() -> str:
    """What `tomoni read` prints, how well it reads, and the passages that hold it to that."""
    text = files(__package__).joinpath("reading_format.md").read_text(encoding="utf-8")
    lines = ["# Reading", "", Template(text).substitute(kinds=", ".join(get_args(Kind))).rstrip()]
    for page in sorted(SPECIFICATIONS.glob("*.md")):
        lines += ["", *_one_deeper(page.read_text(encoding="utf-8"))]
    return "\n".join(lines)


def _one_deeper(text: str) -> Iterator[str]:
    """The lines of a page, its headings two levels deeper."""
    for line in text.rstrip().splitlines():
        yield f"##{line}" if line.startswith("#") else line
