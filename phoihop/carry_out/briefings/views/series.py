"""How briefings are planned, extraordinary ones, items that wait, calendars to subscribe to."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from phoihop.carry_out.briefings import feeds, forms, queries, rules, verbs
from phoihop.carry_out.briefings.models import Feed, Proposal
from phoihop.carry_out.briefings.views.seeing import (
    around,
    hosted,
    invited,
    posts_that,
    series_hosted,
    series_of,
    series_trail,
    trail,
)
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.ui.acting import act_page, posted
from phoihop.ui.speaking import refusals_told


@member
@require_http_methods(["GET", "POST"])
def arrangement_of_series(request: MemberRequest, pk: int) -> HttpResponse:
    series = series_hosted(request, pk)
    names = ("held_after", "starts_at", "minutes", "place", "papers_before", "chair_rule")
    return act_page(
        request,
        form=forms.SeriesForm(posted(request), initial={name: getattr(series, name) for name in names}),
        act=lambda typed: verbs.arrange_series(series=series, by=request.actor, at=timezone.now(), **typed),
        then=lambda series: redirect(f"{reverse('briefings:list')}?series={series.pk}"),
        title=_("How briefings are planned"),
        lede=_("Briefings that are planned and were not moved by hand follow at once."),
        submit=_("Save"),
        verdict=rules.may_arrange_series(request.actor, series),
        trail=series_trail(series),
    )


@member
@require_http_methods(["GET", "POST"])
def new(request: MemberRequest, pk: int) -> HttpResponse:
    """An extraordinary briefing."""
    series = series_hosted(request, pk)
    form = forms.PlanForm(
        posted(request),
        agencies=around(series),
        initial={"minutes": series.minutes, "place": series.place, "chair_agency": series.host_id},
    )
    return act_page(
        request,
        form=form,
        act=lambda typed: verbs.plan(series=series, by=request.actor, at=timezone.now(), **typed),
        then=lambda briefing: redirect("briefings:agenda", briefing.pk),
        title=_("Plan an extraordinary briefing"),
        submit=_("Plan the briefing"),
        verdict=rules.may_plan(request.actor, series),
        trail=series_trail(series),
    )


@member
@require_http_methods(["GET", "POST"])
def arrangement(request: MemberRequest, pk: int) -> HttpResponse:
    briefing = hosted(request, pk)
    today, agencies = timezone.localdate(), invited(briefing)
    names = ("place", "online_url", "chair_agency", "chair_tenure", "secretary_tenure", "papers_before", "message")
    initial = {name: getattr(briefing, name) for name in names}
    initial |= {"held_at": timezone.localtime(briefing.held_at), "minutes": briefing.minutes_long}
    hosts = [agency for agency in agencies if agency.pk == briefing.series.host_id]
    form = forms.ArrangeForm(
        posted(request),
        agencies=agencies,
        chairs=posts_that(agencies, Permission.CHAIR, on=today),
        secretaries=posts_that(hosts, Permission.MINUTE, on=today),
        initial=initial,
    )
    return act_page(
        request,
        form=form,
        act=lambda typed: verbs.arrange(briefing=briefing, by=request.actor, at=timezone.now(), **typed),
        then=lambda briefing: redirect("briefings:agenda", briefing.pk),
        title=_("Day, place and chair"),
        submit=_("Save"),
        verdict=rules.may_arrange(request.actor, briefing),
        trail=trail(briefing),
    )


# ── Items that wait ──────────────────────────────────────────────────────────


@member
@require_http_methods(["GET", "POST"])
def backlog(request: MemberRequest, pk: int) -> HttpResponse:
    series = series_of(request, pk)
    waiting = list(queries.backlog(series)[:200])
    for one in waiting:
        one.series = series
    return act_page(
        request,
        form=forms.ProposalForm(posted(request), initial={"minutes": 15}),
        act=lambda typed: verbs.propose(series=series, by=request.actor, at=timezone.now(), **typed),
        then=lambda _proposal: redirect("briefings:backlog", pk),
        title=_("Items proposed"),
        lede=_("They go onto the next agenda when it is put together; what is not reached waits for the one after."),
        submit=_("Propose the item"),
        verdict=rules.may_propose(request.actor, series),
        trail=series_trail(series),
        template="briefings/backlog.html",
        series=series,
        waiting=[(one, rules.may_withdraw_proposal(request.actor, one)) for one in waiting],
    )


@member
@require_POST
def withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    rows = Proposal.objects.filter(series__in=queries.series_seen(request.actor))
    proposal = get_object_or_404(rows.select_related("series__framework", "series__programme"), pk=pk)
    with refusals_told(request):
        verbs.withdraw_proposal(proposal=proposal, by=request.actor, at=timezone.now())
    return redirect("briefings:backlog", proposal.series_id)


# ── Calendars to subscribe to ────────────────────────────────────────────────


@member
@require_GET
def calendars(request: MemberRequest) -> HttpResponse:
    own, agency = queries.feeds_of(request.actor)
    page = {
        "own": _with_address(own),
        "agency": _with_address(agency),
        "may_keep_own": rules.may_keep_feed(request.actor, whole_agency=False),
        "may_keep_agency": rules.may_keep_feed(request.actor, whole_agency=True),
        "trail": [(reverse("briefings:list"), _("Briefings"))],
        "title": _("Calendars to subscribe to"),
    }
    return render(request, "briefings/calendars.html", page)


def _with_address(feed: Feed | None) -> tuple[Feed, str] | None:
    if feed is None:
        return None
    return feed, feeds.address_of(reverse("ics:feed", args=[feeds.token_of(feed)]))


@member
@require_POST
def calendar_making(request: MemberRequest) -> HttpResponse:
    with refusals_told(request):
        whole = request.POST.get("whose") == "agency"
        verbs.make_feed(whole_agency=whole, by=request.actor, at=timezone.now())
        messages.success(request, _("The calendar is made. Subscribe to its address in the calendar you use."))
    return redirect("briefings:calendars")


@member
@require_POST
def calendar_revocation(request: MemberRequest, pk: int) -> HttpResponse:
    feed = get_object_or_404(Feed, pk=pk, agency_id=request.actor.agency_id, revoked_at=None)
    with refusals_told(request):
        verbs.revoke_feed(feed=feed, by=request.actor, at=timezone.now())
        messages.success(request, _("The calendar is taken back: its address opens nothing any more."))
    return redirect("briefings:calendars")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """For calendar programs, which bring no session: the address is the key. Unknown and taken back look the same."""
    found = queries.feed_by_token(feeds.fingerprint(token))
    if found is None or (found.account and not found.account.is_active):
        raise Http404
    today = timezone.localdate()
    with override("vi"):
        data, changed_at = feeds.written(
            f"Giao ban và hạn việc – {found.agency.name}",
            queries.briefings_for(found.agency_id, on=today),
            queries.parts_for(found.agency_id, on=today),
        )
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = f'"{feeds.fingerprint(data.decode())[:32]}"'
    answer["Last-Modified"] = http_date(changed_at.timestamp())
    answer["Cache-Control"] = "private, max-age=900"
    answer["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, answer["ETag"], int(changed_at.timestamp()), answer) or answer
