"""`tomoni badge verify` and its exit codes, with the network switched off."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from records.instances import Instance, instance_at
from records.made import made, migrated_home
from web.certificates.held import MAKE, SIGNED

TESTS = str(Path(__file__).parents[2])
# Any use of a socket ends the process with a status that no command has.
_OFFLINE = """
import os, socket, sys
def refuse(*_, **__):
    os._exit(99)
for name in ("connect", "connect_ex", "bind", "sendto"):
    setattr(socket.socket, name, refuse)
socket.getaddrinfo = socket.create_connection = refuse
from tomoni.web.command.__main__ import main
sys.argv = ["tomoni", *sys.argv[1:]]
main()
"""
VALID, UNREADABLE, MISSING, REFUSED = 0, 4, 6, 7


class Desk:
    """An instance with one certificate, and what it published."""

    def __init__(self, home: Path) -> None:
        found = instance_at(home, f"sqlite:///{home / 'db.sqlite3'}")
        self.instance = replace(found, environment=found.environment | SIGNED)
        self.issued = home / "issued"
        self.public = home / "credentials"

    @property
    def pdf(self) -> Path:
        """The one certificate."""
        (found,) = self.issued.glob("*.pdf")
        return found

    def issue(self) -> None:
        """Make an edition with one participant, and issue the certificate."""
        self.instance.run("-c", MAKE, TESTS, "1")
        self.command("course", "certify", "itc-183", "--to", str(self.issued))

    def command(self, *arguments: str) -> str:
        return self.instance.run("-m", "tomoni.web.command", *arguments)

    def verify(self, file: Path, *more: str, offline: bool = True) -> tuple[int, str, str]:
        flag = ["--offline"] if offline else []
        start = ["-c", _OFFLINE] if offline else ["-m", "tomoni.web.command"]
        process = self.instance.start(*start, "badge", "verify", str(file), *flag, *more)
        output, errors = process.communicate()
        return process.returncode, output, errors

    def token(self) -> str:
        from tomoni.exchange.certificates import read_credential

        return read_credential(self.pdf.read_bytes())


@pytest.fixture
def desk(made_once: Path, tmp_path: Path) -> Desk:
    """A copy of the instance that is made once."""

    def make(instance: Instance) -> None:
        shutil.copytree(migrated_home(made_once).home, instance.home)
        Desk(instance.home).issue()

    home = tmp_path / "desk"
    shutil.copytree(made(made_once, "certified", make).home, home)
    return Desk(home)


def test_a_certificate_verifies_offline_as_pdf_and_as_badge(desk: Desk, tmp_path: Path) -> None:
    code, output, errors = desk.verify(desk.pdf)
    assert (code, errors) == (VALID, "")
    assert "Valid: International Training Course (183rd), certificate of completion." in output
    badge = tmp_path / "badge.jwt"
    badge.write_text(desk.token())
    code, output, _ = desk.verify(badge, "--json")
    said = json.loads(output)
    assert (code, said["outcome"], said["issuer"]) == (
        VALID,
        "valid",
        "did:web:courses.example.org",
    )


def test_elsewhere_files_of_keys_and_list_are_enough(desk: Desk, tmp_path: Path) -> None:
    keys, status = tmp_path / "keys.json", tmp_path / "list.jwt"
    keys.write_bytes((desk.public / "keys.json").read_bytes())
    status.write_bytes((desk.public / "status" / "1.jwt").read_bytes())
    for file in sorted(desk.public.rglob("*.*")):
        file.unlink()
    assert desk.verify(desk.pdf)[0] == MISSING
    assert desk.verify(desk.pdf, "--keys", str(keys))[0] == MISSING
    assert desk.verify(desk.pdf, "--keys", str(keys), "--status", str(status))[0] == VALID


def test_a_changed_one_is_refused(desk: Desk, tmp_path: Path) -> None:
    head, payload, signature = desk.token().split(".")
    place = len(payload) // 2
    other = "A" if payload[place] != "A" else "B"
    changed = tmp_path / "changed.jwt"
    changed.write_text(f"{head}.{payload[:place]}{other}{payload[place + 1 :]}.{signature}")
    code, _, errors = desk.verify(changed)
    assert code == REFUSED and "changed after it was signed" in errors


def test_a_revoked_one_is_refused(desk: Desk) -> None:
    revoking = """
import django
django.setup()
from tomoni.records.models import Certificate
from tomoni.web.certificates.issuing import revoke
revoke(Certificate.objects.get().public_id, by="system", why="Wrong name", may_follow=False)
"""
    desk.instance.run("-c", revoking)
    code, _, errors = desk.verify(desk.pdf)
    assert code == REFUSED and "it was revoked" in errors


def test_a_compromised_key_proves_nothing(desk: Desk) -> None:
    desk.command("badge", "rotate")
    assert desk.verify(desk.pdf)[0] == VALID
    desk.command("badge", "rotate", "--compromised", "--why", "Laptop stolen")
    code, _, errors = desk.verify(desk.pdf)
    assert code == REFUSED and "its key was revoked" in errors


def test_what_is_no_certificate_cannot_be_read(desk: Desk, tmp_path: Path) -> None:
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(b"%PDF-1.7 not really")
    assert desk.verify(plain)[0] == UNREADABLE
    text = tmp_path / "text.txt"
    text.write_text("a letter")
    assert desk.verify(text)[0] == REFUSED
    text.write_bytes("証書".encode())
    assert desk.verify(text)[0] == UNREADABLE
    broken = tmp_path / "keys.json"
    broken.write_text("{}")
    assert desk.verify(desk.pdf, "--keys", str(broken))[0] == UNREADABLE


def test_writing_again_gives_the_same_bytes_and_publishing_prolongs_the_list(
    desk: Desk, tmp_path: Path
) -> None:
    desk.command("course", "certify", "itc-183", "--to", str(tmp_path / "again"))
    (again,) = (tmp_path / "again").glob("*.pdf")
    assert again.read_bytes() == desk.pdf.read_bytes()
    told = json.loads(desk.command("badge", "publish", "--json"))
    assert (told["keys"], told["certificates"], told["revoked"]) == (1, 1, 0)
    assert desk.verify(desk.pdf)[0] == VALID


def test_with_the_network_keys_and_list_come_from_the_issuers_site(
    sqlite_instance: Instance, tmp_path: Path
) -> None:
    served: dict[str, Path] = {}

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = served.get(self.path)
            self.send_response(200 if found else 404)
            self.end_headers()
            if found:
                self.wfile.write(found.read_bytes())

        def log_message(self, *_: object) -> None:
            sys.stdout.flush()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    address = {"TOMONI_PUBLIC_URL": f"http://127.0.0.1:{server.server_port}"}
    desk = Desk(sqlite_instance.home)
    desk.instance.environment.update(address)
    desk.issue()
    pdf, elsewhere = desk.pdf, desk.public.rename(tmp_path / "served")
    try:
        assert desk.verify(pdf, offline=False)[0] == MISSING
        served["/.well-known/jwks.json"] = elsewhere / "keys.json"
        served["/credentials/status/1"] = elsewhere / "status" / "1.jwt"
        code, output, errors = desk.verify(pdf, offline=False)
        assert (code, errors) == (VALID, "") and "Valid" in output
    finally:
        server.shutdown()
        server.server_close()
