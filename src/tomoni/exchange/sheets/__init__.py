"""Spreadsheets in and out: XLSX and CSV, typed columns, headings in English and Japanese."""

from .columns import CellType, Column, Value
from .form import write_form
from .read import Row, SheetRead, read_sheet
from .write import write_csv, write_sheet

__all__ = [
    "CellType",
    "Column",
    "Row",
    "SheetRead",
    "Value",
    "read_sheet",
    "write_csv",
    "write_form",
    "write_sheet",
]
