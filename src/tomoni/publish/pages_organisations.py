"""One page per organisation, with its activities apart for every role."""

from __future__ import annotations

from tomoni.catalogue.labels import Label
from tomoni.catalogue.terms import TERMS

from . import cells
from .activity_cells import activity_table
from .build import Build
from .cells import Cell, Json
from .claim_tables import party_cell
from .counted import counted_apart
from .source import Row, label_of


def organisation_page(build: Build, party: Row) -> Json:
    """Return the page of one organisation, with its activities apart for every role."""
    source, key = build.source, party["party_id"]
    rows = source.of("activity_parties", "party_id", key)
    tables: dict[str, Json] = {}
    counts = []
    for role, label in TERMS["party_role"].items():
        ids = [row["activity_id"] for row in rows if row["role_code"] == role]
        if not ids:
            continue
        title = Label(f"Activities as {label.en}", f"{label.ja}としての案件")
        tables[role] = activity_table(source, role, title, ids, all_of=f"organisation={key}")
        definition = Label(
            f"Activities in which it is {label.en}.",
            f"{label.ja}としての案件。",
        )
        counts.append(
            {
                "role": cells.coded("party_role", role, label),
                **counted_apart(build, definition, ids, {"organisation": key, "role": role}),
            }
        )
    parent, country = party["parent_party_id"], party["country_code"]
    members = source.of("parties", "parent_party_id", key)
    return {
        "title": party["name"],
        "abbreviation": party["abbreviation"],
        "kind": cells.coded(
            "party_kind", party["kind_code"], label_of("party_kind", party["kind_code"])
        ),
        "country": cells.link("country", country, cells.words(source.place_label(country)))
        if country
        else None,
        "parent": party_cell(source, parent) if parent else None,
        "members": cells.several(
            party_cell(source, row["party_id"]) for row in members if not row["is_context_only"]
        ),
        "notes": party["notes"],
        "counts": counts,
        "tables": tables,
    }


def write_organisations(build: Build) -> None:
    """Write organisations' pages and list. Parties named as background only have none."""
    rows: list[list[Cell]] = []
    parties = [row for row in build.source.rows("parties") if not row["is_context_only"]]
    for party in sorted(parties, key=lambda row: row["name"].casefold()):
        key = party["party_id"]
        page = organisation_page(build, party)
        build.writer.page("organisation", key, page)
        body = " · ".join(filter(None, (party["abbreviation"], page["kind"]["en"])))
        build.searchable(
            "organisation", key, party["name"], party["name"], body, page["kind"]["ja"]
        )
        numbers = {count["role"]["code"]: count["whole"] for count in page["counts"]}
        rows.append(
            [
                cells.link("organisation", key, party["name"]),
                party["abbreviation"],
                page["kind"],
                page["country"],
                *(numbers.get(role) for role in TERMS["party_role"]),
            ]
        )
    roles = [
        cells.column(role, Label(f"As {label.en}", label.ja), is_number=True)
        for role, label in TERMS["party_role"].items()
    ]
    heads = [
        cells.column("name", Label("Organisation", "組織")),
        cells.column("abbreviation", Label("Short name", "略称")),
        cells.column("kind", Label("Kind", "種類")),
        cells.column("country", Label("Country", "国")),
        *roles,
    ]
    table = cells.table(
        "organisations",
        Label("Organisations", "組織"),
        heads,
        rows,
        note=Label(
            "Columns are roles; one activity may count in several of them. Whole activities only: "
            "components are counted apart, on each organisation's page.",
            "列は役割です。一つの案件が複数の列に入ることがあります。"
            "構成要素は含めず、各組織のページで別に数えます。",
        ),
    )
    build.writer.page("index", "organisation", {"tables": {"organisations": table}})
