"""Identifiers of bodies come from the instance's own file, and are checked where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tomoni.catalogue.errors import InputError, SettingError
from tomoni.catalogue.iati.organisations import KnownOrganisation, load_organisations
from tomoni.catalogue.own_tables import own_organisations
from tomoni.catalogue.settings import Settings

HEAD = "party_id,identifier,type\n"


def _file(tmp_path: Path, lines: str) -> Path:
    path = tmp_path / "organisations.csv"
    path.write_text(HEAD + lines, encoding="utf-8")
    return path


def test_a_blank_type_is_unknown(tmp_path: Path) -> None:
    found = load_organisations(_file(tmp_path, "jica,XM-DAC-701-8,10\nfund,GB-COH-123,\n"))
    assert found["jica"] == KnownOrganisation("XM-DAC-701-8", "10")
    assert found["fund"].type is None


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("b,,10", "identifier"),
        ("b,NOBODY-1,10", "identifier"),
        ("b,GB-COH-1,9999", "type"),
        ("a,GB-COH-2,10", "party_id"),
    ],
)
def test_a_wrong_line_is_refused(tmp_path: Path, line: str, field: str) -> None:
    with pytest.raises(InputError) as refused:
        load_organisations(_file(tmp_path, f"a,GB-COH-1,10\n{line}\n"))
    where = refused.value.where
    assert where is not None
    assert (where.line, where.field) == (3, field)


def test_the_setting_names_the_file(tmp_path: Path) -> None:
    path = _file(tmp_path, "a,GB-COH-1,10\n")
    environment = {"TOMONI_HOME": str(tmp_path), "TOMONI_IATI_ORGANISATIONS": str(path)}
    assert set(own_organisations(Settings(environment))) == {"a"}
    assert own_organisations(Settings({"TOMONI_HOME": str(tmp_path)})) == {}
    with pytest.raises(SettingError):
        Settings({**environment, "TOMONI_IATI_ORGANISATIONS": str(tmp_path / "none.csv")})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOMONI_IATI_ORGANISATION_IDENTIFIER", "XM-DAC"),
        ("TOMONI_IATI_ORGANISATION_IDENTIFIER", "XM-DAC-701 2"),
        ("TOMONI_IATI_ORGANISATION_TYPE", "9999"),
        ("TOMONI_IATI_SHARES", "guess"),
    ],
)
def test_a_wrong_setting_is_refused(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        Settings({"TOMONI_HOME": str(tmp_path), name: value})
