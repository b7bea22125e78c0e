"""What a lake read comes out again: byte for byte, or element for element in UTF-8."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange.iati.drawn import END, activity, file_of
from tomoni.catalogue.errors import RefusedError
from tomoni.exchange.iati.lake import Lake, open_lake
from tomoni.exchange.iati.lake.reading import read_into
from tomoni.exchange.iati.write.lossless import WrittenBack, canonical_digest, write_back

MORE = """
 <!-- a comment of the publisher's -->
 <description type="2"><narrative xml:lang="ar">هدف</narrative><narrative>Aim &amp; more</narrative>
 </description><?keep this?>
 <transaction><transaction-type code="3"/>
  <transaction-date iso-date="2020-01-01+08:00"/>
  <value value-date="2020-01-01">1000.1230</value>
  <usg:treasury-account xmlns:usg="http://example.org/usg" code='019-1035'><usg:main>1</usg:main>
  </usg:treasury-account></transaction>
 <title><narrative><![CDATA[A <title> in a section]]></narrative></title>"""
ODD = file_of(
    activity("XX-1", more=MORE),
    activity("XX-2", title="Puits d'été"),
    head='<?xml version="1.0" encoding="utf-8"?>\n<!-- before -->\n<iati-activities version="2.03" '
    'generated-datetime="2020-01-01T00:00:00Z" xmlns:other="http://example.org/other"\n'
    "  other:of='us'>\n",
    end=f"<!-- last -->\n{END}<!-- after -->\n",
)
LATIN = file_of(
    activity("XX-3", title="École"), head=ODD.decode().partition("<!--")[0] +
    '<iati-activities version="2.03">\n'
).replace(b"utf-8", b"ISO-8859-1").decode().encode("latin-1")  # fmt: skip


def through(tmp_path: Path, **files: bytes) -> dict[str, WrittenBack]:
    """Read files into a lake and write them again."""
    (tmp_path / "in").mkdir()
    paths = []
    for name, data in files.items():
        paths.append(tmp_path / "in" / f"{name}.xml")
        paths[-1].write_bytes(data)
    read_into(paths, tmp_path / "lake")
    with open_lake(tmp_path / "lake") as lake:
        return {Path(one.name).stem: one for one in write_back(lake, tmp_path / "out")}


def path_of(one: WrittenBack) -> Path:
    assert one.path is not None
    return one.path


def test_a_file_comes_out_byte_for_byte(tmp_path: Path) -> None:
    crlf = ODD.replace(b"\n", b"\r\n").replace(b"XX-", b"YY-")
    written = through(tmp_path, odd=ODD, crlf=crlf)
    assert path_of(written["odd"]).read_bytes() == ODD
    assert path_of(written["crlf"]).read_bytes() == crlf
    assert all(one.is_identical and one.records == 2 for one in written.values())


def test_another_encoding_comes_out_as_utf_8_element_for_element(tmp_path: Path) -> None:
    marked = b"\xef\xbb\xbf" + ODD
    utf16 = ODD.decode().replace('"utf-8"', '"UTF-16"').encode("utf-16")
    written = through(tmp_path, latin=LATIN, marked=marked, utf16=utf16)
    for name, one in written.items():
        assert not one.is_identical
        out = path_of(one)
        assert canonical_digest(out) == canonical_digest(tmp_path / "in" / f"{name}.xml"), name
        out.read_bytes().decode("utf-8")
    assert "École" in path_of(written["latin"]).read_text(encoding="utf-8")


def test_members_of_archives_get_names_of_their_own(tmp_path: Path) -> None:
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/odd.xml", ODD)
        archive.writestr("b/odd.xml", ODD.replace(b"XX-1", b"XX-9"))
    single = tmp_path / "odd.xml.gz"
    single.write_bytes(gzip.compress(ODD))
    read_into([packed, single], tmp_path / "lake")
    with open_lake(tmp_path / "lake") as lake:
        written = write_back(lake, tmp_path / "out")
    assert [path_of(one).name for one in written] == ["odd.xml", "odd-2.xml", "odd-3.xml"]
    assert all(one.is_identical for one in written)
    assert path_of(written[2]).read_bytes() == ODD


def test_what_could_not_be_read_is_not_written(tmp_path: Path) -> None:
    written = through(tmp_path, page=b"<html/>", good=ODD)
    assert (written["page"].path, written["good"].is_identical) == (None, True)
    assert written["page"].missing is None


def test_a_damaged_activity_comes_out_too(tmp_path: Path) -> None:
    damaged = file_of(activity("XX-1"), activity("XX-2", more="<odd>"), activity("XX-3"))
    assert through(tmp_path, damaged=damaged)["damaged"].is_identical


def test_a_file_that_the_lake_holds_in_part_is_listed_and_the_others_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Lake.sources_of

    def all_but_one(lake: Lake, content: int) -> Iterator[tuple[bytes, bytes]]:
        kept = list(whole(lake, content))
        return iter(kept[:-1] if content == 1 else kept)

    monkeypatch.setattr(Lake, "sources_of", all_but_one)
    written = through(tmp_path, odd=ODD, other=ODD.replace(b"XX-", b"YY-"))
    lost = ODD.rindex(b"</iati-activity>") + 16 - ODD.rindex(b"<iati-activity ")
    assert (written["odd"].path, written["odd"].missing) == (None, pytest.approx(lost, abs=9))
    assert (written["other"].is_identical, written["other"].missing) == (True, 0)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["other.xml"]


def test_nothing_is_written_among_other_files(tmp_path: Path) -> None:
    read_into([_file(tmp_path, ODD)], tmp_path / "lake")
    with open_lake(tmp_path / "lake") as lake, pytest.raises(RefusedError, match="other files"):
        write_back(lake, tmp_path)


def _file(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "file.xml"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<!-- last -->", ""),
        ("019-1035", "019-1036"),
        ("http://example.org/usg", "http://example.org/usg2"),
        ('xml:lang="ar"', 'xml:lang="fa"'),
        ("1000.1230", "1000.123"),
        ("<?keep this?>", "<?keep that?>"),
        (" &amp; more", ""),
    ],
)
def test_any_difference_between_elements_shows(tmp_path: Path, old: str, new: str) -> None:
    one, other = tmp_path / "one.xml", tmp_path / "other.xml"
    one.write_bytes(ODD)
    other.write_bytes(ODD.replace(old.encode(), new.encode()))
    assert one.read_bytes() != other.read_bytes()
    assert canonical_digest(one) != canonical_digest(other)


def test_quotes_sections_and_encodings_are_no_difference(tmp_path: Path) -> None:
    one, other = tmp_path / "one.xml", tmp_path / "other.xml"
    one.write_bytes(ODD)
    same = ODD.decode().replace("code='019-1035'", 'code="019-1035"')
    same = same.replace("<![CDATA[A <title> in a section]]>", "A &lt;title> in a section")
    other.write_bytes(same.replace('"utf-8"', '"UTF-16"').encode("utf-16"))
    assert canonical_digest(one) == canonical_digest(other)
