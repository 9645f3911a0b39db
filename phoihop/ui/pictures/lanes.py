"""One lane of a timeline: its marks, their labels where there is room, and what lasts, stacked where it overlaps."""

from dataclasses import dataclass
from datetime import date

from phoihop.ui.pictures.canvas import Anchor, Canvas
from phoihop.ui.pictures.shapes import Lane, Mark, Span
from phoihop.ui.pictures.wording import day, number, room_for

THREADED, MARKS, SPANS, ROW = 44, 36, 24, 16
APART = 12
"""Marks nearer than this many pixels would cover each other: they are drawn as one, with their number."""
_BADNESS = ("done", "next", "late", "missed")
_DOTS = {"done": "dot", "late": "dot-late", "next": "dot-next"}
START: Anchor = "start"
END: Anchor = "end"
_SQUARES = {"done": "seal", "late": "dot-late", "missed": "dot-missed", "next": "dot-next"}


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to pixels. `today` is where what still lasts ends."""

    first: date
    last: date
    left: int
    right: int
    today: date

    def x(self, on: date) -> float:
        days = (self.last - self.first).days or 1
        at = self.left + (self.right - self.left) * (on - self.first).days / days
        return min(max(at, self.left), self.right)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Marks drawn as one."""

    x: float
    marks: tuple[Mark, ...]

    @property
    def worst(self) -> Mark:
        return max(self.marks, key=lambda mark: _BADNESS.index(mark.state))

    @property
    def tag(self) -> str:
        return number(len(self.marks)) if len(self.marks) > 1 else self.marks[0].tag

    @property
    def label(self) -> str:
        return self.marks[0].label if len(self.marks) == 1 else ""

    @property
    def said(self) -> str:
        parts = [f"{mark.what}, {day(mark.on)}{': ' if mark.outcome else ''}{mark.outcome}" for mark in self.marks]
        return "; ".join(parts)


def height_of(lane: Lane, scale: Scale) -> int:
    spots = _spots(lane, scale)
    spans = 1 + max((row for row, _ in _stacked(lane, scale)), default=-1)
    return max(MARKS, _height_of_marks(lane, spots, scale) + (SPANS * spans + 12 if spans else 0))


def _height_of_marks(lane: Lane, spots: list[_Spot], scale: Scale) -> int:
    if not spots:
        return 0
    rows = max((row for row, _, _ in _placed(spots, scale)), default=0)
    return (THREADED if _has_tags(lane, spots) else MARKS) + _drop(spots) * rows


def _has_tags(lane: Lane, spots: list[_Spot]) -> bool:
    return lane.is_threaded or any(spot.tag for spot in spots)


def _drop(spots: list[_Spot]) -> int:
    """How far below the marks the second row of labels stands: under the tags, if there are any."""
    return ROW * (2 if any(spot.tag for spot in spots) else 1)


