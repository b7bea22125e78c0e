"""Messages leave over SMTP or into files, and a sender that is killed sends nothing twice."""

from __future__ import annotations

import os
import signal
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from records.instances import Instance
from tomoni.records.actions.notices import Message, NotSentError, Sent, queue_notice
from tomoni.web.mailing import deliver, send_notices

MESSAGE = Message("a@example.org", "Subject", "Text of the message")


class Mailbox(socketserver.ThreadingTCPServer):
    """A small SMTP server. ``answers``: what it says to a command instead of 250."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, **answers: str) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.answers = answers
        self.taken: list[str] = []
        self.is_silent_after_data = False
        self.has_data = threading.Event()


class _Session(socketserver.StreamRequestHandler):
    server: Mailbox

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 ready")
        for raw in self.rfile:
            verb = raw.split()[0].decode().upper() if raw.split() else ""
            if verb == "DATA" and "DATA" not in self.server.answers:
                self.say("354 go on")
                self.read_data()
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say(self.server.answers.get(verb, "250 fine"))

    def read_data(self) -> None:
        lines = []
        for raw in self.rfile:
            if raw == b".\r\n":
                break
            lines.append(raw.decode())
        self.server.taken.append("".join(lines))
        self.server.has_data.set()
        if self.server.is_silent_after_data:
            time.sleep(60)
        self.say(self.server.answers.get("END", "250 taken"))


@contextmanager
def mailbox(**answers: str) -> Iterator[Mailbox]:
    with Mailbox(**answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def by(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Name the way out."""

    def name(url: str) -> None:
        monkeypatch.setitem(settings.TOMONI._values, "TOMONI_MAIL_URL", url)

    return name


def address_of(server: Mailbox) -> str:
    return f"smtp+plain://127.0.0.1:{server.server_address[1]}"


def test_a_server_takes_the_message(by: Any) -> None:
    with mailbox() as server:
        by(address_of(server))
        deliver(MESSAGE)
    (text,) = server.taken
    assert "To: a@example.org" in text
    assert "Auto-Submitted: auto-generated" in text
    assert "Text of the message" in text


@pytest.mark.parametrize(
    ("answers", "may_retry"),
    [
        ({"RCPT": "550 no such box"}, False),
        ({"MAIL": "550 not you"}, False),
        ({"DATA": "451 later"}, True),
        ({"END": "452 full"}, True),
        ({"END": "554 never"}, False),
    ],
)
def test_a_refusal_is_told_from_a_passing_failure(
    by: Any, answers: dict[str, str], may_retry: bool
) -> None:
    with mailbox(**answers) as server:
        by(address_of(server))
        with pytest.raises(NotSentError) as raised:
            deliver(MESSAGE)
    assert raised.value.may_retry is may_retry


def test_no_server_is_a_passing_failure(by: Any) -> None:
    with mailbox() as server:
        gone = address_of(server)
    by(gone)
    with pytest.raises(NotSentError) as raised:
        deliver(MESSAGE)
    assert raised.value.may_retry


@pytest.mark.django_db
def test_the_console_prints_them(by: Any, capsys: pytest.CaptureFixture[str]) -> None:
    by("console:")
    queue_notice(
        template_code="edition_cancelled",
        event_key="event",
        address="a@example.org",
        parameters={"course": "Course 183"},
    )
    assert send_notices() == Sent(sent=1)
    assert "Cancelled: Course 183" in capsys.readouterr().out


QUEUE = """
import django; django.setup()
from tomoni.records.actions.notices import queue_notice
queue_notice(template_code="edition_cancelled", event_key="event", address="a@example.org",
             parameters={"course": "Course 183"})
"""
AGE = """
import django; django.setup()
from datetime import timedelta
from tomoni.records.models import Notice
for one in Notice.objects.all():
    one.claimed_at -= timedelta(hours=1)
    one.save()
"""
STATE = """
import django; django.setup()
from tomoni.records.models import Notice
print(*Notice.objects.values_list("state_code", flat=True))
"""


def python(instance: Instance, text: str) -> str:
    return instance.run("-c", text).strip()


def test_a_sender_that_is_killed_sends_nothing_twice(instance: Instance) -> None:
    python(instance, QUEUE)
    command = ("-m", "tomoni.web.command", "notices", "send")
    with mailbox() as server:
        server.is_silent_after_data = True
        named = {**instance.environment, "TOMONI_MAIL_URL": address_of(server)}
        sending = replace(instance, environment=named)
        process = sending.start(*command)
        assert server.has_data.wait(60)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert python(instance, STATE) == "sending"
        server.is_silent_after_data = False
        sending.run(*command)
        python(instance, AGE)
        sending.run(*command)
        assert python(instance, STATE) == "unknown"
        assert len(server.taken) == 1
