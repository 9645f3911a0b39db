"""Figures kept with an assembly that make no item of their own: page and pack draw their pictures from them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils import translation

from phoihop.agree.drafting import queries as drafting
from phoihop.agree.drafting.models import Node, Text
from phoihop.carry_out.briefings.agenda.periods import term_of
from phoihop.carry_out.briefings.agenda.shapes import Found, Question, Row
from phoihop.carry_out.briefings.agenda.sources import CLASSES, CLAUSES, QUARTERS, WAITS, register
from phoihop.carry_out.briefings.models import Briefing, Series
from phoihop.carry_out.escalations import queries as escalations
from phoihop.carry_out.escalations.models import Difficulty
from phoihop.carry_out.tasks import queries as tasks
from phoihop.carry_out.tasks.models import Participation, Role
from phoihop.carry_out.tasks.queries import Klass
from phoihop.kit.quarters import Period

LATE: Final = (Klass.DONE_LATE, Klass.OVERDUE)


def programmes_of(series: Series) -> tuple[int, ...]:
    """Primary keys of the programmes it speaks of. Reads `framework`; one query for a whole framework."""
    if series.programme_id:
        return (series.programme_id,)
    return tuple(series.framework.programmes.order_by("position", "pk").values_list("pk", flat=True))


def classified(programmes: Iterable[int], *, on: dt.date, then: bool) -> Any:
    """Lead parts under these programmes with their class of that day."""
    parts = Participation.objects.filter(task__programme__in=programmes, role=Role.LEAD)
    return tasks.classified(parts, on=on, then=then)


def list_of(framework: int, programmes: tuple[int, ...], *, on: dt.date, **narrowed: Any) -> str:
    """The list of tasks with the same rows, as they were that day."""
    whole = len(programmes) != 1
    where = {"framework": framework} if whole else {"programme": programmes[0]}
    asked = {**where, "on": on, **narrowed}
    return f"{reverse('tasks:list')}?{urlencode({name: str(value) for name, value in asked.items()})}"


def _list(question: Question, **narrowed: Any) -> str:
    return list_of(question.framework, question.programmes, on=question.on, **narrowed)


# ── The five classes ─────────────────────────────────────────────────────────


def by_agency(question: Question) -> Found:
    """A row for each agency that leads, its five counts in `said` ("4 1 2 0 3"). One query."""
    tallies = tasks.tallies(classified(question.programmes, on=question.on, then=question.then), "agency")
    names = {one.key: one.label for one in tallies}
    rows = tuple(_tallied(question, one, names[one.key], "agencies.agency", "agency") for one in tallies)
    return _found_classes(question, "Tình hình thực hiện nhiệm vụ theo cơ quan chủ trì", rows, tallies)


def by_clause(question: Question) -> Found | None:
    """The same for each clause tasks come from, in the order of the text; nothing where none comes from one."""
    parts = classified(question.programmes, on=question.on, then=question.then).exclude(task__node=None)
    tallies = {one.key: one for one in tasks.tallies(parts, "clause")}
    if not tallies:
        return None
    names = _places(question.framework, tallies)
    rows = tuple(_tallied(question, tallies[pk], name, "drafting.node", "clause") for pk, name in names.items())
    return _found_classes(question, "Tình hình thực hiện nhiệm vụ theo khoản", rows, tallies.values())


def _places(framework: int, keys: Iterable[Any]) -> dict[Any, str]:
    """{node: how papers cite it}, in the order of the text; removed ones by their number, at the end."""
    nodes = {node.key: node for node in Node.objects.filter(pk__in=list(keys))}
    text = Text.objects.filter(framework=framework).select_related("framework").first()
    with translation.override("vi"):
        labels = drafting.labels(text) if text else {}
    named = {nodes[key].pk: label for key, label in labels.items() if key in nodes}
    gone = {node.pk: f"({node.number or node.kind})" for node in nodes.values() if node.pk not in named}
    return named | gone


def _tallied(question: Question, tally: tasks.Tally, name: str, model: str, narrows: str) -> Row:
    return Row(
        key=f"{model}:{tally.key}",
        label=name,
        title=name,
        said=" ".join(str(count) for _klass, count in tally.pairs),
        url=_list(question, **{narrows: tally.key}),
    )


def _found_classes(question: Question, title: str, rows: tuple[Row, ...], tallies: Iterable[tasks.Tally]) -> Found:
    return Found(
        title=title,
        how=f"Năm trạng thái theo quy định, ngày {question.on:%d/%m/%Y}.",
        rows=rows,
        counts=dict(tasks.summed(tallies).pairs),
        url=_list(question),
    )


# ── Overdue by period ────────────────────────────────────────────────────────


def by_period(question: Question) -> Found | None:
    found = Briefing.objects.select_related("series__framework", "series__programme").get(pk=question.briefing)
    return periods_of(found.series, question.programmes, on=question.on, then=question.then)


def periods_of(series: Series, programmes: tuple[int, ...], *, on: dt.date, then: bool) -> Found | None:
    """Of what fell due in each period of the term until then, how much was overdue or completed late.

    A row for each agency that leads, a word for each period in `said` ("1/4", or "-" where nothing was due). `counts`
    are late ones by period ({"2025-Q3": 2}) and so many periods there are. One query.
    """
    periods = [one for one in term_of(series) if one.first <= on]
    table = _late_of_due(periods, programmes, on=on, then=then)
    if not table:
        return None
    rows = tuple(
        Row(
            key=f"agencies.agency:{agency}",
            label=name,
            title=name,
            said=" ".join(_of(cells.get(period.key)) for period in periods),
            url=list_of(series.framework_id, programmes, on=on, agency=agency),
        )
        for (agency, name), cells in sorted(table.items(), key=lambda one: (one[0][1], one[0][0]))
    )
    late = {one.key: sum(cells[one.key][0] for cells in table.values() if one.key in cells) for one in periods}
    return Found(
        title="Nhiệm vụ quá hạn theo kỳ đến hạn",
        how=f"Nhiệm vụ quá hạn hoặc hoàn thành quá hạn trên số đến hạn của kỳ, ngày {on:%d/%m/%Y}.",
        rows=rows,
        counts=late,
        url=list_of(series.framework_id, programmes, on=on),
    )


def _late_of_due(
    periods: list[Period], programmes: Iterable[int], *, on: dt.date, then: bool
) -> dict[tuple[int, str], dict[str, list[int]]]:
    """{(agency, its name): {period: [late, due]}}; what is due outside the term is left out."""
    parts = classified(programmes, on=on, then=then).order_by()
    grouped = parts.values_list("agency_id", "agency__name", "day_due", "klass").annotate(count=Count("pk"))
    found: dict[tuple[int, str], dict[str, list[int]]] = defaultdict(dict)
    for agency, name, day, klass, count in grouped:
        period = next((one for one in periods if day in one), None)
        if period is None:
            continue
        cell = found[agency, name].setdefault(period.key, [0, 0])
        cell[0] += count if klass in LATE else 0
        cell[1] += count
    return dict(found)


def _of(cell: list[int] | None) -> str:
    return f"{cell[0]}/{cell[1]}" if cell else "-"


# ── How long decisions took ──────────────────────────────────────────────────


def waits(question: Question) -> Found | None:
    """Every difficulty put to a leadership body: since when (`due_on`), until when (`said`, or ""), how many days."""
    under = Difficulty.objects.filter(programme__in=question.programmes)
    found = escalations.stretches(under, escalations.Stage.DECISION, on=question.on)
    if not found:
        return None
    rows = tuple(
        Row(
            key=f"escalations.difficulty:{one.difficulty.pk}",
            label=one.difficulty.code,
            title=one.difficulty.title,
            due_on=one.since.isoformat(),
            days=one.days,
            said=one.until.isoformat() if one.until else "",
            url=one.difficulty.get_absolute_url(),
        )
        for one in found
    )
    decided = sum(bool(row.said) for row in rows)
    return Found(
        title="Thời gian chờ quyết định",
        how=f"Ngày làm việc từ khi trình đến khi có chỉ đạo, ngày {question.on:%d/%m/%Y}.",
        rows=rows,
        counts=_decided(decided, len(rows)),
    )


def _decided(decided: int, whole: int) -> Mapping[str, int]:
    return {"decided": decided, "undecided": whole - decided}


register(CLASSES, by_agency)
register(CLAUSES, by_clause)
register(QUARTERS, by_period)
register(WAITS, waits)
