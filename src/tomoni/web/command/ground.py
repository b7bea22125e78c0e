"""What commands stand on: the settings, Django when a command needs it, and the home directory."""

from __future__ import annotations

import gc
import os

from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.settings import Settings


def set_up_django() -> None:
    """Configure Django with the desk's settings. Only commands that open the ledger call this."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tomoni.web.settings")
    # What Django makes at its start stays for good: to look through it for what may be dropped
    # takes a sixth of the start.
    gc.disable()
    django.setup()
    gc.freeze()
    gc.enable()


def open_ledger() -> Settings:
    """Set up Django and return the settings. NotFoundError: there is no migrated database yet."""
    settings = Settings()
    if not settings.home.is_dir():
        raise NotFoundError(
            f"There is no instance in {settings.home}.",
            do="Run `tomoni init`, or set TOMONI_HOME to the directory of an instance.",
        )
    set_up_django()
    waiting = unapplied_migrations()
    if waiting:
        raise NotFoundError(
            f"The database in {settings.home} lacks {len(waiting)} migrations.",
            do="Run `tomoni init`: it makes the database or brings it up to date.",
        )
    return settings


def unapplied_migrations() -> list[str]:
    """Return the names of the migrations that the database still lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
