"""One activity as its publisher wrote it: element by element, and its transactions as rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..cells import Cell, Json
from ..source import label_of
from .field import sector_cell

_CODE_OF_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{2,4})?")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its path below the activity, its attributes as written, and its own text."""

    path: str
    attributes: tuple[tuple[str, str], ...]
    text: str | None


def elements(root: Any) -> Iterator[Element]:
    """Yield all elements of an activity in their order; those that hold nothing but others fall."""
    for child in root:
        yield from _below(child, "")


def _below(element: Any, above: str) -> Iterator[Element]:
    if not isinstance(element.tag, str):
        return
    path = f"{above}{_name(element.tag)}"
    attributes = tuple((_name(key), str(value)) for key, value in element.attrib.items())
    text = (element.text or "").strip() or None
    if attributes or text or len(element) == 0:
        yield Element(path, attributes, text)
    for child in element:
        yield from _below(child, f"{path}/")


def _name(tag: str) -> str:
    if tag == _LANGUAGE:
        return "lang"
    return tag.rpartition("}")[2]


def narratives(root: Any, name: str) -> list[tuple[str, str | None]]:
    """Return the texts of an element's narratives with their languages.

    None: the activity's own, or what is no code of a language.
    """
    return [
        (each.text.strip(), _language(each.get(_LANGUAGE)))
        for each in root.iterfind(f"{name}/narrative")
        if each.text and each.text.strip()
    ]


def _language(stated: str | None) -> str | None:
    code = (stated or "").strip()
    return code if _CODE_OF_LANGUAGE.fullmatch(code) else None


def organisations(root: Any) -> list[list[Cell]]:
    """Return the organisations that take part: role, name, reference, type."""
    rows: list[list[Cell]] = []
    for each in root.iterfind("participating-org"):
        texts = [text.text for text in each.iterfind("narrative") if text.text]
        role = each.get("role")
        rows.append(
            [
                _coded("OrganisationRole", role),
                texts[0].strip() if texts else None,
                each.get("ref"),
                _coded("OrganisationType", each.get("type")),
            ]
        )
    return rows


def sectors(root: Any) -> list[list[Cell]]:
    """Return the activity's sectors: name or code, vocabulary, percentage as written."""
    return [
        [
            sector_cell(each.get("code"))
            if each.get("vocabulary", "1") in ("1", "2")
            else each.get("code"),
            _coded("SectorVocabulary", each.get("vocabulary", "1")),
            each.get("percentage"),
        ]
        for each in root.iterfind("sector")
    ]


def transactions(root: Any) -> list[list[Cell]]:
    """Return transactions as written: date, type, value, currency, provider, receiver, text."""
    default = root.get("default-currency")
    rows: list[list[Cell]] = []
    for each in root.iterfind("transaction"):
        value = each.find("value")
        amount = None if value is None or not value.text else value.text.strip()
        currency = None if value is None else value.get("currency") or default
        rows.append(
            [
                _attribute(each, "transaction-date", "iso-date"),
                _coded("TransactionType", _attribute(each, "transaction-type", "code")),
                amount,
                currency,
                _attribute(each, "value", "value-date"),
                _party(each, "provider-org"),
                _party(each, "receiver-org"),
                _first(each, "description"),
            ]
        )
    return rows


def _attribute(element: Any, name: str, attribute: str) -> str | None:
    found = element.find(name)
    return None if found is None else found.get(attribute)


def _first(element: Any, name: str) -> str | None:
    return next((text for text, _ in narratives(element, name)), None)


def _party(element: Any, name: str) -> str | None:
    """Return an organisation by its name, else by its reference."""
    return _first(element, name) or _attribute(element, name, "ref")


def _coded(codelist: str, code: str | None) -> Json | None:
    if code is None:
        return None
    label = label_of(codelist, code)
    return {"t": "code", "list": codelist, "code": code, "en": label.en, "ja": label.ja}
