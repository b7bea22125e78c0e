"""Template tags of scoring and selection."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from .. import wording

register = template.Library()

register.filter("stage", wording.stage_text)
register.filter("reason", wording.reason_text)
register.filter("told", wording.public_text)
register.filter("group", wording.group_text)


@register.filter
def merit(value: int | None) -> str:
    """Return a merit in thousandths as a signed number with three decimals; none is a dash."""
    if value is None:
        return "–"
    sign = "−" if value < 0 else "+" if value > 0 else ""
    return f"{sign}{abs(value) // 1000}.{abs(value) % 1000:03d}"


@register.filter
def difference(loss: Any) -> str:
    """Return by how much a stage's loss changes, signed; ``loss``: a record or a mapping."""
    given = loss if isinstance(loss, dict) else {"selected": loss.selected,
                                                 "with_candidate": loss.with_candidate}  # fmt: skip
    change = given["with_candidate"] - given["selected"]
    return f"+{change}" if change > 0 else f"−{-change}" if change < 0 else "0"


@register.filter
def yesno_or_value(value: object) -> str:
    """Return a rule's value: yes or no, a number, or a dash where it is not set."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "–" if value is None else str(value)


@register.filter
def proof(code: str) -> str:
    """Return how a stage is proven, in words."""
    words = {
        "bound": _("no solution can be better"),
        "certified": _("proven in whole numbers"),
        "searched": _("searched through by the solver"),
    }
    return words.get(code, code)
