"""A term in lanes: what was signed, who met when, what was due, what had to wait, what changed; and where today is."""

from collections import Counter
from datetime import date

from phoihop.ui.pictures.canvas import Canvas
from phoihop.ui.pictures.lanes import Scale, drawn_lane, height_of
from phoihop.ui.pictures.shapes import Lane, Mark, Span, Timeline
from phoihop.ui.pictures.tables import Entry, Row, Table
from phoihop.ui.pictures.wording import day, room_for, widest

TOP = 26


def drawn(line: Timeline, canvas: Canvas) -> None:
    left = int(min(0.24 * canvas.width, widest(lane.label for lane in line.lanes) + 16))
    scale = _scale(line, left, canvas.width - 14)
    heights = [height_of(lane, scale) for lane in line.lanes]
    bottom = TOP + sum(heights)
    _years(line, canvas, scale, bottom)
    _days(line, canvas, scale, bottom)
    top = TOP
    for lane, height in zip(line.lanes, heights, strict=True):
        drawn_lane(lane, canvas, scale, top=top, key=line.key)
        top += height
        if lane is not line.lanes[-1]:
            canvas.path("grid", f"M0 {top}H{scale.right}")
    _today(line, canvas, scale, bottom)
    canvas.height = bottom + 26


def _scale(line: Timeline, left: int, right: int) -> Scale:
    """The term, and what stands before or after it; a day beyond the term that is only today stretches nothing."""
    days = [line.first, line.last]
    for lane in line.lanes:
        days += [mark.on for mark in lane.marks]
        days += [one for span in lane.spans for one in (span.first, span.last) if one]
    return Scale(min(days), max(days), left, right, line.today)


def _years(line: Timeline, canvas: Canvas, scale: Scale, bottom: int) -> None:
    canvas.path("axis", f"M{scale.left} {TOP}H{scale.right}")
    ticks = []
    for year in range(scale.first.year, scale.last.year + 1):
        begins = max(date(year, 1, 1), scale.first)
        x, end = scale.x(begins), scale.x(min(date(year, 12, 31), scale.last))
        canvas.path("grid", f"M{x:.1f} {TOP}V{bottom}")
        if end - x > room_for(str(year), is_bold=True) + 6:
            canvas.words("strong", x + 6, 16, str(year))
        quarters = [date(year, month, 1) for month in (4, 7, 10)]
        ticks += [f"M{scale.x(on):.1f} {bottom - 6}v6" for on in quarters if scale.first < on < scale.last]
    canvas.path("grid", f"M{scale.right} {TOP}V{bottom}{''.join(ticks)}")


def _days(line: Timeline, canvas: Canvas, scale: Scale, bottom: int) -> None:
    """The days that cut through every lane: events of weight, and today. Under all words."""
    for lane in line.lanes:
        for mark in lane.marks:
            if mark.shape == "line":
                canvas.path("event", f"M{scale.x(mark.on):.1f} {TOP}V{bottom}")
    if scale.first <= line.today <= scale.last:
        canvas.path("today", f"M{scale.x(line.today):.1f} {TOP}V{bottom + 6}")


def _today(line: Timeline, canvas: Canvas, scale: Scale, bottom: int) -> None:
    if not scale.first <= line.today <= scale.last:
        canvas.words_over("today-label", canvas.width, bottom + 20, line.today_label, "end")
        return
    x, room = scale.x(line.today), room_for(line.today_label, is_bold=True) / 2
    middle = min(max(x, room), canvas.width - room)
    canvas.words_over("today-label", middle, bottom + 20, line.today_label, "middle")


def described(line: Timeline) -> str:
    """The term, and each lane by its outcomes."""
    said = [f"{day(line.first)} – {day(line.last)}", line.today_label]
    for lane in line.lanes:
        outcomes = Counter(mark.outcome or mark.what for mark in lane.marks)
        parts = [
            f"{count} {outcome}" if count > 1 or lane.is_threaded else outcome for outcome, count in outcomes.items()
        ]
        parts += [f"{span.what} {span.label}".strip() for span in lane.spans]
        if parts:
            said.append(f"{lane.label}: {', '.join(parts)}")
    return ". ".join(said) + "."


def table(line: Timeline) -> Table:
    """Every mark and span in the order of days."""
    head = tuple(Entry(heading) for heading in line.headings)
    rows = [_of_mark(lane, mark) for lane in line.lanes for mark in lane.marks]
    rows += [_of_span(lane, span) for lane in line.lanes for span in lane.spans]
    rows.sort(key=lambda row: row[0])
    return Table(line.key, line.title, head, tuple(row for _, row in rows))


def _of_mark(lane: Lane, mark: Mark) -> tuple[date, Row]:
    return mark.on, (Entry(day(mark.on)), Entry(lane.label), Entry(mark.what, mark.url), Entry(mark.outcome))


def _of_span(lane: Lane, span: Span) -> tuple[date, Row]:
    days = f"{day(span.first)} – {day(span.last) if span.last else '…'}"
    return span.first, (Entry(days), Entry(lane.label), Entry(span.what, span.url), Entry(span.label))
