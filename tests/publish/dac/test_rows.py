"""Rows of a report: who, where, for what; what holds a row back; what is told of it."""

from __future__ import annotations

from typing import Any

import pytest

from publish.dac.drawn_dac import (
    ACTIVITY,
    PARTIES,
    Case,
    apart,
    entry,
    reasons,
    report,
    stated,
)
from tomoni.catalogue.dac_profile import DacProfile
from tomoni.publish.dac import DacOptions, Report
from tomoni.rules.quantities import Quantity


def cells(made: Report) -> list[dict[str, str]]:
    return [row.written() for row in made.rows]


def on(**columns: Any) -> list[dict[str, Any]]:
    """The drawn activity with these columns."""
    return [{**ACTIVITY, **columns}]


def test_a_row_has_all_that_it_must_have() -> None:
    made = report([entry()], on(**stated("start", "2021-05-01"), **stated("end", "2021-06")))
    (row,) = cells(made)
    assert row == {
        "reporting_year": "2021",
        "donor_code": "701",
        "agency_code": "2",
        "donor_project_number": "course",
        "nature_of_submission": "1",
        "recipient_code": "769",
        "channel_name": "Ministry of the Interior",
        "channel_code": "12000",
        "parent_channel_code": "10000",
        "bi_multi": "1",
        "flow_code": "10",
        "finance_type_code": "110",
        "aid_type_code": "D02",
        "title": "Course",
        "purpose_code": "15130",
        "start_date": "2021-05-01",
        "description": "A course on criminal justice.",
        "ftc": "1",
        "currency_code": "302",
        "amounts_extended": "1000",
    }
    assert made.held == ()
    assert reasons(made) == {"crs_id_unknown", "date_imprecise"}


def test_markers_stay_blank() -> None:
    (row,) = cells(report([entry()]))
    markers = ("gender_equality", "environment", "governance", "biodiversity", "rmnch", "drr")
    assert [row.get(name) for name in markers] == [None] * len(markers)


def test_lines_of_one_row_add_up_and_others_stand_apart() -> None:
    made = report(
        [
            entry(entry_id="a", measure_code="amount_committed", quantity=5000),
            entry(entry_id="b", quantity=1250, exponent=-1),
            entry(entry_id="c", quantity=7),
            entry(entry_id="d", currency_code="JPY", quantity=100),
            entry(entry_id="e", provider_party_id="moj-jp", quantity=9),
        ]
    )
    found = {
        (row["agency_code"], row["currency_code"]): (
            row.get("commitments"),
            row.get("amounts_extended"),
        )
        for row in cells(made)
    }
    assert found == {
        ("2", "302"): ("5000", "132"),
        ("2", "701"): (None, "100"),
        ("12", "302"): (None, "9"),
    }


def test_a_commitment_has_its_day_where_there_is_one() -> None:
    committed = entry(measure_code="amount_committed")
    (row,) = cells(report([committed]))
    assert row["commitment_date"] == "2021-05-19"
    two = [committed, entry(**{**committed, "entry_id": "b", "date_stated": "2021-06-01"})]
    (row,) = cells(report(two))
    assert "commitment_date" not in row


def test_a_reversed_pair_weighs_nothing() -> None:
    made = report(
        [
            entry(entry_id="a", is_reversed=True),
            entry(entry_id="b", quantity=-1000, reverses_entry_id="a"),
            entry(entry_id="c", quantity=5),
        ]
    )
    assert [row["amounts_extended"] for row in cells(made)] == ["5"]
    assert made.reconciled == {("USD", "amounts_extended"): {"written": Quantity(5)}}


def test_a_line_that_a_later_year_reverses_is_in_neither_year() -> None:
    made = report(
        [
            entry(entry_id="a", is_reversed=True),
            entry(entry_id="b", quantity=-1000, reverses_entry_id="a", date_stated="2022-01-10"),
        ]
    )
    assert (made.rows, made.held, made.told, made.reconciled) == ((), (), (), {})


def test_an_activity_with_money_before_the_year_was_reported_earlier() -> None:
    before = entry(entry_id="a", date_stated="2020-05-19")
    (row,) = cells(report([before, entry()]))
    assert row["nature_of_submission"] == "3"
    (row,) = cells(report([{**before, "is_reversed": True}, entry()]))
    assert row["nature_of_submission"] == "1"


