"""What a number counts, as a word behind it: "1 activity", "6,100 graduates", "3 editions"."""

from __future__ import annotations

from decimal import Decimal

from tomoni.catalogue.labels import Label

# Units of figures that are no code of the list of units.
_COUNTED: dict[str, Label] = {
    "activities": Label("activities", "件"),
    "claims": Label("claims", "件"),
    "countries": Label("countries", "か国・地域"),
    "documents": Label("documents", "点"),
    "editions": Label("editions", "回"),
    "entries": Label("entries", "件"),
    "findings": Label("findings", "件"),
    "passages": Label("passages", "か所"),
    "pledges": Label("pledges", "件"),
    "themes": Label("themes", "テーマ"),
}
_SINGULAR: dict[str, str] = {
    "activities": "activity",
    "acts": "act",
    "claims": "claim",
    "components": "component",
    "countries": "country",
    "days": "day",
    "documents": "document",
    "editions": "edition",
    "entries": "entry",
    "events": "event",
    "experts": "expert",
    "findings": "finding",
    "graduates": "graduate",
    "items": "item",
    "metres": "metre",
    "officials": "official",
    "participants": "participant",
    "passages": "passage",
    "people": "person",
    "person-days": "person-day",
    "persons": "person",
    "pledges": "pledge",
    "regions": "region",
    "targets": "target",
    "themes": "theme",
    "totals": "total",
    "years": "year",
}


def counted_label(unit: str) -> Label | None:
    """Return the word for what a figure counts; None for a unit that is not one of ours."""
    return _COUNTED.get(unit)


def agreeing(label: Label, value: str) -> Label:
    """Return a plural wording as it stands behind ``value``: singular in English for one.

    ``value`` is decimal text; minus one is one too.
    """
    if abs(Decimal(value)) != 1:
        return label
    made = " ".join(_SINGULAR.get(word, word) for word in label.en.split())
    return Label(made, label.ja)
