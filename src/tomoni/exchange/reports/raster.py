"""Drawings as pictures of dots, for files that hold no SVG. Typst draws them, in the same fonts."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import typst

from ..typesetting import FontBook, missing_characters, missing_refusal

_DOTS_PER_INCH = 200
_LABEL = re.compile(r">([^<>]+)</text>")
_TEMPLATE = """
#let files = json(bytes(sys.inputs.files))
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#for (place, file) in files.enumerate() {
  if place > 0 { pagebreak() }
  image(file, width: 425pt)
}
"""


def drawings_as_png(drawings: Mapping[str, bytes], fonts: FontBook) -> dict[str, bytes]:
    """Return each drawing as PNG by its name, 15 cm wide at 200 dots an inch.

    Errors: RefusedError when a label has a character that no font can show.
    """
    if not drawings:
        return {}
    missing = missing_characters(_labels(drawings), fonts)
    if missing:
        raise missing_refusal(missing, fonts)
    with tempfile.TemporaryDirectory(prefix="tomoni-draw-") as made:
        root = Path(made)
        for name, data in drawings.items():
            (root / name).write_bytes(data)
        (root / "main.typ").write_text(_TEMPLATE, encoding="utf-8")
        pages = typst.compile(
            root / "main.typ",
            root=root,
            font_paths=fonts.fonts,
            ignore_system_fonts=True,
            format="png",
            ppi=_DOTS_PER_INCH,
            sys_inputs={"files": json.dumps(list(drawings))},
        )
    every = pages if isinstance(pages, list) else [pages]
    return {name: page for name, page in zip(drawings, every, strict=True) if page is not None}


def _labels(drawings: Mapping[str, bytes]) -> list[str]:
    """The texts of the drawings: what no font shows Typst draws as an empty box, in silence."""
    found = {text for data in drawings.values() for text in _LABEL.findall(data.decode())}
    return sorted(map(unescape, found))
