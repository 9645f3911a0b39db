"""What waits for a person in difficulties: to triage, to complete, to decide, to take up, to say whether it helped."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phoihop.agree.programmes.states import State as FrameworkState
from phoihop.carry_out.escalations.models import Difficulty, Order, Referral
from phoihop.carry_out.escalations.queries.silence import Silences
from phoihop.carry_out.escalations.states import TO_TRIAGE, ReferralState, State
from phoihop.carry_out.tasks.queries import run_by
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.due import Due
from phoihop.kit.workdays import Computed

MOST = 40
"""Rows of one sort on the desk; whoever has more has the list."""


def waiting_on(actor: Actor, *, on: dt.date) -> list[Due]:
    """Rows for the desk. At most eight queries, however much others have."""
    dues: list[Due] = []
    silences = Silences(on)
    if actor.may(Permission.DECIDE):
        dues += _to_decide(actor, silences)
    runs = run_by(actor) if actor.may(Permission.TRIAGE) or actor.may(Permission.ASSIGN) else []
    if runs and actor.may(Permission.TRIAGE):
        dues += _to_triage(runs, silences)
    if runs and actor.may(Permission.ASSIGN):
        dues += _to_take_up(runs)
    if actor.may(Permission.REPORT):
        dues += _of_the_reporter(actor, silences)
    return dues


def _to_decide(actor: Actor, silences: Silences) -> Iterator[Due]:
    awaited = Referral.objects.filter(body_id=actor.agency_id, state=ReferralState.AWAITED)
    for one in awaited.select_related("difficulty__programme__framework").order_by("due_on", "pk")[:MOST]:
        silence = silences.of(one.body_id, one.referred_on)
        yield _due(
            one.difficulty,
            why=_silent(silence.days, _("Because it was referred to this body.")),
            due_on=one.due_on,
            computed=Computed.from_json(one.due_computed).steps,
            act_label=_("Give a directive"),
            act="escalations:decision",
            is_primary=True,
        )


def _silent(days: int, otherwise: str) -> str:
    if not days:
        return otherwise
    said = ngettext(
        "Because it has waited for %(count)d working day.", "Because it has waited for %(count)d working days.", days
    )
    return said % {"count": days}


def _to_triage(runs: list[int], silences: Silences) -> Iterator[Due]:
    waiting = Difficulty.objects.filter(programme_id__in=runs, state__in=TO_TRIAGE)
    for one in waiting.select_related("programme__framework", "held_by").order_by("since_on", "pk")[:MOST]:
        days = silences.of(one.waits_for_id or 0, one.since_on).days
        yield _due(
            one,
            why=_silent(days, _("Because “%(agency)s” reported it.") % {"agency": one.held_by.name}),
            act_label=_("Triage"),
            act="escalations:show",
            is_primary=True,
        )


def _to_take_up(runs: list[int]) -> Iterator[Due]:
    open_ = Order.objects.filter(
        directive__programme_id__in=runs,
        taken_up_at=None,
        directive__programme__framework__state=FrameworkState.IN_FORCE,
    )
    rows = open_.select_related("directive__referral__difficulty__programme__framework")
    for order in rows.order_by("due_on", "pk")[:MOST]:
        difficulty = order.directive.referral.difficulty
        amends = order.kind == Order.Kind.AMENDMENT
        yield _due(
            difficulty,
            what=_("%(directive)s: %(order)s") % {"directive": order.directive, "order": order.text},
            why=_("Because the leadership ordered it."),
            due_on=order.due_on,
            act_label=_("Name the amendment") if amends else _("Make the task"),
            act="escalations:order",
            more=[order.pk],
        )


def _of_the_reporter(actor: Actor, silences: Silences) -> Iterator[Due]:
    asked = Difficulty.objects.filter(
        held_by_id=actor.agency_id, state__in=[State.RETURNED, State.ANSWERED, State.DECIDED]
    )
    for one in asked.select_related("programme__framework").order_by("since_on", "pk")[:MOST]:
        if one.state == State.RETURNED:
            days = silences.of(one.waits_for_id or 0, one.since_on).days
            why = _silent(days, _("Because it was returned for completion."))
            yield _due(one, why=why, act_label=_("Complete it"), act="escalations:completion", is_primary=True)
        else:
            why = (
                _("Because the leadership has decided.")
                if one.state == State.DECIDED
                else _("Because the standing unit has answered.")
            )
            yield _due(one, why=why, act_label=_("Say whether it is resolved"), act="escalations:resolution")


def _due(
    difficulty: Difficulty,
    *,
    why: str,
    act_label: str,
    act: str,
    what: str = "",
    due_on: dt.date | None = None,
    computed: tuple[Any, ...] = (),
    more: list[int] | None = None,
    is_primary: bool = False,
) -> Due:
    return Due(
        kind="directive" if act in ("escalations:decision", "escalations:order") else "difficulty",
        what=what or _("%(code)s: %(title)s") % {"code": difficulty.code, "title": difficulty.title},
        url=difficulty.get_absolute_url(),
        why=why,
        due_on=due_on,
        act_label=act_label,
        act_url=reverse(act, args=[difficulty.pk, *(more or [])]),
        framework_id=difficulty.programme.framework_id,
        programme=difficulty.programme.framework.title,
        computed=computed,
        is_primary=is_primary,
    )
