"""The calendar's pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.doors import MemberRequest, member, needs
from phoihop.foundation.calendar import forms, queries, rules, verbs, words
from phoihop.foundation.calendar.models import DayOff
from phoihop.kit.verdict import NotAllowed
from phoihop.kit.workdays import Calendar
from phoihop.ui.speaking import refusals_told, sentence

SCOPES = ("", "everyone", "own")


def _year_asked(request: HttpRequest) -> int:
    """A year from the address, else this one."""
    asked = request.GET.get("year", "")
    today = timezone.localdate()
    return int(asked) if asked.isdigit() and 1900 <= int(asked) <= 2200 else today.year


@member
@require_GET
def days(request: MemberRequest) -> HttpResponse:
    """Every exception of one year that the reader's agency sees; `?whose=` everyone or own narrows it."""
    year = _year_asked(request)
    whose = request.GET.get("whose", "")
    seen = queries.days_of(year, agency_id=request.actor.agency_id)
    if whose in ("everyone", "own"):
        seen = seen.filter(agency__isnull=whose == "everyone")
    days = list(seen)
    rows = [{"day": day, "may_withdraw": rules.may_withdraw(request.actor, day)} for day in days]
    page = {
        "rows": rows,
        "year": year,
        "years": queries.years(today=timezone.localdate()),
        "whose": whose,
        "has_unconfirmed": any(not day.is_confirmed for day in days),
        "may_keep": rules.may_keep_calendar(request.actor, agency_id=None),
    }
    return render(request, "calendar/list.html", page)


@needs(Permission.ADMINISTER)
@require_http_methods(["GET", "POST"])
def add(request: MemberRequest) -> HttpResponse:
    form = forms.AddDay(request.POST or None, agency=request.actor.agency)
    if request.method == "GET":
        return render(request, "calendar/edit.html", {"form": form})
    if form.is_valid():
        try:
            added = verbs.add_day_off(by=request.actor, at=timezone.now(), **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return redirect(f"{reverse('calendar:list')}?year={added.day.year}")
    return render(request, "calendar/edit.html", {"form": form}, status=422)


@needs(Permission.ADMINISTER)
@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    seen = DayOff.objects.that_bind(request.actor.agency_id)
    day_off = get_object_or_404(seen, pk=pk)
    with refusals_told(request):
        verbs.withdraw_day_off(day_off=day_off, by=request.actor, at=timezone.now())
    return redirect(f"{reverse('calendar:list')}?year={day_off.day.year}")


@member
@require_GET
def compute(request: MemberRequest) -> HttpResponse:
    """The same arithmetic as every deadline, on a day the reader gives, in the calendar of the reader's agency."""
    form = forms.Compute(request.GET if "day" in request.GET else None)
    page: dict[str, Any] = {"form": form}
    status = 200
    if form.is_valid():
        calendar = queries.calendar_for(request.actor.agency_id)
        page["due"] = words.in_words(_answer(calendar, **form.cleaned_data))
    elif form.is_bound:
        status = 422
    return render(request, "calendar/compute.html", page, status=status)


def _answer(calendar: Calendar, *, day: Any, count: int, way: str) -> Any:
    return calendar.add_working_days(day, count) if way == "after" else calendar.working_days_before(day, count)
