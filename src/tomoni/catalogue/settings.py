"""Every setting in one tuple: name, default, help. The environment wins over the TOML file.

The file is ``$TOMONI_CONFIG``, else ``tomoni.toml`` in ``TOMONI_HOME`` if it exists. Keys in it are
the names below in lower case without the ``TOMONI_`` prefix.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from .errors import SettingError
from .exchange_settings import IATI_SETTINGS
from .setting_lists import DESK_SETTINGS, INSTANCE_SETTINGS, Setting

SETTINGS: tuple[Setting, ...] = (*INSTANCE_SETTINGS, *IATI_SETTINGS, *DESK_SETTINGS)

PREFIX = "TOMONI_"
OTHER_VARIABLES: dict[str, str] = {
    "TOMONI_CONFIG": "Path of the TOML file with settings, instead of `tomoni.toml` in the home.",
    "TOMONI_ADMIN_PASSWORD": "Password of the administrator that `tomoni init` makes; not kept.",
    "TOMONI_IATI_SCHEMAS": "Folder of the XSD files of IATI 2.03, instead of the package's.",
    "TOMONI_CHROMIUM": "Browser that the tests use.",
    "TOMONI_TEST_SERVER": "PostgreSQL server that the tests use.",
}
"""Environment variables that are read and are no settings. Any other TOMONI_* is a mistake."""

_BY_NAME = {setting.name: setting for setting in SETTINGS}


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    known = [*_BY_NAME, *OTHER_VARIABLES]
    for name in sorted(environment):
        if name.startswith(PREFIX) and name not in known:
            raise SettingError(
                f"The environment sets {name}, which is no setting.", do=_close_to(name, known)
            )


def _close_to(name: str, known: Sequence[str]) -> str:
    # The prefix would make all names alike.
    stems = {one.removeprefix(PREFIX): one for one in known}
    near = difflib.get_close_matches(name.removeprefix(PREFIX), list(stems), n=3, cutoff=0.7)
    if near:
        return f"Did you mean {' or '.join(stems[stem] for stem in near)}?"
    return "Remove it. `tomoni doctor` lists the settings."


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
                do=_close_to(name, list(_BY_NAME)),
            )
        values[name] = str(value).lower() if isinstance(value, bool) else str(value)
    return path, values


class Settings:
    """The settings of one instance, read once; ``settings["TOMONI_HOME"]`` is the typed value.

    Raises SettingError for a value that cannot be read, and for a name that is no setting;
    InputError for a table of the instance's own that is wrong, naming file, line and field.
    """

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        environment = os.environ if environment is None else environment
        _refuse_unknown(environment)
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
        self._check_own_tables()

    def _check_own_tables(self) -> None:
        from .own_tables import check_own_tables  # it needs this module

        check_own_tables(self)

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
