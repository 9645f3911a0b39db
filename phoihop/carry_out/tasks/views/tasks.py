"""The list of tasks, one task, and why anybody was reminded of it."""

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.tasks import forms, queries, rules, sheets
from phoihop.carry_out.tasks.models import Participation, Task
from phoihop.carry_out.tasks.states import ExtensionState
from phoihop.carry_out.tasks.views.seeing import programme_trail, seen, trail
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.calendar.words import in_words

PAGE = 25
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Counted(Paginator[Any]):
    """A paginator that was told how many there are, because the five-class bar has counted them already."""

    def __init__(self, rows: Any, per_page: int, *, total: int) -> None:
        super().__init__(rows, per_page)
        self._total = total

    @cached_property
    def count(self) -> int:
        return self._total


def _asked(request: MemberRequest) -> queries.Asked:
    return forms.FilterForm(request.GET).asked(today=timezone.localdate())


@member
@require_GET
def index(request: MemberRequest) -> HttpResponse:
    """`?on=` a past day tells everything as it was that day. Every filter is part of the address."""
    asked = _asked(request)
    found = queries.narrowed(request.actor, asked)
    lines = queries.lines(found, asked)
    whole = None if asked.cancelled else queries.tally(found)
    if whole is None:
        pages: Paginator[Any] = Paginator(lines, PAGE)
    else:
        pages = Counted(lines, PAGE, total=whole.counts[asked.klass] if asked.klass else whole.total)
    choices = queries.choices(request.actor)
    shown = pages.get_page(request.GET.get("page"))
    page = {
        "asked": asked,
        "page": shown,
        "rows": queries.as_rows(shown.object_list, asked),
        # Twenty-five times the same address but for its number: looked up once.
        "list_url": reverse("tasks:list"),
        "at_day": f"?on={asked.on.isoformat()}" if asked.then else "",
        "whole": whole,
        "choices": forms.filter_choices(choices),
        "filtered": any(request.GET.get(name) for name in request.GET if name not in ("page", "sort")),
        "programme": _programme(request, asked),
        "sorts": [
            ("due", _("by due date")),
            ("-due", _("by due date, the latest first")),
            ("code", _("by code")),
            ("agency", _("by agency")),
            ("newest", _("newest first")),
        ],
    }
    return render(request, "tasks/list.html", page)


def _programme(request: MemberRequest, asked: queries.Asked) -> Programme | None:
    """The one programme the list is narrowed to, if this actor makes tasks in it."""
    if asked.programme is None or asked.then:
        return None
    seen = Programme.objects.visible_to(request.actor).select_related("framework")
    found = seen.filter(pk=asked.programme).first()
    return found if found and rules.may_assign(request.actor, found) else None


@member
@require_GET
def sheet(request: MemberRequest) -> HttpResponse:
    """What the list shows, all pages of it, with the columns that an import takes in."""
    asked, now = _asked(request), timezone.now()
    lines = queries.exported(queries.rows(request.actor, asked)[: sheets.MOST_LINES])
    preface = [f"Tính đến ngày {asked.on:%d/%m/%Y}; {len(lines)} nhiệm vụ. Nơi xuất: {request.actor.agency.name}."]
    data = sheets.written("Danh sách nhiệm vụ", lines, preface=preface, made_at=now)
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="nhiem-vu-{asked.on:%Y-%m-%d}.xlsx"'
    return answer


@member
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """`?on=` a past day shows the parts, due dates and classes of that day."""
    task = seen(request, pk)
    return render(request, "tasks/show.html", _page(request, task))


def _page(request: MemberRequest, task: Task) -> dict[str, Any]:
    actor, asked = request.actor, _asked(request)
    parts = queries.parts_of(task, on=asked.on, then=asked.then)
    return {
        "task": task,
        "title": f"{task.code} {task.title}",
        "trail": programme_trail(task.programme),
        "asked": asked,
        "parts": [_part(actor, part, on=asked.on) for part in parts],
        "drafts": list(task.parts.select_related("agency").order_by("role", "pk")) if task.state == "DRAFT" else [],
        "former": queries.former_parts(task),
        "indicators": queries.counted(task, on=asked.on),
        "clause": queries.clause_label(task.node) if task.node else "",
        "signing": queries.signing_behind(task),
        "source": queries.source_of(task),
        "beside": queries.beside(task),
        "log": queries.log_of(task),
        "runs": rules.is_running_it(actor, task.programme),
        "may_change": rules.may_change(actor, task),
        "may_cancel": rules.may_cancel(actor, task),
        "may_join": rules.may_join(actor, task),
        "may_set_indicator": rules.may_set_indicator(actor, task),
        "may_record_figure": rules.may_record_figure(actor, task),
    }


def _part(actor: Actor, part: Participation, *, on: dt.date) -> dict[str, Any]:
    """One agency's part with its history and what this person may do with it."""
    evidence = list(part.evidence.all())
    own = part.agency_id == actor.agency_id
    return {
        "part": part,
        "own": own,
        "due": in_words(part.due_computed) if part.due_computed else None,
        "due_dates": list(part.due_dates.all()),
        "evidence": evidence,
        "waiting": next((one for one in evidence if one.state == "HANDED_IN"), None),
        "extensions": list(part.extensions.all()),
        "asked_extension": next((one for one in part.extensions.all() if one.state == ExtensionState.ASKED), None),
        "reports": list(part.reports.all()),
        "is_late": getattr(part, "klass", "") in queries.LATE,
        "may_hand_in": rules.may_hand_in(actor, part),
        "may_ask": rules.may_ask_extension(actor, part) if own else None,
        "may_open_report": rules.may_open_report(actor, part) if own else None,
        "may_extend": rules.may_extend(actor, part),
        "may_release": rules.may_release(actor, part),
        "may_transfer": rules.may_transfer(actor, part),
        "may_remind": rules.may_remind(actor, part),
    }


@member
@require_GET
def reminders(request: MemberRequest, pk: int) -> HttpResponse:
    task = seen(request, pk)
    page = {
        "task": task,
        "title": _("Reminders of %(code)s") % {"code": task.code},
        "trail": trail(task),
        "reminders": queries.reminders_of(task),
        "before": queries.REMIND_BEFORE,
        "after": queries.REMIND_AFTER,
        "escalate_after": queries.ESCALATE_AFTER,
    }
    return render(request, "tasks/reminders.html", page)
