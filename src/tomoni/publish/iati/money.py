"""Money as transactions: what is dated to a day, in its own currency."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.iati.crosswalk import iati_code
from tomoni.catalogue.labels import Label
from tomoni.catalogue.measures import MEASURES_BY_CODE
from tomoni.exchange.iati.write.model import Party, Text, Transaction

from ..source import Row, Source, label_of
from .bodies import Bodies
from .entries import amount, day_of, hedge, in_both
from .shares import decimal_text
from .told import Notes


@dataclass(frozen=True, slots=True)
class Money:
    """What transactions of any activity need: bodies, the day of the data, identifiers written."""

    source: Source
    bodies: Bodies
    today: date
    written: Container[str]
    prefix: str

    def transactions(
        self, entries: list[Row], recipient: str | None, notes: Notes
    ) -> tuple[Transaction, ...]:
        """Return entries of money, by day and id. The rest is noted with its reason.

        ``recipient``: the one country that the whole activity is for. None: it has several.
        """
        found = [
            self._transaction(row, recipient, notes)
            for row in entries
            if MEASURES_BY_CODE[row["measure_code"]].dimension == "money"
        ]
        return tuple(sorted(filter(None, found), key=lambda one: (one.day, one.ref)))

    def pledged(self, activity_id: str, notes: Notes) -> list[Transaction]:
        """Return the targets in money of an activity's pledges, as of their announcement.

        Who pledged is its funder, to its implementer, where there is one of each and no more.
        """
        funder, implementer = self.bodies.pair(activity_id)
        found = []
        for pledge in self.source.of("pledges", "activity_id", activity_id):
            for target in self.source.of("pledge_targets", "pledge_id", pledge["pledge_id"]):
                if target["unit_code"] == "currency":
                    found.append(self._pledge(pledge, target, funder, implementer, notes))
        return [one for one in found if one is not None]

    def _transaction(self, row: Row, recipient: str | None, notes: Notes) -> Transaction | None:
        entry_id = row["entry_id"]
        is_incoming = self.bodies.is_incoming(
            row["activity_id"], row["provider_party_id"], row["receiver_party_id"]
        )
        crossing = "incoming_measure" if is_incoming else "transaction_measure"
        kind = iati_code(crossing, row["measure_code"])
        if kind is None:
            measure = label_of("measure", row["measure_code"])
            notes.add("money_not_a_flow", "transaction", entry_id, measure=measure.en)
            return None
        day = self._day(day_of(row), row["date_stated"], entry_id, notes)
        if day is None or not self._has_currency(row, entry_id, notes):
            return None
        if self.source.of("splits", "entry_id", entry_id) or (
            row["country_code"] not in (None, recipient)
        ):
            notes.add("line_shares", "transaction", entry_id)
        return Transaction(
            ref=entry_id,
            type=kind,
            day=day,
            value=decimal_text(amount(row)),
            currency=row["currency_code"],
            value_day=day,
            description=_hedge_words(row),
            provider=self._party(row["provider_party_id"], row["funded_by"]),
            receiver=self._party(row["receiver_party_id"], None),
        )

    def _pledge(
        self,
        pledge: Row,
        target: Row,
        funder: str | None,
        implementer: str | None,
        notes: Notes,
    ) -> Transaction | None:
        target_id = target["target_id"]
        if target["restates_target_id"] is not None:
            notes.add("restatement", "transaction", target_id)
            return None
        is_day = pledge["announced_precision_code"] == "day"
        announced = pledge["announced_first"] if is_day else None
        day = self._day(announced, pledge["announced_stated"], target_id, notes)
        if day is None or not self._has_currency(target, target_id, notes):
            return None
        is_incoming = self.bodies.is_incoming(pledge["activity_id"], funder, implementer)
        crossing = "incoming_measure" if is_incoming else "transaction_measure"
        kind = iati_code(crossing, "amount_pledged")
        assert kind is not None
        return Transaction(
            ref=target_id,
            type=kind,
            day=day,
            value=decimal_text(amount(target)),
            currency=target["currency_code"],
            value_day=day,
            description=_hedge_words(target),
            provider=self._party(funder, None),
            receiver=self._party(implementer, None) if is_incoming else None,
        )

    def _day(
        self, day: date | None, stated: str | None, record_id: str, notes: Notes
    ) -> date | None:
        if day is None and stated is None:
            notes.add("no_date", "transaction", record_id)
        elif day is None:
            notes.add("date_not_a_day", "transaction", record_id, stated=stated)
        elif day > self.today:
            notes.add("date_in_future", "transaction", record_id, day=day, today=self.today)
        else:
            return day
        return None

    def _has_currency(self, row: Row, record_id: str, notes: Notes) -> bool:
        if codelist("Currency").is_active(row["currency_code"] or ""):
            return True
        notes.add("no_currency", "transaction", record_id)
        return False

    def _party(self, party_id: str | None, activity_id: str | None) -> Party | None:
        if party_id is None:
            return None
        behind = f"{self.prefix}{activity_id}" if activity_id in self.written else None
        return Party(self.bodies.organisation(party_id), behind)


def _hedge_words(row: Row) -> Text:
    words = hedge(row)
    if words is None:
        return ()
    return in_both(Label(f"As stated: {words.en}.", f"出典の表現：{words.ja}"))
