"""Building and verifying: all or nothing, the same again from what is kept, and every lie found."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from publish.drawn_report import JPEG, SETTINGS, report_at
from publish.drawn_site import write_drawn_snapshot
from tomoni.catalogue.errors import InputError, ReportError, SnapshotError
from tomoni.exchange.snapshot import Snapshot
from tomoni.publish.report import answers as answers_module
from tomoni.publish.report import build
from tomoni.publish.report.build import BuildOptions, build_report
from tomoni.publish.report.checks import check_previous
from tomoni.publish.report.model import FigureRequest, Place, Proof
from tomoni.publish.report.proofs import digest_of_file, read_proof_file
from tomoni.publish.report.verify import verify_proofs

WORDS = """\
# One

{{ figure "graduates_count" series="school-series" say="more than" round=1000 }} graduates,
{{ claim "trained" }} trained.

{{ table "activities_count" by="theme" caption="Themes" }}
{{ photograph "a.jpg" credit="C" alt="A" }}
"""

PROOF: dict[str, Any] = {
    "id": "f.1", "kind": "figure", "text": "5", "value": "5", "unit": "", "currency": None,
    "low": "5", "high": "5", "qualifier": "exact", "say": "", "rounding": "", "form": "",
    "site_id": "f.1", "address": "/", "title": "", "definition": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report without an error, in two languages."""
    path = tmp_path_factory.mktemp("report")
    (path / "a.jpg").write_bytes(JPEG)
    japanese = '# 一つ\n\n{{ claim "trained" say="about" round=100 }}人\n'
    settings = SETTINGS + 'languages = ["en", "ja"]\n'
    return report_at(path, WORDS, settings, ja__one=japanese)


