"""`tomoni figure`: the list of figures, and one answer with its basis, bounds and proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.settings import Settings

from .names import record_names
from .output import emit, json_option, table
from .records_text import grouped, word
from .store import SHORT, open_chosen

if TYPE_CHECKING:
    from tomoni.exchange.snapshot import Snapshot
    from tomoni.figures.registry import Figure

Names = Mapping[str, Mapping[str, str]]
NOT_APPLICABLE = "does not apply"
ROWS_OWN_UNIT = "each row's own"


@click.group("figure")
def command() -> None:
    """List figures, and run one over a snapshot."""


@command.command("list")
@json_option
def list_command(as_json: bool) -> None:
    """List every figure with its unit and what it may be asked by."""
    from tomoni.figures import library  # noqa: F401  (importing it registers the figures)
    from tomoni.figures.registry import FIGURES_BY_NAME

    Settings()  # a wrong setting is refused here as everywhere
    figures = sorted(FIGURES_BY_NAME.values(), key=lambda figure: figure.name)
    result = {"figures": [_figure(figure) for figure in figures]}
    emit(result, as_json, lambda: _list_text(figures))


def _figure(figure: Figure) -> dict[str, object]:
    return {
        "name": figure.name,
        "version": figure.version,
        "title": {"en": figure.label.en, "ja": figure.label.ja},
        "definition": figure.definition.sentence,
        "unit": figure.unit,
        "by": [*figure.always, *figure.dimensions],
        "where": list(figure.where),
        "required": list(figure.required),
        "as_of": figure.as_of,
        "basis": figure.basis.as_dict(),
    }


def _list_text(figures: Sequence[Figure]) -> list[str]:
    rows = ((f.name, f.definition.sentence, f.unit) for f in figures)
    return table(("Figure", "What it says", "Unit"), rows)


@command.command("run")
@click.argument("name")
@click.option("--by", multiple=True, metavar="DIM", help="Break it down by this. Repeatable.")
@click.option("--where", multiple=True, metavar="KEY=VALUE", help="Narrow it. Repeatable.")
@click.option("--as-of", metavar="DATE", help="As of this date: 2021, 2021-06 or 2021-06-30.")
@click.option("--trace", is_flag=True, help="Give the ids of all records behind each row.")
@click.option("--engine", metavar="ENGINE", help="duckdb or sc://HOST:PORT.  [default: setting]")
@click.option("--snapshot", metavar="DIR", help="Snapshot to read. Default: the latest internal.")
@json_option
def run_command(
    name: str,
    by: tuple[str, ...],
    where: tuple[str, ...],
    as_of: str | None,
    trace: bool,
    engine: str | None,
    snapshot: str | None,
    as_json: bool,
) -> None:
    """Run the figure NAME and show value, bounds, basis and the snapshot it was computed from."""
    from tomoni.figures.run import figure_named, run_figure

    figure_named(name)
    chosen = read_where(where)
    with open_chosen(snapshot, engine=engine) as opened:
        run = run_figure(opened, name, by=by, where=chosen, as_of=as_of, trace=trace)
        result = run.as_dict(trace)
        names = {} if as_json else _names(opened, result["rows"])
    emit(result, as_json, lambda: figure_text(result, names))


def _names(snapshot: Snapshot, rows: Sequence[Mapping[str, Any]]) -> Names:
    """Return the names of the records by which an answer is broken down, by dimension and id."""
    from tomoni.figures.keys import KEYS

    found: dict[str, dict[str, str]] = {}
    for name in _dimensions_of(rows):
        if name in KEYS and KEYS[name].kind == "record":
            found[name] = record_names(snapshot, KEYS[name].source, (row[name] for row in rows))
    return {name: names for name, names in found.items() if names}


def read_where(pairs: Sequence[str]) -> dict[str, list[str]]:
    """Read KEY=VALUE pairs; a key that comes twice takes both values. Raises InputError."""
    chosen: dict[str, list[str]] = {}
    for pair in pairs:
        key, separator, value = pair.partition("=")
        if not separator or not key or not value:
            raise InputError(f"{pair!r} is not KEY=VALUE.", do="Write it like country=VN.")
        chosen.setdefault(key, []).append(value)
    return chosen


def figure_text(result: Mapping[str, Any], names: Names) -> list[str]:
    """Return an answer for people: title, definition, table, basis, snapshot.

    ``names``: by dimension the names of records. Where there are any, the ids follow in a column of
    their own, to go on with.
    """
    lines = [result["title"]["en"], result["definition"], ""]
    rows: list[dict[str, Any]] = result["rows"]
    lines += _table(result, rows, names) if rows else ["No record answers this question."]
    lines += [
        f"Left out  {left['records']}: {left['count']}. {left['note']['en']}"
        for left in result["left_out"]
    ]
    lines += ["", *_basis_text(result["basis"])]
    lines.append(f"Figure    {result['figure']}, version {result['version']}")
    lines.append(f"Snapshot  {result['snapshot'][:SHORT]}")
    return lines


def _basis_text(basis: Mapping[str, str]) -> list[str]:
    stated = [(name, phrase) for name, phrase in basis.items() if phrase != NOT_APPLICABLE]
    first = ["Basis", *[""] * (len(stated) - 1)]
    return [
        f"{lead:9} {_words(name)}: {phrase}"
        for lead, (name, phrase) in zip(first, stated, strict=False)
    ]


def _dimensions_of(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the names of the dimensions: what stands before the value in each row."""
    listed = list(rows[0]) if rows else ["value"]
    return listed[: listed.index("value")]


