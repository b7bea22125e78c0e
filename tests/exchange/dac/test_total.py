"""Sums over imported files: exact, blanks left out, constant prices by a loaded table alone."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tomoni.catalogue.deflators import DeflatorTable
from tomoni.catalogue.errors import InputError, NotFoundError, RefusedError
from tomoni.exchange.dac import CrsStore, import_file, mapping_named
from tomoni.exchange.dac.total import total

from .drawn_crs import BULK, bulk_file

DEFLATORS = DeflatorTable("2023", 2022, {("701", 2020): Fraction(50), ("4", 2021): Fraction(80)})


@pytest.fixture
def store(tmp_path: Path) -> CrsStore:
    """Two files: three rows with an amount, and one whose amount is blank."""
    made = CrsStore(tmp_path / "store")
    import_file(bulk_file(tmp_path), mapping_named("bulk"), made)
    head, first = BULK.splitlines(keepends=True)[:2]
    blank = head + first.replace("1.250000", "").replace("2020|", "2019|", 1)
    import_file(bulk_file(tmp_path, blank, "more.txt"), mapping_named("bulk"), made)
    return made


def test_sums_are_exact_and_blanks_are_no_rows(store: CrsStore) -> None:
    (whole,) = total(store, "usd_commitment")
    assert (whole.value, whole.rows) == (Fraction("4.25"), 3)
    found = {
        one.by["donor_code"]: one.value for one in total(store, "usd_commitment", by=["donor_code"])
    }
    assert found == {"4": Fraction("0.5"), "701": Fraction("3.75")}
    assert total(store, "usd_disbursement") == []


def test_sums_are_narrowed_by_values(store: CrsStore) -> None:
    where = {"recipient_code": ["769"], "year": ["2020", "2021"]}
    found = total(store, "usd_commitment", by=["year"], where=where)
    assert [(one.by["year"], one.value) for one in found] == [
        ("2020", Fraction("1.25")),
        ("2021", Fraction("0.5")),
    ]
    assert total(store, "usd_commitment", where={"donor_code": ["' OR 1=1 --"]}) == []


def test_constant_prices_by_donor_and_year(store: CrsStore) -> None:
    (whole,) = total(store, "usd_commitment", deflators=DEFLATORS)
    assert whole.value == Fraction("3.75") * 2 + Fraction("0.5") * 100 / 80


def test_a_missing_deflator_and_an_amount_that_is_not_in_dollars_are_refused(
    store: CrsStore,
) -> None:
    lacking = DeflatorTable("2023", 2022, {("701", 2020): Fraction(50)})
    with pytest.raises(RefusedError, match="none for 4 in 2021"):
        total(store, "usd_commitment", deflators=lacking)
    for measure in ("commitment_national", "usd_commitment_deflated"):
        with pytest.raises(InputError, match="current US dollars"):
            total(store, measure, deflators=DEFLATORS)


@pytest.mark.parametrize(
    ("measure", "by"), [("donor_code", []), ("usd_commitment", ["row; DROP"]), ("none", [])]
)
def test_a_column_that_is_none_is_named(store: CrsStore, measure: str, by: list[str]) -> None:
    with pytest.raises(InputError, match="Use one of"):
        total(store, measure, by=by)


def test_a_year_in_two_imports_is_not_added_up(store: CrsStore, tmp_path: Path) -> None:
    text = BULK.replace("2021|", "2022|")
    import_file(bulk_file(tmp_path, text, "again.txt"), mapping_named("bulk"), store)
    with pytest.raises(RefusedError, match="2020 stands in again and in crs"):
        total(store, "usd_commitment")
    (whole,) = total(store, "usd_commitment", names=["again", "more"])
    assert whole.value == Fraction("4.25")
    with pytest.raises(NotFoundError, match="'none'"):
        total(store, "usd_commitment", names=["none"])


def test_nothing_imported_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="No file is imported"):
        total(CrsStore(tmp_path), "usd_commitment")
