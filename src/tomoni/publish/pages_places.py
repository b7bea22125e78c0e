"""One page per country or territory, apart for every basis on which it is named; and the map."""

from __future__ import annotations

from tomoni.catalogue.labels import Label
from tomoni.catalogue.places import disclaimer
from tomoni.catalogue.terms import TERMS

from . import cells
from .activity_cells import RECIPIENT_BASES, activity_table
from .build import Build
from .cells import Cell, Json
from .charts import tile_map
from .claim_tables import claims_with_activity
from .counted import counted_apart
from .source import Row, label_of

_BASIS_TITLES: dict[str, Label] = {
    "stated": Label("Activities that name it as recipient", "受益国として明記された案件"),
    "participant": Label("Activities it sent participants to", "参加者を送った案件"),
    "inherited": Label(
        "Named for the wider effort only, never counted", "上位の取組についてのみ明記（計上しない）"
    ),
    "venue": Label("Place of the event only", "開催地のみ"),
    "pivot": Label("Partner that helps others", "他国を支援する協力国"),
}


def disclaimer_cell(build: Build) -> Json:
    """Return the notice of the naming profile in both languages."""
    profile = build.options.naming_profile
    return {"t": "words", "en": disclaimer(profile, "en"), "ja": disclaimer(profile, "ja")}


def countries(build: Build) -> list[Row]:
    """Return the places that have a page: every country and territory."""
    return [row for row in build.source.rows("places") if row["kind_code"] != "region"]


def _by_basis(build: Build, code: str) -> dict[str, list[str]]:
    rows = build.source.of("activity_countries", "country_code", code)
    policies = build.source.by_key("activities")
    found: dict[str, list[str]] = {}
    for row in rows:
        activity = policies.get(row["activity_id"])
        if activity is not None and not activity["is_policy"]:
            found.setdefault(row["basis_code"], []).append(row["activity_id"])
    return found


def country_page(build: Build, place: Row) -> Json:
    """Return the page of one country or territory."""
    source, code = build.source, place["place_code"]
    by_basis = _by_basis(build, code)
    tables: dict[str, Json] = {}
    for basis, title in _BASIS_TITLES.items():
        if basis in by_basis or basis == "stated":
            tables[basis] = activity_table(
                source,
                basis,
                title,
                by_basis.get(basis, ()),
                all_of=f"country={code}" if basis in RECIPIENT_BASES else None,
                empty=Label(
                    "No recorded activity names it as recipient: the sources are silent. Not zero.",
                    "受益国として明記した案件はありません。これは資料に記載がないことであり、ゼロではありません。",
                ),
            )
    recipients = set(by_basis.get("stated", ()))
    claims = [
        claim
        for activity_id in sorted(recipients)
        for claim in source.of("claims", "activity_id", activity_id)
        if claim["measure_code"]
        and claim["outcome_code"] in ("entry", "observation")
        and len(source.of("activity_countries", "activity_id", activity_id)) == 1
    ]
    if claims:
        tables["claims"] = claims_with_activity(
            source,
            claims,
            "claims",
            Label("Figures of activities for it alone", "当該国のみを対象とする案件の数値"),
        )
    groups = [
        row for row in source.of("place_group_members", "place_code", code) if not row["end_stated"]
    ]
    region = place["region_code"]
    return {
        "title": cells.words(source.place_label(code)),
        "code": code,
        "iso3": place["iso3_code"],
        "kind": cells.coded(
            "place_kind", place["kind_code"], label_of("place_kind", place["kind_code"])
        ),
        "region": cells.words(source.place_label(region)) if region else None,
        "is_dac_recipient": place["is_dac_recipient"],
        "groups": [
            {"code": row["group_code"], "name": row["group_name"], "source": row["source"]}
            for row in groups
        ],
        "disclaimer": disclaimer_cell(build),
        "whole": build.figures.activities("country", code),
        "parts": build.figures.activities("country", code, "component"),
        "counts": [
            {
                "basis": cells.coded("country_basis", basis, label),
                **counted_apart(
                    build,
                    _count_words(basis),
                    by_basis.get(basis, ()),
                    {"country": code, "basis": basis},
                ),
            }
            for basis, label in TERMS["country_basis"].items()
            if basis in by_basis and basis != "stated"
        ],
        "figures": build.figures.of_country(code),
        "tables": tables,
    }


def _count_words(basis: str) -> Label:
    label = TERMS["country_basis"][basis]
    return Label(
        f"Activities on this basis: {label.en}. Policies are left out.",
        f"この国を次の根拠で挙げる案件：{label.ja}。政策は除く。",
    )


def write_countries(build: Build) -> Json:
    """Write every country's page, the map and the list of countries. Returns the map's data."""
    rows: list[list[Cell]] = []
    values: dict[str, Json] = {}
    for place in countries(build):
        code = place["place_code"]
        page = country_page(build, place)
        build.writer.page("country", code, page)
        label = build.source.place_label(code)
        body = f"{code} · {place['iso3_code'] or ''}"
        build.searchable("country", code, label.en, label.ja, body)
        numbers = {
            count["basis"]["code"]: cells.several((count["whole"], count["parts"]))
            for count in page["counts"]
        }
        stated = page["whole"]
        if stated is not None or page["parts"] is not None:
            values[code] = {"number": stated, "parts": page["parts"]}
        if numbers or stated or page["parts"]:
            rows.append(
                [
                    cells.link("country", code, cells.words(label)),
                    page["region"],
                    stated,
                    page["parts"],
                    numbers.get("inherited"),
                    numbers.get("venue"),
                    numbers.get("pivot"),
                    numbers.get("participant"),
                ]
            )
    rows.sort(key=lambda row: -int(row[2]["value"]) if isinstance(row[2], dict) else 1)
    table = cells.table(
        "countries",
        Label("Countries and territories by basis", "国・地域（根拠別）"),
        [
            cells.column("country", Label("Country or territory", "国・地域")),
            cells.column("region", Label("Region", "地方")),
            cells.column("stated", Label("As recipient", "受益国"), is_number=True),
            cells.column(
                "parts", Label("Parts, counted apart", "構成要素（別計）"), is_number=True
            ),
            cells.column("inherited", Label("Wider effort only", "上位の取組のみ"), is_number=True),
            cells.column("venue", Label("Venue only", "開催地のみ"), is_number=True),
            cells.column("pivot", Label("Helps others", "協力国"), is_number=True),
            cells.column("participant", Label("Sent participants", "参加者"), is_number=True),
        ],
        rows,
        note=Label(
            "The columns are apart and never added; where two numbers stand in one, the second "
            "counts components. “At least” marks lists that are left open.",
            "各列は別々の根拠で、合算しません。二つの数がある場合、後者は構成要素です。"
            "「少なくとも」は資料の列挙が網羅的でないことを示します。",
        ),
    )
    made = tile_map(build.source, values)
    page = {"tables": {"countries": table}, "map": made, "disclaimer": disclaimer_cell(build)}
    build.writer.page("index", "country", page)
    return made
