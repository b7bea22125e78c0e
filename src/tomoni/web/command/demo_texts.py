"""A synthetic text, read into proposals, so that the demonstration's evidence desk has work."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

TEXT = "synthetic-annual-report.md"


def read_demo_text() -> None:
    """Read the shipped synthetic text, unless a file of its name was read before.

    It stays a text: no document is registered, so that nothing of it can become a claim by chance.
    """
    from tomoni.records.actions.audit import SYSTEM
    from tomoni.records.actions.reading.batches import start_batch
    from tomoni.records.actions.reading.values import GivenFile
    from tomoni.records.models import ReadingFile
    from tomoni.web.reading.reading import read_batch

    if ReadingFile.objects.filter(name=TEXT, state_code="read").exists():
        return
    path = Path(str(files("tomoni.data") / "demonstration" / TEXT))
    batch = start_batch([GivenFile(path.name, path, None)], by=SYSTEM)
    read_batch(batch.public_id, processes=1)
