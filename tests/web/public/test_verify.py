"""The public page that verifies certificates: keys and lists from files, nothing about a person."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from exchange.badges.drawn_badges import VALUES, key_set, new_key, old_key, status, values
from exchange.certificates.drawn_certificates import latin
from tomoni.exchange.badges import (
    StatusEntry,
    did_document,
    issue_credential,
    issue_status_list,
    key_set_document,
    load_signing_key,
    new_private_key,
)
from tomoni.exchange.certificates import CertificatePress
from tomoni.exchange.certificates.apart import MOST_BYTES
from tomoni.exchange.typesetting import open_fonts

SITE = "https://courses.example.org/credentials/status/1"
REVOKED = 7


def badge(index: int, **changes: Any) -> str:
    return issue_credential(values(status=StatusEntry(SITE, index), **changes), new_key())


GOOD, BAD = badge(11), badge(REVOKED)


def pdf_of(token: str) -> bytes:
    return CertificatePress(open_fonts()).certificate(latin(credential=token))


def digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()[:16]


def said(index: int, **more: Any) -> dict[str, Any]:
    course = {"title": "26th UNCAC Training Programme", "title_ja": "第26回国連腐敗防止条約研修"}
    return {**course, "kind": "completion", "list": 1, "index": index, "synthetic": False} | more


def publish(directory: Path, until: timedelta = timedelta(days=30)) -> None:
    (directory / "status").mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC).replace(microsecond=0)
    listed = status(
        id=SITE, revoked=frozenset({REVOKED}), valid_from=now - timedelta(days=90),
        valid_until=now + until,
    )  # fmt: skip
    (directory / "status" / "1.jwt").write_text(issue_status_list(listed, new_key()))
    (directory / "keys.json").write_text(json.dumps(key_set_document(key_set())))
    (directory / "did.json").write_text(json.dumps(did_document(key_set())))
    index = {digest(GOOD): said(11), digest(BAD): said(REVOKED)}
    (directory / "certificates.json").write_text(json.dumps(index))


@pytest.fixture
def credentials(public: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    directory = tmp_path / "credentials"
    publish(directory)
    monkeypatch.setitem(settings.TOMONI._values, "TOMONI_CREDENTIALS", str(directory))
    yield directory


def asked(public: Client, typed: str, path: str = "/verify/") -> str:
    answer = public.get(path, {"d": typed})
    assert answer.status_code == 200
    return str(answer.text)


def sent(public: Client, content: bytes, path: str = "/verify/") -> Any:
    file = io.BytesIO(content)
    file.name = "certificate.pdf"
    return public.post(path, {"file": file})


def test_the_digest_of_the_qr_code_says_title_kind_and_state(
    public: Client, credentials: Path
) -> None:
    shown = asked(public, digest(GOOD))
    assert "<h2>Valid</h2>" in shown and "Certificate of completion" in shown
    assert "26th UNCAC Training Programme" in shown
    assert "<h2>Revoked</h2>" in asked(public, digest(BAD))
    grouped = " ".join(digest(GOOD)[at : at + 4] for at in range(0, 16, 4)).upper()
    assert "<h2>Valid</h2>" in asked(public, grouped)
    for typed in ("0" * 16, "<script>", digest(GOOD)[:15], "🙂"):
        shown = asked(public, typed)
        assert "<h2>Unknown</h2>" in shown and "<script>" not in shown
    shown = asked(public, digest(GOOD), "/ja/verify/")
    assert "<h2>有効</h2>" in shown and "第26回国連腐敗防止条約研修" in shown


def test_the_answer_changes_at_once_and_is_kept_nowhere(public: Client, credentials: Path) -> None:
    assert "<h2>Valid</h2>" in asked(public, digest(GOOD))
    index = json.loads((credentials / "certificates.json").read_text())
    index[digest(GOOD)]["index"] = REVOKED
    (credentials / "certificates.json").write_text(json.dumps(index))
    assert "<h2>Revoked</h2>" in asked(public, digest(GOOD))
    answer = public.get("/verify/", headers={"If-None-Match": "*"})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers and not answer.cookies


def test_a_list_past_its_end_proves_nothing(public: Client, credentials: Path) -> None:
    publish(credentials, until=timedelta(seconds=-1))
    assert "<h2>Not known whether it is revoked</h2>" in asked(public, digest(GOOD))
    shown = sent(public, pdf_of(GOOD)).text
    assert "<h2>Not known whether it is revoked</h2>" in shown


def test_a_pdf_is_read_and_forgotten(public: Client, credentials: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    shown = sent(public, pdf_of(GOOD)).text
    assert "<h2>Valid</h2>" in shown
    for name in ("Nguyễn", "Sophal", "UNCAC-26-014"):
        assert name not in shown
    assert "<h2>Revoked</h2>" in sent(public, pdf_of(BAD)).text
    assert "<h2>有効</h2>" in sent(public, pdf_of(GOOD), "/ja/verify/").text
    assert sorted(tmp_path.rglob("*")) == before


def test_a_changed_or_foreign_one_is_refused(public: Client, credentials: Path) -> None:
    head, payload, signature = GOOD.split(".")
    changed = f"{head}.{payload[:-2]}AA.{signature}"
    stranger = load_signing_key(new_private_key(), new_key().kid)
    forged = issue_credential(values(status=StatusEntry(SITE, 11)), stranger)
    early = issue_credential(replace(VALUES, status=StatusEntry(SITE, 11)), old_key())
    for token in (changed, forged, early, "PREVIEW"):
        shown = sent(public, pdf_of(token)).text
        assert "<h2>Not verified</h2>" in shown and "It proves nothing" in shown


def test_one_that_the_digests_lack_is_judged_by_its_record(
    public: Client, credentials: Path
) -> None:
    shown = sent(public, pdf_of(badge(12, kind="participation"))).text
    assert "<h2>Valid</h2>" in shown and "Certificate of participation" in shown


@pytest.mark.parametrize(
    ("content", "status_code", "words"),
    [
        (b"", 422, "holds no signed record"),
        (b"%PDF-1.7 broken", 422, "holds no signed record"),
        (b"x" * (MOST_BYTES + 5000), 413, "larger than 2 MB"),
    ],
)
def test_what_cannot_be_read_is_told(
    public: Client, credentials: Path, content: bytes, status_code: int, words: str
) -> None:
    answer = sent(public, content)
    assert answer.status_code == status_code
    assert words in answer.text


def test_a_form_without_a_file_is_told(public: Client, credentials: Path) -> None:
    answer = public.post("/verify/", {"file": "text"})
    assert (answer.status_code, "No file was sent" in answer.text) == (422, True)


def test_nothing_else_takes_files(public: Client, credentials: Path) -> None:
    for path in ("/", "/.well-known/did.json", "/credentials/status/1", "/search/"):
        assert public.post(path).status_code == 405
    assert public.put("/verify/").status_code == 405
    assert settings.FILE_UPLOAD_HANDLERS == [
        "django.core.files.uploadhandler.MemoryFileUploadHandler"
    ]


def test_keys_document_and_list_are_served_as_they_were_written(
    public: Client, credentials: Path
) -> None:
    for path, name, media_type in (
        ("/.well-known/did.json", "did.json", "application/did+json"),
        ("/.well-known/jwks.json", "keys.json", "application/jwk-set+json"),
        ("/credentials/status/1", "status/1.jwt", "application/vc+jwt"),
    ):
        answer = public.get(path)
        assert answer.content == (credentials / name).read_bytes()
        assert answer.headers["Content-Type"] == media_type
        assert "ETag" not in answer.headers
    assert public.get("/credentials/status/2").status_code == 404
    assert public.get("/credentials/certificates.json").status_code == 404
    assert public.get("/credentials/status/../certificates.json").status_code in (301, 404)


def test_a_site_without_certificates_says_so(public: Client, credentials: Path) -> None:
    shutil.rmtree(credentials)
    shown = public.get("/verify/").text
    assert "publishes no certificates" in shown
    assert 'name="file"' not in shown and ".well-known" not in shown
    answer = public.get("/verify/", {"d": digest(GOOD)})
    assert answer.status_code == 404 and "publishes no certificates" in answer.text
    assert public.get("/.well-known/did.json").status_code == 404


def test_a_synthetic_one_is_marked(public: Client, credentials: Path) -> None:
    index = {digest(GOOD): said(11, synthetic=True)}
    (credentials / "certificates.json").write_text(json.dumps(index))
    assert "Made for demonstration" in asked(public, digest(GOOD))


def test_certificates_are_answered_for_when_the_snapshot_is_withdrawn(
    public: Client, credentials: Path, site_directory: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    gone = tmp_path / "published"
    gone.mkdir()
    for name in ("site.sqlite3", "snapshot"):
        (gone / name).symlink_to(site_directory / name)
    told = {"snapshot": "ab12", "reason": "x", "withdrawn_at": "2026-01-02T03:04:05Z"}
    (gone / "withdrawn.json").write_text(json.dumps(told))
    monkeypatch.setitem(settings.TOMONI._values, "TOMONI_PUBLISHED", str(gone))
    assert public.get("/").status_code == 410
    assert "<h2>Valid</h2>" in asked(public, digest(GOOD))
    assert public.get("/.well-known/did.json").status_code == 200


def test_the_page_keeps_the_policy_and_is_small(public: Client, credentials: Path) -> None:
    answer = public.get("/verify/", {"d": digest(GOOD)})
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "form-action 'self'" in policy
    assert len(answer.content) < 20_000
    assert " style=" not in answer.text
