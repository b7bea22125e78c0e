"""From a snapshot to a year's report to the OECD DAC: rows, control totals, what is left out."""

from .export import DacFiles, export_year, write_files
from .options import DacOptions
from .rows import Report, compose_report

__all__ = [
    "DacFiles",
    "DacOptions",
    "Report",
    "compose_report",
    "export_year",
    "write_files",
]
