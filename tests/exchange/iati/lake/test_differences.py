"""Two versions of one activity: what differs, by path, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tomoni.exchange.iati.lake.differences import Change, differences, parsed

OLD = """<iati-activity default-currency="USD">
  <iati-identifier>XX-1</iati-identifier>
  <title><narrative>Training</narrative><narrative xml:lang="fr">Formation</narrative></title>
  <activity-status code="2"/>
  <transaction><transaction-type code="2"/><transaction-date iso-date="2020-01-01"/>
    <value currency="USD" value-date="2020-01-01">100</value></transaction>
  <transaction><transaction-type code="3"/><transaction-date iso-date="2021-01-01"/>
    <value currency="USD" value-date="2021-01-01">50</value></transaction>
</iati-activity>"""
SECOND = OLD[OLD.index('<transaction><transaction-type code="3"') : OLD.index("</iati-activity>")]


def found(old: str, new: str, **namespaces: str) -> list[Change]:
    return list(differences(parsed(old.encode(), namespaces), parsed(new.encode(), namespaces)))


def test_layout_and_comments_are_no_difference() -> None:
    new = OLD.replace("\n", "").replace("Training", "  Training\n").replace("  <t", "<!--x--> <t")
    assert found(OLD, new) == []


@pytest.mark.parametrize(
    "before, after, change",
    [
        ('code="2"/>\n', 'code="4"/>\n', Change("changed", "activity-status/@code", "2", "4")),
        (">100<", ">120<", Change("changed", "transaction[1]/value", "100", "120")),
        (
            ' default-currency="USD"',
            ' hierarchy="1" default-currency="USD"',
            Change("added", "@hierarchy", None, "1"),
        ),
        (
            "<narrative>Training</narrative>",
            "",
            Change("removed", "title/narrative[1]", "<narrative>Training</narrative>", None),
        ),
        (
            "</title>",
            "</title><description><narrative>New</narrative></description>",
            Change(
                "added",
                "description",
                None,
                "<description><narrative>New</narrative></description>",
            ),
        ),
        ("<title>", "<title>loose", Change("added", "title", None, "loose")),
    ],
)
def test_one_difference_is_told_by_its_path(before: str, after: str, change: Change) -> None:
    assert before in OLD
    assert found(OLD, OLD.replace(before, after, 1)) == [change]


def test_a_removed_transaction_does_not_shift_the_others() -> None:
    (change,) = found(OLD, OLD.replace(SECOND, ""))
    assert (change.kind, change.path) == ("removed", "transaction[2]")
    assert change.old is not None and ">50<" in change.old


def test_an_added_transaction_beside_a_changed_one() -> None:
    third = SECOND.replace("2021", "2022").replace("50", "70")
    new = OLD.replace(">50<", ">55<").replace("<transaction>", third + "<transaction>", 1)
    changes = found(OLD, new)
    assert changes[0] == Change("changed", "transaction[2]/value", "50", "55")
    assert [(one.kind, one.path) for one in changes[1:]] == [("added", "transaction[1]")]


def test_another_order_is_said_once() -> None:
    moved = OLD.replace(SECOND, "").replace("<transaction>", SECOND + "<transaction>", 1)
    assert found(OLD, moved) == [Change("order", ".")]


def test_elements_of_other_namespaces_count() -> None:
    old = "<iati-activity><u:account u:code='1'>A</u:account></iati-activity>"
    new = old.replace("'1'", "'2'")
    assert found(old, new, u="https://example.org/u") == [
        Change("changed", "u:account/@u:code", "1", "2")
    ]


def test_a_version_that_is_not_well_formed_is_said_to_be_so() -> None:
    assert found(OLD, OLD.replace("</title>", "")) == [Change("unreadable", "")]


NAMES, WORDS = st.sampled_from("abc"), st.sampled_from(["", "x", "y z"])


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    """Draw a small element as text."""
    name = draw(NAMES)
    attributes = "".join(
        f' {key}="{draw(WORDS)}"' for key in sorted(draw(st.sets(NAMES, max_size=2)))
    )
    most = 3 if depth else 0
    children = [draw(elements(depth - 1)) for _ in range(draw(st.integers(0, most)))]
    return f"<{name}{attributes}>{draw(WORDS)}{''.join(children)}</{name}>"


def canonical(text: str) -> bytes:
    return etree.tostring(etree.fromstring(text), method="c14n")


@given(elements(), elements())
def test_only_what_is_the_same_has_no_difference(old: str, new: str) -> None:
    old, new = f"<r>{old}</r>", f"<r>{new}</r>"
    assert (found(old, new) == []) is (canonical(old) == canonical(new))
    assert found(old, old) == []
