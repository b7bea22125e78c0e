"""Themes: worded in both languages, purpose codes active, and honest where none fits."""

from __future__ import annotations

import pytest

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.themes import THEMES, THEMES_BY_CODE, Theme

every_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.code)


def test_codes_are_unique() -> None:
    assert len(THEMES_BY_CODE) == len(THEMES) == 22


@every_theme
def test_a_theme_is_worded_in_both_languages(theme: Theme) -> None:
    assert theme.label.en and theme.label.ja
    assert theme.label.en != theme.label.ja
    assert theme.definition.endswith(".")
    assert theme.purpose_reason.endswith(".")


@every_theme
def test_purpose_codes_are_active(theme: Theme) -> None:
    assert len(set(theme.purpose_codes)) == len(theme.purpose_codes)
    assert [c for c in theme.purpose_codes if not codelist("Sector").is_active(c)] == []


def test_themes_that_no_purpose_code_names_say_so() -> None:
    unnamed = {theme.code for theme in THEMES if not theme.purpose_codes}
    assert unnamed == {"counter_terrorism", "maritime", "outer_space", "cyberspace"}
    for code in unnamed:
        assert THEMES_BY_CODE[code].purpose_reason.startswith("No purpose code names")
