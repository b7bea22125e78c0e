"""Words for what is named and where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from tomoni.catalogue.places import place_name
from tomoni.catalogue.section_words import section_label
from tomoni.records.models import Party
from tomoni.rules.editions import NamingChange
from tomoni.web.shell.choices import reader_language


def section_words(code: str) -> str:
    """Return what a section is called, in the reader's language."""
    return section_label(code).in_language(reader_language())


def place_or_party(named: NamingChange, parties: Mapping[str, Party], language: str) -> str:
    """Return the name of a country, or of a body with its abbreviation."""
    if named.is_place:
        return place_name(named.code, language)
    party = parties[named.code]
    return f"{party.name} ({party.abbreviation})" if party.abbreviation else party.name
