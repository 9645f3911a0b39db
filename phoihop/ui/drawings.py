"""Our own line drawings, as data: icons on a 24 px grid for things, shapes on a 16 px grid for states.

A part is a path (a string) or a circle (centre x, centre y, radius). Icons are stroked by the style sheet;
shapes carry their own paint, because filled against hollow is what tells two states apart without colour.
"""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Circle = tuple[float, float, float]
Part = str | Circle

ICONS: dict[str, tuple[Part, ...]] = {
    # what the record is made of
    "programme": ("M5 3.5h14v17l-7-4-7 4zM8.5 8h7M8.5 11.5h7",),
    "clause": ("M6 3.5h9l3.5 3.5v13.5H6zM9 10h6.5M9 13.5h6.5M9 17h4",),
    "draft": ("M13.5 3.5H5v17h14V11M9 15l.8-3.2 8.7-8.7 2.4 2.4-8.7 8.7zM16.5 5.2l2.4 2.4",),
    "remark": ("M4 5h16v11h-9l-4.5 4v-4H4zM8 9h8M8 12h5",),
    "response": ("M20 5H4v11h9l4.5 4v-4H20zM8 10.5h8M13 7.5l3 3-3 3",),
    "sign": ("M4 20.5h16M6 16l1-4L16 3l3 3-9 9zM14 5l3 3",),
    "seal": ("M5 5h14v14H5z", (12, 12, 4)),
    "task": ("M4 4.5h16v15H4z", "m8 12 3 3 5.5-6"),
    "proof": ("M3.5 6.5h6l2 2.5h9v10.5h-17z", "m9 14.5 2 2 4-4.5"),
    "briefing": (
        "M3.5 14.5h17M6 14.5v5.5M18 14.5v5.5",
        (7, 8, 2),
        (12, 6, 2),
        (17, 8, 2),
        "M5 14.5c0-4 4-4 4-.2M10 14c0-5 4-5 4 0M15 14.3c0-3.8 4-3.8 4 .2",
    ),
    "difficulty": ("M3.5 8h17v6h-17zM6.5 14v6M17.5 14v6M8 8l-3 6M13.5 8l-3 6M19 8l-3 6",),
    "directive": ("M4 10v4h4l8 5V5l-8 5zM19 9.5v5M8 14l1.5 5.5",),
    "report": ("M4 20h16M6.5 20v-7h3v7M12 20V5h3v15M17.5 20v-4",),
    "public": ((12, 12, 8.5), "M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17"),
    "ledger": ("M6 3.5h13v17H6zM6 8H3.5M6 12H3.5M6 16H3.5M9.5 8.5H16M9.5 12H16M9.5 15.5h4",),
    "dossier": ("M3.5 8h17v11.5h-17zM6 8V4.5h12V8M9 12.5h6",),
    "basis": ("M12 4v16M7 20h10M4.5 7h15M4.5 7 2 14h5zM19.5 7 17 14h5z",),
    # who and when
    "agency": ("M4 20.5h16M5.5 20v-9M10 20v-9M14 20v-9M18.5 20v-9M3.5 9 12 3.5 20.5 9z",),
    "person": ((12, 8, 4), "M4.5 20.5c0-8 15-8 15 0"),
    "calendar": ("M4 6h16v14H4zM4 10.5h16M8 3.5V8M16 3.5V8",),
    "clock": ((12, 12, 8.5), "M12 7v5.5l3.5 2"),
    "bell": ("M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4",),
    "mail": ("M3.5 6h17v12.5h-17zM3.5 7l8.5 6.5L20.5 7",),
    # what can be done
    "search": ((10.5, 10.5, 6), "m15 15 5.5 5.5"),
    "menu": ("M4 7h16M4 12h16M4 17h16",),
    "filter": ("M4 5.5h16l-6 7V19l-4-2v-4.5z",),
    "add": ("M12 5v14M5 12h14",),
    "edit": ("M5 19l1-4L16.5 4.5l3 3L9 18zM14.5 6.5l3 3",),
    "compare": ("M4 4.5h6.5v15H4zM13.5 4.5H20v15h-6.5zM6 9h2.5M15.5 9H18M15.5 12.5H18",),
    "split": ("M5 5h14v5H5zM5 14h14v5H5zM8 12h8",),
    "merge": ("M5 4.5h14M5 19.5h14M12 4.5v5M12 19.5v-5M9.5 7.5 12 10l2.5-2.5M9.5 16.5 12 14l2.5 2.5",),
    "up": ("M12 19.5V5M6.5 10.5 12 5l5.5 5.5",),
    "down": ("M12 4.5V19M6.5 13.5 12 19l5.5-5.5",),
    "back": ("M19.5 12H5M10.5 6.5 5 12l5.5 5.5",),
    "next": ("M4.5 12H19M13.5 6.5 19 12l-5.5 5.5",),
    "undo": ("M8.5 5 4.5 9l4 4M4.5 9H14a5 5 0 0 1 0 10H8",),
    "history": ("M4 5v4.5h4.5M4.5 9.5a8 8 0 1 1-.4 4M12 8v4.5l3 1.8",),
    "close": ("M6 6l12 12M18 6 6 18",),
    "copy": ("M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4",),
    "link": ("M10 14 14 10M8.5 11.5l-3 3a3 3 0 0 0 4.2 4.2l3-3M15.5 12.5l3-3a3 3 0 0 0-4.2-4.2l-3 3",),
    "download": ("M12 4v11M7.5 11l4.5 4.5L16.5 11M4.5 20h15",),
    "upload": ("M12 16V5M7.5 9.5 12 5l4.5 4.5M4.5 20h15",),
    "file": ("M6 3.5h8.5L18.5 8v12.5H6zM14 3.5V8h4.5",),
    "print": ("M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6.5H7z",),
    "lock": ("M5.5 11h13v9.5h-13zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5",),
    "key": ((8, 15.5, 4), "m11 12.5 8.5-8.5M16 7.5l2.5 2.5M13.5 10l2 2"),
    "help": ((12, 12, 8.5), "M9.5 10c0-3.5 5.3-3.3 5 .2-.2 2-2.5 2-2.5 4M12 16.6v.6"),
    "theme": ((12, 12, 8.5), "M12 3.5a8.5 8.5 0 0 1 0 17z"),
    "sign-out": ("M13.5 4.5h-9v15h9M10 12h10.5M16.5 7.5 21 12l-4.5 4.5",),
}


