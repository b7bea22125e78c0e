"""The tables that an instance brings itself: official exchange rates, deflators, income groups.

Each setting names a CSV file; empty means that the instance has none. They are read at start, so
that a wrong file is told then, and a snapshot's manifest names each by its SHA-256.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from .deflators import DeflatorTable, load_deflators
from .errors import SettingError
from .iati.organisations import KnownOrganisation, load_organisations
from .income_groups import NO_INCOME_GROUPS, IncomeGroups, load_income_groups
from .rates import DAC_RATES, RATE_TABLES, RateTable, load_rate_table
from .settings import Settings

Loaded = TypeVar("Loaded")

RATES_SETTING = "TOMONI_DAC_RATES"
DEFLATORS_SETTING = "TOMONI_DEFLATORS"
INCOME_GROUPS_SETTING = "TOMONI_INCOME_GROUPS"
ORGANISATIONS_SETTING = "TOMONI_IATI_ORGANISATIONS"


def own_rates(settings: Settings) -> RateTable | None:
    """Return the official rates that the instance names; None when it names none.

    Errors: SettingError for a file that is not there; InputError naming file, line and field.
    """
    return _read(settings, RATES_SETTING, _load_rates)


def own_deflators(settings: Settings) -> DeflatorTable | None:
    """Return the deflators that the instance names; None when it names none. Errors: as above."""
    return _read(settings, DEFLATORS_SETTING, load_deflators)


def own_income_groups(settings: Settings) -> IncomeGroups:
    """Return the income groups that the instance names; none of any place when it names none.

    Errors: as above.
    """
    return _read(settings, INCOME_GROUPS_SETTING, load_income_groups) or NO_INCOME_GROUPS


def own_organisations(settings: Settings) -> Mapping[str, KnownOrganisation]:
    """Return identifiers of bodies by party id; none when there is no file. Errors: as above.

    They shape files of the IATI standard alone, so that no snapshot's manifest names them.
    """
    return _read(settings, ORGANISATIONS_SETTING, load_organisations) or {}


def rate_tables(settings: Settings) -> dict[str, RateTable]:
    """Return every rate table that a figure can name: the packaged ones, and the instance's own."""
    own = own_rates(settings)
    tables = RATE_TABLES if own is None else (*RATE_TABLES, own)
    return {table.name: table for table in tables}


def check_own_tables(settings: Settings) -> None:
    """Read all of them once. Errors: as above, and SettingError for a rate table without a file."""
    rates = own_rates(settings)
    own_deflators(settings)
    own_income_groups(settings)
    own_organisations(settings)
    if settings.text("TOMONI_RATE_TABLE") == DAC_RATES and rates is None:
        raise SettingError(
            f"TOMONI_RATE_TABLE is {DAC_RATES}, and {RATES_SETTING} names no file.",
            do=f"Set {RATES_SETTING} to a CSV file, or use a packaged table.",
        )


def stated_tables(settings: Settings) -> list[dict[str, str]]:
    """Return what a manifest says of them: setting, edition where the file has one, SHA-256."""
    stated = []
    for name in (RATES_SETTING, DEFLATORS_SETTING, INCOME_GROUPS_SETTING):
        path = _path(settings, name)
        if path is not None:
            stated.append({"table": name.removeprefix("TOMONI_").lower(), "sha256": _sha256(path)})
    deflators = own_deflators(settings)
    for one in stated:
        if one["table"] == "deflators" and deflators is not None:
            one |= {"edition": deflators.edition, "base_year": str(deflators.base_year)}
    return stated


def _path(settings: Settings, name: str) -> Path | None:
    value = settings[name]
    return value if isinstance(value, Path) else None


def _read(settings: Settings, name: str, load: Callable[[Path], Loaded]) -> Loaded | None:
    path = _path(settings, name)
    if path is None:
        return None
    if not path.is_file():
        raise SettingError(
            f"{name} names {path}, which is no file.",
            do="Set it to a CSV file, or leave it empty.",
        )
    about = path.stat()
    found: Loaded = _loaded(load, path, about.st_mtime_ns, about.st_size)
    return found


@cache
def _loaded(load: Callable[[Path], Any], path: Path, changed: int, size: int) -> Any:
    """Read a file once as long as it does not change."""
    return load(path)


def _load_rates(path: Path) -> RateTable:
    return load_rate_table(
        path,
        name=DAC_RATES,
        title="Official exchange rates of the OECD DAC",
        source=f"file with SHA-256 {_sha256(path)}",
    )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
