"""One activity as an element, its children in the order of the schema of 2.03."""

from __future__ import annotations

from collections.abc import Iterator

from .elements import Element, element
from .model import (
    Activity,
    Coded,
    Organisation,
    OrganisationFile,
    Participant,
    Party,
    Transaction,
)
from .parts import document_element, flag, narratives, texts
from .results import result_element

GENERAL, OBJECTIVES, TARGET_GROUPS = "1", "2", "3"


def activity_element(activity: Activity) -> Element:
    """Return ``iati-activity``."""
    return element(
        "iati-activity",
        *_who_and_what(activity),
        *_where_and_why(activity),
        *_money_and_results(activity),
        lang=activity.language,
        humanitarian=None if activity.is_humanitarian is None else flag(activity.is_humanitarian),
        hierarchy=None if activity.hierarchy is None else str(activity.hierarchy),
    )


def organisation_element(about: OrganisationFile) -> Element:
    """Return ``iati-organisation``."""
    return element(
        "iati-organisation",
        Element("organisation-identifier", text=about.organisation.ref),
        texts("name", about.organisation.name),
        _reporting(about.organisation, about.is_secondary),
        *(document_element(one) for one in about.documents),
        lang=about.language,
    )


def _who_and_what(activity: Activity) -> Iterator[Element]:
    yield Element("iati-identifier", text=activity.identifier)
    yield _reporting(activity.reporting, activity.is_secondary)
    yield texts("title", activity.title)
    yield texts("description", activity.description, type=GENERAL)
    for kind, text in ((OBJECTIVES, activity.objectives), (TARGET_GROUPS, activity.target_group)):
        if text:
            yield texts("description", text, type=kind)
    yield from (_participant(one) for one in activity.participants)
    yield element("activity-status", code=activity.status)
    for kind, day in activity.dates:
        yield element("activity-date", iso_date=day.isoformat(), type=kind)


def _where_and_why(activity: Activity) -> Iterator[Element]:
    yield from _code("activity-scope", activity.scope)
    yield from (_coded("recipient-country", one) for one in activity.countries)
    yield from (_coded("recipient-region", one) for one in activity.regions)
    for place in activity.locations:
        reach = element("location-reach", code=place.reach)
        yield element("location", reach, texts("name", place.name))
    yield from (_coded("sector", one) for one in activity.sectors)
    yield from (_coded("tag", one) for one in activity.tags)
    yield from _code("collaboration-type", activity.collaboration)
    yield from _code("default-flow-type", activity.flow)
    yield from _code("default-finance-type", activity.finance)
    yield from _code("default-aid-type", activity.aid)


def _money_and_results(activity: Activity) -> Iterator[Element]:
    yield from (_transaction(one) for one in activity.transactions)
    yield from (document_element(one) for one in activity.documents)
    for kind, ref in activity.related:
        yield element("related-activity", ref=ref, type=kind)
    yield from (result_element(one) for one in activity.results)


def _reporting(organisation: Organisation, is_secondary: bool) -> Element:
    return texts(
        "reporting-org",
        organisation.name,
        ref=organisation.ref,
        type=organisation.type,
        secondary_reporter=flag(is_secondary),
    )


def _participant(one: Participant) -> Element:
    body = one.organisation
    return texts("participating-org", body.name, ref=body.ref, role=one.role, type=body.type)


def _transaction(one: Transaction) -> Element:
    parts = [
        element("transaction-type", code=one.type),
        element("transaction-date", iso_date=one.day.isoformat()),
        Element(
            "value",
            (("currency", one.currency), ("value-date", one.value_day.isoformat())),
            text=one.value,
        ),
    ]
    if one.description:
        parts.append(texts("description", one.description))
    if one.provider is not None:
        parts.append(_party("provider", one.provider))
    if one.receiver is not None:
        parts.append(_party("receiver", one.receiver))
    return element("transaction", *parts, ref=one.ref)


def _party(side: str, one: Party) -> Element:
    body = one.organisation
    attributes = (
        ("ref", body.ref),
        (f"{side}-activity-id", one.activity_id),
        ("type", body.type),
    )
    return Element(f"{side}-org", attributes, narratives(body.name))


def _coded(tag: str, one: Coded) -> Element:
    return texts(
        tag,
        one.name,
        vocabulary=one.vocabulary,
        vocabulary_uri=one.vocabulary_uri,
        code=one.code,
        percentage=one.percentage,
    )


def _code(tag: str, code: str | None) -> Iterator[Element]:
    if code is not None:
        yield element(tag, code=code)
