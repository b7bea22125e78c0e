# ruff: noqa: E501 -- the table is drawn wider than a line of code
"""What a claim becomes. A dash is what the source does not say."""

from __future__ import annotations

import pytest

from spec.drawn import drawn_rows
from tomoni.catalogue.metrics import METRICS_BY_CODE
from tomoni.rules.claims import ClaimFacts, decide_claim
from tomoni.rules.dates import StatedDate, parse_stated_date
from tomoni.rules.quantities import Quantity

CLAIMS = """
| claim                              | kind                     | metric                | sum        | as_of   | start  | end    | edition | pledge | series | outcome       | reason              | at     |
|------------------------------------|--------------------------|-----------------------|------------|---------|--------|--------|---------|--------|--------|---------------|---------------------|--------|
| more than 6,100 graduates, 2021    | institute_operation      | graduates             | cumulative | -       | 1962   | -      | 2021    | no     | yes    | observation   | cumulative_inferred | 2021   |
| more than 5,300 took part, undated | institute_operation      | participants          | cumulative | -       | -      | -      | -       | no     | yes    | claim_only    | undated             | -      |
| 92 graduates by December 2022      | training_course          | graduates             | cumulative | 2022-12 | 2009   | -      | 2023    | no     | yes    | observation   | cumulative_stated   | 2022-12|
| 15.53 million until FY2019         | trust_fund_contribution  | amount_contributed    | cumulative | -       | FY2009 | FY2019 | 2023    | no     | no     | observation   | cumulative_stated   | FY2019 |
| 140 countries, 2021                | institute_operation      | countries_represented | cumulative | -       | 1962   | -      | 2021    | no     | yes    | observation   | cumulative_inferred | 2021   |
| ten countries in December 2021     | seminar                  | countries_represented | flow       | 2021-12 | -      | -      | 2021    | no     | yes    | observation   | set_size_stated     | 2021-12|
| 18 participants in December 2021   | seminar                  | participants          | flow       | 2021-12 | -      | -      | 2021    | no     | yes    | entry         | dated_flow          | 2021-12|
| about 100,000 dollars in 2018      | contribution_to_io       | amount_contributed    | flow       | 2018    | -      | -      | 2018    | no     | no     | entry         | dated_flow          | 2018   |
| 45 billion yen in three years      | multi_year_pledge        | amount_pledged        | flow       | -       | 2016   | -      | 2018    | yes    | no     | pledge_target | states_target       | -      |
| 80 billion yen in the past 2 years | multi_year_pledge        | amount_delivered      | flow       | -       | -      | -      | 2018    | yes    | no     | pledge_result | result_of_pledge    | -      |
| 2,653 people in the past 2 years   | training_course          | persons_trained       | flow       | -       | -      | -      | 2018    | yes    | no     | pledge_result | result_of_pledge    | -      |
| 2,653 trained, no pledge, no date  | training_course          | persons_trained       | flow       | -       | -      | -      | 2018    | no     | no     | claim_only    | undated             | -      |
| 700,000 displaced                  | humanitarian_assistance  | displaced_persons     | flow       | -       | -      | -      | 2018    | no     | no     | claim_only    | describes_need      | -      |
| four warehouses                    | relief_goods             | warehouses            | level      | -       | -      | -      | 2018    | no     | no     | claim_only    | level_only          | -      |
| the 23rd course                    | training_course          | edition_number        | none       | 2021    | -      | -      | 2021    | no     | yes    | series_fact   | fact_of_series      | -      |
| since 2013, no series              | technical_cooperation    | first_year            | none       | -       | -      | -      | -       | no     | no     | activity_fact | fact_of_activity    | -      |
| held in May 2018                   | seminar                  | event_date            | none       | -       | -      | -      | 2018    | no     | no     | activity_fact | date_of_activity    | -      |
| 2018-10 to 2019-02                 | seminar                  | participants          | flow       | -       | 2018-10| 2019-02| 2021    | no     | no     | entry         | dated_flow          | FY2018 |
| 2016 to 2018                       | seminar                  | participants          | flow       | -       | 2016   | 2018   | 2021    | no     | no     | claim_only    | spans_years         | -      |
"""


def stated(text: str) -> StatedDate | None:
    return None if text == "-" else parse_stated_date(text)


@pytest.mark.parametrize("row", drawn_rows(CLAIMS), ids=lambda row: row["claim"])
def test_claims(row: dict[str, str]) -> None:
    decision = decide_claim(
        ClaimFacts(
            claim_id=row["claim"],
            metric_code=row["metric"],
            measure_code=METRICS_BY_CODE[row["metric"]].measure_code,
            accumulation=row["sum"],
            quantity=Quantity(1),
            qualifier="exact",
            date=None,
            as_of=stated(row["as_of"]),
            period_start=stated(row["start"]),
            period_end=stated(row["end"]),
            edition_year=None if row["edition"] == "-" else int(row["edition"]),
            activity_kind=row["kind"],
            is_pledge=row["pledge"] == "yes",
            in_series=row["series"] == "yes",
        )
    )
    at = decision.cutoff or decision.date
    found = (decision.outcome, decision.reason, at.stated if at else "-")
    assert found == (row["outcome"], row["reason"], row["at"])
