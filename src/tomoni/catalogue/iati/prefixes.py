"""Which organisation identifiers are known: agencies' prefixes and publishers, from dated lists.

The rules about identifiers need both. They are packaged with their date, so that a check needs no
network and gives the same answer tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..codelists import codelist
from ..packaged import packaged_rows

_AGENCIES = "OrganisationRegistrationAgency"
# The registry once took the DAC's channel codes for identifiers: the World Bank is 44000.
_ORGANISATIONS = ("OrganisationIdentifier", "IATIOrganisationIdentifier", "CRSChannelCode")


@dataclass(frozen=True, slots=True)
class IdentifierPrefixes:
    """``agencies``: registration agencies such as GB-COH, withdrawn ones too: what was registered
    there stays registered. ``organisations``: whole identifiers that need no agency, such as XM-DAC
    ones. ``edition``: of the lists, in words.
    """

    agencies: frozenset[str]
    organisations: frozenset[str]
    edition: str

    def has_agency(self, identifier: str) -> bool:
        """Whether the identifier begins with the code of an agency, up to its second hyphen."""
        country, _, rest = identifier.partition("-")
        agency, hyphen, registered = rest.partition("-")
        return bool(hyphen and registered) and f"{country}-{agency}" in self.agencies

    def is_known(self, identifier: str) -> bool:
        """Whether the identifier is an organisation's of the lists, or begins with an agency."""
        return identifier in self.organisations or self.has_agency(identifier)


def _organisations() -> Iterator[str]:
    for name in _ORGANISATIONS:
        yield from codelist(name).codes
    for row in packaged_rows("iati", "registered_identifiers.csv"):
        yield row["identifier"]


@cache
def identifier_prefixes() -> IdentifierPrefixes:
    """Return the packaged lists; read once a process."""
    agencies = codelist(_AGENCIES)
    editions = dict.fromkeys(code.edition for code in agencies.codes.values())
    return IdentifierPrefixes(
        frozenset(agencies.codes),
        frozenset(_organisations()),
        ", ".join(editions),
    )
