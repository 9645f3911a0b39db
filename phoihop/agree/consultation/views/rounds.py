"""The list of rounds, and the round from preparing to settling."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.agree.consultation import forms, queries, rules, verbs
from phoihop.agree.consultation.models import Round
from phoihop.agree.consultation.states import State
from phoihop.agree.consultation.views.seeing import form_page, led, posted, trail
from phoihop.agree.drafting.models import Text
from phoihop.agree.programmes.queries import agencies_in
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.ui.speaking import refusals_told

PAGE = 25
WORKING_DAYS = 10


@member
@require_GET
def index(request: MemberRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("state", "words", "sort")}
    found = queries.rounds_for(request.actor, **asked)
    page = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "states": State.choices,
        "asked": asked,
        "sorts": queries.SORTS,
        "filtered": bool(asked["state"] or asked["words"]),
        "texts": queries.texts_to_consult(request.actor),
    }
    return render(request, "consultation/list.html", page)


@member
@require_http_methods(["GET", "POST"])
def new(request: MemberRequest, text: int) -> HttpResponse:
    found = get_object_or_404(
        Text.objects.select_related("framework__lead_agency"), pk=text, framework__lead_agency=request.actor.agency
    )
    parties = [one for one in agencies_in(found.framework) if one.pk != found.framework.lead_agency_id]
    return form_page(
        request,
        form=forms.PrepareForm(posted(request), parties=parties, initial={"working_days": WORKING_DAYS}),
        act=lambda typed: verbs.prepare_round(text=found, by=request.actor, at=timezone.now(), **typed),
        then=lambda round_: redirect("consultation:show", round_.pk),
        title=_("Prepare a round"),
        lede=found.title,
        submit=_("Prepare the round"),
        verdict=rules.may_prepare(request.actor, found),
        crumbs=[(reverse("consultation:list"), _("Consultations"))],
    )


@member
@require_http_methods(["GET", "POST"])
def terms(request: MemberRequest, pk: int) -> HttpResponse:
    seat = led(request, pk)
    return form_page(
        request,
        form=forms.TermsForm(posted(request), initial=_terms_of(seat.round)),
        act=lambda typed: verbs.change_terms(round=seat.round, by=seat.actor, at=timezone.now(), **typed),
        then=lambda round_: redirect("consultation:show", round_.pk),
        title=_("Change the terms"),
        submit=_("Save the terms"),
        verdict=rules.may_change_terms(seat.actor, seat.round),
        crumbs=trail(seat.round),
    )


def _terms_of(round_: Round) -> dict[str, Any]:
    return {
        "working_days": round_.working_days,
        "due_on": None if round_.working_days else round_.due_on,
        "silence_agrees": "yes" if round_.silence_agrees else "no",
        "message": round_.message,
    }


@member
@require_POST
def opening(request: MemberRequest, pk: int) -> HttpResponse:
    seat = led(request, pk)
    with refusals_told(request):
        verbs.open_for_opinions(round=seat.round, by=seat.actor, at=timezone.now())
        messages.success(request, _("The round is open. Each agency has been told, with what the text asks of it."))
    return redirect("consultation:show", pk)


@member
@require_http_methods(["GET", "POST"])
def closure(request: MemberRequest, pk: int) -> HttpResponse:
    seat = led(request, pk)
    early = rules.needs_reason_to_close(seat.round, today=timezone.localdate())
    return form_page(
        request,
        form=forms.ClosureForm(posted(request)),
        act=lambda typed: verbs.close(round=seat.round, by=seat.actor, at=timezone.now(), **typed),
        then=lambda round_: redirect("consultation:show", round_.pk),
        title=_("Close the round"),
        lede=_closing_words(seat.round, early=early),
        submit=_("Close the round"),
        verdict=rules.may_close(seat.actor, seat.round),
        crumbs=trail(seat.round),
    )


def _closing_words(round_: Round, *, early: bool) -> str:
    waiting = queries.awaited(round_)
    if not waiting:
        return _("Every agency has answered. Links to this round stop working.")
    names = ", ".join(invitation.agency.name for invitation in waiting)
    if early:
        return _("Not answered yet: %(names)s. Those who still have time are noted as silent.") % {"names": names}
    if round_.silence_agrees:
        return _("Not answered in time: %(names)s. They are deemed to agree.") % {"names": names}
    return _("Not answered in time: %(names)s. Their silence is noted.") % {"names": names}


@member
@require_http_methods(["GET", "POST"])
def reopening(request: MemberRequest, pk: int) -> HttpResponse:
    seat = led(request, pk)
    return form_page(
        request,
        form=forms.UntilForm(posted(request)),
        act=lambda typed: verbs.reopen(round=seat.round, by=seat.actor, at=timezone.now(), **typed),
        then=lambda round_: redirect("consultation:show", round_.pk),
        title=_("Reopen the round"),
        lede=_("Agencies that had not answered are asked again; what their silence meant is undone."),
        submit=_("Reopen the round"),
        verdict=rules.may_reopen(seat.actor, seat.round),
        crumbs=trail(seat.round),
    )


@member
@require_http_methods(["GET", "POST"])
def settlement(request: MemberRequest, pk: int) -> HttpResponse:
    seat = led(request, pk)
    return form_page(
        request,
        form=forms.SettlementForm(posted(request)),
        act=lambda typed: verbs.settle(round=seat.round, by=seat.actor, at=timezone.now(), **typed),
        then=lambda round_: redirect("consultation:show", round_.pk),
        title=_("Settle the round"),
        lede=_("Every agency asked then sees the whole table of opinions and responses."),
        submit=_("Settle the round"),
        verdict=rules.may_settle(seat.actor, seat.round),
        crumbs=trail(seat.round),
    )


@member
@require_POST
def text_settlement(request: MemberRequest, pk: int) -> HttpResponse:
    seat = led(request, pk)
    with refusals_told(request):
        verbs.settle_text(round=seat.round, by=seat.actor, at=timezone.now())
        messages.success(request, _("The text is settled: frozen, hashed, and ready to be signed."))
    return redirect("consultation:show", pk)


@member
@require_http_methods(["GET", "POST"])
def next_round(request: MemberRequest, pk: int) -> HttpResponse:
    seat = led(request, pk)
    initial = {**_terms_of(seat.round), "working_days": WORKING_DAYS, "due_on": None, "message": ""}
    return form_page(
        request,
        form=forms.TermsForm(posted(request), initial=initial),
        act=lambda typed: verbs.begin_next_round(round=seat.round, by=seat.actor, at=timezone.now(), **typed),
        then=lambda round_: redirect("consultation:show", round_.pk),
        title=_("Begin the next round"),
        lede=_("The same agencies are asked about the draft as it stands now. Remarks still open go along."),
        submit=_("Begin the next round"),
        verdict=rules.may_begin_next_round(seat.actor, seat.round),
        crumbs=trail(seat.round),
    )
