"""`tomoni report`: begin, check, build and verify a report in which every number is proven."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tomoni.catalogue.errors import ReportError
from tomoni.catalogue.settings import Settings

from .output import PhaseBar, emit, json_option, say
from .store import SHORT, TIERS, chosen_snapshot, snapshots_directory

if TYPE_CHECKING:
    from tomoni.publish.report.build import BuildOptions
    from tomoni.publish.report.compose import Composed
    from tomoni.publish.report.verify import Verified

_folder = click.argument("folder", type=click.Path(path_type=Path))
_snapshot = click.option(
    "--snapshot",
    metavar="DIR",
    help="Snapshot: a directory, or an id of this instance. Default: the latest public.",
)
_language = click.option(
    "--language", "languages", multiple=True, metavar="CODE", help="en or ja. Default: all it has."
)


@click.group("report")
def command() -> None:
    """Write a report in which every number is proven: new, check, build, verify."""


@command.command("new")
@_folder
@click.option("--id", "report_id", help="Public id. Default: the folder's name.")
@click.option("--title", default="A new report", show_default=True, help="Title in English.")
@json_option
def new_command(folder: Path, report_id: str | None, title: str, as_json: bool) -> None:
    """Begin a report in FOLDER: report.toml and one chapter, which build as they stand."""
    from tomoni.publish.report.beginning import begin_report

    Settings()  # a wrong setting is refused here as everywhere
    written = begin_report(folder, report_id or folder.absolute().name, title)
    result = {"folder": str(folder), "files": [str(path) for path in written]}
    lines = [*map(str, written), "", f"Next: tomoni report build {folder}"]
    emit(result, as_json, lambda: lines)


@command.command("check")
@_folder
@_snapshot
@_language
@json_option
def check_command(
    folder: Path, snapshot: str | None, languages: tuple[str, ...], as_json: bool
) -> int:
    """Tell everything that is wrong with the report in FOLDER, with file, line and column.

    Nothing is written. The exit code is 15 when the report would not be built, 0 with warnings
    alone.
    """
    composed = _composed(folder, snapshot, languages)
    result = {
        "errors": [each.as_dict() for each in composed.errors],
        "warnings": [each.as_dict() for each in composed.warnings],
        "numbers": {name: len(made.proofs) for name, made in composed.reports.items()},
    }
    emit(result, as_json, lambda: _check_text(composed))
    return ReportError.exit_code if composed.errors else 0


@command.command("build")
@_folder
@_snapshot
@_language
@click.option("--out", type=click.Path(path_type=Path), help="Default: build, in FOLDER.")
@click.option("--pdf", is_flag=True, help="Also as tagged PDF.")
@click.option("--docx", is_flag=True, help="Also as DOCX.")
@json_option
def build_command(
    folder: Path,
    snapshot: str | None,
    languages: tuple[str, ...],
    out: Path | None,
    pdf: bool,
    docx: bool,
    as_json: bool,
) -> None:
    """Build the report in FOLDER: HTML, its proof file, and PDF and DOCX where asked.

    Nothing is written while a digit is unproven or a slot untrue; all errors are told at once.
    """
    from tomoni.publish.report.build import build_report

    settings = Settings()
    faces = ("html", *(("pdf",) if pdf else ()), *(("docx",) if docx else ()))
    path = chosen_snapshot(settings, snapshot, tier="public")
    options = report_options(settings, path, faces)
    with PhaseBar() as bar:
        built = build_report(folder, path, out or folder / "build", languages or None, options, bar)
    for warning in built.warnings:
        say(str(warning))
    result = {
        "files": {name: str(written) for name, written in built.files.items()},
        "snapshot": path.name,
        "numbers": {name: len(made.proofs) for name, made in built.reports.items()},
        "warnings": [each.as_dict() for each in built.warnings],
    }
    emit(result, as_json, lambda: _build_text(built.files, len(built.warnings)))


@command.command("verify")
@click.argument("proofs", type=click.Path(path_type=Path))
@_snapshot
@json_option
def verify_command(proofs: Path, snapshot: str | None, as_json: bool) -> int:
    """Compute every number of a proof file (ID.proofs.json) again, from the snapshot alone.

    Without --snapshot the instance's snapshot of the file's id is taken. The exit code is 15 when
    anything comes out otherwise.
    """
    from tomoni.exchange.snapshot import open_snapshot
    from tomoni.publish.report.proofs import read_proof_file
    from tomoni.publish.report.verify import verify_proofs

    settings = Settings()
    content = read_proof_file(proofs)
    path = chosen_snapshot(settings, snapshot or str(content["snapshot"]))
    with open_snapshot(path, engine=settings.text("TOMONI_ENGINE")) as opened:
        verified = verify_proofs(content, opened)
    result = {
        "holds": verified.holds,
        "snapshot": content["snapshot"],
        "proofs": verified.proofs,
        "statements": verified.statements,
        "differences": [
            {"number": each.number, "what": each.what} for each in verified.differences
        ],
    }
    emit(result, as_json, lambda: _verify_text(verified, str(content["snapshot"])))
    return 0 if verified.holds else ReportError.exit_code


def report_options(
    settings: Settings, snapshot: Path, faces: tuple[str, ...] = ("html",)
) -> BuildOptions:
    """Return how this instance builds reports on a snapshot."""
    from tomoni.publish.options import SiteOptions
    from tomoni.publish.report.build import BuildOptions

    fonts = settings["TOMONI_FONTS"]
    return BuildOptions(
        faces=faces,
        kept_in=settings.home / "cache" / "reports",
        fonts=fonts if isinstance(fonts, Path) else None,
        site_url=SiteOptions.from_settings(settings).cited_url,
        latest_id=_latest_of_tier(settings, snapshot),
    )


def _latest_of_tier(settings: Settings, snapshot: Path) -> str | None:
    """Return the latest snapshot of the same tier here; None for a snapshot from elsewhere."""
    from tomoni.exchange.snapshot import latest_id, read_manifest

    tier = read_manifest(snapshot)["tier"]
    is_here = snapshot.parent == snapshots_directory(settings).absolute()
    return latest_id(snapshots_directory(settings), tier) if is_here and tier in TIERS else None


def _composed(folder: Path, snapshot: str | None, languages: Sequence[str]) -> Composed:
    from tomoni.publish.report.answers import ReportAnswers
    from tomoni.publish.report.compose import compose_report
    from tomoni.publish.report.folder import read_folder

    settings = Settings()
    path = chosen_snapshot(settings, snapshot, tier="public")
    options = report_options(settings, path)
    assert options.kept_in is not None
    answers = ReportAnswers(path, options.kept_in / "answers")
    try:
        return compose_report(
            read_folder(folder), answers, languages or None, latest_id=options.latest_id
        )
    finally:
        answers.close()


def _check_text(composed: Composed) -> list[str]:
    lines = [str(each) for each in composed.problems]
    numbers = sum(len(report.proofs) for report in composed.reports.values())
    found = f"{_many(len(composed.errors), 'error')}, {_many(len(composed.warnings), 'warning')}"
    return [*lines, *([""] if lines else []), f"{found}, {_many(numbers, 'number')} proven."]


def _many(count: int, of: str) -> str:
    return f"{count} {of}" if count == 1 else f"{count} {of}s"


def _build_text(files: Mapping[str, Path], warnings: int) -> list[str]:
    proofs = next(path for name, path in files.items() if name.endswith(".proofs.json"))
    lines = [str(path) for path in files.values()]
    if warnings:
        lines += ["", f"{_many(warnings, 'warning')}, told above."]
    return [*lines, "", f"Next: tomoni report verify {proofs}"]


def _verify_text(verified: Verified, snapshot: str) -> list[str]:
    lines = [f"{each.number}: {each.what}".lstrip(": ") for each in verified.differences]
    whole = f"{_many(verified.proofs, 'number')} in {_many(verified.statements, 'place')}"
    if verified.holds:
        return [f"{whole} come out the same on snapshot {snapshot[:SHORT]}."]
    return [*lines, "", f"{_many(len(lines), 'difference')}; {whole}."]