@dataclass(frozen=True, slots=True)
class Paint:
    part: Part
    fill: str = "none"
    stroke: str = "none"
    width: float = 0
    dash: str = "none"


def _filled(part: Part) -> Paint:
    return Paint(part, fill="currentColor")


def _drawn(part: Part, width: float = 1.8, dash: str = "none") -> Paint:
    return Paint(part, stroke="currentColor", width=width, dash=dash)


def _cut(part: Part, width: float = 2) -> Paint:
    """A line in the colour of the sheet, on top of a filled shape."""
    return Paint(part, stroke="var(--sheet)", width=width)


_TICK = "m4.2 8.2 2.7 2.7 5-5.6"
_DIAMOND = "M8 .6 15.4 8 8 15.4.6 8z"
_TICKED_DISC = (_filled((8, 8, 8)), _cut(_TICK))
_RING = _drawn((8, 8, 7))

SHAPES: dict[str, tuple[Paint, ...]] = {
    "done": _TICKED_DISC,
    "done-late": (_RING, _drawn("m4.6 8.2 2.4 2.4 4.5-5")),
    "open": (_RING,),
    "soon": (_drawn(_DIAMOND, 1.6), _filled("M8 .6V15.4L.6 8z")),
    "overdue": (_filled("M0 0h16v16H0z"), _cut("M8 3v6.2M8 11.2v2", 2.2)),
    "valid": _TICKED_DISC,
    "unknown": (_drawn(_DIAMOND, 1.6), _drawn("M6.2 6.2c.2-2.4 3.8-2.2 3.6 0C9.7 7.6 8 7.6 8 9.2M8 10.8v1.3", 1.4)),
    "invalid": (_filled("M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7z"), _cut("m5 5 6 6M11 5l-6 6", 1.9)),
    "sealed": (_RING, _drawn((8, 8, 3.4), 1.4)),
    "accepted": _TICKED_DISC,
    "partly": (_RING, _filled("M8 1a7 7 0 0 1 0 14z")),
    "explained": (_RING, _drawn("M4.5 8h7", 2)),
    "noted": (_RING, _filled((8, 8, 2))),
    "duplicate": (_drawn("M1 1h9.5v9.5H1z", 1.6), _drawn("M13 5.5h2V15H5.5v-2", 1.6)),
    "waiting": (_drawn((8, 8, 7), 1.8, "3 2.5"), _drawn("M8 4v4.2l2.6 1.6", 1.6)),
    "draft": (_drawn("M1 1h14v14H1z", 1.6, "3 2"),),
    "current": (_drawn((8, 8, 6.5), 3),),
    "info": (_RING, _drawn("M8 7.2v4.6M8 4v1.6", 2)),
}


def _icon_part(part: Part) -> SafeString:
    if isinstance(part, str):
        return format_html('<path d="{}"/>', part)
    x, y, radius = part
    return format_html('<circle cx="{}" cy="{}" r="{}"/>', x, y, radius)


def _shape_part(paint: Paint) -> SafeString:
    look = format_html('fill="{}"', paint.fill)
    if paint.stroke != "none":
        look = format_html('{} stroke="{}" stroke-width="{}"', look, paint.stroke, paint.width)
    if paint.dash != "none":
        look = format_html('{} stroke-dasharray="{}"', look, paint.dash)
    if isinstance(paint.part, str):
        return format_html('<path d="{}" {}/>', paint.part, look)
    x, y, radius = paint.part
    return format_html('<circle cx="{}" cy="{}" r="{}" {}/>', x, y, radius, look)


# Drawn once at import: a page of two hundred remarks asks for the same few pieces hundreds of times.
ICON_PARTS: dict[str, SafeString] = {
    name: format_html_join("", "{}", ((_icon_part(part),) for part in parts)) for name, parts in ICONS.items()
}
SHAPE_PARTS: dict[str, SafeString] = {
    name: format_html_join("", "{}", ((_shape_part(paint),) for paint in paints)) for name, paints in SHAPES.items()
}
