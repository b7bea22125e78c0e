# ruff: noqa: E501 -- the table is drawn wider than a line of code
"""The cases of five published documents, worked by hand, as the packaged portfolio holds them.

Each line names claims of the portfolio by activity, metric and document. `class` and `reason` name
their relation; `also`: what else is to be said; `comes to`: what the pair amounts to.
"""

from __future__ import annotations

import pytest

from rules.findings.test_portfolio import by_id, claim_of, editions_per_year, rows
from spec.drawn import drawn_rows
from tomoni.rules.findings import classify, classify_silence
from tomoni.rules.findings.further import details, further_classes
from tomoni.rules.findings.lists import compare_count_with_list

DOCUMENTS = {
    "profile": "icc-asp-japan-profile",
    "2018": "wp2018-s2",
    "2018b": "wp2018-s2-2",
    "2020": "wp2020-s2-1-1",
    "2021": "wp2021-s2-1-2",
    "2023": "wp2023-s2-2",
}
CASES = """
| case                                                  | claims                                                                          | class                  | reason                 | also                                   | comes to                                                      |
|-------------------------------------------------------|---------------------------------------------------------------------------------|------------------------|------------------------|----------------------------------------|---------------------------------------------------------------|
| UNAFEI: participants are not graduates, and undated   | unafei-programme participants profile, unafei-programme graduates 2020          | scope_difference       | other_population       |                                        |                                                               |
| UNAFEI: graduates rose by 0 to 200                    | unafei-programme graduates 2020, unafei-programme graduates 2021                | update                 | total_rises            |                                        | least 0, most 200, per_year 100                               |
| UNAFEI: one country more                              | unafei-programme countries_represented 2020, unafei-programme countries_represented 2021 | update        | total_rises            |                                        | least 1, most 1, per_year 1                                   |
| UNCAC course: since 2000, or since 1998               | uncac-training-course first_year profile, uncac-training-course first_year 2021 | conflict               | fact_differs           |                                        |                                                               |
| UNCAC course: the 23rd in 2021, yearly from 1998      | uncac-training-course first_year 2021, uncac-training-23 edition_number 2021    | internal_inconsistency | ordinal_below_expected |                                        |                                                               |
| UNCAC course: the 23rd in 2021, yearly from 2000      | uncac-training-course first_year profile, uncac-training-23 edition_number 2021 | conflict               | ordinal_above_expected |                                        |                                                               |
| GG Seminar: 2007 makes 2021 the 15th                  | gg-seminar first_year 2021, gg-seminar-15 edition_number 2021                   | same                   | ordinal_fits           |                                        |                                                               |
| Djibouti fund: rises, but stops at FY2019             | djibouti-code-trust-fund amount_contributed 2018, djibouti-code-trust-fund amount_contributed 2023 | update | total_rises          | stale_or_dropped cutoff_before_edition | least 430000, most 430000, per_year 215000                    |
| Somalia: rises, in other words, no longer hedged      | somalia-support amount_disbursed 2018, somalia-support amount_disbursed 2023    | update                 | total_rises            | scope_difference scope_reworded        | least 110500000, most 111500000, per_year 22200000, hedge_dropped about |
| ASEAN: money, 178 % of the target                     | asean-ct-pledge amount_pledged 2018, asean-ct-pledge amount_delivered 2018      | target_versus_actual   | target_and_result      |                                        | percent 178                                                   |
| ASEAN: people, 133 % of the target                    | asean-ct-training persons_to_be_trained 2018, asean-ct-training persons_trained 2018 | target_versus_actual | target_and_result   |                                        | percent 133                                                   |
| IHO: graduates rise; another foundation pays          | iho-chart-training graduates 2018, iho-chart-training graduates 2023            | update                 | total_rises            | scope_difference paid_by_others        | least 27, most 27, per_year 6.75                              |
| IHO: countries rise                                   | iho-chart-training countries_represented 2018, iho-chart-training countries_represented 2023 | update    | total_rises            | scope_difference paid_by_others        | least 10, most 10, per_year 2.5                               |
| Africa: one pledge stated twice, at 117 yen a dollar  | africa-ct-pledge amount_pledged 2018, africa-ct-pledge amount_pledged 2018b     | restatement            | other_currency         |                                        | rate 117                                                      |
"""  # fmt: skip


