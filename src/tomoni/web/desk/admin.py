"""Registers every table of the ledger, and accounts, mandates and the audit trail."""

from __future__ import annotations

import json
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html

from tomoni.catalogue.tables import TABLES_BY_NAME
from tomoni.records.models import AuditEvent, Mandate, User
from tomoni.records.tables import LEDGER_TABLES

from .record_admin import ReadOnlyAdmin, record_admin

_MODELS = {model._meta.db_table: model for model in apps.get_app_config("records").get_models()}

for _name, _db_table in LEDGER_TABLES.items():
    _model = _MODELS[_db_table]
    admin.site.register(_model, record_admin(TABLES_BY_NAME[_name], _model))


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """The audit chain, newest first."""

    object_name = "auditevent"
    list_display = ("sequence", "at", "verb", "object_type", "object_id", "by")
    list_filter = ("verb", "object_type")
    search_fields = ("object_id", "verb", "by", "hash")
    ordering = ("-sequence",)
    fields = ("sequence", "at", "by", "verb", "object_type", "object_id", "content")
    readonly_fields = (*fields, "previous_hash", "hash")

    def get_fields(self, request: HttpRequest, obj: AuditEvent | None = None) -> tuple[str, ...]:
        """Return the columns with the hashes last."""
        return (*self.fields, "previous_hash", "hash")

    @admin.display(description="Payload")
    def content(self, event: AuditEvent) -> str:
        """Return the payload, indented."""
        text = json.dumps(json.loads(event.payload), ensure_ascii=False, indent=2)
        return format_html('<pre class="desk-payload">{}</pre>', text)


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    """Accounts. Passwords are not shown in any form."""

    object_name = "user"
    list_display = ("username", "public_id", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser")
    search_fields = ("username", "public_id")
    ordering = ("username",)
    fields = ("username", "public_id", "email", "is_active", "is_superuser", "last_login", "roles")
    readonly_fields = fields

    @admin.display(description="Mandates")
    def roles(self, user: User) -> str:
        """Return the person's mandates, one after the other."""
        return ", ".join(str(mandate) for mandate in user.mandates.order_by("start")) or "none"

    def _below(self, request: HttpRequest, object_id: str) -> dict[str, Any]:
        record = self.get_object(request, object_id)
        return super()._below(request, object_id) if record is not None else {}


@admin.register(Mandate)
class MandateAdmin(ReadOnlyAdmin):
    """Roles of people over time."""

    object_name = "mandate"
    list_display = ("user", "role_code", "start", "end")
    list_filter = ("role_code",)
    list_select_related = ("user",)
    ordering = ("user__username", "start")
    fields = ("user", "role_code", "start", "end")
    readonly_fields = fields
