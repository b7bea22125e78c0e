"""Every check of the code lists: a code of the list passes, another is found at its place."""

from __future__ import annotations

import json

import pytest
from tests.exchange.iati.drawn import cut
from tests.exchange.iati.rules.asked import findings

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.iati.code_list_checks import CODE_LIST_CHECKS, EVERYWHERE, CodeListCheck

OF_FILES = ("iati-activities/@version", "iati-organisations/@version")
ASKED = [
    check for check in CODE_LIST_CHECKS if check.path != EVERYWHERE and check.path not in OF_FILES
]


def drawn(check: CodeListCheck, code: str, vocabulary: str | None) -> bytes:
    """Return a file with one activity or organisation, in which only the path of a check is."""
    root, *names, last = check.path.split("/")
    stated = "" if vocabulary is None else f' vocabulary="{vocabulary}"'
    holder = stated
    if check.rule == "9.14.1":
        names[0], holder = f"{names[0]}{stated}", ""
    if last == "text()":
        inner = f"<{names[-1]}>{code}</{names[-1]}>"
    elif names:
        inner = f'<{names[-1]}{holder} {last[1:]}="{code}"/>'
    else:
        inner = ""
    for name in reversed(names[:-1]):
        inner = f"<{name}>\n{inner}</{name.split()[0]}>"
    own = f' {last[1:]}="{code}"' if not names else ""
    file = {"iati-activity": "activities", "iati-organisation": "organisations"}[root]
    text = f'<iati-{file} version="2.03">\n<{root}{own}>\n{inner}\n</{root}>\n</iati-{file}>\n'
    return text.encode()


def found(check: CodeListCheck, code: str, vocabulary: str | None) -> list[tuple[str, str]]:
    return [
        (json.loads(row["parameters"])["value"], row["element"])
        for row in findings(drawn(check, code, vocabulary))
        if row["rule"] == check.rule
    ]


@pytest.mark.parametrize(
    "check", ASKED, ids=lambda one: f"{one.rule}-{one.list_name}-{one.path.count('/')}"
)
def test_a_code_of_the_list_passes_and_another_is_found(check: CodeListCheck) -> None:
    known = next(iter(codelist(check.list_name).codes))
    place = check.path.partition("/")[2].removesuffix("/text()")
    vocabularies = [check.vocabulary, *([None, ""] if check.is_default else [])]
    for vocabulary in vocabularies:
        assert found(check, known, vocabulary) == []
        assert found(check, "no-code", vocabulary) == [("no-code", place)]
    if check.vocabulary is not None:
        assert found(check, "no-code", "99") == []


def test_languages_are_checked_wherever_they_stand() -> None:
    data = b"""<iati-activities version="2.03">
<iati-activity xml:lang="xq">
 <title><narrative xml:lang="en">Wells</narrative><narrative xml:lang="xr">Puits</narrative></title>
 <result><indicator><baseline>
  <comment><narrative xml:lang="xs">?</narrative></comment>
 </baseline></indicator></result>
 <transaction><receiver-org><narrative xml:lang="xt">?</narrative></receiver-org></transaction>
</iati-activity>
</iati-activities>
"""
    rows = [row for row in findings(data) if row["rule"] == "9.95.1"]
    assert [(row["line"], row["element"]) for row in rows] == [
        (2, "@xml:lang"),
        (3, "title/narrative/@xml:lang"),
        (5, "result/indicator/baseline/comment/narrative/@xml:lang"),
        (7, "transaction/receiver-org/narrative/@xml:lang"),
    ]


@pytest.mark.parametrize(
    ("kind", "version", "rules"),
    [
        ("activities", "2.04", ["0.6.1", "9.1.1"]),
        ("organisations", "two", ["0.6.1", "9.97.1"]),
        ("activities", "1.05", ["0.6.1"]),
        ("organisations", "2.02", []),
    ],
)
def test_a_version_that_never_was_is_no_code(kind: str, version: str, rules: list[str]) -> None:
    done, pieces = cut(f'<iati-{kind} version="{version}"/>'.encode())
    found = [row["rule"] for row in done.findings.to_pylist()]
    assert [rule for rule in found if rule != "0.3.1"] == rules
    assert pieces == []


def test_every_check_of_the_standard_is_asked() -> None:
    # 113 attributes of the standard's mapping, and the budget items of the public validator.
    assert len({check.path for check in CODE_LIST_CHECKS}) == 114
    assert {check.path for check in CODE_LIST_CHECKS} - {check.path for check in ASKED} == {
        EVERYWHERE,
        *OF_FILES,
    }
