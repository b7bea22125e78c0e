"""The folder that a new report begins with: it builds as it stands."""

from __future__ import annotations

import json
from pathlib import Path

from tomoni.catalogue.errors import InputError, StorageError, Where

from .settings import SETTINGS_FILE, report_settings

_SETTINGS = """\
id = {id}
title_en = {title}
language = "en"
unofficial = true
chapters = ["introduction.md"]

# Digits that may stand outside slots, each with the reason.
[[allowed]]
text = "Rule 12"
reason = "number of a rule"
where = "introduction.md"
"""
_CHAPTER = """\
# Introduction

The portfolio holds {{ figure "activities_count" }} activities. Every number of this report is a
slot; a digit outside one, such as that of Rule 12, is allowed in report.toml or stops the build.

{{ table "activities_count" by="theme" top=5 caption="Activities by theme, the largest five" }}
"""


def begin_report(folder: Path, report_id: str, title: str) -> tuple[Path, ...]:
    """Write report.toml and a first chapter into a new folder; return their paths.

    Errors: InputError for an id that is none, or where something stands there already;
    StorageError when the disk refuses.
    """
    settings = _SETTINGS.format(id=_quoted(report_id), title=_quoted(title))
    _, problems = report_settings(settings)
    if problems:
        raise InputError(problems[0].what, where=Where(field="id"), do=problems[0].do)
    if folder.exists() and any(folder.iterdir()):
        raise InputError(f"{folder} is not empty.", do="Name a folder that does not exist yet.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for name, text in ((SETTINGS_FILE, settings), ("introduction.md", _CHAPTER)):
            path = folder / name
            path.write_text(text, encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise StorageError(f"{folder} cannot be written: {error.strerror}.") from error
    return tuple(written)


def _quoted(text: str) -> str:
    """Return a text as TOML writes it; JSON's strings are strings of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
