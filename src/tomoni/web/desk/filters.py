"""Filters of a list by the codes of a column. The choices come from the catalogue, not a query."""

from __future__ import annotations

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

from tomoni.catalogue.codelists import codelist
from tomoni.web.shell.choices import reader_language

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
