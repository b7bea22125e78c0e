"""The shipped report and one country brief, brought to the demonstration's desk and built."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from tomoni.catalogue.settings import Settings

from .brief import build_brief
from .report import report_options

REPORT = "five-documents"
BRIEF_COUNTRY = "LA"
_BRIEF = f"brief-{BRIEF_COUNTRY.lower()}"


def bring_to_desk() -> None:
    """Bring the shipped report to the desk as a draft, unless it is there."""
    from tomoni.records.actions.reports.folders import import_folder
    from tomoni.records.models import Report

    if not Report.objects.filter(public_id=REPORT).exists():
        paths = (path for path in _shipped().iterdir() if path.is_file())
        import_folder(by="system", files={path.name: path.read_bytes() for path in paths})


def _shipped() -> Path:
    return Path(str(files("tomoni.data") / "reports" / REPORT))


def build_demo_reports(settings: Settings, snapshot: Path) -> tuple[Path, ...]:
    """Build both as pages, PDF and DOCX in TOMONI_HOME/built, and return the files.

    What is there already for this snapshot stays as it is.
    """
    from tomoni.publish.report.build import FACES, build_report

    built = settings.home / "built"
    if not _is_built(built, REPORT, snapshot):
        options = report_options(settings, snapshot, FACES)
        build_report(_shipped(), snapshot, built / REPORT, options=options)
    if not _is_built(built, _BRIEF, snapshot):
        build_brief(settings, snapshot, BRIEF_COUNTRY, built / _BRIEF, faces=FACES)
    found = (path for name in (REPORT, _BRIEF) for path in sorted((built / name).iterdir()))
    return tuple(path for path in found if path.is_file())


def _is_built(built: Path, name: str, snapshot: Path) -> bool:
    from tomoni.publish.report.proofs import read_proof_file

    proofs = built / name / f"{name}.proofs.json"
    return proofs.is_file() and read_proof_file(proofs)["snapshot"] == snapshot.name
