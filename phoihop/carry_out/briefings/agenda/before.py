"""The briefing before this one, and how its conclusions stand: the first item of every agenda."""

import datetime as dt
from typing import Any

from django.urls import reverse

from phoihop.carry_out.briefings.agenda.shapes import Found, Question, Row
from phoihop.carry_out.briefings.agenda.sources import register
from phoihop.carry_out.briefings.models import Briefing, Conclusion
from phoihop.carry_out.briefings.states import TOOK_PLACE, Outcome
from phoihop.carry_out.tasks import queries as tasks
from phoihop.carry_out.tasks.models import Participation, Role

MINUTES = 10
DONE = (tasks.Klass.DONE, tasks.Klass.DONE_LATE)


def last_before(briefing: Briefing) -> Briefing | None:
    """The last one of its series that took place before it is held."""
    earlier = Briefing.objects.filter(series=briefing.series_id, state__in=TOOK_PLACE, held_at__lt=briefing.held_at)
    return (
        earlier.exclude(pk=briefing.pk)
        .select_related("series__framework", "series__programme")
        .order_by("-held_at")
        .first()
    )


def tasks_of(conclusions: list[Conclusion], *, on: dt.date, then: bool = False) -> dict[int, Any]:
    """{task: its lead part, classified that day} of what conclusions became. One query."""
    ids = [one.task_id for one in conclusions if one.task_id]
    if not ids:
        return {}
    parts = Participation.objects.filter(task__in=ids, role=Role.LEAD)
    return {part.task_id: part for part in tasks.classified(parts, on=on, then=then).select_related("agency", "task")}


def review(question: Question) -> Found | None:
    """Conclusions of the last briefing, one by one, as they stand that day. Four queries."""
    briefing = Briefing.objects.select_related("series__framework", "series__programme").get(pk=question.briefing)
    last = last_before(briefing)
    if last is None:
        return None
    drawn = last.conclusions.exclude(state=Outcome.WITHDRAWN).select_related("briefing", "lead").order_by("number")
    conclusions = list(drawn)
    parts = tasks_of(conclusions, on=question.on, then=question.then)
    rows = tuple(_row(one, parts.get(one.task_id or 0)) for one in conclusions)
    done = sum(row.klass in DONE for row in rows)
    late = sum(row.klass == tasks.Klass.DONE_LATE for row in rows)
    counts = {"conclusions": len(rows), "done": done, "done_late": late, "not_done": len(rows) - done}
    return Found(
        title="Kiểm điểm kết luận kỳ trước",
        how=f"Kết luận của {last.occasion[:1].lower()}{last.occasion[1:]}, tình trạng ngày {question.on:%d/%m/%Y}.",
        rows=rows,
        counts=counts,
        url=f"{last.get_absolute_url()}#conclusions",
        minutes=MINUTES,
    )


def _row(one: Conclusion, part: Any) -> Row:
    return Row(
        key=f"briefings.conclusion:{one.pk}",
        label=one.code,
        title=one.text,
        agency=one.lead.name if one.lead else "",
        due_on=part.day_due.isoformat() if part else one.due_on.isoformat() if one.due_on else "",
        klass=part.klass if part else "",
        said=one.raised_as if not part else "",
        url=part.task.get_absolute_url()
        if part
        else reverse("briefings:show", args=[one.briefing_id]) + f"#i{one.item_id}",
    )


register("conclusions", review)
