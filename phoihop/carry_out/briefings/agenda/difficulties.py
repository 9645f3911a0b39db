"""Difficulties nobody has decided on, and for how many working days: silence is shown with its length."""

from typing import Any

from phoihop.carry_out.briefings.agenda.shapes import Found, Question, Row
from phoihop.carry_out.briefings.agenda.sources import register
from phoihop.carry_out.escalations import queries as escalations
from phoihop.carry_out.escalations.models import Difficulty
from phoihop.carry_out.escalations.queries import Silence, Silences
from phoihop.carry_out.escalations.states import WAITING
from phoihop.foundation.agencies.models import Agency

MINUTES = 20


def undecided(question: Question) -> Found | None:
    """Those that wait for somebody to speak, the longest silence first. Two queries and those of the calendars."""
    rows = _rows(question)
    if not rows:
        return None
    title = "Vướng mắc chưa có chỉ đạo"
    return Found(
        title=f"{title}: {_lowered(rows[0].title)}"[:300] if len(rows) == 1 else title,
        how=f"Vướng mắc còn chờ ý kiến ngày {question.on:%d/%m/%Y}, chờ lâu nhất trước; "
        "tính theo ngày làm việc của cơ quan phải có ý kiến.",
        rows=rows,
        counts={"undecided": len(rows), "longest": rows[0].days or 0},
        minutes=MINUTES,
    )


def _rows(question: Question) -> tuple[Row, ...]:
    under = Difficulty.objects.filter(programme__in=question.programmes)
    told = escalations.as_of(under, on=question.on, then=question.then)
    found = list(told.filter(day_state__in=WAITING, day_waits_for__isnull=False).order_by("pk"))
    names = dict(Agency.objects.filter(pk__in={one.day_waits_for for one in found}).values_list("pk", "name"))
    silences = Silences(question.on)
    waiting = [(one, silences.of(one.day_waits_for, one.day_since)) for one in found]
    waiting.sort(key=lambda pair: (-pair[1].days, pair[1].since, pair[0].pk))
    return tuple(_row(one, silence, names[silence.agency_id]) for one, silence in waiting)


def _row(one: Any, silence: Silence, agency: str) -> Row:
    return Row(
        key=f"escalations.difficulty:{one.pk}",
        label=one.code,
        title=one.title,
        agency=agency,
        due_on="",
        days=silence.days,
        said=f"từ {silence.since:%d/%m/%Y}",
        url=one.get_absolute_url(),
    )


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]


register("undecided", undecided)
