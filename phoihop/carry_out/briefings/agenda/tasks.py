"""What tasks bring onto an agenda: overdue and due soon, due next, and due dates that changed."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from phoihop.carry_out.briefings.agenda.figures import classified, list_of
from phoihop.carry_out.briefings.agenda.shapes import Found, Question, Row
from phoihop.carry_out.briefings.agenda.sources import register
from phoihop.carry_out.tasks import queries as tasks
from phoihop.carry_out.tasks.models import DueDate, Role
from phoihop.carry_out.tasks.queries import Klass
from phoihop.carry_out.tasks.shares import Calendars
from phoihop.kit.workdays import Calendar

LATE_MINUTES, NEXT_MINUTES = 25, 15
_OWED = (Klass.OPEN, Klass.SOON, Klass.OVERDUE)
_MOVES = (DueDate.Because.EXTENDED, DueDate.Because.RECOMPUTED)


def _classified(question: Question) -> Any:
    found = classified(question.programmes, on=question.on, then=question.then)
    return found.select_related("task", "agency").defer("due_computed", "task__reading", "task__quote")


def late(question: Question) -> Found:
    """Overdue ones first, the longest overdue at the head; then those due soon."""
    found = _classified(question).filter(klass__in=[Klass.OVERDUE, Klass.SOON]).order_by("day_due", "task__code", "pk")
    calendars = Calendars()
    rows = tuple(_row(part, calendars.of(part.agency_id), on=question.on) for part in found)
    counts = {klass.value: sum(row.klass == klass for row in rows) for klass in (Klass.OVERDUE, Klass.SOON)}
    return Found(
        title="Nhiệm vụ quá hạn và sắp quá hạn",
        how=f"Nhiệm vụ theo cơ quan chủ trì, tình trạng ngày {question.on:%d/%m/%Y}; "
        f"sắp quá hạn là còn không quá {tasks.SOON_DAYS} ngày.",
        rows=rows,
        counts=counts,
        url=list_of(question.framework, question.programmes, on=question.on),
        minutes=LATE_MINUTES,
    )


def next_due(question: Question) -> Found:
    """Lead parts still owed and due in the next period; and due dates that moved since the last briefing."""
    owed = _classified(question).filter(klass__in=_OWED, day_due__range=(question.next_first, question.next_last))
    calendars = Calendars()
    ahead = [_row(part, calendars.of(part.agency_id), on=question.on) for part in owed.order_by("day_due", "pk")]
    moved = list(_moved(question))
    return Found(
        title="Việc đến hạn kỳ tới và thời hạn đã thay đổi",
        how=f"Hạn từ {question.next_first:%d/%m/%Y} đến {question.next_last:%d/%m/%Y}; "
        f"thời hạn thay đổi từ {_since(question):%d/%m/%Y}.",
        rows=(*ahead, *moved),
        counts={"next": len(ahead), "moved": len(moved)},
        url=list_of(
            question.framework,
            question.programmes,
            on=question.on,
            due_from=question.next_first,
            due_to=question.next_last,
        ),
        minutes=NEXT_MINUTES,
    )


def _since(question: Question) -> dt.date:
    return question.since or question.first


def _moved(question: Question) -> Iterable[Row]:
    """One row for each change, in the order they were made."""
    begins, ends = tasks.end_of(_since(question) - dt.timedelta(days=1)), tasks.end_of(question.on)
    changes = DueDate.objects.filter(
        participation__task__programme__in=question.programmes,
        participation__role=Role.LEAD,
        because__in=_MOVES,
        since_at__gte=begins,
        since_at__lt=ends,
    )
    for change in changes.select_related("participation__task", "participation__agency").order_by("since_at", "pk"):
        part = change.participation
        yield Row(
            key=f"tasks.duedate:{change.pk}",
            label=part.task.code,
            title=part.task.title,
            agency=part.agency.name,
            due_on=change.due_on.isoformat(),
            said="được gia hạn" if change.because == DueDate.Because.EXTENDED else "tính lại theo lịch nghỉ",
            url=part.task.get_absolute_url(),
        )


def _row(part: Any, calendar: Calendar, *, on: dt.date) -> Row:
    days = None
    if part.klass == Klass.OVERDUE:
        days = calendar.working_days_between(part.day_due, on).days
    elif part.klass == Klass.SOON:
        days = calendar.working_days_between(on, part.day_due).days
    return Row(
        key=f"tasks.participation:{part.pk}",
        label=part.task.code,
        title=part.task.title,
        agency=part.agency.name,
        due_on=part.day_due.isoformat(),
        klass=part.klass,
        days=days,
        url=part.task.get_absolute_url(),
    )


register("late", late)
register("next", next_due)
