"""A small report as files, for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from records.samples import make_mandate, make_user
from tomoni.records.models import User

SETTINGS = """id = "annual-2026"
title_en = "Annual report"
title_ja = "年次報告書"
edition = "2026"
unofficial = true
chapters = ["about.md"]
"""
ABOUT = '# About\n\nIn all {{ figure "graduates_count" activity="act-1" }} graduated.\n'
# The smallest picture that is one.
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 16 + b"IEND\xaeB`\x82"
FILES: dict[str, bytes] = {
    "report.toml": SETTINGS.encode(),
    "about.md": ABOUT.encode(),
    "pictures/opening.png": PICTURE,
}


def zipped(files: Mapping[str, bytes], inside: str = "") -> bytes:
    """Return files as a ZIP, in a folder of the archive if one is named."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(inside + name, content)
    return made.getvalue()


def user_as(role: str) -> User:
    """Return a new user with one role in force."""
    user = make_user()
    make_mandate(user=user, role_code=role)
    return user
