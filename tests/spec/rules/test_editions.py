"""Two editions of one publication, drawn: what each says where, and what the comparison tells.

The earlier edition holds the sections seas, space and mines; the later one seas, space and drugs.
A statement is a metric and its activity; a name stands as role and code, with what it is named for.
A dash: not said. "not compared": it stands in a section that the other edition does not hold.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from rules.findings.samples import TOTAL
from rules.findings.test_portfolio import by_id, claim_of, rows
from spec.drawn import drawn_rows
from tomoni.catalogue.errors import RefusedError
from tomoni.catalogue.metrics import METRICS_BY_CODE
from tomoni.rules.editions import (
    EditionsCompared,
    EditionText,
    PlacedClaim,
    PlacedNaming,
    Section,
    compare_editions,
)
from tomoni.rules.quantities import Quantity

HELD = {"earlier": ("seas", "space", "mines"), "later": ("seas", "space", "drugs")}
STATEMENTS = """
| statement                   | earlier    | later      | comes out as      |
|-----------------------------|------------|------------|-------------------|
| graduates of charts         | seas 65    | seas 92    | changed update    |
| graduates of gebco          | seas 84    | -          | dropped           |
| graduates of cubesats       | -          | space 3    | appeared          |
| warehouses of relief        | seas 4     | seas 4     | same              |
| graduates of law            | seas 60    | space 50   | changed conflict  |
| graduates of policing       | seas 7     | drugs 7    | same              |
| graduates of demining       | mines 40   | -          | not compared      |
| graduates of narcotics      | -          | drugs 9    | not compared      |
"""
NAMES = """
| name                        | earlier    | later      | comes out as      |
|-----------------------------|------------|------------|-------------------|
| recipient LK for oil        | seas       | -          | dropped           |
| recipient WS for vessels    | -          | seas       | appeared          |
| recipient ID for training   | seas       | seas       | unchanged         |
| recipient VN for vessels    | seas       | space      | unchanged         |
| participant SO for training | seas       | -          | dropped           |
| recipient SO for training   | -          | seas       | appeared          |
| partner guard for charts    | seas       | -          | dropped for charts|
| partner guard for gebco     | seas       | seas       | unchanged         |
| host iho for charts         | seas       | seas       | unchanged         |
| recipient KH for mines      | mines      | -          | not compared      |
| partner guard for patrols   | seas       | -          | unchanged         |
"""


def sections(side: str) -> tuple[Section, ...]:
    return tuple(Section(code, n * 100, n * 100 + 100) for n, code in enumerate(HELD[side]))


def start_of(side: str, cell: str) -> int:
    return HELD[side].index(cell.split()[0]) * 100


def claims(side: str, year: int) -> tuple[PlacedClaim, ...]:
    found = []
    for row in drawn_rows(STATEMENTS):
        metric, _, activity = row["statement"].split()
        if row[side] == "-":
            continue
        known = METRICS_BY_CODE[metric]
        claim = replace(
            TOTAL, claim_id=f"{activity}-{side}", activity_id=activity, metric_code=metric,
            measure_code=known.measure_code, population=known.population, unit=known.unit,
            quantity=Quantity(int(row[side].split()[1])), document_id=side, edition_year=year,
            accumulation="level" if metric == "warehouses" else "cumulative",
        )  # fmt: skip
        found.append(PlacedClaim(claim, start_of(side, row[side])))
    return tuple(found)


def namings(side: str) -> tuple[PlacedNaming, ...]:
    found = []
    for row in drawn_rows(NAMES):
        role, code, _, activity = row["name"].split()
        if row[side] != "-":
            start = start_of(side, row[side])
            found.append(PlacedNaming(f"{side} {row['name']}", role, code, code.isupper(), activity,
                                      None, start))  # fmt: skip
    return tuple(found)


def edition(side: str, year: int) -> EditionText:
    return EditionText(side, "ministry", year, sections(side), claims(side, year), namings(side))


@cache
def compared() -> EditionsCompared:
    return compare_editions(edition("earlier", 2018), edition("later", 2023))


@pytest.mark.parametrize("row", drawn_rows(STATEMENTS), ids=lambda row: row["statement"])
def test_statements(row: dict[str, str]) -> None:
    activity = row["statement"].split()[2]
    ids = {f"{activity}-earlier", f"{activity}-later"}
    told = [one for one in compared().statements if ids & {*one.earlier, *one.later}]
    words = []
    for one in told:
        classified = one.classification
        is_changed = one.change == "changed" and classified is not None
        words.append(f"changed {classified.class_code}" if is_changed else one.change)  # type: ignore[union-attr]
    assert words == ([] if row["comes out as"] == "not compared" else [row["comes out as"]])


@pytest.mark.parametrize("row", drawn_rows(NAMES), ids=lambda row: row["name"])
def test_names(row: dict[str, str]) -> None:
    ids = {f"{side} {row['name']}" for side in HELD}
    told = [one for one in compared().namings if ids & set(one.namings)]
    words = [f"{one.change} for {one.only_for}" if one.only_for else one.change for one in told]
    expected = row["comes out as"]
    assert words == ([] if expected in ("unchanged", "not compared") else [expected])


def test_what_stands_elsewhere_is_counted() -> None:
    assert compared().sections == ("seas", "space")
    assert compared().not_compared == 4


def test_what_is_no_pair_of_editions_is_refused() -> None:
    earlier, later = edition("earlier", 2018), edition("later", 2023)
    for one, other in (
        (later, earlier),
        (earlier, replace(later, year=None)),
        (earlier, replace(later, publisher="assembly")),
        (earlier, replace(later, sections=(Section("drugs", 200, 300),))),
    ):
        with pytest.raises(RefusedError):
            compare_editions(one, other)


def portfolio_edition(document_id: str) -> EditionText:
    document = by_id("documents", "document_id")[document_id]
    return EditionText(
        document_id,
        document["publisher"],
        document.get("edition_year"),
        tuple(Section(r["section_code"], r["start"], r["end"])
              for r in rows("document_sections") if r["document_id"] == document_id),
        tuple(PlacedClaim(claim_of(r["claim_id"]), r["start"])
              for r in rows("claims") if r["document_id"] == document_id),
        tuple(PlacedNaming(r["naming_id"], r["role_code"], r.get("place_code") or r["party_id"],
                           "place_code" in r, r.get("activity_id"),
                           r["list_code"] == "open" if "list_code" in r else None, r["start"])
              for r in rows("namings") if r["document_id"] == document_id),
    )  # fmt: skip


def named(found: EditionsCompared, change: str, section: str, role: str) -> list[str]:
    return [
        one.code + (f" for {one.only_for}" if one.only_for else "")
        for one in found.namings
        if (one.change, one.section, one.role) == (change, section, role)
    ]


def test_the_portfolio_tells_which_countries_left_the_lists() -> None:
    law = compare_editions(portfolio_edition("wp2018-s2"), portfolio_edition("wp2020-s2-1-1"))
    assert named(law, "appeared", "legal-and-judicial", "recipient") == ["MN", "UZ"]
    assert named(law, "dropped", "legal-and-judicial", "recipient") == []
    assert named(law, "dropped", "legal-and-judicial", "participant") == ["MM"]
    assert named(law, "appeared", "legal-and-judicial", "participant") == ["KH"]
    later = compare_editions(portfolio_edition("wp2018-s2"), portfolio_edition("wp2023-s2-2"))
    seas = named(later, "dropped", "security-seas", "recipient")
    assert "LK" in seas and "piracy-trust-fund" in seas and "SO" not in seas
    assert named(later, "appeared", "security-seas", "recipient") == ["FM", "WS", "dj-coast-guard"]
    assert "jcg-jp-hod for iho-chart-training" in named(
        later, "dropped", "security-seas", "partner"
    )
    stale = {one.later for one in later.statements if one.is_stale}
    assert stale == {("djibouti-code-trust-fund--amount_contributed--wp2023-s2-2",)}
    dropped = {one.earlier for one in later.statements if one.change == "dropped"}
    assert ("piracy-prosecution-trust-fund--amount_contributed--wp2018-s2",) in dropped
    assert ("gebco-unh-training--graduates--wp2018-s2",) in dropped
    assert not any("relief-goods" in claim for ids in dropped for claim in ids)