def split(axis: str, code: str, quantity: int) -> dict[str, Any]:
    return {
        "entry_split_id": f"line-{axis}-{code}",
        "entry_id": "line",
        "axis_code": axis,
        "code": code,
        "quantity": quantity,
    }


def countries(*codes: str, is_open: bool = False, basis: str = "stated") -> list[dict[str, Any]]:
    return [
        {
            "activity_country_id": f"course-{code}",
            "activity_id": "course",
            "country_code": code,
            "basis_code": basis,
            "is_open_list": is_open,
        }
        for code in codes
    ]


def regions(*codes: str) -> list[dict[str, Any]]:
    return [
        {"activity_region_id": f"course-{code}", "activity_id": "course", "region_code": code}
        for code in codes
    ]


NOWHERE = {"country_code": None, "receiver_party_id": "unodc"}


RECIPIENTS: list[tuple[dict[str, Any], dict[str, Any], dict[str, str], set[str]]] = [
    ({}, {}, {"769": "1000"}, set()),
    (
        {},
        {"entry_splits": [split("place", "VN", 700), split("place", "LA", 300)]},
        {"769": "700", "745": "300"},
        set(),
    ),
    (
        {},
        {"entry_splits": [split("place", "asia", 700), split("place", "nowhere", 300)]},
        {"798": "700", "998": "300"},
        {"recipient_unspecified"},
    ),
    (NOWHERE, {"activity_countries": countries("LA")}, {"745": "1000"}, set()),
    (
        NOWHERE,
        {"activity_countries": countries("LA", is_open=True)},
        {"998": "1000"},
        {"country_list_lost", "recipient_unspecified"},
    ),
    (
        NOWHERE,
        {"activity_countries": countries("LA", "VN")},
        {"998": "1000"},
        {"country_list_lost", "recipient_unspecified"},
    ),
    (
        NOWHERE,
        {"activity_countries": countries("LA", basis="venue")},
        {"998": "1000"},
        {"recipient_unspecified"},
    ),
    (NOWHERE, {"activity_regions": regions("asia")}, {"798": "1000"}, set()),
    (
        NOWHERE,
        {"activity_regions": regions("asia", "africa")},
        {"998": "1000"},
        {"recipient_unspecified"},
    ),
]


@pytest.fixture(scope="module")
def recipients() -> list[Report]:
    """What is reported of each of the lines above."""
    lines = [entry(**{"receiver_party_id": "unodc", **line}) for line, _, _, _ in RECIPIENTS]
    return apart(
        [Case(lines=(line,), tables=one[1]) for line, one in zip(lines, RECIPIENTS, strict=True)]
    )


@pytest.mark.parametrize("place", range(len(RECIPIENTS)))
def test_recipients(place: int, recipients: list[Report]) -> None:
    made = recipients[place]
    found = {row["recipient_code"]: row["amounts_extended"] for row in cells(made)}
    assert found == RECIPIENTS[place][2]
    assert reasons(made, "collapsed") == RECIPIENTS[place][3]


def test_a_line_split_by_sector_makes_a_row_of_each_purpose() -> None:
    made = report(
        [entry()], entry_splits=[split("sector", "15130", 1), split("sector", "15113", 999)]
    )
    found = {row["purpose_code"]: row["amounts_extended"] for row in cells(made)}
    assert found == {"15130": "1", "15113": "999"}


def test_a_line_split_by_both_is_parted_by_place_and_told() -> None:
    made = report(
        [entry()],
        entry_splits=[
            split("place", "VN", 1000),
            split("sector", "15130", 500),
            split("sector", "15113", 500),
        ],
    )
    assert [row["purpose_code"] for row in cells(made)] == ["15130"]
    assert reasons(made, "collapsed") == {"one_axis_only"}


HELD: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"oda_decision_code": "undecided"}, {}, "oda_undecided"),
    ({"oda_decision_code": "not_oda"}, {}, "not_oda"),
    ({"purpose_code": None}, {}, "purpose_missing"),
    ({"purpose_code": "15140"}, {}, "purpose_not_reportable"),
    ({"purpose_code": "151"}, {}, "purpose_not_reportable"),
    ({"kind_code": "training_course"}, {}, "aid_type_open"),
    ({"kind_code": "trust_fund_contribution"}, {}, "aid_type_open"),
    ({"kind_code": "pledge"}, {}, "finance_type_open"),
    ({}, {"provider_party_id": "gov-jp"}, "agency_unknown"),
    ({}, {"provider_party_id": None}, "agency_unknown"),
    ({}, {"receiver_party_id": "nobody"}, "channel_unknown"),
    ({}, {"receiver_party_id": None}, "channel_unknown"),
    ({}, {"country_code": "FR", "receiver_party_id": "unodc"}, "recipient_not_on_list"),
    ({"kind_code": "loan"}, {}, "field_missing"),
]


