"""The five classes, a bar for each agency or clause: every bar is the whole of its row, its total beside it."""

from phoihop.ui.pictures.canvas import Canvas
from phoihop.ui.pictures.shapes import CLASSES, Bar, Bars
from phoihop.ui.pictures.tables import Entry, Row, Table
from phoihop.ui.pictures.wording import lines_of, number, percent, room_for, widest

PITCH = 38
HEIGHT = 26
SWATCH = 22


def drawn(bars: Bars, canvas: Canvas) -> None:
    totals = [f"{number(row.total)} {bars.unit}" for row in (*bars.rows, bars.totals)]
    right = int(widest(totals)) + 10
    left = int(min(0.3 * canvas.width, widest(row.label for row in (*bars.rows, bars.totals)) + 14))
    top = _legend(bars, canvas) + 10
    for row, total in zip(bars.rows, totals, strict=False):
        _row(bars, row, total, canvas, top=top, left=left, right=right)
        top += PITCH
    if len(bars.rows) > 1:
        canvas.path("axis", f"M0 {top + 2}H{canvas.width}")
        _row(bars, bars.totals, totals[-1], canvas, top=top + 6, left=left, right=right)
        top += PITCH + 6
    canvas.height = top


def _legend(bars: Bars, canvas: Canvas) -> int:
    """The swatches, in as many lines as the width asks for; how deep they reach."""
    x, y = 0.0, 0
    for name, label in zip(CLASSES, bars.classes, strict=True):
        wide = SWATCH + 7 + canvas.room(label) + 18
        if x and x + wide - 18 > canvas.width:
            x, y = 0.0, y + 22
        canvas.fill(name, x, y + 2, SWATCH, 13)
        canvas.words("text", x + SWATCH + 7, y + 13, label)
        x += wide
    return y + 20


def _row(bars: Bars, row: Bar, total: str, canvas: Canvas, *, top: int, left: int, right: int) -> None:
    middle = top + PITCH // 2
    look = "strong" if row.label == bars.total_label else "text"
    canvas.lines(look, 0, middle, lines_of(row.label, left - 10))
    canvas.words(look, canvas.width, middle + 4, total, "end")
    room, x, y = canvas.width - left - right, float(left), top + (PITCH - HEIGHT) // 2
    if not row.total:
        canvas.path("grid", f"M{left} {middle}h{room}")
    for n, (name, count) in enumerate(zip(CLASSES, row.counts, strict=True)):
        if not count:
            continue
        wide = room * count / row.total
        canvas.fill(name, x, y, wide, HEIGHT)
        figure = number(count)
        # Where the figure would not fit, the pointer and the table still say it.
        if wide > room_for(figure) + 4:
            canvas.figure(name, x + wide / 2, middle, figure)
        said = f"{row.label}: {bars.classes[n]} {figure} ({percent(count, row.total)})"
        canvas.hit(said, x, y, wide, HEIGHT, row.urls[n])
        x += wide


def described(bars: Bars) -> str:
    """The totals, and how many rows they are made of."""
    totals = bars.totals
    parts = [f"{label} {number(count)}" for label, count in zip(bars.classes, totals.counts, strict=True) if count]
    return (
        f"{bars.heading}: {len(bars.rows)}. {bars.total_label} {number(totals.total)} {bars.unit}: {'; '.join(parts)}."
    )


def table(bars: Bars) -> Table:
    head = (
        Entry(bars.heading),
        *(Entry(label, is_number=True) for label in bars.classes),
        Entry(bars.total_label, is_number=True),
    )
    return Table(bars.key, bars.title, head, tuple(map(_entries, bars.rows)), (_entries(bars.totals),))


def _entries(row: Bar) -> Row:
    counts = [_figure(count, url) for count, url in zip(row.counts, row.urls, strict=True)]
    return (Entry(row.label), *counts, _figure(row.total, row.url))


def _figure(count: int, url: str) -> Entry:
    return Entry(number(count), url if count else "", is_number=True)
