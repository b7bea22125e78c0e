"""A folder of IATI records by content: typed tables, sources, and the history of every record."""

from .lake import Lake, LakeFile, RecordVersion, Source, open_lake
from .layout import Manifest, Run, read_manifest

__all__ = [
    "Lake",
    "LakeFile",
    "Manifest",
    "RecordVersion",
    "Run",
    "Source",
    "open_lake",
    "read_manifest",
]
