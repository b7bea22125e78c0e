"""Files are split before they grow too large, and hold exactly the texts that they were given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tomoni.catalogue.errors import InputError
from tomoni.exchange.iati.schema import schema_for
from tomoni.exchange.iati.write.elements import Element, is_writable, lines_of
from tomoni.exchange.iati.write.files import write_activities, write_organisation
from tomoni.exchange.iati.write.model import (
    Activity,
    Coded,
    Indicator,
    Location,
    Measured,
    Organisation,
    OrganisationFile,
    Participant,
    Party,
    Period,
    Result,
    Transaction,
    said,
)

BODY = Organisation(said("Institute"), "XM-DAC-701-2", "10")
DAY = date(2024, 5, 13)
WHOLE = Activity(
    identifier="XM-DAC-701-2-a",
    reporting=BODY,
    is_secondary=False,
    title=(*said("Title"), *said("件名", "ja")),
    description=said("Summary"),
    participants=(Participant(BODY, "1"),),
    status="2",
    dates=(("2", DAY),),
    hierarchy=1,
    is_humanitarian=False,
    objectives=said("Aim"),
    target_group=said("Judges"),
    scope="3",
    countries=(Coded("KE", percentage="50"),),
    regions=(Coded("142", "2", percentage="50"),),
    locations=(Location("1", said("Nairobi")),),
    sectors=(Coded("15130", "1"),),
    tags=(Coded("x", "99", "https://example.org/x", name=said("X")),),
    collaboration="1",
    flow="10",
    finance="110",
    aid="D02",
    transactions=(
        Transaction(
            "t", "3", DAY, "1.5", "JPY", DAY, said("D"), Party(BODY, "XM-DAC-701-2-b"), Party(BODY)
        ),
    ),
    related=(("1", "XM-DAC-701-2-b"),),
    results=(
        Result(
            "1",
            True,
            said("R"),
            (
                Indicator(
                    said("I"),
                    "1",
                    said("D"),
                    (
                        Period(
                            DAY,
                            DAY,
                            (Measured("2"),),
                            (Measured("1", (("country", "KE"),), said("about")),),
                        ),
                    ),
                ),
            ),
        ),
    ),
)


def test_everything_the_model_holds_is_valid_and_in_order(tmp_path: Path) -> None:
    (path,) = write_activities([WHOLE], tmp_path, generated_at="2024-05-13T00:00:00Z")
    schema = schema_for("activities")
    assert schema.validate(etree.parse(path)), schema.error_log
    about = OrganisationFile(BODY, is_secondary=True)
    path = write_organisation(about, tmp_path, generated_at=None)
    schema = schema_for("organisations")
    assert schema.validate(etree.parse(path)), schema.error_log
    root = etree.parse(path).getroot()
    assert root.get("generated-datetime") is None
    assert root.xpath("string(//@secondary-reporter)") == "1"


def test_files_are_split_before_they_grow_too_large(tmp_path: Path) -> None:
    many = [replace(WHOLE, identifier=f"XM-DAC-701-2-{number}") for number in range(7)]
    (whole,) = write_activities(many, tmp_path, generated_at=None)
    most = whole.stat().st_size // 2
    parts = write_activities(many, tmp_path, generated_at=None, most_bytes=most)
    assert [path.name for path in parts] == [
        "activities.xml", "activities-2.xml", "activities-3.xml",
    ]  # fmt: skip
    assert all(path.stat().st_size <= most for path in parts)
    found = [
        one.text for path in parts for one in etree.parse(path).getroot().iter("iati-identifier")
    ]
    assert found == [one.identifier for one in many]


def test_without_activities_there_is_no_file(tmp_path: Path) -> None:
    assert write_activities([], tmp_path, generated_at=None) == []
    assert list(tmp_path.iterdir()) == []


def test_a_control_character_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="XM-DAC-701-2-a"):
        write_activities([replace(WHOLE, title=said("\x08"))], tmp_path, generated_at=None)


@given(st.text())
def test_any_text_comes_back_from_elements_and_attributes(text: str) -> None:
    one = Element("a", (("b", text),), text=text)
    if not is_writable(text):
        with pytest.raises(etree.XMLSyntaxError):
            etree.fromstring("\n".join(lines_of(one)).encode("utf-8", "surrogatepass"))
        return
    read = etree.fromstring("\n".join(lines_of(one)).encode())
    assert (read.text or "", read.get("b")) == (text, text)
