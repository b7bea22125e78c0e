"""Exports as platforms write them, of one meeting: 14 June 2022, 09:00 to 10:30 in Tokyo.

``zoom.csv``: the meeting's facts, a blank line, one line for each joining, month first.
``teams.tsv``: three parts, the last with a line for each joining; it comes in UTF-16 with tabs.
``webex.csv``: cells guarded against spreadsheets, in UTC by their headings.
"""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

_HERE = Path(__file__).parent


def _drawn(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


ZOOM = _drawn("zoom.csv")
TEAMS = _drawn("teams.tsv")
TEAMS_OLD = TEAMS.partition("\n3. ")[0] + "\n"
WEBEX = _drawn("webex.csv")
JAPANESE = _drawn("japanese.csv")
UNIQUE_USERS = _drawn("unique_users.csv")


def as_teams(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("utf-16")


def as_xlsx(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
