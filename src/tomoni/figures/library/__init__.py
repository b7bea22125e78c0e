"""The figures. Importing this package registers every one of them."""

from . import (
    activities,
    channels,
    claims,
    converted,
    countries,
    coverage,
    editions,
    findings,
    flows,
    ledger,
    people,
    pledges,
    profile,
    residual,
    totals,
    versions,
)

__all__ = [
    "activities",
    "channels",
    "claims",
    "converted",
    "countries",
    "coverage",
    "editions",
    "findings",
    "flows",
    "ledger",
    "people",
    "pledges",
    "profile",
    "residual",
    "totals",
    "versions",
]
