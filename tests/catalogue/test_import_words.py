"""What imports say: the same in both languages, for every code that they can give."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import tomoni.exchange.iati.bring
import tomoni.records.actions.imports
import tomoni.rules.imports
from tomoni.catalogue import import_words
from tomoni.catalogue.import_words import IMPORT_TERMS, NOTE_CODES, import_note
from tomoni.records.models import iati
from tomoni.rules.share_policies import POLICIES

ROOMS = (tomoni.exchange.iati.bring, tomoni.rules.imports, tomoni.records.actions.imports)


def sources() -> str:
    folders = [Path(str(room.__file__)).parent for room in ROOMS]
    return "\n".join(path.read_text("utf-8") for one in folders for path in one.glob("*.py"))


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_note_that_is_given_has_words_and_every_words_are_given() -> None:
    text = sources()
    given = set(re.findall(r'Note\(\s*"([a-z_]+)"', text))
    given |= set(re.findall(r'"(chain_[a-z]+|shares_[a-z_]+|not_readable|not_valid)"', text))
    assert given - {"shares_exceed_one"} == NOTE_CODES


@pytest.mark.parametrize("code", sorted(NOTE_CODES))
def test_both_languages_name_the_same(code: str) -> None:
    label = import_words._NOTES[code]
    assert names(label.en) == names(label.ja)
    assert label.en != label.ja


def test_reasons_of_transactions_have_words() -> None:
    text = sources()
    given = set(re.findall(r'None, (?:None|basis), "([a-z_]+)"', text))
    assert given <= IMPORT_TERMS["not_entered"].keys()
    assert len(given) >= 5


def test_a_code_among_the_parameters_is_named() -> None:
    said = import_note("shares_remain", {"axis": "sector", "percent": "40", "times": "3"}, "ja")
    assert said == "セクターの配分なし：40％が未配分です。 (×3)"
    assert "Sector" not in import_note("not_entered", {"count": "2", "reason": "pledge"})


def test_terms_are_those_of_the_tables() -> None:
    assert tuple(IMPORT_TERMS["import_state"]) == iati.IMPORT_STATES
    assert tuple(IMPORT_TERMS["import_mode"]) == iati.IMPORT_MODES
    assert tuple(IMPORT_TERMS["import_outcome"]) == iati.IMPORT_OUTCOMES
    assert tuple(IMPORT_TERMS["share_policy"]) == tuple(POLICIES)
    assert tuple(IMPORT_TERMS["share_basis"]) == iati.SHARE_BASES
