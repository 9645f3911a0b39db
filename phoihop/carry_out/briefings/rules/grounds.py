"""What the other rules are made of."""

from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes.models import Party
from phoihop.carry_out.briefings.models import Briefing, Series
from phoihop.carry_out.briefings.states import AHEAD, AT_WORK, State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no

_NOT_THIS_POST = {
    Permission.MINUTE: _("Preparing briefings and writing minutes is for officers, heads and clerks of the agency."),
    Permission.REPORT: _("This is for officers and heads of the agency concerned."),
    Permission.CHAIR: _("This is for whoever chairs: the head of an agency, or a member of the leadership body."),
    Permission.SEAL: _("Numbers and signed papers are kept by the records clerk of the agency."),
}


def has(actor: Actor, permission: Permission) -> Verdict:
    return YES if actor.may(permission) else no(_NOT_THIS_POST[permission])


def is_hosting(actor: Actor, series: Series) -> bool:
    """The standing unit, or the lead agency of the framework. Reads `framework` and `programme`."""
    return actor.agency_id in (series.host_id, series.framework.lead_agency_id) and not actor.guest_ref


def reads_drafts(actor: Actor, briefing: Briefing) -> bool:
    """Until they are approved, minutes are read by those who write them and whoever chairs."""
    return is_hosting(actor, briefing.series) or bool(chairs(actor, briefing))


def hosts(actor: Actor, series: Series) -> Verdict:
    if is_hosting(actor, series):
        return YES
    return no(_("Only the agency that prepares the briefings may do this."))


def prepares(actor: Actor, series: Series) -> Verdict:
    return first_no(hosts(actor, series), has(actor, Permission.MINUTE))


def is_party(actor: Actor, series: Series) -> bool:
    mine = Party.objects.filter(agency_id=actor.agency_id)
    if series.programme_id:
        return mine.filter(programme=series.programme_id).exists()
    return mine.filter(programme__framework=series.framework_id).exists()


def chairs(actor: Actor, briefing: Briefing) -> Verdict:
    """Whoever is named, or stands in for them; where only the agency is named, its head."""
    if actor.guest_ref or actor.agency_id != briefing.chair_agency_id:
        return no(_("Only whoever chairs the briefing may do this."))
    if briefing.chair_tenure_id and actor.tenure_id != briefing.chair_tenure_id:
        return no(_("Only whoever chairs the briefing may do this."))
    return has(actor, Permission.CHAIR)


def is_ahead(briefing: Briefing) -> Verdict:
    if briefing.state in AHEAD:
        return YES
    if briefing.state == State.CANCELLED:
        return no(_("This briefing was called off."))
    return no(_("The briefing has begun: day, place and agenda stand."))


def is_at_work(briefing: Briefing) -> Verdict:
    if briefing.state in AT_WORK:
        return YES
    if briefing.state == State.CLOSED:
        return no(_("The briefing is closed: its minutes and conclusions stand."))
    if briefing.state == State.CANCELLED:
        return no(_("This briefing was called off."))
    return no(_("The briefing has not begun yet."))
