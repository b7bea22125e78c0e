"""Who takes part, by identifier where one is known, and whether we report on others."""

from __future__ import annotations

from tomoni.catalogue.iati.crosswalk import iati_code
from tomoni.exchange.iati.write.model import Organisation, Participant, said

from ..source import Row, Source
from .options import IatiOptions
from .told import Notes


class Bodies:
    """The bodies of one snapshot as organisations of the standard."""

    def __init__(self, source: Source, options: IatiOptions, reporting: Organisation) -> None:
        self._parties = source.by_key("parties")
        self._source = source
        self._options = options
        self.reporting = reporting

    def organisation(self, party_id: str) -> Organisation:
        """Return a body. Only what the instance's own file identifies has an identifier."""
        row = self._parties[party_id]
        if party_id == self._options.home_party and not self._options.unofficial:
            return Organisation(said(row["name"]), self.reporting.ref, self.reporting.type)
        known = self._options.organisations.get(party_id)
        kind = iati_code("party_kind", row["kind_code"])
        if known is None:
            return Organisation(said(row["name"]), None, kind)
        return Organisation(said(row["name"]), known.identifier, known.type or kind)

    def participants(self, activity_id: str, notes: Notes) -> tuple[Participant, ...]:
        """Return who funds and who implements; the standard requires one of them."""
        found: list[Participant] = []
        for row in self._roles(activity_id):
            role = iati_code("party_role", row["role_code"])
            if role is None:
                name = self._parties[row["party_id"]]["name"]
                notes.add("role", "participating-org", row["activity_party_id"], party=name)
            else:
                found.append(Participant(self.organisation(row["party_id"]), role))
        if not found:
            notes.add("no_participant", "participating-org")
        return tuple(sorted(found, key=lambda one: one.role))

    def pair(self, activity_id: str) -> tuple[str | None, str | None]:
        """Return the one funder and the one implementer; None where there is none, or several."""
        by_role = {
            role: [row["party_id"] for row in self._roles(activity_id) if row["role_code"] == role]
            for role in ("funder", "implementer")
        }
        funder, implementer = (found[0] if len(found) == 1 else None for found in by_role.values())
        return funder, implementer

    def is_secondary(self, activity_id: str) -> bool:
        """Whether it is others' activity: the home party or a part of it neither funds nor carries
        it out."""
        if self._options.unofficial:
            return True
        return not any(
            self._is_home(row["party_id"])
            for row in self._roles(activity_id)
            if iati_code("party_role", row["role_code"]) is not None
        )

    def is_incoming(
        self, activity_id: str, provider_id: str | None, receiver_id: str | None
    ) -> bool:
        """Whether the reporting organisation gets money that others give, for its own activity."""
        if provider_id is None or receiver_id is None or self.is_secondary(activity_id):
            return False
        return self._is_home(receiver_id) and not self._is_home(provider_id)

    def home_country(self) -> str | None:
        """Return the country of the home party. None: not stated."""
        home = self._parties.get(self._options.home_party)
        return None if home is None else home["country_code"]

    def _roles(self, activity_id: str) -> list[Row]:
        return self._source.of("activity_parties", "activity_id", activity_id)

    def _is_home(self, party_id: str | None) -> bool:
        seen: set[str] = set()
        while party_id is not None and party_id not in seen:
            if party_id == self._options.home_party:
                return True
            seen.add(party_id)
            row = self._parties.get(party_id)
            party_id = None if row is None else row["parent_party_id"]
        return False
