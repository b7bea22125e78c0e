"""What a certificate says, and the words around it in English and Japanese."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from tomoni.catalogue.errors import RefusedError

from ..typesetting import printed_date, printed_period

Kind = Literal["participation", "completion"]


@dataclass(frozen=True)
class Signatory:
    """Who signs. The Japanese parts are printed when given."""

    name: str
    title: str
    name_ja: str | None = None
    title_ja: str | None = None


@dataclass(frozen=True)
class CertificateValues:
    """One certificate. None: not known, or not to be printed.

    ``number`` is the certificate's own. ``name`` is in Latin letters, ``native_name`` in the
    script of its bearer. ``course`` is the whole printed title with its number ("26th UNCAC
    Training Programme"). ``hours`` are of instruction. ``verify_url`` is the public page of this
    certificate. ``credential`` is the signed badge. Parts ending in ``_ja`` are in Japanese; a line
    is printed in Japanese when all its parts are there.
    """

    kind: Kind
    number: str
    name: str
    course: str
    starts: date
    ends: date
    institute: str
    signatory: Signatory
    issued_on: date
    verify_url: str
    credential: str
    native_name: str | None = None
    country: str | None = None
    theme: str | None = None
    place: str | None = None
    hours: Decimal | None = None
    course_ja: str | None = None
    theme_ja: str | None = None
    institute_ja: str | None = None
    country_ja: str | None = None


_TITLES: dict[Kind, tuple[str, str]] = {
    "participation": ("Certificate of Participation", "参加証書"),
    "completion": ("Certificate of Completion", "修了証書"),
}

_DONE: dict[Kind, str] = {
    "participation": "has participated in the",
    "completion": "has successfully completed the",
}
NO_BREAK = "\u00a0"


def printed(values: CertificateValues) -> dict[str, Any]:
    """Return every line of the certificate as text. Raises RefusedError for an impossible one."""
    if not values.name.strip() or not values.number.strip() or not values.credential.strip():
        raise RefusedError("A certificate needs a name, a number and its signed credential.")
    if values.ends < values.starts:
        raise RefusedError("The course ends before it starts.")
    title, title_ja = _TITLES[values.kind]
    japanese = values.course_ja is not None
    return {
        "title": title,
        "title_ja": title_ja if japanese else None,
        "number": values.number,
        "name": values.name,
        "native_name": values.native_name,
        "native_lang": "ja" if values.native_name and _is_japanese(values.native_name) else "und",
        "country": values.country,
        "country_ja": values.country_ja,
        "done": _DONE[values.kind],
        "course": values.course,
        "detail": _detail(values),
        "theme": values.theme,
        "theme_ja": f"主題：{values.theme_ja}" if values.theme_ja else None,
        "statement_ja": _statement_ja(values) if japanese else None,
        "institute": values.institute,
        "institute_ja": values.institute_ja,
        "signatory": values.signatory.name,
        "signatory_title": values.signatory.title,
        "signatory_ja": values.signatory.name_ja,
        "signatory_title_ja": values.signatory.title_ja,
        "issued": printed_date(values.issued_on, "en"),
        "issued_ja": printed_date(values.issued_on, "ja") if japanese else None,
        "date": values.issued_on.isoformat(),
    }


def _detail(values: CertificateValues) -> str:
    """Where, when, how long, and whether assessed; a date is never broken over two lines."""
    period = printed_period(values.starts, values.ends, "en").replace(" ", NO_BREAK)
    held = f"held in {values.place}, {period}" if values.place else f"held {period}"
    if values.hours is not None:
        held += f", {values.hours:f}{NO_BREAK}hours of instruction"
    return f"{held}, and passed its assessment" if values.kind == "completion" else held


def _statement_ja(values: CertificateValues) -> str:
    period = printed_period(values.starts, values.ends, "ja")
    if values.kind == "completion":
        done = "の課程を修了し、考査に合格したことを証する。"
    else:
        done = "に参加したことを証する。"
    return f"上記の者は、{values.course_ja}（{period}）\n{done}"


def _is_japanese(name: str) -> bool:
    """Whether a name holds kana or Han signs, and is to be set as Japanese."""
    return any("\u3040" <= sign <= "\u30ff" or "\u4e00" <= sign <= "\u9fff" for sign in name)