def claim_id(text: str) -> str:
    activity, metric, document = text.split()
    return f"{activity}--{metric}--{DOCUMENTS[document]}"


def paid_by_others() -> set[str]:
    """Activities with funders, none of which is the home party or one of its bodies."""
    parties = by_id("parties", "party_id")

    def is_home(party_id: str | None) -> bool:
        while party_id is not None and party_id != "gov-jp":
            party_id = parties[party_id].get("parent_party_id")
        return party_id is not None

    found = set()
    for activity in rows("activities"):
        funders = [
            one["party_id"] for one in activity.get("parties", []) if one["role_code"] == "funder"
        ]
        if funders and not any(map(is_home, funders)):
            found.add(activity["activity_id"])
    return found


@pytest.mark.parametrize("row", drawn_rows(CASES), ids=lambda row: row["case"])
def test_worked_cases(row: dict[str, str]) -> None:
    claims = [claim_of(claim_id(text)) for text in row["claims"].split(", ")]
    for order in (claims, claims[::-1]):
        found = classify(order, editions_per_year(order))
        assert (found.class_code, found.reason_code) == (row["class"], row["reason"])
        also = further_classes(order, paid_by_others())
        assert ", ".join(f"{one.class_code} {one.reason_code}" for one in also) == row["also"]
        comes_to = details(order, found.class_code)
        assert ", ".join(f"{name} {value}" for name, value in comes_to.items()) == row["comes to"]


def test_expected_ordinals_are_told() -> None:
    ordinal = claim_of("uncac-training-23--edition_number--wp2021-s2-1-2")
    for document, least in (("wp2021-s2-1-2", "24"), ("icc-asp-japan-profile", "22")):
        start = claim_of(f"uncac-training-course--first_year--{document}")
        found = classify([start, ordinal], 1)
        assert dict(found.parameters)["least"] == dict(found.parameters)["most"] == least


@pytest.mark.parametrize(
    "text",
    [
        "piracy-prosecution-trust-fund amount_contributed 2018",
        "gebco-unh-training graduates 2018",
        "gebco-unh-training countries_represented 2018",
    ],
)
def test_what_a_later_edition_no_longer_says_is_dropped(text: str) -> None:
    claim = claim_of(claim_id(text))
    found = classify_silence(claim, 2023, section_is_held=True)
    assert (found.class_code, found.reason_code) == ("stale_or_dropped", "no_longer_said")
    assert classify_silence(claim, 2023, section_is_held=False).class_code == "undeterminable"


def test_ten_countries_are_nine_members_and_one_more() -> None:
    named = {
        row["place_code"]
        for row in rows("namings")
        if row.get("activity_id") == "gg-seminar-15" and "place_code" in row
    }
    assert len(named) == 10 and "TL" in named
    ten = claim_of("gg-seminar-15--countries_represented--wp2021-s2-1-2-2")
    nine = claim_of("gg-seminar-15--countries_represented--wp2021-s2-1-2")
    by_value = {str(claim.quantity): claim for claim in (ten, nine)}
    found = compare_count_with_list(by_value["10"], named, is_open=False)
    assert found is not None and (found.class_code, found.reason_code) == ("same", "list_fits")
    members = compare_count_with_list(by_value["9"], named - {"TL"}, is_open=False)
    assert members is not None and members.reason_code == "list_fits"
    wrong = compare_count_with_list(by_value["9"], named, is_open=False)
    assert wrong is not None and wrong.class_code == "internal_inconsistency"
