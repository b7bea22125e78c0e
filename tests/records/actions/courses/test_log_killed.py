"""A process that is killed while a log is read in, or entered, leaves the step before it whole."""

from __future__ import annotations

import json

from records.instances import Instance
from records.warm import run_warm

_SCRIPT = """
import json, os, signal
from datetime import UTC, date, datetime, timedelta
from django.db import connections
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses import log_decisions, platform_logs
from tomoni.records.actions.courses.platform_logs import LogValues
from tomoni.records.actions.courses.session_values import SessionValues
from tomoni.records.actions.courses.sessions import add_session
from tomoni.records.models import *
from tomoni.rules.courses.joinings import Joining

activity = Activity.objects.create(
    public_id="itc", title="Courses", summary="Courses.", kind_code="training_course",
    theme_code="rule_of_law", granularity_code="programme", is_top_level=True,
)
series = Series.objects.create(public_id="itc", name="Courses", activity=activity)
edition = Edition.objects.create(
    public_id="itc-1", series=series, activity=activity, status_code="planned"
)
CourseEdition.objects.create(
    public_id="itc-1", edition=edition, title="Course", seats=9, state_code="running",
    first_day=date(2024, 5, 13), last_day=date(2024, 5, 14),
)
nine = datetime(2024, 5, 13, tzinfo=UTC)
session = add_session(by="system", course_id="itc-1", values=SessionValues(
    kind_code="lecture", title="Lecture", minutes=60, starts_at=nine))
names = ["Achieng Otieno", "Grace Wanjiku", "Minh Nguyen"]
for name in names:
    given, family = name.split()
    person = Person.objects.create(public_id=family, given_name=given, family_name=family,
                                   country_code="KE")
    Participation.objects.create(public_id=family.lower(), edition=edition, person=person,
                                 country_code="KE", state_code="active")
joinings = [Joining(at, names[at % 3], None, nine, nine + timedelta(minutes=20 + at % 3))
            for at in range(3000)]
values = LogValues("log.csv", "a" * 64, "Asia/Tokyo", joinings, (), 3000, (session.public_id,))

def read():
    return platform_logs.read_platform_log(by="system", course_id="itc-1", values=values)

def enter():
    log_decisions.apply_log(by="system", log_id=PlatformLog.objects.get().public_id)

def killed(owner, name, run):
    # Run in a process of its own, which kills itself when a function is called.
    connections.close_all()
    process = os.fork()
    if process == 0:
        setattr(owner, name, lambda *given, **more: os.kill(os.getpid(), signal.SIGKILL))
        run()
        os._exit(0)
    return -os.WTERMSIG(os.waitpid(process, 0)[1])

def counts():
    return [PlatformLog.objects.count(), LogStay.objects.count(), AttendanceRecord.objects.count(),
            LogAttendee.objects.filter(name__isnull=False).count(),
            Session.objects.filter(state_code="held").count()]

told = {"killed": [killed(platform_logs, "record_log", read)], "after": [counts()]}
read()
read()
told["after"].append(counts())
told["killed"].append(killed(log_decisions, "sum_attendance", enter))
told["after"].append(counts())
enter()
told["after"].append(counts())
told["minutes"] = sorted(Participation.objects.values_list("attended_minutes", flat=True))
told["imports"] = AuditEvent.objects.filter(verb="import", object_type="platform_log").count()
verify_chain()
print(json.dumps(told))
"""


def test_a_killed_log_leaves_nothing_half_and_runs_again(instance: Instance) -> None:
    told = json.loads(run_warm(_SCRIPT, instance.environment))
    assert told["killed"] == [-9, -9]
    assert told["after"] == [
        [0, 0, 0, 0, 0], [1, 3000, 0, 3, 0], [1, 3000, 0, 3, 0], [1, 3000, 3, 0, 1]
    ]  # fmt: skip
    assert told["minutes"] == [20, 21, 22]
    assert told["imports"] == 1
