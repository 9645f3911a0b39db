"""A member of the leadership body decides, refuses, or asks back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phoihop.carry_out.escalations import forms, rules, verbs
from phoihop.carry_out.escalations.models import Referral
from phoihop.carry_out.escalations.views.seeing import labels_of, parties_of, referral_seen, trail
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.ui.acting import act_page, posted


def _own_trail(referral: Referral) -> list[tuple[str, str]]:
    """A member who is of no party has no way into the programme's room."""
    return trail(referral.difficulty)[1:]


@member
@require_http_methods(["GET", "POST"])
def decision(request: MemberRequest, pk: int) -> HttpResponse:
    referral = referral_seen(request, pk)
    difficulty = referral.difficulty
    nodes = list(difficulty.nodes.order_by("position", "pk"))
    form = forms.DecisionForm(
        posted(request),
        parties=parties_of(difficulty.programme),
        nodes=labels_of(nodes).items(),
        drafted=referral.draft_instruction,
        initial={"text": "\n".join(referral.draft_instruction)},
    )
    return act_page(
        request,
        form=form,
        act=lambda _typed: verbs.decide(
            referral=referral, by=request.actor, at=timezone.now(), **form.arguments(nodes)
        ),
        then=lambda _made: redirect("escalations:show", pk),
        title=_("Decide on %(code)s") % {"code": difficulty.code},
        lede=difficulty.title,
        submit=_("Give the directive"),
        verdict=rules.may_decide(request.actor, referral),
        trail=_own_trail(referral),
        template="escalations/decision.html",
        referral=referral,
        statement=referral.statement,
        difficulty=difficulty,
        clauses=labels_of(nodes).values(),
        affected=list(difficulty.tasks.order_by("code", "pk")),
    )


def _word(request: MemberRequest, pk: int, *, form: Any, verb: Any, verdict: Any, title: str, submit: str) -> Any:
    referral = referral_seen(request, pk)
    return act_page(
        request,
        form=form(posted(request)),
        act=lambda typed: verb(referral=referral, by=request.actor, at=timezone.now(), **typed),
        then=lambda _done: redirect("escalations:show", pk),
        title=title % {"code": referral.difficulty.code},
        lede=referral.difficulty.title,
        submit=submit,
        verdict=verdict(request.actor, referral),
        trail=_own_trail(referral),
    )


@member
@require_http_methods(["GET", "POST"])
def refusal(request: MemberRequest, pk: int) -> Any:
    return _word(
        request,
        pk,
        form=forms.ReasonForm,
        verb=verbs.refuse,
        verdict=rules.may_refuse,
        title=_("Give no directive on %(code)s"),
        submit=_("Refuse"),
    )


@member
@require_http_methods(["GET", "POST"])
def question(request: MemberRequest, pk: int) -> Any:
    return _word(
        request,
        pk,
        form=forms.QuestionForm,
        verb=verbs.ask_back,
        verdict=rules.may_ask_back,
        title=_("Ask back on %(code)s"),
        submit=_("Ask back"),
    )
