"""Issuing that is killed, or runs twice at a time, never issues two certificates for one event."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from records.instances import Instance
from web.certificates.held import MAKE, SIGNED

TESTS = str(Path(__file__).parents[2])
PEOPLE = 6
_KILLED = """
import os, signal, sys
import django
django.setup()
from tomoni.records.actions.courses import certificates as actions
from tomoni.records.models import CourseEdition
from tomoni.web.certificates.issuing import issue_for
kill_at, place = int(sys.argv[1]), sys.argv[2]

tell = actions._tell
done = []
def told(certificate, template_code):
    # Inside the transaction, after the row was written and before the audit says so.
    tell(certificate, template_code)
    done.append(1)
    if place == "inside" and len(done) == kill_at:
        os.kill(os.getpid(), signal.SIGKILL)
actions._tell = told

def progress(done, total):
    if place == "between" and done == kill_at:
        os.kill(os.getpid(), signal.SIGKILL)

issue_for(CourseEdition.objects.get(), by="system", progress=progress)
"""
_ASKED = """
import json
import django
django.setup()
from tomoni.records.actions.audit import verify_chain
from tomoni.records.models import AuditEvent, Certificate, Participation
rows = list(Certificate.objects.order_by("pk"))
created = AuditEvent.objects.filter(object_type="certificate", verb="create")
print(json.dumps({
    "certificates": len(rows),
    "people": len({row.participation_id for row in rows}),
    "places": len({row.status_index for row in rows}),
    "events": created.count(),
    "certified": Participation.objects.filter(state_code="certified").count(),
    "badges": [row.credential for row in rows],
    "events_verified": verify_chain().length,
}))
"""


def prepared(instance: Instance) -> Instance:
    found = replace(instance, environment=instance.environment | SIGNED)
    found.run("-c", MAKE, TESTS, str(PEOPLE))
    return found


def asked(instance: Instance) -> dict[str, object]:
    answer = json.loads(instance.run("-c", _ASKED))
    assert isinstance(answer, dict)
    return answer


def killed(instance: Instance, at: int, place: str) -> None:
    process = instance.start("-c", _KILLED, str(at), place)
    _, errors = process.communicate()
    assert process.returncode == -9, errors


def test_what_was_killed_goes_on_where_it_stopped(instance: Instance) -> None:
    found = prepared(instance)
    killed(found, 2, "inside")
    assert (asked(found)["certificates"], asked(found)["events"]) == (1, 1)
    killed(found, 2, "between")
    before = asked(found)
    assert before["certificates"] == 3
    issued = json.loads(found.run("-m", "tomoni.web.command", "course", "certify", "itc-183",
                                  "--json"))  # fmt: skip
    assert len(issued["issued"]) == PEOPLE - 3
    after = asked(found)
    for name in ("certificates", "people", "places", "events", "certified"):
        assert after[name] == PEOPLE, name
    badges, kept = after["badges"], before["badges"]
    assert isinstance(badges, list) and isinstance(kept, list)
    assert badges[: len(kept)] == kept


def test_two_at_a_time_issue_each_certificate_once(instance: Instance) -> None:
    found = prepared(instance)
    command = ("-m", "tomoni.web.command", "course", "certify", "itc-183", "--json")
    started = [found.start(*command) for _ in range(2)]
    told = [process.communicate() for process in started]
    assert [process.returncode for process in started] == [0, 0], told
    assert sum(len(json.loads(output)["issued"]) for output, _ in told) == PEOPLE
    after = asked(found)
    for name in ("certificates", "people", "places", "events", "certified"):
        assert after[name] == PEOPLE, name
