"""The one Django app that owns tables."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    """The ledger. After every migrate the database's guards are put (back) in place."""

    name = "tomoni.records"
    label = "records"
    verbose_name = "Records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the guards installed after every migrate: SQLite drops them with a remade table."""
        from . import guards

        post_migrate.connect(guards.install_after_migrate, sender=self)
