"""IATI files of random content: odd on purpose, and dense in what rules are about."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from lxml import etree

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_REFS = ("GB-COH-1", "GB-COH-1 ", "", "A/B", "GB-COH-1-A", "XM-DAC-41114", "XM-DAC-41114-9", "GB")
_IDENTIFIERS = ("GB-COH-1-A", "GB-COH-1", " GB-COH-1-A", "XM-DAC-41114-9/1", "XX-9-?", "")
_VOCABULARIES = (None, None, "1", "", "2", "98", "99", "7")
_SHARES = (
    *(None, None, "100", "50", "50.0", "33.33333", "66.667", "0", "-5", "100.1", "half", ""),
    *("33.3333333333333", "66.6666666666667", " 50 ", "1e2", "12345678901234567890"),
)
_DAYS = (
    *("2020-01-01", "2020-12-31", "2021-01-01", "2024-02-29", "2030-01-01", "2020-13-01", ""),
    *("2020-06-01Z", "2025-06-30", "2025-07-01"),
)
_VALUES = (None, "1", "x", " 5 ", "1,000", "-.5", "")
_MOMENTS = (None, "2020-01-01T00:00:00", "2030-01-01T00:00:00Z", "x")


class Drawer:
    """Draws one file from one seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def file(self, kind: str, version: str, count: int) -> bytes:
        """Return a file with ``count`` activities or organisations."""
        root = etree.Element(f"iati-{kind}", version=version)
        for _ in range(count):
            self._activity(root) if kind == "activities" else self._organisation(root)
        return etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")

    def _any(self, values: Sequence[Any]) -> Any:
        return self._random.choice(values)

    def _times(self, *counts: int) -> range:
        return range(self._random.choice(counts))

    def _element(self, parent: Any, name: str, **attributes: str | None) -> Any:
        element = etree.SubElement(parent, name)
        for key, value in attributes.items():
            if value is not None:
                element.set(_LANG if key == "lang" else key.replace("_", "-"), value)
        return element

    def _words(self, parent: Any) -> Any:
        for _ in self._times(0, 1, 1, 2):
            narrative = self._element(parent, "narrative", lang=self._any((None, "en", "zz")))
            narrative.text = self._any(("words", "words", "", " ", None))
        return parent

    def _named(self, parent: Any, *names: str) -> None:
        for name in names:
            for _ in self._times(0, 1):
                self._words(self._element(parent, name))

    def _money(self, parent: Any, name: str = "value", **attributes: str) -> None:
        currency, day = self._any((None, "USD", "")), self._any((None, *_DAYS))
        if name != "value":
            day = None
        value = self._element(parent, name, currency=currency, value_date=day, **attributes)
        value.text = self._any(("1", "-2.5"))

    def _period(self, parent: Any) -> None:
        for name in ("period-start", "period-end"):
            if self._random.random() < 0.9:
                self._element(parent, name, iso_date=self._any(_DAYS))

    def _parties(self, parent: Any) -> None:
        for name in ("provider", "receiver"):
            for _ in self._times(0, 1):
                ids = {f"{name}_activity_id": self._any((None, *_REFS))}
                org = self._element(parent, f"{name}-org", ref=self._any((None, *_REFS)), **ids)
                self._words(org)

    def _document(self, parent: Any) -> Any:
        document = self._element(parent, "document-link", url="u", format="text/html")
        self._named(document, "title", "description")
        return document

    def _root(self, parent: Any, name: str) -> Any:
        return self._element(
            parent,
            name,
            lang=self._any((None, "en")),
            default_currency=self._any((None, "USD")),
            last_updated_datetime=self._any(_MOMENTS),
        )

    def _activity(self, root: Any) -> None:
        activity = self._root(root, "iati-activity")
        if self._random.random() < 0.95:
            identifier = self._element(activity, "iati-identifier")
            identifier.text = self._any(_IDENTIFIERS)
            self._words(self._element(activity, "reporting-org", ref=self._any((None, *_REFS))))
        self._named(activity, "title", "description", "description")
        self._people(activity)
        for _ in self._times(0, 1, 2, 4):
            self._element(
                activity, "activity-date", type=self._any("12345"), iso_date=self._any(_DAYS)
            )
        self._shares(activity)
        for _ in self._times(0, 1):
            self._named(self._element(activity, "location"), "name", "description")
        self._flows(activity)
        for _ in self._times(0, 1):
            self._document(activity)
        for _ in self._times(0, 1, 2):
            self._result(activity)

    def _people(self, activity: Any) -> None:
        for _ in self._times(0, 1, 2):
            ids = {"ref": self._any((None, *_REFS)), "activity_id": self._any((None, *_REFS))}
            self._words(self._element(activity, "participating-org", **ids))
        for _ in self._times(0, 1):
            other = self._element(
                activity, "other-identifier", ref=self._any(_REFS), type=self._any(("A3", "B1"))
            )
            for _ in self._times(0, 1):
                owner = self._element(other, "owner-org", ref=self._any((None, *_REFS)))
                self._words(owner)
        for _ in self._times(0, 1):
            self._element(activity, "related-activity", ref=self._any(_REFS))
        for _ in self._times(0, 1):
            marker = self._element(
                activity,
                "policy-marker",
                vocabulary=self._any(_VOCABULARIES),
                significance=self._any((None, "1")),
            )
            self._words(marker)

    def _shares(self, activity: Any) -> None:
        for _ in self._times(0, 0, 1, 2, 3):
            self._element(activity, "recipient-country", percentage=self._any(_SHARES))
        for name in ("recipient-region", "sector", "default-aid-type"):
            for _ in self._times(0, 0, 1, 2, 3):
                share = None if name == "default-aid-type" else self._any(_SHARES)
                vocabulary = self._any(_VOCABULARIES)
                row = self._element(activity, name, vocabulary=vocabulary, percentage=share)
                if name == "sector":
                    self._words(row)
        for _ in self._times(0, 0, 1, 2):
            vocabulary = self._any(("1", "2", None))
            items = self._element(activity, "country-budget-items", vocabulary=vocabulary)
            for _ in self._times(1, 1, 2):
                item = self._element(items, "budget-item", percentage=self._any(_SHARES))
                self._named(item, "description")
        for _ in self._times(0, 0, 1):
            self._element(activity, "capital-spend", percentage=self._any(_SHARES))

    def _flows(self, activity: Any) -> None:
        for name in ("budget", "planned-disbursement"):
            for _ in self._times(0, 1):
                budget = self._element(activity, name)
                self._period(budget)
                self._money(budget)
                if name == "planned-disbursement":
                    self._parties(budget)
        for _ in self._times(0, 0, 1, 2, 3):
            self._transaction(activity)
        for _ in self._times(0, 0, 0, 1):
            self._money(self._element(activity, "fss"), "forecast", year="2020")
            self._money(self._element(activity, "crs-add"), "loan-status", year="2020")

    def _transaction(self, activity: Any) -> None:
        transaction = self._element(activity, "transaction")
        self._element(transaction, "transaction-date", iso_date=self._any(_DAYS))
        self._money(transaction)
        self._named(transaction, "description")
        self._parties(transaction)
        for name in ("sector", "aid-type"):
            for _ in self._times(0, 0, 1, 2, 3):
                self._element(transaction, name, vocabulary=self._any(_VOCABULARIES))
        for name in ("recipient-country", "recipient-region"):
            for _ in self._times(0, 0, 1):
                self._element(transaction, name)

    def _result(self, activity: Any) -> None:
        result = self._element(activity, "result")
        self._named(result, "title", "description", "reference")
        for _ in self._times(0, 1, 2):
            measure = self._any((None, "1", "2", "5", "9"))
            indicator = self._element(result, "indicator", measure=measure)
            self._named(indicator, "title", "reference")
            for _ in self._times(0, 1, 2):
                self._element(indicator, "baseline", value=self._any(_VALUES))
            for _ in self._times(0, 1, 2):
                period = self._element(indicator, "period")
                self._period(period)
                for name in ("target", "actual"):
                    for _ in self._times(0, 1, 2):
                        value = self._element(period, name, value=self._any(_VALUES))
                        for _ in self._times(0, 0, 1):
                            self._document(value)

    def _organisation(self, root: Any) -> None:
        organisation = self._root(root, "iati-organisation")
        if self._random.random() < 0.95:
            identifier = self._element(organisation, "organisation-identifier")
            identifier.text = self._any(_REFS)
            self._words(self._element(organisation, "reporting-org", ref=self._any(_REFS)))
        self._named(organisation, "name")
        for whom in ("", "recipient-org-", "recipient-region-", "recipient-country-"):
            for _ in self._times(0, 1, 2):
                budget = self._element(organisation, f"{whom or 'total-'}budget")
                if whom == "recipient-org-":
                    self._words(self._element(budget, "recipient-org", ref=self._any(_REFS)))
                self._lines(budget, "budget-line")
        for _ in self._times(0, 1):
            self._lines(self._element(organisation, "total-expenditure"), "expense-line")
            self._document(organisation)

    def _lines(self, budget: Any, name: str) -> None:
        self._period(budget)
        self._money(budget)
        for _ in self._times(0, 1, 2):
            line = self._element(budget, name)
            self._money(line)
            self._words(line)
