"""Reference page of our files of the IATI standard: what our codes become, what is left out."""

from __future__ import annotations

from collections.abc import Iterator

from tomoni.catalogue.iati.crosswalk import Crossing, crosswalk
from tomoni.catalogue.iati.left_out import REASONS, Reason

from .markdown import code, page, table

_LISTS: tuple[tuple[str, str], ...] = (
    ("activity_status", "Status of activities"),
    ("party_role", "Roles of parties"),
    ("party_kind", "Kinds of parties"),
    ("transaction_measure", "Money given"),
    ("incoming_measure", "Money got for activities of our own"),
    ("measure", "Results"),
    ("activity_kind", "Kinds of activities"),
    ("oda_decision", "ODA decision"),
    ("place", "Regions"),
)
_ELEMENTS: tuple[tuple[str, str], ...] = (
    ("`iati-identifier`", "`TOMONI_IATI_ORGANISATION_IDENTIFIER`, a hyphen, our public id"),
    ("`reporting-org`", ("who publishes; `secondary-reporter` where neither the home party nor a "
     "part of it funds or carries the activity out, and always while the instance is unofficial")),
    (
        "`title`, `description`",
        ("title, in Japanese too where the course desk has it; summary, objective of an edition, "
        "target group"),
    ),
    ("`location`", "the venue: where it happens, and not for whom"),
    ("`participating-org`", ("funders and implementers; identifiers from "
     "`TOMONI_IATI_ORGANISATIONS`")),
    ("`activity-date`", ("start and end that are stated to the day, else those of the edition at "
     "the course desk; planned or actual by status and by the day of the data")),
    ("`recipient-country`, `recipient-region`", ("a split by place, else the stated countries if "
     "their list is closed, else the regions")),
    ("`sector`", "a split by sector, else the purpose code"),
    ("`tag`", ("goals and targets of a split by SDG; frameworks, their provisions and the theme in "
     "vocabulary 99")),
    ("`default-aid-type`, `default-finance-type`", ("by [kind](kinds.md); a training course in the "
     "home party's country is E01, elsewhere D02")),
    ("`default-flow-type`", "10 where somebody decided that it is ODA"),
    ("`transaction`", ("entries of money dated to a day, in their own currency; the target in "
     "money of a pledge as of the day of its announcement")),
    ("`result`", ("other entries by period, with dimensions `country` and `item`; totals to date; "
     "other targets of pledges with what was reported against them. A hedge stands in the "
     "comment")),
    ("`document-link`", ("the activity's page on the public site (A12); documents whose claims "
     "became numbers of it (A08)")),
    ("`related-activity`, `@hierarchy`", ("wider and narrower activities; an edition stands below "
     "the activity of its series")),
)  # fmt: skip


def files_page() -> str:
    """What stands where in our files, what our codes become, and every reason to leave one out."""
    return page(
        "Files of the IATI standard",
        "`tomoni iati write` makes them from a public snapshot. Nothing is made up: what lacks a "
        "required element is left out and listed, and a code of ours that the standard has no "
        "code for stays out.",
        _elements(),
        *(_list(name, title) for name, title in _LISTS),
        *_reasons(),
    )


def _elements() -> list[str]:
    return ["## Elements", "", *table(("Element", "Taken from"), _ELEMENTS)]


def _list(name: str, title: str) -> list[str]:
    crossings = crosswalk(name)
    first = next(iter(crossings.values()))
    rows = (_crossing(own, crossing) for own, crossing in crossings.items())
    return [f"## {title}", "", *table(("Ours", first.iati_list, "Why"), rows)]


def _crossing(own: str, crossing: Crossing) -> tuple[str, str, str]:
    return code(own), code(crossing.code) or "none", crossing.reason


def _reasons() -> Iterator[list[str]]:
    kinds = ((True, "Why an activity is left out"), (False, "What is left out or collapsed in one"))
    for is_whole, title in kinds:
        rows = (_reason(one) for one in REASONS.values() if one.is_whole is is_whole)
        yield [f"## {title}", "", *table(("Reason", "What is so", "What mends it"), rows)]


def _reason(reason: Reason) -> tuple[str, str, str]:
    return code(reason.code), reason.what.en, reason.do.en
