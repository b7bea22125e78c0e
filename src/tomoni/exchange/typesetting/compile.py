"""Values and a Typst template in, the bytes of a PDF out.

Each PDF is tagged and archival at once: PDF/UA-1 (a screen reader can read it) and PDF/A-3a (it can
be kept, and may carry attachments). Both standards forbid a sign that no font can show, so no name
is ever printed with a hole in it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from tomoni.catalogue.errors import RefusedError, Where

from .fonts import FontBook

if TYPE_CHECKING:
    from typst import PDFStandard

_STANDARDS: list[PDFStandard] = ["a-3a", "ua-1"]
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
# A template of one page asserts this.
_TOO_LONG = "does not fit one page"
_NO_PICTURE = "failed to decode image"
_PROBE = Path(__file__).with_name("probe.typ")


class Typesetter:
    """One template, ready to set many documents. Not to be shared between threads."""

    def __init__(self, template: Path, fonts: FontBook) -> None:
        self._fonts = fonts
        self._compiler = typst.Compiler(
            template, root=template.parent, font_paths=fonts.fonts, ignore_system_fonts=True
        )

    def set(self, values: Mapping[str, Any], dated: date, where: Where | None = None) -> bytes:
        """Return the PDF of one document, the same bytes for the same values and fonts.

        ``values`` are JSON values; the template finds them, and the font ``families``, in
        ``sys.inputs.values``. The file is dated midnight UTC of ``dated``. Raises RefusedError
        naming each character that no font can show, and ``where`` it stands.
        """
        sent = json.dumps({**values, "families": self._fonts.families}, ensure_ascii=False)
        return _compiled(self._compiler, self._fonts, dated, where, {"values": sent})


def set_directory(
    directory: Path,
    template: str,
    values: Mapping[str, Any],
    fonts: FontBook,
    *,
    dated: date,
    where: Where | None = None,
) -> bytes:
    """Return the PDF of a template that stands in ``directory`` beside its pictures.

    The template finds ``values``, and the font ``families``, in the file ``values.json``, which is
    written here: when only some of it changed, Typst sets again only what depends on that. The rest
    is as in ``Typesetter.set``.
    """
    sent = json.dumps({**values, "families": fonts.families}, ensure_ascii=False)
    (directory / "values.json").write_text(sent, encoding="utf-8")
    compiler = typst.Compiler(
        directory / template, root=directory, font_paths=fonts.fonts, ignore_system_fonts=True
    )
    return _compiled(compiler, fonts, dated, where, {})


def _compiled(
    compiler: typst.Compiler,
    fonts: FontBook,
    dated: date,
    where: Where | None,
    inputs: dict[str, str],
) -> bytes:
    try:
        made = compiler.compile(
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=_STANDARDS,
            timestamp=datetime.combine(dated, time(), UTC),
        )
    except typst.TypstError as error:
        refusal = _refusal(error, fonts, where)
        if refusal is None:
            raise
        raise refusal from error
    if not isinstance(made, bytes):
        raise TypeError("one document was asked for, several came")
    return made


def unshown_characters(error: RefusedError) -> tuple[str, ...]:
    """Return the characters for which a text was refused; none when it was for another reason."""
    cause = error.__cause__
    return tuple(_missing(cause)) if isinstance(cause, typst.TypstError) else ()


def missing_characters(texts: Sequence[str], fonts: FontBook) -> tuple[str, ...]:
    """Return the characters of these texts that no font can show, in order of first appearance.

    For a look at a whole list of names before anything is issued.
    """
    try:
        Typesetter(_PROBE, fonts).set({"texts": sorted(set(texts))}, date(2000, 1, 1))
    except RefusedError as error:
        found = set(unshown_characters(error))
        return tuple(dict.fromkeys(sign for text in texts for sign in text if sign in found))
    return ()


def _missing(error: typst.TypstError) -> list[str]:
    """The single characters named in Typst's complaint, each once."""
    named = _MISSING.findall(f"{error.message}\n{error.diagnostic}")
    return list(dict.fromkeys(sign for text in named for sign in text))


def _refusal(error: typst.TypstError, fonts: FontBook, where: Where | None) -> RefusedError | None:
    """What the user can mend; None when the template itself is wrong."""
    if _TOO_LONG in error.message:
        return RefusedError(
            "The text does not fit one page.", where=where, do="Shorten the longest lines."
        )
    if _NO_PICTURE in error.message:
        return RefusedError(
            "A picture is damaged and cannot be printed.", where=where, do="Save it again."
        )
    missing = _missing(error)
    return missing_refusal(missing, fonts, where) if missing else None


def missing_refusal(
    missing: Sequence[str], fonts: FontBook, where: Where | None = None
) -> RefusedError:
    """Return the refusal of a text for characters that no font can show."""
    listed = ", ".join(
        f"{sign} (U+{ord(sign):04X} {unicodedata.name(sign, 'unnamed')})" for sign in missing[:10]
    )
    more = f" and {len(missing) - 10} more" if len(missing) > 10 else ""
    place = fonts.directory or "no directory of fonts was given"
    return RefusedError(
        f"No font can show {listed}{more}. Searched: the built-in fonts, {place}.",
        where=where,
        do="Add a font that has these characters to the directory of fonts.",
    )