def _table(result: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], names: Names) -> list[str]:
    dimensions = _dimensions_of(rows)
    shown = [heading for name in dimensions for heading in _dimension_headings(name, names)]
    parts = list(dict.fromkeys(name for row in rows for name in row.get("parts", {})))
    notes, traced = _notes_and_ids(rows)
    headings = [*shown]
    headings += ["Value", "Bounds", *(_part_heading(name, headings) for name in parts), "Records"]
    headings += [*map(_heading, notes), *map(_heading, traced)]
    cells = (
        [
            *(cell for name in dimensions for cell in _dimension(name, row[name], names)),
            _value(row, result["unit"]),
            _bounds(row),
            *(_part(row, name) for name in parts),
            ", ".join(f"{_words(source)}: {count}" for source, count in row["records"].items()),
            *(_note(row.get(name)) for name in notes),
            *(_ids(row[name]) for name in traced),
        ]
        for row in rows
    )
    return table(headings, cells, right="l" * len(shown) + "r" * (2 + len(parts)))


def _notes_and_ids(rows: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[str]]:
    """Return the names of the notes that any row has, and of the lists of ids of a trace."""
    after = [list(row)[list(row).index("records") + 1 :] for row in rows]
    names = list(dict.fromkeys(name for listed in after for name in listed))
    traced = [name for name in names if any(isinstance(row.get(name), list) for row in rows)]
    notes = [name for name in names if any(row.get(name) is not None for row in rows)]
    return [name for name in notes if name not in traced], traced


def _part(row: Mapping[str, Any], name: str) -> str | None:
    part = row.get("parts", {}).get(name)
    if part is None:
        return None
    if part["value"] is None:
        return _bounds(part)
    return f"{_hedge(part)}{grouped(part['value'])}"


def _note(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def _part_heading(name: str, taken: Sequence[str]) -> str:
    heading = _heading(name)
    return f"Stated {name}" if heading in taken else heading


def _heading(name: str) -> str:
    return _words(name).capitalize()


def _words(name: str) -> str:
    return name.replace("_", " ")


def _dimension_headings(name: str, names: Names) -> list[str]:
    from tomoni.figures.keys import KEYS

    heading = KEYS[name].label.en if name in KEYS else name
    return [heading, f"{heading} id"] if name in names else [heading]


def _dimension(name: str, value: object, names: Names) -> list[object]:
    """Return a code's wording, or a record's name and its id; all else stays as it is."""
    from tomoni.figures.keys import KEYS

    key = KEYS.get(name)
    if name in names:
        return [names[name].get(str(value)), value]
    if key is None or value is None or key.kind != "code":
        return [value]
    return [word(key.source, value)]


def _value(row: Mapping[str, Any], unit: str) -> str:
    if row["value"] is None:
        return "unknown"
    hedge = _hedge(row)
    if row.get("exact") is not None:
        return f"{hedge}{row['value']} (exactly {row['exact']})"
    counted = row.get("unit") or ("" if unit == ROWS_OWN_UNIT else unit)
    counted = row.get("currency") if counted == "currency" else word("unit", counted)
    return f"{hedge}{grouped(row['value'])} {counted or ''}".rstrip()


def _hedge(row: Mapping[str, Any]) -> str:
    if row["qualifier"] in (None, "exact"):
        return ""
    return f"{word('qualifier', row['qualifier'])} "


def _bounds(row: Mapping[str, Any]) -> str | None:
    low, high = row["low"], row["high"]
    if (low, high) == (row["value"], row["value"]) or (low, high) == (None, None):
        return None
    return f"{grouped(low) or '…'} – {grouped(high) or '…'}"


def _ids(behind: Sequence[Any]) -> str | None:
    ids = [str(record["id"]) if isinstance(record, Mapping) else str(record) for record in behind]
    return ", ".join(ids) or None
