"""The institute's paper: what every letter of it has, out of the settings."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from tomoni.catalogue.settings import Settings
from tomoni.exchange.letters import Frame, Letterhead, Signatory
from tomoni.exchange.typesetting import Language


def letterhead(language: Language) -> Letterhead:
    """Return the head of a letter in a language; what has no Japanese stands in English."""
    chosen: Settings = settings.TOMONI
    name = chosen.text("TOMONI_ISSUER_NAME") or chosen.text("TOMONI_TITLE")
    address = chosen.text("TOMONI_ISSUER_ADDRESS")
    if language == "ja":
        name = chosen.text("TOMONI_ISSUER_NAME_JA") or name
        address = chosen.text("TOMONI_ISSUER_ADDRESS_JA") or address
    lines = tuple(line.strip() for line in address.split("|") if line.strip())
    return Letterhead(name, lines, email=contact())


def contact() -> str | None:
    """Return who answers questions about courses; None: it is not set."""
    chosen: Settings = settings.TOMONI
    return chosen.text("TOMONI_ISSUER_CONTACT") or None


def signatory(language: Language) -> Signatory | None:
    """Return who signs the institute's letters; None: nobody is set."""
    chosen: Settings = settings.TOMONI
    name, title = "TOMONI_ISSUER_SIGNATORY", "TOMONI_ISSUER_SIGNATORY_TITLE"
    if language == "ja" and chosen.text(f"{name}_JA"):
        return Signatory(
            chosen.text(f"{name}_JA"), chosen.text(f"{title}_JA") or chosen.text(title)
        )
    found = chosen.text(name)
    return Signatory(found, chosen.text(title)) if found else None


def frame(
    language: Language,
    reference: str,
    issued_on: date,
    addressee: tuple[str, ...] = (),
    *,
    is_signed: bool = False,
) -> Frame:
    """Return what every letter has."""
    signed = signatory(language) if is_signed else None
    return Frame(language, letterhead(language), reference, issued_on, addressee, signed)
