"""A read-only list and page of one table, made from its contract in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.admin import ModelAdmin

from tomoni.catalogue.fields import Field
from tomoni.catalogue.tables import Table
from tomoni.records.models import Entry
from tomoni.records.queries.entries import entries_as_they_stand

from .access import OBJECT_OF_TABLE, may_see, may_view
from .columns import (
    Column,
    applies,
    attribute_of,
    columns_of,
    list_columns,
    record_link,
    references_of,
    title_of,
)
from .filters import code_filter, owner_filter
from .language import said
from .lists import DeskList
from .proof import events_of, proof_of

SEARCHED = ("title", "name", "abbreviation", "topic", "summary", "publisher", "scope", "reason")


class ReadOnlyAdmin(ModelAdmin):
    """Shows rows to those who may see them. Nobody can add, change or delete here."""

    is_read_only = True
    contract_fields: Mapping[str, Field] = {}
    contract: Table | None = None
    object_type = ""
    actions = None
    # The theme's template of a row is what a list costs: 4 kB and a millisecond each.
    list_per_page = 25
    show_full_result_count = False
    change_form_outer_after_template = "desk/below.html"

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody adds here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody changes here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody deletes here."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Whoever the rules let view this kind of object."""
        return may_view(request.user, self.object_type)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the object's list shows in the overview."""
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        """Return all rows, with what later rows say about them."""
        rows = entries_as_they_stand() if self.model is Entry else self.model.objects.all()
        return rows.order_by(*self.get_ordering(request))

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Return the columns of the page, without personal ones for those who may not see them."""
        return [
            name
            for name in self.fields
            if self._may_see(request, name) and self._applies(name, obj)
        ]

    def get_list_display(self, request: HttpRequest) -> list[str]:
        """Return the columns of the list, without personal ones for those who may not see them."""
        return [name for name in self.list_display if self._may_see(request, name)]

    def _may_see(self, request: HttpRequest, name: str) -> bool:
        field = self.contract_fields.get(name)
        return field is None or may_see(request.user, self.object_type, field)

    def _applies(self, name: str, record: Model | None) -> bool:
        field = self.contract_fields.get(name)
        if record is None or field is None or self.contract is None:
            return True
        return applies(self.contract, field, record)

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[DeskList]:
        """Return the list that computes each address once."""
        return DeskList

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show one row with its proof and its audit trail below."""
        context = {**(extra_context or {}), **self._below(request, object_id)}
        return super().change_view(request, object_id, form_url, context)

    def _below(self, request: HttpRequest, object_id: str) -> dict[str, Any]:
        if not self.has_view_permission(request):
            return {}
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return {}
        proof = proof_of(record)
        # The chain names what an event is about as the table is named.
        about = self.model._meta.db_table.removeprefix("records_")
        events = events_of(about, getattr(record, "public_id", ""))
        context: dict[str, Any] = {"events": events}
        if proof is not None:
            context |= {
                "proof": proof,
                "claim_link": record_link(proof.claim),
                "document_link": record_link(proof.document),
            }
        return context


def record_admin(table: Table, model: type[Model]) -> type[ReadOnlyAdmin]:
    """Return the admin class of a table: columns, help, search and filters from its contract."""
    columns = columns_of(table)
    shown = tuple(column.name for column in columns)
    listed = tuple(column.name for column in list_columns(table))
    attributes: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": table.rows,
        "contract": table,
        "object_type": OBJECT_OF_TABLE[table.name],
        "contract_fields": {column.name: column.field for column in columns},
        "fields": shown,
        "readonly_fields": shown,
        "list_display": listed,
        "list_display_links": listed[:1],
        "list_select_related": _select_related(table),
        "list_filter": _filters(table),
        "search_fields": _search_fields(table),
        "search_help_text": said("Ids and titles", "IDと題名"),
        "ordering": ("public_id",),
        "get_form": _form_with_help({column.name: column.help for column in columns}),
    }
    attributes |= {column.name: _display(column) for column in columns}
    return type(f"{model.__name__}Admin", (ReadOnlyAdmin,), attributes)


def _display(column: Column) -> Any:
    def show(self: ReadOnlyAdmin, record: Model) -> object:
        return column.show(record)

    show.__name__ = column.name
    return admin.display(show, description=column.title, ordering=column.orders_by)


def _form_with_help(help_texts: dict[str, str]) -> Any:
    def get_form(
        self: ReadOnlyAdmin,
        request: HttpRequest,
        obj: Model | None = None,
        change: bool = False,
        **more: Any,
    ) -> Any:
        return super(ReadOnlyAdmin, self).get_form(
            request, obj, change, **{**more, "help_texts": help_texts}
        )

    return get_form


def _select_related(table: Table) -> tuple[str, ...]:
    names = {column.name for column in list_columns(table)}
    return tuple(name for name in references_of(table) if f"show_{name}" in names)


def _filters(table: Table) -> tuple[Any, ...]:
    made = (
        code_filter(attribute_of(table, field), title_of(table, field), field.codelist)
        for field in table.fields
        if field.codelist
    )
    return tuple(one for one in (owner_filter(table.name), *made) if one is not None)


def _search_fields(table: Table) -> tuple[str, ...]:
    names = [field.name for field in table.fields if field.name in SEARCHED]
    return ("public_id", *names, *(f"{name}__public_id" for name in references_of(table)))
