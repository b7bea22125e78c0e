"""Registers every table of the ledger, and accounts, mandates and the audit trail."""

from __future__ import annotations

import json

from django.apps import apps
from django.contrib import admin
from django.utils.html import format_html

from tomoni.catalogue.fields import Field
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

    object_type = "audit_event"
    list_display = ("sequence", "at", "verb", "object_type", "object_id", "by")
    list_filter = ("verb", "object_type")
    search_fields = ("object_id", "verb", "by", "hash")
    ordering = ("-sequence",)
    fields = (
        "sequence",
        "at",
        "by",
        "verb",
        "object_type",
        "object_id",
        "content",
        "previous_hash",
        "hash",
    )
    readonly_fields = fields

    @admin.display(description="Payload")
    def content(self, event: AuditEvent) -> str:
        """Return the payload, indented."""
        text = json.dumps(json.loads(event.payload), ensure_ascii=False, indent=2)
        return format_html('<pre class="desk-payload">{}</pre>', text)


_NAMES = ("username", "email")


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    """Accounts. Passwords are not shown in any form; names only to those who may see them."""

    object_type = "user"
    contract_fields = {name: Field(name, "text", "", personal=True) for name in _NAMES}
    list_display = ("public_id", "username", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser")
    search_fields = ("username", "public_id")
    ordering = ("username",)
    fields = ("public_id", "username", "email", "is_active", "is_superuser", "last_login", "roles")
    readonly_fields = fields

    @admin.display(description="Mandates")
    def roles(self, user: User) -> str:
        """Return the person's mandates, one after the other."""
        return ", ".join(str(mandate) for mandate in user.mandates.order_by("start")) or "none"


@admin.register(Mandate)
class MandateAdmin(ReadOnlyAdmin):
    """Roles of people over time."""

    object_type = "user"
    list_display = ("account", "role_code", "start", "end")
    list_filter = ("role_code",)
    list_select_related = ("user",)
    ordering = ("user__public_id", "start")
    fields = ("account", "role_code", "start", "end")
    readonly_fields = fields

    @admin.display(description="Account", ordering="user__public_id")
    def account(self, mandate: Mandate) -> str:
        """Return the opaque id of the account, by which the audit trail knows it."""
        return mandate.user.public_id
