"""Who may do what to a framework and its programmes, and why not."""

from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes.models import Framework, Programme
from phoihop.agree.programmes.states import LIFE, State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no


def may_open(actor: Actor) -> Verdict:
    if not actor.may(Permission.PREPARE):
        return no(_("Opening a framework is for officers and heads of an agency."))
    if actor.agency.ended_on is not None:
        return no(_("This agency has ended; its successor opens new frameworks."))
    return YES


def may_shape(actor: Actor, framework: Framework) -> Verdict:
    """Change the title, term, parties, focal points and cited bases: while the text is not settled."""
    return first_no(_leads(actor, framework), _may(actor, Permission.PREPARE), _not_over(framework))


def may_name_focal_point(actor: Actor, programme: Programme, agency_id: int) -> Verdict:
    """Each party names its own; the lead agency may name one for a party that has not."""
    if agency_id != actor.agency_id:
        return may_shape(actor, programme.framework)
    return first_no(_may(actor, Permission.PREPARE), _not_over(programme.framework))


def may_consult(actor: Actor, framework: Framework) -> Verdict:
    return _step(
        actor, framework, "consult", Permission.CONSULT, _("The text is not in a state to be sent for opinions.")
    )


def may_complete(actor: Actor, framework: Framework) -> Verdict:
    return _step(
        actor, framework, "complete", Permission.CONSULT, _("No opinions are being gathered on this framework.")
    )


def may_settle(actor: Actor, framework: Framework) -> Verdict:
    return _step(
        actor, framework, "settle", Permission.SETTLE, _("A text is settled once opinions were gathered and answered.")
    )


def may_drop(actor: Actor, framework: Framework) -> Verdict:
    return _step(
        actor, framework, "drop", Permission.SETTLE, _("A framework out for opinions or settled cannot be dropped.")
    )


def may_keep_register(actor: Actor) -> Verdict:
    """The register of legal bases is shared: any officer may add what is missing or mark what ended."""
    return _may(actor, Permission.PREPARE)


def _step(actor: Actor, framework: Framework, verb: str, permission: Permission, otherwise: object) -> Verdict:
    allowed = YES if LIFE.allows(verb, framework.state) else no(otherwise)
    return first_no(_leads(actor, framework), _may(actor, permission), allowed)


def _leads(actor: Actor, framework: Framework) -> Verdict:
    return YES if actor.agency_id == framework.lead_agency_id else no(_("Only the lead agency may do this."))


def _may(actor: Actor, permission: Permission) -> Verdict:
    if actor.may(permission):
        return YES
    if permission == Permission.SETTLE:
        return no(_("This is for the head of the agency."))
    return no(_("This is for officers and heads of the agency."))


def _not_over(framework: Framework) -> Verdict:
    if framework.state == State.SETTLED:
        return no(_("The text is settled: a change now is an amendment."))
    if framework.state == State.DROPPED:
        return no(_("This framework was dropped."))
    return YES
