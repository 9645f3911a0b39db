"""The list of briefings, one briefing, the screen of the room, its place in a calendar."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.carry_out.briefings import drawings, feeds, forms, queries, rules, verbs
from phoihop.carry_out.briefings.models import Briefing
from phoihop.carry_out.briefings.queries import Page
from phoihop.carry_out.briefings.states import State
from phoihop.carry_out.briefings.views.seeing import hosted, invited, past_day, seen, trail
from phoihop.engines import sheets
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.files.kinds import XLSX
from phoihop.ui.acting import act_page, posted
from phoihop.ui.speaking import refusals_told

PAGE = 25


@member
@require_GET
def index(request: MemberRequest) -> HttpResponse:
    today = timezone.localdate()
    asked = forms.FilterForm(request.GET).asked(today=today)
    years = queries.years_of(request.actor, today=today)
    year = asked.year or today.year
    page = {
        "page": Paginator(queries.rows(request.actor, asked), PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "filtered": bool(asked.words or asked.series or asked.state or asked.year or asked.framework),
        "states": State.choices,
        "years": years,
        "year": year,
        "today": today,
        "months": range(1, 13),
        "plan": queries.plan_of(request.actor, asked, year=year),
        "series": queries.choices(request.actor),
        "heat": _heat(request.actor, asked.series, on=today),
    }
    return render(request, "briefings/list.html", page)


def _heat(actor: Actor, series: int | None, *, on: dt.date) -> Any:
    """Overdue by period, on the page of one series."""
    found = queries.series_seen(actor).filter(pk=series).first() if series else None
    return drawings.quarters_in(found, on=on) if found else None


@member
@require_GET
def sheet(request: MemberRequest) -> HttpResponse:
    """The rows of the list as a workbook."""
    asked = forms.FilterForm(request.GET).asked(today=timezone.localdate())
    made = sheets.Sheet(
        title="Giao ban",
        columns=(
            sheets.Column("Ngày họp", 14, "date"),
            sheets.Column("Giao ban", 34),
            sheets.Column("Chương trình", 44),
            sheets.Column("Địa điểm", 24),
            sheets.Column("Chủ trì", 30),
            sheets.Column("Tình trạng", 22),
            sheets.Column("Nội dung", 10, "whole"),
            sheets.Column("Đã duyệt", 10, "whole"),
            sheets.Column("Kết luận", 10, "whole"),
        ),
        rows=tuple(queries.exported(request.actor, asked)),
    )
    data = sheets.write_table(made, made_at=timezone.now())
    headers = {"Content-Type": XLSX, "Content-Disposition": 'attachment; filename="giao-ban.xlsx"'}
    return HttpResponse(data, headers=headers)


@member
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """`?on=` shows the page as it was at the end of that day."""
    briefing = seen(request, pk)
    past = past_day(request)
    page = queries.page_of(briefing, on=past or timezone.localdate(), then=past is not None)
    return render(request, "briefings/show.html", _page(request, briefing, page))


def _page(request: MemberRequest, briefing: Briefing, page: Page) -> dict[str, Any]:
    actor = request.actor
    hosts = rules.is_hosting(actor, briefing.series)
    own = [seat for seat in page.seats if seat.agency_id == actor.agency_id]
    return {
        "briefing": briefing,
        "page": page,
        "trail": trail(briefing)[:-1],
        "title": briefing.title,
        "hosts": hosts,
        "drafts": rules.reads_drafts(actor, briefing),
        **_writing(actor, briefing, _current(page)),
        "next_chair": queries.next_chair(briefing),
        "pictures": drawings.drawn(page.assembly.facts) if page.assembly else [],
        "own": own[0] if own else None,
        **_verdicts(actor, briefing),
        "acts": {} if page.then else _acts(actor, page),
    }


def _current(page: Page) -> Any:
    if page.state != State.HELD or page.then:
        return None
    return next((one for one in page.items if one.item.position == page.briefing.current), None)


def _writing(actor: Actor, briefing: Briefing, current: Any) -> dict[str, Any]:
    """The item spoken of, with its minutes and a conclusion to be typed in place."""
    if current is None or not rules.may_write(actor, current.item):
        return {"current": current}
    return {
        "current": current,
        "minutes_form": forms.MinutesForm.of(current.item),
        "conclusion_form": forms.ConclusionForm(agencies=invited(briefing)),
    }


def _verdicts(actor: Actor, briefing: Briefing) -> dict[str, Any]:
    return {
        "may_assemble": rules.may_assemble(actor, briefing),
        "may_arrange": rules.may_arrange(actor, briefing),
        "may_begin": rules.may_begin(actor, briefing),
        "may_adjourn": rules.may_adjourn(actor, briefing),
        "may_order": rules.may_order(actor, briefing),
        "may_note_attendance": rules.may_note_attendance(actor, briefing),
    }


def _acts(actor: Actor, page: Page) -> dict[int, dict[str, Any]]:
    """What this person may do with each item, as the buttons beside it say."""
    current = _current(page)
    now = current.item.pk if current else None
    return {
        one.item.pk: {
            "write": rules.may_write(actor, one.item),
            "approve": rules.may_approve(actor, one.item),
            "unlock": rules.may_unlock(actor, one.item),
            "carry": rules.may_carry_over(actor, one.item) if one.item.pk == now else None,
        }
        for one in page.items
    }


@member
@require_GET
def screen(request: MemberRequest, pk: int) -> HttpResponse:
    """For the room: what is spoken of now and next, in letters read from the last row. It looks again by itself."""
    briefing = seen(request, pk)
    page = queries.page_of(briefing, on=timezone.localdate())
    current = _current(page)
    after = [one for one in page.items if current and one.item.position > current.item.position]
    template = "briefings/_room.html" if request.htmx else "briefings/screen.html"
    shown = {"briefing": briefing, "page": page, "current": current, "then": after[0] if after else None}
    return render(request, template, shown)


@member
@require_GET
def event(request: MemberRequest, pk: int) -> HttpResponse:
    briefing = seen(request, pk)
    return ics(feeds.single(briefing), f"giao-ban-{briefing.mark}.ics")


def ics(data: bytes, name: str) -> HttpResponse:
    ascii_name = name.encode("ascii", "ignore").decode()
    headers = {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{ascii_name}"',
    }
    return HttpResponse(data, headers=headers)


@member
@require_POST
def calling(request: MemberRequest, pk: int) -> HttpResponse:
    briefing = hosted(request, pk)
    with refusals_told(request):
        verbs.call(briefing=briefing, by=request.actor, at=timezone.now())
        messages.success(request, _("The briefing is called. Everybody invited has been told."))
    return redirect("briefings:agenda", pk)


@member
@require_http_methods(["GET", "POST"])
def cancellation(request: MemberRequest, pk: int) -> HttpResponse:
    briefing = hosted(request, pk)
    return act_page(
        request,
        form=forms.ReasonForm(posted(request)),
        act=lambda typed: verbs.cancel(briefing=briefing, by=request.actor, at=timezone.now(), **typed),
        then=lambda _briefing: redirect("briefings:show", pk),
        title=_("Call off the briefing"),
        lede=_("Proposed items wait for the next agenda. Calendars strike the meeting out."),
        submit=_("Call off"),
        verdict=rules.may_cancel(request.actor, briefing),
        trail=trail(briefing),
        rank="seal",
    )


@member
@require_POST
def beginning(request: MemberRequest, pk: int) -> HttpResponse:
    briefing = seen(request, pk)
    with refusals_told(request):
        verbs.begin(briefing=briefing, by=request.actor, at=timezone.now())
    return redirect("briefings:show", pk)


@member
@require_POST
def adjournment(request: MemberRequest, pk: int) -> HttpResponse:
    briefing = seen(request, pk)
    with refusals_told(request):
        verbs.adjourn(briefing=briefing, by=request.actor, at=timezone.now())
        messages.success(request, _("The session is over. Minutes can still be completed and approved."))
    return redirect("briefings:show", pk)


@member
@require_http_methods(["GET", "POST"])
def closing(request: MemberRequest, pk: int) -> HttpResponse:
    briefing = seen(request, pk)
    return act_page(
        request,
        form=forms.NothingForm(posted(request)),
        act=lambda _typed: verbs.close(briefing=briefing, by=request.actor, at=timezone.now()),
        then=lambda _briefing: redirect("briefings:show", pk),
        title=_("Close the briefing"),
        lede=_("Minutes and conclusions stand from then on. Items that were not reached are carried over."),
        submit=_("Close the briefing"),
        verdict=rules.may_close(request.actor, briefing),
        trail=trail(briefing),
        rank="seal",
    )
