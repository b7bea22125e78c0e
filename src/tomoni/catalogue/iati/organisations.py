"""Identifiers of bodies that an instance brings itself. None are packaged: none are made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..codelists import codelist
from ..user_tables import UserRow, read_user_rows
from .prefixes import identifier_prefixes

ORGANISATION_COLUMNS: tuple[str, ...] = ("party_id", "identifier", "type")


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    """Identifier of a body and its type (OrganisationType), None where the file leaves it blank."""

    identifier: str
    type: str | None


def load_organisations(path: Path) -> Mapping[str, KnownOrganisation]:
    """Read identifiers by party id from a CSV file: party_id, identifier, type.

    Raises InputError naming file, line and field: an identifier that begins with no registration
    agency of the packaged list, a type that is none, or a second line for one party.
    """
    found: dict[str, KnownOrganisation] = {}
    for row in read_user_rows(path, ORGANISATION_COLUMNS):
        party = row.text("party_id")
        if party in found:
            raise row.refuse("party_id", f"{party!r} has a second line.", "Keep one.")
        found[party] = KnownOrganisation(_identifier(row), _type(row))
    return found


def _identifier(row: UserRow) -> str:
    value = row.text("identifier")
    if not identifier_prefixes().is_known(value):
        raise row.refuse(
            "identifier",
            f"{value!r} begins with no registration agency that is known.",
            "Write AGENCY-REGISTRATION, such as GB-COH-1234567 or XM-DAC-701-8.",
        )
    return value


def _type(row: UserRow) -> str | None:
    value = row.cells["type"]
    if value and not codelist("OrganisationType").is_active(value):
        raise row.refuse("type", f"{value!r} is no type of organisation.", "Use a code such as 10.")
    return value or None
