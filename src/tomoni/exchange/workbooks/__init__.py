"""Workbooks of whole tables, out and in: row by row, exact, with lists to choose from.

Every line is one record; what is wrong is written back into a copy of the file.
"""

from .cells import cell_of, read_cell
from .columns import YES_NO, Column, Item, Kind, Language, Table, Value, Words
from .read import Contents, Fault, FoundTable, ReadLine, find_tables, read_lines
from .report import Problem, Problems, write_problems
from .source import Source, open_source
from .write import Filled, write_csv_table, write_workbook

__all__ = [
    "YES_NO",
    "Column",
    "Contents",
    "Fault",
    "Filled",
    "FoundTable",
    "Item",
    "Kind",
    "Language",
    "Problem",
    "Problems",
    "ReadLine",
    "Source",
    "Table",
    "Value",
    "Words",
    "cell_of",
    "find_tables",
    "open_source",
    "read_cell",
    "read_lines",
    "write_csv_table",
    "write_problems",
    "write_workbook",
]
