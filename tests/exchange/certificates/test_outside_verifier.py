"""The program printed in the documentation, which knows nothing of Tomoni, checks a certificate."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exchange.badges.drawn_badges import VALUES, key_set, new_key, old_key, status, values
from exchange.certificates.drawn_certificates import LATIN, latin
from tomoni.exchange.badges import issue_credential, issue_status_list, key_set_document
from tomoni.exchange.certificates import CertificatePress
from tomoni.exchange.typesetting import open_fonts

PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "certificates.md"
# The program goes by its own clock.
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert "tomoni" not in code.lower()
    path = tmp_path_factory.mktemp("outside") / "check.py"
    path.write_text(code, encoding="utf-8")
    return path


def check(
    program: Path, pdf: bytes, *, revoked: frozenset[int] = frozenset(), stale: bool = False
) -> tuple[int, str]:
    """Run the program on files of its own; return its exit code and what it said."""
    home = program.parent
    end = NOW + timedelta(days=-1 if stale else 1)
    current = status(revoked=revoked, valid_from=end - timedelta(days=9), valid_until=end)
    (home / "certificate.pdf").write_bytes(pdf)
    (home / "keys.json").write_text(json.dumps(key_set_document(key_set())), encoding="utf-8")
    (home / "status.jwt").write_text(issue_status_list(current, new_key()), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", program, "certificate.pdf", "keys.json", "status.jwt"],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def press() -> CertificatePress:
    return CertificatePress(open_fonts())


def test_a_good_certificate_is_valid(program: Path, press: CertificatePress) -> None:
    assert check(program, press.certificate(LATIN)) == (
        0,
        "valid: UNCAC Training Programme (26th)\n",
    )


def test_a_revoked_one_is_refused(program: Path, press: CertificatePress) -> None:
    revoked = frozenset({VALUES.status.index})
    assert check(program, press.certificate(LATIN), revoked=revoked) == (1, "refused: revoked\n")


def test_a_changed_one_is_refused(program: Path, press: CertificatePress) -> None:
    other = issue_credential(values(edition="27th"), new_key()).split(".")
    mixed = ".".join([*other[:2], LATIN.credential.split(".")[2]])
    code, said = check(program, press.certificate(latin(credential=mixed)))
    assert code == 1
    assert "InvalidSignatureError" in said


def test_a_key_out_of_service_and_a_stale_list_are_refused(
    program: Path, press: CertificatePress
) -> None:
    late = issue_credential(VALUES, old_key())
    code, said = check(program, press.certificate(latin(credential=late)))
    assert (code, said) == (1, "refused: the key was not in service\n")
    code, said = check(program, press.certificate(LATIN), stale=True)
    assert code == 1
    assert "ExpiredSignatureError" in said
