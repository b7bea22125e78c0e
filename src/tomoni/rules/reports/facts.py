"""What the desk reads of a ``report.toml``: id, titles, edition. The build reads all of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tomoni.catalogue.errors import InputError, Where

from ..refusals import Refusal, raise_first
from .folders import SETTINGS_FILE

_AT = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What a report says of itself. ``edition`` None: it has no editions."""

    id: str
    title: str
    title_ja: str | None
    edition: str | None
    is_unofficial: bool


def read_facts(text: str) -> ReportFacts:
    """Return what a ``report.toml`` says of the report.

    Errors: InputError with the line for a text that is no TOML, a key that is missing or of another
    type.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(str(error), text) from error
    raise_first(_why_not_facts(table), InputError, file=SETTINGS_FILE)
    return ReportFacts(
        table["id"],
        table["title_en"].strip(),
        _text(table, "title_ja"),
        _text(table, "edition"),
        bool(table.get("unofficial", True)),
    )


def facts_of(report_id: str, text: str) -> ReportFacts:
    """Return what the ``report.toml`` of one report says. Errors: as ``read_facts``; InputError
    when it is another report's.
    """
    facts = read_facts(text)
    if facts.id != report_id:
        differs = Refusal("report_id_differs", {"given": facts.id[:80], "id": report_id}, "content")
        raise_first([differs], InputError, file=SETTINGS_FILE)
    return facts


def _why_not_facts(table: Mapping[str, Any]) -> list[Refusal]:
    wrong = [key for key in ("id", "title_en") if not _is_filled(table.get(key))]
    wrong += [
        key
        for key in ("title_ja", "edition")
        if key in table and not isinstance(table[key], str | int)
    ]
    if not isinstance(table.get("unofficial", True), bool):
        wrong.append("unofficial")
    return [Refusal("report_settings_key", {"key": key}, "content") for key in wrong]


def _is_filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _text(table: Mapping[str, Any], key: str) -> str | None:
    return str(table.get(key, "")).strip() or None


def _syntax(said: str, text: str) -> InputError:
    found = _AT.search(said)
    line = int(found[1]) if found and found[1] else text.count("\n") + 1
    why = _AT.sub("", said).strip().rstrip(".")
    return InputError(
        f"report.toml cannot be read at line {line}: {why}.",
        where=Where(file=SETTINGS_FILE, line=line, field="content"),
        do='Write each line as name = "text"; true and false stand without quotes.',
    )
