"""The desk's side bar, colours and style."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy

from .access import may_view

# Title of a group, then its lists: model, type of object, wording, icon.
_GROUPS: tuple[tuple[str, tuple[tuple[str, str, str, str], ...]], ...] = (
    (
        "Work",
        (
            ("activity", "activity", "Activities", "work"),
            ("series", "series", "Series", "repeat"),
            ("edition", "series", "Editions", "event"),
            ("pledge", "pledge", "Pledges", "campaign"),
        ),
    ),
    (
        "Ledger",
        (
            ("entry", "entry", "Entries", "receipt_long"),
            ("observation", "observation", "Observations", "monitoring"),
            ("split", "split", "Splits", "pie_chart"),
        ),
    ),
    (
        "Evidence",
        (
            ("document", "document", "Documents", "description"),
            ("claim", "claim", "Claims", "format_quote"),
            ("finding", "finding", "Findings", "rule"),
            ("exclusion", "document", "Other numbers", "tag"),
        ),
    ),
    (
        "Who and what",
        (
            ("party", "party", "Parties", "groups"),
            ("framework", "framework", "Frameworks", "gavel"),
            ("provision", "framework", "Provisions", "article"),
        ),
    ),
    (
        "Trust",
        (
            ("auditevent", "audit_event", "Audit trail", "history"),
            ("user", "user", "Accounts", "person"),
            ("mandate", "user", "Mandates", "badge"),
        ),
    ),
)


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups of the side bar; an item shows to those who may view its list."""
    return [
        {"title": title, "separator": True, "items": [_item(*item) for item in items]}
        for title, items in _GROUPS
    ]


def _item(model_name: str, object_type: str, title: str, symbol: str) -> dict[str, Any]:
    return {
        "title": title,
        "icon": symbol,
        "link": reverse_lazy(f"admin:records_{model_name}_changelist"),
        "permission": partial(_may_view, object_type),
    }


def _may_view(object_type: str, request: HttpRequest) -> bool:
    return may_view(request.user, object_type)


def icon(request: HttpRequest) -> str:
    """Return the address of the mark of Tomoni."""
    return static("desk/icon.svg")


def style(request: HttpRequest) -> str:
    """Return the address of the desk's own style sheet."""
    return static("desk/desk.css")
