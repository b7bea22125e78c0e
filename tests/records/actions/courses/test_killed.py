"""Processes of the course desk that are killed in the middle leave nothing half, and run again."""

from __future__ import annotations

import json

from records.instances import Instance
from records.warm import run_warm

_SCRIPT = """
import json, os, signal
from datetime import UTC, datetime, timedelta
from django.db import connections
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses import nominees_sheet, screening
from tomoni.records.actions.courses.allotment import set_allotment
from tomoni.records.actions.courses.call_documents import publish_documents
from tomoni.records.actions.courses.calls import CallValues, advance_calls, create_call, step_call
from tomoni.records.actions.courses.nominations import NomineeValues
from tomoni.records.models import (
    Activity, AuditEvent, CourseEdition, Edition, EligibilityCheck, Nomination, Person, Series,
)
from tomoni.rules.courses.allotment import AllotmentValues

activity = Activity.objects.create(
    public_id="itc", title="Courses", summary="Courses.", kind_code="training_course",
    theme_code="rule_of_law", granularity_code="programme", is_top_level=True,
)
series = Series.objects.create(public_id="itc", name="Courses", activity=activity)
edition = Edition.objects.create(
    public_id="itc-1", series=series, activity=activity, status_code="planned"
)
course = CourseEdition.objects.create(public_id="itc-1", edition=edition, title="Course", seats=9)
set_allotment(by="system", course_id="itc-1", rows=[AllotmentValues("KE", 0, 9)])
now = datetime.now(UTC)
times = CallValues(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=9))
call = create_call(by="system", course_id="itc-1", values=times)
step_call(by="system", call_id=call.public_id, verb="approve")
publish_documents(by="system", call_id=call.public_id)
step_call(by="system", call_id=call.public_id, verb="publish")
advance_calls()
rows = [
    nominees_sheet.SheetRow(line, NomineeValues(family_name=f"Name{line}"))
    for line in range(2, 12)
]

def enter():
    nominees_sheet.enter_nominees(
        by="system", call_id=call.public_id, country_code="KE", rows=rows, file="n.csv"
    )

def check():
    screening.check_received(by="system", call_id=call.public_id)

def killed(module, name, at, run):
    # Run in a process of its own, which kills itself at the at-th call of a function.
    connections.close_all()
    process = os.fork()
    if process == 0:
        real, calls = getattr(module, name), []
        def deadly(*given, **more):
            calls.append(name)
            if len(calls) == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **more)
        setattr(module, name, deadly)
        run()
        os._exit(0)
    return -os.WTERMSIG(os.waitpid(process, 0)[1])

def counts():
    return [Person.objects.count(), Nomination.objects.count(), EligibilityCheck.objects.count()]

events = AuditEvent.objects.count()
told = {"killed": [killed(nominees_sheet, "enter_nomination", 6, enter)], "after": [counts()]}
told["events"] = AuditEvent.objects.count() - events
enter()
enter()
Nomination.objects.update(state_code="received")
told["killed"].append(killed(screening, "record_events", 1, check))
told["after"].append(counts())
check()
told["after"].append(counts())
verify_chain()
print(json.dumps(told))
"""


def test_a_killed_import_and_a_killed_screening_run_again(instance: Instance) -> None:
    told = json.loads(run_warm(_SCRIPT, instance.environment))
    assert told["killed"] == [-9, -9]
    assert told["events"] == 0
    assert told["after"] == [[0, 0, 0], [10, 10, 0], [10, 10, 80]]
