"""The desk's side bar, colours and style."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy

from .access import may_view

# Title of a group, then its lists: model, wording, icon.
_GROUPS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "Work",
        (
            ("activity", "Activities", "work"),
            ("series", "Series", "repeat"),
            ("edition", "Editions", "event"),
            ("pledge", "Pledges", "campaign"),
        ),
    ),
    (
        "Ledger",
        (
            ("entry", "Entries", "receipt_long"),
            ("observation", "Observations", "monitoring"),
            ("split", "Splits", "pie_chart"),
        ),
    ),
    (
        "Evidence",
        (
            ("document", "Documents", "description"),
            ("claim", "Claims", "format_quote"),
            ("finding", "Findings", "rule"),
            ("exclusion", "Other numbers", "tag"),
        ),
    ),
    (
        "Who and what",
        (
            ("party", "Parties", "groups"),
            ("framework", "Frameworks", "gavel"),
            ("provision", "Provisions", "article"),
        ),
    ),
    (
        "Trust",
        (
            ("auditevent", "Audit trail", "history"),
            ("user", "Accounts", "person"),
            ("mandate", "Mandates", "badge"),
        ),
    ),
)


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups of the side bar; an item shows to those who may view its list."""
    return [
        {"title": title, "separator": True, "items": [_item(*item) for item in items]}
        for title, items in _GROUPS
    ]


def _item(model_name: str, title: str, icon: str) -> dict[str, Any]:
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:records_{model_name}_changelist"),
        "permission": partial(_may_view, model_name),
    }


def _may_view(model_name: str, request: HttpRequest) -> bool:
    return may_view(request.user, model_name)


def icon(request: HttpRequest) -> str:
    """Return the address of the mark of Tomoni."""
    return static("desk/icon.svg")


def style(request: HttpRequest) -> str:
    """Return the address of the desk's own style sheet."""
    return static("desk/desk.css")
