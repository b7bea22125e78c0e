"""What the schema refuses is found where it stands, elements of other namespaces too."""

from __future__ import annotations

from exchange.iati.drawn import activity, cut, file_of
from tomoni.exchange.iati.read import read_piece


def test_a_refused_element_of_another_namespace_is_found_by_its_own_prefix() -> None:
    more = '\n <x:a xmlns:x="urn:x"/>\n <title/>'
    named = '<title><x:b xmlns:x="urn:x"/><x:b xmlns:x="urn:x"/>'
    data = file_of(activity(more=more).replace("<title>", named))
    [piece] = cut(data)[1]
    found = [(row["line"], row["element"]) for row in read_piece(piece).findings.to_pylist()]
    assert found == [(6, "title[1]/x:b[1]"), (12, "title[2]")]
