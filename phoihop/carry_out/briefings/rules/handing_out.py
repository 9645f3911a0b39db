"""Who makes, numbers and takes back papers, and who may subscribe to a calendar."""

from django.utils.translation import gettext_lazy as _

from phoihop.carry_out.briefings.models import Briefing, Document
from phoihop.carry_out.briefings.rules.grounds import has, prepares
from phoihop.carry_out.briefings.states import State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no


def may_make_document(actor: Actor, briefing: Briefing, kind: str) -> Verdict:
    return first_no(prepares(actor, briefing.series), _is_time_for(briefing, kind))


def _is_time_for(briefing: Briefing, kind: str) -> Verdict:
    if briefing.state == State.CANCELLED:
        return no(_("This briefing was called off."))
    if kind == Document.Kind.PACK:
        assembled = briefing.assemblies.exists()
        return YES if assembled else no(_("Put the agenda together first: the pack is made of what it found."))
    if kind == Document.Kind.INVITATION:
        called = briefing.called_at is not None
        return YES if called else no(_("The invitation goes out with the call."))
    over = briefing.state in (State.MINUTED, State.CLOSED)
    return YES if over else no(_("This paper is made when the session is over."))


def _keeps_its_book(actor: Actor, document: Document) -> Verdict:
    own = actor.agency_id == document.briefing.series.host_id and not actor.guest_ref
    return first_no(
        YES if own else no(_("Only the agency that issues the paper may do this.")), has(actor, Permission.SEAL)
    )


def may_number(actor: Actor, document: Document) -> Verdict:
    return first_no(
        _keeps_its_book(actor, document),
        no(_("A pack carries no number of its own.")) if document.kind == Document.Kind.PACK else YES,
        no(_("This paper has its number already.")) if document.number else YES,
        no(_("A later version of this paper was made; number that one.")) if _is_outdated(document) else YES,
    )


def may_take_signed(actor: Actor, document: Document) -> Verdict:
    return first_no(
        _keeps_its_book(actor, document),
        no(_("The signed paper is kept here already.")) if document.signed_id else YES,
    )


def _is_outdated(document: Document) -> bool:
    later = Document.objects.filter(briefing=document.briefing_id, kind=document.kind, version__gt=document.version)
    return later.exists()


def may_keep_feed(actor: Actor, *, whole_agency: bool) -> Verdict:
    """Everybody their own; the agency's by whoever prepares briefings or administers there."""
    if actor.guest_ref or actor.account_id is None:
        return no(_("Calendars are for members with an account."))
    if whole_agency and not (actor.may(Permission.MINUTE) or actor.may(Permission.ADMINISTER)):
        return no(_("The calendar of the agency is kept by its officers, heads, clerks and administrators."))
    return YES
