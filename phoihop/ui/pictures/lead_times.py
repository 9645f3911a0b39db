"""How long decisions took: how many in how many days, the median, nine in ten; and how long the rest have waited."""

from collections import Counter

from phoihop.ui.pictures.canvas import Canvas
from phoihop.ui.pictures.shapes import Case, LeadTimes
from phoihop.ui.pictures.tables import Entry, Row, Table
from phoihop.ui.pictures.wording import day, lines_of, number, room_for, widest

STEPS = (1, 2, 5, 10, 15, 30, 60, 90, 180, 365, 730)
MOST_BINS = 16
TALL = 96
TOP = 52
PITCH = 36


def drawn(times: LeadTimes, canvas: Canvas) -> None:
    words, waiting = times.words, times.waiting
    if not times.cases:
        canvas.words("text", 0, 18, words.nothing)
        canvas.height = 26
        return
    said = [_length(case, times) for case in waiting]
    right = int(max(widest(said), 24)) + 12
    left = int(min(0.3 * canvas.width, widest([words.decided, *(case.what for case in waiting)]) + 14))
    step = _step(times)
    longest = step * (max(case.days for case in times.cases) // step + 1)
    scale = (canvas.width - left - right) / longest
    bottom = TOP + TALL
    foot = bottom + 26 + (PITCH * len(waiting) + 40 if waiting else 0)
    _histogram(times, canvas, left, step, scale, bottom)
    _axis(canvas, left, step, longest, scale, bottom, words.unit)
    _waiting(times, said, canvas, left, scale, bottom + 52)
    _lines(times, canvas, left, scale, bottom)
    canvas.height = foot


def _step(times: LeadTimes) -> int:
    """The narrowest bin that keeps the picture readable."""
    longest = max(case.days for case in times.cases)
    return next((step for step in STEPS if longest / step < MOST_BINS), STEPS[-1])


def _histogram(times: LeadTimes, canvas: Canvas, left: int, step: int, scale: float, bottom: int) -> None:
    words = times.words
    bins = Counter(days // step for days in times.decided)
    canvas.lines("strong", 0, bottom - 18, (words.decided, number(len(times.decided))))
    most = max(bins.values(), default=1)
    for n, count in sorted(bins.items()):
        x, wide, tall = left + n * step * scale, step * scale, TALL * count / most
        canvas.box("bar", x + 1, bottom - tall, wide - 2, tall)
        if tall > 18:
            canvas.words("strong", x + wide / 2, bottom - tall + 14, number(count), "middle")
        else:
            canvas.words("strong", x + wide / 2, bottom - tall - 4, number(count), "middle")
        said = (
            f"{n * step}–{(n + 1) * step - 1} {words.unit}: {number(count)}"
            if step > 1
            else f"{n} {words.unit}: {count}"
        )
        canvas.hit(said, x, bottom - TALL, wide, TALL, f"#{times.key}-table")


def _axis(canvas: Canvas, left: int, step: int, longest: int, scale: float, bottom: int, unit: str) -> None:
    canvas.path("axis", f"M{left} {bottom}H{left + round(longest * scale)}")
    last = float("-inf")
    for days in range(0, longest + 1, step):
        x = left + days * scale
        if x - last >= 30:
            canvas.words("faint", x, bottom + 16, number(days), "middle")
            last = x
    canvas.words("faint", canvas.width, bottom + 16, unit, "end")


def _lines(times: LeadTimes, canvas: Canvas, left: int, scale: float, bottom: int) -> None:
    """Median and percentile, their words on two heights so that they never meet."""
    if times.median is None or times.ninth is None:
        return
    words = times.words
    for look, label, value, text, y in (
        ("today", "today-label", times.median, words.median, 14),
        ("event", "strong", float(times.ninth), words.ninth, 34),
    ):
        x = left + (value + 0.5) * scale
        canvas.path(look, f"M{x:.1f} {y + 4}V{bottom}")
        line = f"{text} {number(value)} {words.unit}"
        fits = x + room_for(line, is_bold=True) < canvas.width
        canvas.words_over(label, x if fits else x + 2, y, line, "start" if fits else "end")


def _waiting(times: LeadTimes, said: list[str], canvas: Canvas, left: int, scale: float, top: int) -> None:
    if not times.waiting:
        return
    canvas.words("strong", 0, top, f"{times.words.waiting}: {number(len(times.waiting))}")
    canvas.path("grid", f"M0 {top + 8}H{canvas.width}")
    for n, (case, length) in enumerate(zip(times.waiting, said, strict=True)):
        middle = top + 12 + PITCH * n + PITCH // 2
        wide = max(2.0, case.days * scale)
        canvas.lines("text", 0, middle, lines_of(case.what, left - 10))
        canvas.box("bar-open", left, middle - 7, wide, 14)
        canvas.words("strong", left + wide + 6, middle + 4, length)
        canvas.hit(f"{case.what}: {length}", 0, middle - PITCH // 2, canvas.width, PITCH, case.url)


def _length(case: Case, times: LeadTimes) -> str:
    return f"{number(case.days)} {times.words.unit}"


def described(times: LeadTimes) -> str:
    words = times.words
    if not times.cases:
        return words.nothing
    said = [f"{words.decided}: {number(len(times.decided))}"]
    if times.median is not None and times.ninth is not None:
        said += [f"{words.median} {number(times.median)} {words.unit}", f"{words.ninth} {times.ninth} {words.unit}"]
    silent = [f"{case.what} {_length(case, times)}" for case in times.waiting]
    return "; ".join([*said, f"{words.waiting}: {len(silent)}" + (f" ({', '.join(silent)})" if silent else "")]) + "."


def table(times: LeadTimes) -> Table:
    """Those still waiting first, then the slowest decisions."""
    words = times.words
    head = (Entry(words.what), Entry(words.since), Entry(words.until), Entry(words.days, is_number=True))
    decided = sorted((case for case in times.cases if case.until), key=lambda case: (-case.days, case.what))
    rows = tuple(_entries(case, times) for case in (*times.waiting, *decided))
    feet: tuple[Row, ...] = ()
    if times.median is not None and times.ninth is not None:
        feet = tuple(
            (Entry(label), Entry(""), Entry(""), Entry(number(value), is_number=True))
            for label, value in ((words.median, times.median), (words.ninth, times.ninth))
        )
    return Table(times.key, times.title, head, rows, feet)


def _entries(case: Case, times: LeadTimes) -> Row:
    until = day(case.until) if case.until else times.words.waiting
    return (Entry(case.what, case.url), Entry(day(case.since)), Entry(until), Entry(number(case.days), is_number=True))
