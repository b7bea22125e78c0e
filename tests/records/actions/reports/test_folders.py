"""A folder comes in whole or not at all, and leaves as it came."""

from __future__ import annotations

import io
import zipfile

import pytest

from records.actions.reports.folder import FILES, SETTINGS, user_as, zipped
from tomoni.catalogue.errors import InputError, NotPermittedError
from tomoni.records.actions.reports.folders import export_report, import_folder
from tomoni.records.actions.reports.writing import folder_of
from tomoni.records.models import AuditEvent, Report, ReportChapterRevision, User
from tomoni.web.reports.archives import unpacked

pytestmark = pytest.mark.django_db
BY = "system"


def import_report(*, by: User | str, archive: bytes, report_id: str | None = None) -> Report:
    return import_folder(by=by, files=unpacked(archive), report_id=report_id)


def test_a_folder_leaves_as_it_came() -> None:
    report = import_report(by=BY, archive=zipped(FILES, inside="annual/"))
    assert (report.public_id, report.title_ja) == ("annual-2026", "年次報告書")
    assert folder_of(report) == FILES
    packed = export_report(report)
    assert unpacked(packed) == FILES
    assert export_report(report) == packed


def test_a_second_import_takes_the_folder_as_it_stands() -> None:
    import_report(by=BY, archive=zipped(FILES))
    later = FILES | {"about.md": b"# New\n", "list.csv": b"a,b\n"}
    del later["pictures/opening.png"]
    report = import_report(by=BY, archive=zipped(later), report_id="annual-2026")
    assert folder_of(report) == later
    # The settings were not changed: they have one revision; the chapter has two.
    assert ReportChapterRevision.objects.count() == 4
    again = import_report(by=BY, archive=zipped(later))
    assert again.revision == report.revision
    assert AuditEvent.objects.filter(verb="import", object_type="report").count() == 3


def bomb() -> bytes:
    return zipped(FILES | {"big.md": b" " * 101 * 2**20})


def linked() -> bytes:
    made = io.BytesIO(zipped(FILES))
    with zipfile.ZipFile(made, "a") as archive:
        member = zipfile.ZipInfo("link.md")
        member.external_attr = 0o120777 << 16
        archive.writestr(member, "/etc/passwd")
    return made.getvalue()


@pytest.mark.parametrize(
    "archive",
    [
        b"", b"PK\x03\x04 cut off", zipped({}), zipped({"about.md": b"x"}),
        zipped(FILES | {"../../evil.md": b"x"}), zipped(FILES | {"/etc/x.md": b"x"}),
        zipped(FILES | {"C:\\x.md": b"x"}), zipped(FILES | {"run.sh": b"x"}),
        zipped(FILES | {"bad.md": b"\xff\xfe\x00"}), zipped(FILES | {"bad.png": b"GIF89a"}),
        zipped(FILES | {"report.toml": b"id = "}), bomb(), linked(),
    ],
)  # fmt: skip
def test_a_bad_folder_leaves_nothing_behind(archive: bytes) -> None:
    with pytest.raises(InputError):
        import_report(by=BY, archive=archive)
    assert not Report.objects.exists()
    assert not AuditEvent.objects.exists()


def test_the_folder_of_another_report_is_refused() -> None:
    import_report(by=BY, archive=zipped(FILES))
    other = FILES | {"report.toml": SETTINGS.replace("annual-2026", "annual-2027").encode()}
    with pytest.raises(InputError, match="annual-2027"):
        import_report(by=BY, archive=zipped(other), report_id="annual-2026")


def test_only_who_holds_evidence_imports() -> None:
    with pytest.raises(NotPermittedError):
        import_report(by=user_as("desk_officer"), archive=zipped(FILES))
    assert import_report(by=user_as("editor"), archive=zipped(FILES)).revision >= 1
