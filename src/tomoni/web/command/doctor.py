"""`tomoni doctor`: is everything there that an instance needs, and what mends what is not?"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime

import click

from tomoni.catalogue.errors import TomoniError
from tomoni.catalogue.settings import SETTINGS, Settings

from .checks import (
    Check,
    Status,
    audit_heads,
    home_party,
    secret_files,
    status_lists,
    vault_keys_check,
)
from .output import emit, json_option, table
from .store import SHORT, TIERS, snapshots_directory

PROBLEM_EXIT = 1
# A search word of two Japanese characters must reach the index, so the site needs FTS5.
SMALLEST_SQLITE = (3, 35, 0)


@click.command("doctor")
@json_option
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Check settings, database, append-only guards, snapshots and helpers.

    Ends with exit code 1 when something is a problem. A note is worth knowing and stops nothing.
    """
    settings = Settings()
    checks = list(examine(settings))
    result = {
        "settings": [_setting(settings, setting.name) for setting in SETTINGS],
        "checks": [check.as_dict() for check in checks],
    }
    emit(result, as_json, lambda: _text(settings, checks))
    if any(check.status == "problem" for check in checks):
        context.exit(PROBLEM_EXIT)


def examine(settings: Settings) -> Iterator[Check]:
    """Look at everything, in the order in which it has to be mended."""
    yield _home(settings)
    yield _sqlite()
    yield from _database(settings)
    yield from secret_files(settings)
    yield from _snapshots(settings)
    yield from _production(settings)
    yield _browser()
    yield _fonts()


def _home(settings: Settings) -> Check:
    if not settings.home.is_dir():
        return Check("home", "problem", f"{settings.home} is not there", "Run `tomoni init`.")
    free = shutil.disk_usage(settings.home).free // 2**20
    if free < 500:
        return Check("home", "problem", f"{free} MiB free in {settings.home}", "Make room.")
    return Check("home", "ok", f"{settings.home}, {free} MiB free")


def _sqlite() -> Check:
    found = f"SQLite {sqlite3.sqlite_version}"
    with sqlite3.connect(":memory:") as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    if sqlite3.sqlite_version_info < SMALLEST_SQLITE or "ENABLE_FTS5" not in options:
        needed = ".".join(map(str, SMALLEST_SQLITE))
        return Check("sqlite", "problem", found, f"Use a Python with SQLite {needed} and FTS5.")
    return Check("sqlite", "ok", f"{found} with full-text search")


def _database(settings: Settings) -> Iterator[Check]:
    from .ground import set_up_django, unapplied_migrations

    if not settings.home.is_dir():
        return
    try:
        set_up_django()
        from django.db import DatabaseError, connection

        try:
            connection.ensure_connection()
            waiting = unapplied_migrations()
        except DatabaseError as error:
            answer = str(error).strip().splitlines()[0]
            yield Check("database", "problem", answer, "Check DATABASE_URL and the server.")
            return
    except TomoniError as error:
        yield Check("database", "problem", error.what, error.do)
        return
    if waiting:
        found = f"{connection.vendor}, {len(waiting)} migrations to apply"
        yield Check("database", "problem", found, "Run `tomoni init`.")
        return
    yield Check("database", "ok", f"{connection.vendor}, migrated")
    yield _guards()
    yield _accounts()
    yield home_party(settings)
    yield audit_heads(settings)
    yield vault_keys_check()
    yield from status_lists(settings, datetime.now(UTC))


def _guards() -> Check:
    from django.db import connection

    from tomoni.records.guards import missing_guards

    missing = missing_guards(connection)
    if missing:
        found = f"{len(missing)} append-only guards are missing: {', '.join(missing[:3])}"
        return Check("guards", "problem", found, "Run `tomoni init`, then `tomoni audit verify`.")
    return Check("guards", "ok", "the append-only guards are in place")


