"""Small counts of people stay hidden in public snapshots, and totals stay right."""

from __future__ import annotations

from collections import defaultdict

import pytest

from records.instances import Instance
from records.ledgers import Frozen, fill, freeze_in, frozen
from tomoni.catalogue.errors import RefusedError
from tomoni.exchange.snapshot import latest_id, withdraw_snapshot

_COUNT = """
course = Activity.objects.filter(public_id="course").first() or make_activity(
    public_id="course", **decided())
def count(people, country=None, **columns):
    values = {**persons(people), **whole_date("date", 2021), "calendar_year": 2021,
              "fiscal_year": None, **decided(), "activity": course, **columns}
    return make_entry(country_code=country, **values)
"""

# What one activity counts, and what of it one public snapshot shows by year and country.
CASES: dict[str, tuple[str, dict[tuple[int | None, str | None], list[int]]]] = {
    "a small cell is hidden with another, and the total stays": (
        "count(30, 'VN'); count(12, 'KH'); count(3, 'LA')",
        {(2021, "VN"): [30], (2021, None): [15]},
    ),
    "a small total is hidden altogether, and another group is none of its business": (
        "count(2, 'VN'); count(1, 'KH'); count(20, 'LA', calendar_year=None)",
        {(None, "LA"): [20]},
    ),
    "years and measures are told apart": (
        """
count(4, 'VN', measure_code="participants")
count(6, 'VN')
count(7, 'VN', calendar_year=2022, **whole_date("date", 2022))
""",
        {(2021, "VN"): [6], (2022, "VN"): [7]},
    ),
    "lines that are small one by one become one": (
        "[count(1, 'VN') for _ in range(6)]; count(9, 'KH'); count(2, 'KH')",
        {(2021, "VN"): [6], (2021, "KH"): [11]},
    ),
    "zero speaks of nobody": ("count(0, 'VN'); count(20, 'KH')", {
        (2021, "VN"): [0], (2021, "KH"): [20]}),
    "what a source reported is public": (
        "count(3, 'KH', origin_code='reported')", {(2021, "KH"): [3]}),
    "things and people in need are no counts of people reached": (
        """
count(2, 'LA', measure_code="items_delivered", unit_code="item")
count(1, 'TH', measure_code="persons_in_need")
""",
        {(2021, "LA"): [2], (2021, "TH"): [1]},
    ),
    "small lines that cancel are withheld, large ones stay": (
        """
for people in (3, 40):
    count(-people, 'VN', reverses_entry=count(people, 'VN'))
count(8, 'VN')
""",
        {(2021, "VN"): [-40, 8, 40]},
    ),
    "a count in hundreds is no small count": (
        "count(3, 'VN', exponent=2); count(1, 'KH', exponent=1)",
        {(2021, "VN"): [3], (2021, "KH"): [1]},
    ),
    "lines without a country are a cell of their own": (
        "count(20); count(30, 'VN')", {(2021, None): [20], (2021, "VN"): [30]}),
}  # fmt: skip


def counted(
    found: Frozen, activity: str = "course"
) -> dict[tuple[int | None, str | None], list[int]]:
    """Return an activity's counts by calendar year and country."""
    cells: dict[tuple[int | None, str | None], list[int]] = defaultdict(list)
    for row in found.rows("entries").values():
        if row["activity_id"] == activity:
            cells[row["calendar_year"], row["country_code"]].append(row["quantity"])
    return {cell: sorted(counts) for cell, counts in cells.items()}


def test_each_case_shows_what_it_may(instance: Instance) -> None:
    fill(
        instance,
        _COUNT
        + "".join(
            f"course = make_activity(public_id={name!r}, **decided())\n{script}\n"
            for name, (script, _) in CASES.items()
        ),
    )
    found = frozen(instance, "public")
    shown = {name: counted(found, name) for name in CASES}
    assert shown == {name: expected for name, (_, expected) in CASES.items()}
    assert found.manifest["suppression"] == {
        "threshold": 5, "hidden_cells": 5, "hidden_totals": 2,
    }  # fmt: skip
    internal, everything = frozen(instance), frozen(instance, "public", small_cell_threshold=0)
    assert len(internal.rows("entries")) == len(everything.rows("entries")) == 31


def test_lines_that_stand_for_others_keep_what_those_agree_on(instance: Instance) -> None:
    fill(
        instance,
        _COUNT
        + """
institute = make_party(public_id="institute")
one_day = {"date_stated": "2021-05-03", "date_first": date(2021, 5, 3),
           "date_last": date(2021, 5, 3), "date_precision_code": "day"}
for _ in range(16):
    count(1, 'VN', provider_party=institute, item_code="judge", **one_day)
count(19, 'KH', item_code="judge")
count(2, 'KH', item_code="prosecutor", **one_day)
count(10, 'LA', low_quantity=None)
count(3, 'TH')
""",
    )
    found = frozen(instance, "public")
    rows = {row["country_code"]: row for row in found.rows("entries").values()}
    assert {country: row["quantity"] for country, row in rows.items()} == {
        "VN": 16, "KH": 21, None: 13,
    }  # fmt: skip
    assert rows["VN"]["provider_party_id"] == "institute"
    assert rows["VN"]["item_code"] == "judge"
    assert rows["VN"]["date_stated"] == "2021-05-03"
    assert (rows["VN"]["low_quantity"], rows["VN"]["high_quantity"]) == (16, 16)
    assert rows["KH"]["provider_party_id"] is None
    assert rows["KH"]["item_code"] is None
    assert (rows["KH"]["date_stated"], rows["KH"]["date_precision_code"]) == (
        "2021", "calendar_year",
    )  # fmt: skip
    remainder = rows[None]
    assert remainder["activity_id"] == "course"
    assert remainder["date_precision_code"] == "calendar_year"
    assert remainder["origin_code"] == "counted"
    assert remainder["is_reversed"] is False
    assert (remainder["low_quantity"], remainder["high_quantity"]) == (None, 13)