@pytest.fixture(scope="module")
def proofs(
    folder: Path, world: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """The proof file of the report."""
    out = tmp_path_factory.mktemp("out")
    return read_proof_file(build_report(folder, world, out).proof_file)


def test_a_report_is_built_whole(folder: Path, world: Snapshot, tmp_path: Path) -> None:
    built = build_report(folder, world, tmp_path)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == [
        "a.jpg", "drawn.en.html", "drawn.ja.html", "drawn.proofs.json",
    ]  # fmt: skip
    assert set(built.files) == {"a.jpg", "drawn.en.html", "drawn.ja.html", "drawn.proofs.json"}
    assert "more than 6,000</a> graduates" in (tmp_path / "drawn.en.html").read_text("utf-8")
    assert "約2,700</a>人" in (tmp_path / "drawn.ja.html").read_text("utf-8")


def test_nothing_is_written_while_anything_is_wrong(world: Snapshot, tmp_path: Path) -> None:
    folder = report_at(tmp_path / "in", '# One 1\n\n{{ figure "x" }}\n')
    with pytest.raises(ReportError) as raised:
        build_report(folder, world, tmp_path / "out")
    assert raised.value.what.startswith(f"The report {folder} has 2 errors.\none.md:1:7: error: ")
    assert [(each["line"], each["column"], each["code"]) for each in raised.value.problems] == [
        (1, 7, "digit"), (3, 1, "figure"),
    ]  # fmt: skip
    assert not (tmp_path / "out").exists()


def test_a_build_that_is_stopped_leaves_no_proof_file(
    folder: Path, world: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, written = build._put, []

    def stopped(path: Path, data: bytes) -> Path:
        if written:
            raise KeyboardInterrupt
        written.append(path)
        return put(path, data)

    monkeypatch.setattr(build, "_put", stopped)
    with pytest.raises(KeyboardInterrupt):
        build_report(folder, world, tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == written
    assert not (tmp_path / "drawn.proofs.json").exists()


def test_a_face_that_there_is_none_of(folder: Path, world: Snapshot, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no face 'epub'"):
        build_report(folder, world, tmp_path, options=BuildOptions(faces=("epub",)))


def test_what_is_kept_is_not_asked_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = write_drawn_snapshot(tmp_path / "snapshots").path
    options = BuildOptions(kept_in=tmp_path / "kept", now="2030-01-01T00:00:00+00:00")
    first = build_report(folder, snapshot, tmp_path / "first", options=options)
    opened: list[Path] = []
    monkeypatch.setattr(answers_module, "open_snapshot", opened.append)
    second = build_report(folder, snapshot, tmp_path / "second", options=options)
    assert opened == []
    for name, path in first.files.items():
        assert second.files[name].read_bytes() == path.read_bytes()


def test_what_is_kept_and_broken_is_asked_again(
    folder: Path, world: Snapshot, tmp_path: Path
) -> None:
    options = BuildOptions(kept_in=tmp_path / "kept")
    build_report(folder, world, tmp_path / "first", options=options)
    for path in (tmp_path / "kept" / "answers").iterdir():
        path.write_text("{", encoding="utf-8")
    built = build_report(folder, world, tmp_path / "second", options=options)
    assert built.proof_file.exists()


def test_a_snapshot_that_is_none_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(SnapshotError):
        build_report(folder, tmp_path / "nowhere", tmp_path / "out")


def test_a_proof_file_comes_out_the_same(proofs: dict[str, Any], world: Snapshot) -> None:
    verified = verify_proofs(proofs, world)
    assert verified.holds
    assert (verified.proofs, verified.statements) == (5, 5)


def changed(proofs: dict[str, Any], *path: str | int, to: object) -> dict[str, Any]:
    """Return the file with one value changed, and a digest that fits again."""
    made = copy.deepcopy(proofs)
    place: Any = made
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    made["digest"] = digest_of_file(made)
    return made


LIES: list[tuple[tuple[str | int, ...], object, str]] = [
    ((0, "text"), "more than 7,000", "text is 'more than 6,000'"),
    ((0, "value"), "7100", "value is '6100'"),
    ((0, "low"), None, "low is '6100'"),
    ((0, "rounding"), "10", "text is 'more than 6,100'"),
    ((0, "say"), "about", "would hide"),
    ((0, "run_hash"), "0" * 64, "run_hash is"),
    ((0, "lineage", 0, "count"), 9, "lineage is"),
    ((0, "request", "version"), 99, "request is"),
    ((0, "request", "row"), {"activity": "x"}, "no such row"),
    ((0, "request", "figure"), "nothing", "There is no figure 'nothing'."),
    ((1, "claim", "claim_id"), "nothing", "no claim 'nothing'"),
    ((1, "claim", "spans"), [[0, 1]], "claim is"),
]


def test_every_lie_about_a_number_is_found(proofs: dict[str, Any], world: Snapshot) -> None:
    lies = [changed(proofs, "proofs", *path, to=to) for path, to, _ in LIES]
    told = [lie["proofs"][path[0]] for lie, (path, _, _) in zip(lies, LIES, strict=True)]
    # All in one file, for a snapshot answers each question once.
    verified = verify_proofs({**proofs, "proofs": told, "languages": {}}, world)
    assert verified.proofs == len(LIES)
    found = [each.what for each in verified.differences]
    for _, _, words in LIES:
        assert any(words in each for each in found), words


@pytest.mark.parametrize(
    ("path", "to", "told"),
    [
        (("languages", "en", "statements", 0, "start"), 0, "prints"),
        (("languages", "en", "statements", 0, "proof"), "x", "names a proof"),
        (("languages", "en", "statements"), [], "No sentence stands on"),
        (("snapshot",), "f" * 64, "is of snapshot ffffffffffff"),
    ],
)
def test_every_lie_about_the_text_is_found(
    proofs: dict[str, Any], world: Snapshot, path: tuple[str | int, ...], to: object, told: str
) -> None:
    verified = verify_proofs(changed(proofs, *path, to=to), world)
    assert not verified.holds
    assert any(told in each.what for each in verified.differences)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "It is no JSON."),
        (b"[" * 200_000, "It is no JSON."),
        (b'{"format": "other"}', "It is no tomoni-report-proofs/1."),
        (
            b'{"format": "tomoni-report-proofs/1", "digest": "x"}',
            "It was changed after it was made",
        ),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "x.proofs.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match=told):
        read_proof_file(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_proof_file(tmp_path / "nowhere")


def test_what_the_edition_before_says_otherwise_warns(
    folder: Path, world: Snapshot, proofs: dict[str, Any], tmp_path: Path
) -> None:
    # About the graduates of the first proof somebody has decided a finding.
    before = changed(proofs, "id", to="annual-2023")
    sites = list(dict.fromkeys(each["site_id"] for each in proofs["proofs"]))
    for site_id, value in zip(sites[:3], ("6300", "2600", "7"), strict=True):
        for number, proof in enumerate(proofs["proofs"]):
            if proof["site_id"] == site_id:
                before = changed(before, "proofs", number, "value", to=value)
                before = changed(before, "proofs", number, "text", to=value)
    report = report_at(tmp_path, WORDS, SETTINGS + 'previous = "annual-2023"\n')
    (report / "a.jpg").write_bytes(JPEG)

    def warned(content: dict[str, Any]) -> list[str]:
        path = report / "previous.proofs.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        built = build_report(report, world, tmp_path / "out")
        return [f"{each.place} {each.code}: {each.what}" for each in built.warnings]

    assert warned(before) == [
        "one.md:4:1 contradicts: 2,653 was 2600 in edition annual-2023, as of the same date.",
        "one.md:6:1 fell: 2 is less than 7 of edition annual-2023.",
    ]
    assert warned(changed(proofs, "id", to="annual-2023")) == []
    with pytest.raises(ReportError, match=r"It is the proof file of drawn, not of annual-2023\."):
        warned(proofs)


def test_a_total_as_of_the_same_date_that_changed_contradicts(proofs: dict[str, Any]) -> None:
    place = Place("one.md", 1, 1)
    was = proofs["proofs"][2]
    request = FigureRequest("f", 1, (), {}, "2020", {})
    now = Proof(**{**PROOF, "request": request, "value": "5"})
    before = {**was, "value": "4", "text": "4", "currency": None}
    before["request"] = {"figure": "f", "by": [], "where": {}, "as_of": "2020", "row": {}}
    [same_date] = check_previous([(now, place)], {"id": "a", "proofs": [before]})
    assert same_date.code == "contradicts"
    before["request"]["as_of"] = "2019"
    assert list(check_previous([(now, place)], {"id": "a", "proofs": [before]})) == []
