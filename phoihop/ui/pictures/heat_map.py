"""Overdue by quarter: the darker the worse, the number in the cell, and under it a stroke as long as the share.

The stroke is there for a photocopy and for eyes that do not tell red: colour alone never says it.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby

from phoihop.ui.pictures.canvas import Canvas
from phoihop.ui.pictures.shapes import Cell, HeatMap, HeatRow, summed
from phoihop.ui.pictures.tables import Entry, Row, Table
from phoihop.ui.pictures.wording import lines_of, number, percent, widest

PITCH = 38
HEIGHT = 24
TOP = 44
#: Up to which share, how strong the colour; words stay dark on all but the last (contrast 4.5:1 in both appearances).
DEPTHS = ((0.1, "0.14"), (0.25, "0.3"), (0.5, "0.48"), (1.0, ""))


@dataclass(slots=True)
class _Grid:
    """Where cells stand, and what is gathered to be drawn in one stroke: a picture may have hundreds of cells."""

    left: int
    step: int
    wide: int
    areas: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    rules: list[str] = field(default_factory=list)
    shares: list[str] = field(default_factory=list)


def drawn(heat: HeatMap, canvas: Canvas) -> None:
    rows = list(heat.rows)
    if len(rows) > 1:
        rows.append(heat.totals)
    totals = [summed(row.cells) for row in rows]
    right = int(widest([heat.total_label, *(_of(total) for total in totals)])) + 12
    left = int(min(0.3 * canvas.width, widest(row.label for row in rows) + 14))
    step = max(18, (canvas.width - left - right) // max(1, len(heat.columns)))
    grid = _Grid(left, step, step - 3)
    _heads(heat, canvas, left, grid.step)
    top = TOP
    for row, total in zip(rows, totals, strict=True):
        if row.label == heat.total_label:
            canvas.path("axis", f"M0 {top + 1}H{canvas.width}")
            top += 6
        _row(heat, row, total, canvas, grid, top)
        top += PITCH
    canvas.path("grid", "".join(grid.rules))
    canvas.path("seal", "".join(grid.shares))
    for depth, areas in grid.areas.items():
        canvas.fills("overdue", "".join(areas), depth)
    canvas.height = top


def _heads(heat: HeatMap, canvas: Canvas, left: int, step: int) -> None:
    x = left
    for group, columns in groupby(heat.columns, key=lambda column: column.group):
        size = len(list(columns))
        canvas.words("strong", x + 2, 14, group)
        canvas.path("grid", f"M{x} 4V{TOP + PITCH * len(heat.rows)}")
        x += size * step
    for n, column in enumerate(heat.columns):
        canvas.words("text", left + n * step + step / 2, 34, column.label, "middle")
    canvas.words("text", canvas.width, 34, heat.total_label, "end")


def _row(heat: HeatMap, row: HeatRow, total: Cell, canvas: Canvas, grid: _Grid, top: int) -> None:
    middle = top + HEIGHT // 2 + 2
    canvas.lines("strong" if row.label == heat.total_label else "text", 0, middle, lines_of(row.label, grid.left - 10))
    canvas.words("text", canvas.width, middle + 4, _of(total), "end")
    for n, cell in enumerate(row.cells):
        x = grid.left + n * grid.step
        if cell is None or not cell.whole:
            canvas.words("faint", x + grid.step // 2, middle + 4, "–", "middle")
            continue
        _cell(cell, canvas, grid, x, top + 2)
        said = f"{row.label}, {heat.columns[n].said}: {cell.part}/{cell.whole} {heat.part}"
        canvas.hit(said, x, top, grid.step, PITCH, cell.url)


def _cell(cell: Cell, canvas: Canvas, grid: _Grid, x: int, y: int) -> None:
    wide, centre = grid.wide, x + grid.step // 2
    grid.rules.append(f"M{x + 1} {y + HEIGHT + 4}h{wide}")
    if not cell.part:
        canvas.words("faint", centre, y + HEIGHT // 2 + 4, "0", "middle")
        return
    share = cell.share
    depth = next(depth for most, depth in DEPTHS if share <= most)
    grid.areas[depth].append(f"M{x + 1} {y}h{wide}v{HEIGHT}h-{wide}z")
    canvas.figure("open" if depth else "overdue", centre, y + HEIGHT // 2, number(cell.part))
    long = max(2, round(wide * share))
    grid.shares.append(f"M{x + 1} {y + HEIGHT + 2}h{long}v4h-{long}z")


def _of(cell: Cell) -> str:
    return f"{number(cell.part)}/{number(cell.whole)}" if cell.whole else "–"


def described(heat: HeatMap) -> str:
    whole = summed(heat.column_totals)
    share = percent(whole.part, whole.whole)
    return f"{heat.total_label}: {heat.part} {number(whole.part)}, {heat.whole} {number(whole.whole)} ({share})."


def table(heat: HeatMap) -> Table:
    """Each cell as overdue of due; totals also as a share."""
    head = (
        Entry(heat.heading),
        *(Entry(f"{column.label}/{column.group}", is_number=True) for column in heat.columns),
        Entry(f"{heat.total_label} ({heat.part}/{heat.whole})", is_number=True),
    )
    return Table(heat.key, heat.title, head, tuple(map(_entries, heat.rows)), (_entries(heat.totals),))


def _entries(row: HeatRow) -> Row:
    cells = [
        Entry(_of(cell), cell.url if cell.whole else "", True) if cell else Entry("–", "", True) for cell in row.cells
    ]
    total = summed(row.cells)
    share = f" ({percent(total.part, total.whole)})" if total.whole else ""
    return (Entry(row.label), *cells, Entry(f"{_of(total)}{share}", row.url if total.whole else "", True))
