"""What a freeze is asked for, as one value that crosses a process's border as JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.own_tables import stated_tables
from tomoni.catalogue.rates import RATE_TABLES
from tomoni.catalogue.settings import Settings
from tomoni.catalogue.version import CATALOGUE_VERSION, catalogue_digest
from tomoni.exchange.snapshot.manifest import TIERS


@dataclass(frozen=True, slots=True)
class FreezeOptions:
    """Settings that shape a snapshot or stand in its manifest.

    ``small_cell_threshold``: counts of people from 1 up to, not including, it are hidden in public
    snapshots; 0 hides none. ``own_tables``: what ``stated_tables`` says of the instance's own.
    """

    home_party: str = "gov-jp"
    fiscal_year_start_month: int = 4
    naming_profile: str = "iso"
    small_cell_threshold: int = 5
    rate_table: str = "federal-reserve-g5a"
    own_tables: Sequence[Mapping[str, str]] = ()

    @classmethod
    def from_settings(cls, settings: Settings) -> FreezeOptions:
        """Return the options of an instance."""
        return cls(
            home_party=settings.text("TOMONI_HOME_PARTY"),
            fiscal_year_start_month=settings.number("TOMONI_FISCAL_YEAR_START_MONTH"),
            naming_profile=settings.text("TOMONI_NAMING_PROFILE"),
            small_cell_threshold=settings.number("TOMONI_SMALL_CELL_THRESHOLD"),
            rate_table=settings.text("TOMONI_RATE_TABLE"),
            own_tables=stated_tables(settings),
        )


@dataclass(frozen=True, slots=True)
class FreezeJob:
    """One freeze: which ledger, into which directory, for whom (``internal`` or ``public``)."""

    database_url: str
    snapshots_dir: str
    tier: str
    options: FreezeOptions

    def as_dict(self) -> dict[str, Any]:
        """Return the job as JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> FreezeJob:
        """Return the job that ``as_dict`` described. Raises InputError for another tier."""
        known = {field.name for field in fields(FreezeOptions)}
        options = {name: value for name, value in values["options"].items() if name in known}
        if values["tier"] not in TIERS:
            raise InputError(
                f"There is no tier {values['tier']!r}.", do=f"Use {' or '.join(TIERS)}."
            )
        return cls(**{**values, "options": FreezeOptions(**options)})


def rate_tables() -> list[dict[str, str]]:
    """Return name, title, source and digest of every rate table of the catalogue."""
    return [
        {
            "name": table.name,
            "title": table.title,
            "source": table.source,
            "digest": hashlib.sha256(
                "\n".join(
                    f"{currency} {year} {rate}"
                    for (currency, year), rate in sorted(table.rates.items())
                ).encode()
            ).hexdigest(),
        }
        for table in RATE_TABLES
    ]


def stated_beside(options: FreezeOptions) -> dict[str, Any]:
    """Return what a manifest states of catalogue, settings and rates beside the content."""
    said = asdict(options)
    return {
        "catalogue": {"version": CATALOGUE_VERSION, "digest": catalogue_digest()},
        "settings": {name: value for name, value in said.items() if name != "own_tables"},
        "rate_tables": rate_tables(),
        "own_tables": list(options.own_tables),
    }
