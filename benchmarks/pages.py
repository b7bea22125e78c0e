"""What a page of the public site costs, beside an empty page, however many activities there are.

    python -m benchmarks.pages [ACTIVITIES …]

Builds a site of that many synthetic activities (in a public snapshot, without a ledger), asks each
kind of page through the whole of Django in this process, and prints the CPU time beside that of an
empty page of the same frame, and its size: once made anew at every visit, once as readers meet it,
kept in memory after the first visit. The bars stand in the design: at most three times the empty
page, the same at 10⁵ activities as at 10³, at most 200 kB.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.sizes import Result, cost, each_size

REPEATS = 30
COUNTRIES = ("VN", "LA", "KH", "ID", "PH", "KE", "SO", "DJ", "NP", "BD", "TH", "MM")
THEMES = ("rule_of_law", "anti_corruption", "criminal_justice", "maritime", "peacebuilding")
KINDS = ("training_course", "seminar", "equipment", "technical_cooperation", "expert_dispatch")
PAGES = {
    "home": "/",
    "list": "/activities/",
    "list, faceted": "/activities/?theme=maritime&country=VN&order=-start",
    "list, searched": "/activities/?q=prosecutors",
    "activity": "/activities/activity-000007/",
    "country": "/countries/VN/",
    "figure": "/figures/activities_count/",
    "search": "/search/?q=prosecutors",
}


def _rows(count: int) -> dict[str, list[dict[str, Any]]]:
    activities, countries, parties = [], [], []
    for number in range(count):
        key = f"activity-{number:06}"
        year = 2000 + number % 24
        activities.append(
            {
                "activity_id": key,
                "title": f"Course {number} for prosecutors and judges",
                "summary": "A synthetic course for officials, one of many alike.",
                "kind_code": KINDS[number % len(KINDS)],
                "theme_code": THEMES[number % len(THEMES)],
                "granularity_code": "specific",
                "is_top_level": True,
                "is_policy": False,
                "start_stated": str(year),
                "start_first": f"{year}-01-01",
                "start_last": f"{year}-12-31",
                "start_precision_code": "calendar_year",
                "status_code": "completed",
                "oda_decision_code": "undecided",
                "release_code": "cleared",
            }
        )
        for place in {number % len(COUNTRIES), number // 7 % len(COUNTRIES)}:
            code = COUNTRIES[place]
            countries.append(
                {
                    "activity_country_id": f"{key}.{code}",
                    "activity_id": key,
                    "country_code": code,
                    "basis_code": "stated",
                    "is_open_list": False,
                }
            )
        parties.append(
            {
                "activity_party_id": f"{key}.party",
                "activity_id": key,
                "party_id": f"party-{number % 50:02}",
                "role_code": "implementer",
            }
        )
    return {
        "activities": activities,
        "activity_countries": countries,
        "activity_parties": parties,
        "parties": [
            {
                "party_id": f"party-{number:02}",
                "name": f"Synthetic institute {number}",
                "kind_code": "institute",
                "is_context_only": False,
            }
            for number in range(50)
        ],
    }


def _with_dates(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    from datetime import date

    for row in rows:
        yield {
            name: date.fromisoformat(value) if name in ("start_first", "start_last") else value
            for name, value in row.items()
        }


def build(count: int, home: Path) -> tuple[Path, float]:
    """Build the site of ``count`` activities; return its directory and the seconds it took."""
    from tomoni.exchange.snapshot import table_from_rows, write_snapshot
    from tomoni.publish.options import SiteOptions
    from tomoni.publish.site import build_site
    from tomoni.records.freezing.places import places_table

    made = {name: table_from_rows(name, _with_dates(rows)) for name, rows in _rows(count).items()}
    made["places"] = places_table("iso")
    info = write_snapshot(home / "snapshots", made, {"tier": "public"})
    begun = time.perf_counter()
    build_site(info.path, home / "published", documents_dir=None, options=SiteOptions())
    return home / "published", time.perf_counter() - begun


def measure(published: Path) -> dict[str, tuple[float, float, int]]:
    """Return per page CPU milliseconds made anew and kept (medians), and its size in bytes."""
    os.environ["TOMONI_PUBLISHED"] = str(published)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tomoni.web.public_settings"
    import django

    django.setup()
    from django.http import HttpRequest, HttpResponse
    from django.shortcuts import render
    from django.test import Client
    from django.urls import path

    from tomoni.web.public import urls

    def empty(request: HttpRequest) -> HttpResponse:
        return render(request, "public/base.html")

    urls.urlpatterns.insert(0, path("empty/", empty))
    client = Client(headers={"host": "localhost"})
    return {
        name: _asked(client, address) for name, address in {"empty": "/empty/", **PAGES}.items()
    }


def _asked(client: Any, address: str) -> tuple[float, float, int]:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    sign = "&" if "?" in address else "?"
    made = [cost(client, f"{address}{sign}visit={visit}") for visit in range(REPEATS)]
    kept = [cost(client, address) for _ in range(REPEATS)]
    return sorted(made)[REPEATS // 2], sorted(kept)[REPEATS // 2], len(response.content)


def _one_size(count: int) -> Result:
    with tempfile.TemporaryDirectory() as home:
        published, seconds = build(count, Path(home))
        measured = measure(published)
    return {"activities": count, "build_seconds": seconds, "pages": measured}


def report(results: list[Result]) -> None:
    """Print the table of pages: milliseconds and times the empty page, made and kept; kilobytes."""
    for result in results:
        empty = result["pages"]["empty"][0]
        print(f"\n{result['activities']:,} activities, built in {result['build_seconds']:.0f} s")
        print(f"{'page':<18}{'made ms':>9}{'× empty':>9}{'kept ms':>9}{'× empty':>9}{'kB':>6}")
        for name, (made, kept, size) in result["pages"].items():
            shares = f"{made:>9.1f}{made / empty:>9.2f}{kept:>9.1f}{kept / empty:>9.2f}"
            print(f"{name:<18}{shares}{size / 1000:>6.0f}")


if __name__ == "__main__":
    each_size("benchmarks.pages", _one_size, report, (1_000, 100_000))
