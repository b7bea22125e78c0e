"""Kinds of activity: what each is, its measures, the fields it needs, its CRS codes.

The words are ``data/kinds.toml``. A new kind is one entry there; the rules and forms read this
registry. The required fields are columns of the table ``activities`` beyond those that every
activity needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .labels import Label
from .packaged import packaged_toml

_OF_EVERY_KIND = ("duration",)


@dataclass(frozen=True, slots=True)
class ActivityKind:
    """One kind of activity.

    ``measures``: codes of the measures that entries, observations and targets of such an activity
    may have. ``aid_type_code``: OECD CRS type of aid, None where the kind alone does not decide it;
    ``aid_type_reason`` says why either way. ``finance_type_code``: None where no money is typical.
    """

    code: str
    label: Label
    definition: str
    measures: tuple[str, ...]
    required: tuple[str, ...]
    aid_type_code: str | None
    aid_type_reason: str
    finance_type_code: str | None


def _kind(code: str, entry: dict[str, Any]) -> ActivityKind:
    return ActivityKind(
        code=code,
        label=Label(entry["en"], entry["ja"]),
        definition=entry["definition"],
        measures=(*entry["measures"], *_OF_EVERY_KIND),
        required=tuple(entry["required"]),
        aid_type_code=entry.get("aid_type_code"),
        aid_type_reason=entry["aid_type_reason"],
        finance_type_code=entry.get("finance_type_code"),
    )


KINDS: tuple[ActivityKind, ...] = tuple(
    _kind(code, entry) for code, entry in packaged_toml("kinds.toml").items()
)
KINDS_BY_CODE: dict[str, ActivityKind] = {kind.code: kind for kind in KINDS}
