"""Data in, .xlsx out: `write_table` for any list, `response_sheet` for the table of opinions and responses."""

from phoihop.engines.sheets.content import CannotWriteSheet, Column, Kind, Mark, Marked, Merge, Sheet, Value
from phoihop.engines.sheets.response_table import response_sheet
from phoihop.engines.sheets.workbook import write_table

__all__ = [
    "CannotWriteSheet",
    "Column",
    "Kind",
    "Mark",
    "Marked",
    "Merge",
    "Sheet",
    "Value",
    "response_sheet",
    "write_table",
]
