# ruff: noqa: E501 -- the table is drawn wider than a line of code
"""How two claims relate: the cases worked by hand, with what makes each what it is.

Each line holds two claims of one topic. `doc` names the documents by their edition; "undated" has
none. `metric @ activity`: the wider activity follows a slash. `held`: an as-of date, a period
(start..end) or a date (=). A dash: not said.
"""

from __future__ import annotations

import pytest

from spec.drawn import drawn_rows
from tomoni.catalogue.metrics import METRICS_BY_CODE
from tomoni.rules.dates import StatedDate, parse_stated_date
from tomoni.rules.findings import FindingClaim, classify
from tomoni.rules.quantities import Quantity

FINDINGS = """
| case                                | doc            | metric @ activity                                     | value                        | sum               | held                  | yearly | class                  | reason                  |
|-------------------------------------|----------------|-------------------------------------------------------|------------------------------|-------------------|-----------------------|--------|------------------------|-------------------------|
| more graduates a year later         | 2020, 2021     | graduates @ unafei, graduates @ unafei                | >6000, >6100                 | cumulative        | 1962.., 1962..        |        | update                 | total_rises             |
| participants are not graduates      | undated, 2020  | participants @ unafei, graduates @ unafei             | >5300, >6000                 | cumulative        | -, 1962..             |        | scope_difference       | other_population        |
| one more country                    | 2020, 2021     | countries_represented @ unafei, countries_represented @ unafei | 139, 140            | cumulative        | 1962.., 1962..        |        | update                 | total_rises             |
| an undated total                    | undated, 2021  | graduates @ unafei, graduates @ unafei                | 5300, 6100                   | cumulative        | -, -                  |        | undeterminable         | undated                 |
| since 2000 or since 1998            | undated, 2021  | first_year @ uncac, first_year @ uncac                | 2000, 1998                   | none              | =2000, =1998          | 1      | conflict               | fact_differs            |
| the 23rd, once a year since 1998    | 2021, 2021     | first_year @ uncac, edition_number @ uncac-23/uncac   | 1998, 23                     | none              | =1998, 2021           | 1      | internal_inconsistency | ordinal_below_expected  |
| the 23rd, once a year since 2000    | undated, 2021  | first_year @ uncac, edition_number @ uncac-23/uncac   | 2000, 23                     | none              | =2000, 2021           | 1      | conflict               | ordinal_above_expected  |
| the 15th, once a year since 2007    | 2021, 2021     | first_year @ gg, edition_number @ gg-15/gg            | 2007, 15                     | none              | =2007, 2021-12        | 1      | same                   | ordinal_fits            |
| nobody says how often               | 2021, 2021     | first_year @ gg, edition_number @ gg-15/gg            | 2007, 15                     | none              | =2007, 2021-12        |        | undeterminable         | frequency_unknown       |
| the fund until its last year        | 2018, 2023     | amount_contributed @ fund, amount_contributed @ fund  | 15100000 USD, 15530000 USD   | cumulative        | -, FY2009..FY2019     |        | update                 | total_rises             |
| Somalia since 2007                  | 2018, 2023     | amount_disbursed @ somalia, amount_disbursed @ somalia| ~468000000 USD, 579000000 USD| cumulative        | 2007.., 2007..        |        | update                 | total_rises             |
| pledged and delivered               | 2018, 2018     | amount_pledged @ pledge, amount_delivered @ pledge    | ~45000000000 JPY, 80000000000 JPY | flow         | 2016.., -             |        | target_versus_actual   | target_and_result       |
| to be trained and trained           | 2018, 2018     | persons_to_be_trained @ training, persons_trained @ training | 2000, 2653            | flow              | 2016.., -             |        | target_versus_actual   | target_and_result       |
| a pledge beside a running total     | 2018, 2018     | amount_pledged @ pledge-2016, amount_contributed @ fund | ~10000000 USD, 50500000 USD | flow, cumulative | -, -                  |        | scope_difference       | target_and_total        |
| chart training, four years later    | 2018, 2023     | graduates @ iho, graduates @ iho                      | 65, 92                       | cumulative        | 2009.., 2009..@2022-12|        | update                 | total_rises             |
| one pledge in two currencies        | 2018, 2018     | amount_pledged @ africa, amount_pledged @ africa      | 120000000 USD, ~14000000000 JPY | flow           | 2016..2018, 2016..2018|        | restatement            | other_currency          |
| dollars then, yen now               | 2018, 2023     | amount_disbursed @ somalia, amount_disbursed @ somalia| 468 USD, 50000 JPY           | cumulative        | -, -                  |        | undeterminable         | no_common_currency      |
| parties are not those attending     | 2018, 2023     | member_countries @ recaap-2, countries_represented @ recaap-2023 | 20, 12            | flow              | 2018-05, 2023         |        | scope_difference       | other_measure           |
| the same founding year              | 2020, 2021     | established_year @ unafei, established_year @ unafei  | 1962, 1962                   | none              | =1962, =1962          |        | same                   | equal_dates             |
| twice a year in both                | undated, 2018  | frequency_per_year @ itc, frequency_per_year @ itc    | 2, 2                         | none              | -, -                  |        | same                   | equal_values            |
| a caption gives the month alone     | 2018, 2018     | event_date @ recaap-2, event_start_date @ recaap-2    | 2018, 2018                   | none              | =2018-05, =2018-05-19 |        | restatement            | finer_date              |
| contributions of two years          | 2018, 2018     | contribution_date @ review, contribution_date @ review| 2016, 2017                   | none              | =2016, =2017          |        | time_basis_difference  | other_period            |
| started in 2009 or in FY2008        | 2018, 2023     | first_year @ x, first_year @ x                        | 2009, 2008                   | none              | =2009, =FY2008        |        | time_basis_difference  | fiscal_and_calendar     |
| one year, and the total so far      | 2018, 2023     | amount_contributed @ fund, amount_contributed @ fund  | 5 USD, 9 USD                 | flow, cumulative  | 2018, -               |        | time_basis_difference  | flow_and_total          |
| a total that has fallen             | 2020, 2021     | graduates @ unafei, graduates @ unafei                | >6100, >6000                 | cumulative        | -, -                  |        | conflict               | total_falls             |
| about 468, later exactly 468.2      | 2018, 2023     | amount_disbursed @ x, amount_disbursed @ x            | ~468 USD, 468.2 USD          | cumulative        | -, -                  |        | restatement            | within_rounding         |
| two totals in one text              | 2021, 2021     | graduates @ x, graduates @ x                          | 92, 95                       | cumulative        | -, -                  |        | internal_inconsistency | differs_in_document     |
| two totals for one day              | 2020, 2021     | graduates @ x, graduates @ x                          | 92, 95                       | cumulative        | 2019-12, 2019-12      |        | conflict               | value_differs           |
| an old total printed again          | 2020, 2021     | graduates @ x, graduates @ x                          | 92, 92                       | cumulative        | 2019-12, 2019-12      |        | stale_or_dropped       | cutoff_not_moved        |
| four warehouses, later five         | 2018, 2023     | warehouses @ x, warehouses @ x                        | 4, 5                         | level             | -, -                  |        | update                 | level_moves             |
| a greater target in a later edition | 2018, 2020     | amount_pledged @ x, amount_pledged @ x                | 4 JPY, 5 JPY                 | flow              | -, -                  |        | update                 | target_revised          |
| courses of two years                | 2018, 2020     | participants @ x, participants @ x                    | 17, 18                       | flow              | 2018, 2020            |        | time_basis_difference  | other_period            |
| a date beside a number              | 2018, 2018     | first_year @ x, graduates @ x                         | 2009, 65                     | none, cumulative  | =2009, -              |        | undeterminable         | nothing_in_common       |
"""
HEDGES = {">": "more_than", "~": "about"}


