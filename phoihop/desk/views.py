"""What waits for me, and a programme's room."""

import datetime as dt
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from phoihop.agree.programmes.models import Framework
from phoihop.desk import queries, rooms
from phoihop.engines import sheets
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.calendar import queries as calendars
from phoihop.foundation.notices import queries as notices
from phoihop.kit.due import Due

NOTICES_SHOWN = 5


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Until the portal stands, the front door leads members to their desk and others to signing in."""
    return redirect("desk:show")


@member
@require_GET
def show(request: MemberRequest) -> HttpResponse:
    today, actor = timezone.localdate(), request.actor
    calendar = calendars.calendar_for(actor.agency_id)
    everything = queries.waiting_on(actor, on=today)
    chosen = _filtered(everything, request)
    page = {
        "today": today,
        "groups": queries.grouped(chosen, calendar, on=today),
        "days": _strip(everything, request, calendar),
        "total": len(everything),
        "overdue": sum(due.due_on is not None and due.due_on < today for due in everything),
        "programmes": sorted({(due.framework_id, due.programme) for due in everything}, key=lambda pair: pair[1]),
        "kinds": sorted({due.kind for due in everything}),
        "framework": request.GET.get("framework", ""),
        "kind": request.GET.get("kind", ""),
        "following": rooms.followed(actor),
        "notices": notices.latest(actor.account_id, NOTICES_SHOWN) if actor.account_id else [],
    }
    return render(request, "desk/show.html", page)


@member
@require_GET
def export(request: MemberRequest) -> HttpResponse:
    """The rows now shown, as a workbook."""
    now = timezone.localtime()
    rows = _filtered(queries.waiting_on(request.actor, on=now.date()), request)
    columns = (
        sheets.Column(_("What"), 60),
        sheets.Column(_("Why"), 60),
        sheets.Column(_("Until"), 14, "date"),
        sheets.Column(_("Programme"), 50),
    )
    table = sheets.Sheet(
        title=_("What waits for me"),
        columns=columns,
        rows=tuple((str(due.what), str(due.why), due.due_on, due.programme) for due in rows),
    )
    return HttpResponse(
        sheets.write_table(table, made_at=now),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": 'attachment; filename="ban-lam-viec.xlsx"'},
    )


@member
@require_GET
def room(request: MemberRequest, pk: int) -> HttpResponse:
    """`?on=` a past day tells everything as it was that day."""
    today = timezone.localdate()
    on = _day(request.GET.get("on", ""), today)
    then = on < today
    seen = Framework.objects.visible_to(request.actor).select_related("lead_agency", "locality")
    framework = get_object_or_404(seen, pk=pk)
    shown = rooms.room(framework, request.actor, clause=request.GET.get("clause", ""), on=on, then=then)
    return render(
        request,
        "desk/room.html",
        {"room": shown, "framework": framework, "at_day": f"&on={on.isoformat()}" if then else ""},
    )


def _day(given: str, today: dt.date) -> dt.date:
    """A past day as typed in the address; anything else is today, so that no link breaks."""
    try:
        return min(dt.date.fromisoformat(given), today)
    except ValueError:
        return today


def _filtered(dues: Sequence[Due], request: HttpRequest) -> list[Due]:
    framework, kind = request.GET.get("framework", ""), request.GET.get("kind", "")
    return [
        due for due in dues if (not framework or str(due.framework_id) == framework) and (not kind or due.kind == kind)
    ]


def _strip(dues: Sequence[Due], request: HttpRequest, calendar: calendars.Calendar) -> list[dict[str, object]]:
    """The two weeks as `{% daystrip %}` wants them."""
    today = timezone.localdate()
    days = []
    for day in queries.strip(dues, calendar, on=today):
        late = day.date < today
        said = _("%(count)d late") if late else _("%(count)d due")
        entry = {"label": said % {"count": day.count}, **({"status": "overdue"} if late else {"url": f"#d{day.date}"})}
        days.append(
            {
                "date": day.date,
                "off": day.off,
                "why_off": day.why_off,
                "today": day.today,
                "entries": [entry] if day.count else [],
            }
        )
    return days
