"""What a transaction becomes: a line of the ledger, or a reason why the ledger takes none.

Pledges are targets and never lines. Currency, provider and vocabulary that are not stated are those
that the standard gives them; what it does not give is not guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError
from tomoni.catalogue.iati.brought import our_code
from tomoni.rules.dates import StatedDate
from tomoni.rules.entries import EntryFacts, why_not_entry
from tomoni.rules.imports.brought import (
    BroughtAmount,
    BroughtParty,
    BroughtTransaction,
    Choices,
    Note,
    digest_of,
)
from tomoni.rules.quantities import Quantity

from .facts import ActivityFacts, Transaction
from .parties import party_of
from .shares import place_shares, sector_shares

# Incoming funds and commitments; what an activity with them gives out is theirs.
INCOMING = frozenset({"1", "11", "13"})
PLEDGES = frozenset({"12", "13"})
# A decimal as the schema has it: +5, .5 and 5. are some.
_DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII)
# Which of them money that goes out may come from.
_FAMILY = {"1": "money", "3": "money", "4": "money", "2": "promise", "11": "promise"}


def transactions_of(
    facts: ActivityFacts, kind_code: str, choices: Choices, notes: list[Note]
) -> tuple[BroughtTransaction, ...]:
    """Return what the transactions of an activity become; what was assumed goes into ``notes``."""
    reporting = party_of(facts.reporting, facts.language)
    incoming = {
        _FAMILY.get(one.type_code or "") for one in facts.transactions if _code(one) in INCOMING
    }
    brought = []
    keys = _keys(facts.transactions)
    for one, key in zip(facts.transactions, keys, strict=True):
        said: list[Note] = []
        amount, basis, reason = _amount(facts, one, kind_code, said)
        provider = party_of(one.provider, facts.language)
        receiver = party_of(one.receiver, facts.language)
        if provider is None and _code(one) not in INCOMING:
            provider = reporting
            said.append(Note("provider_assumed"))
        elif receiver is None and _code(one) in INCOMING:
            receiver = reporting
            said.append(Note("receiver_assumed"))
        passes_on = _code(one) not in INCOMING and (
            _names_another(one.provider_activity_id, facts)
            or _is_another(one.provider.ref if one.provider else None, reporting)
            or _FAMILY.get(_code(one)) in incoming
        )
        places = place_shares(one.countries, one.regions, choices, said)
        country = places[0].code if len(places) == 1 and len(places[0].code or "") == 2 else None
        shares = () if country else places
        shares += sector_shares(one.sectors, choices, said)
        brought.append(
            BroughtTransaction(
                key=key,
                digest=_digest(one, amount, provider, receiver, country, shares, passes_on),
                type_code=_code(one),
                ref=(one.ref or "").strip() or None,
                transaction_date=one.transaction_date,
                value_date=one.value_date,
                currency_basis=basis,
                provider=provider,
                provider_activity_id=_other_activity(one.provider_activity_id, facts),
                receiver=receiver,
                receiver_activity_id=_other_activity(one.receiver_activity_id, facts),
                passes_on=passes_on,
                country_code=country,
                shares=shares,
                amount=amount,
                reason=reason,
            )
        )
        notes.extend(said)
    notes.extend(_not_entered(brought))
    return tuple(brought)


def _code(one: Transaction) -> str:
    return (one.type_code or "").strip()


def _keys(transactions: Sequence[Transaction]) -> Iterator[str]:
    """Yield what tells each transaction apart, and how many alike came before it."""
    seen: Counter[str] = Counter()
    for one in transactions:
        if one.ref and one.ref.strip():
            key = digest_of("ref", _code(one), one.ref.strip())
        else:
            key = digest_of(
                _code(one), one.value, one.value_currency, one.value_date, one.transaction_date,
                one.provider and one.provider.ref, one.receiver and one.receiver.ref,
                one.provider_activity_id, one.receiver_activity_id,
            )  # fmt: skip
        seen[key] += 1
        yield f"{key}-{seen[key]}"


def _amount(
    facts: ActivityFacts, one: Transaction, kind_code: str, notes: list[Note]
) -> tuple[BroughtAmount | None, str | None, str | None]:
    """Return the line, whether its currency is stated, and why there is none: one of the two."""
    if _code(one) in PLEDGES:
        return None, None, "pledge"
    measure = our_code("measure", "TransactionType", _code(one))
    if measure is None:
        return None, None, "no_measure"
    stated = (one.value_currency or "").strip()
    currency = stated or (facts.currency or "").strip()
    if not currency:
        return None, None, "no_currency"
    basis = "stated" if stated else "default"
    quantity = _quantity(one.value)
    if quantity is None:
        return None, basis, "no_value"
    if one.value_day is None:
        return None, basis, "no_date"
    refused = _refused(kind_code, measure, quantity, currency, one.value_day)
    if refused is not None:
        return None, basis, refused
    if basis == "default":
        notes.append(Note("currency_default", {"currency": currency}))
    return BroughtAmount(measure, quantity, currency, one.value_day), basis, None


def _quantity(text: str | None) -> Quantity | None:
    stripped = (text or "").strip()
    if not _DECIMAL.fullmatch(stripped):
        return None
    try:
        return Quantity.from_decimal(Decimal(stripped)).normalised()
    except InputError:
        return None


def _refused(
    kind_code: str, measure: str, quantity: Quantity, currency: str, day: date
) -> str | None:
    """Return the first reason of the ledger's own rules against the line."""
    if currency not in codelist("Currency").codes:
        return "unknown_currency"
    facts = EntryFacts(
        activity_id="",
        activity_kind=kind_code,
        measure_code=measure,
        quantity=quantity,
        unit_code="currency",
        currency_code=currency,
        date=stated_day(day),
        origin_code="imported",
    )
    refusals = why_not_entry(facts)
    return refusals[0].code if refusals else None


def stated_day(day: date) -> StatedDate:
    """Return a day as a stated date."""
    return StatedDate(day.isoformat(), day, day, "day")


def _other_activity(identifier: str | None, facts: ActivityFacts) -> str | None:
    stripped = (identifier or "").strip()
    return stripped if stripped and stripped != facts.identifier else None


def _names_another(identifier: str | None, facts: ActivityFacts) -> bool:
    return _other_activity(identifier, facts) is not None


def _is_another(ref: str | None, reporting: BroughtParty | None) -> bool:
    stripped = (ref or "").strip()
    return bool(stripped) and reporting is not None and stripped != reporting.ref


def _digest(one: Transaction, *became: object) -> str:
    return digest_of(
        _code(one), one.value, one.value_date, one.transaction_date, one.provider_activity_id,
        one.receiver_activity_id, *became,
    )  # fmt: skip


def _not_entered(brought: Sequence[BroughtTransaction]) -> Iterator[Note]:
    counts = Counter(one.reason for one in brought if one.reason)
    for reason, count in sorted(counts.items()):
        yield Note("not_entered", {"count": str(count), "reason": reason})
