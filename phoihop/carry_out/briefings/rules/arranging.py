"""Who plans, moves, calls and calls off briefings."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes.models import Framework
from phoihop.agree.programmes.states import State as FrameworkState
from phoihop.carry_out.briefings.models import Briefing, Series
from phoihop.carry_out.briefings.rules.grounds import is_ahead, prepares
from phoihop.carry_out.briefings.states import LIFE, State
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no


def may_begin_series(framework: Framework) -> Verdict:
    """Not a person's decision: it follows from the signed text coming into force."""
    if framework.state == FrameworkState.IN_FORCE:
        return YES
    return no(_("Briefings are planned once the programme is in force."))


def _runs(series: Series) -> Verdict:
    return YES if series.ended_at is None else no(_("The programme is over: no more briefings are planned."))


def may_arrange_series(actor: Actor, series: Series) -> Verdict:
    return first_no(prepares(actor, series), _runs(series))


def may_plan(actor: Actor, series: Series) -> Verdict:
    """An extraordinary briefing, beside those of the cadence."""
    return first_no(prepares(actor, series), _runs(series))


def may_arrange(actor: Actor, briefing: Briefing) -> Verdict:
    return first_no(prepares(actor, briefing.series), is_ahead(briefing))


def may_invite(actor: Actor, briefing: Briefing) -> Verdict:
    """Also while it is in session: somebody may be asked in."""
    running = YES if briefing.state == State.HELD else is_ahead(briefing)
    return first_no(prepares(actor, briefing.series), running)


def may_call(actor: Actor, briefing: Briefing, *, at: dt.datetime) -> Verdict:
    """Everything an invitation tells must be known."""
    return first_no(
        prepares(actor, briefing.series),
        YES if LIFE.allows("call", briefing.state) else no(_("The briefing has been called already, or called off.")),
        YES if briefing.held_at > at else no(_("Its day has passed: set another one first.")),
        YES if briefing.place or briefing.online_url else no(_("Say first where it is held, or how to join online.")),
        YES if briefing.chair_agency_id else no(_("Say first who chairs.")),
        YES
        if briefing.items.filter(removed_at=None).exists()
        else no(_("Put the agenda together first: an invitation tells what will be spoken of.")),
    )


def may_cancel(actor: Actor, briefing: Briefing) -> Verdict:
    return first_no(
        prepares(actor, briefing.series),
        YES
        if LIFE.allows("cancel", briefing.state)
        else no(_("Only a briefing that has not begun can be called off.")),
    )
