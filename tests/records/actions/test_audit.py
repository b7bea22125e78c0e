"""The audit chain: what breaks it is named, and nothing forks it."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
import rfc8785
from django.db import connection, transaction

from records.instances import Instance
from records.samples import make_user
from records.warm import run_warm
from tomoni.catalogue.errors import AuditError, InputError
from tomoni.records.actions.audit import (
    ChainHead,
    Event,
    as_payload,
    chain_head,
    record_event,
    record_events,
    verify_chain,
)
from tomoni.records.guards import install_guards, remove_guards
from tomoni.records.models import AuditEvent

GENESIS = "0" * 64


def record(count: int) -> None:
    with transaction.atomic():
        record_events(
            (Event("create", "party", f"party-{n}", {"number": n}) for n in range(1, count + 1)),
            by="system",
        )


@pytest.fixture
def unguarded(transactional_db: None) -> None:
    """A database in which somebody has taken the guards away."""
    record(5)
    remove_guards(connection)
    yield
    install_guards(connection)


@pytest.mark.django_db
def test_an_event_is_chained_to_the_one_before_it() -> None:
    user = make_user("akiko")
    first = record_event(
        by=user, verb="create", object_type="party", object_id="unafei", payload={"b": 1, "a": "é"}
    )
    second = record_event(
        by="system", verb="update", object_type="party", object_id="unafei", payload={}
    )
    assert (first.sequence, first.previous_hash) == (1, GENESIS)
    assert (second.sequence, second.previous_hash) == (2, first.hash)
    assert first.payload == '{"a":"é","b":1}'
    assert first.by == user.public_id
    assert verify_chain() == ChainHead(2, second.hash)


@pytest.mark.django_db
def test_the_hash_can_be_computed_by_anyone() -> None:
    row = record_event(
        by="system", verb="create", object_type="party", object_id="unafei", payload={"a": [None]}
    )
    event = {
        "sequence": 1,
        "at": row.at.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"),
        "by": "system",
        "verb": "create",
        "object_type": "party",
        "object_id": "unafei",
        "payload": json.loads(row.payload),
    }
    text = rfc8785.dumps({"previous": GENESIS, "event": event})
    assert AuditEvent.objects.get().hash == sha256(text).hexdigest()


@pytest.mark.django_db
def test_bulk_events_make_the_same_chain_over_several_batches() -> None:
    record(4_100)
    seen: list[int] = []
    head = verify_chain(seen.append)
    assert head == chain_head()
    assert head.length == 4_100 and seen == [2_000, 4_000, 4_100]


@pytest.mark.django_db
def test_an_empty_chain_verifies() -> None:
    assert verify_chain() == ChainHead(0, GENESIS)


@pytest.mark.django_db(transaction=True)
def test_an_event_is_refused_outside_a_transaction() -> None:
    with pytest.raises(AuditError, match="outside a transaction"):
        record_event(by="system", verb="create", object_type="party", object_id="x", payload={})
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_goes_with_the_change_that_failed() -> None:
    record(1)
    with pytest.raises(RuntimeError), transaction.atomic():
        record_event(by="system", verb="create", object_type="party", object_id="x", payload={})
        raise RuntimeError
    record(1)
    assert verify_chain().length == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "payload",
    [{"share": 0.5}, {"n": {"deep": [1.0]}}, {"quantity": 2**53 + 1}, {"email": "a@example.org"}],
)
def test_payloads_that_cannot_be_kept_are_refused(payload: dict[str, object]) -> None:
    with pytest.raises(InputError):
        record_event(by="system", verb="create", object_type="user", object_id="x", payload=payload)
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db
def test_an_actor_is_never_named() -> None:
    with pytest.raises(InputError):
        record_event(by="Akiko Sato", verb="create", object_type="party", object_id="x", payload={})


def test_quantities_and_dates_enter_a_payload_as_text() -> None:
    values = {"large": 10**17, "small": 7, "yes": True, "none": None, "nested": {"large": 2**60}}
    assert as_payload(values) == {
        "large": "100000000000000000",
        "small": 7,
        "yes": True,
        "nested": {"large": str(2**60)},
    }


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "'delete'"),
        ("by", "'someone'"),
        ("object_id", "'other'"),
        ("payload", """'{"number":4}'"""),
        ("payload", """'{"number": 3}'"""),
        ("payload", "'{'"),
        ("at", "'2020-01-01 00:00:00+00'"),
        ("hash", f"'{'a' * 64}'"),
        ("previous_hash", f"'{'a' * 64}'"),
    ],
)
def test_an_altered_event_is_named(unguarded: None, column: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE records_audit_event SET "{column}" = {value} WHERE sequence = 3')
    with pytest.raises(AuditError, match="event 3 has been altered") as caught:
        verify_chain()
    assert "up to 2 hold" in (caught.value.do or "")


def test_a_removed_event_is_named(unguarded: None) -> None:
    AuditEvent.objects.filter(sequence=2).delete()
    with pytest.raises(AuditError, match="event 2 is missing"):
        verify_chain()


def test_a_removed_tail_shows_in_the_head(unguarded: None) -> None:
    before = verify_chain()
    AuditEvent.objects.filter(sequence__gte=4).delete()
    assert verify_chain() != before


def test_a_renumbered_chain_is_named(unguarded: None) -> None:
    AuditEvent.objects.filter(sequence=3).delete()
    AuditEvent.objects.filter(sequence=4).update(sequence=3)
    with pytest.raises(AuditError, match="event 3 has been altered"):
        verify_chain()


# Each writer waits for the word to begin, so that all write at the same time.
_WRITER = """
import sys
import time
import django
django.setup()
from django.db import transaction
from tomoni.records.actions.audit import record_event
from tomoni.records.models import Party
print("ready", flush=True)
sys.stdin.readline()
for number in range(40):
    time.sleep(0.005)
    with transaction.atomic():
        party = Party.objects.create(
            public_id=f"{sys.argv[1]}-{number}", name="Body", kind_code="agency"
        )
        record_event(
            by="system", verb="create", object_type="party", object_id=party.public_id, payload={}
        )
"""


def test_four_writers_at_once_leave_one_chain(instance: Instance) -> None:
    """Real processes, real files: every event is there once and none follows the same one."""
    writers = [instance.start("-c", _WRITER, f"writer{number}") for number in range(4)]
    for writer in writers:
        assert writer.stdout is not None and writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("begin\n")
        writer.stdin.flush()
    for writer in writers:
        _, errors = writer.communicate()
        assert writer.returncode == 0, errors
    output = run_warm(
        "from tomoni.records.actions.audit import verify_chain\n"
        "from tomoni.records.models import AuditEvent, Party\n"
        "head = verify_chain()\n"
        "writers = [i.split('-')[0] for i in AuditEvent.objects.order_by('sequence')\n"
        "           .values_list('object_id', flat=True)]\n"
        "turns = sum(one != other for one, other in zip(writers, writers[1:]))\n"
        "print(head.length, Party.objects.count(), len(set(writers)), turns)",
        instance.environment,
    )
    events, parties, writers_seen, turns = map(int, output.split())
    assert (events, parties, writers_seen) == (160, 160, 4)
    assert turns >= 4, "the writers never overlapped, so the test shows nothing"
