"""Rules between the fields of one row, and between a row and facts of rows before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tomoni.catalogue.kinds import KINDS_BY_CODE
from tomoni.catalogue.metrics import METRICS_BY_CODE
from tomoni.rules.dates import parse_stated_date
from tomoni.rules.entries import EntryFacts, why_not_entry

from .cells import Row
from .known import Known
from .problems import Problem
from .split_rules import check_split_row
from .values import read_quantity

DEFAULT_ORIGIN = "counted"
# Where a refusal of the rule points to, as fields of a row.
_ENTRY_FIELDS = {
    "quantity": "value",
    "date_stated": "date",
    "measure_code": "measure_code",
    "unit_code": "unit_code",
    "currency_code": "currency_code",
}
_SHA256 = re.compile(r"[0-9a-f]{64}")


def check_rules(file: str, row: Row, line: int, known: Known) -> Iterator[Problem]:
    """Yield what is wrong between fields of a row whose fields are right by themselves."""
    if "release" in row and row["release"] is not None:
        yield from check_release(row["release"], "release")
    yield from _RULES.get(file, _nothing)(row, line, known)


def check_release(release: Mapping[str, Any], path: str) -> Iterator[Problem]:
    """A decision says why; an embargo, and nothing else, ends on a stated day."""
    state, until = release["state"], release.get("until")
    if state != "draft" and not release.get("why"):
        yield Problem(f"{path}.why", "is missing: a release decision says why")
    if (state == "embargoed") != (until is not None):
        yield Problem(f"{path}.until", "belongs to an embargo, and an embargo needs it")
    elif until and parse_stated_date(until).precision != "day":
        yield Problem(f"{path}.until", "is no single day")


def _nothing(row: Row, line: int, known: Known) -> Iterator[Problem]:
    yield from ()


def _pair(row: Row, one: str, other: str) -> Iterator[Problem]:
    """Both fields are stated, or neither is."""
    if (row.get(one) is None) != (row.get(other) is None):
        missing, there = (one, other) if row.get(one) is None else (other, one)
        yield Problem(missing, f"is missing beside {there}")


def _ordered(row: Row, start: str, end: str) -> Iterator[Problem]:
    if row.get(start) is None or row.get(end) is None:
        return
    if parse_stated_date(row[end]).last < parse_stated_date(row[start]).first:
        yield Problem(end, f"{row[end]!r} comes before {start} {row[start]!r}")


def _span(place: Mapping[str, Any], document_id: str, known: Known, path: str) -> Iterator[Problem]:
    """A span is not empty and lies inside its document."""
    start, end = place["start"], place["end"]
    if start < 0 or end <= start:
        yield Problem(f"{path}end", f"{start} to {end} is no span")
        return
    length = known.document_lengths.get(document_id)
    if length is not None and end > length:
        yield Problem(f"{path}end", f"{end} lies after the document's end at {length}")


def _once(items: list[Any], path: str, key: Callable[[Any], Any]) -> Iterator[Problem]:
    seen = set()
    for position, item in enumerate(items):
        if key(item) in seen:
            yield Problem(f"{path}[{position}]", "stands there twice")
        seen.add(key(item))


def _unique(key: tuple[str, ...], field: str, line: int, known: Known) -> Iterator[Problem]:
    """No other row of the file holds the same value."""
    first = known.unique.setdefault(key, line)
    if first != line:
        yield Problem(field, f"stands in line {first} already")


def _at_least(row: Row, field: str, smallest: int) -> Iterator[Problem]:
    if row.get(field) is not None and row[field] < smallest:
        yield Problem(field, f"{row[field]} is less than {smallest}")


def _money(row: Row) -> Iterator[Problem]:
    """Money has a currency, and nothing else has one."""
    if row["unit_code"] == "currency" and row.get("currency_code") is None:
        yield Problem("currency_code", "is missing: the unit is money")
    elif row["unit_code"] != "currency" and row.get("currency_code") is not None:
        yield Problem("currency_code", f"does not go with the unit {row['unit_code']!r}")


def _provision(row: Row, line: int, known: Known) -> Iterator[Problem]:
    key = ("provisions", row["framework_id"], row["code"])
    yield from _unique(key, "code", line, known)


def _document(row: Row, line: int, known: Known) -> Iterator[Problem]:
    yield from _at_least(row, "length_characters", 1)
    yield from _at_least(row, "edition_year", 1)
    if not _SHA256.fullmatch(row["sha256"]):
        yield Problem("sha256", "is no SHA-256: 64 digits from 0 to f")
    else:
        yield from _unique(("sha256", row["sha256"]), "sha256", line, known)


def _placed(row: Row, line: int, known: Known) -> Iterator[Problem]:
    yield from _span(row, row["document_id"], known, "")


def _activity(row: Row, line: int, known: Known) -> Iterator[Problem]:
    yield from _ordered(row, "start", "end")
    yield from _pair(row, "purpose_code", "purpose_confidence_code")
    for column in KINDS_BY_CODE[row["kind_code"]].required:
        name = column.removesuffix("_stated")
        if row.get(name) is None:
            yield Problem(name, f"is missing: the kind {row['kind_code']!r} needs it")
    yield from _once(row.get("countries") or [], "countries", lambda c: c["country_code"])
    yield from _once(row.get("parties") or [], "parties", lambda p: (p["party_id"], p["role_code"]))
    yield from _once(
        row.get("frameworks") or [],
        "frameworks",
        lambda f: (f["framework_id"], f.get("provision_id")),
    )
    mentions = row.get("mentions") or []
    yield from _once(mentions, "mentions", lambda m: (m["document_id"], m["start"], m["end"]))
    for position, place in enumerate(mentions):
        yield from _span(place, place["document_id"], known, f"mentions[{position}].")


def _series(row: Row, line: int, known: Known) -> Iterator[Problem]:
    yield from _at_least(row, "editions_per_year", 1)


def _edition(row: Row, line: int, known: Known) -> Iterator[Problem]:
    yield from _pair(row, "number", "number_basis_code")
    yield from _at_least(row, "number", 1)
    if row.get("number") is not None:
        key = ("editions", row["series_id"], str(row["number"]))
        yield from _unique(key, "number", line, known)


def _claim(row: Row, line: int, known: Known) -> Iterator[Problem]:
    yield from _money(row)
    metric = METRICS_BY_CODE[row["metric_code"]]
    unit = "year" if metric.unit == "year_point" else metric.unit
    if row["unit_code"] != unit:
        yield Problem("unit_code", f"the metric {metric.code!r} is counted in {unit!r}")
    if read_quantity(row["value"]).coefficient < 0:
        yield Problem("value", f"{row['value']} is negative; what documents count and pay is not")
    if metric.role == "date_fact" and row.get("date") is None:
        yield Problem("date", f"is missing: the metric {metric.code!r} is a date")
    yield from _ordered(row, "period_start", "period_end")
    if row["activity_id"] in (row.get("also_activity_ids") or []):
        yield Problem("also_activity_ids", "names the activity of the claim again")
    places = [row, *(row.get("also_at") or [])]
    yield from _once(places, "also_at", lambda place: (place["start"], place["end"]))
    yield from _span(row, row["document_id"], known, "")
    for position, place in enumerate(places[1:]):
        yield from _span(place, row["document_id"], known, f"also_at[{position}].")


def _pledge(row: Row, line: int, known: Known) -> Iterator[Problem]:
    yield from _ordered(row, "window_start", "window_end")
    yield from _at_least(row, "window_years", 1)
    targets = row.get("targets") or []
    own = {target["claim_id"] for target in targets}
    for kind, wanted in (("targets", "target"), ("results", "result")):
        for position, part in enumerate(row.get(kind) or []):
            path = f"{kind}[{position}]"
            claim_id = part["claim_id"]
            if known.has("claims", claim_id) and known.roles.get(claim_id) != wanted:
                yield Problem(f"{path}.claim_id", f"{claim_id!r} states no {wanted}")
            elif known.pledged.setdefault(claim_id, line) != line:
                yield Problem(f"{path}.claim_id", f"{claim_id!r} belongs to another pledge, too")
            for field in ("restates_claim_id", "target_claim_id"):
                if part.get(field) is not None and part[field] not in own:
                    yield Problem(f"{path}.{field}", f"{part[field]!r} is no target of this pledge")
            yield from _at_least(part, "years_covered", 1)
        yield from _once(row.get(kind) or [], kind, lambda part: part["claim_id"])


def _entry(row: Row, line: int, known: Known) -> Iterator[Problem]:
    kind = known.activity_kinds.get(row["activity_id"])
    if kind is None:
        return
    facts = EntryFacts(
        activity_id=row["activity_id"],
        activity_kind=kind,
        measure_code=row["measure_code"],
        quantity=read_quantity(row["value"]),
        unit_code=row["unit_code"],
        currency_code=row.get("currency_code"),
        date=parse_stated_date(row["date"]),
        origin_code=row.get("origin_code") or DEFAULT_ORIGIN,
    )
    for refusal in why_not_entry(facts):
        yield Problem(_ENTRY_FIELDS.get(refusal.field_name or ""), refusal.text())
    if row.get("funded_from_entry_id") == row["entry_id"]:
        yield Problem("funded_from_entry_id", "names the entry itself")


def _finding(row: Row, line: int, known: Known) -> Iterator[Problem]:
    if len(row["claim_ids"]) < 2:
        yield Problem("claim_ids", "are fewer than two")


def _naming(row: Row, line: int, known: Known) -> Iterator[Problem]:
    yield from _placed(row, line, known)
    if (row.get("place_code") is None) == (row.get("party_id") is None):
        yield Problem("place_code", "a naming names either a place or a party")


_RULES: dict[str, Callable[[Row, int, Known], Iterator[Problem]]] = {
    "provisions": _provision,
    "documents": _document,
    "document_sections": _placed,
    "activities": _activity,
    "series": _series,
    "editions": _edition,
    "claims": _claim,
    "pledges": _pledge,
    "entries": _entry,
    "splits": check_split_row,
    "findings": _finding,
    "exclusions": _placed,
    "namings": _naming,
}
