"""A difficulty is reported, completed, withdrawn."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.escalations import forms, queries, rules, verbs
from phoihop.carry_out.escalations.models import Difficulty, Statement
from phoihop.carry_out.escalations.views.seeing import held, labels_of, programme_of, programme_trail, trail
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.ui.acting import act_page, posted


def _form(request: MemberRequest, programme: Programme, initial: dict[str, Any]) -> forms.DifficultyForm:
    tasks, nodes = queries.reports_on(programme)
    return forms.DifficultyForm(posted(request), tasks=tasks, nodes=nodes, labels=labels_of(nodes), initial=initial)


@member
@require_http_methods(["GET", "POST"])
def new(request: MemberRequest, programme: int) -> HttpResponse:
    """`?task=` and `?clause=` tick what stands in the way of."""
    found = programme_of(request, programme)
    initial = {"tasks": request.GET.getlist("task"), "nodes": request.GET.getlist("clause")}
    form = _form(request, found, initial)
    return act_page(
        request,
        form=form,
        act=lambda _typed: verbs.report(programme=found, by=request.actor, at=timezone.now(), **form.arguments()),
        then=lambda difficulty: redirect("escalations:show", difficulty.pk),
        title=_("Report a difficulty"),
        lede=found.name,
        submit=_("Report it to the standing unit"),
        verdict=rules.may_report(request.actor, found),
        trail=programme_trail(found),
        template="escalations/edit.html",
    )


@member
@require_http_methods(["GET", "POST"])
def completion(request: MemberRequest, pk: int) -> HttpResponse:
    difficulty = held(request, pk)
    returned = difficulty.turns.filter(verb="return_for_completion").order_by("-at", "-pk").first()
    form = _form(request, difficulty.programme, _initial(difficulty, difficulty.statements.latest("number")))
    return act_page(
        request,
        form=form,
        act=lambda _typed: verbs.complete(
            difficulty=difficulty, by=request.actor, at=timezone.now(), **form.arguments()
        ),
        then=lambda done: redirect("escalations:show", done.pk),
        title=_("Complete %(code)s") % {"code": difficulty.code},
        lede=returned.text if returned else "",
        submit=_("Send it back to the standing unit"),
        verdict=rules.may_complete(request.actor, difficulty),
        trail=trail(difficulty),
        template="escalations/edit.html",
    )


def _initial(difficulty: Difficulty, statement: Statement) -> dict[str, Any]:
    ways: dict[str, str] = {}
    for place, way in enumerate(statement.options, 1):
        ways |= {f"way_{place}": way["name"], f"for_{place}": way["advantages"], f"against_{place}": way["drawbacks"]}
    own = {name: getattr(statement, name) for name in ("title", "facts", "cause", "proposal", "urgency")}
    return {
        **own,
        **ways,
        "tasks": list(difficulty.tasks.values_list("pk", flat=True)),
        "nodes": list(difficulty.nodes.values_list("pk", flat=True)),
    }


@member
@require_http_methods(["GET", "POST"])
def withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    difficulty = held(request, pk)
    return act_page(
        request,
        form=forms.ReasonForm(posted(request)),
        act=lambda typed: verbs.withdraw(difficulty=difficulty, by=request.actor, at=timezone.now(), **typed),
        then=lambda done: redirect("escalations:show", done.pk),
        title=_("Withdraw %(code)s") % {"code": difficulty.code},
        lede=difficulty.title,
        submit=_("Withdraw it"),
        verdict=rules.may_withdraw(request.actor, difficulty),
        trail=trail(difficulty),
        rank="danger",
    )
