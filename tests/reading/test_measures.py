from __future__ import annotations

import pytest

from tomoni.catalogue.metrics import METRICS_BY_CODE
from tomoni.reading.measures import population_of
from tomoni.reading.read import read_text


@pytest.mark.parametrize(
    ("text", "words", "metric"),
    [
        ("Since 2007, help was given.", "2007", "first_year"),
        ("It was established in 1962.", "1962", "established_year"),
        ("The code entered into force in May 2020.", "May 2020", "entry_into_force_date"),
        ("From 2016 to 2018 it ran.", "2018", "period_end"),
        ("It ran from May 19 to 25, 2018.", "May 19 to 25, 2018", "event_start_date"),
        ("By the end of 2022 it was done.", "2022", "status_date"),
        ("A seminar was held in 2018.", "2018", "event_date"),
        ("It would provide $5 million.", "$5 million", "amount_pledged"),
        ("It contributed $5 million.", "$5 million", "amount_contributed"),
        ("It disbursed $5 million.", "$5 million", "amount_disbursed"),
        ("It produced 92 graduates.", "92", "graduates"),
        ("Some 700 displaced people fled.", "700", "displaced_persons"),
        ("It will help train 2,000 personnel.", "2,000", "persons_to_be_trained"),
        ("Officials from 12 countries participated.", "12", "countries_represented"),
        ("The treaty has 20 contracting parties.", "20", "member_countries"),
        ("Monitoring in 78 countries goes on.", "78", "countries_covered"),
        ("The 23rd training course was held.", "23rd", "edition_number"),
        ("The country's first civil code.", "first", "ordinal_in_series"),
        ("Twice a year it meets.", "Twice a year", "frequency_per_year"),
        ("It keeps four warehouses.", "four", "warehouses"),
    ],
)
def test_words_around_a_figure_give_its_metric(text: str, words: str, metric: str) -> None:
    assert metric in METRICS_BY_CODE
    assert next(p.measure for p in read_text(text) if p.text == words) == metric


def test_a_metric_of_persons_has_its_population() -> None:
    assert population_of("graduates") == "graduates"
    assert population_of("first_year") is None
    assert population_of(None) is None
