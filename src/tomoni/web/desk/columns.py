"""What the desk shows of each table: derived from the fields of the catalogue, not listed again.

Columns that belong together become one: an amount with its bounds, qualifier and unit, and a stated
date with its precision and bounds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.field_labels import field_label
from tomoni.catalogue.fields import Field
from tomoni.catalogue.tables import Table
from tomoni.records.tables import LEDGER_TABLES
from tomoni.rules.quantities import Quantity
from tomoni.web.shell.choices import reader_language

from .language import said

UNKNOWN = "–"
_AMOUNT = ("quantity", "exponent", "low_quantity", "high_quantity")
_AMOUNT_CODES = ("qualifier_code", "unit_code", "currency_code")
_DATE_PARTS = ("_first", "_last", "_precision_code")
MOST_LIST_COLUMNS = 7

# A line of the ledger is never changed; `entries_as_they_stand` adds what was decided later.
_LATER = {("entries", "release_code"): "current_release_code"}


# Columns that say something of money alone.
_OF_MONEY = {("entries", "counting_level_code")}


@dataclass(frozen=True, slots=True)
class Column:
    """One row of a record's page, or one column of a list. ``show`` gives its text or link."""

    name: str
    field: Field
    title: str
    help: str
    show: Callable[[Model], object]
    orders_by: str | None
    rank: int


def attribute_of(table: Table, field: Field) -> str:
    """Return the name that a contract column has on its model."""
    if field.name == table.key:
        return "public_id"
    if (table.name, field.name) in _LATER:
        return _LATER[table.name, field.name]
    if field.references in LEDGER_TABLES:
        return field.name.removesuffix("_id")
    return field.name


def applies(table: Table, field: Field, record: Model) -> bool:
    """Say whether a column means something for a record: persons have no counting level."""
    return (table.name, field.name) not in _OF_MONEY or record.currency_code is not None


def columns_of(table: Table) -> tuple[Column, ...]:
    """Return what a record's page shows, in the order of the contract."""
    names = set(table.columns)
    made: list[Column] = []
    for field in table.fields:
        if field.name == "quantity":
            made.append(_amount(field))
        elif _is_part_of_amount(field.name, names) or _is_part_of_date(field.name, names):
            continue
        elif field.name.endswith("_stated") and f"{_stem(field.name)}_first" in names:
            made.append(_stated_date(table, field))
        else:
            made.append(_single(table, field, attribute_of(table, field)))
    return tuple(made)


def list_columns(table: Table) -> tuple[Column, ...]:
    """Return what a list shows: the id, the name, the value, then codes and references."""
    ranked = sorted(enumerate(columns_of(table)), key=lambda pair: (pair[1].rank, pair[0]))
    chosen = [column for _, column in ranked if column.rank < 9][:MOST_LIST_COLUMNS]
    return tuple(column for column in columns_of(table) if column.name in {c.name for c in chosen})


def references_of(table: Table) -> tuple[str, ...]:
    """Return the model attributes that point to other records of the ledger."""
    return tuple(
        attribute_of(table, field)
        for field in table.fields[1:]
        if field.references in LEDGER_TABLES
    )


def _stem(name: str) -> str:
    return name.removesuffix("_stated")


def _is_part_of_amount(name: str, names: set[str]) -> bool:
    return name in (*_AMOUNT, *_AMOUNT_CODES) and "exponent" in names


def _is_part_of_date(name: str, names: set[str]) -> bool:
    return any(
        name.endswith(part) and f"{name.removesuffix(part)}_stated" in names for part in _DATE_PARTS
    )


def title_of(table: Table, field: Field) -> str:
    """Return the name of a column, in the language of each request."""
    label = field_label(table, field.name)
    return said(label.en.removesuffix(", as stated"), label.ja.removesuffix("（記載）"))


