"""Labels read in the language asked for; any other language reads English."""

from __future__ import annotations

import pytest

from tomoni.catalogue.labels import LANGUAGES, Label


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "country"), ("ja", "国"), ("ja-JP", "国"), ("en-GB", "country"), ("fr", "country")],
)
def test_languages(language: str, text: str) -> None:
    assert Label("country", "国").in_language(language) == text


def test_the_languages_of_the_interface() -> None:
    assert LANGUAGES == ("en", "ja")
