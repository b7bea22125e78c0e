"""Money lines of a lake: shares as stated, remainders kept, nothing counted twice."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from exchange.iati.prepared.drawn_field import activity, country, payment, prepared, sector
from tomoni.catalogue.errors import NotFoundError, StorageError
from tomoni.exchange.iati.prepared.prepare import prepared_folder, read_prepared

Line = tuple[str | None, str | None, Decimal]


def lines(path: Path, *activities: str) -> list[Line]:
    """Return place, sector and amount of every line, in order."""
    table = pq.read_table(prepared(path, {"a.xml": activities}) / "lines.parquet")
    rows = [(row["place"], row["sector"], row["amount"].normalize()) for row in table.to_pylist()]
    return sorted(rows, key=str)


def final(folder: Path) -> dict[str, Decimal]:
    """Return by identifier what is counted where it is told last."""
    activities = pq.read_table(folder / "activities.parquet").to_pylist()
    names = {row["record"]: row["identifier"] for row in activities}
    found: dict[str, Decimal] = {}
    for row in pq.read_table(folder / "lines.parquet").to_pylist():
        if row["is_final"]:
            name = names[row["record"]]
            found[name] = (found.get(name, Decimal()) + row["amount"]).normalize()
    return found


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([country("KE")], [("KE", None, Decimal(100))]),
        (
            [country("KE", "60"), country("UG", "40")],
            [("KE", None, Decimal(60)), ("UG", None, Decimal(40))],
        ),
        (
            [country("KE", "33.33"), country("UG", "33.33")],
            [
                ("KE", None, Decimal("33.33")),
                ("UG", None, Decimal("33.33")),
                (None, None, Decimal("33.34")),
            ],
        ),
        ([country("KE"), country("UG")], [(None, None, Decimal(100))]),
        ([country("KE", "80"), country("UG", "40")], [(None, None, Decimal(100))]),
        (
            [country("KE", "50"), country("UG")],
            [("KE", None, Decimal(50)), (None, None, Decimal(50))],
        ),
        ([], [(None, None, Decimal(100))]),
        (
            [country("KE", "50"), '<recipient-region code="298" percentage="50"/>'],
            [("298", None, Decimal(50)), ("KE", None, Decimal(50))],
        ),
        (
            [country("KE"), sector("15130", "25"), sector("15132", "75"), sector("9", None, "99")],
            [("KE", "15130", Decimal(25)), ("KE", "15132", Decimal(75))],
        ),
        ([sector("151", None, "2"), sector("x", None, "99")], [(None, "151", Decimal(100))]),
    ],
)
def test_shares_are_those_stated_and_the_rest_stays(
    tmp_path: Path, parts: list[str], expected: list[Line]
) -> None:
    assert lines(tmp_path, activity("XX-1-1", *parts, payment("100"))) == sorted(expected, key=str)


def test_a_transaction_with_a_place_of_its_own_takes_that(tmp_path: Path) -> None:
    own = payment("10", inside=sector("15160") + country("SO"))
    made = activity("XX-1-1", country("KE"), sector("15130"), payment("100"), own)
    assert lines(tmp_path, made) == [("KE", "15130", Decimal(100)), ("SO", "15160", Decimal(10))]


def test_budgets_receipts_and_odd_values_are_no_lines(tmp_path: Path) -> None:
    made = activity(
        "XX-1-1",
        payment("5", kind="1"),
        payment("many"),
        payment("0.00001"),
        payment("-7"),
        payment("9", kind="2"),
    )
    folder = prepared(tmp_path, {"a.xml": [made]})
    rows = pq.read_table(folder / "lines.parquet").to_pylist()
    assert sorted((row["money_group"], int(row["amount"])) for row in rows) == [
        ("committed", 9),
        ("spent", -7),
    ]
    assert read_prepared(folder)["left_out"] == {
        "without_value": 1, "too_long": 1, "without_year": 0, "without_currency": 0,
    }  # fmt: skip


def test_what_parts_tell_again_is_counted_with_the_parts(tmp_path: Path) -> None:
    child = '<related-activity type="2" ref="XX-1-B"/>'
    parent = '<related-activity type="1" ref="XX-1-A"/>'
    folder = prepared(
        tmp_path,
        {
            "a.xml": [
                activity("XX-1-A", payment("100"), child),
                activity("XX-1-B", payment("60")),
                activity("XX-1-C", payment("30"), parent),
                activity("XX-1-D", payment("5")),
            ]
        },
    )
    assert final(folder) == {"XX-1-B": 60, "XX-1-C": 30, "XX-1-D": 5}


def test_a_payment_that_the_payee_spends_is_counted_with_the_payee(tmp_path: Path) -> None:
    payer = activity("XX-1-A", payment("50", to="XX-2-B"), payment("7"), payment("3", to="XX-9-Z"))
    payee = activity("XX-2-B", payment("45", kind="4"))
    silent = activity("XX-2-C", payment("8", kind="1"))
    folder = prepared(tmp_path, {"a.xml": [payer], "b.xml": [payee, silent]})
    assert final(folder) == {"XX-1-A": 10, "XX-2-B": 45}


def test_one_identifier_counts_once_and_its_copies_are_shown(tmp_path: Path) -> None:
    older = activity("XX-1-A", payment("1"), updated="2020-01-01T00:00:00Z")
    newer = activity("XX-1-A", payment("2"), updated="2022-01-01T00:00:00Z")
    other = activity(
        "XX-1-A", payment("4"), updated="2023-01-01T00:00:00Z", publisher="XX-2", secondary=True
    )
    folder = prepared(tmp_path, {"a.xml": [older], "b.xml": [newer], "c.xml": [other]})
    assert final(folder) == {"XX-1-A": 2}
    rows = pq.read_table(folder / "duplicates.parquet").to_pylist()
    assert [(row["publisher"], row["is_chosen"]) for row in rows] == [
        ("XX-1", True), ("XX-1", False), ("XX-2", False),
    ]  # fmt: skip


def test_a_folder_is_prepared_once_and_named_by_its_run(tmp_path: Path) -> None:
    folder = prepared(tmp_path, {"a.xml": [activity("XX-1-1", payment("1"))]})
    assert prepared_folder(tmp_path / "lake", 1) == folder
    written = (folder / "lines.parquet").stat().st_mtime_ns
    again = prepared(tmp_path, {"a.xml": [activity("XX-1-1", payment("1"))]})
    assert (again, (folder / "lines.parquet").stat().st_mtime_ns) == (folder, written)
    with pytest.raises(NotFoundError, match="not prepared"):
        prepared_folder(tmp_path / "lake", 2)
    (folder / "manifest.json").write_text("{}")
    with pytest.raises(StorageError, match="another format"):
        read_prepared(folder)
