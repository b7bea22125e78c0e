"""Files of the OECD DAC: a CRS++ submission out and in, the bulk file in."""

from .mapping import Mapped, Mapping, load_mapping, mapping_named
from .store import CrsStore, Imported, import_file
from .submission import write_submission_csv, write_submission_xlsx

__all__ = [
    "CrsStore",
    "Imported",
    "Mapped",
    "Mapping",
    "import_file",
    "load_mapping",
    "mapping_named",
    "write_submission_csv",
    "write_submission_xlsx",
]
