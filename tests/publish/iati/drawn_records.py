"""A small world drawn row by row for files of the IATI standard, as a public snapshot.

One programme with two courses, a grant with money, a pledge; and beside them one activity for each
reason to leave one out.
"""

# ruff: noqa: E501 (a drawn world reads best with one row a line)

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tomoni.catalogue.iati.organisations import KnownOrganisation
from tomoni.catalogue.tables import TABLES
from tomoni.exchange.snapshot import SnapshotInfo, memory_snapshot, write_snapshot
from tomoni.publish.iati.options import IatiOptions

Rows = list[dict[str, object]]
TODAY = "2026-11-20"
OPTIONS = IatiOptions(
    identifier="XM-DAC-701-2",
    unofficial=False,
    public_url="https://example.org",
    organisations={"unodc": KnownOrganisation("XM-DAC-41128", "40")},
)


def on(prefix: str, day: str) -> dict[str, object]:
    """A date stated to the day."""
    read = date.fromisoformat(day)
    return {
        f"{prefix}_stated": day,
        f"{prefix}_first": read,
        f"{prefix}_last": read,
        f"{prefix}_precision_code": "day",
    }


def in_year(prefix: str, year: int) -> dict[str, object]:
    """A date stated as a calendar year."""
    return {
        f"{prefix}_stated": str(year),
        f"{prefix}_first": date(year, 1, 1),
        f"{prefix}_last": date(year, 12, 31),
        f"{prefix}_precision_code": "calendar_year",
    }


def activity(key: str, **more: object) -> dict[str, object]:
    """An activity that can be written, unless ``more`` says otherwise."""
    return {
        "activity_id": key, "title": f"Title of {key}", "summary": f"Summary of {key}.",
        "kind_code": "seminar", "theme_code": "criminal_justice", "status_code": "completed",
        "purpose_code": "15130", "is_top_level": True, "oda_decision_code": "oda",
        **on("start", "2024-05-13"), **on("end", "2024-05-17"), **more,
    }  # fmt: skip


def roles(key: str, funder: str | None = "gov-jp", **others: str) -> Rows:
    """Who funds an activity, and further parties by role."""
    named = {"funder": funder, **others}
    return [
        {"activity_party_id": f"{key}--{party}--{role}", "activity_id": key, "party_id": party, "role_code": role}
        for role, party in named.items() if party is not None
    ]  # fmt: skip


def countries(key: str, *codes: str, basis: str = "stated", is_open: bool = False) -> Rows:
    """Countries of an activity."""
    return [
        {"activity_country_id": f"{key}--{code}", "activity_id": key, "country_code": code, "basis_code": basis, "is_open_list": is_open}
        for code in codes
    ]  # fmt: skip


def entry(key: str, of: str, measure: str, quantity: int, **more: object) -> dict[str, object]:
    """A line of the ledger; money is in yen."""
    is_money = measure.startswith("amount")
    return {
        "entry_id": key, "activity_id": of, "measure_code": measure, "quantity": quantity, "exponent": 0,
        "low_quantity": quantity, "high_quantity": quantity, "unit_code": "currency" if is_money else "person",
        "currency_code": "JPY" if is_money else None, **more,
    }  # fmt: skip


_LEFT_OUT: dict[str, dict[str, object]] = {
    "no-start": {"start_stated": None, "start_first": None, "start_last": None, "start_precision_code": None},
    "year-only": in_year("start", 2023),
    "unknown-status": {"status_code": "last_reported"},
    "begins-later": {"status_code": "under_way", **on("start", "2027-01-11"), **on("end", "2027-01-12")},
    "ends-before": {**on("end", "2024-05-01")},
    "no-purpose": {"purpose_code": None},
    "old-purpose": {"purpose_code": "99999"},
    "policy": {"is_policy": True},
    "empty": {"summary": " "},
    "slash/ed": {},
    "bell": {"title": "Bell \a"},
    "nobody": {},
    "nowhere": {},
    "several": {},
    "such-as": {},
}  # fmt: skip


