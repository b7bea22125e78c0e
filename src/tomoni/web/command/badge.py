"""`tomoni badge`: verify a certificate, publish keys and revocations, rotate the key."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tomoni.catalogue.errors import InputError, NotFoundError, RefusedError
from tomoni.catalogue.settings import Settings

from .output import emit, json_option

if TYPE_CHECKING:
    from tomoni.exchange.badges import KeySet, Verification

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_MOST_BYTES = 20 * 2**20
_REASONS: dict[str, str] = {
    "malformed": "it is no badge",
    "changed": "it was changed after it was signed",
    "claims_differ": "its envelope and its content contradict each other, or another issued it",
    "unknown_key": "its key is none of the issuer's",
    "key_revoked": "its key was revoked",
    "key_out_of_service": "its key was not in service when it was signed",
    "not_yet_valid": "it is not valid yet",
    "expired": "it has expired",
    "revoked": "it was revoked",
    "status_other_list": "the status list is another one",
    "status_expired": "the status list has expired",
}


@click.group("badge")
def command() -> None:
    """Look after the signed badges inside certificates."""


@command.command("verify")
@click.argument("file", type=_FILE)
@click.option("--offline", is_flag=True, help="Use the network for nothing.")
@click.option("--keys", type=_FILE, help="Key set of the issuer. Default: the instance's own.")
@click.option("--status", type=_FILE, help="Signed status list. Default: the instance's own.")
@json_option
def verify_command(
    file: Path, offline: bool, keys: Path | None, status: Path | None, as_json: bool
) -> None:
    """Verify the badge in FILE: a certificate as PDF, or the badge itself as JWT.

    Keys and status list come from the options, else from the instance, else, unless --offline,
    from the issuer's site. Exit codes: 0 valid; 4 FILE, keys or list cannot be read; 6 keys or list
    are missing; 7 refused: changed, revoked, expired, or of another issuer.
    """
    token = _token(file)
    source = _Source(offline, keys, status)
    from tomoni.exchange.badges import verify_credential

    known = source.keys(token)
    result = verify_credential(token, known, None, datetime.now(UTC))
    if result.outcome != "refused":
        listed = source.status_list(result)
        result = verify_credential(token, known, listed, datetime.now(UTC))
    if not result.ok:
        code = result.reasons[0]
        reason = _REASONS.get(code) or _REASONS.get(code.removeprefix("status_"), code)
        if code.startswith("status_") and code not in _REASONS:
            reason = f"the status list proves nothing: {reason}"
        raise RefusedError(
            f"{file} proves nothing: {reason}.", do="Ask its issuer for the certificate as issued."
        )
    said = _said(result)
    emit(said, as_json, lambda: _text(said))


def _token(file: Path) -> str:
    """The badge in a file. Errors: InputError."""
    if file.stat().st_size > _MOST_BYTES:
        raise InputError(f"{file} is larger than {_MOST_BYTES // 2**20} MB.")
    content = file.read_bytes()
    if content.lstrip()[:5] == b"%PDF-":
        from tomoni.exchange.certificates import read_credential

        return read_credential(content)
    if not content.isascii():
        raise InputError(f"{file} is neither a PDF nor a badge.", do="Give the PDF as issued.")
    return content.decode("ascii").strip()


class _Source:
    """Where keys and status list come from."""

    def __init__(self, offline: bool, keys: Path | None, status: Path | None) -> None:
        from tomoni.publish.credentials import KEYS_FILE, credentials_directory

        self._directory = credentials_directory(Settings())
        self._own_keys = self._directory / KEYS_FILE
        self._offline, self._keys, self._status = offline, keys, status

    def keys(self, token: str) -> KeySet:
        """Return the key set. Errors: NotFoundError; InputError."""
        from tomoni.publish.credentials import read_keys

        if self._keys is not None:
            return read_keys(self._keys)
        if self._offline:
            return read_keys(self._own_keys)
        from .issuer_files import fetched_keys, issuer_of

        if self._own_keys.is_file():
            own = read_keys(self._own_keys)
            if own.issuer == issuer_of(token):
                return own
        return fetched_keys(issuer_of(token))

    def status_list(self, result: Verification) -> str:
        """Return the status list that a good badge names. Errors: NotFoundError; InputError."""
        from tomoni.publish.credentials import read_status

        if self._status is not None:
            return self._status.read_text(encoding="ascii", errors="replace").strip()
        assert result.credential is not None
        address = str(result.credential["credentialStatus"]["statusListCredential"])
        number = address.rpartition("/")[2]
        try:
            if not number.isdecimal():
                raise NotFoundError(f"There is no status list {number!r} here.")
            return read_status(self._directory, number)
        except NotFoundError:
            if self._offline:
                raise
        from .issuer_files import fetched_status

        return fetched_status(address, str(result.credential["iss"]))


def _said(result: Verification) -> dict[str, Any]:
    credential = result.credential
    assert credential is not None
    subject = credential["credentialSubject"]
    kinds = {"CertificateOfCompletion": "completion"}
    kind = kinds.get(subject["achievement"]["achievementType"], "participation")
    return {
        "outcome": result.outcome,
        "course": credential["name"],
        "kind": kind,
        "issuer": credential["iss"],
        "issued": credential["validFrom"],
        "key": result.kid,
    }


def _text(said: dict[str, Any]) -> list[str]:
    return [
        f"Valid: {said['course']}, certificate of {said['kind']}.",
        f"Issued {said['issued'][:10]} by {said['issuer']}. It is not revoked.",
    ]


@command.command("publish")
@json_option
def publish_command(as_json: bool) -> None:
    """Write keys, signed status lists and digests for the public site.

    Run it daily: a status list is believed for TOMONI_STATUS_DAYS and no longer.
    """
    from .ground import open_ledger

    open_ledger()
    from tomoni.web.certificates.publishing import publish_credentials

    done = publish_credentials()
    result = {
        "directory": str(done.directory),
        "keys": done.keys,
        "certificates": done.certificates,
        "revoked": done.revoked,
        "valid_until": done.valid_until.isoformat(),
    }
    lines = [
        f"Published in {done.directory}.",
        f"Keys: {done.keys}. Certificates: {done.certificates}, of them revoked: {done.revoked}.",
        f"The status lists are believed until {done.valid_until:%Y-%m-%d %H:%M} UTC.",
    ]
    emit(result, as_json, lambda: lines)


@command.command("rotate")
@click.option(
    "--compromised",
    is_flag=True,
    help="Others may hold the older keys: revoke them with all that they signed.",
)
@click.option("--why", default="", metavar="TEXT", help="What happened, with --compromised.")
@json_option
def rotate_command(compromised: bool, why: str, as_json: bool) -> None:
    """Make a key that signs badges from now on; the one before stays published.

    With --compromised nothing that the older keys signed is believed any more: issue the
    certificates of each edition again.
    """
    from .ground import open_ledger

    open_ledger()
    from tomoni.records.actions.audit import SYSTEM
    from tomoni.web.certificates.keys import key_file, rotate_key
    from tomoni.web.certificates.publishing import publish_credentials

    key = rotate_key(by=SYSTEM, compromised=compromised, why=why)
    published = publish_credentials()
    result = {"key": key.kid, "file": str(key_file(key.kid)), "keys": published.keys}
    emit(
        result,
        as_json,
        lambda: [
            f"{key.kid} signs from now on.",
            f"Its private half is {key_file(key.kid)}: keep a copy away from this disk.",
        ],
    )
