"""Names of columns for people, in English and Japanese.

The English name is spelled out from the column's own unless ``data/field-labels.csv`` gives one;
the Japanese name always stands there. The four columns of a stated date are composed from the name
of the date: "Start, as stated".
"""

from __future__ import annotations

from functools import cache

from .errors import NotFoundError
from .fields import FIELDS
from .labels import Label
from .packaged import packaged_rows
from .tables import Table

# A date is named apart from a text position of the same name.
_DATE_NAMES = {"start": "start_date", "end": "end_date"}
_PARTS = {
    "_stated": Label("as stated", "記載"),
    "_first": Label("first day", "最も早い日"),
    "_last": Label("last day", "最も遅い日"),
    "_precision_code": Label("precision", "精度"),
}


@cache
def _rows() -> dict[str, Label]:
    return {
        row["field"]: Label(row["en"] or _spelled_out(row["field"]), row["ja"])
        for row in packaged_rows("field-labels.csv")
    }


def _spelled_out(name: str) -> str:
    words = name.removesuffix("_code").removesuffix("_id").replace("_", " ")
    return words[:1].upper() + words[1:]


def _composed(name: str) -> Label | None:
    for ending, part in _PARTS.items():
        date_name = name.removesuffix(ending)
        date = _rows().get(_DATE_NAMES.get(date_name, date_name))
        if date_name != name and date:
            return Label(f"{date.en}, {part.en}", f"{date.ja}（{part.ja}）")
    return None


def field_label(table: Table | str, field_name: str) -> Label:
    """Return the name of one column of one table in English and Japanese.

    Raises NotFoundError if the table has no such column.
    """
    table_name = table if isinstance(table, str) else table.name
    if all(field.name != field_name for field in FIELDS.get(table_name, ())):
        raise NotFoundError(
            f"The table {table_name} has no column {field_name!r}.",
            do="`tomoni.catalogue.tables` lists every table and column.",
        )
    found = _rows().get(field_name) or _composed(field_name)
    return found or Label(_spelled_out(field_name), _spelled_out(field_name))
