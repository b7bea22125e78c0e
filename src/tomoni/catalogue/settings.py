"""Every setting in one tuple: name, default, help. The environment wins over the TOML file.

The file is ``$TOMONI_CONFIG``, else ``tomoni.toml`` in ``TOMONI_HOME`` if it exists. Keys in it are
the names below in lower case without the ``TOMONI_`` prefix.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .errors import SettingError


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. ``default`` is the text read when neither environment nor file names it."""

    name: str
    default: str
    help: str
    read: Callable[[str], object]
    expects: str


def _text(value: str) -> str:
    return value


def _flag(value: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    return words[value.strip().lower()]


def _whole_number(value: str) -> int:
    number = int(value)
    if number < 0:
        raise ValueError(value)
    return number


def _path(value: str) -> Path:
    return Path(value).expanduser().absolute()


def _words(value: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in value.split(",") if word.strip())


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in allowed:
            raise ValueError(value)
        return value

    return read


def _month(value: str) -> int:
    month = int(value)
    if not 1 <= month <= 12:
        raise ValueError(value)
    return month


def _engine(value: str) -> str:
    if value != "duckdb" and not value.startswith("sc://"):
        raise ValueError(value)
    return value


def _database_url(value: str) -> str:
    if value and not value.startswith(("postgresql://", "postgres://", "sqlite:///")):
        raise ValueError(value)
    return value


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "TOMONI_HOME",
        "var",
        "Directory that holds the instance: database, snapshots, attached documents, keys, logs.",
        _path,
        "a directory path",
    ),
    Setting(
        "DATABASE_URL",
        "",
        "The ledger's database. Empty means SQLite in TOMONI_HOME; production uses PostgreSQL.",
        _database_url,
        "empty, sqlite:///PATH or postgresql://USER@HOST:PORT/NAME",
    ),
    Setting(
        "TOMONI_MODE",
        "development",
        "`production` refuses default secrets and demonstration data, and sends secure cookies.",
        _one_of("development", "production"),
        "development or production",
    ),
    Setting(
        "TOMONI_SECRET_KEY",
        "",
        "Secret that signs sessions. Empty in development: one is made and kept in TOMONI_HOME.",
        _text,
        "a long random text",
    ),
    Setting(
        "TOMONI_HOSTS",
        "localhost,127.0.0.1,[::1]",
        "Host names this instance answers to, separated by commas.",
        _words,
        "host names separated by commas",
    ),
    Setting(
        "TOMONI_HOME_PARTY",
        "gov-jp",
        "Public id of the organisation whose system of record this is.",
        _text,
        "a party id",
    ),
    Setting(
        "TOMONI_TITLE",
        "Tomoni",
        "Name of the instance, shown in the header and in feeds.",
        _text,
        "a short text",
    ),
    Setting(
        "TOMONI_UNOFFICIAL",
        "true",
        "Whether pages say that the site is not an official publication of the home party.",
        _flag,
        "true or false",
    ),
    Setting(
        "TOMONI_NAMING_PROFILE",
        "iso",
        "Naming profile of places: ISO 3166, OECD DAC, or the host ministry's.",
        _one_of("iso", "dac", "host"),
        "iso, dac or host",
    ),
    Setting(
        "TOMONI_FISCAL_YEAR_START_MONTH",
        "4",
        "First month of the home party's fiscal year, which is named by its starting year.",
        _month,
        "a month from 1 to 12",
    ),
    Setting(
        "TOMONI_RATE_TABLE",
        "federal-reserve-g5a",
        "Exchange-rate table used when a figure is asked to convert.",
        _text,
        "the name of a loaded rate table",
    ),
    Setting(
        "TOMONI_SMALL_CELL_THRESHOLD",
        "5",
        "Counts of people below this are suppressed in public snapshots, with complementary cells.",
        _whole_number,
        "a whole number, 0 for none",
    ),
    Setting(
        "TOMONI_ENGINE",
        "duckdb",
        "Engine that computes figures.",
        _engine,
        "duckdb or sc://HOST:PORT",
    ),
    Setting(
        "TOMONI_PUBLIC_URL",
        "http://localhost:8000",
        "Address of the public site, used in the feed, the sitemap and citations.",
        _text,
        "an address",
    ),
    Setting(
        "TOMONI_PUBLISHED",
        "",
        "Directory of the published site to serve. Empty: the latest one of TOMONI_HOME.",
        _text,
        "empty or a directory path",
    ),
    Setting(
        "TOMONI_LOG_LEVEL",
        "WARNING",
        "How much is written to the log on standard error.",
        _one_of("DEBUG", "INFO", "WARNING", "ERROR"),
        "DEBUG, INFO, WARNING or ERROR",
    ),
)

_BY_NAME = {setting.name: setting for setting in SETTINGS}


def _file_values(environment: Mapping[str, str]) -> tuple[Path | None, dict[str, str]]:
    named = environment.get("TOMONI_CONFIG")
    home = Path(environment.get("TOMONI_HOME") or _BY_NAME["TOMONI_HOME"].default)
    path = Path(named) if named else home / "tomoni.toml"
    if not path.exists():
        if named:
            raise SettingError(
                f"TOMONI_CONFIG names {path}, which does not exist.", do="Create it or unset it."
            )
        return None, {}
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"{path} is not a TOML file: {error}", do="Mend the file.") from error
    values = {}
    for key, value in raw.items():
        name = key.upper() if key.upper() in _BY_NAME else f"TOMONI_{key.upper()}"
        if name not in _BY_NAME:
            raise SettingError(
                f"{path} sets {key!r}, which is no setting.",
                do="`tomoni doctor` lists the settings.",
            )
        values[name] = str(value).lower() if isinstance(value, bool) else str(value)
    return path, values


class Settings:
    """The settings of one instance, read once; ``settings["TOMONI_HOME"]`` is the typed value."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        environment = os.environ if environment is None else environment
        path, from_file = _file_values(environment)
        self._values: dict[str, object] = {}
        self.origins: dict[str, str] = {}
        for setting in SETTINGS:
            if setting.name in environment:
                text, origin = environment[setting.name], "environment"
            elif setting.name in from_file:
                text, origin = from_file[setting.name], str(path)
            else:
                text, origin = setting.default, "default"
            try:
                self._values[setting.name] = setting.read(text)
            except (ValueError, KeyError) as error:
                raise SettingError(
                    f"{setting.name} is {text!r} ({origin}).", do=f"Use {setting.expects}."
                ) from error
            self.origins[setting.name] = origin

    def __getitem__(self, name: str) -> object:
        return self._values[name]

    def text(self, name: str) -> str:
        """Return the setting as text."""
        return str(self._values[name])

    def number(self, name: str) -> int:
        """Return a whole-number setting."""
        value = self._values[name]
        assert isinstance(value, int)
        return value

    def flag(self, name: str) -> bool:
        """Return a yes-or-no setting."""
        return bool(self._values[name])

    @property
    def home(self) -> Path:
        """The instance's directory, absolute."""
        value = self._values["TOMONI_HOME"]
        assert isinstance(value, Path)
        return value
