"""Tables that an instance brings itself: named by settings, read at start, named in manifests."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path

import pytest

from tomoni.catalogue.errors import InputError, SettingError
from tomoni.catalogue.own_tables import (
    own_deflators,
    own_income_groups,
    own_rates,
    rate_tables,
    stated_tables,
)
from tomoni.catalogue.rates import RATE_TABLES_BY_NAME
from tomoni.catalogue.settings import Settings

RATES = "currency,year,rate,quotation\nJPY,2018,110.5,units_per_usd\n"
DEFLATORS = "donor,year,deflator,base_year,edition\nJP,2021,100,2021,2023-04\n"
GROUPS = "place_code,year,income_group,source\nKE,2018,{group},DAC list 2018\n"


def written(directory: Path, name: str, text: str) -> str:
    path = directory / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def settings(directory: Path, **more: str) -> Settings:
    return Settings({"TOMONI_HOME": str(directory), **more})


def test_without_settings_there_are_none(tmp_path: Path) -> None:
    own = settings(tmp_path)
    assert (own_rates(own), own_deflators(own)) == (None, None)
    assert own_income_groups(own).group("KE", 2018) is None
    assert rate_tables(own) == RATE_TABLES_BY_NAME
    assert stated_tables(own) == []


def test_each_setting_names_a_file_that_is_read(tmp_path: Path) -> None:
    group = "ldc"
    own = settings(
        tmp_path,
        TOMONI_DAC_RATES=written(tmp_path, "rates.csv", RATES),
        TOMONI_DEFLATORS=written(tmp_path, "deflators.csv", DEFLATORS),
        TOMONI_INCOME_GROUPS=written(tmp_path, "groups.csv", GROUPS.format(group=group)),
        TOMONI_RATE_TABLE="oecd-dac",
    )
    rates = rate_tables(own)["oecd-dac"]
    assert rates.units_per_usd("JPY", 2018) == Fraction("110.5")
    assert set(rate_tables(own)) == {*RATE_TABLES_BY_NAME, "oecd-dac"}
    deflators = own_deflators(own)
    assert deflators is not None
    assert deflators.deflator("JP", 2021) == 100
    assert own_income_groups(own).group("KE", 2018) == group
    digest = {
        name: hashlib.sha256((tmp_path / f"{name}.csv").read_bytes()).hexdigest()
        for name in ("rates", "deflators", "groups")
    }
    assert stated_tables(own) == [
        {"table": "dac_rates", "sha256": digest["rates"]},
        {
            "table": "deflators",
            "sha256": digest["deflators"],
            "edition": "2023-04",
            "base_year": "2021",
        },
        {"table": "income_groups", "sha256": digest["groups"]},
    ]


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    own = settings(tmp_path, TOMONI_DAC_RATES=written(tmp_path, "rates.csv", RATES))
    written(tmp_path, "rates.csv", RATES.replace("110.5", "111.25"))
    assert rate_tables(own)["oecd-dac"].units_per_usd("JPY", 2018) == Fraction("111.25")


@pytest.mark.parametrize("name", ["TOMONI_DAC_RATES", "TOMONI_DEFLATORS", "TOMONI_INCOME_GROUPS"])
def test_a_file_that_is_not_there_is_told_at_start(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingError, match=f"{name} names .*none.csv") as refused:
        settings(tmp_path, **{name: str(tmp_path / "none.csv")})
    assert refused.value.do == "Set it to a CSV file, or leave it empty."


def test_a_wrong_file_is_told_at_start_with_line_and_field(tmp_path: Path) -> None:
    path = written(tmp_path, "rates.csv", RATES + "JPY,2019,none,units_per_usd\n")
    with pytest.raises(InputError) as refused:
        settings(tmp_path, TOMONI_DAC_RATES=path)
    where = refused.value.where
    assert where is not None
    assert (where.file, where.line, where.field) == (path, 3, "rate")


def test_the_official_table_needs_its_file(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="TOMONI_DAC_RATES names no file"):
        settings(tmp_path, TOMONI_RATE_TABLE="oecd-dac")
