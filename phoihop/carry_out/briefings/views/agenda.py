"""The page on which the agenda is put together, ordered and completed before the briefing is called."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.carry_out.briefings import forms, queries, rules, verbs
from phoihop.carry_out.briefings.models import Briefing
from phoihop.carry_out.briefings.views.seeing import hosted, invited, item_hosted, trail
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.kit.verdict import NotAllowed
from phoihop.ui.acting import act_page, posted
from phoihop.ui.speaking import refusals_told, sentence


@member
@require_GET
def agenda(request: MemberRequest, pk: int) -> HttpResponse:
    briefing = hosted(request, pk)
    actor, now = request.actor, timezone.now()
    page = {
        "briefing": briefing,
        "page": queries.page_of(briefing, on=timezone.localdate(now)),
        "trail": trail(briefing),
        "title": _("Agenda and call"),
        "may_assemble": rules.may_assemble(actor, briefing),
        "may_arrange": rules.may_arrange(actor, briefing),
        "may_order": rules.may_order(actor, briefing),
        "may_invite": rules.may_invite(actor, briefing),
        "may_ask_paper": rules.may_ask_paper(actor, briefing),
        "may_call": rules.may_call(actor, briefing, at=now),
        "may_cancel": rules.may_cancel(actor, briefing),
        "waiting": list(queries.backlog(briefing.series)[:30]),
        "log": queries.log_of(briefing, limit=12),
    }
    return render(request, "briefings/agenda.html", page)


@member
@require_POST
def assembly(request: MemberRequest, pk: int) -> HttpResponse:
    briefing = hosted(request, pk)
    with refusals_told(request):
        made = verbs.assemble(briefing=briefing, by=request.actor, at=timezone.now())
        if made.number == 1:
            messages.success(request, _("The agenda is put together from the record."))
        elif made.changes:
            messages.success(request, _("Brought up to date. What changed is shown below the agenda."))
        else:
            messages.success(request, _("Brought up to date. Nothing has changed."))
    return redirect("briefings:agenda", pk)


@member
@require_http_methods(["GET", "POST"])
def new_item(request: MemberRequest, pk: int) -> HttpResponse:
    briefing = hosted(request, pk)
    return act_page(
        request,
        form=_item_form(request, briefing, {"minutes": 15}),
        act=lambda typed: verbs.add_item(briefing=briefing, by=request.actor, at=timezone.now(), **typed),
        then=lambda _item: redirect("briefings:agenda", pk),
        title=_("Add an item"),
        submit=_("Add the item"),
        verdict=rules.may_order(request.actor, briefing),
        trail=trail(briefing),
    )


def _item_form(request: MemberRequest, briefing: Briefing, initial: dict[str, Any]) -> forms.ItemForm:
    return forms.ItemForm(posted(request), agencies=invited(briefing), initial=initial)


@member
@require_http_methods(["GET", "POST"])
def change(request: MemberRequest, pk: int, item: int) -> HttpResponse:
    found = item_hosted(request, pk, item)
    names = ("title", "minutes", "presenter_agency", "presenter", "note")
    return act_page(
        request,
        form=_item_form(request, found.briefing, {name: getattr(found, name) for name in names}),
        act=lambda typed: verbs.change_item(item=found, by=request.actor, at=timezone.now(), **typed),
        then=lambda _item: redirect("briefings:agenda", pk),
        title=_("Change the item"),
        submit=_("Save"),
        verdict=rules.may_order(request.actor, found.briefing),
        trail=trail(found.briefing),
    )


@member
@require_POST
def moving(request: MemberRequest, pk: int, item: int) -> HttpResponse:
    """One place up or down; works without a script."""
    found = item_hosted(request, pk, item)
    form = forms.MoveForm(request.POST)
    with refusals_told(request):
        if form.is_valid():
            up = form.cleaned_data["way"] == "up"
            verbs.move_item(item=found, up=up, by=request.actor, at=timezone.now())
    return redirect("briefings:agenda", pk)


@member
@require_http_methods(["GET", "POST"])
def removal(request: MemberRequest, pk: int, item: int) -> HttpResponse:
    found = item_hosted(request, pk, item)
    return act_page(
        request,
        form=forms.OptionalReasonForm(posted(request)),
        act=lambda typed: verbs.remove_item(item=found, by=request.actor, at=timezone.now(), **typed),
        then=lambda _item: redirect("briefings:agenda", pk),
        title=_("Take the item off the agenda"),
        lede=found.title,
        submit=_("Take off"),
        verdict=rules.may_order(request.actor, found.briefing),
        trail=trail(found.briefing),
        rank="seal",
    )


@member
@require_POST
def placing(request: MemberRequest, pk: int, proposal: int) -> HttpResponse:
    briefing = hosted(request, pk)
    found = get_object_or_404(queries.backlog(briefing.series), pk=proposal)
    found.series = briefing.series
    with refusals_told(request):
        verbs.place(proposal=found, briefing=briefing, by=request.actor, at=timezone.now())
    return redirect("briefings:agenda", pk)


@member
@require_POST
def turn(request: MemberRequest, pk: int, item: int) -> HttpResponse:
    """The item now spoken of."""
    found = item_hosted(request, pk, item)
    try:
        verbs.turn_to(item=found, by=request.actor, at=timezone.now())
    except NotAllowed as refusal:
        messages.error(request, sentence(refusal))
    return redirect(f"{found.briefing.get_absolute_url()}#i{found.pk}")
