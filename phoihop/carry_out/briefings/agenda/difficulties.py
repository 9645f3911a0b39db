"""Difficulties nobody has decided on, and for how long: silence is shown with its length."""

import datetime as dt
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery

from phoihop.carry_out.briefings.agenda.shapes import Found, Question, Row
from phoihop.carry_out.briefings.agenda.sources import register
from phoihop.carry_out.escalations.models import Difficulty, Turn
from phoihop.carry_out.escalations.states import WAITING
from phoihop.carry_out.tasks.queries import end_of

MINUTES = 20


def undecided(question: Question) -> Found | None:
    """Those that wait for somebody to speak, the longest silence first. One query."""
    rows = tuple(_row(one, on=question.on) for one in _waiting(question))
    if not rows:
        return None
    title = "Vướng mắc chưa có chỉ đạo"
    return Found(
        title=f"{title}: {_lowered(rows[0].title)}"[:300] if len(rows) == 1 else title,
        how=f"Vướng mắc còn chờ ý kiến ngày {question.on:%d/%m/%Y}, chờ lâu nhất trước.",
        rows=rows,
        counts={"undecided": len(rows), "longest": rows[0].days or 0},
        minutes=MINUTES,
    )


def _waiting(question: Question) -> Any:
    """With `spoken_for` (who is to speak) and `silent_since`, as of the day asked."""
    found = Difficulty.objects.filter(programme__in=question.programmes)
    if not question.then:
        now = found.filter(state__in=WAITING).select_related("waits_for")
        return now.annotate(
            then_waits=F("waits_for__name"), silent_since=F("since_on"), then_state=F("state")
        ).order_by("since_on", "pk")
    after = end_of(question.on)
    last = Turn.objects.filter(difficulty=OuterRef("pk"), at__lt=after).order_by("-at", "-pk")
    told = found.filter(reported_at__lt=after).annotate(
        then_state=Subquery(last.values("state")[:1]),
        then_waits=Subquery(last.values("waits_for__name")[:1]),
        silent_since=Subquery(last.values("on_day")[:1]),
    )
    return told.filter(Q(then_state__in=WAITING)).order_by("silent_since", "pk")


def _row(one: Any, *, on: dt.date) -> Row:
    return Row(
        key=f"escalations.difficulty:{one.pk}",
        label=one.code,
        title=one.title,
        agency=one.then_waits or "",
        due_on="",
        days=(on - one.silent_since).days,
        said=f"từ {one.silent_since:%d/%m/%Y}",
        url=one.get_absolute_url(),
    )


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]


register("undecided", undecided)