def test_a_small_change_since_the_last_public_snapshot_is_hidden(instance: Instance) -> None:
    fill(instance, _COUNT + "count(30, 'VN'); count(20, 'KH'); count(10, 'LA')")
    assert counted(frozen(instance, "public")) == {
        (2021, "VN"): [30], (2021, "KH"): [20], (2021, "LA"): [10],
    }  # fmt: skip
    fill(instance, _COUNT + "count(2, 'VN')")
    second = counted(frozen(instance, "public"))
    # 32 beside the 30 of before would show two people, and so would the total.
    assert (2021, "VN") not in second
    assert sum(sum(counts) for counts in second.values()) != 62
    fill(instance, _COUNT + "count(6, 'VN')")
    third = counted(frozen(instance, "public"))
    assert sum(sum(counts) for counts in third.values()) in (0, 38, 68)


def test_a_large_change_is_shown(instance: Instance) -> None:
    fill(instance, _COUNT + "count(30, 'VN'); count(20, 'KH')")
    freeze_in(instance, "public")
    fill(instance, _COUNT + "count(15, 'VN')")
    assert counted(frozen(instance, "public")) == {(2021, "VN"): [15, 30], (2021, "KH"): [20]}


def test_an_unchanged_ledger_hides_the_same(instance: Instance) -> None:
    fill(
        instance,
        _COUNT
        + """
for number, country in enumerate(("VN", "KH", "LA", "TH", "MM", "PH")):
    count(number * 3 + 1, country)
""",
    )
    first = freeze_in(instance, "public")
    second = freeze_in(instance, "public")
    assert (second.id, second.is_new) == (first.id, False)


def test_what_was_hidden_is_kept_apart_for_its_owner_alone(instance: Instance) -> None:
    fill(instance, _COUNT + "count(30, 'VN'); count(12, 'KH'); count(3, 'LA')")
    info = freeze_in(instance, "public")
    record = instance.home / "snapshots" / "withheld" / f"{info.id}.parquet"
    assert record.stat().st_mode & 0o777 == 0o600
    assert record.parent.stat().st_mode & 0o777 == 0o700
    record.unlink()
    with pytest.raises(RefusedError, match="is not recorded"):
        freeze_in(instance, "public")
    freeze_in(instance)


def test_the_next_snapshot_is_held_against_a_withdrawn_one(instance: Instance) -> None:
    """People may have kept it: what it printed and the next one prints must not give one away."""
    snapshots = instance.home / "snapshots"
    fill(instance, _COUNT + "count(60, 'VN'); count(20, 'KH'); count(10, 'LA')")
    first = freeze_in(instance, "public")
    fill(instance, _COUNT + "count(30, 'VN')")
    second = freeze_in(instance, "public")
    withdraw_snapshot(second.path, "A name was left in a note.")
    assert latest_id(snapshots, "public") == first.id
    fill(instance, _COUNT + "count(2, 'VN')")
    third = frozen(instance, "public")
    # 92 beside the 90 that was withdrawn would show two people; beside the first it would not.
    assert third.manifest["previous_public"] == second.id
    assert (2021, "VN") not in counted(third)
    assert latest_id(snapshots, "public") == third.info.id
    fill(instance, _COUNT + "count(20, 'VN')")
    assert frozen(instance, "public").manifest["previous_public"] == third.info.id


def test_many_groups_in_order_are_held_against_the_last(instance: Instance) -> None:
    """Groups come and go between two snapshots; each is compared with its own past."""
    script = """
for year in range(2001, 2021):
    if year % {step} == 0:
        count(10, 'VN', calendar_year=year, **whole_date("date", year))
"""
    fill(instance, _COUNT + script.format(step=2))
    assert sum(map(sum, counted(frozen(instance, "public")).values())) == 100
    fill(instance, _COUNT + script.format(step=3))
    found = counted(frozen(instance, "public"))
    assert {year: sum(counts) for (year, _), counts in found.items()} == {
        year: 10 * ((year % 2 == 0) + (year % 3 == 0))
        for year in range(2001, 2021)
        if year % 2 == 0 or year % 3 == 0
    }


def test_a_group_that_was_gone_is_held_against_what_was_printed(instance: Instance) -> None:
    fill(instance, _COUNT + "[count(10, country) for country in ('VN', 'KH', 'LA')]")
    assert len(counted(frozen(instance, "public"))) == 3
    fill(instance, "Activity.objects.update(**decided('never'))")
    assert counted(frozen(instance, "public")) == {}
    fill(instance, _COUNT + "Activity.objects.update(**decided()); count(2, 'VN')")
    assert (2021, "VN") not in counted(frozen(instance, "public"))
