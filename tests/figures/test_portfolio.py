"""The numbers of the shipped portfolio: five editions, their activities, claims and pledges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tomoni.catalogue.errors import RefusedError
from tomoni.exchange.snapshot import Snapshot
from tomoni.figures import FIGURES_BY_NAME, run_figure


def rows(
    portfolio: Snapshot,
    name: str,
    *,
    by: Sequence[str] = (),
    as_of: str | None = None,
    **where: Any,
) -> list[Mapping[str, Any]]:
    found = run_figure(portfolio, name, by=by, where=where, as_of=as_of).as_dict(trace=True)["rows"]
    assert isinstance(found, list)
    return found


def one(portfolio: Snapshot, name: str, as_of: str | None = None, **where: Any) -> Any:
    found = rows(portfolio, name, as_of=as_of, **where)
    assert len(found) == 1
    return found[0]


def values(found: Sequence[Mapping[str, Any]], *key: str) -> dict[Any, str]:
    keys = (tuple(row[name] for name in key) for row in found)
    return {
        each[0] if len(each) == 1 else each: row["value"]
        for each, row in zip(keys, found, strict=True)
    }


def test_more_than_6100_graduates_as_of_2021(portfolio: Snapshot) -> None:
    row = one(portfolio, "graduates_count", as_of="2021", series="unafei")
    assert (row["value"], row["low"], row["high"]) == ("6100", "6100", "6200")
    assert (row["qualifier"], row["low_is_open"], row["high_is_soft"]) == ("more_than", True, True)
    assert (row["cutoff"], row["cutoff_basis"]) == ("2021", "inferred")
    assert row["entries"] == []
    (claim,) = row["claims"]
    assert claim["id"] == "unafei-programme--graduates--wp2021-s2-1-2"
    assert claim["document"] == "wp2021-s2-1-2"
    assert 0 < claim["start"] < claim["end"]


def test_more_than_6000_as_of_2020_by_the_activity_of_the_series(portfolio: Snapshot) -> None:
    row = one(portfolio, "graduates_count", as_of="2020", series="unafei-programme")
    assert (row["value"], row["low"], row["high"]) == ("6000", "6000", "6100")
    assert rows(portfolio, "graduates_count", as_of="2017", series="unafei") == []


def test_graduates_of_each_programme_stand_apart(portfolio: Snapshot) -> None:
    assert values(rows(portfolio, "graduates_count"), "activity") == {
        "gebco-unh-training": "84",
        "iho-chart-training": "92",
        "unafei-programme": "6100",
    }


def test_countries_represented(portfolio: Snapshot) -> None:
    found = values(rows(portfolio, "countries_represented_count"), "activity")
    assert found["unafei-programme"] == "140"
    assert found["iho-chart-training"] == "49"
    assert found["gg-seminar-15"] == "10"


def test_money_to_date(portfolio: Snapshot) -> None:
    fund = one(portfolio, "amount_contributed", activity="djibouti-code-trust-fund")
    assert (fund["value"], fund["currency"]) == ("15530000.00", "USD")
    assert fund["cutoff"] == "FY2019"
    somalia = one(portfolio, "amount_disbursed", activity="somalia-support")
    assert (somalia["value"], somalia["since"]) == ("579000000.00", "2007")
    before = one(portfolio, "amount_disbursed", as_of="2018", activity="somalia-support")
    assert (before["value"], before["low"], before["high"]) == (
        "468000000.00", "467500000.00", "468500000.00",
    )  # fmt: skip


def test_only_what_is_dated_to_one_year_is_a_flow(portfolio: Snapshot) -> None:
    (row,) = rows(portfolio, "amount_contributed_flows", by=["year", "activity"])
    assert (row["activity"], row["year"]) == ("unodc-uncac-review-2018", 2018)
    assert (row["value"], row["qualifier"]) == ("100000.00", "about")
    assert rows(portfolio, "amount_disbursed_flows") == []


def test_participants_of_two_events(portfolio: Snapshot) -> None:
    found = rows(portfolio, "participants_count", by=["activity", "year"])
    assert values(found, "activity", "year") == {
        ("gg-seminar-15", 2021): "18",
        ("jcg-maritime-crime-training-2023", 2023): "17",
    }


def test_activities_and_their_parts(portfolio: Snapshot) -> None:
    assert one(portfolio, "activities_count")["value"] == "115"
    by_level = values(rows(portfolio, "activities_count", by=["level"]), "level")
    assert by_level == {"top": "115", "component": "124"}
    by_kind = values(rows(portfolio, "activities_count", by=["kind"], level="all"), "kind")
    assert sum(map(int, by_kind.values())) == 239
    assert (by_kind["technical_cooperation"], by_kind["training_course"]) == ("32", "27")
    by_granularity = rows(portfolio, "activities_count", by=["granularity"], level="all")
    assert values(by_granularity, "granularity") == {
        "programme": "120", "specific": "76", "component": "33", "policy": "10",
    }  # fmt: skip
    alone = rows(portfolio, "activities_count", by=["granularity"])
    assert values(alone, "granularity") == {
        "programme": "87", "specific": "71", "component": "33", "policy": "10",
    }  # fmt: skip
    assert {row["records"]["activities"] for row in rows(portfolio, "coverage_share")} == {105}
    by_theme = values(rows(portfolio, "activities_count", by=["theme"], level="all"), "theme")
    assert (by_theme["maritime"], by_theme["anti_corruption"]) == ("32", "11")


def test_counts_by_country_are_lower_bounds(portfolio: Snapshot) -> None:
    """Many lists are open ("such as"), so each country may have more."""
    found = rows(portfolio, "activities_count", by=["country"], level="all")
    assert {row["qualifier"] for row in found} == {"at_least"}
    assert {row["high"] for row in found} == {None}


def test_documents_claims_and_findings(portfolio: Snapshot) -> None:
    assert one(portfolio, "documents_count")["value"] == "5"
    assert one(portfolio, "claims_count")["value"] == "172"
    by_document = values(rows(portfolio, "claims_count", by=["document"]), "document")
    assert by_document == {
        "icc-asp-japan-profile": "14",
        "wp2018-s2": "95",
        "wp2020-s2-1-1": "9",
        "wp2021-s2-1-2": "22",
        "wp2023-s2-2": "32",
    }
    assert one(portfolio, "findings_count")["value"] == "33"


def test_undated_participants_stay_a_claim(portfolio: Snapshot) -> None:
    row = one(portfolio, "claims_without_records_count", activity="unafei-programme")
    assert [claim["id"] for claim in row["claims"]] == [
        "unafei-programme--countries_represented--icc-asp-japan-profile",
        "unafei-programme--participants--icc-asp-japan-profile",
    ]


def test_pledges_against_delivery(portfolio: Snapshot) -> None:
    """Two targets of eight have a result, after two of three years, by an unstated rule."""
    found = rows(portfolio, "pledge_achievement_share")
    known = [row for row in found if row["value"] is not None]
    assert len(found) == 8
    assert {row["pledge"] for row in known} == {"asean-ct-pledge"}
    assert {row["exact"] for row in known} == {"16/9", "2653/2000"}
    assert {(row["years_covered"], row["window_years"]) for row in known} == {(2, 3)}
    assert all(row["is_self_reported"] and not row["states_counting_rule"] for row in known)


def test_pledges_that_end(portfolio: Snapshot) -> None:
    row = one(portfolio, "pledges_ending_count", as_of="2018-01-01")
    assert row["pledges"] == ["africa-ct-pledge", "asean-ct-pledge", "middle-east-stability-pledge"]
    assert one(portfolio, "pledges_ending_count", as_of="2019-01-01")["value"] == "0"


def test_the_23rd_course_fits_neither_start(portfolio: Snapshot) -> None:
    found = values(rows(portfolio, "edition_gaps"), "series", "start_year")
    assert found["uncac-training-course", 1998] == "-1"
    assert found["uncac-training-course", 2000] == "1"
    assert found["gg-seminar", 2007] == "0"


def test_nothing_itemises_the_totals(portfolio: Snapshot) -> None:
    found = rows(portfolio, "residual", activity="unafei-programme")
    assert [row["value"] for row in found] == [row["parts"]["observed"]["value"] for row in found]


def test_what_changed_between_two_editions(portfolio: Snapshot) -> None:
    found = rows(portfolio, "editions_compared", earlier="wp2018-s2", later="wp2023-s2-2")
    changed = {
        (row["activity"], row["metric"]): row["value"]
        for row in found
        if row["change"] == "changed"
    }
    assert changed["djibouti-code-trust-fund", "amount_contributed"] == "430000.00"
    assert changed["somalia-support", "amount_disbursed"] == "111000000.00"
    assert changed["iho-chart-training", "graduates"] == "27"
    vanished = {row["activity"] for row in found if row["change"] == "vanished"}
    assert {"piracy-prosecution-trust-fund", "gebco-unh-training"} <= vanished
    # Elections and displaced persons stand in sections that the later edition does not hold.
    assert "rakhine-response" not in vanished


def test_totals_to_date_are_not_converted(portfolio: Snapshot) -> None:
    with pytest.raises(RefusedError):
        rows(
            portfolio, "amount_converted", activity="djibouti-code-trust-fund",
            measure="amount_contributed", rates="federal-reserve-g5a", target_currency="JPY",
        )  # fmt: skip


REQUESTS: dict[str, dict[str, Any]] = {
    "activities_ending_count": {"as_of": "2018-01-01"},
    "amount_converted": {
        "measure": "amount_contributed",
        "rates": "federal-reserve-g5a",
        "target_currency": "JPY",
    },
    "country_profile": {"country": "SO"},
    "follow_up_rate_share": {"as_of": "2024-01-01"},
    "editions_compared": {"earlier": "wp2018-s2", "later": "wp2023-s2-2"},
    "milestones_achieved_share": {"as_of": "2024-01-01"},
    "pledges_ending_count": {"as_of": "2018-01-01"},
    "service_gap_years": {"as_of": "2024-01-01"},
}
# The shipped portfolio holds no course that the desk ran: money and days of the same people.
WITHOUT_RECORDS = "cost_per_trainee_day"


def test_what_rests_on_courses_of_the_desk_is_refused_with_the_reason(portfolio: Snapshot) -> None:
    with pytest.raises(RefusedError, match="person-days"):
        run_figure(portfolio, WITHOUT_RECORDS)


@pytest.mark.parametrize("name", sorted(FIGURES_BY_NAME.keys() - {WITHOUT_RECORDS}))
def test_every_figure_answers_by_each_dimension(portfolio: Snapshot, name: str) -> None:
    where = {key: value for key, value in REQUESTS.get(name, {}).items() if key != "as_of"}
    as_of = REQUESTS.get(name, {}).get("as_of")
    for dimension in FIGURES_BY_NAME[name].dimensions:
        run = run_figure(portfolio, name, by=[dimension], where=where, as_of=as_of)
        assert all(dimension in row.key for row in run.rows)