def _rank(field: Field, attribute: str) -> int:
    """Order of importance in a list, from 0; 9 stays on the record's own page."""
    if attribute == "public_id":
        return 0
    if field.name in {"title", "name", "topic"}:
        return 1
    if field.references in LEDGER_TABLES and field.required:
        return 3
    if field.codelist and field.required:
        return 4
    if field.name in {"edition_year", "number", "position", "year", "code", "abbreviation"}:
        return 5
    return 9


def _single(table: Table, field: Field, attribute: str) -> Column:
    is_reference = field.references in LEDGER_TABLES and attribute != "public_id"

    def show(record: Model) -> object:
        if not applies(table, field, record):
            return UNKNOWN
        value = getattr(record, attribute)
        if is_reference:
            return record_link(value)
        return word(field.codelist, value) if field.codelist else plain(value)

    orders_by = f"{attribute}__public_id" if is_reference else attribute
    title = said("Id", "ID") if attribute == "public_id" else title_of(table, field)
    return Column(
        f"show_{attribute}", field, title, field.help, show, orders_by, _rank(field, attribute)
    )


def _amount(field: Field) -> Column:
    help_text = "Value with its qualifier and unit; in brackets the bounds that follow from it."
    return Column("show_value", field, said("Value", "値"), help_text, value_text, None, 2)


def _stated_date(table: Table, field: Field) -> Column:
    stem = _stem(field.name)
    rank = 3 if stem in {"date", "cutoff", "start", "announced", "held"} else 9
    return Column(
        f"show_{stem}",
        field,
        title_of(table, field),
        field.help,
        lambda record: date_text(record, stem),
        f"{stem}_first",
        rank,
    )


def plain(value: object) -> object:
    """Return a value for people: yes or no, a dash for what is unknown, else the text."""
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, bool):
        return (("no", "yes"), ("いいえ", "はい"))[reader_language() == "ja"][value]
    return str(value)


def word(codelist_name: str | None, code: str | None) -> str:
    """Return the wording of a code. A code outside its list is shown as it stands."""
    if code is None or codelist_name is None:
        return UNKNOWN
    try:
        return codelist(codelist_name).name_of(code, reader_language()) or code
    except NotFoundError:
        return code


def record_link(record: Model | None) -> str:
    """Return a link to the page of a record, under its public id; a dash for none."""
    if record is None:
        return UNKNOWN
    address = _address_of(str(record._meta.model_name)).replace("/0/", f"/{record.pk}/")
    return format_html('<a href="{}">{}</a>', address, str(record))


@cache
def _address_of(model_name: str) -> str:
    """Return the address of a record's page with 0 for its key; asked for once a model."""
    return reverse(f"admin:records_{model_name}_change", args=(0,))


def value_text(record: Model) -> str:
    """Return an amount as "more than 6,100 persons [6,100 – 6,200]"."""
    unit = getattr(record, "currency_code", None) or word("unit", record.unit_code)
    code = record.qualifier_code
    hedge = "" if code in (None, "exact") else f"{word('qualifier', code)} "
    bounds = ""
    low, high = _number(record, "low_quantity"), _number(record, "high_quantity")
    value = _number(record, "quantity")
    if (low, high) not in ((value, value), (None, None)):
        bounds = f" [{low or '…'} – {high or '…'}]"
    return f"{hedge}{value} {unit}{bounds}"


def _number(record: Model, attribute: str) -> str | None:
    coefficient = getattr(record, attribute)
    if coefficient is None:
        return None
    quantity = Quantity(coefficient, record.exponent)
    return format(quantity.to_decimal(), ",f")


def date_text(record: Model, stem: str) -> str:
    """Return a date as stated; with a fiscal year the days that it covers."""
    stated = getattr(record, f"{stem}_stated")
    if stated is None:
        return UNKNOWN
    if getattr(record, f"{stem}_precision_code") != "fiscal_year":
        return str(stated)
    first: date = getattr(record, f"{stem}_first")
    last: date = getattr(record, f"{stem}_last")
    return f"{stated} ({first.isoformat()} to {last.isoformat()})"