def _accounts() -> Check:
    from tomoni.records.models import User

    admins = User.objects.filter(is_superuser=True, is_active=True).count()
    if not admins:
        return Check("accounts", "problem", "there is no administrator", "Run `tomoni init`.")
    return Check("accounts", "ok", f"active administrators: {admins}")


def _snapshots(settings: Settings) -> Iterator[Check]:
    from tomoni.exchange.snapshot import latest_id, read_manifest

    for tier in TIERS:
        name = f"snapshot ({tier})"
        flag = " --public" if tier == "public" else ""
        latest = latest_id(snapshots_directory(settings), tier)
        if latest is None:
            yield Check(name, "note", "none yet", f"Run `tomoni freeze{flag}`.")
            continue
        try:
            manifest = read_manifest(snapshots_directory(settings) / latest)
        except TomoniError as error:
            yield Check(name, "problem", f"the latest: {error.what}", f"Run `tomoni freeze{flag}`.")
            continue
        yield Check(name, "ok", f"{latest[:SHORT]} of {manifest['created_at']}")


def _production(settings: Settings) -> Iterator[Check]:
    if settings.text("TOMONI_MODE") != "production":
        yield Check("mode", "note", "development", "Set TOMONI_MODE=production where people work.")
        return
    lacks: tuple[tuple[bool, str, str], ...] = (
        (not settings.text("TOMONI_SECRET_KEY"), "secret key", "Set TOMONI_SECRET_KEY."),
        (not settings.text("DATABASE_URL"), "PostgreSQL", "Set DATABASE_URL, or stay with SQLite."),
    )
    for lacking, name, do in lacks:
        if lacking:
            status: Status = "problem" if name == "secret key" else "note"
            yield Check("mode", status, f"production without {name}", do)
    if not any(lacking for lacking, _, _ in lacks):
        yield Check("mode", "ok", "production")


def _browser() -> Check:
    path = shutil.which("chromium")
    if path is None:
        return Check("chromium", "note", "not installed: only the browser tests need it")
    return Check("chromium", "ok", path)


def _fonts() -> Check:
    lister = shutil.which("fc-list")
    if lister is None:
        return Check("fonts", "note", "fontconfig is not installed: fonts cannot be listed")
    listed = subprocess.run([lister, ":lang=ja", "family"], capture_output=True, check=False)
    families = {line for line in listed.stdout.decode().splitlines() if line}
    if not families:
        do = "Install a Japanese font, such as Noto Sans CJK, for charts on this machine."
        return Check("fonts", "note", "no font for Japanese", do)
    return Check("fonts", "ok", f"Japanese: {len(families)} families")


def _setting(settings: Settings, name: str) -> dict[str, object]:
    """Return a setting with its origin. A secret and a password in an address are not shown."""
    value = settings[name]
    shown: object = ",".join(value) if isinstance(value, tuple) else value
    if isinstance(value, bool):
        shown = "true" if value else "false"
    if name == "TOMONI_SECRET_KEY" and value:
        shown = "(set)"
    if name in {"DATABASE_URL", "TOMONI_MAIL_URL"} and value:
        shown = _without_password(str(value))
    return {"name": name, "value": str(shown), "origin": settings.origins[name]}


def _without_password(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    account, at, place = rest.rpartition("@")
    user, colon, _ = account.partition(":")
    return f"{scheme}{separator}{user}{':…' if colon else ''}{at}{place}"


_MARKS: dict[Status, str] = {"ok": "ok", "note": "note", "problem": "PROBLEM"}


def _text(settings: Settings, checks: list[Check]) -> list[str]:
    rows = (_setting(settings, setting.name).values() for setting in SETTINGS)
    lines = table(("Setting", "Value", "From"), (tuple(row) for row in rows))
    lines.append("")
    for check in checks:
        lines.append(f"{_MARKS[check.status]:8} {check.name}: {check.found}")
        if check.do and check.status != "ok":
            lines.append(f"{'':8} → {check.do}")
    return lines
