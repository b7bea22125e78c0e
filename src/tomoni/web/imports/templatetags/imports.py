"""Notes in words, shares and amounts as they are read, names by opaque ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django import template

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.import_words import import_note
from tomoni.catalogue.places import place_name
from tomoni.exchange.iati.bring.shares import per_cent
from tomoni.records.models import Entry, ImportedShare
from tomoni.rules.quantities import Quantity, format_major
from tomoni.web.shell.choices import reader_language

register = template.Library()


@register.filter
def note(kept: Sequence[Any]) -> str:
    """Return a note, a list of code and parameters, in the reader's language."""
    code, parameters = kept
    return import_note(code, parameters, reader_language())


@register.filter
def grouped(number: int) -> str:
    """Return a whole number with commas between thousands."""
    return f"{number:,}"


@register.filter
def named(names: Mapping[str, str], key: str | None) -> str:
    """Return the name of an opaque id; one without a name is itself."""
    return names.get(key, key) if key else "–"


@register.filter
def percent(share: ImportedShare) -> str:
    """Return an exact share in per cent."""
    return per_cent(Fraction(share.numerator, share.denominator))


@register.filter
def coded(share: ImportedShare) -> str:
    """Return the code of a share with its name; a dash for the remainder."""
    if share.code is None:
        return "–"
    if share.axis_code == "place":
        return f"{share.code} {place_name(share.code, reader_language())}"
    return f"{share.code} {codelist('Sector').name_of(share.code, reader_language())}"


@register.filter
def amount(entry: Entry) -> str:
    """Return the amount of a line of the ledger with its currency."""
    value = format_major(Quantity(entry.quantity, entry.exponent), entry.currency_code)
    return f"{entry.currency_code} {value}"
