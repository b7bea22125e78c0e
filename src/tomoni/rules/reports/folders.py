"""Which files a report's folder may hold, and under which names.

A name is a path from the folder: plain letters, digits, ``-``, ``_`` and ``.``, at most one folder
deep. Nothing else passes, so that no name leads out of the folder on any system.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tomoni.catalogue.errors import InputError

from ..refusals import Refusal, raise_first

SETTINGS_FILE = "report.toml"
PREVIOUS_FILE = "previous.proofs.json"
PICTURE_KINDS: Mapping[str, str] = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png"}
TEXT_ENDINGS: tuple[str, ...] = (".md", ".csv")
MOST_FILES = 300
# A chapter of a hundred pages has some 300,000 characters.
LARGEST_TEXT = 2_000_000
LARGEST_PICTURE = 10 * 2**20
LARGEST_FOLDER = 80 * 2**20
_LONGEST_NAME = 120
_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_REPORT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,78}[a-z0-9]", re.ASCII)
# Names that Windows keeps for itself, whatever their ending.
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def why_not_report_id(report_id: str, is_taken: bool = False) -> list[Refusal]:
    """Return why a text is no id of a new report: it stands in addresses and names of files."""
    if is_taken:
        return [Refusal("report_id_taken", {"id": report_id}, "id")]
    if _REPORT_ID.fullmatch(report_id) and "--" not in report_id:
        return []
    return [Refusal("report_id_bad", {"id": report_id[:80]}, "id")]


def can_be_report_id(report_id: str, is_taken: bool = False) -> bool:
    """Whether a text may be the id of a new report."""
    return not why_not_report_id(report_id, is_taken)


def check_report_id(report_id: str, is_taken: bool = False) -> None:
    """Errors: InputError for a text that is no id of a new report."""
    raise_first(why_not_report_id(report_id, is_taken), InputError)


def why_not_add(name: str, is_taken: bool) -> list[Refusal]:
    """Return why a report takes no new file of this name."""
    return [Refusal("report_file_taken", {"file": name}, "file")] if is_taken else []


def can_add(name: str, is_taken: bool) -> bool:
    """Whether a report takes a new file of this name."""
    return not why_not_add(name, is_taken)


def check_add(name: str, is_taken: bool) -> None:
    """Errors: InputError when a report has a file of this name."""
    raise_first(why_not_add(name, is_taken), InputError)


def why_not_remove(name: str) -> list[Refusal]:
    """Return why a file stays in the report."""
    return [Refusal("report_settings_stay", {}, "file")] if name == SETTINGS_FILE else []


def can_remove(name: str) -> bool:
    """Whether a file may be taken out of the report."""
    return not why_not_remove(name)


def check_remove(name: str) -> None:
    """Errors: InputError for the file that no report goes without."""
    raise_first(why_not_remove(name), InputError)


def why_not_file(name: str) -> list[Refusal]:
    """Return why a file of this name does not belong into the folder of a report."""
    parts = name.split("/")
    bad = (
        len(name) > _LONGEST_NAME
        or len(parts) > 2
        or any(not _PART.fullmatch(part) or part.endswith(".") for part in parts)
        or any(_RESERVED.fullmatch(part) for part in parts)
        or ".." in name
    )
    if bad:
        return [Refusal("report_path_bad", {"file": name[:_LONGEST_NAME]}, "file")]
    is_own = name in (SETTINGS_FILE, PREVIOUS_FILE)
    if not is_own and ending_of(name) not in (*TEXT_ENDINGS, *PICTURE_KINDS):
        return [Refusal("report_file_kind", {"file": name}, "file")]
    return []


def can_hold_file(name: str) -> bool:
    """Whether a file of this name may stand in the folder of a report."""
    return not why_not_file(name)


def check_file(name: str) -> None:
    """Errors: InputError for a name that leads elsewhere, or a kind that no report has."""
    raise_first(why_not_file(name), InputError, file=name[:_LONGEST_NAME])


def ending_of(name: str) -> str:
    """Return the ending of a name with its point, in small letters; "" where there is none."""
    _, point, ending = name.rpartition(".")
    return f".{ending.lower()}" if point else ""


def is_picture(name: str) -> bool:
    """Whether a file of this name is a picture."""
    return ending_of(name) in PICTURE_KINDS


def why_not_folder(sizes: Mapping[str, int]) -> list[Refusal]:
    """Return everything that is wrong with a folder, given the size in bytes of each of its files.

    Two names that differ in capitals alone clash on many systems.
    """
    refusals = [one for name in sizes for one in why_not_file(name)]
    if SETTINGS_FILE not in sizes:
        refusals.append(Refusal("report_needs_settings"))
    if len(sizes) > MOST_FILES:
        refusals.append(Refusal("report_files_many", {"most": str(MOST_FILES)}))
    refusals += [Refusal("report_files_clash", {"file": name}, "file") for name in _clashes(sizes)]
    for name, size in sizes.items():
        refusals += why_not_size(name, size)
    if sum(sizes.values()) > LARGEST_FOLDER:
        refusals.append(Refusal("report_folder_large", {"most": _megabytes(LARGEST_FOLDER)}))
    return refusals


def can_hold_folder(sizes: Mapping[str, int]) -> bool:
    """Whether these files make the folder of a report."""
    return not why_not_folder(sizes)


def check_folder(sizes: Mapping[str, int]) -> None:
    """Errors: InputError with the first thing that is wrong with a folder."""
    refusals = why_not_folder(sizes)
    file = refusals[0].parameters.get("file") if refusals else None
    raise_first(refusals, InputError, file=file if isinstance(file, str) else None)


def why_not_size(name: str, size: int) -> list[Refusal]:
    """Return why a file of this size is not taken."""
    most = LARGEST_PICTURE if is_picture(name) else LARGEST_TEXT
    if size <= most:
        return []
    return [Refusal("report_file_large", {"file": name, "most": _megabytes(most)}, "file")]


def can_have_size(name: str, size: int) -> bool:
    """Whether a file of this size is taken."""
    return not why_not_size(name, size)


def check_file_size(name: str, size: int) -> None:
    """Errors: InputError for a file that is larger than any report needs."""
    raise_first(why_not_size(name, size), InputError, file=name)


def _clashes(names: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    clashing = []
    for name in sorted(names):
        if name.lower() in seen:
            clashing.append(name)
        seen.add(name.lower())
    return clashing


def _megabytes(size: int) -> str:
    return str(size // 10**6 if size % 10**6 == 0 else size // 2**20)
