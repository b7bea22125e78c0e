"""What a page of the course desk costs at 5,000 nominations: SQL queries, CPU time, HTML.

    python -m benchmarks.desk [NOMINATIONS …]

Fills an instance of its own with one synthetic call (60 countries, three members who scored all),
computes its selection, and asks each page through the whole of Django in this process, signed in as
an officer. The bars stand in the design: at most 15 queries whatever the size, 60 ms for a list of
50 rows, 250 ms for the board of 250, 30 ms for one nomination, 200 kB.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from typing import Any

from benchmarks.sizes import Result, cost, each_size

REPEATS = 15
BARS = {"list": "60", "board": "250", "detail": "30", "nomination": "30"}


def _fill(count: int) -> str:
    """Enter one call with that many assessed nominations; return the course's id."""
    from datetime import UTC, datetime

    from tomoni.records.demonstration.make import make_demonstration
    from tomoni.records.demonstration.people import countries
    from tomoni.records.models import Assessment, Call, Nomination, Person
    from tomoni.records.queries.courses.committee import scoring_of

    course = make_demonstration()
    call = Call.objects.get(course=course)
    draw = random.Random(5)
    codes = countries()
    first = call.nominations.count() + 1
    ranks = {code: call.nominations.filter(country_code=code).count() for code in codes}
    people, rows, now = [], [], datetime.now(UTC)
    for number in range(first, count + 1):
        code = draw.choice(codes)
        ranks[code] += 1
        name = f"SYNTHETIC-{number:04d}"
        people.append(
            Person(public_id=f"p{number}", family_name=name, search_name=name.casefold(),
                   sex_code=draw.choice(("female", "male")), country_code=code)
        )  # fmt: skip
        rows.append(
            Nomination(
                public_id=f"n{number}", call=call, person=people[-1], country_code=code,
                number=number, rank=ranks[code], organisation=f"Agency {draw.randrange(9)}",
                profession_code=draw.choice(("judge", "prosecutor", "police")),
                state_code="assessed", merit=int(draw.gauss(0, 1000)), forwarded_at=now,
                answers={"experience_years": 9}, updated_at=now,
            )
        )  # fmt: skip
    Person.objects.bulk_create(people, batch_size=500)
    Nomination.objects.bulk_create(rows, batch_size=500)
    criteria = scoring_of(call).criteria
    for reviewer in call.reviewers.all():
        Assessment.objects.bulk_create(
            (
                Assessment(public_id=f"{reviewer.pk}-{row.number}", reviewer=reviewer,
                           nomination=row, updated_at=now,
                           scores={one.code: draw.randrange(one.most + 1) for one in criteria})
                for row in rows
            ),
            batch_size=500,
        )  # fmt: skip
    return str(course.public_id)


def _select(course_id: str) -> float:
    """Compute the selection and return the seconds that it took."""
    from tomoni.records.actions.courses.selection import request_selection
    from tomoni.records.actions.courses.selection_runs import compute_run
    from tomoni.records.models import Call

    call = Call.objects.get(course__public_id=course_id)
    run = request_selection(by="system", call_id=call.public_id)
    begun = time.perf_counter()
    done = compute_run(run.public_id)
    assert done.state_code == "finished", done.problem
    return time.perf_counter() - begun


def measure(count: int) -> dict[str, Any]:
    """Return per page the number of queries, CPU milliseconds (median) and bytes."""
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tomoni.records.models import Nomination, User

    call_command("migrate", verbosity=0)
    course_id = _fill(count)
    seconds = _select(course_id)
    one = Nomination.objects.filter(call__course__public_id=course_id, number=count).get()
    pages = {
        "list": ("demo-officer", f"/courses/{course_id}/nominations/"),
        "board": ("demo-officer", f"/courses/{course_id}/selection/"),
        "detail": ("demo-officer", f"/courses/{course_id}/nominations/{one.public_id}/"),
        "nomination": ("demo-officer", f"/courses/{course_id}/selection/nominations/{count}/"),
        "queue": ("demo-member-1", f"/committee/{course_id}/"),
        "score": ("demo-member-1", f"/committee/{course_id}/{count}/"),
    }
    found = {}
    for name, (who, path) in pages.items():
        client = Client(headers={"host": "localhost"})
        client.force_login(
            User.objects.get(username=who), "allauth.account.auth_backends.AuthenticationBackend"
        )
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        asked = len(queries)  # later requests empty the log
        assert answer.status_code == 200, (path, answer.status_code)
        times = sorted(cost(client, path) for _ in range(REPEATS))
        found[name] = (asked, times[REPEATS // 2], len(answer.content))
    return {"nominations": count, "selection_seconds": seconds, "pages": found}


def _one_size(count: int) -> Result:
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {
            "TOMONI_HOME": home, "TOMONI_REQUIRE_MFA": "false",
            "DJANGO_SETTINGS_MODULE": "tomoni.web.settings",
        }  # fmt: skip
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        return measure(count)


def report(results: list[Result]) -> None:
    """Print the table of pages: queries, milliseconds beside their bar, kilobytes."""
    for result in results:
        print(
            f"\n{result['nominations']:,} nominations; selection with all reasons "
            f"{result['selection_seconds']:.1f} s"
        )
        print(f"{'page':<14}{'SQL':>5}{'CPU ms':>9}{'bar':>6}{'kB':>7}")
        for name, (queries, milliseconds, size) in result["pages"].items():
            bar, kilobytes = BARS.get(name, "–"), size / 1000
            print(f"{name:<14}{queries:>5}{milliseconds:>9.1f}{bar:>6}{kilobytes:>7.0f}")


if __name__ == "__main__":
    each_size("benchmarks.desk", _one_size, report, (500, 5_000))
