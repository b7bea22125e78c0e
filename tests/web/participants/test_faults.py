"""Sending and lapsing that is killed, or done by two at once, tells nobody twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from records.instances import Instance

pytestmark = pytest.mark.database

TESTS = str(Path(__file__).parents[2])
OFFERS = 4
_MAKE = """
import sys
sys.path.insert(0, sys.argv[1])
import django
django.setup()
from records.offer_samples import decided_call, focal_point
from tomoni.records.models import CourseEdition
call = decided_call()
for country in sorted(set(call.nominations.values_list("country_code", flat=True))):
    focal_point(call, country)
print(call.course.public_id)
"""
_SEND = """
import os, signal, sys
import django
django.setup()
from datetime import UTC, datetime
from tomoni.records.actions.courses import offers
course_id, kill_at = sys.argv[1], int(sys.argv[2])
tell, done = offers.announce_participation, []
def told(*given):
    tell(*given)
    done.append(1)
    if len(done) == kill_at:
        os.kill(os.getpid(), signal.SIGKILL)
offers.announce_participation = told
now = datetime(2024, 3, 20, tzinfo=UTC)
print(len(offers.send_offers(by="system", course_id=course_id, now=now)))
"""
_LAPSE = """
import os, signal, sys
import django
django.setup()
from tomoni.records.actions.courses import offers
kill_at, place, done = int(sys.argv[1]), sys.argv[2], []
tell, lapse = offers.announce_participation, offers.lapse_offer
def told(*given):
    # Inside the transaction, after the message is queued and before the audit says so.
    tell(*given)
    done.append(1)
    if place == "inside" and len(done) == kill_at:
        os.kill(os.getpid(), signal.SIGKILL)
def lapsed(**given):
    if place == "between" and len(done) == kill_at:
        os.kill(os.getpid(), signal.SIGKILL)
    return lapse(**given)
offers.announce_participation, offers.lapse_offer = told, lapsed
offers.lapse_offers()
"""
_ASKED = """
import json
import django
django.setup()
from tomoni.records.actions.audit import verify_chain
from tomoni.records.models import AuditEvent, Notice, Participation
verify_chain()
made = AuditEvent.objects.filter(object_type="participation")
print(json.dumps({
    "offers": Participation.objects.count(),
    "lapsed": Participation.objects.filter(state_code="lapsed").count(),
    "made": Notice.objects.filter(template_code="offer_made").count(),
    "told": Notice.objects.filter(template_code="offer_lapsed").count(),
    "created": made.filter(verb="create").count(),
    "steps": made.filter(verb="step").count(),
}))
"""


def prepared(instance: Instance) -> str:
    return instance.run("-c", _MAKE, TESTS).strip()


def asked(instance: Instance) -> dict[str, int]:
    found = json.loads(instance.run("-c", _ASKED))
    assert isinstance(found, dict)
    return found


def killed(instance: Instance, script: str, *arguments: str) -> None:
    process = instance.start("-c", script, *arguments)
    _, errors = process.communicate()
    assert process.returncode == -9, errors


def test_sending_that_is_killed_leaves_nothing_and_runs_again(instance: Instance) -> None:
    course_id = prepared(instance)
    killed(instance, _SEND, course_id, "3")
    assert asked(instance) == {
        "offers": 0, "lapsed": 0, "made": 0, "told": 0, "created": 0, "steps": 0
    }  # fmt: skip
    assert instance.run("-c", _SEND, course_id, "0").strip() == str(OFFERS)
    found = asked(instance)
    assert (found["offers"], found["made"], found["created"]) == (OFFERS, OFFERS, OFFERS)


def test_two_officers_at_once_send_each_offer_once(instance: Instance) -> None:
    course_id = prepared(instance)
    started = [instance.start("-c", _SEND, course_id, "0") for _ in range(2)]
    told = [process.communicate() for process in started]
    assert [process.returncode for process in started] == [0, 0], told
    assert sorted(int(output) for output, _ in told) == [0, OFFERS]
    found = asked(instance)
    assert (found["offers"], found["made"]) == (OFFERS, OFFERS)


def test_lapsing_that_is_killed_goes_on_where_it_stopped(instance: Instance) -> None:
    course_id = prepared(instance)
    instance.run("-c", _SEND, course_id, "0")
    killed(instance, _LAPSE, "2", "inside")
    found = asked(instance)
    assert (found["lapsed"], found["told"], found["steps"]) == (1, 1, 1)
    killed(instance, _LAPSE, "1", "between")
    assert asked(instance)["lapsed"] == 2
    command = ("-m", "tomoni.web.command", "course", "offers", "--lapse", "--json")
    done = json.loads(instance.run(*command))
    assert (len(done["lapsed"]), done["open"], done["over"]) == (OFFERS - 2, 0, 0)
    assert json.loads(instance.run(*command))["lapsed"] == []
    found = asked(instance)
    assert (found["lapsed"], found["told"], found["steps"]) == (OFFERS, OFFERS, OFFERS)


def test_the_worker_lets_offers_lapse(instance: Instance) -> None:
    course_id = prepared(instance)
    instance.run("-c", _SEND, course_id, "0")
    plain = instance.run("-m", "tomoni.web.command", "course", "offers", course_id)
    assert f"their time is over: {OFFERS}" in plain
    done = json.loads(instance.run("-m", "tomoni.web.command", "worker", "--once", "--json"))
    assert done["offers"] == OFFERS
    assert asked(instance)["lapsed"] == OFFERS
