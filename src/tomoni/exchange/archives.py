"""Office files are ZIP archives: bounds before one is opened, the same bytes when one is made."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
import zlib
from datetime import date
from pathlib import Path
from typing import IO

from tomoni.catalogue.document_refusals import refused
from tomoni.catalogue.errors import Where

# A sheet of 10,000 rows and 60 columns unpacks to some 30 MB.
LARGEST_UNPACKED = 100 * 2**20
MOST_MEMBERS = 1_000
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def open_archive(data: bytes, where: Where | None = None) -> zipfile.ZipFile:
    """Open an archive that will not burst. Raises InputError when it is damaged, huge or locked.

    The sizes are those that the archive states; ``zipfile`` never unpacks more of a member.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise refused("archive_damaged", where) from error
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > LARGEST_UNPACKED:
        archive.close()
        raise refused("archive_bursts", where, limit=LARGEST_UNPACKED // 2**20)
    if any(one.flag_bits & 0x1 for one in members):
        archive.close()
        raise refused("archive_locked", where)
    return archive


def dated_archive(data: bytes, dated: date) -> bytes:
    """Return an office file with each date in it set to ``dated``: same content, same bytes."""
    made = io.BytesIO()
    date_archive(io.BytesIO(data), made, dated)
    return made.getvalue()


def _dated_core(content: bytes, dated: date) -> bytes:
    text = f"{dated.isoformat()}T00:00:00Z".encode()
    return _MODIFIED.sub(rb"\g<1>" + text + rb"\g<3>", content)


def read_member(archive: zipfile.ZipFile, name: str, where: Where | None = None) -> bytes | None:
    """Return one file of an archive; None when it has none of that name. Errors: InputError."""
    try:
        return archive.read(name)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise refused("archive_damaged", where) from error


def date_archive(old: Path | IO[bytes], new: Path | IO[bytes], dated: date) -> None:
    """Write an office file anew as ``dated_archive`` does, without holding it in memory."""
    stamp = (max(dated.year, 1980), dated.month, dated.day, 0, 0, 0)
    with zipfile.ZipFile(old) as source, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as made:
        for was in source.infolist():
            member = zipfile.ZipInfo(was.filename, stamp)
            member.compress_type = zipfile.ZIP_DEFLATED
            if was.filename == "docProps/core.xml":
                made.writestr(member, _dated_core(source.read(was), dated))
                continue
            member.file_size = was.file_size
            with source.open(was) as part, made.open(member, "w") as copy:
                shutil.copyfileobj(part, copy, 2**20)
