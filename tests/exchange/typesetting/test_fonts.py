"""Fonts come from Typst and one directory; a Japanese face stands before its neighbours."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from exchange.drawn_fonts import draw_font
from tomoni.catalogue.errors import RefusedError, SettingError
from tomoni.exchange.typesetting import Typesetter, missing_characters, open_fonts


def test_without_a_directory_there_is_latin() -> None:
    book = open_fonts()
    assert book.families == ("Libertinus Serif",)
    assert missing_characters(["Łukasz Nguyễn", "Ελένη", "Кузнецов"], book) == ()


def test_missing_characters_come_once_in_order() -> None:
    assert missing_characters(["Ana 山", "田山", "x"], open_fonts()) == ("山", "田")


def test_a_directory_adds_its_characters(tmp_path: Path) -> None:
    draw_font(tmp_path / "deep" / "a.ttf", "Small Serif JP", "山田")
    book = open_fonts(tmp_path)
    assert book.families == ("Libertinus Serif", "Small Serif JP")
    assert missing_characters(["山田 太"], book) == ("太",)


def test_japanese_stands_before_chinese_and_serif_before_sans(tmp_path: Path) -> None:
    for family in ("Any Serif SC", "Any Sans JP", "Any Serif JP", "Lao Looped"):
        draw_font(tmp_path / f"{family}.ttf", family, "山")
    assert open_fonts(tmp_path).families == (
        "Libertinus Serif",
        "Any Serif JP",
        "Any Sans JP",
        "Lao Looped",
        "Any Serif SC",
    )


def test_a_directory_without_fonts_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="no font"):
        open_fonts(tmp_path)
    with pytest.raises(SettingError, match="does not exist"):
        open_fonts(tmp_path / "elsewhere")


def test_the_refusal_names_at_most_ten_and_counts_the_rest(tmp_path: Path) -> None:
    template = tmp_path / "t.typ"
    template.write_text(
        '#set document(title: "T")\n#set text(lang: "en")\n#json(bytes(sys.inputs.values)).text',
        encoding="utf-8",
    )
    signs = "山田太郎花子東京都日本国"
    with pytest.raises(RefusedError, match=r"and 2 more\. Searched: the built-in fonts, no dir"):
        Typesetter(template, open_fonts()).set({"text": signs}, date(2026, 1, 1))


def test_a_mistake_in_a_template_is_not_the_users(tmp_path: Path) -> None:
    template = tmp_path / "t.typ"
    template.write_text("#unknown-function()", encoding="utf-8")
    with pytest.raises(RuntimeError, match="unknown variable"):
        Typesetter(template, open_fonts()).set({}, date(2026, 1, 1))
