"""What one edition says against an earlier one: changed, newly said, no longer said."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from tomoni.catalogue.labels import Label
from tomoni.catalogue.metrics import METRICS_BY_CODE

from . import cells
from .build import Build
from .cells import Cell, Json
from .claim_tables import activity_link
from .figure_runs import FigureRow
from .source import Row, label_of

COMPARED = "editions_compared"
MOST_DOCUMENTS = 12
# How a row reads where the two editions have no finding in common.
_CHANGE_LABELS: dict[str, Label] = {
    "changed": Label("changed", "変更"),
    "appeared": Label("newly said", "新たに記載"),
    "vanished": Label("no longer said", "記載なし"),
}
_ORDER: tuple[str, ...] = ("changed", "vanished", "appeared")


def edition_pairs(build: Build) -> Iterator[tuple[Row, Row, list[FigureRow]]]:
    """Yield earlier and later dated documents with what differs between them, most telling first.

    Only the latest ``MOST_DOCUMENTS`` editions are set against each other.
    """
    if not build.figures.has(COMPARED):
        return
    dated = [row for row in build.source.rows("documents") if row["edition_year"]]
    dated.sort(key=lambda row: (row["edition_year"], row["document_id"]))
    found = []
    for earlier, later in combinations(dated[-MOST_DOCUMENTS:], 2):
        if earlier["edition_year"] == later["edition_year"]:
            continue
        names = {"earlier": earlier["document_id"], "later": later["document_id"]}
        rows = build.figures.ask(COMPARED, where=names).rows
        changed = sum(row.plain["change"] == "changed" for row in rows)
        if rows:
            found.append((changed, len(rows), earlier, later, rows))
    found.sort(key=lambda item: (-item[0], -item[1], item[2]["document_id"]))
    for _, _, earlier, later, rows in found:
        yield earlier, later, rows


def growth_of(build: Build, activity_id: str, metric: str) -> tuple[Json, Row] | None:
    """Return by how much a figure of an activity rose between two editions, and the earlier one."""
    for earlier, _, rows in edition_pairs(build):
        for row in rows:
            same = row.key["activity"] == activity_id and row.key["metric"] == metric
            if same and row.number is not None and row.plain["change"] == "changed":
                return {**row.number, "signed": True}, earlier
    return None


def _side(row: FigureRow, name: str) -> Json | None:
    part = row.plain["parts"].get(name)
    if part is None:
        return None
    if part["value"] is None:
        return cells.words(Label("several values", "複数の値"))
    return cells.number(
        part["value"],
        row.proof,
        unit=row.key["unit"],
        currency=row.key["currency"],
        qualifier=part["qualifier"],
    )


def _class(row: FigureRow) -> Cell:
    found = row.plain.get("finding_class")
    if found:
        return cells.coded("finding_class", found, label_of("finding_class", found), tag=True)
    change = row.plain["change"]
    return cells.coded("change", change, _CHANGE_LABELS[change], tag=True)


def _weight(row: FigureRow) -> tuple[int, int, int, Decimal]:
    """Order rows: changed, vanished, new; what was done before what was aimed at; money, people."""
    metric = METRICS_BY_CODE.get(str(row.key["metric"]))
    aimed = 0 if metric is not None and metric.role == "quantity" else 1
    kind = 0 if row.key["currency"] else 1 if row.key["unit"] == "person" else 2
    size = max(
        (abs(Decimal(part["value"])) for part in row.plain["parts"].values() if part["value"]),
        default=Decimal(0),
    )
    return (_ORDER.index(row.plain["change"]), aimed, kind, -size)


def changes_table(
    build: Build,
    name: str,
    earlier: Row,
    later: Row,
    rows: list[FigureRow],
    most: int | None = None,
) -> Json:
    """Return the table of what differs between two editions; ``most`` keeps the first of each."""
    ordered = sorted(rows, key=_weight)
    if most is not None:
        kept = [row for row in ordered if row.plain["change"] == "changed"][:most]
        kept += [row for row in ordered if row.plain["change"] == "vanished"][
            : max(2, most - len(kept))
        ]
        ordered = kept[:most]
    made: list[list[Cell]] = []
    for row in ordered:
        metric = str(row.key["metric"])
        first, second = _side(row, "earlier"), _side(row, "later")
        difference = {**row.number, "signed": True} if row.number else None
        if difference:
            difference["unit"], difference["currency"] = row.key["unit"], row.key["currency"]
        subject = activity_link(build.source, str(row.key["activity"]))
        if isinstance(subject, dict):
            subject["below"] = cells.words(label_of("metric", metric))
        made.append([subject, first, second, difference, _class(row)])
    old, new = earlier["edition_year"], later["edition_year"]
    table = cells.table(
        name,
        Label(
            f"What changed from the {old} to the {new} edition", f"{old}年版から{new}年版への変化"
        ),
        [
            cells.column("figure", Label("Figure", "項目")),
            cells.column("earlier", Label(str(old), f"{old}年版"), is_number=True),
            cells.column("later", Label(str(new), f"{new}年版"), is_number=True),
            cells.column("change", Label("Change", "差"), is_number=True),
            cells.column("finding", Label("Finding", "所見")),
        ],
        made,
        note=Label(
            "Only sections that both editions hold are compared: elsewhere, silence says nothing.",
            "両方の版に含まれる節のみを比較します。それ以外で記載がないことは何も意味しません。",
        ),
    )
    if len(made) < len(rows):
        table["cut"] = len(rows)
    return table
