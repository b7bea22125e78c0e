"""`tomoni answer`: a question, its answer with every number proven, and who signed, in one pack."""

from __future__ import annotations

from pathlib import Path

import click

from tomoni.catalogue.settings import Settings

from .output import emit, json_option, say
from .store import chosen_snapshot


@click.command("answer")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--snapshot",
    metavar="DIR",
    help="Snapshot: a directory, or an id of this instance. Default: the latest public.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Default: the directory of FILE.")
@click.option("--pdf", is_flag=True, help="Only as PDF, unless --docx stands beside it.")
@click.option("--docx", is_flag=True, help="Only as DOCX, unless --pdf stands beside it.")
@json_option
def command(
    file: Path, snapshot: str | None, out: Path | None, pdf: bool, docx: bool, as_json: bool
) -> None:
    """Build the answer pack of FILE: question, answer, figures with proofs, sign-off trail.

    FILE is the question and the signatures as TOML between two lines of +++, then the answer with
    the same slots as a report. Nothing is written while a digit is unproven. The digest printed is
    what a signature names; a signature that names another one is shown as void.
    """
    from tomoni.publish.report.answer_file import read_answer
    from tomoni.publish.report.answer_pack import answer_files, compose_answer
    from tomoni.publish.report.answers import ReportAnswers
    from tomoni.publish.report.faces import open_press
    from tomoni.publish.report.keeping import keep_files

    from .report import report_options

    settings = Settings()
    text = read_answer(file)
    path = chosen_snapshot(settings, snapshot, tier="public")
    options = report_options(settings, path)
    assert options.kept_in is not None
    answers = ReportAnswers(path, options.kept_in / "answers")
    try:
        composed = compose_answer(text, answers, file.parent)
    finally:
        answers.close()
    press = open_press(options.fonts, options.kept_in / "drawings", options.site_url)
    faces = [name for name, asked in (("pdf", pdf), ("docx", docx)) if asked] or ["pdf", "docx"]
    files = answer_files(composed, press, faces, file.parent)
    written = keep_files(out or file.parent, files)
    for one in composed.problems:
        say(str(one))
    result = {
        "files": {name: str(place) for name, place in written.items()},
        "snapshot": path.name,
        "digest": composed.digest,
        "numbers": len(composed.report.proofs),
        "warnings": [one.as_dict() for one in composed.problems],
    }
    lines = [*(str(place) for place in written.values()), "", f"Digest: {composed.digest}"]
    emit(result, as_json, lambda: lines)
