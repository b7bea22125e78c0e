"""A worker that is killed while it reminds leaves nothing half, and sends nothing twice."""

from __future__ import annotations

import json

from records.instances import Instance
from records.warm import run_warm

_SCRIPT = """
import json, os, signal
from datetime import UTC, datetime, timedelta
from django.db import connections
from records.actions.courses.following import graduate, held, planned
from tomoni.records.actions.courses import reminders
from tomoni.records.actions.notices import send_waiting
from tomoni.records.models import FollowUpReminder, Notice

last_day = datetime.now(UTC).date() - timedelta(days=190)
course = held(public_id="itc-1", first_day=last_day, last_day=last_day)
for number in range(6):
    participation, user = graduate(course, public_id=f"p-{number}")
    planned(participation, user)
Notice.objects.all().delete()

def killed(module, name, at, run):
    # Run in a process of its own, which kills itself at the at-th call of a function.
    connections.close_all()
    process = os.fork()
    if process == 0:
        real, calls = getattr(module, name), []
        def deadly(*given, **more):
            calls.append(name)
            result = real(*given, **more)
            if len(calls) == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return result
        setattr(module, name, deadly)
        run()
        os._exit(0)
    return -os.WTERMSIG(os.waitpid(process, 0)[1])

def counts():
    return [FollowUpReminder.objects.count(), Notice.objects.count()]

sent = []
told = {"killed": [], "counts": []}
for at in (1, 3):
    # After the message was queued, before the transaction ends.
    told["killed"].append(killed(reminders, "queue_notice", at, reminders.remind_of_reports))
    told["counts"].append(counts())
told["killed"].append(killed(reminders, "_remind", 2, reminders.remind_of_reports))
told["counts"].append(counts())
for _ in range(2):
    reminders.remind_of_reports()
told["counts"].append(counts())
for _ in range(2):
    send_waiting(lambda one: sent.append(one.to), lambda _: {"link": "", "instance": ""})
told["sent"] = len(sent)
told["receivers"] = len(set(sent))
print(json.dumps(told))
"""


def test_killed_anywhere_it_reminds_everybody_once(instance: Instance) -> None:
    told = json.loads(run_warm(_SCRIPT, instance.environment))
    assert told["killed"] == [-9, -9, -9]
    # A reminder and its message stand together, or neither does.
    assert all(reminders == notices for reminders, notices in told["counts"])
    assert told["counts"][0] == [0, 0]
    assert told["counts"][-1] == [6, 6]
    assert told["sent"] == told["receivers"] == 6
