"""Filters of a list: by the codes of a column, and by whose a row is.

The choices come from the catalogue, not a query.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from tomoni.catalogue.codelists import codelist
from tomoni.records.models import Activity
from tomoni.web.shell.choices import reader_language

from .language import said

MOST_CHOICES = 60


def code_filter(attribute: str, title: str, codelist_name: str) -> type[SimpleListFilter] | None:
    """Return a filter on a code column; None when the list is too long to choose from."""
    codes = codelist(codelist_name).codes
    if len(codes) > MOST_CHOICES:
        return None

    class CodeFilter(SimpleListFilter):
        """Rows whose code is the chosen one."""

        parameter_name = attribute

        def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
            named = codelist(codelist_name)
            return [(code, named.name_of(code, reader_language()) or code) for code in codes]

        def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
            chosen = self.value()
            return queryset.filter(**{attribute: chosen}) if chosen else queryset

    CodeFilter.title = title
    CodeFilter.__name__ = f"Filter_{attribute}"
    return CodeFilter


# What others publish is told by the activity that a row is of.
_ACTIVITY_OF = {
    "activities": "pk",
    "activity_countries": "activity",
    "activity_regions": "activity",
    "activity_parties": "activity",
    "entries": "activity",
}


def owner_filter(table: str) -> type[SimpleListFilter] | None:
    """Return a filter by whose a row is, which shows our own unless others' are asked for.

    None for a table whose rows are never of others.
    """
    activity = _ACTIVITY_OF.get(table)
    if activity is None:
        return None

    class OwnerFilter(SimpleListFilter):
        """Rows of our own, of other publishers, or both."""

        title = said("Whose", "所属")
        parameter_name = "owner"

        def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
            named = codelist("import_owner")
            return [
                ("other", named.name_of("other", reader_language())),
                ("all", str(said("all", "すべて"))),
            ]

        def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
            first, *others = super().choices(changelist)
            own = codelist("import_owner").name_of("own", reader_language())
            yield {**first, "display": own}
            yield from others

        def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
            if self.value() == "all":
                return queryset
            theirs = {f"{activity}__in": Activity.objects.exclude(publisher=None).values("pk")}
            return queryset.filter(**theirs) if self.value() else queryset.exclude(**theirs)

    return OwnerFilter
