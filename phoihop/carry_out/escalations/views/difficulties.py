"""The list of difficulties, one difficulty, what the leadership is asked, and how long it took."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.escalations import forms, queries, rules, sheets
from phoihop.carry_out.escalations.models import Difficulty, Directive, Referral
from phoihop.carry_out.escalations.states import ReferralState, State
from phoihop.carry_out.escalations.views.seeing import labels_of, programme_trail, seen
from phoihop.carry_out.tasks.queries import end_of
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.calendar.words import in_words

PAGE = 25
#: Of what a body is to decide, so many with their proposal; the rest is in the list.
AT_ONCE = 30
#: More rows are not exported at once: narrow the list first.
MOST = 5_000


def _asked(request: MemberRequest) -> queries.Asked:
    return forms.FilterForm(request.GET).asked(today=timezone.localdate())


def sorts() -> list[tuple[str, str]]:
    return [
        ("silence", _("longest silence first")),
        ("newest", _("newest first")),
        ("oldest", _("oldest first")),
        ("agency", _("by agency")),
        ("urgency", _("by urgency")),
    ]


@member
@require_GET
def index(request: MemberRequest) -> HttpResponse:
    """`?on=` a past day tells everything as it was that day. Every filter is part of the address."""
    asked = _asked(request)
    found = queries.ordered(queries.narrowed(request.actor, asked), asked)
    shown = Paginator(found.values_list(*queries.COLUMNS), PAGE).get_page(request.GET.get("page"))
    page = {
        "asked": asked,
        "page": shown,
        "rows": queries.as_rows(shown.object_list, on=asked.on, then=asked.then),
        # Twenty-five times the same address but for its number: looked up once.
        "list_url": reverse("escalations:list"),
        "at_day": f"?on={asked.on.isoformat()}" if asked.then else "",
        "choices": queries.choices(request.actor),
        "states": State.choices,
        "filtered": any(request.GET.get(name) for name in request.GET if name not in ("page", "sort")),
        "programme": _reports_in(request.actor, asked),
        "sorts": sorts(),
    }
    return render(request, "escalations/list.html", page)


def _reports_in(actor: Actor, asked: queries.Asked) -> Programme | None:
    """The one programme the list is narrowed to, if this actor reports in it."""
    if asked.programme is None or asked.then:
        return None
    seen_ = Programme.objects.visible_to(actor).select_related("framework")
    found = seen_.filter(pk=asked.programme).first()
    return found if found and rules.may_report(actor, found) else None


@member
@require_GET
def sheet(request: MemberRequest) -> HttpResponse:
    """What the list shows, all pages of it, as the official table of difficulties."""
    asked = _asked(request)
    found = queries.ordered(queries.narrowed(request.actor, asked), asked)[:MOST]
    lines = queries.exported(found, on=asked.on, then=asked.then)
    preface = [f"Tính đến ngày {asked.on:%d/%m/%Y}; {len(lines)} vướng mắc. Nơi xuất: {request.actor.agency.name}."]
    answer = HttpResponse(sheets.written(lines, preface=preface, made_at=timezone.now()), content_type=sheets.XLSX)
    answer["Content-Disposition"] = f'attachment; filename="vuong-mac-{asked.on:%Y-%m-%d}.xlsx"'
    return answer


@member
@require_GET
def awaited(request: MemberRequest) -> HttpResponse:
    """What this body is to decide, the longest silence first; a phone is enough to read it."""
    asked = _asked(request)
    put = Referral.objects.filter(body_id=request.actor.agency_id)
    rows = queries.silent_referrals(put.select_related("statement"), on=asked.on, then=asked.then)
    spoken = put.exclude(state=ReferralState.AWAITED).select_related("difficulty", "directive")
    page = {
        "asked": asked,
        "rows": [_awaited(request.actor, referral, silence, asked) for referral, silence in rows[:AT_ONCE]],
        "more": max(len(rows) - AT_ONCE, 0),
        "spoken": list(spoken.order_by("-closed_at", "-pk")[:10]) if not asked.then else [],
    }
    return render(request, "escalations/awaited.html", page)


def _awaited(actor: Actor, referral: Any, silence: queries.Silence, asked: queries.Asked) -> dict[str, Any]:
    return {
        "referral": referral,
        "difficulty": referral.difficulty,
        "statement": referral.statement,
        "silence": silence,
        "late": referral.day_due < asked.on,
        "due": in_words(referral.due_computed) if not asked.then else None,
        "may_decide": rules.may_decide(actor, referral) if not asked.then else None,
    }


@member
@require_GET
def times(request: MemberRequest) -> HttpResponse:
    """How long triage, referral and decision took; each stage a picture with its table."""
    asked = _asked(request)
    rows = Difficulty.objects.visible_to(request.actor)
    programme = None
    if asked.programme:
        programme = get_object_or_404(Programme.objects.select_related("framework"), pk=asked.programme)
        rows = rows.filter(programme=programme)
        if not rows.exists():
            get_object_or_404(Programme.objects.visible_to(request.actor), pk=asked.programme)
    found = queries.by_stage(rows, on=asked.on)
    page = {
        "asked": asked,
        "programme": programme,
        "title": _("How long decisions take"),
        "trail": programme_trail(programme) if programme else [],
        "choices": queries.choices(request.actor),
        "pictures": [queries.lead_times(found[stage], stage) for stage in queries.Stage],
    }
    return render(request, "escalations/times.html", page)


@member
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """`?on=` a past day shows the state, wording and dates of that day."""
    difficulty = seen(request, pk)
    return render(request, "escalations/show.html", _page(request, difficulty))


def _page(request: MemberRequest, difficulty: Difficulty) -> dict[str, Any]:
    actor, asked = request.actor, _asked(request)
    told = queries.as_of(Difficulty.objects.filter(pk=difficulty.pk), on=asked.on, then=asked.then)
    row = get_object_or_404(told)
    silences = queries.Silences(asked.on, {row.day_waits_for})
    row.silence = queries.silence_of(row, silences)
    reads = queries.reads_as(actor, difficulty)
    thread = queries.thread_of(difficulty, on=asked.on, then=asked.then)
    own = [one for one in thread.referrals if one.body_id == actor.agency_id]
    if not reads.whole and not own:
        raise Http404
    referrals = thread.referrals if reads.whole else own
    mine = next((one for one in reversed(own) if one.is_awaited), None)
    if mine is not None:
        mine.difficulty = difficulty
    trail = programme_trail(difficulty.programme)
    page = {
        "difficulty": difficulty,
        "row": row,
        "waited_for": Agency.objects.filter(pk=row.day_waits_for or 0).first(),
        "steps": silences.steps(row.silence) if row.silence else (),
        "title": f"{difficulty.code} {thread.statement.title}",
        "trail": trail if reads.whole else trail[1:],
        "asked": asked,
        "reads": reads,
        "thread": thread,
        "statement": thread.statement if reads.whole else own[-1].statement,
        "turns": thread.turns if reads.whole else [one for one in thread.turns if one.referral in own],
        "referrals": [_referral(one, asked) for one in referrals],
        "directives": [_directive(one, asked) for one in thread.directives if one.referral in referrals],
        "clauses": labels_of([node for node, _label in thread.clauses]),
        "log": queries.log_of(difficulty, on=asked.on) if reads.whole else [],
        "mine": mine if not asked.then else None,
    }
    return page | ({} if asked.then else _acts(actor, difficulty, mine))


def _referral(referral: Referral, asked: queries.Asked) -> dict[str, Any]:
    after = end_of(asked.on)
    due_dates = sorted((one for one in referral.due_dates.all() if one.since_at < after), key=lambda one: one.pk)
    return {
        "referral": referral,
        "due": in_words(due_dates[-1].computed),
        "due_dates": due_dates,
        "reminders": sorted((one for one in referral.reminders.all() if one.at < after), key=lambda one: one.pk),
        "closed": referral.closed_at is not None and referral.closed_at < after,
        "late": (referral.closed_at is None or referral.closed_at >= after) and due_dates[-1].due_on < asked.on,
    }


def _directive(directive: Directive, asked: queries.Asked) -> dict[str, Any]:
    """What was taken up later than the day asked was not taken up yet."""
    orders = list(directive.orders.all())
    for order in orders:
        if order.taken_up_at is not None and order.taken_up_at >= end_of(asked.on):
            order.task = order.signing = None
    return {"directive": directive, "orders": orders}


def _acts(actor: Actor, difficulty: Difficulty, mine: Referral | None) -> dict[str, Any]:
    """What this person may do; a button is drawn only for whoever it could concern."""
    awaited = next((one for one in difficulty.referrals.all() if one.is_awaited), None)
    if awaited is not None:
        awaited.difficulty = difficulty
    return {
        "runs": rules.is_running_it(actor, difficulty.programme),
        "holds": difficulty.held_by_id == actor.agency_id,
        "may_return": rules.may_return(actor, difficulty),
        "may_answer": rules.may_answer(actor, difficulty),
        "may_merge": rules.may_merge(actor, difficulty),
        "may_refer": rules.may_refer(actor, difficulty),
        "may_remind": rules.may_remind(actor, awaited) if awaited else None,
        "may_complete": rules.may_complete(actor, difficulty),
        "may_withdraw": rules.may_withdraw(actor, difficulty),
        "may_resolve": rules.may_resolve(actor, difficulty),
        "may_reopen": rules.may_reopen(actor, difficulty),
        "may_decide": rules.may_decide(actor, mine) if mine else None,
    }
