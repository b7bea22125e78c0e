"""What an instance alone knows for its report to the DAC: a TOML file that the setting names.

It may give ``reporter`` (DAC code of the donor) and tables that map ``agencies`` and ``channels``
from party to code, ``currencies`` from ISO 4217 to the DAC's code, ``crs_ids`` from activity to
identification number, ``aid_types`` and ``finance_types`` from activity to code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .codelists import codelist
from .errors import InputError, SettingError, Where
from .settings import Settings

PROFILE_SETTING = "TOMONI_DAC_PROFILE"
_LISTS = {"channels": "CRSChannelCode", "aid_types": "AidType", "finance_types": "FinanceType"}


@dataclass(frozen=True, slots=True)
class DacProfile:
    """Codes that only the instance knows. Empty: none are given."""

    reporter: str | None = None
    agencies: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    currencies: Mapping[str, str] = field(default_factory=dict)
    crs_ids: Mapping[str, str] = field(default_factory=dict)
    aid_types: Mapping[str, str] = field(default_factory=dict)
    finance_types: Mapping[str, str] = field(default_factory=dict)


_TABLES = tuple(name for name in DacProfile.__dataclass_fields__ if name != "reporter")


def load_dac_profile(path: Path) -> DacProfile:
    """Read a profile. Errors: InputError naming the file and the key that is wrong."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"The file cannot be read as TOML: {error}", where=Where(str(path)), do="Mend it."
        ) from error
    unknown = sorted(raw.keys() - {"reporter", *_TABLES})
    if unknown:
        raise _refused(
            path, unknown[0], "is no key of a profile", ", ".join(("reporter", *_TABLES))
        )
    reporter = _text(path, "reporter", raw["reporter"]) if "reporter" in raw else None
    if reporter is not None and reporter not in codelist("dac_area").codes:
        raise _refused(path, "reporter", "is no code of the DAC's areas", "a code such as 701")
    return DacProfile(reporter, **{name: _table(path, name, raw.get(name, {})) for name in _TABLES})


def own_dac_profile(settings: Settings) -> DacProfile:
    """Return the profile that the instance names; an empty one when it names none."""
    path = settings[PROFILE_SETTING]
    if not isinstance(path, Path):
        return DacProfile()
    if not path.is_file():
        raise SettingError(
            f"{PROFILE_SETTING} names {path}, which is no file.",
            do="Set it to a TOML file, or leave it empty.",
        )
    return load_dac_profile(path)


def _table(path: Path, name: str, raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise _refused(path, name, "is no table", f"a table [{name}]")
    table = {key: _text(path, f"{name}.{key}", value) for key, value in raw.items()}
    for key, code in table.items():
        if name in _LISTS and code not in codelist(_LISTS[name]).codes:
            raise _refused(path, f"{name}.{key}", f"is no code of {_LISTS[name]}", "one that is")
    return table


def _text(path: Path, key: str, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise _refused(path, key, "is no code", 'a code, such as "12"')
    return str(value).strip()


def _refused(path: Path, key: str, what: str, use: str) -> InputError:
    return InputError(f"{key!r} {what}.", where=Where(str(path), field=key), do=f"Use {use}.")