@pytest.fixture(scope="module")
def held() -> list[Report]:
    """What is reported of each of the activities and lines above."""
    return apart([Case(activity, (entry(**line),)) for activity, line, _ in HELD])


@pytest.mark.parametrize("place", range(len(HELD)), ids=[reason for _, _, reason in HELD])
def test_what_holds_a_row_back(place: int, held: list[Report]) -> None:
    made = held[place]
    assert made.rows == ()
    assert len(made.held) == 1
    assert HELD[place][2] in reasons(made, "held")


def test_a_loan_is_held_for_each_of_its_terms() -> None:
    made = report([entry()], on(kind_code="loan"))
    missing = {told.detail for told in made.told if told.reason_code == "field_missing"}
    assert "First repayment date" in missing
    assert "Principal disbursed and still outstanding" in missing
    assert "GrantEquiv" in missing


@pytest.mark.parametrize(("venue", "aid_type"), [("JP", "E01"), ("VN", "D02")])
def test_a_course_is_typed_by_its_venue(venue: str, aid_type: str) -> None:
    (row,) = cells(report([entry()], on(kind_code="training_course", venue_country_code=venue)))
    assert (row["aid_type_code"], row["ftc"]) == (aid_type, "1")


@pytest.mark.parametrize(
    ("kind", "bi_multi", "ftc"),
    [
        ("triangular_cooperation", "8", "1"),
        ("contribution_to_io", "1", ""),
        ("project_technical_cooperation", "1", ""),
    ],
)
def test_what_the_kind_says(kind: str, bi_multi: str, ftc: str) -> None:
    made = report([entry()], on(kind_code=kind))
    (row,) = cells(made)
    assert (row["bi_multi"], row["ftc"]) == (bi_multi, ftc)
    unstated = "technical_cooperation_unstated" in reasons(made, "noted")
    assert unstated == (kind == "project_technical_cooperation")


def test_undecided_activities_are_exported_on_the_exporters_word_and_told() -> None:
    options = DacOptions(undecided="oda")
    made = report([entry()], on(oda_decision_code="undecided"), options)
    assert len(made.rows) == 1
    assert "oda_assumed" in reasons(made, "collapsed")


CHANNELS = [
    ("unodc", "VN", "41128", "41300"),
    ("apg", "VN", "47000", "40000"),
    ("un", "VN", "41000", "40000"),
    ("moi-vn", "VN", "12000", "10000"),
    ("moi-vn", "LA", "13000", "10000"),
    ("moj-jp", "VN", "11000", "10000"),
]


def test_channels() -> None:
    made = apart(
        [
            Case(lines=(entry(receiver_party_id=receiver, country_code=country),))
            for receiver, country, _, _ in CHANNELS
        ]
    )
    names = {party["party_id"]: party["name"] for party in PARTIES}
    found = [cells(one)[0] for one in made]
    assert [
        (row["channel_code"], row["parent_channel_code"], row["channel_name"]) for row in found
    ] == [(code, parent, names[receiver]) for receiver, _, code, parent in CHANNELS]


def implementers(*parties: str) -> list[dict[str, Any]]:
    return [
        {
            "activity_party_id": f"course-{party}",
            "activity_id": "course",
            "party_id": party,
            "role_code": "implementer",
        }
        for party in parties
    ]


def test_implementers_of_one_channel_are_named_together_and_others_hold_the_row() -> None:
    line = entry(receiver_party_id=None)
    made = report([line], activity_parties=implementers("mofa-jp", "moj-jp"))
    assert [(row["channel_code"], row["channel_name"]) for row in cells(made)] == [
        ("11000", "MOFA; MOJ")
    ]
    made = report([line], activity_parties=implementers("mofa-jp", "unodc"))
    assert reasons(made, "held") == {"channel_several"}


def funder(party: str) -> dict[str, Any]:
    return {**implementers(party)[0], "role_code": "funder"}


def test_without_a_provider_the_only_funder_extends_the_money() -> None:
    line = entry(provider_party_id=None)
    (row,) = cells(report([line], activity_parties=[funder("moj-jp")]))
    assert row["agency_code"] == "12"
    made = report([line], activity_parties=[funder("gov-fr")])
    assert reasons(made) == {"provider_elsewhere"}


