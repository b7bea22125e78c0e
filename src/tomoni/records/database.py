"""Which database holds the ledger, as an address and as Django's settings. Imports no Django."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from tomoni.catalogue.settings import Settings

BUSY_TIMEOUT_SECONDS = 60
"""How long a writer waits for another one on SQLite before it gives up."""

_SQLITE_PRAGMAS = (
    # Replaced rows must fire delete triggers, or INSERT OR REPLACE goes round the guards.
    "PRAGMA recursive_triggers = ON;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA journal_mode = WAL;"
    # FULL also under WAL: a committed record survives a power cut.
    "PRAGMA synchronous = FULL;"
)


def database_url(settings: Settings) -> str:
    """Return the ledger's address: DATABASE_URL, or the SQLite file in TOMONI_HOME."""
    return settings.text("DATABASE_URL") or f"sqlite:///{settings.home / 'db.sqlite3'}"


def sqlite_path(url: str) -> Path | None:
    """Return the file of a ``sqlite:///PATH`` address, absolute; None for PostgreSQL."""
    if not url.startswith("sqlite:///"):
        return None
    return Path(url.removeprefix("sqlite:///")).expanduser().absolute()


def django_database(url: str) -> dict[str, object]:
    """Return Django's settings of the database at ``url``.

    On SQLite every transaction begins IMMEDIATE, so that two writers queue instead of failing when
    a read turns into a write. On PostgreSQL further options (``?host=/socket``) pass to the driver.
    """
    path = sqlite_path(url)
    if path is not None:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(path),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": BUSY_TIMEOUT_SECONDS,
                "init_command": _SQLITE_PRAGMAS,
            },
        }
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.removeprefix("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
