"""Template tags of reports."""

from __future__ import annotations

from datetime import UTC, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tomoni.catalogue.codelists import codelist
from tomoni.records.models import Report, ReportEdition
from tomoni.web.shell.choices import reader_language

register = template.Library()
_LOOKS = {
    "building": "wait", "failed": "bad", "draft": "wait", "published": "good",
    "withdrawn": "bad", "checked": "wait", "signed_off": "good",
}  # fmt: skip


@register.filter
def titled(report: Report) -> str:
    """Return the title of a report in the reader's language, where it has one."""
    return (report.title_ja if reader_language() == "ja" else None) or report.title


@register.filter
def edition_state(edition: ReportEdition) -> SafeString:
    """Return where a build stands."""
    return _state("report_edition_state", edition.state_code)


@register.filter
def answer_state(code: str) -> SafeString:
    """Return where an answer stands."""
    return _state("answer_state", code)


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """Return a moment to the minute, in UTC; a missing one is a dash."""
    if value is None:
        return "–"
    at = value.astimezone(UTC)
    words = at.strftime("%Y-%m-%d %H:%M UTC")
    return format_html('<time datetime="{}">{}</time>', at.isoformat(timespec="seconds"), words)


def _state(list_name: str, code: str) -> SafeString:
    words = codelist(list_name).name_of(code, reader_language())
    return format_html('<span class="state {}">{}</span>', _LOOKS.get(code, "wait"), words)
