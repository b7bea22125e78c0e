"""Themes: our own thematic tree, with the OECD DAC purpose codes that name each theme.

The words are ``data/themes.toml``. Purpose codes are crosswalks for orientation, never a decision
about one activity; the purpose code of an activity is the editor's judgement.
"""

from __future__ import annotations

from dataclasses import dataclass

from .labels import Label
from .packaged import packaged_toml


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme. An empty ``purpose_codes`` means that no purpose code names it."""

    code: str
    label: Label
    definition: str
    purpose_codes: tuple[str, ...]
    purpose_reason: str


THEMES: tuple[Theme, ...] = tuple(
    Theme(
        code,
        Label(entry["en"], entry["ja"]),
        entry["definition"],
        tuple(entry["purpose_codes"]),
        entry["purpose_reason"],
    )
    for code, entry in packaged_toml("themes.toml").items()
)
THEMES_BY_CODE: dict[str, Theme] = {theme.code: theme for theme in THEMES}
