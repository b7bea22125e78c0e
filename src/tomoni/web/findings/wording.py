"""Words for what is named and where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from tomoni.catalogue.places import place_name
from tomoni.records.models import Party
from tomoni.rules.editions import NamingChange


def section_words(code: str) -> str:
    """Return a section's code as words: "security-seas" reads "Security: seas"."""
    head, _, rest = code.partition("-")
    known = head in ("security", "peacebuilding") and rest
    words = f"{head}: {rest}" if known else code
    return words.replace("-", " ").capitalize()


def place_or_party(named: NamingChange, parties: Mapping[str, Party], language: str) -> str:
    """Return the name of a country, or of a body with its abbreviation."""
    if named.is_place:
        return place_name(named.code, language)
    party = parties[named.code]
    return f"{party.name} ({party.abbreviation})" if party.abbreviation else party.name