def drawn_lane(lane: Lane, canvas: Canvas, scale: Scale, *, top: int, key: str) -> None:
    spots = _spots(lane, scale)
    middle = top + (17 if _has_tags(lane, spots) else MARKS // 2)
    canvas.words("strong", 0, middle + 4, lane.label)
    if lane.is_threaded:
        _thread(spots, canvas, middle)
    for spot in spots:
        _spot(spot, canvas, middle, key)
    for row, spot, is_right in _placed(spots, scale):
        look = "strong" if spot.worst.shape == "line" else "text"
        x, anchor = (spot.x + 11, START) if is_right else (spot.x - 11, END)
        canvas.words_over(look, x, middle + 4 + _drop(spots) * row, spot.label, anchor)
    below = top + 6 + _height_of_marks(lane, spots, scale)
    for row, span in _stacked(lane, scale):
        _span(span, canvas, scale, below + SPANS * row + SPANS // 2)


def _spots(lane: Lane, scale: Scale) -> list[_Spot]:
    spots: list[_Spot] = []
    for mark in sorted(lane.marks, key=lambda mark: mark.on):
        x = scale.x(mark.on)
        near = spots and not lane.is_threaded and x - spots[-1].x < APART
        if near and mark.shape in ("round", "diamond") and spots[-1].marks[0].shape == mark.shape:
            spots[-1] = _Spot(spots[-1].x, (*spots[-1].marks, mark))
        else:
            spots.append(_Spot(x, (mark,)))
    return spots


def _thread(spots: list[_Spot], canvas: Canvas, middle: int) -> None:
    come = [spot.x for spot in spots if spot.worst.state != "next"]
    if len(come) > 1:
        canvas.path("thread-line", f"M{come[0]:.1f} {middle}H{come[-1]:.1f}")


def _spot(spot: _Spot, canvas: Canvas, middle: int, key: str) -> None:
    x, worst = spot.x, spot.worst
    if worst.shape == "round":
        _round(canvas, x, middle, worst.state)
    elif worst.shape == "diamond":
        look = "seal" if worst.state == "missed" else _DOTS[worst.state]
        canvas.path(look, f"M{x:.1f} {middle - 7}l7 7-7 7-7-7z")
    elif worst.shape == "square":
        canvas.box(_SQUARES[worst.state], x - 6, middle - 6, 12, 12)
    elif worst.shape == "tick":
        canvas.path("event", f"M{x:.1f} {middle - 9}v18")
    if spot.tag:
        canvas.words_over("faint", x, middle + 21, spot.tag, "middle")
    url = worst.url if len(spot.marks) == 1 else f"#{key}-table"
    canvas.hit(spot.said, x - 10, middle - 12, 20, 24, url)


def _round(canvas: Canvas, x: float, middle: int, state: str) -> None:
    if state == "missed":
        canvas.circle("gap", x, middle, 11)
        canvas.path("dot-missed", f"M{x - 6:.1f} {middle - 6}l12 12m0-12l-12 12")
    else:
        canvas.circle(_DOTS[state], x, middle, 6.5)


def _placed(spots: list[_Spot], scale: Scale) -> list[tuple[int, _Spot, bool]]:
    """(row, spot, right of it?) of each label there is room for: beside its mark, else a row lower, else nowhere.

    The table has every word.
    """
    ends = [float(scale.left), float(scale.left)]
    placed = []
    for n, spot in enumerate(spots):
        if not spot.label:
            ends[0] = max(ends[0], spot.x + 10)
            continue
        wide = room_for(spot.label, is_bold=spot.worst.shape == "line") + 11
        until = (spots[n + 1].x - 10 if n + 1 < len(spots) else scale.right + 14, scale.right + 14)
        taken = [max(ends[0], spots[n - 1].x + 10 if n else 0), ends[1]]
        fits = [
            (row, is_right)
            for row in (0, 1)
            for is_right in (True, False)
            if (spot.x + wide <= until[row] and spot.x >= taken[row] if is_right else spot.x - wide >= taken[row])
        ]
        ends[0] = max(ends[0], spot.x + 10)
        if fits:
            row, is_right = fits[0]
            ends[row] = max(ends[row], spot.x + (wide if is_right else 11))
            placed.append((row, spot, is_right))
    return placed


def _stacked(lane: Lane, scale: Scale) -> list[tuple[int, Span]]:
    """Each span on the first row where nothing, its label included, is in its way."""
    ends: list[float] = []
    placed = []
    for span in sorted(lane.spans, key=lambda span: (span.first, span.what)):
        begins, end, label_left = _extent(span, scale)
        row = next((n for n, taken in enumerate(ends) if taken <= begins - (label_left or 0)), len(ends))
        ends[row:] = [end, *ends[row + 1 :]]
        placed.append((row, span))
    return placed


def _extent(span: Span, scale: Scale) -> tuple[float, float, float]:
    """Where a span begins, where it ends with its label, and how much room the label takes on its left instead."""
    begins, ends = scale.x(span.first), scale.x(span.last or max(scale.today, span.first))
    wide = room_for(span.label) + 14 if span.label else 8
    if span.label and ends + wide > scale.right + 14:
        return begins, ends + 8, wide
    return begins, ends + wide, 0


def _span(span: Span, canvas: Canvas, scale: Scale, middle: int) -> None:
    begins, ends = scale.x(span.first), scale.x(span.last or max(scale.today, span.first))
    wide = max(3.0, ends - begins)
    canvas.box("bar" if span.last else "bar-open", begins, middle - 7, wide, 14)
    if _extent(span, scale)[2]:
        canvas.words_over("text", begins - 6, middle + 4, span.label, "end")
    elif span.label:
        canvas.words_over("text", begins + wide + 6, middle + 4, span.label)
    canvas.hit(f"{span.what}: {span.label}", begins, middle - 10, max(wide, 14), 20, span.url)
