"""What the schema refuses is found where it stands, elements of other namespaces too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange.iati.drawn import activity, cut, file_of
from tomoni.catalogue.errors import SettingError
from tomoni.catalogue.settings import OTHER_VARIABLES
from tomoni.exchange.iati.read import read_piece
from tomoni.exchange.iati.schema import FOLDER_VARIABLE, in_words, schema_folder


@pytest.fixture
def no_folder_known() -> Iterator[None]:
    """Forget which folder the schema came from, before and after."""
    schema_folder.cache_clear()
    yield
    schema_folder.cache_clear()


@pytest.mark.usefixtures("no_folder_known")
def test_a_folder_may_be_named_in_the_place_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert FOLDER_VARIABLE in OTHER_VARIABLES
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    with pytest.raises(SettingError, match="holds no iati-activities-schema"):
        schema_folder()
    (tmp_path / "iati-activities-schema.xsd").write_text("<xsd/>")
    assert schema_folder() == tmp_path


def test_a_refused_element_of_another_namespace_is_found_by_its_own_prefix() -> None:
    more = '\n <x:a xmlns:x="urn:x"/>\n <title/>'
    named = '<title><x:b xmlns:x="urn:x"/><x:b xmlns:x="urn:x"/>'
    data = file_of(activity(more=more).replace("<title>", named))
    [piece] = cut(data)[1]
    found = [(row["line"], row["element"]) for row in read_piece(piece).findings.to_pylist()]
    assert found == [(6, "title[1]/x:b[1]"), (12, "title[2]")]


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("Element 'value': '' is no decimal.\n", "Element 'value': '' is no decimal"),
        ("Buffer size limit exceeded, try XML_PARSE_HUGE\n", "Buffer size limit exceeded"),
        ("Excessive depth: 256, use XML_PARSE_HUGE option", "Excessive depth: 256"),
    ],
)
def test_a_message_of_the_parser_becomes_part_of_a_sentence(message: str, words: str) -> None:
    assert in_words(message) == words


def test_bytes_that_are_not_of_the_encoding_are_named_as_such() -> None:
    data = file_of(activity(title="\u65e5")).replace(b"UTF-8", b"US-ASCII")
    [piece] = cut(data)[1]
    [finding] = read_piece(piece).findings.to_pylist()
    assert "not of the declared encoding" in finding["parameters"]
