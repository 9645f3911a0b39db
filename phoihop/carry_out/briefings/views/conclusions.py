"""What was concluded on an item, and what becomes of it; what the last briefing concluded, looked back on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from phoihop.carry_out.briefings import forms, queries, rules, verbs
from phoihop.carry_out.briefings.models import Conclusion
from phoihop.carry_out.briefings.states import Outcome
from phoihop.carry_out.briefings.views.seeing import (
    bodies,
    conclusion_seen,
    invited,
    item_hosted,
    referrals_for,
    trail,
)
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.ui.acting import act_page, posted
from phoihop.ui.speaking import refusals_told


@member
@require_http_methods(["GET", "POST"])
def conclusion(request: MemberRequest, pk: int, item: int) -> HttpResponse:
    """In one step concluded and given out: nothing is typed twice."""
    found = item_hosted(request, pk, item)
    return act_page(
        request,
        form=forms.ConclusionForm(posted(request), agencies=invited(found.briefing)),
        act=lambda typed: verbs.conclude(item=found, by=request.actor, at=timezone.now(), **typed),
        then=lambda drawn: _concluded(request, drawn),
        title=_("New conclusion"),
        lede=found.title,
        submit=_("Add the conclusion"),
        verdict=rules.may_conclude(request.actor, found),
        trail=trail(found.briefing),
    )


def _concluded(request: MemberRequest, drawn: Conclusion) -> HttpResponse:
    if drawn.state == Outcome.TASK:
        messages.success(request, _("Conclusion %(code)s is given out as a task.") % {"code": drawn.code})
    else:
        messages.success(request, _("Conclusion %(code)s is noted.") % {"code": drawn.code})
    return redirect(f"{drawn.briefing.get_absolute_url()}#i{drawn.item_id}")


@member
@require_POST
def task(request: MemberRequest, pk: int, conclusion: int) -> HttpResponse:
    found = conclusion_seen(request, pk, conclusion)
    with refusals_told(request):
        drawn = verbs.make_task(conclusion=found, by=request.actor, at=timezone.now())
        messages.success(request, _("Conclusion %(code)s is given out as a task.") % {"code": drawn.code})
    return redirect("briefings:item", pk, found.item_id)


@member
@require_http_methods(["GET", "POST"])
def raising(request: MemberRequest, pk: int, conclusion: int) -> HttpResponse:
    found = conclusion_seen(request, pk, conclusion)
    return act_page(
        request,
        form=forms.RaiseForm(posted(request), bodies=bodies(found.briefing, on=timezone.localdate())),
        act=lambda typed: verbs.raise_difficulty(conclusion=found, by=request.actor, at=timezone.now(), **typed),
        then=lambda drawn: redirect("briefings:item", pk, drawn.item_id),
        title=pgettext("briefing", "Put to the leadership"),
        lede=found.text,
        submit=pgettext("briefing", "Put to the leadership"),
        verdict=rules.may_raise(request.actor, found),
        trail=trail(found.briefing),
    )


@member
@require_http_methods(["GET", "POST"])
def directive(request: MemberRequest, pk: int, conclusion: int) -> HttpResponse:
    found = conclusion_seen(request, pk, conclusion)
    referrals = {one.pk: one for one in referrals_for(request, found.item)}
    first = next(iter(referrals.values()), None)
    verdict = rules.may_direct(request.actor, found, first) if first else rules.NOTHING_TO_DIRECT
    choices = [(pk_, f"{one.difficulty.code} {one.difficulty.title}") for pk_, one in referrals.items()]
    return act_page(
        request,
        form=forms.DirectiveForm(posted(request), referrals=choices),
        act=lambda typed: verbs.make_directive(
            conclusion=found, referral=referrals[int(typed["referral"])], by=request.actor, at=timezone.now()
        ),
        then=lambda drawn: redirect("briefings:item", pk, drawn.item_id),
        title=_("Make it a directive"),
        lede=found.text,
        submit=_("Issue the directive"),
        verdict=verdict,
        trail=trail(found.briefing),
        rank="seal",
    )


@member
@require_http_methods(["GET", "POST"])
def conclusion_withdrawal(request: MemberRequest, pk: int, conclusion: int) -> HttpResponse:
    found = conclusion_seen(request, pk, conclusion)
    return act_page(
        request,
        form=forms.ReasonForm(posted(request)),
        act=lambda typed: verbs.withdraw_conclusion(conclusion=found, by=request.actor, at=timezone.now(), **typed),
        then=lambda drawn: redirect("briefings:item", pk, drawn.item_id),
        title=_("Withdraw the conclusion"),
        lede=found.text,
        submit=pgettext("briefing", "Withdraw"),
        verdict=rules.may_withdraw_conclusion(request.actor, found),
        trail=trail(found.briefing),
        rank="seal",
    )


@member
@require_http_methods(["GET", "POST"])
def check(request: MemberRequest, pk: int, item: int, conclusion: int) -> HttpResponse:
    """One conclusion of the last briefing, looked back on."""
    found = item_hosted(request, pk, item)
    last = queries.last_before(found.briefing)
    drawn = get_object_or_404(Conclusion.objects.select_related("briefing"), pk=conclusion, briefing=last)
    kept = found.checks.filter(conclusion=drawn).first()
    return act_page(
        request,
        form=forms.CheckForm(posted(request), initial={"found": kept.found, "note": kept.note} if kept else {}),
        act=lambda typed: verbs.check_conclusion(
            item=found, conclusion=drawn, by=request.actor, at=timezone.now(), **typed
        ),
        then=lambda _check: redirect("briefings:item", pk, item),
        title=_("Look back on %(code)s") % {"code": drawn.code},
        lede=drawn.text,
        submit=_("Note what was found"),
        verdict=rules.may_write(request.actor, found),
        trail=trail(found.briefing),
    )


@member
@require_http_methods(["GET", "POST"])
def dissent(request: MemberRequest, pk: int, item: int) -> HttpResponse:
    found = item_hosted(request, pk, item)
    form = forms.DissentForm(
        posted(request), agencies=invited(found.briefing), bodies=bodies(found.briefing, on=timezone.localdate())
    )
    return act_page(
        request,
        form=form,
        act=lambda typed: verbs.note_dissent(item=found, by=request.actor, at=timezone.now(), **typed),
        then=lambda _dissent: redirect("briefings:item", pk, item),
        title=_("Note a disagreement"),
        lede=_("It stands in the minutes, and is put upward as a difficulty in the same step."),
        submit=_("Note and put upward"),
        verdict=rules.may_note_dissent(request.actor, found),
        trail=trail(found.briefing),
    )
