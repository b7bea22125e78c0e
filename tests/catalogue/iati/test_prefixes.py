"""Known beginnings of organisation identifiers, from the packaged lists."""

from __future__ import annotations

import pytest

from tomoni.catalogue.iati.prefixes import identifier_prefixes


@pytest.mark.parametrize(
    ("identifier", "known"),
    [
        ("GB-COH-1234567", True),
        ("XM-DAC-701-8", True),
        ("JP-1", True),
        ("44000", True),
        ("US-GOV-1", True),
        ("GB-COH", False),
        ("GB-COH-", False),
        ("GB-NOBODY-1", False),
        ("GB", False),
        ("", False),
    ],
)
def test_an_identifier_is_known_by_its_agency_or_as_a_whole(identifier: str, known: bool) -> None:
    assert identifier_prefixes().is_known(identifier) is known


def test_the_lists_say_of_when_they_are() -> None:
    assert "2026" in identifier_prefixes().edition
