"""The fonts a document is set in: those inside Typst, and those of one directory.

Fonts of the system are never used, so that a document comes out the same on every machine. Typst
carries Latin, Greek and Cyrillic (Libertinus Serif); other scripts need a directory of fonts.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import typst

from tomoni.catalogue.errors import SettingError

LATIN_SERIF = "Libertinus Serif"
# One file often holds a family for each of Japan, Korea, China and Taiwan, whose signs differ.
# Japanese names are set in a Japanese face wherever there is one, a serif before a sans.
_JAPANESE = ("Serif CJK JP", "Serif JP", "Mincho", "明朝", "Sans CJK JP", "Sans JP", "Gothic", "JP")
_OTHER_CJK = (" KR", " SC", " TC", " HK")


@dataclass(frozen=True)
class FontBook:
    """Fonts opened once for many documents. ``families``: the order in which glyphs are sought."""

    families: tuple[str, ...]
    fonts: typst.Fonts
    directory: Path | None


@functools.lru_cache(maxsize=8)
def open_fonts(directory: Path | None = None) -> FontBook:
    """Open Typst's own fonts and those under ``directory`` (None: no others).

    They stay open as long as the process lives: a font added later is found after a restart.
    Raises SettingError when the directory does not exist or holds no font.
    """
    if directory is not None and not directory.is_dir():
        raise SettingError(
            f"The directory of fonts {directory} does not exist.",
            do="Name a directory that holds OpenType or TrueType fonts.",
        )
    fonts = typst.Fonts(
        include_system_fonts=False, font_paths=[] if directory is None else [directory]
    )
    own = sorted({font.family for font in fonts.fonts() if font.path}, key=_rank)
    if directory is not None and not own:
        raise SettingError(
            f"There is no font in the directory {directory}.",
            do="Put OpenType or TrueType fonts there: Noto Serif CJK JP sets Japanese names.",
        )
    return FontBook((LATIN_SERIF, *own), fonts, directory)


def _rank(family: str) -> tuple[int, str]:
    if family.endswith(_OTHER_CJK):
        return len(_JAPANESE) + 1, family
    for rank, mark in enumerate(_JAPANESE):
        if mark in family:
            return rank, family
    return len(_JAPANESE), family
