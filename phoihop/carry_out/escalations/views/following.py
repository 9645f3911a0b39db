"""After the leadership has spoken: taken up, resolved, or opened again."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phoihop.carry_out.escalations import forms, queries, rules, verbs
from phoihop.carry_out.escalations.models import Order
from phoihop.carry_out.escalations.views.seeing import held, order_seen, parties_of, trail
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.ui.acting import act_page, posted


@member
@require_http_methods(["GET", "POST"])
def resolution(request: MemberRequest, pk: int) -> HttpResponse:
    difficulty = held(request, pk)
    return act_page(
        request,
        form=forms.NoteForm(posted(request)),
        act=lambda typed: verbs.resolve(difficulty=difficulty, by=request.actor, at=timezone.now(), **typed),
        then=lambda done: redirect("escalations:show", done.pk),
        title=_("Is %(code)s resolved?") % {"code": difficulty.code},
        lede=difficulty.title,
        submit=_("It is resolved"),
        verdict=rules.may_resolve(request.actor, difficulty),
        trail=trail(difficulty),
        template="escalations/resolution.html",
        difficulty=difficulty,
        may_reopen=rules.may_reopen(request.actor, difficulty),
        said=difficulty.turns.filter(verb__in=["answer", "decide"]).order_by("-at", "-pk").first(),
    )


@member
@require_http_methods(["GET", "POST"])
def reopening(request: MemberRequest, pk: int) -> HttpResponse:
    difficulty = held(request, pk)
    return act_page(
        request,
        form=forms.ReasonForm(posted(request)),
        act=lambda typed: verbs.reopen(difficulty=difficulty, by=request.actor, at=timezone.now(), **typed),
        then=lambda done: redirect("escalations:show", done.pk),
        title=_("%(code)s is not resolved") % {"code": difficulty.code},
        lede=difficulty.title,
        submit=_("Open it again"),
        verdict=rules.may_reopen(request.actor, difficulty),
        trail=trail(difficulty),
    )


@member
@require_http_methods(["GET", "POST"])
def order(request: MemberRequest, pk: int, order: int) -> HttpResponse:
    """What a directive ordered becomes a task, or is named as an amendment."""
    found = order_seen(request, pk, order)
    return _amendment(request, found) if found.kind == Order.Kind.AMENDMENT else _task(request, found)


def _task(request: MemberRequest, order: Order) -> HttpResponse:
    initial = {"lead": order.agency_id, "due_on": order.due_on}
    form = forms.TakeUpForm(posted(request), parties=parties_of(order.directive.programme), initial=initial)
    return act_page(
        request,
        form=form,
        act=lambda _typed: verbs.take_up(order=order, by=request.actor, at=timezone.now(), **form.arguments()),
        then=lambda task: redirect("tasks:show", task.pk),
        title=_("Make the task that was ordered"),
        lede=order.text,
        submit=_("Make the task"),
        verdict=rules.may_take_up(request.actor, order),
        trail=trail(order.directive.referral.difficulty),
    )


def _amendment(request: MemberRequest, order: Order) -> HttpResponse:
    difficulty = order.directive.referral.difficulty
    form = forms.AmendmentForm(posted(request), signings=queries.amendments_for(difficulty.programme))
    return act_page(
        request,
        form=form,
        act=lambda typed: verbs.take_up_amendment(order=order, by=request.actor, at=timezone.now(), **typed),
        then=lambda _done: redirect("escalations:show", difficulty.pk),
        title=_("Name the amendment that was ordered"),
        lede=order.text,
        submit=_("Name it"),
        verdict=rules.may_take_up_amendment(request.actor, order),
        trail=trail(difficulty),
    )