def test_the_profile_gives_what_only_the_instance_knows() -> None:
    profile = DacProfile(
        agencies={"gov-jp": "12"},
        channels={"nobody": "90000"},
        currencies={"JPY": "701"},
        crs_ids={"course": "2021000001"},
        aid_types={"course": "B031"},
    )
    line = entry(provider_party_id="gov-jp", receiver_party_id="nobody", currency_code="JPY")
    made = report([line], options=DacOptions(profile=profile))
    (row,) = cells(made)
    assert row["agency_code"] == "12"
    assert (row["channel_code"], row["parent_channel_code"]) == ("90000", "90000")
    assert (row["currency_code"], row["crs_id"]) == ("701", "2021000001")
    assert row["aid_type_code"] == "B031"
    assert reasons(made) == set()


def test_a_currency_without_a_code_stands_in_letters_and_is_told() -> None:
    made = report([entry(currency_code="THB")])
    assert [row["currency_code"] for row in cells(made)] == ["THB"]
    assert "currency_code_unknown" in reasons(made, "noted")


def people(**columns: Any) -> dict[str, Any]:
    return entry(
        **{
            "entry_id": "people",
            "measure_code": "participants",
            "quantity": 24,
            "unit_code": "person",
            "currency_code": None,
            **columns,
        }
    )


def test_people_stand_in_the_description_and_in_the_list() -> None:
    made = report([entry(), people(), people(entry_id="more", quantity=6)])
    (row,) = cells(made)
    assert (
        row["description"]
        == "A course on criminal justice. [The whole activity in 2021: Participants: 30.]"
    )
    told = {one.record_id: one.reason_code for one in made.told}
    assert told["people"] == told["more"] == "in_description"


def test_hedged_people_keep_their_hedge() -> None:
    (row,) = cells(report([entry(), people(qualifier_code="more_than")]))
    assert row["description"].endswith("[The whole activity in 2021: Participants: more than 24.]")


def test_people_without_a_row_are_in_no_description() -> None:
    assert reasons(report([people()])) == {"not_money"}


def test_records_that_no_row_can_carry_are_told() -> None:
    held = stated("held", "2021-05")
    made = report(
        [],
        observations=[
            {
                "observation_id": "total",
                "activity_id": "course",
                "measure_code": "graduates",
                "quantity": 6100,
                "exponent": 0,
                "unit_code": "person",
                "is_active": True,
                **stated("cutoff", "2021"),
            }
        ],
        editions=[
            {"edition_id": "third", "series_id": "s", "activity_id": "course", "number": 3, **held}
        ],
        claims=[
            {
                "claim_id": "says",
                "activity_id": "course",
                "metric_code": "start_year",
                "outcome_code": "claim_only",
                **stated("as_of", "2021"),
            }
        ],
        pledges=[
            {
                "pledge_id": "promise",
                "activity_id": "course",
                "title": "A promise",
                **stated("announced", "2021-03"),
            }
        ],
    )
    found = {(one.table, one.record_id): (one.reason_code, one.detail) for one in made.told}
    assert found == {
        ("observations", "total"): ("cumulative_total", "graduates 6100 person, 2021"),
        ("editions", "third"): ("edition_number", "3"),
        ("claims", "says"): ("claim_only", "start_year"),
        ("pledges", "promise"): ("pledge", "A promise"),
    }


def test_every_line_of_money_is_written_held_or_dropped() -> None:
    made = report(
        [
            entry(entry_id="a", quantity=1),
            entry(entry_id="b", quantity=10, provider_party_id="gov-jp"),
            entry(entry_id="c", quantity=100, qualifier_code="up_to"),
            entry(entry_id="d", quantity=1000, counting_level_code="final"),
        ]
    )
    assert made.reconciled == {
        ("USD", "amounts_extended"): {
            "written": Quantity(1),
            "held": Quantity(10),
            "open_bound": Quantity(100),
            "not_at_origin": Quantity(1000),
        }
    }


@pytest.mark.parametrize(
    ("unit", "text"), [(1, "1234567.5"), (1000, "1234.5675"), (1_000_000, "1.2345675")]
)
def test_another_unit_moves_the_point_and_rounds_nothing(unit: int, text: str) -> None:
    made = report([entry(quantity=12345675, exponent=-1)])
    assert made.rows[0].written(unit)["amounts_extended"] == text
