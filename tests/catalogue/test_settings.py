"""Settings: the environment wins over the file, and a wrong value says which, whence and how."""

from __future__ import annotations

from pathlib import Path

import pytest

from tomoni.catalogue.errors import SettingError
from tomoni.catalogue.settings import OTHER_VARIABLES, SETTINGS, Settings


def _write(directory: Path, text: str) -> dict[str, str]:
    (directory / "tomoni.toml").write_text(text, encoding="utf-8")
    return {"TOMONI_HOME": str(directory)}


def test_defaults_can_be_read(tmp_path: Path) -> None:
    settings = Settings({"TOMONI_HOME": str(tmp_path)})
    assert settings.home == tmp_path
    assert settings["TOMONI_HOSTS"] == ("localhost", "127.0.0.1", "[::1]")
    assert settings.number("TOMONI_SMALL_CELL_THRESHOLD") == 5
    assert settings.flag("TOMONI_UNOFFICIAL") is True
    assert settings.text("TOMONI_ENGINE") == "duckdb"
    assert settings.origins["TOMONI_ENGINE"] == "default"


def test_the_home_is_absolute_even_when_written_relative(tmp_path: Path) -> None:
    assert Settings({"TOMONI_HOME": "some/where"}).home == Path.cwd() / "some" / "where"


def test_the_file_in_the_home_is_read(tmp_path: Path) -> None:
    environment = _write(
        tmp_path,
        'title = "Ours"\nunofficial = false\nsmall_cell_threshold = 7\nTOMONI_LOG_LEVEL = "INFO"\n',
    )
    settings = Settings(environment)
    assert settings.text("TOMONI_TITLE") == "Ours"
    assert settings.flag("TOMONI_UNOFFICIAL") is False
    assert settings.number("TOMONI_SMALL_CELL_THRESHOLD") == 7
    assert settings.text("TOMONI_LOG_LEVEL") == "INFO"
    assert settings.origins["TOMONI_TITLE"] == str(tmp_path / "tomoni.toml")


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    environment = _write(tmp_path, 'title = "Ours"\n') | {"TOMONI_TITLE": "Theirs"}
    settings = Settings(environment)
    assert settings.text("TOMONI_TITLE") == "Theirs"
    assert settings.origins["TOMONI_TITLE"] == "environment"


def test_a_file_elsewhere_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "other.toml"
    path.write_text('title = "Named"\n', encoding="utf-8")
    home = tmp_path / "home"
    settings = Settings({"TOMONI_HOME": str(home), "TOMONI_CONFIG": str(path)})
    assert settings.text("TOMONI_TITLE") == "Named"


def test_a_named_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="TOMONI_CONFIG names"):
        Settings({"TOMONI_HOME": str(tmp_path), "TOMONI_CONFIG": str(tmp_path / "none.toml")})


def test_a_file_that_is_no_toml(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"tomoni\.toml is not a TOML file"):
        Settings(_write(tmp_path, "title = \n"))


def test_an_unknown_key_in_the_file(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="colour") as refused:
        Settings(_write(tmp_path, 'colour = "indigo"\n'))
    assert str(tmp_path / "tomoni.toml") in refused.value.what
    assert refused.value.do


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOMONI_MODE", "prod"),
        ("TOMONI_NAMING_PROFILE", "un"),
        ("TOMONI_FISCAL_YEAR_START_MONTH", "13"),
        ("TOMONI_FISCAL_YEAR_START_MONTH", "April"),
        ("TOMONI_SMALL_CELL_THRESHOLD", "-1"),
        ("TOMONI_SMALL_CELL_THRESHOLD", "many"),
        ("TOMONI_UNOFFICIAL", "perhaps"),
        ("TOMONI_ENGINE", "spark"),
        ("DATABASE_URL", "mysql://x"),
        ("TOMONI_RATE_TABLE", "ecb"),
        ("TOMONI_PUBLIC_URL", "records.example.org"),
        ("TOMONI_PUBLIC_URL", "ftp://records.example.org"),
        ("TOMONI_PUBLIC_URL", "https://"),
        ("TOMONI_LOG_LEVEL", "loud"),
    ],
)
def test_a_wrong_value_names_setting_origin_and_hint(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingError) as refused:
        Settings({"TOMONI_HOME": str(tmp_path), name: value})
    assert name in refused.value.what
    assert repr(value) in refused.value.what
    assert "environment" in refused.value.what
    expects = next(setting.expects for setting in SETTINGS if setting.name == name)
    assert refused.value.do == f"Use {expects}."


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("TOMONI_NAMING_PROFIL", "Did you mean TOMONI_NAMING_PROFILE?"),
        ("TOMONI_PUBLICURL", "Did you mean TOMONI_PUBLIC_URL?"),
        ("TOMONI_ADMIN_PASWORD", "Did you mean TOMONI_ADMIN_PASSWORD?"),
        ("TOMONI_XYZ", "Remove it. `tomoni doctor` lists the settings."),
    ],
)
def test_a_variable_that_is_no_setting_is_refused(tmp_path: Path, name: str, hint: str) -> None:
    with pytest.raises(SettingError, match=f"sets {name}, which is no setting") as refused:
        Settings({"TOMONI_HOME": str(tmp_path), name: "1"})
    assert refused.value.do == hint


def test_variables_that_are_read_elsewhere_and_those_of_others_pass(tmp_path: Path) -> None:
    others = dict.fromkeys(OTHER_VARIABLES, "x") | {"TOMONIX": "1", "PATH": "/bin"}
    del others["TOMONI_CONFIG"]
    assert Settings({"TOMONI_HOME": str(tmp_path), **others}).home == tmp_path


def test_an_empty_home_is_refused() -> None:
    with pytest.raises(SettingError, match="TOMONI_HOME is ''"):
        Settings({"TOMONI_HOME": ""})


def test_a_wrong_value_in_the_file_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"TOMONI_MODE is 'prod' \(.*tomoni\.toml\)"):
        Settings(_write(tmp_path, 'mode = "prod"\n'))


def test_every_setting_is_described() -> None:
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
    for setting in SETTINGS:
        assert setting.help.endswith(".")
        assert setting.expects
        setting.read(setting.default)
