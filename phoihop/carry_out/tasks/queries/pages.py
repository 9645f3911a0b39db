"""What the page of one task shows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from phoihop.agree.drafting import queries as drafting
from phoihop.agree.drafting.models import Node
from phoihop.agree.signing.models import Signing
from phoihop.agree.signing.states import State as SigningState
from phoihop.carry_out.tasks import origins
from phoihop.carry_out.tasks.models import (
    DueDate,
    Evidence,
    EvidenceFile,
    Extension,
    Figure,
    Indicator,
    Participation,
    Reminder,
    Report,
    Task,
)
from phoihop.carry_out.tasks.models.tasks import ParticipationQuerySet
from phoihop.carry_out.tasks.queries.classes import classified
from phoihop.carry_out.tasks.states import ReportState
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import queries as ledger


def parts_of(task: Task, *, on: dt.date, then: bool = False) -> list[Participation]:
    """The parts that count on that day, classified, the lead first, with all that happened to each. Five queries."""
    parts = classified(task.parts.all(), on=on, then=then)
    return _with_facts(parts, task)


def former_parts(task: Task) -> list[Participation]:
    """Parts that ended: released, passed on, cancelled with the task."""
    ended = task.parts.exclude(ended_at=None).select_related("agency", "succeeded_by__agency")
    return list(ended.order_by("ended_at", "pk"))


def _with_facts(parts: ParticipationQuerySet, task: Task) -> list[Participation]:
    papers = Prefetch("files", EvidenceFile.objects.select_related("file").order_by("position", "pk"))
    found = parts.select_related("agency").prefetch_related(
        Prefetch("evidence", Evidence.objects.order_by("-number").prefetch_related(papers)),
        Prefetch("extensions", Extension.objects.order_by("-number")),
        Prefetch("due_dates", DueDate.objects.order_by("since_at", "pk")),
        Prefetch("reports", Report.objects.order_by("-number")),
    )
    rows = list(found.order_by("role", "pk"))
    for row in rows:
        row.task = task
        for facts in (row.evidence, row.extensions, row.due_dates, row.reports):
            for fact in facts.all():
                fact.participation = row
    return rows


@dataclass(slots=True)
class Counted:
    """An indicator with its figures, the newest first. `now` counts; earlier ones for the same day are superseded."""

    indicator: Indicator
    figures: list[Figure] = field(default_factory=list)

    @property
    def now(self) -> Figure | None:
        return self.figures[0] if self.figures else None

    @property
    def percent(self) -> int | None:
        """Of the target, rounded down; None without figure or target."""
        if self.now is None or not self.indicator.target:
            return None
        return int(self.now.value * 100 / self.indicator.target)


def counted(task: Task, *, on: dt.date | None = None) -> list[Counted]:
    """Indicators and figures, with `on` only those told of days up to it. Two queries."""
    rows = {row.pk: Counted(row) for row in task.indicators.order_by("position", "pk")}
    figures = Figure.objects.filter(indicator__in=rows).select_related("agency").order_by("-on_day", "-pk")
    for figure in figures.filter(on_day__lte=on) if on else figures:
        rows[figure.indicator_id].figures.append(figure)
    return list(rows.values())


def clause_label(node: Node) -> str:
    return drafting.label(node)


def signing_behind(task: Task) -> Signing | None:
    """The signing whose text the task comes from: of its programme, else of the whole framework."""
    framework = task.programme.framework_id
    signed = Signing.objects.filter(version__text__framework=framework, state=SigningState.SIGNED)
    whole = signed.filter(version__programme=None)
    return signed.filter(version__programme=task.programme_id).first() or whole.first()


def source_of(task: Task) -> origins.Source | None:
    return origins.source_of(task.origin_type, task.origin_id) if task.origin_type else None


def tasks_from(origin_type: str, origin_id: str, actor: Actor) -> list[Task]:
    """The way back: what was made of a conclusion or a directive, as far as this actor sees it."""
    found = Task.objects.visible_to(actor).filter(origin_type=origin_type, origin_id=origin_id)
    return list(found.select_related("programme").order_by("pk"))


def beside(task: Task, *, limit: int = 12) -> list[Task]:
    """Other periods of the same duty, the newest first."""
    if task.duty_id is None:
        return []
    return list(Task.objects.filter(duty=task.duty_id).exclude(pk=task.pk).order_by("-pk")[:limit])


def log_of(task: Task, *, limit: int = 30) -> list[ledger.Line]:
    """What happened last to it, the newest first, from the chain of its programme."""
    parts = list(task.parts.values_list("pk", flat=True))
    own = [("tasks.task", [task.pk]), ("tasks.participation", parts)]
    own += [
        (
            model._meta.label_lower,
            list(model._base_manager.filter(participation__in=parts).values_list("pk", flat=True)),
        )
        for model in (Evidence, Extension, Report, Reminder)
    ]
    indicators = list(task.indicators.values_list("pk", flat=True))
    own += [
        ("tasks.indicator", indicators),
        ("tasks.figure", list(Figure.objects.filter(indicator__in=indicators).values_list("pk", flat=True))),
    ]
    about = Q()
    for label, keys in own:
        if keys:
            about |= Q(subject_type=label, subject_id__in=[str(key) for key in keys])
    return ledger.lines(ledger.chain(task.ledger_chain).filter(about)[:limit])


def reminders_of(task: Task) -> list[Reminder]:
    """Why and when each agency was reminded of it, the newest first."""
    found = Reminder.objects.filter(participation__task=task).select_related("participation__agency")
    return list(found.order_by("-at", "-pk"))


# ── Reports ──────────────────────────────────────────────────────────────────


def last_report(part: Participation) -> Report | None:
    told = part.reports.filter(state__in=[ReportState.SUBMITTED, ReportState.ACCEPTED])
    return told.order_by("-submitted_at").first()


def prefilled(part: Participation, *, on: dt.date) -> str:
    """What the record already tells since the last report, in the language of the papers; for whoever writes it."""
    last = last_report(part)
    since = last.submitted_at if last else None
    task = part.task
    lines = [f"Nhiệm vụ {task.code}: {task.title}."]
    if part.due_on:
        lines.append(f"Thời hạn: {part.due_on:%d/%m/%Y}.")
    lines += _extensions(part, since)
    lines += _evidence(part, since)
    lines += [
        f"{row.indicator.name}: {_written(row)} (đến {row.now.on_day:%d/%m/%Y})."
        for row in counted(task, on=on)
        if row.now and (since is None or row.now.at > since)
    ]
    lines.append("Kết quả từ kỳ báo cáo trước:" if last else "Kết quả đã thực hiện:")
    lines += ["", "Khó khăn, vướng mắc, kiến nghị:", ""]
    return "\n".join(lines)


def _written(row: Counted) -> str:
    told = f"{row.now.value.normalize():f} {row.indicator.unit}".strip() if row.now else ""
    if row.indicator.target is None:
        return told
    return f"{told} trên {row.indicator.target.normalize():f}"


def _extensions(part: Participation, since: dt.datetime | None) -> Sequence[str]:
    found = part.extensions.filter(state="APPROVED")
    found = found.filter(decided_at__gt=since) if since else found
    return [f"Được gia hạn đến {one.to_on:%d/%m/%Y}: {one.reason}" for one in found.order_by("number")]


def _evidence(part: Participation, since: dt.datetime | None) -> Sequence[str]:
    found = part.evidence.filter(handed_at__gt=since) if since else part.evidence.all()
    said = {"ACCEPTED": "đã được nghiệm thu", "RETURNED": "bị trả lại", "HANDED_IN": "đang chờ nghiệm thu"}
    return [
        f"Minh chứng số {one.number} nộp ngày {one.handed_on:%d/%m/%Y}, {said[one.state]}"
        + (f": {one.reason}" if one.reason else ".")
        for one in found.order_by("number")
        if one.state in said
    ]


def may_read_file(actor: Actor, sha256: str) -> bool:
    """Whoever sees a task sees what was handed in to it."""
    seen = Task.objects.visible_to(actor)
    return EvidenceFile.objects.filter(file=sha256, evidence__participation__task__in=seen).exists()
