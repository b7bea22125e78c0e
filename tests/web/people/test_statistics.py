from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tomoni.exchange.snapshot import memory_snapshot
from tomoni.web.people import statistics
from tomoni.web.people.statistics import Asked, page_of
from tomoni.web.people.views import statistics as view

KE, VN = ("KE", "VN")


def participation(number: int, person: str, country: str, year: int) -> dict[str, Any]:
    return {
        "participation_id": f"p-{number}",
        "person_id": person,
        "edition_id": f"itc-{year}",
        "series_id": "itc",
        "activity_id": f"itc-{year}",
        "country_code": country,
        "role_code": "participant",
        "sex_code": "female" if number % 2 else "male",
        "is_completed": True,
        "year": year,
    }


PEOPLE = [
    *(participation(at, f"a{at}", KE, 1975) for at in range(12)),
    *(participation(20 + at, f"b{at}", VN, 1975) for at in range(3)),
    participation(40, "a1", KE, 1976),
]
TABLES: dict[str, list[dict[str, Any]]] = {
    "series": [{"series_id": "itc", "name": "Courses", "activity_id": "itc"}],
    "activities": [
        {"activity_id": "itc", "title": "Courses", "is_top_level": True, "series_id": "itc"},
        *({"activity_id": f"itc-{year}", "title": str(year), "parent_activity_id": "itc",
           "series_id": "itc"} for year in (1975, 1976)),
    ],
    "editions": [
        {"edition_id": f"itc-{year}", "series_id": "itc", "activity_id": f"itc-{year}",
         "release_code": "cleared"} for year in (1975, 1976)
    ],
    "places": [{"place_code": KE, "name_en": "Kenya"}, {"place_code": VN, "name_en": "Viet Nam"}],
    "participations": PEOPLE,
    "participation_counts": [
        {"count_id": "itc--total--", "series_id": "itc", "axis_code": "total", "participations": 16}
    ],
    "observations": [
        {"observation_id": "o", "activity_id": "itc", "measure_code": "graduates",
         "unit_code": "person", "quantity": 100, "low_quantity": 100, "high_quantity": 200,
         "qualifier_code": "more_than", "is_active": True, "cutoff_stated": "1980",
         "cutoff_first": "1980-01-01", "cutoff_last": "1980-12-31",
         "cutoff_basis_code": "inferred", "claim_id": "c"}
    ],
    "entries": [
        {"entry_id": f"e-{year}", "activity_id": f"itc-{year}", "measure_code": "graduates",
         "unit_code": "person", "quantity": count, "low_quantity": count, "high_quantity": count,
         "qualifier_code": "exact", "date_stated": str(year), "date_first": f"{year}-01-01",
         "date_last": f"{year}-12-31", "origin_code": "counted", "counting_level_code": "final"}
        for year, count in ((1975, 15), (1976, 1))
    ],
}  # fmt: skip


@pytest.fixture
def home(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(statistics, "_directory", lambda: tmp_path)
    return tmp_path


def test_counts_by_two_axes_and_the_residual(home: Path) -> None:
    with memory_snapshot(TABLES) as snapshot:
        page = page_of(snapshot, Asked("itc", "country", "sex"), with_public=True)
        people = page_of(snapshot, Asked(None, "year", "", True), with_public=False)
    assert page.table.total == 16
    assert page.table.columns == ("female", "male")
    assert page.table.rows == (("KE", (6, 7), 13), ("VN", (1, 2), 3))
    assert (people.table.total, people.table.rows) == (15, ((1975, (), 15), (1976, (), 1)))
    (to_date,) = page.to_date
    assert (to_date.observed, to_date.itemised, to_date.residual) == ("100", "16", "84")
    assert (to_date.is_more_than, to_date.today) == (True, "100")
    shown = {each.axis: {code: seen for code, _, seen in each.rows} for each in page.public}
    # Three from Viet Nam are too few, and with the total known so is Kenya.
    assert shown["country"] == {"KE": None, "VN": None}
    assert shown["total"] == {"": 16}
    assert shown["edition"] == {"itc-1975": None, "itc-1976": None}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "status"),
    [("programme_officer", 200), ("desk_officer", 200), ("auditor", 200), ("nominee", 403),
     ("focal_point", 403)],
)  # fmt: skip
def test_who_sees_the_statistics(
    as_role: Callable[..., Client], home: Path, role: str, status: int
) -> None:
    answer = as_role(role, country_code="KE").get("/people/statistics/")
    assert answer.status_code == status
    if status == 200:
        assert "no internal snapshot yet" in answer.content.decode()


@pytest.mark.django_db
def test_the_page_asks_the_database_nothing_about_people(
    officer: Client, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with memory_snapshot(TABLES) as snapshot:
        from contextlib import nullcontext

        monkeypatch.setattr(view, "latest_internal", lambda: nullcontext(snapshot))
        for query in ("", "?series=itc&rows=year&columns=sex&public=1", "?rows=wrong&series=wrong"):
            page = officer.get("/people/statistics/" + query)
            assert page.status_code == 200
            assert "p-1" not in page.content.decode()
        assert "more than" in page.content.decode()
        assert len(page.content) < 200_000
