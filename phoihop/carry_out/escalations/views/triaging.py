"""The standing unit returns, answers, merges, refers, reminds."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phoihop.carry_out.escalations import forms, queries, rules, verbs
from phoihop.carry_out.escalations.models import Difficulty
from phoihop.carry_out.escalations.states import ReferralState
from phoihop.carry_out.escalations.views.seeing import trail, triaged
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.ui.acting import act_page, posted
from phoihop.ui.speaking import refusals_told


def _shown(difficulty: Difficulty) -> HttpResponse:
    return redirect("escalations:show", difficulty.pk)


@member
@require_http_methods(["GET", "POST"])
def returning(request: MemberRequest, pk: int) -> HttpResponse:
    difficulty = triaged(request, pk)
    return act_page(
        request,
        form=forms.ReasonForm(posted(request)),
        act=lambda typed: verbs.return_for_completion(
            difficulty=difficulty, by=request.actor, at=timezone.now(), **typed
        ),
        then=_shown,
        title=_("Return %(code)s for completion") % {"code": difficulty.code},
        lede=difficulty.title,
        submit=_("Return it"),
        verdict=rules.may_return(request.actor, difficulty),
        trail=trail(difficulty),
    )


@member
@require_http_methods(["GET", "POST"])
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    difficulty = triaged(request, pk)
    return act_page(
        request,
        form=forms.AnswerForm(posted(request)),
        act=lambda typed: verbs.answer(difficulty=difficulty, by=request.actor, at=timezone.now(), **typed),
        then=_shown,
        title=_("Answer %(code)s at working level") % {"code": difficulty.code},
        lede=difficulty.title,
        submit=_("Answer"),
        verdict=rules.may_answer(request.actor, difficulty),
        trail=trail(difficulty),
    )


@member
@require_http_methods(["GET", "POST"])
def merger(request: MemberRequest, pk: int) -> HttpResponse:
    difficulty = triaged(request, pk)
    form = forms.MergeForm(posted(request), others=queries.merge_targets(difficulty))
    return act_page(
        request,
        form=form,
        act=lambda typed: verbs.merge(difficulty=difficulty, by=request.actor, at=timezone.now(), **typed),
        then=_shown,
        title=_("Merge %(code)s into another") % {"code": difficulty.code},
        lede=difficulty.title,
        submit=_("Merge"),
        verdict=rules.may_merge(request.actor, difficulty),
        trail=trail(difficulty),
    )


@member
@require_http_methods(["GET", "POST"])
def referral(request: MemberRequest, pk: int) -> HttpResponse:
    difficulty, now = triaged(request, pk), timezone.now()
    bodies = queries.bodies_for(difficulty.programme, on=timezone.localdate(now))
    initial = {"working_days": queries.proposed_days(difficulty.urgency), "body": bodies[0].pk if bodies else None}
    form = forms.ReferForm(posted(request), bodies=bodies, initial=initial)
    return act_page(
        request,
        form=form,
        act=lambda _typed: verbs.refer(difficulty=difficulty, by=request.actor, at=now, **form.arguments()),
        then=lambda _made: _shown(difficulty),
        title=_("Refer %(code)s to the leadership") % {"code": difficulty.code},
        lede=difficulty.title,
        submit=_("Refer"),
        verdict=rules.may_refer(request.actor, difficulty),
        trail=trail(difficulty),
    )


@member
@require_POST
def reminder(request: MemberRequest, pk: int) -> HttpResponse:
    difficulty = triaged(request, pk)
    awaited = difficulty.referrals.filter(state=ReferralState.AWAITED).select_related("body").first()
    if awaited is None:
        raise Http404
    awaited.difficulty = difficulty
    with refusals_told(request):
        verbs.remind(referral=awaited, by=request.actor, at=timezone.now())
        messages.success(request, _("%(body)s was reminded.") % {"body": awaited.body.name})
    return _shown(difficulty)
