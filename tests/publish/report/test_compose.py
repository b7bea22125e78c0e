"""Slots filled on the drawn world: numbers as they read, their proofs, and every refusal."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from publish.drawn_report import JPEG, SETTINGS, composed, report_at, told
from tomoni.exchange.snapshot import Snapshot
from tomoni.publish.report import tables
from tomoni.publish.report.answers import ReportAnswers
from tomoni.publish.report.compose import compose_report, preview_chapter
from tomoni.publish.report.folder import read_folder
from tomoni.publish.report.html import HtmlOptions
from tomoni.publish.report.model import ChartBlock, Photograph, Report, TableBlock
from tomoni.publish.report.plain import plain_report

GRADUATES = '{{ figure "graduates_count" series="school-series"'
PAGE = (Path(__file__).parents[2] / "spec" / "report" / "numbers.md").read_text(encoding="utf-8")


def drawn(begins: str) -> list[list[str]]:
    """Return the cells of the table of the page whose head begins so."""
    table = PAGE[PAGE.index(f"| {begins} |") :].split("\n\n")[0].strip()
    return [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]


def report_of(world: Snapshot, folder: Path, words: str, language: str = "en") -> Report:
    """Compose a report of one chapter that has no error."""
    settings = SETTINGS.replace("title_en", f'language = "{language}"\ntitle_en')
    found = composed(report_at(folder, f"# Heading\n\n{words}\n", settings), world)
    assert found.errors == ()
    return found.reports[language]


def text_of(report: Report) -> str:
    return plain_report(report).text.split("\n\n", 2)[2].strip()


@pytest.mark.parametrize(("slot", "reads"), drawn("slot"))
def test_a_number_reads_as_drawn(world: Snapshot, tmp_path: Path, slot: str, reads: str) -> None:
    report = report_of(world, tmp_path, slot)
    assert text_of(report) == reads
    [proof] = report.proofs
    assert proof.text == reads
    assert (proof.request is None) != (proof.claim is None)


def test_japanese_writes_the_same_numbers_its_way(world: Snapshot, tmp_path: Path) -> None:
    words = f'{GRADUATES} }}}}人、{{{{ claim "began-2021" }}}}年'
    assert text_of(report_of(world, tmp_path, words, "ja")) == "6,100超人、1962年年"


def test_a_proof_says_what_it_stands_on(world: Snapshot, tmp_path: Path) -> None:
    words = f'{GRADUATES} say="more than" round=1000 }}}} {GRADUATES} }}}} {GRADUATES} }}}}'
    report = report_of(world, tmp_path, words)
    rounded, plain = report.proofs
    assert (rounded.text, rounded.value, rounded.low, rounded.high) == (
        "more than 6,000", "6100", "6100", None,
    )  # fmt: skip
    assert rounded.site_id == plain.site_id == plain.id
    assert rounded.id.startswith(f"{plain.id}~")
    assert rounded.address == f"/proofs/{plain.id}/"
    assert plain.request is not None
    assert dict(plain.request.where) == {"series": ("school-series",)}
    assert dict(plain.request.row) == {"activity": "school"}
    assert {line.source: line.count for line in plain.lineage} == {"observations": 1, "claims": 1}
    assert len(plain.run_hash) == 64
    assert report.proof(plain.id) is plain
    assert [each.proof_id for each in plain_report(report).statements] == [
        rounded.id, plain.id, plain.id,
    ]  # fmt: skip


@pytest.mark.parametrize(("words", "said"), drawn("passage"))
def test_what_is_wrong_is_told_at_its_column(
    world: Snapshot, tmp_path: Path, words: str, said: str
) -> None:
    (tmp_path / "text.jpg").write_text("no picture", encoding="utf-8")
    found = composed(report_at(tmp_path, f"# Heading\n\n{words}\n"), world)
    assert f"one.md:3:{said}" in told(found)
    assert all(each.do for each in found.problems)


def test_all_errors_come_at_once(world: Snapshot, tmp_path: Path) -> None:
    settings = SETTINGS.replace('["one.md"]', '["one.md", "two.md", "three.md"]')
    folder = report_at(
        tmp_path,
        '# One 1\n\n{{ figure "x" }} and 5\n',
        settings,
        two='No heading\n\n{{ claim "y" }}\n',
    )
    assert told(composed(folder, world)) == [
        'one.md:1:7 digit: "1" stands outside a slot.',
        "one.md:3:1 figure: There is no figure 'x'.",
        'one.md:3:22 digit: "5" stands outside a slot.',
        "three.md:1:1 folder: three.md is not in " + f"{tmp_path}.",
        "two.md:1:1 markdown: The chapter has no heading.",
        "two.md:3:1 claim: The snapshot has no claim 'y'.",
    ]


def test_digits_are_allowed_with_a_reason_where_they_stand_alone(
    world: Snapshot, tmp_path: Path
) -> None:
    settings = SETTINGS + (
        '[[allowed]]\ntext = "Rule 12"\nreason = "number of a rule"\nwhere = "one.md"\n'
        '[[allowed]]\ntext = "2020"\nreason = "a year"\n[[allowed]]\ntext = "G7"\nreason = "name"\n'
    )
    words = "Rule\n12 of 2020, in 2020–2021; Rule 123, 12,020, 2020.5 and Rule *12*."
    found = composed(report_at(tmp_path, f"# Heading\n\n{words}\n", settings), world)
    assert told(found) == [
        'one.md:4:21 digit: "2021" stands outside a slot.',
        'one.md:4:32 digit: "123" stands outside a slot.',
        'one.md:4:37 digit: "12,020" stands outside a slot.',
        'one.md:4:45 digit: "2020.5" stands outside a slot.',
        "report.toml:11:1 unused: 'G7' is allowed and stands nowhere outside a slot.",
    ]


def test_a_table_holds_every_row_in_order(world: Snapshot, tmp_path: Path) -> None:
    report = report_of(
        world,
        tmp_path,
        '{{ table "activities_count" by="theme" top=1 caption="What" }}',
    )
    [table] = report.chapters[0].blocks
    assert isinstance(table, TableBlock)
    assert text_of(report) == (
        "What\n\nTheme\tActivities\nCriminal justice\t2\n\nRows not shown: 1."
    )
    assert table.proofs == (report.proofs[0].id,)
    assert table.anchor == "one--table-1"


def test_a_chart_has_its_points_its_words_and_its_table(world: Snapshot, tmp_path: Path) -> None:
    words = '{{ chart "editions_held_count" by="year" kind="line" caption="Editions" }}'
    report = report_of(world, tmp_path, words)
    [chart] = report.chapters[0].blocks
    assert isinstance(chart, ChartBlock)
    assert [(point.key, point.value, point.low) for point in chart.series] == [
        ("2018", Decimal(1), Decimal(1)), ("2021", Decimal(1), Decimal(1)),
    ]  # fmt: skip
    assert chart.description == "Editions. 2018: 1; 2021: 1"
    assert (chart.dimension, chart.axis, chart.unit) == ("year", "Calendar year", "event")
    assert len(chart.table.rows) == 2


def test_claims_stand_in_a_table_edition_by_edition(world: Snapshot, tmp_path: Path) -> None:
    words = '{{ claims metric="graduates" as="table" caption="Graduates" }}'
    text = text_of(report_of(world, tmp_path, words))
    assert [line.split("\t")[4] for line in text.splitlines()[3:5]] == [
        "more than 6,000", "more than 6,100",
    ]  # fmt: skip
    assert text.splitlines()[3].startswith("White Paper 2020\t2020 edition\tThe school\t")
    without = text_of(report_of(world, tmp_path, '{{ claims document="wp2021" top=2 }}'))
    assert without.splitlines()[0] == "Persons to be trained, Times per year"


def test_a_photograph_is_credited(world: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(JPEG)
    words = '{{ photograph "a.jpg" credit="The institute" alt="A room" caption="Opening" }}'
    [block] = report_of(world, tmp_path, words).chapters[0].blocks
    assert block == Photograph("a.jpg", "The institute", "A room", "Opening")


def test_a_link_out_of_the_folder_is_not_followed(world: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(JPEG)
    folder = report_at(tmp_path / "r", '# H\n\n{{ photograph "a.jpg" credit="C" alt="A" }}\n')
    (folder / "a.jpg").symlink_to(tmp_path / "secret.jpg")
    assert told(composed(folder, world)) == [
        "one.md:3:1 folder: a.jpg is not in the report's folder."
    ]


def test_a_translation_stands_in_its_directory(world: Snapshot, tmp_path: Path) -> None:
    settings = SETTINGS + 'language = "en"\nlanguages = ["en", "ja"]\n'
    folder = report_at(tmp_path, "# One\n", settings, ja__one="# 一つめ\n\n5人\n")
    assert told(composed(folder, world)) == ['ja/one.md:3:1 digit: "5" stands outside a slot.']
    (folder / "ja" / "one.md").unlink()
    assert told(composed(folder, world)) == [
        f"ja/one.md:1:1 folder: ja/one.md is not in {tmp_path}."
    ]
    assert composed(folder, world, languages=("en",)).reports.keys() == {"en"}


def test_a_folder_without_settings_says_so(world: Snapshot, tmp_path: Path) -> None:
    found = composed(tmp_path, world)
    assert found.reports == {}
    assert told(found) == [f"report.toml:1:1 folder: report.toml is not in {tmp_path}."]


def test_a_chapter_that_is_not_utf_8_is_told_by_its_line(world: Snapshot, tmp_path: Path) -> None:
    folder = report_at(tmp_path, "# One\n")
    (folder / "one.md").write_bytes(b"# One\n\n\x82\xa0")
    assert told(composed(folder, world)) == ["one.md:3:1 folder: one.md is not written in UTF-8."]


def test_an_open_conflict_behind_a_number_warns(world: Snapshot, tmp_path: Path) -> None:
    folder = report_at(tmp_path, '# One\n\nSince {{ claim "began-2021" }}.\n')
    assert told(composed(folder, world)) == [
        "one.md:3:7 contradicts: 1962 stands in an open finding, conflict: First year."
    ]


def test_old_and_later_snapshots_warn(world: Snapshot, tmp_path: Path) -> None:
    folder = report_at(tmp_path, "# One\n", SETTINGS + "stale_after_days = 10\n")
    answers = ReportAnswers(world, with_proofs=False)
    answers.manifest = {**answers.manifest, "created_at": "2024-01-01T00:00:00Z"}

    def warned(now: str, latest: str | None) -> list[str]:
        found = compose_report(read_folder(folder), answers, now=now, latest_id=latest)
        return [each.what for each in found.problems]

    short = world.id[:12]
    assert warned("2024-01-11T00:00:00Z", world.id) == []
    assert warned("2024-01-12T00:00:00Z", None) == [f"The snapshot {short} is 11 days old."]
    assert warned("2024-01-02T00:00:00Z", "f" * 64) == [
        f"The snapshot {short} is not the latest, which is {'f' * 12}."
    ]


def test_a_table_that_nobody_reads_is_refused(
    world: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "LONGEST_TABLE", 1)
    words = '{{ table "activities_count" by="theme" caption="All" }}'
    folder = report_at(tmp_path, f"# One\n\n{words}\n\n{words.replace('by', 'top=1 by')}\n")
    assert told(composed(folder, world)) == ["one.md:3:1 slot: It would have 2 rows, more than 1."]


def test_a_preview_shows_what_can_be_shown(world: Snapshot, tmp_path: Path) -> None:
    folder = read_folder(report_at(tmp_path, "# One\n"))
    answers = ReportAnswers(world, with_proofs=False)
    words = f'# Now <b>\n\n{GRADUATES} }}}} and 5, {{{{ figure "x" }}}}.\n'
    preview = preview_chapter("one.md", words, answers, folder, HtmlOptions())
    assert "more than 6,100</a> and 5, ." in preview.html
    assert "<h2>Now &lt;b&gt;</h2>" in preview.html
    assert [each.code for each in preview.problems] == ["digit", "figure"]
    [proof] = preview.proofs
    assert (proof.run_hash, proof.lineage) == ("", ())


def test_a_warning_is_kept_with_the_report(world: Snapshot, tmp_path: Path) -> None:
    words = f'{GRADUATES} say="more than" round=5000 }}}}'
    report = report_of(world, tmp_path, words)
    assert [(each.code, each.place.column) for each in report.warnings] == [("loose", 68)]
    assert replace(report, warnings=()).warnings == ()