def drawn_rows() -> dict[str, Rows]:
    """Return the rows of the drawn world, each table ordered by its key."""
    out: Rows = [activity(key, **more) for key, more in _LEFT_OUT.items()]
    whole: Rows = [
        activity(
            "course-1",
            kind_code="training_course",
            parent_activity_id="programme",
            is_top_level=False,
            venue_country_code="JP",
            target_group="Prosecutors",
        ),
        activity(
            "course-2",
            kind_code="training_course",
            series_id="series",
            is_top_level=False,
            status_code="planned",
            venue_country_code="KE",
            **on("start", "2027-02-01"),
            **on("end", "2027-02-05"),
        ),
        activity(
            "grant",
            kind_code="grant",
            purpose_code="72010",
            status_code="under_way",
            **in_year("end", 2027),
        ),
        activity(
            "pledge",
            kind_code="multi_year_pledge",
            status_code="under_way",
            oda_decision_code="undecided",
            **on("end", "2027-12-31"),
        ),
        activity(
            "programme",
            kind_code="institute_operation",
            status_code="under_way",
            oda_decision_code="undecided",
            **on("start", "1962-01-01"),
            end_stated=None,
            end_first=None,
            end_last=None,
            end_precision_code=None,
        ),
        activity("theirs", kind_code="grant", oda_decision_code="not_oda"),
    ]
    rows: dict[str, Rows] = {
        "parties": [
            {"party_id": "gov-jp", "name": "Government of Japan", "kind_code": "government", "country_code": "JP"},
            {"party_id": "mofa-jp", "name": "Ministry of Foreign Affairs", "kind_code": "government ministry", "country_code": "JP", "parent_party_id": "gov-jp"},
            {"party_id": "some-ngo", "name": "Some NGO & friends", "kind_code": "NGO"},
            {"party_id": "unodc", "name": "UNODC", "kind_code": "international organisation"},
        ],
        "places": [
            {"place_code": code, "kind_code": "country", "name_en": name, "name_ja": name}
            for code, name in (("JP", "Japan"), ("KE", "Kenya"), ("KH", "Cambodia"), ("LA", "Laos"))
        ] + [
            {"place_code": code, "kind_code": "region", "name_en": name, "name_ja": name}
            for code, name in (("africa", "Africa"), ("asia", "Asia"), ("indo_pacific", "Indo-Pacific"))
        ],
        "activities": out + whole,
        "activity_parties": [
            *(row for key in _LEFT_OUT if key != "nobody" for row in roles(key)),
            *roles("nobody", None, partner="unodc"),
            *roles("course-1", "mofa-jp", implementer="unodc", partner="some-ngo"),
            *roles("course-2"), *roles("grant"), *roles("pledge"), *roles("programme"),
            *roles("theirs", "some-ngo", implementer="unodc"),
        ],
        "activity_countries": [
            *(row for key in _LEFT_OUT if key not in ("nowhere", "several", "such-as") for row in countries(key, "KH")),
            *countries("nowhere", "JP", basis="venue"),
            *countries("several", "KH", "LA"), *countries("such-as", "KH", is_open=True),
            *countries("course-1", "KE", "KH", "LA"), *countries("course-2", "KE"),
            *countries("grant", "KH"), *countries("theirs", "KH"),
        ],
        "activity_regions": [
            {"activity_region_id": "pledge--indo_pacific", "activity_id": "pledge", "region_code": "indo_pacific"},
            {"activity_region_id": "programme--asia", "activity_id": "programme", "region_code": "asia"},
        ],
        "course_editions": [{
            "course_id": "k", "edition_id": "ed", "series_id": "series", "activity_id": "course-2", "title": "Course 2", "title_ja": "研修2",
            "objective": "To recover assets.", "state_code": "planned", "modality_code": "in_person", "admission_code": "competitive",
            "language_code": "en", "zone": "Africa/Nairobi", "host_seats": 0, "observer_seats": 0, "self_funded_seats": 0,
            "first_day": date(2027, 2, 1), "last_day": date(2027, 2, 5), "venue": "Nairobi",
        }],
        "series": [{"series_id": "series", "name": "Series", "activity_id": "programme"}],
        "splits": [
            *({"split_id": f"c1-{code}", "activity_id": "course-1", "axis_code": "place", "code": code, "numerator": 1, "denominator": 3, "method": "stated"} for code in ("KE", "KH", "LA")),
            {"split_id": "e10-place-KH", "entry_id": "e10", "axis_code": "place", "code": "KH", "numerator": 1, "denominator": 1, "method": "stated"},
            {"split_id": "c1-15130", "activity_id": "course-1", "axis_code": "sector", "code": "15130", "numerator": 3, "denominator": 4, "method": "stated"},
            {"split_id": "c1-15113", "activity_id": "course-1", "axis_code": "sector", "code": "15113", "numerator": 1, "denominator": 4, "method": "stated"},
            {"split_id": "c1-16", "activity_id": "course-1", "axis_code": "sdg", "code": "16", "numerator": 1, "denominator": 2, "method": "stated"},
            {"split_id": "c1-16.5", "activity_id": "course-1", "axis_code": "sdg", "code": "16.5", "numerator": 1, "denominator": 2, "method": "stated"},
        ],
        "frameworks": [{"framework_id": "uncac", "name": "UN Convention against Corruption", "kind_code": "treaty"}],
        "provisions": [{"provision_id": "uncac-36", "framework_id": "uncac", "code": "Article 36", "title": "Specialised authorities"}],
        "activity_frameworks": [
            {"activity_framework_id": "a1", "activity_id": "course-1", "framework_id": "uncac"},
            {"activity_framework_id": "a2", "activity_id": "course-1", "framework_id": "uncac", "provision_id": "uncac-36"},
        ],
        "documents": [
            {"document_id": "bare", "title": "A file", "publisher": "Ministry", "language_code": "en"},
            {"document_id": "paper", "title": "White Paper", "publisher": "Ministry", "language_code": "en", "public_page": "https://example.net/paper.pdf"},
        ],
        "claims": [
            {"claim_id": "c1", "document_id": "paper", "activity_id": "course-1", "metric_code": "graduates", "outcome_code": "entry"},
            {"claim_id": "c2", "document_id": "bare", "activity_id": "course-1", "metric_code": "graduates", "outcome_code": "entry"},
            {"claim_id": "c3", "document_id": "paper", "activity_id": "grant", "metric_code": "graduates", "outcome_code": "claim_only"},
        ],
        "entries": [
            entry("e01", "course-1", "participants", 12, **in_year("date", 2024), country_code="KE"),
            entry("e02", "course-1", "participants", 11, **in_year("date", 2024), country_code="KH"),
            entry("e03", "course-1", "graduates", 20, **on("date", "2024-05-17"), qualifier_code="more_than"),
            entry("e04", "course-1", "graduates", 5, **in_year("date", 2024), is_reversed=True),
            entry("e05", "course-1", "graduates", -5, **in_year("date", 2024), reverses_entry_id="e04"),
            entry("e06", "course-1", "persons_in_need", 700, **in_year("date", 2024)),
            entry("e07", "course-1", "amount_disbursed", 250, exponent=-2, **on("date", "2024-05-20"), provider_party_id="mofa-jp", receiver_party_id="unodc", funded_from_entry_id="e10", country_code="KE"),
            entry("e08", "course-1", "participants", 3),
            entry("e10", "grant", "amount_committed", 1_000_000, **on("date", "2024-04-01"), provider_party_id="gov-jp", qualifier_code="about"),
            entry("e11", "grant", "amount_disbursed", 400_000, **in_year("date", 2024)),
            entry("e12", "grant", "amount_disbursed", 400_000, **on("date", "2027-01-01")),
            entry("e13", "grant", "amount_delivered", 5, **on("date", "2024-04-01")),
            entry("e15", "grant", "amount_disbursed", 9, **on("date", "2024-06-01"), provider_party_id="unodc", receiver_party_id="mofa-jp"),
            entry("e14", "grant", "amount_disbursed", -7, **on("date", "2025-04-01"), country_code="KH"),
        ],
        "observations": [
            {"observation_id": "o1", "activity_id": "programme", "measure_code": "graduates", "population_code": "graduates", "quantity": 6100, "exponent": 0, "qualifier_code": "more_than", "unit_code": "person", "is_active": True, "claim_id": "c1", **in_year("since", 1962), **in_year("cutoff", 2021)},
            {"observation_id": "o2", "activity_id": "programme", "measure_code": "participants", "quantity": 50, "exponent": 0, "unit_code": "person", "is_active": True, "claim_id": "c1", **in_year("cutoff", 2021)},
            {"observation_id": "o4", "activity_id": "programme", "measure_code": "amount_disbursed", "quantity": 50, "exponent": 6, "unit_code": "currency", "currency_code": "JPY", "is_active": True, "claim_id": "c1", **in_year("cutoff", 2021)},
            {"observation_id": "o3", "activity_id": "programme", "measure_code": "graduates", "quantity": 6000, "exponent": 0, "unit_code": "person", "is_active": False, "claim_id": "c1", **in_year("since", 1962), **in_year("cutoff", 2020)},
        ],
        "pledges": [{"pledge_id": "p", "activity_id": "pledge", "title": "Pledge", "window_years": 3, **on("announced", "2024-05-13"), **in_year("window_start", 2025)}],
        "pledge_targets": [
            {"target_id": "t1", "pledge_id": "p", "measure_code": "persons_trained", "quantity": 2000, "exponent": 0, "unit_code": "person", "claim_id": "c1", "qualifier_code": "about"},
            {"target_id": "t2", "pledge_id": "p", "measure_code": "amount_pledged", "quantity": 45, "exponent": 9, "unit_code": "currency", "currency_code": "JPY", "claim_id": "c1"},
            {"target_id": "t3", "pledge_id": "p", "measure_code": "amount_pledged", "quantity": 450, "exponent": 6, "unit_code": "currency", "currency_code": "USD", "claim_id": "c1", "restates_target_id": "t2"},
        ],
        "pledge_results": [
            {"result_id": "r1", "target_id": "t1", "quantity": 700, "exponent": 0, "unit_code": "person", "claim_id": "c1"},
            {"result_id": "r2", "target_id": "t2", "quantity": 1, "exponent": 9, "unit_code": "currency", "currency_code": "JPY", "claim_id": "c1"},
        ],
    }  # fmt: skip
    return rows


def write_drawn_snapshot(
    directory: Path, rows: Mapping[str, Rows] | None = None, tier: str = "public"
) -> SnapshotInfo:
    """Write the drawn world, or other rows, as a snapshot of the day ``TODAY``."""
    with memory_snapshot(drawn_rows() if rows is None else rows) as memory:
        tables = {
            table.name: memory.table(table.name).order_by(table.key).to_pyarrow()
            for table in TABLES
        }
    said = {"tier": tier, "created_at": f"{TODAY}T09:00:00Z"}
    return write_snapshot(directory, tables, said)
