"""One activity with every element and attribute of the standard, drawn after its schema."""

from __future__ import annotations

from collections.abc import Iterator

from tomoni.exchange.iati.grammar import Element, grammar_of
from tomoni.exchange.iati.plan import XML_LANG

_VALUES = {
    "string": "1",
    "decimal": "12.50",
    "date": "2020-01-31",
    "boolean": "1",
    "anyURI": "https://example.org/a?b=c#d",
    "int": "1",
    "nonNegativeInteger": "0",
    "positiveInteger": "2019",
    "NMTOKEN": "budget",
    "dateTime": "2020-01-31T10:00:00Z",
    "lang": "en",
}


def _lines(element: Element, depth: int) -> Iterator[str]:
    tag = element.name + "".join(
        f' {name.replace(XML_LANG, "xml:lang")}="{_VALUES[attribute.type]}"'
        for name, attribute in element.attributes.items()
    )
    indent = " " * depth
    if element.text is not None:
        yield f"{indent}<{tag}>{_VALUES[element.text]}</{element.name}>"
    elif not element.children:
        yield f"{indent}<{tag}/>"
    else:
        yield f"{indent}<{tag}>"
        for child in element.children:
            yield from _lines(child.element, depth + 1)
        yield f"{indent}</{element.name}>"


WHOLE = "\n".join(_lines(grammar_of("activities"), 0))
