"""A report's folder out of a ZIP, read in memory. No name of it becomes a path of this machine."""

from __future__ import annotations

import zipfile

from tomoni.catalogue.errors import InputError, Where
from tomoni.exchange.archives import open_archive, read_member
from tomoni.rules.reports.folders import SETTINGS_FILE, check_folder

_WHERE = Where(field="archive")


def unpacked(archive: bytes) -> dict[str, bytes]:
    """Return the files of a ZIP by their paths. Where all lie in one folder, it is left off.

    Errors: InputError for one that is damaged, huge or locked, or holds a name twice or a link;
    for a name that leads elsewhere, or a file that no report has.
    """
    with open_archive(archive, _WHERE) as opened:
        members = [one for one in opened.infolist() if not one.is_dir() and not _is_litter(one)]
        names = [one.filename for one in members]
        if len(set(names)) != len(names) or any(_is_link(one) for one in members):
            raise InputError(
                "The archive holds a name twice, or a link.", where=_WHERE, do="Pack it again."
            )
        check_folder({_inside(one.filename, names): one.file_size for one in members})
        return {_inside(name, names): read_member(opened, name, _WHERE) or b"" for name in names}


def _inside(name: str, names: list[str]) -> str:
    """The name from the folder itself: archives often hold the folder with its files."""
    head = name.partition("/")[0]
    if SETTINGS_FILE not in names and all(one.startswith(f"{head}/") for one in names):
        return name.removeprefix(f"{head}/")
    return name


def _is_litter(member: zipfile.ZipInfo) -> bool:
    """What systems leave in archives by themselves."""
    last = member.filename.rpartition("/")[2]
    return member.filename.startswith("__MACOSX/") or last in {".DS_Store", "Thumbs.db"}


def _is_link(member: zipfile.ZipInfo) -> bool:
    return (member.external_attr >> 16) & 0o170000 == 0o120000
