"""Minutes of one item: written, approved and locked, unlocked, carried over, and every wording they had."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.carry_out.briefings import forms, queries, rules, verbs
from phoihop.carry_out.briefings.models import Item
from phoihop.carry_out.briefings.verbs import Outpaced
from phoihop.carry_out.briefings.views.seeing import item_hosted, item_seen, referrals_for, trail
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.kit.verdict import NotAllowed
from phoihop.ui.acting import act_page, posted
from phoihop.ui.speaking import refusals_told, sentence


@member
@require_http_methods(["GET", "POST"])
def item(request: MemberRequest, pk: int, item: int) -> HttpResponse:
    """Write the minutes. Somebody who saved meanwhile is shown beside what was typed here, and nothing is lost."""
    found = item_seen(request, pk, item)
    form = forms.MinutesForm.of(found, data=posted(request))
    conflict, status = None, 200
    template = "briefings/_minutes.html" if request.htmx else "briefings/item.html"
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                verbs.write_minutes(item=found, by=request.actor, at=timezone.now(), **form.cleaned_data)
            except Outpaced as outpaced:
                conflict, status = outpaced, 422 if request.htmx else 409
                form = _over(form, outpaced.revision)
            except NotAllowed as refusal:
                form.add_error(None, sentence(refusal))
            else:
                return _saved(request, found)
    return render(request, template, _item_page(request, found, form, conflict), status=status)


def _over(form: forms.MinutesForm, revision: int) -> forms.MinutesForm:
    """What was typed, to be saved over what somebody else saved, once both were read."""
    typed = {**form.data.dict(), "revision": str(revision)}  # type: ignore[attr-defined]  # a posted QueryDict
    return forms.MinutesForm(typed, auto_id=form.auto_id)


def _saved(request: MemberRequest, found: Item) -> HttpResponse:
    """Saved on leaving the words: the same form again, on the revision that was just made."""
    if request.htmx:
        page = _item_page(request, found, forms.MinutesForm.of(found), None)
        return render(request, "briefings/_minutes.html", {**page, "saved": True})
    messages.success(request, _("The minutes are saved."))
    return redirect(f"{found.briefing.get_absolute_url()}#i{found.pk}")


def _item_page(
    request: MemberRequest, found: Item, form: forms.MinutesForm, conflict: Outpaced | None
) -> dict[str, Any]:
    briefing, today = found.briefing, timezone.localdate()
    drafts = rules.reads_drafts(request.actor, briefing)
    assembly = briefing.assemblies.order_by("-number").first()
    spoken = next(one for one in queries.items_of(briefing, assembly, on=today) if one.item.pk == found.pk)
    return {
        "briefing": briefing,
        "one": spoken,
        "item": found,
        "form": form,
        "conflict": conflict,
        "mine": form["body"].value() if conflict else "",
        "trail": trail(briefing),
        "title": found.title,
        "drafts": drafts,
        "may_write": rules.may_write(request.actor, found),
        "may_approve": rules.may_approve(request.actor, found),
        "may_unlock": rules.may_unlock(request.actor, found),
        "may_carry_over": rules.may_carry_over(request.actor, found),
        "may_conclude": rules.may_conclude(request.actor, found),
        "may_dissent": rules.may_note_dissent(request.actor, found),
        "referrals": referrals_for(request, found),
        "wordings": queries.wordings_of(found, drafts=drafts),
    }


@member
@require_POST
def approval(request: MemberRequest, pk: int, item: int) -> HttpResponse:
    """Approved as it was read: the revision comes with the button."""
    found = item_seen(request, pk, item)
    revision = request.POST.get("revision", "")
    with refusals_told(request):
        verbs.approve_minutes(
            item=found,
            revision=int(revision) if revision.isdecimal() else found.minutes_revision,
            by=request.actor,
            at=timezone.now(),
        )
    return redirect(f"{found.briefing.get_absolute_url()}#i{found.pk}")


@member
@require_http_methods(["GET", "POST"])
def unlocking(request: MemberRequest, pk: int, item: int) -> HttpResponse:
    found = item_seen(request, pk, item)
    return act_page(
        request,
        form=forms.ReasonForm(posted(request)),
        act=lambda typed: verbs.unlock_minutes(item=found, by=request.actor, at=timezone.now(), **typed),
        then=lambda one: redirect("briefings:item", pk, one.pk),
        title=_("Unlock the minutes"),
        lede=_("What was approved stays in the history, with this reason."),
        submit=_("Unlock"),
        verdict=rules.may_unlock(request.actor, found),
        trail=trail(found.briefing),
        rank="seal",
    )


@member
@require_POST
def carrying(request: MemberRequest, pk: int, item: int) -> HttpResponse:
    found = item_hosted(request, pk, item)
    with refusals_told(request):
        verbs.carry_over(item=found, by=request.actor, at=timezone.now())
        messages.success(request, _("Carried over to the next briefing."))
    return redirect("briefings:show", pk)


@member
@require_GET
def history(request: MemberRequest, pk: int, item: int) -> HttpResponse:
    """Every wording the minutes ever had, each against the one before it; drafts for those who write or approve."""
    found = item_seen(request, pk, item)
    wordings = queries.wordings_of(found, drafts=rules.reads_drafts(request.actor, found.briefing))
    before = [*(one.body for one in wordings[1:]), ""]
    pairs = list(zip(wordings, before, strict=False))
    page = {"briefing": found.briefing, "item": found, "pairs": pairs, "trail": trail(found.briefing)}
    return render(request, "briefings/history.html", {**page, "title": _("History of the minutes")})