def pair(text: str) -> tuple[str, str]:
    """Two values divided by a comma; one value stands for both."""
    first, _, second = text.partition(",")
    return first.strip(), (second or first).strip()


def day(text: str) -> StatedDate | None:
    return parse_stated_date(text) if text and text != "-" else None


def claim_of(
    number: int, document: str, about: str, value: str, accumulation: str, held: str
) -> FindingClaim:
    metric, _, activity = (part.strip() for part in about.partition("@"))
    activity, _, parent = activity.partition("/")
    amount, _, currency = value.partition(" ")
    period, _, as_of = held.partition("@") if ".." in held else ("", "", held)
    start, _, end = period.partition("..")
    date = as_of[1:] if as_of.startswith("=") else ""
    known = METRICS_BY_CODE[metric]
    return FindingClaim(
        claim_id=f"claim-{number}",
        metric_code=metric,
        measure_code=known.measure_code,
        population=known.population,
        activity_id=activity,
        parent_activity_id=parent or None,
        framework_id=None,
        document_id=document,
        edition_year=None if document == "undated" else int(document),
        quantity=Quantity.from_text(amount.lstrip(">~")),
        qualifier=HEDGES.get(amount[0], "exact"),
        currency=currency or None,
        unit=known.unit,
        date=day(date),
        as_of=None if date else day(as_of),
        period_start=day(start),
        period_end=day(end),
        accumulation=accumulation,
        scope=None,
    )


@pytest.mark.parametrize("row", drawn_rows(FINDINGS), ids=lambda row: row["case"])
def test_findings(row: dict[str, str]) -> None:
    columns = ("doc", "metric @ activity", "value", "sum", "held")
    facts = zip(*(pair(row[column]) for column in columns), strict=True)
    claims = [claim_of(number, *parts) for number, parts in enumerate(facts)]
    yearly = int(row["yearly"]) if row["yearly"] else None
    for order in (claims, claims[::-1]):
        found = classify(order, yearly)
        assert (found.class_code, found.reason_code) == (row["class"], row["reason"])
