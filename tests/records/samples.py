"""One valid row of each kind that tests need; any column may be given."""

from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import count
from typing import Any

from tomoni.records.models import (
    Activity,
    Claim,
    Document,
    Edition,
    Entry,
    EntryRelease,
    Finding,
    FindingDecision,
    Framework,
    Mandate,
    Observation,
    Party,
    Pledge,
    Series,
    SourceRow,
    Split,
    User,
)

_numbers = count(1)


def _id(kind: str) -> str:
    return f"{kind}-{next(_numbers)}"


def whole_date(prefix: str, year: int) -> dict[str, Any]:
    """The four columns of a date that is stated as a calendar year."""
    return {
        f"{prefix}_stated": str(year),
        f"{prefix}_first": date(year, 1, 1),
        f"{prefix}_last": date(year, 12, 31),
        f"{prefix}_precision_code": "calendar_year",
    }


def persons(quantity: int) -> dict[str, Any]:
    """The columns of an exact number of persons."""
    return {
        "quantity": quantity,
        "exponent": 0,
        "low_quantity": quantity,
        "high_quantity": quantity,
        "qualifier_code": "exact",
        "unit_code": "person",
    }


def decided(code: str = "cleared", **more: Any) -> dict[str, Any]:
    """The columns of a release decision."""
    return {
        "release_code": code,
        "release_by": "editor",
        "release_why": "checked against the source",
        "release_at": datetime(2021, 4, 1, 9, tzinfo=UTC),
        **more,
    }


def make_user(name: str = "", **columns: Any) -> User:
    return User.objects.create(username=name or _id("user"), **columns)


def make_party(**columns: Any) -> Party:
    values = {"public_id": _id("party"), "name": "Institute", "kind_code": "institute"}
    return Party.objects.create(**values | columns)


def make_activity(**columns: Any) -> Activity:
    values = {
        "public_id": _id("activity"),
        "title": "Training course",
        "summary": "A course for officials.",
        "kind_code": "training_course",
        "theme_code": "rule_of_law",
        "granularity_code": "specific",
        "is_top_level": columns.get("parent_activity") is None,
    }
    return Activity.objects.create(**values | columns)


def make_document(**columns: Any) -> Document:
    public_id = columns.get("public_id") or _id("document")
    values = {
        "public_id": public_id,
        "title": "Annual report",
        "publisher": "Ministry",
        "edition_year": 2021,
        "edition_basis_code": "stated",
        "language_code": "en",
        "length_characters": 1000,
        "sha256": sha256(public_id.encode()).hexdigest(),
    }
    return Document.objects.create(**values | columns)


def make_claim(**columns: Any) -> Claim:
    values: dict[str, Any] = {
        "public_id": _id("claim"),
        "metric_code": "graduates",
        "measure_code": "graduates",
        "accumulation_code": "cumulative",
        "as_of_basis_code": "unknown",
        "start": 10,
        "end": 14,
        "outcome_reason_code": "undated",
        **persons(6100),
    }
    values["activity"] = columns.get("activity") or make_activity()
    values["document"] = columns.get("document") or make_document()
    return Claim.objects.create(**values | columns)


def make_entry(**columns: Any) -> Entry:
    values: dict[str, Any] = {
        "public_id": _id("entry"),
        "measure_code": "graduates",
        "origin_code": "counted",
        "counting_level_code": "final",
        **persons(25),
        **whole_date("date", 2021),
    }
    values["activity"] = columns.get("activity") or make_activity()
    return Entry.objects.create(**values | columns)


def make_entry_release(**columns: Any) -> EntryRelease:
    values = {"entry": columns.get("entry") or make_entry(), **decided()}
    return EntryRelease.objects.create(**values | columns)


def make_observation(**columns: Any) -> Observation:
    claim = columns.get("claim") or make_claim()
    values: dict[str, Any] = {
        "public_id": _id("observation"),
        "activity": claim.activity,
        "measure_code": "graduates",
        "population_code": "graduates",
        "cutoff_basis_code": "inferred",
        "claim": claim,
        **persons(6100),
        **whole_date("cutoff", 2021),
    }
    return Observation.objects.create(**values | columns)


def make_framework(**columns: Any) -> Framework:
    values = {"public_id": _id("framework"), "name": "Convention", "kind_code": "treaty"}
    return Framework.objects.create(**values | columns)


def make_series(**columns: Any) -> Series:
    values: dict[str, Any] = {"public_id": _id("series"), "name": "Training programme"}
    values["activity"] = columns.get("activity") or make_activity()
    return Series.objects.create(**values | columns)


def make_edition(**columns: Any) -> Edition:
    values: dict[str, Any] = {"public_id": _id("edition"), "status_code": "reported"}
    values["series"] = columns.get("series") or make_series()
    values["activity"] = columns.get("activity") or make_activity()
    return Edition.objects.create(**values | columns)


def make_pledge(**columns: Any) -> Pledge:
    values: dict[str, Any] = {"public_id": _id("pledge"), "title": "Training of officials"}
    values["activity"] = columns.get("activity") or make_activity()
    return Pledge.objects.create(**values | columns)


def make_finding(**columns: Any) -> Finding:
    values = {
        "public_id": _id("finding"),
        "topic": "Graduates",
        "class_code": "update",
        "scope_code": "cross_document",
        "rule_reason_code": "rose",
    }
    return Finding.objects.create(**values | columns)


def make_finding_decision(**columns: Any) -> FindingDecision:
    values: dict[str, Any] = {
        "public_id": _id("finding-decision"),
        "number": 1,
        "verb_code": "adjudicate",
        "class_code": "update",
        "role_code": "editor",
        "by": "system",
        "why": "the later text says so",
        "at": datetime(2026, 1, 1, tzinfo=UTC),
    }
    if "finding" not in columns:
        values["finding"] = make_finding()
    return FindingDecision.objects.create(**values | columns)


def make_split(**columns: Any) -> Split:
    values: dict[str, Any] = {
        "public_id": _id("split"),
        "axis_code": "place",
        "code": "VN",
        "numerator": 1,
        "denominator": 3,
        "method": "equal shares",
    }
    if "activity" not in columns:
        values["activity"] = make_activity()
    return Split.objects.create(**values | columns)


def make_source_row(**columns: Any) -> SourceRow:
    values = {"table": "parties", "public_id": _id("row"), "sha256": "0" * 64}
    return SourceRow.objects.create(**values | columns)


def make_mandate(**columns: Any) -> Mandate:
    values: dict[str, Any] = {"role_code": "reader", "start": date(2021, 4, 1)}
    values["user"] = columns.get("user") or make_user()
    return Mandate.objects.create(**values | columns)
