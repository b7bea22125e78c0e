"""The tables of ``data/dac`` fit each other and the code lists that they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tomoni.catalogue import dac
from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.dac_profile import load_dac_profile
from tomoni.catalogue.errors import InputError
from tomoni.catalogue.kinds import KINDS_BY_CODE
from tomoni.catalogue.measures import MEASURES
from tomoni.catalogue.packaged import packaged_rows
from tomoni.catalogue.terms import TERMS

TYPES = {"year", "date", "code", "text", "flag", "marker", "amount", "rate"}


def rows(name: str) -> list[dict[str, str]]:
    return list(packaged_rows("dac", name))


def test_a_submission_has_54_columns_in_order_and_later_fields_after_them() -> None:
    assert [column.position for column in dac.CRS_COLUMNS] == list(range(1, 66))
    assert [column.layout for column in dac.CRS_COLUMNS] == ["crs++"] * 54 + ["later"] * 11
    assert len(dac.columns_of("crs++")) == 54
    assert len(dac.columns_of("full")) == 65
    assert len({column.heading for column in dac.CRS_COLUMNS}) == 65


def test_columns_use_types_and_lists_that_exist() -> None:
    assert {column.type for column in dac.CRS_COLUMNS} == TYPES
    lists = {column.code_list for column in dac.CRS_COLUMNS} - {None, "nature-of-submission"}
    assert all(codelist(str(name)).codes for name in lists)
    needed = {column.required_when for column in dac.CRS_COLUMNS} - {None}
    assert needed == {"always", "one_amount", "loan", "technical_cooperation"}
    assert all((c.required_when is None) == (c.missing is None) for c in dac.CRS_COLUMNS)


def test_no_marker_is_ever_required() -> None:
    assert [c.name for c in dac.CRS_COLUMNS if c.type == "marker" and c.required_when] == []


def test_every_measure_of_money_and_every_hedge_is_decided() -> None:
    money = {measure.code for measure in MEASURES if measure.dimension == "money"}
    assert {row["measure"] for row in rows("amounts.csv")} == money
    assert {row["qualifier"] for row in rows("qualifiers.csv")} == TERMS["qualifier"].keys()
    assert set(dac.AMOUNT_COLUMNS.values()) <= dac.COLUMNS_BY_NAME.keys()


def test_every_type_of_aid_has_its_meaning_and_row() -> None:
    assert dac.AID_TYPES.keys() == codelist("AidType").codes.keys()
    codes = {row.code for row in dac.DAC1_ROWS}
    assert {meaning.dac1_row for meaning in dac.AID_TYPES.values()} <= codes
    assert {row.parent for row in dac.DAC1_ROWS} - {None} <= codes
    assert {m.bi_multi for m in dac.AID_TYPES.values()} <= codelist(
        "CollaborationType"
    ).codes.keys()
    assert all(kind in KINDS_BY_CODE for kind, _ in dac.AID_TYPE_BY_VENUE)


def test_channels_currencies_and_regions_are_codes_of_their_lists() -> None:
    channels = {*dac.CHANNELS_OF_PARTIES.values(), *dac.CHANNEL_PARENTS.values()}
    assert all(codelist("CRSChannelCode").is_active(code) for code in channels)
    assert all(kind in TERMS["party_kind"] for kind, _ in dac.CHANNEL_PARENTS)
    assert all(code in codelist("Currency").codes for code in dac.CURRENCY_CODES)
    areas = codelist("dac_area").codes
    assert {*dac.REGION_CODES.values(), dac.UNSPECIFIED_RECIPIENT} <= areas.keys()


def test_bulk_columns_are_named_once_and_headings_belong_to_one_column() -> None:
    names = [row["column"] for row in rows("mapping-bulk.csv")]
    headings = [h.lower() for row in rows("mapping-bulk.csv") for h in row["headings"].split(";")]
    assert len(set(names)) == len(names)
    assert len({*headings}) >= len(names)
    assert {column.bulk for column in dac.CRS_COLUMNS if column.bulk} <= set(names)


def test_a_profile_gives_the_codes_of_an_instance(tmp_path: Path) -> None:
    path = tmp_path / "dac.toml"
    path.write_text(
        'reporter = 701\n[agencies]\nmoj-jp = "12"\n[currencies]\nJPY = 701\n'
        '[channels]\napg = "47000"\n[crs_ids]\ncourse = "2021000001"\n',
        encoding="utf-8",
    )
    profile = load_dac_profile(path)
    assert (profile.reporter, profile.agencies, profile.currencies) == (
        "701",
        {"moj-jp": "12"},
        {"JPY": "701"},
    )
    assert profile.channels == {"apg": "47000"}
    assert profile.crs_ids == {"course": "2021000001"}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("reporter = 7010000", "reporter"),
        ("reporters = 701", "reporters"),
        ("agencies = 12", "agencies"),
        ("[agencies]\nmoj-jp = true", "agencies.moj-jp"),
        ('[channels]\napg = "0"', "channels.apg"),
        ('[aid_types]\ncourse = "Z9"', "aid_types.course"),
    ],
)
def test_a_wrong_profile_names_the_key(tmp_path: Path, text: str, field: str) -> None:
    path = tmp_path / "dac.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_dac_profile(path)
    assert refused.value.where is not None
    assert refused.value.where.field == field


def test_a_profile_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dac.toml"
    path.write_text("= 1", encoding="utf-8")
    with pytest.raises(InputError, match="TOML"):
        load_dac_profile(path)
