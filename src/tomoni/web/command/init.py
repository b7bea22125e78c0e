"""`tomoni init`: the instance's directory, its database, and its first administrator."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import click

from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.settings import Settings

from .ground import set_up_django, unapplied_migrations
from .output import emit, json_option, say

SUBDIRECTORIES = ("snapshots", "published", "documents")
PASSWORD_VARIABLE = "TOMONI_ADMIN_PASSWORD"


@dataclass(frozen=True, slots=True)
class Made:
    """What `init` found or made. ``password`` is given only when it was drawn just now."""

    home: Path
    migrations_applied: int
    username: str
    created_administrator: bool
    password: str | None

    def as_dict(self) -> dict[str, object]:
        """Return the JSON of the command."""
        return {
            "home": str(self.home),
            "migrations_applied": self.migrations_applied,
            "administrator": self.username,
            "created_administrator": self.created_administrator,
            "password": self.password,
        }


@click.command("init")
@click.option("--username", default="admin", show_default=True, help="Name of the administrator.")
@click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"File whose first line is the password. Without it: {PASSWORD_VARIABLE}, else a random "
    "password, which is shown once.",
)
@json_option
def command(username: str, password_file: Path | None, as_json: bool) -> None:
    """Make the instance in TOMONI_HOME: directory, database, first administrator.

    Run it again after an upgrade: it applies what the database lacks and changes nothing else.
    """
    made = make_instance(username, _given_password(password_file))
    emit(made.as_dict(), as_json, lambda: _text(made))


def make_instance(username: str, password: str | None) -> Made:
    """Make whatever the instance lacks. An existing administrator is left as it is."""
    settings = Settings()
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in SUBDIRECTORIES:
        (settings.home / name).mkdir(exist_ok=True)
    set_up_django()
    from tomoni.records.actions.users import create_administrator

    applied = _migrate()
    existing = _administrator_name()
    if existing is not None:
        return Made(settings.home, applied, existing, created_administrator=False, password=None)
    chosen = password or secrets.token_urlsafe(15)
    create_administrator(username=username, password=chosen)
    return Made(settings.home, applied, username, True, None if password else chosen)


def _given_password(path: Path | None) -> str | None:
    if path is None:
        return os.environ.get(PASSWORD_VARIABLE) or None
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or not lines[0]:
        raise InputError(
            "The first line is empty.",
            where=Where(file=str(path), line=1),
            do="Write the password there.",
        )
    return lines[0]


def _migrate() -> int:
    from django.core.management import call_command

    waiting = unapplied_migrations()
    if waiting:
        say(f"Applying {len(waiting)} migrations…")
    # Also with nothing to apply: the append-only guards are put back after every migrate.
    call_command("migrate", interactive=False, verbosity=0)
    return len(waiting)


def _administrator_name() -> str | None:
    from tomoni.records.models import User

    admins = User.objects.filter(is_superuser=True, is_active=True).order_by("pk")
    name: str | None = admins.values_list("username", flat=True).first()
    return name


def _text(made: Made) -> list[str]:
    lines = [f"The instance is in {made.home}."]
    if made.created_administrator:
        lines.append(f"Administrator: {made.username}")
    else:
        lines.append(f"Administrator: {made.username} (was there already)")
    if made.password:
        lines.append(f"Password:      {made.password}   (shown once; keep it)")
    return [
        *lines,
        "",
        "Next: tomoni load     the records",
        "      tomoni serve    the desk; sign in",
        "      tomoni worker   messages and what takes long, beside the desk",
        "",
        "The first sign-in asks for a second factor: an authenticator app or a passkey.",
        f"Keep a copy of {made.home / 'vault-keys'} elsewhere: it seals what is confidential.",
    ]
