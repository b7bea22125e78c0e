"""Spreadsheets of the course desk: seats by country, and nominees of one country."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.places import PLACES_BY_CODE, place_name
from tomoni.exchange.sheets import Column, Row, SheetRead, Value, read_sheet, write_csv, write_sheet
from tomoni.exchange.uploads import check_upload
from tomoni.records.actions.courses.nominations import NomineeValues
from tomoni.records.actions.courses.nominees_sheet import SheetRow
from tomoni.records.models import SeatAllotment
from tomoni.rules.courses.allotment import AllotmentValues
from tomoni.web.shell.choices import reader_language

# A preview carries the file back in its form; 10,000 rows of nominees have some 700 kB.
LARGEST_SHEET = 3 * 2**19
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _country_words() -> dict[str, tuple[str, str]]:
    return {
        code: (place_name(code, "en"), place_name(code, "ja"))
        for code, place in PLACES_BY_CODE.items()
        if place.kind in ("country", "territory")
    }


def _words(list_name: str) -> dict[str, tuple[str, str]]:
    found = codelist(list_name).codes.values()
    return {one.code: (one.name, one.name_ja or one.name) for one in found}


def seat_columns() -> tuple[Column, ...]:
    """Return the columns of seats by country."""
    return (
        Column("country_code", "Country", "国", "code", required=True, codes=_country_words()),
        Column("minimum", "Fewest seats", "最少席数", "integer", smallest=0, largest=1000),
        Column("maximum", "Most seats", "最多席数", "integer", required=True, smallest=0,
               largest=1000),
        Column("reserved", "Reserved seats", "確保席数", "integer", smallest=0, largest=1000),
        Column("nominations_required", "Nominations required", "推薦必要数", "integer",
               smallest=0, largest=1000),
        Column("note", "Note", "備考"),
    )  # fmt: skip


def nominee_columns() -> tuple[Column, ...]:
    """Return the columns of nominees."""
    return (
        Column("family_name", "Family name", "姓", required=True, longest=200),
        Column("given_name", "Given name", "名", longest=200),
        Column("native_name", "Name in own script", "母語表記の氏名", longest=200),
        Column("sex_code", "Sex", "性別", "code", codes=_words("sex")),
        Column("birth_year", "Year of birth", "生年", "integer", smallest=1880, largest=2100),
        Column("email", "E-mail", "電子メール", longest=254),
        Column("organisation", "Organisation", "所属機関", longest=300),
        Column("post", "Post", "役職", longest=300),
        Column("profession_code", "Profession", "職種", "code", codes=_words("profession")),
        Column("participation_role_code", "Role", "参加区分", "code",
               codes=_words("participation_role")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it came: its name, its content, and the content as a form carries it."""

    name: str
    content: bytes

    @property
    def carried(self) -> str:
        """The content as text for a hidden field."""
        return base64.b64encode(self.content).decode("ascii")


def given_file(file: UploadedFile | None, carried: str, name: str) -> Given:
    """Return the file of a form: the one sent, else the one that its preview carried.

    Errors: InputError when there is none, it is too large, or is no spreadsheet.
    """
    if file is not None:
        if (file.size or 0) > LARGEST_SHEET:
            raise InputError(
                f"The file has more than {LARGEST_SHEET // 1024} kB.",
                where=Where(field="file"), do="Take out pictures and unused sheets.",
            )  # fmt: skip
        given = Given(file.name or "sheet.xlsx", file.read())
    else:
        try:
            given = Given(name or "sheet.xlsx", base64.b64decode(carried, validate=True))
        except (binascii.Error, ValueError) as error:
            raise InputError(
                "The file was changed on its way.", where=Where(field="file")
            ) from error
    if file is None and not given.content:
        raise InputError("No file is chosen.", where=Where(field="file"), do="Choose one.")
    check_upload(given.name, given.content, ("xlsx", "csv"), LARGEST_SHEET)
    return given


def read_seats(given: Given) -> tuple[list[AllotmentValues], tuple[InputError, ...]]:
    """Return the seats of a file and the faults of its rows. Errors: InputError."""
    read = read_sheet(given.content, seat_columns(), file=given.name)
    rows = [
        AllotmentValues(
            country_code=str(row.values["country_code"]),
            minimum=_number(row, "minimum", 0),
            maximum=_number(row, "maximum", 0),
            reserved=_number(row, "reserved", 0),
            nominations_required=_number(row, "nominations_required", 1),
            note=_text(row, "note"),
        )
        for row in read.rows
    ]
    return rows, read.errors


def read_nominees(given: Given) -> tuple[list[SheetRow], tuple[InputError, ...]]:
    """Return the nominees of a file and the faults of its rows. Errors: InputError."""
    read: SheetRead = read_sheet(given.content, nominee_columns(), file=given.name)
    rows = [
        SheetRow(
            row.line,
            NomineeValues(
                family_name=_text(row, "family_name") or "",
                given_name=_text(row, "given_name"),
                native_name=_text(row, "native_name"),
                sex_code=_text(row, "sex_code") or "undisclosed",
                birth_year=_number(row, "birth_year", 0) or None,
                email=_text(row, "email"),
                organisation=_text(row, "organisation"),
                post=_text(row, "post"),
                profession_code=_text(row, "profession_code"),
                participation_role_code=_text(row, "participation_role_code") or "participant",
            ),
        )
        for row in read.rows
    ]
    return rows, read.errors


def seats_file(
    rows: Sequence[SeatAllotment], course_id: str, kind: str, dated: object
) -> HttpResponse:
    """Return the seats by country as a spreadsheet that can be read in again."""
    names = ("country_code", "minimum", "maximum", "reserved", "nominations_required", "note")
    values = [{name: getattr(row, name) for name in names} for row in rows]
    return sheet_answer(seat_columns(), values, f"{course_id}-seats", kind, dated)


def sheet_answer(
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Value]],
    name: str,
    kind: str,
    dated: date,
) -> HttpResponse:
    """Return rows as XLSX or CSV to be saved."""
    language = "ja" if reader_language() == "ja" else "en"
    if kind == "csv":
        content, media = write_csv(columns, rows, language), "text/csv; charset=utf-8"
    else:
        content = write_sheet(columns, rows, dated=dated, title=name, language=language)
        kind, media = "xlsx", XLSX
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def _number(row: Row, name: str, otherwise: int) -> int:
    value = row.values[name]
    return value if isinstance(value, int) else otherwise


def _text(row: Row, name: str) -> str | None:
    value = row.values[name]
    return value if isinstance(value, str) else None
