"""What an instance decides about its files of the IATI standard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tomoni.catalogue.errors import SettingError
from tomoni.catalogue.iati.crosswalk import iati_code
from tomoni.catalogue.iati.organisations import KnownOrganisation
from tomoni.catalogue.iati.prefixes import identifier_prefixes
from tomoni.catalogue.own_tables import own_organisations
from tomoni.catalogue.settings import Settings
from tomoni.exchange.iati.write.model import Organisation, said

from ..source import Row

IDENTIFIER = "TOMONI_IATI_ORGANISATION_IDENTIFIER"
NAME = "TOMONI_IATI_ORGANISATION_NAME"


@dataclass(frozen=True, slots=True)
class IatiOptions:
    """Who publishes, and how. ``identifier`` "": the instance publishes nothing.

    ``unofficial``: the instance is not the home party's own, so that it reports on others only.
    ``public_url`` is "" while the public site has no address but this machine's.
    """

    identifier: str = ""
    name: str = ""
    type: str = ""
    shares: str = "as_stated"
    home_party: str = "gov-jp"
    unofficial: bool = True
    public_url: str = ""
    organisations: Mapping[str, KnownOrganisation] = field(default_factory=dict)

    @classmethod
    def from_settings(cls, settings: Settings) -> IatiOptions:
        """Return the options that an instance's settings give. Errors: as the settings' own."""
        return cls(
            identifier=settings.text(IDENTIFIER),
            name=settings.text(NAME),
            type=settings.text("TOMONI_IATI_ORGANISATION_TYPE"),
            shares=settings.text("TOMONI_IATI_SHARES"),
            home_party=settings.text("TOMONI_HOME_PARTY"),
            unofficial=settings.flag("TOMONI_UNOFFICIAL"),
            public_url=_public(settings.text("TOMONI_PUBLIC_URL")),
            organisations=own_organisations(settings),
        )

    def stated(self) -> dict[str, object]:
        """Return the options as plain values, for a manifest or a digest."""
        return {
            "identifier": self.identifier,
            "name": self.name,
            "type": self.type,
            "shares": self.shares,
            "home_party": self.home_party,
            "unofficial": self.unofficial,
            "public_url": self.public_url,
            "organisations": {
                party: [known.identifier, known.type]
                for party, known in sorted(self.organisations.items())
            },
        }


def _public(url: str) -> str:
    host = urlsplit(url).hostname or ""
    is_here = host == "localhost" or host.endswith(".localhost") or host in ("127.0.0.1", "::1")
    return "" if is_here else url.rstrip("/")


def reporting_organisation(options: IatiOptions, home: Row | None) -> Organisation:
    """Return who reports. ``home``: row of the home party, None where the snapshot has none.

    Errors: SettingError without an identifier of a known agency, or without a name.
    """
    if not options.identifier:
        raise SettingError(
            f"{IDENTIFIER} is empty, so that nothing can be written.",
            do="Set it to the identifier under which the organisation is registered for IATI.",
        )
    if not identifier_prefixes().is_known(options.identifier):
        raise SettingError(
            f"{IDENTIFIER} is {options.identifier!r}, which begins with no registration agency "
            "that is known.",
            do="Write AGENCY-REGISTRATION, such as XM-DAC-701-2 or GB-COH-1234567.",
        )
    own = None if options.unofficial else home
    name = options.name or (own["name"] if own else "")
    if not name:
        raise SettingError(
            f"{NAME} is empty, and the instance is not the home party's own.",
            do="Set it to the name of the organisation that publishes.",
        )
    kind = options.type or (iati_code("party_kind", own["kind_code"]) if own else None)
    if not kind:
        raise SettingError(
            "TOMONI_IATI_ORGANISATION_TYPE is empty, and the standard requires a type.",
            do="Set it to a code of the list OrganisationType, such as 10 for a government.",
        )
    return Organisation(said(name), ref=options.identifier, type=kind)
