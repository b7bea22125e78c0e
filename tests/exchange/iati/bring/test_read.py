"""Files and lakes as an import takes them: what is damaged is put aside, its neighbours are not."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from exchange.iati.bring.drawn_activities import bringing, brought, course, spent
from exchange.iati.drawn import HEAD, file_of
from tomoni.catalogue.errors import InputError
from tomoni.exchange.iati.bring.read import FileBringing, LakeBringing
from tomoni.exchange.iati.lake import open_lake
from tomoni.exchange.iati.lake.reading import read_into
from tomoni.exchange.iati.source import sources_of
from tomoni.rules.imports.brought import Choices

CHOICES = Choices("as_stated")


def test_a_damaged_activity_is_put_aside_with_its_line_and_its_neighbours_are_read() -> None:
    broken = course("XX-2").replace("</title>", "</titel>")
    invalid = course("XX-3", "<nonsense/>")
    found = brought(course("XX-1"), broken, invalid, course("XX-4"))
    assert [one.number for one in found] == [1, 2, 3, 4]
    assert [[note.code for note in one.reasons] for one in found] == [
        [], ["not_readable"], ["not_valid"], [],
    ]  # fmt: skip
    assert found[2].identifier == "XX-3"
    lines = [one.line for one in found]
    assert lines == sorted(lines)
    assert int(found[1].reasons[0].parameters["line"]) in range(lines[1], lines[2])


def test_a_file_that_is_cut_off_is_said_to_be_and_what_is_whole_is_read() -> None:
    data = file_of(course("XX-1"), course("XX-2")).decode()
    cut_off = data[: data.index("XX-2")].encode()
    found = list(FileBringing(sources_of("cut.xml", cut_off)[0]).activities(CHOICES))
    assert found[0].number == 1
    assert found[0].reasons == ()
    assert (found[-1].number, found[-1].reasons[0].code) == (0, "file_damaged")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"<html/>", "root"),
        (file_of(course(), head=HEAD.replace("2.03", "1.05")), "1.05"),
        (b'<iati-organisations version="2.03"></iati-organisations>', "organisations"),
        (b"<!DOCTYPE a><iati-activities version='2.03'/>", "DOCTYPE"),
    ],
)
def test_what_is_no_file_of_activities_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        FileBringing(sources_of("drawn.xml", data)[0])
    assert said.lower() in str(caught.value).lower()


def test_versions_before_the_last_are_read() -> None:
    assert bringing(course(), head=HEAD.replace("2.03", "2.01")).version == "2.01"


def test_an_archive_is_read() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.xml", file_of(course()))
    (source,) = sources_of("all.zip", packed.getvalue())
    assert [one.identifier for one in FileBringing(source).activities(CHOICES)] == ["XX-1"]


def test_a_lake_gives_the_same_as_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    # The same activity twice is one record of the lake, and two activities of the file.
    whole = [course("XX-1", spent()), course("XX-2", spent(type_="1")), course("XX-1", spent())]
    path.write_bytes(file_of(*whole))
    read_into([path], tmp_path / "lake")
    with open_lake(tmp_path / "lake") as lake:
        held = LakeBringing(lake, lake.files()[0])
        found = list(held.activities(CHOICES))
    expected = brought(*whole)
    assert (held.version, held.name) == ("2.03", "a.xml")
    assert [one.number for one in found] == [1, 2, 3]
    assert found == [replace(one) for one in expected]
