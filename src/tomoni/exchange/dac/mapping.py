"""Which heading of a file is which column of ours: data, the catalogue's or a user's own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, get_args

from tomoni.catalogue.dac import CRS_COLUMNS
from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.packaged import packaged_rows
from tomoni.catalogue.user_tables import read_user_rows

MappedType = Literal["year", "code", "text", "date", "amount"]
TYPES: tuple[str, ...] = get_args(MappedType)
MAPPING_COLUMNS = ("column", "headings", "type", "required")
PACKAGED = ("bulk", "crs++", "dac1")
_OF_SUBMISSIONS: dict[str, MappedType] = {
    "year": "year", "date": "date", "text": "text", "amount": "amount", "rate": "amount",
    "code": "code", "flag": "code", "marker": "code",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mapped:
    """One column of the store and the headings that it may stand under.

    A row whose ``required`` column is blank is put aside.
    """

    column: str
    headings: tuple[str, ...]
    type: MappedType
    required: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a file is read. ``is_guarded``: an apostrophe before a formula's sign is taken off."""

    name: str
    columns: tuple[Mapped, ...]
    is_guarded: bool = False

    @property
    def digest(self) -> str:
        """SHA-256 of what the mapping says, so that another mapping reads a file anew."""
        text = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def mapping_named(name: str) -> Mapping:
    """Return a packaged mapping, or the one in the CSV file of that path. Errors: InputError."""
    if name in ("bulk", "dac1"):
        rows = packaged_rows("dac", f"mapping-{name}.csv")
        return Mapping(name, tuple(_mapped(**row) for row in rows))
    if name == "crs++":
        needed = ("reporting_year", "donor_code", "recipient_code")
        columns = (
            Mapped(one.name, (one.heading,), _OF_SUBMISSIONS[one.type], one.name in needed)
            for one in CRS_COLUMNS
        )
        return Mapping(name, tuple(columns), is_guarded=True)
    path = Path(name)
    if not path.is_file():
        raise InputError(
            f"There is no mapping {name!r}.",
            do=f"Use {', '.join(PACKAGED)}, or the path of a CSV file.",
        )
    return load_mapping(path)


def load_mapping(path: Path) -> Mapping:
    """Read a mapping from CSV: column, headings (separated by semicolons), type, required.

    Errors: InputError naming file, line and field.
    """
    columns: list[Mapped] = []
    for row in read_user_rows(path, MAPPING_COLUMNS):
        column = row.text("column")
        if not column.isidentifier() or not column.islower() or column in _RESERVED:
            raise row.refuse("column", f"{column!r} is no name.", "Use lower-case letters and _.")
        if column in {one.column for one in columns}:
            raise row.refuse("column", f"{column} is mapped twice.", "Keep one line.")
        kind = row.one_of("type", TYPES)
        required = row.cells["required"].lower() == "yes"
        columns.append(_mapped(column, row.text("headings"), kind, "yes" if required else ""))
    if not columns:
        raise InputError("The mapping is empty.", where=Where(str(path)), do="Map a column.")
    return Mapping(path.stem, tuple(columns))


_RESERVED = ("row", "as_written")


def _mapped(column: str, headings: str, type: str, required: str) -> Mapped:
    names = tuple(name.strip() for name in headings.split(";") if name.strip())
    return Mapped(column, names, type, required == "yes")  # type: ignore[arg-type]  # checked by who calls


def plain_heading(heading: str) -> str:
    """Return a heading as it is compared: without case, spaces and signs."""
    return "".join(sign for sign in heading.casefold() if sign.isalnum())


@dataclass(frozen=True, slots=True)
class Matched:
    """The columns of one file: by place the mapped column, or None for one that is not mapped."""

    headings: tuple[str, ...]
    columns: tuple[Mapped | None, ...]

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Headings that the mapping does not know, in order."""
        pairs = zip(self.headings, self.columns, strict=True)
        return tuple(heading for heading, column in pairs if column is None)


def match_columns(headings: Sequence[str], mapping: Mapping, file: str) -> Matched:
    """Find the column of every heading.

    Errors: InputError when two headings mean one column, a required column has none, or no heading
    is known.
    """
    exact = {name: one for one in mapping.columns for name in one.headings}
    plain = _plain_headings(mapping)
    columns = tuple(
        exact.get(heading.strip(), plain.get(plain_heading(heading))) for heading in headings
    )
    found = [column for column in columns if column is not None]
    where = Where(file, 1)
    if not found:
        raise InputError(
            f"None of the headings is in the mapping {mapping.name}.",
            where=where,
            do="Name another mapping; the first line must hold the headings.",
        )
    for column in found:
        if found.count(column) > 1:
            raise InputError(
                f"Two headings mean {column.column}.", where=where, do="Remove one of the two."
            )
    _require(mapping.columns, found, where)
    return Matched(tuple(headings), columns)


def _plain_headings(mapping: Mapping) -> dict[str, Mapped]:
    """Columns by heading without case and signs, but for those that differ by these alone."""
    found: dict[str, set[Mapped]] = {}
    for one in mapping.columns:
        for name in one.headings:
            found.setdefault(plain_heading(name), set()).add(one)
    return {name: next(iter(ones)) for name, ones in found.items() if len(ones) == 1}


def _require(wanted: Iterable[Mapped], found: Sequence[Mapped], where: Where) -> None:
    for column in wanted:
        if column.required and column not in found:
            raise InputError(
                f"The file has no column {' or '.join(column.headings)}.",
                where=where,
                do="Name the mapping that fits the file.",
            )
