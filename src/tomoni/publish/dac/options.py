"""What an export to the DAC is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tomoni.catalogue.dac_profile import DacProfile, own_dac_profile
from tomoni.catalogue.deflators import DeflatorTable
from tomoni.catalogue.own_tables import own_deflators, rate_tables
from tomoni.catalogue.rates import RateTable
from tomoni.catalogue.settings import Settings

Undecided = Literal["hold", "oda"]
UNITS = (1, 1_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class DacOptions:
    """Options of one export.

    ``undecided``: what becomes of an activity of which nobody has decided whether it is ODA.
    ``unit``: amounts are written in so many units of the currency. ``rates``: the table by which
    control totals are given in US dollars too; None: they are not. ``deflators``: for dollars of
    the deflators' base year; None: none.
    """

    home_party: str = "gov-jp"
    layout: str = "crs++"
    undecided: Undecided = "hold"
    unit: int = 1
    profile: DacProfile = field(default_factory=DacProfile)
    rates: RateTable | None = None
    deflators: DeflatorTable | None = None

    @classmethod
    def from_settings(
        cls,
        settings: Settings,
        *,
        layout: str = "crs++",
        undecided: Undecided = "hold",
        unit: int = 1,
        rates: str | None = None,
        is_constant: bool = False,
    ) -> DacOptions:
        """Return the options with the instance's own tables.

        Constant prices need a deflator table and rates. Errors: InputError, RefusedError.
        """
        from .prices import require_prices

        table, deflators = require_prices(
            rate_tables(settings),
            own_deflators(settings),
            rates=rates,
            is_constant=is_constant,
        )
        return cls(
            home_party=settings.text("TOMONI_HOME_PARTY"),
            layout=layout,
            undecided=undecided,
            unit=unit,
            profile=own_dac_profile(settings),
            rates=table,
            deflators=deflators,
        )
