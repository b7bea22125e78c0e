"""Who extends the money and through whom: the DAC's agencies and channels of our parties."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.dac import AGENCIES, CHANNEL_PARENTS, CHANNELS_OF_PARTIES

from ..source import Row
from .ledger import YearLedger
from .options import DacOptions

CHANNELS = "CRSChannelCode"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel: its code, the code above it, and the body's name."""

    code: str
    parent: str
    name: str


@cache
def _codes_by_name() -> dict[str, str]:
    """Codes in force by the name that the list prints; names that stand twice are left out."""
    found: dict[str, list[str]] = {}
    for code in codelist(CHANNELS).codes.values():
        if code.status == "active":
            found.setdefault(code.name.casefold(), []).append(code.code)
    return {name: codes[0] for name, codes in found.items() if len(codes) == 1}


class Bodies:
    """Agencies and channels of one export."""

    def __init__(self, ledger: YearLedger, options: DacOptions) -> None:
        self.ledger, self.options = ledger, options
        home = ledger.chain(options.home_party)
        self._root = home[-1]["party_id"] if home else options.home_party
        self._country = home[0]["country_code"] if home else None
        # A few bodies stand behind very many lines.
        self._agencies: dict[str, str | None] = {}
        self._channels: dict[tuple[str, str | None], Channel | None] = {}

    @property
    def home_country(self) -> str | None:
        """Country of the home party."""
        return self._country

    @property
    def reporter(self) -> str | None:
        """DAC code of the donor: the profile's, else that of the home party's country."""
        if self.options.profile.reporter is not None:
            return self.options.profile.reporter
        place = self.ledger.by_key("places").get(self._country or "")
        return place["dac_code"] if place else None

    def is_home(self, party_id: str) -> bool:
        """Whether a party belongs to the same government or body as the home party."""
        chain = self.ledger.chain(party_id)
        return bool(chain) and chain[-1]["party_id"] == self._root

    def is_ours(self, entry: Row) -> bool | None:
        """Whether the home side gave a line; None where neither provider nor funder is named."""
        provider = entry["provider_party_id"]
        if provider is not None:
            return self.is_home(provider)
        funders = self.ledger.bodies(entry["activity_id"], "funder")
        return any(self.is_home(party) for party in funders) if funders else None

    def agency(self, entry: Row) -> str | None:
        """Return the extending agency of a line: of its provider, else of the only home funder."""
        provider = entry["provider_party_id"]
        if provider is None:
            funders = self.ledger.bodies(entry["activity_id"], "funder")
            own = [party for party in funders if self.is_home(party)]
            provider = own[0] if len(own) == 1 else None
        if provider is None:
            return None
        if provider not in self._agencies:
            self._agencies[provider] = self._agency_of(provider)
        return self._agencies[provider]

    def _agency_of(self, party_id: str) -> str | None:
        listed = {one.party_id: one for one in AGENCIES if one.donor_code == self.reporter}
        for party in self.ledger.chain(party_id):
            key = party["party_id"]
            if key in self.options.profile.agencies:
                return self.options.profile.agencies[key]
            if key in listed and (key != party_id or listed[key].covers == "self_and_below"):
                return listed[key].agency_code
        return None

    def channels(self, entry: Row, country: str | None) -> list[Channel | None]:
        """Return the channels of a line: of its receiver, else of each implementer.

        One channel is an answer; None among them stands for a body without a channel. ``country``:
        the recipient's place code, None where there is no single one.
        """
        receiver = entry["receiver_party_id"]
        parties = (
            [receiver] if receiver else self.ledger.bodies(entry["activity_id"], "implementer")
        )
        for party in parties:
            if (party, country) not in self._channels:
                self._channels[party, country] = self._channel_of(party, country)
        found = [self._channels[party, country] for party in parties]
        codes = {channel.code if channel else None for channel in found}
        if len(codes) == 1 and len(found) > 1 and found[0] is not None:
            names = "; ".join(channel.name for channel in found if channel)
            return [Channel(found[0].code, found[0].parent, names)]
        return list(dict.fromkeys(found))

    def _channel_of(self, party_id: str, country: str | None) -> Channel | None:
        party = self.ledger.by_key("parties").get(party_id)
        if party is None:
            return None
        code = self._code_of(party, country)
        if code is None:
            return None
        above = codelist(CHANNELS).codes[code].category
        return Channel(code, above or code, party["name"])

    def _code_of(self, party: Row, country: str | None) -> str | None:
        given = self.options.profile.channels.get(party["party_id"])
        named = given or CHANNELS_OF_PARTIES.get(party["party_id"])
        named = named or _codes_by_name().get(party["name"].casefold())
        return named or CHANNEL_PARENTS.get((party["kind_code"], self._seat(party, country)))

    def _seat(self, party: Row, country: str | None) -> str:
        """Where a body sits: at home, at the recipient, elsewhere, in the UN, or in no country."""
        seat = party["country_code"]
        if seat is None:
            chain = self.ledger.chain(party["party_id"])
            inside = any(one["party_id"] == "un" for one in chain)
            return "united_nations" if inside else "none"
        if seat == self._country:
            return "home"
        return "recipient" if seat == country else "other"
