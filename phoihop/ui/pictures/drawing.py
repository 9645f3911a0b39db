"""The one door: which hand draws which picture."""

from typing import Any

from phoihop.ui.pictures import bars, heat_map, lead_times, timeline
from phoihop.ui.pictures.canvas import Canvas
from phoihop.ui.pictures.shapes import Bars, HeatMap, LeadTimes, Timeline
from phoihop.ui.pictures.tables import Table

Picture = Timeline | Bars | HeatMap | LeadTimes

PAGE = 1168
"""Pixels across a whole page."""
COLUMN = 832
"""Pixels across the main column beside an aside."""
PAPER = 624
"""165 mm, the text of an A4 page, at 96 to the inch: words come out in 9 points."""

_HANDS: dict[type, Any] = {Timeline: timeline, Bars: bars, HeatMap: heat_map, LeadTimes: lead_times}


def draw(picture: Picture, *, width: int = COLUMN, standalone: bool = False) -> str:
    """The picture as SVG, `width` pixels wide: for a page that has the style sheets, or `standalone` with its paint.

    Both draw the same marks by the same arithmetic. Everything said in it is escaped.
    """
    hand = _HANDS[type(picture)]
    canvas = Canvas(width, standalone=standalone)
    hand.drawn(picture, canvas)
    return canvas.as_svg(key=picture.key, title=picture.title, description=hand.described(picture))


def describe(picture: Picture) -> str:
    """What the picture says in words: its description on a page, its alternative text in a PDF."""
    return str(_HANDS[type(picture)].described(picture))


def table(picture: Picture) -> Table:
    """The same data as a table."""
    made = _HANDS[type(picture)].table(picture)
    assert isinstance(made, Table)
    return made
