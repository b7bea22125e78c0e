"""What `tomoni doctor` looks at in the ledger and in the files that hold secrets."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from tomoni.catalogue.errors import TomoniError
from tomoni.catalogue.settings import Settings
from tomoni.records.database import database_url, sqlite_path

from .store import snapshots_directory

Status = Literal["ok", "note", "problem"]
_IN_HOME = ("secret.key", "demo-password")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. ``do`` says what mends it; None when nothing is amiss."""

    name: str
    status: Status
    found: str
    do: str | None = None

    def as_dict(self) -> dict[str, str | None]:
        """Return the JSON of one check."""
        return {"name": self.name, "status": self.status, "found": self.found, "do": self.do}


def home_party(settings: Settings) -> Check:
    """Does the ledger know the organisation whose system of record it is?"""
    from tomoni.records.models import Party

    party = settings.text("TOMONI_HOME_PARTY")
    if Party.objects.filter(public_id=party).exists():
        return Check("home party", "ok", party)
    if not Party.objects.exists():
        return Check("home party", "note", f"{party}; no organisation is loaded yet")
    found = f"TOMONI_HOME_PARTY is {party!r}, which is no organisation of the ledger"
    return Check("home party", "note", found, "Set it to the id of one, or load that one.")


def audit_heads(settings: Settings) -> Check:
    """Does the audit chain hold every event that a snapshot knows of?"""
    from tomoni.records.actions.audit_heads import require_heads

    try:
        snapshots = require_heads(snapshots_directory(settings))
    except TomoniError as error:
        return Check("audit", "problem", error.what, error.do)
    return Check("audit", "ok", f"the chain reaches as far as the snapshots say ({snapshots})")


def vault_keys_check() -> Check:
    """Are the vault's keys there, and readable by nobody else?"""
    from tomoni.records.vault.keys import keys_directory, vault_keys

    try:
        keys = vault_keys()
    except TomoniError as error:
        return Check("vault", "problem", error.what, error.do)
    return Check("vault", "ok", f"{len(keys.keys)} keys in {keys_directory()}")


def status_lists(settings: Settings, now: datetime) -> Iterator[Check]:
    """Will who verifies a certificate still believe the status lists half their time after now?

    Nothing where no certificate is issued. A daily timer leaves all but a day of their time.
    """
    from tomoni.exchange.badges import is_listed
    from tomoni.publish.credentials import KEYS_FILE, credentials_directory, read_keys
    from tomoni.records.models import Certificate

    if not Certificate.objects.exists():
        return
    directory = credentials_directory(settings)
    half = timedelta(days=settings.number("TOMONI_STATUS_DAYS")) / 2
    publish = "Run `tomoni badge publish`, every day from a timer."
    try:
        keys = read_keys(directory / KEYS_FILE)
        lists = [path.read_text(encoding="ascii") for path in (directory / "status").glob("*.jwt")]
    except (TomoniError, OSError, UnicodeDecodeError) as error:
        yield Check("status lists", "problem", str(error), publish)
        return
    if not lists or any(is_listed(one, 0, keys, now) is None for one in lists):
        found = f"{directory} holds no status list that is believed today"
        yield Check("status lists", "problem", found, publish)
    elif any(is_listed(one, 0, keys, now + half) is None for one in lists):
        found = f"the status lists in {directory} are believed for less than half of their time yet"
        yield Check("status lists", "note", found, publish)
    else:
        yield Check("status lists", "ok", f"{len(lists)} in {directory}, believed for long enough")


def secret_files(settings: Settings) -> Iterator[Check]:
    """Can other accounts of this machine read what is secret?"""
    open_files = [path for path in _secret_paths(settings) if _others_read(path)]
    for path in open_files:
        found = f"{path} can be read by every account of this machine"
        yield Check("secrets", "problem", found, f"Run `chmod 600 {path}`.")
    if not open_files:
        yield Check("secrets", "ok", "files with secrets can be read by their owner or group alone")


def _secret_paths(settings: Settings) -> Iterator[Path]:
    database = sqlite_path(database_url(settings))
    if database is not None:
        yield from (database.with_name(database.name + end) for end in ("", "-wal", "-shm"))
    yield from (settings.home / name for name in _IN_HOME)
    names = ["TOMONI_SECRET_KEY"]
    names += [name for name in ("DATABASE_URL", "TOMONI_MAIL_URL") if "@" in settings.text(name)]
    origins = {settings.origins[name] for name in names} - {"environment", "default"}
    yield from map(Path, sorted(origins))


def _others_read(path: Path) -> bool:
    """Say whether an account outside owner and group can read the file. None there: it cannot."""
    try:
        passes = path.absolute().parent.stat().st_mode & stat.S_IXOTH
        return bool(passes and path.stat().st_mode & stat.S_IROTH)
    except OSError:
        return False
