"""Pictures of figures: plain data in, SVG out, and a table of the same data. No Django in here.

`draw` gives the picture for a page, coloured by the style sheets, or with `standalone=True` one that carries its own
paint, for a PDF. `table` gives its twin; `describe` what a reader hears. All words come from the caller.
"""

from phoihop.ui.pictures.drawing import COLUMN, PAGE, PAPER, Picture, describe, draw, table
from phoihop.ui.pictures.shapes import (
    Bar,
    Bars,
    Case,
    Cell,
    Column,
    HeatMap,
    HeatRow,
    Lane,
    LeadTimes,
    LeadTimeWords,
    Mark,
    Span,
    Timeline,
)
from phoihop.ui.pictures.tables import Entry, Table, as_html

__all__ = [
    "COLUMN",
    "PAGE",
    "PAPER",
    "Bar",
    "Bars",
    "Case",
    "Cell",
    "Column",
    "Entry",
    "HeatMap",
    "HeatRow",
    "Lane",
    "LeadTimeWords",
    "LeadTimes",
    "Mark",
    "Picture",
    "Span",
    "Table",
    "Timeline",
    "as_html",
    "describe",
    "draw",
    "table",
]
