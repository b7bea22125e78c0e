"""The columns of each sheet: the cells of a row, with words of the catalogue and ids on record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.field_labels import field_label
from tomoni.catalogue.labels import Label
from tomoni.catalogue.places import PLACES_BY_CODE, place_name
from tomoni.catalogue.sheet_words import LIST_HELP, OPEN_LIST, SHEET_COLUMNS, SHEET_NAMES
from tomoni.exchange.workbooks import Column, Item, Kind, Table, Words
from tomoni.records.actions.loading.cells import Cell
from tomoni.records.actions.loading.references import model_of
from tomoni.records.actions.sheets.tables import SHEETS
from tomoni.records.models import Activity

# A longer list helps nobody to choose.
MOST_OFFERED = 2_000
_CODES_ALONE = frozenset({"Currency"})
_CODE_AND_NAME = frozenset({"Sector"})
_KINDS: dict[str, Kind] = {
    "key": "id", "integer": "integer", "boolean": "boolean", "stated_date": "date",
    "quantity": "quantity", "list": "list",
}  # fmt: skip
# The table in which a sheet's fields are described.
_TABLES = {"results": "observations", "targets": "pledge_targets"}

Offered = Mapping[str, tuple[str, ...]]


def sheet_tables(names: Iterable[str] = (), offered: Offered | None = None) -> tuple[Table, ...]:
    """Return the tables of these names in the order of reading in; all of them for none.

    ``offered``: public ids to choose from, by the table that they are of.
    """
    wanted = set(names) or set(SHEETS)
    return tuple(_table(name, offered or {}) for name in SHEETS if name in wanted)


def offered_ids() -> Offered:
    """Return the public ids that cells may choose from; of a table with too many, none."""
    found: dict[str, tuple[str, ...]] = {}
    for table in ("parties", "frameworks", "series", "activities"):
        model = model_of(table)
        rows = model._default_manager.order_by("public_id")
        if model is Activity:
            rows = rows.filter(publisher=None, is_synthetic=False)
        ids = tuple(rows.values_list("public_id", flat=True)[: MOST_OFFERED + 1])
        found[table] = ids if len(ids) <= MOST_OFFERED else ()
    return found


def _table(name: str, offered: Offered) -> Table:
    label = SHEET_NAMES[name]
    columns = tuple(_column(name, cell, offered) for cell in SHEETS[name].cells)
    return Table(name, label.en, label.ja, columns)


def _column(table: str, cell: Cell, offered: Offered) -> Column:
    label = _label(table, cell)
    described = LIST_HELP.get(cell.name) if cell.type == "list" else None
    return Column(
        cell.name,
        label.en,
        label.ja,
        _kind(cell),
        (described.en, described.ja) if described else (cell.help, ""),
        cell.required,
        _words(cell),
        _item(cell),
        offered.get(cell.references or "", ()) if cell.type == "reference" else (),
    )


def _label(table: str, cell: Cell) -> Label:
    if cell.name in SHEET_COLUMNS:
        return SHEET_COLUMNS[cell.name]
    described = _TABLES.get(table, table)
    if cell.type != "stated_date":
        return field_label(described, cell.name)
    named = field_label(described, f"{cell.name}_stated")
    return Label(named.en.removesuffix(", as stated"), named.ja.removesuffix("（記載）"))


def _kind(cell: Cell) -> Kind:
    if cell.type == "reference":
        return "code" if cell.references == "places" else "reference"
    if cell.type == "text" and cell.codelist is not None:
        return "code"
    return _KINDS.get(cell.type, "text")


def _words(cell: Cell) -> Words | None:
    if cell.references == "places" and cell.type == "reference":
        return _places(False)
    return None if cell.codelist is None else _codes(cell.codelist)


@cache
def _codes(name: str) -> Words:
    found = codelist(name).codes.values()
    labels = {one.code: (one.name, one.name_ja or one.name) for one in found}
    if name in _CODES_ALONE:
        labels = {code: (code, code) for code in labels}
    elif name in _CODE_AND_NAME:
        labels = {code: (f"{code} {en}", f"{code} {ja}") for code, (en, ja) in labels.items()}
    return Words(labels, frozenset(one.code for one in found if one.status != "active"))


@cache
def _places(regions: bool) -> Words:
    return Words(
        {
            code: (place_name(code, "en"), place_name(code, "ja"))
            for code, place in PLACES_BY_CODE.items()
            if (place.kind == "region") == regions
        }
    )


def _item(cell: Cell) -> Item | None:
    if cell.type != "list":
        return None
    if not cell.cells:
        return Item(cell.name, _places(True) if cell.references == "places" else None)
    named = {one.name: one for one in cell.cells}
    head, second, *rest = named
    flag = rest[0] if rest else None
    roles = named[second].codelist
    return Item(
        head,
        _places(False) if named[head].references == "places" else None,
        second,
        None if roles is None else _codes(roles),
        "stated" if second == "basis_code" else None,
        flag,
        (OPEN_LIST.en, OPEN_LIST.ja) if flag else ("", ""),
    )
