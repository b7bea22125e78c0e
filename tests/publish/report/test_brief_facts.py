"""What a brief finds on record for one country: a small world, drawn row by row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tomoni.catalogue.errors import NotFoundError
from tomoni.exchange.snapshot import memory_snapshot
from tomoni.publish.report.brief_facts import CountryFacts, country_facts
from tomoni.publish.source import Source

Rows = list[dict[str, object]]


def _activity(key: str, **more: object) -> dict[str, object]:
    return {
        "activity_id": key,
        "title": f"Title of {key}",
        "summary": "…",
        "kind_code": "training_course",
        "theme_code": "criminal_justice",
        "granularity_code": "programme",
        "is_top_level": True,
        "status_code": "last_reported",
        **more,
    }


def _named(activity: str, country: str, basis: str, *, is_open: bool = False) -> dict[str, object]:
    return {
        "activity_country_id": f"{activity}-{country}-{basis}",
        "activity_id": activity,
        "country_code": country,
        "basis_code": basis,
        "is_open_list": is_open,
    }


def _claim(key: str, activity: str, metric: str, unit: str, **more: object) -> dict[str, object]:
    return {
        "claim_id": key,
        "document_id": "paper",
        "activity_id": activity,
        "metric_code": metric,
        "measure_code": None if metric == "first_year" else metric,
        "quantity": 7,
        "exponent": 0,
        "unit_code": unit,
        "outcome_code": "stays",
        **more,
    }


WORLD: dict[str, Rows] = {
    "places": [
        {"place_code": code, "kind_code": kind, "name_en": name, "name_ja": name}
        for code, kind, name in (
            ("KH", "country", "Cambodia"), ("LA", "country", "Laos"), ("FJ", "country", "Fiji"),
            ("BR", "country", "Brazil"), ("asia", "region", "Asia"),
        )
    ],
    "documents": [
        {"document_id": "paper", "title": "Paper", "publisher": "P", "edition_year": 2020},
        {"document_id": "other", "title": "Other", "publisher": "P", "edition_year": 2018},
    ],
    "activities": [
        _activity("course"),
        _activity("shared"),
        _activity("part", parent_activity_id="course", is_top_level=False),
        _activity("far-part", parent_activity_id="elsewhere", is_top_level=False),
        _activity("elsewhere"),
        _activity("policy", is_policy=True),
        _activity("meeting"),
    ],
    "activity_countries": [
        _named("course", "KH", "stated"),
        _named("shared", "KH", "stated", is_open=True),
        _named("shared", "LA", "stated", is_open=True),
        _named("part", "KH", "inherited"),
        _named("far-part", "KH", "inherited"),
        _named("policy", "KH", "stated"),
        _named("meeting", "BR", "venue"),
    ],
    "mentions": [
        {"mention_id": f"m-{activity}-{document}", "activity_id": activity,
         "document_id": document, "start": 0, "end": 1}
        for activity, document in (("course", "paper"), ("shared", "other"), ("meeting", "other"))
    ],
    "claims": [
        _claim("people", "course", "graduates", "person"),
        _claim("began", "course", "first_year", "year", date_stated="2007"),
        _claim("need", "shared", "displaced_persons", "person"),
        _claim("linked", "elsewhere", "graduates", "person"),
    ],
    "claim_activities": [
        {"claim_activity_id": "l", "claim_id": "linked", "activity_id": "shared"}
    ],
    "findings": [
        {"finding_id": key, "topic": key, "basis_code": "claims", "class_code": kind,
         "scope_code": "cross_document", "state_code": state}
        for key, kind, state in (
            ("undecided", "conflict", "open"), ("decided", "conflict", "adjudicated"),
            ("harmless", "update", "open"),
        )
    ],
    "finding_claims": [
        {"finding_claim_id": f"{key}-1", "finding_id": key, "position": 1, "claim_id": "people"}
        for key in ("undecided", "decided", "harmless")
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def source() -> Iterator[Source]:
    with memory_snapshot(WORLD) as snapshot:
        yield Source(snapshot)


@pytest.fixture(scope="module")
def cambodia(source: Source) -> CountryFacts:
    return country_facts(source, "KH")


def _ids(rows: tuple[dict[str, object], ...], key: str) -> list[object]:
    return [row[key] for row in rows]


def test_a_recipient_is_named_by_activities_and_not_by_policies(cambodia: CountryFacts) -> None:
    assert _ids(cambodia.recipient, "activity_id") == ["course", "shared"]


def test_a_part_of_what_is_listed_is_not_listed_again(cambodia: CountryFacts) -> None:
    assert list(cambodia.other) == ["inherited"]
    assert _ids(cambodia.other["inherited"], "activity_id") == ["far-part"]


def test_a_quantity_is_its_own_only_where_no_other_recipient_may_be_meant(
    cambodia: CountryFacts,
) -> None:
    assert _ids(cambodia.alone, "claim_id") == ["people"]
    assert _ids(cambodia.shared, "claim_id") == ["linked", "need"]
    assert _ids(cambodia.began, "claim_id") == ["began"]


def test_need_alone_is_no_number_of_people(source: Source, cambodia: CountryFacts) -> None:
    assert cambodia.measures == {"person"}
    without = CountryFacts(
        "KH", cambodia.name, cambodia.recipient, {}, (), cambodia.shared[1:], (), (), ()
    )
    assert without.measures == frozenset()


def test_sources_and_open_questions_are_those_of_its_records(cambodia: CountryFacts) -> None:
    assert _ids(cambodia.documents, "document_id") == ["other", "paper"]
    assert _ids(cambodia.findings, "finding_id") == ["undecided"]


def test_a_venue_is_named_otherwise_and_a_country_nobody_names_is_silent(source: Source) -> None:
    brazil, fiji = country_facts(source, "BR"), country_facts(source, "FJ")
    assert (brazil.recipient, brazil.is_silent) == ((), False)
    assert _ids(brazil.documents, "document_id") == ["other"]
    assert fiji.is_silent


@pytest.mark.parametrize("code", ["asia", "XX", "kh"])
def test_a_code_of_no_country_is_refused_with_what_to_write(source: Source, code: str) -> None:
    with pytest.raises(NotFoundError, match=code):
        country_facts(source, code)
