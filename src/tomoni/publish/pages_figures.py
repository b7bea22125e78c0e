"""One page per figure: its definition, its answer over the whole snapshot and by a dimension."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tomoni.catalogue.labels import Label
from tomoni.figures.keys import KEYS
from tomoni.figures.registry import FIGURES_BY_NAME, NOT_APPLICABLE, Figure

from . import cells
from .build import Build
from .cells import Cell, Json
from .conversions import CONVERTED, conversions_table
from .figure_runs import BASIS_LABELS, Answer, FigureRow, definition_of

ROWS_SHOWN = 120
TABLES_SHOWN = 2
# Dimensions that tell a reader most come first; a figure shows the first ones that it has.
_PREFERRED = (
    "series", "theme", "kind", "class", "measure", "document", "pledge", "target", "country",
    "framework", "outcome", "edition_year", "year", "activity",
)  # fmt: skip
_PAGE_KINDS: dict[str, str] = {
    "activities": "activity",
    "documents": "document",
    "findings": "finding",
    "frameworks": "framework",
    "parties": "organisation",
    "places": "country",
    "pledges": "pledge",
    "series": "series",
}


def key_cell(build: Build, key: str, value: object) -> Cell:
    """Return a value of a key as a cell: a link where the record has a page."""
    if value is None:
        return None
    known, text = KEYS[key], str(value)
    label = build.figures.key_label(key, value)
    kind = _PAGE_KINDS.get(known.source) if known.kind == "record" else None
    if key == "theme":
        kind = "theme"
    if kind is not None and _has_page(build, kind, text):
        return cells.link(kind, text, cells.words(label))
    if known.kind == "code":
        return cells.coded(known.source, text, label)
    return cells.words(label)


def _has_page(build: Build, kind: str, key: str) -> bool:
    if kind == "organisation":
        party = build.source.by_key("parties").get(key)
        return party is not None and not party["is_context_only"]
    if kind == "country":
        place = build.source.by_key("places").get(key)
        return place is not None and place["kind_code"] != "region"
    return True


def answer_table(build: Build, answer: Answer, name: str, title: Label) -> Json | None:
    """Return the rows of an answer as a table; None when it has none."""
    if answer.run is None or not answer.rows:
        return None
    keys = answer.run.request.dimensions
    rows: list[list[Cell]] = [
        [*(key_cell(build, key, row.key[key]) for key in keys), row.number or {"t": "unknown"}]
        for row in _ordered(answer.rows, keys)[:ROWS_SHOWN]
    ]
    heads = [cells.column(key, KEYS[key].label) for key in keys]
    heads.append(cells.column("value", answer.run.figure.label, is_number=True))
    made = cells.table(name, title, heads, rows)
    if len(answer.rows) > ROWS_SHOWN:
        made["cut"] = len(answer.rows)
    return made


def _ordered(rows: list[FigureRow], keys: Sequence[str]) -> list[FigureRow]:
    """Return the rows of a division by one code from the largest; any other order stays."""
    if len(keys) != 1 or KEYS[keys[0]].kind != "code":
        return rows
    return sorted(rows, key=lambda row: -Decimal(row.plain["value"] or 0))


def _by_tables(build: Build, figure: Figure) -> dict[str, Json]:
    """Return the answer by the dimensions that tell most.

    A figure with a row for each record, such as one an activity, is not divided any further.
    """
    tables: dict[str, Json] = {}
    if any(KEYS[key].kind == "record" for key in figure.always):
        return tables
    for key in _PREFERRED:
        if key not in figure.dimensions or key in figure.always or len(tables) == TABLES_SHOWN:
            continue
        answer = build.figures.ask(figure.name, by=(key,))
        if not _tells(answer, key):
            continue
        label = KEYS[key].label
        title = Label(f"By {label.en[0].lower()}{label.en[1:]}", f"{label.ja}別")
        made = answer_table(build, answer, f"by_{key}", title)
        if made is not None:
            tables[made["name"]] = made
    return tables


def _tells(answer: Answer, key: str) -> bool:
    """Say whether at least half of what is counted states the dimension at all."""
    stated = silent = Decimal(0)
    for row in answer.rows:
        value = Decimal(row.plain["value"] or 0)
        if row.key[key] is None:
            silent += value
        else:
            stated += value
    return stated >= silent


def figure_page(build: Build, figure: Figure) -> Json:
    """Return the page of one figure. One that needs a key or a date says how to ask it."""
    definition = figure.definition
    page: Json = {
        "name": figure.name,
        "version": figure.version,
        "title": cells.words(figure.label),
        "definition": cells.words(definition_of(figure)),
        "rows": definition.rows,
        "unit": definition.unit,
        "missing": definition.missing,
        "source": definition.source,
        "dimensions": [cells.words(KEYS[key].label) for key in figure.dimensions],
        "where": [
            {"name": key, "label": cells.words(KEYS[key].label), "help": KEYS[key].help}
            for key in figure.where
        ],
        "required": list(figure.required),
        "as_of": figure.as_of,
        "basis": [
            {"label": cells.words(BASIS_LABELS[name]), "words": words}
            for name, words in figure.basis.as_dict().items()
            if words != NOT_APPLICABLE
        ],
        "tables": {},
    }
    if figure.name == CONVERTED and (made := conversions_table(build)) is not None:
        page["tables"]["conversions"] = made
    if figure.required or figure.as_of == "required":
        return page
    answer = build.figures.ask(figure.name)
    page["refusal"] = answer.refusal
    if answer.run is None:
        return page
    page["hash"] = answer.run.hash
    if not answer.run.request.dimensions and answer.rows:
        page["number"] = answer.rows[0].number
        page["is_unknown"] = answer.rows[0].number is None
    else:
        whole = answer_table(build, answer, "answer", Label("The answer", "答え"))
        if whole is not None:
            page["tables"]["answer"] = whole
    page["tables"].update(_by_tables(build, figure))
    return page


def write_figures(build: Build) -> None:
    """Write every figure's page and the list of figures."""
    rows: list[list[Cell]] = []
    for name in sorted(FIGURES_BY_NAME):
        figure = FIGURES_BY_NAME[name]
        page = figure_page(build, figure)
        build.writer.page("figure", name, page)
        said = definition_of(figure)
        build.searchable("figure", name, figure.label.en, figure.label.ja, said.en, said.ja)
        rows.append(
            [
                cells.link("figure", name, cells.words(figure.label)),
                page["definition"],
                page.get("number"),
            ]
        )
    heads = [
        cells.column("figure", Label("Figure", "数値")),
        cells.column("definition", Label("Definition", "定義")),
        cells.column("value", Label("Over everything", "全体の値"), is_number=True),
    ]
    table = cells.table(
        "figures",
        Label("Figures", "数値"),
        heads,
        rows,
        note=Label(
            "“—” where a figure has one value for each activity, or must be asked for something.",
            "「—」は、案件ごとの値、または条件を指定して得る値です。",
        ),
    )
    build.writer.page("index", "figure", {"tables": {"figures": table}})
