"""What one refusal says: what is wrong, and what mends it, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from .labels import Label


@dataclass(frozen=True, slots=True)
class RefusalWording:
    """What a refusal says, and what to do about it. ``{name}`` stands for a parameter."""

    what: Label
    do: Label


def words(en: str, ja: str, do_en: str, do_ja: str) -> RefusalWording:
    """Return the wording of one refusal from its four texts."""
    return RefusalWording(Label(en, ja), Label(do_en, do_ja))
