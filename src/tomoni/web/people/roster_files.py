"""Rosters as spreadsheets: columns, the template, and a file into lines.

The page and the command read the same way. Countries are written as names in English or Japanese,
or as ISO codes of two or three letters.
"""

from __future__ import annotations

import base64
import binascii
import difflib
from dataclasses import dataclass
from datetime import date
from functools import cache

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.places import PLACES_BY_CODE, place_name
from tomoni.exchange.sheets import Column, Row, Value, read_sheet, write_csv, write_sheet
from tomoni.exchange.uploads import check_upload
from tomoni.planning.names import words_of
from tomoni.records.actions.courses.rosters import RosterFile
from tomoni.rules.courses.rosters import EARLIEST_YEAR, RosterRow

# A preview carries the file back in its form; 10,000 lines have some 700 kB.
LARGEST_ROSTER = 3 * 2**19
_YES, _NO = "yes", "no"


def roster_columns() -> tuple[Column, ...]:
    """Return the columns of a roster. The country, and a name, must be there."""
    return (
        Column("number", "Number", "回次", "integer", smallest=1, largest=9999,
               aliases=("No.", "Edition", "第何回")),
        Column("year", "Year", "年", "integer", smallest=EARLIEST_YEAR, largest=2199),
        Column("family_name", "Family name", "姓", longest=200, aliases=("Surname",)),
        Column("given_name", "Given name", "名", longest=200, aliases=("First name",)),
        Column("native_name", "Name in own script", "母語表記の氏名", longest=200),
        Column("country", "Country", "国", required=True, longest=100),
        Column("sex", "Sex", "性別", "code", codes=_words("sex")),
        Column("birth_year", "Year of birth", "生年", "integer"),
        Column("role", "Role", "参加区分", "code", codes=_words("participation_role")),
        Column("profession", "Profession", "職種", "code", codes=_words("profession")),
        Column("organisation", "Organisation", "所属機関", longest=300),
        Column("completed", "Completed", "修了", "code",
               codes={_YES: ("yes", "はい"), _NO: ("no", "いいえ")}),
    )  # fmt: skip


def _words(list_name: str) -> dict[str, tuple[str, str]]:
    found = codelist(list_name).codes.values()
    return {one.code: (one.name, one.name_ja or one.name) for one in found}


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """A roster as it came: its file, its sound lines, and the faults of the others."""

    file: RosterFile
    rows: tuple[RosterRow, ...]
    errors: tuple[InputError, ...]
    content: bytes

    @property
    def carried(self) -> str:
        """The content as text for a hidden field."""
        return base64.b64encode(self.content).decode("ascii")


def carried_content(carried: str) -> bytes:
    """Return the content that a preview carried. Errors: InputError when it was changed."""
    try:
        return base64.b64decode(carried, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError(
            "The file was changed on its way.", where=Where(field="file"), do="Send it again."
        ) from error


def read_roster(name: str, content: bytes) -> RosterSheet:
    """Return what a file holds.

    Errors: InputError when the file as a whole cannot be read: too large, disguised, damaged, or
    with other headings; the faults of single lines are in ``errors``.
    """
    upload = check_upload(name, content, ("xlsx", "csv"), LARGEST_ROSTER)
    read = read_sheet(content, roster_columns(), file=name)
    rows: list[RosterRow] = []
    errors = list(read.errors)
    for row in read.rows:
        country = _country_of(str(row.values["country"]))
        if country is None:
            errors.append(_unknown_country(name, row))
        else:
            rows.append(_roster_row(row, country))
    return RosterSheet(RosterFile(name, upload.sha256), tuple(rows), tuple(errors), content)


def roster_template(kind: str, language: str, dated: date) -> bytes:
    """Return an empty roster with one line that shows how it is filled in."""
    shown: dict[str, Value] = {
        "number": 123, "year": 2003, "family_name": "Otieno", "given_name": "Grace",
        "country": place_name("KE", "ja" if language == "ja" else "en"), "sex": "female",
        "birth_year": 1968, "role": "participant", "profession": "judge",
        "organisation": "High Court", "completed": _YES,
    }  # fmt: skip
    spoken = "ja" if language == "ja" else "en"
    if kind == "csv":
        return write_csv(roster_columns(), [shown], spoken)
    return write_sheet(roster_columns(), [shown], dated=dated, title="Roster", language=spoken)


def _roster_row(row: Row, country: str) -> RosterRow:
    completed = row.values["completed"]
    return RosterRow(
        line=row.line,
        country_code=country,
        family_name=_text(row, "family_name"),
        given_name=_text(row, "given_name"),
        native_name=_text(row, "native_name"),
        sex_code=_text(row, "sex"),
        birth_year=_number(row, "birth_year"),
        number=_number(row, "number"),
        year=_number(row, "year"),
        role_code=_text(row, "role") or "participant",
        profession_code=_text(row, "profession"),
        organisation=_text(row, "organisation"),
        completed=None if completed is None else completed == _YES,
    )


def _text(row: Row, name: str) -> str | None:
    value = row.values[name]
    return value if isinstance(value, str) else None


def _number(row: Row, name: str) -> int | None:
    value = row.values[name]
    return value if isinstance(value, int) else None


@cache
def _countries() -> dict[str, str]:
    """Codes by their code, ISO code of three letters, and names, as they are compared."""
    found: dict[str, str] = {}
    for code, place in PLACES_BY_CODE.items():
        if place.kind in ("country", "territory"):
            words = (code, place.iso3, place_name(code, "en"), place_name(code, "ja"))
            found |= {_plain(word): code for word in words if word}
    return found


def _plain(text: str) -> str:
    return " ".join(words_of(text)) or text.strip().casefold()


def _country_of(text: str) -> str | None:
    return _countries().get(_plain(text))


def _unknown_country(file: str, row: Row) -> InputError:
    text = str(row.values["country"])
    close = difflib.get_close_matches(_plain(text), _countries(), n=1, cutoff=0.7)
    meant = f"Is {place_name(_countries()[close[0]], 'en')!r} meant?" if close else None
    return InputError(
        f"{text!r} is no country of the catalogue.",
        where=Where(file=file, line=row.line, field="Country"),
        do=meant or "Write its name in English or Japanese, or its ISO code.",
    )
