"""Organisations as activities name them."""

from __future__ import annotations

from tomoni.catalogue.iati.brought import our_code
from tomoni.rules.imports.brought import BroughtParty

from .facts import Organisation, text_in

_UNTOLD = "other organisation"


def party_of(named: Organisation | None, language: str | None) -> BroughtParty | None:
    """Return the organisation; None where neither identifier nor name is stated."""
    if named is None:
        return None
    ref = " ".join((named.ref or "").split()) or None
    name = text_in(named.names, language, "en")
    if ref is None and name is None:
        return None
    kind = our_code("party_kind", "OrganisationType", (named.type or "").strip())
    return BroughtParty(ref, name, kind or _UNTOLD)
