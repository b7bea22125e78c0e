"""The desk's side bar, colours and style."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy

from .access import may_view
from .language import said

# Title of a group, then its lists: model, type of object, wording, icon.
_GROUPS: tuple[tuple[str, tuple[tuple[str, str, str, str], ...]], ...] = (
    (
        said("Work", "活動"),
        (
            ("activity", "activity", said("Activities", "案件"), "work"),
            ("series", "series", said("Series", "シリーズ"), "repeat"),
            ("edition", "series", said("Editions", "開催回"), "event"),
            ("pledge", "pledge", said("Pledges", "表明"), "campaign"),
        ),
    ),
    (
        said("Ledger", "台帳"),
        (
            ("entry", "entry", said("Entries", "記入"), "receipt_long"),
            ("observation", "observation", said("Observations", "観測値"), "monitoring"),
            ("split", "split", said("Splits", "按分"), "pie_chart"),
        ),
    ),
    (
        said("Evidence", "証拠"),
        (
            ("document", "document", said("Documents", "文書"), "description"),
            ("claim", "claim", said("Claims", "主張"), "format_quote"),
            ("finding", "finding", said("Findings", "所見"), "rule"),
            ("naming", "document", said("Names in roles", "役割付きの名称"), "flag"),
            ("exclusion", "document", said("Other numbers", "その他の数字"), "tag"),
        ),
    ),
    (
        said("Who and what", "主体と枠組み"),
        (
            ("party", "party", said("Parties", "組織"), "groups"),
            ("framework", "framework", said("Frameworks", "枠組み"), "gavel"),
            ("provision", "framework", said("Provisions", "条項"), "article"),
        ),
    ),
    (
        said("Trust", "信頼性"),
        (
            ("auditevent", "audit_event", said("Audit trail", "監査証跡"), "history"),
            ("user", "user", said("Accounts", "アカウント"), "person"),
            ("mandate", "user", said("Mandates", "権限"), "badge"),
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
