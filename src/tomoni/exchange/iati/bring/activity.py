"""From what an activity says to what it becomes here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.iati.brought import our_code, our_codes
from tomoni.catalogue.kinds import KINDS_BY_CODE
from tomoni.catalogue.places import PLACES_BY_CODE
from tomoni.catalogue.themes import THEMES
from tomoni.rules.entries import EARLIEST, LATEST
from tomoni.rules.imports.brought import Brought, BroughtParty, Choices, Note, digest_of

from .facts import ActivityFacts, Share, text_in
from .parties import party_of
from .shares import dac_sectors, place_of, place_shares, sector_shares
from .transactions import transactions_of

# The DAC's own code for a purpose that is not told.
NOT_SPECIFIED = "99810"
_TARGET_GROUPS = "3"
_PARENT, _CHILD = "1", "2"
Values = dict[str, str | None]


def bring(facts: ActivityFacts, choices: Choices) -> Brought:
    """Return what an activity becomes, or why it is put aside."""
    reporting = party_of(facts.reporting, facts.language)
    title = text_in(facts.titles, facts.language, "en")
    ref = None if reporting is None else reporting.ref
    brought = Brought(
        number=facts.number,
        line=facts.line,
        identifier=facts.identifier,
        reporting=reporting,
        # What we report of others as a second reporter is not our own.
        is_own=ref in choices.own_refs and not facts.is_secondary,
        title=title,
        digest=digest_of(facts.digest, choices.digest),
    )
    notes: list[Note] = []
    reasons: list[Note] = []
    values = _values(facts, title, choices, notes, reasons)
    if reasons or facts.identifier is None or ref is None:
        return replace(brought, reasons=(*_unnamed(facts, ref), *reasons))
    kind = values["kind_code"]
    assert kind is not None  # without one it has a reason
    shares = sector_shares(facts.sectors, choices, notes)
    shares += place_shares(facts.countries, facts.regions, choices, notes)
    transactions = transactions_of(facts, kind, choices, notes)
    if facts.others:
        listed = ", ".join(f"{element} ({count})" for element, count in facts.others)
        notes.append(Note("not_taken", {"elements": listed}))
    return replace(
        brought,
        notes=_summed(notes),
        values=values,
        countries=_distinct(one.code for one in facts.countries if one.code in PLACES_BY_CODE),
        regions=_distinct(place_of(one) for one in facts.regions),
        parties=_parties(facts),
        parent_identifier=next((ref for type_, ref in facts.related if type_ == _PARENT), None),
        shares=shares,
        transactions=transactions,
    )


def _unnamed(facts: ActivityFacts, ref: str | None) -> Iterable[Note]:
    if facts.identifier is None:
        yield Note("no_identifier")
    if ref is None:
        yield Note("no_reporting_org")


def _values(
    facts: ActivityFacts, title: str | None, choices: Choices, notes: list[Note],
    reasons: list[Note],
) -> Values:  # fmt: skip
    if title is None:
        reasons.append(Note("no_title"))
    values: Values = {
        "title": title,
        "summary": _description(facts, ("1", None, "2", "4")) or title,
        "target_group": _description(facts, (_TARGET_GROUPS,)),
        "granularity_code": _granularity(facts),
        "status_code": our_code("activity_status", "ActivityStatus", facts.status)
        or "last_reported",
        "oda_decision_code": our_code("oda_decision", "FlowType", facts.flow_type) or "undecided",
        "start": _day(facts, ("2", "1"), notes),
        "end": _day(facts, ("4", "3"), notes),
    }
    values |= _purpose(facts, notes)
    values["theme_code"] = _theme(values["purpose_code"], choices, notes, reasons)
    values["kind_code"] = _kind(facts, values, choices, notes, reasons)
    return values


def _description(facts: ActivityFacts, types: Sequence[str | None]) -> str | None:
    for wanted in types:
        for type_, narratives in facts.descriptions:
            text = text_in(narratives, facts.language, "en")
            if type_ == wanted and text is not None:
                return text
    return None


def _granularity(facts: ActivityFacts) -> str:
    related = {type_ for type_, _ in facts.related}
    if _PARENT in related:
        return "component"
    return "programme" if _CHILD in related and facts.hierarchy in (None, 1) else "specific"


def _day(facts: ActivityFacts, types: Sequence[str], notes: list[Note]) -> str | None:
    """Return the first day of one of the types that is a day the ledger can take."""
    for wanted in types:
        for type_, written, day in facts.dates:
            if type_ != wanted:
                continue
            if day is not None and EARLIEST <= day <= LATEST:
                return date.isoformat(day)
            notes.append(Note("date_left_out", {"date": written or "?"}))
    return None


def _purpose(facts: ActivityFacts, notes: list[Note]) -> Values:
    """The purpose code with the largest share; where none is stated, that of most transactions."""
    known = codelist("Sector").codes
    stated = [one for one in dac_sectors(facts.sectors) if one.code in known]
    if stated:
        largest = max(stated, key=_size)
        return {"purpose_code": largest.code, "purpose_confidence_code": "high"}
    counts = Counter(
        one.code
        for transaction in facts.transactions
        for one in dac_sectors(transaction.sectors)
        if one.code in known
    )
    if counts:
        code = min(counts, key=lambda one: (-counts[one], str(one)))
        notes.append(Note("purpose_of_transactions", {"code": str(code)}))
        return {"purpose_code": code, "purpose_confidence_code": "medium"}
    notes.append(Note("purpose_not_stated", {"code": NOT_SPECIFIED}))
    return {"purpose_code": NOT_SPECIFIED, "purpose_confidence_code": "low"}


def _size(share: Share) -> tuple[bool, Decimal, int]:
    # Of equal shares the lower code, so that the order in the file does not matter.
    return share.number is not None, share.number or Decimal(0), -int(share.code or 0)


def _theme(
    purpose: str | None, choices: Choices, notes: list[Note], reasons: list[Note]
) -> str | None:
    found = [theme.code for theme in THEMES if purpose in theme.purpose_codes]
    if found:
        notes.append(Note("theme_by_purpose", {"theme": found[0], "purpose": str(purpose)}))
        return found[0]
    if choices.default_theme is None:
        reasons.append(Note("no_theme", {"purpose": str(purpose)}))
        return None
    notes.append(Note("theme_by_default", {"theme": choices.default_theme}))
    return choices.default_theme


def _kind(
    facts: ActivityFacts, values: Values, choices: Choices, notes: list[Note],
    reasons: list[Note],
) -> str | None:  # fmt: skip
    found = list(our_codes("activity_kind", "FinanceType", facts.finance_type))
    if facts.humanitarian:
        found.append("humanitarian_assistance")
    for vocabulary, code in facts.aid_types:
        if (vocabulary or "1") == "1":
            found += our_codes("activity_kind", "AidType", code)
    for kind in found:
        if _fits(kind, values):
            return kind
    default = choices.default_kind
    if default is not None and _fits(default, values):
        notes.append(Note("kind_by_default", {"kind": default}))
        return default
    codes = ", ".join(code for _, code in facts.aid_types if code) or "–"
    reasons.append(Note("no_kind", {"codes": codes}))
    return None


def _fits(kind: str, values: Values) -> bool:
    """Whether all that the kind requires is there; a date is required by its first column."""
    return all(
        values.get(name.removesuffix("_stated")) is not None
        for name in KINDS_BY_CODE[kind].required
    )


def _parties(facts: ActivityFacts) -> tuple[tuple[BroughtParty, str], ...]:
    found: dict[tuple[BroughtParty, str], None] = {}
    for one in facts.participating:
        party = party_of(one, facts.language)
        role = our_code("party_role", "OrganisationRole", one.role)
        if party is not None and role is not None:
            found[party, role] = None
    return tuple(found)


def _distinct(codes: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in codes if code is not None))


def _summed(notes: Sequence[Note]) -> tuple[Note, ...]:
    """Return each distinct note once, with how often it holds where that is more than once."""
    counts: dict[tuple[str, tuple[tuple[str, str], ...]], int] = {}
    for one in notes:
        key = one.code, tuple(sorted(one.parameters.items()))
        counts[key] = counts.get(key, 0) + 1
    return tuple(
        Note(code, {**dict(parameters), **({"times": str(count)} if count > 1 else {})})
        for (code, parameters), count in counts.items()
    )
