"""Who may do what to a framework and its programmes, and why not."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes.models import Framework, Programme
from phoihop.agree.programmes.states import LIFE, SETTLED_FOR_GOOD, State
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


def may_put_in_force(framework: Framework) -> Verdict:
    """Not a person's decision: the last signature does it."""
    return _moves("put_in_force", framework, _("Only a settled text comes into force, when everybody has signed."))


def may_change_term(framework: Framework, ends_on: dt.date) -> Verdict:
    """Extended or ended by a text that was signed as the first one was."""
    return first_no(
        _moves("end", framework, _("Only what is in force can be extended or ended.")),
        YES if ends_on > framework.begins_on else no(_("The new end lies before the beginning of the term.")),
    )


def may_accede(framework: Framework) -> Verdict:
    return _moves("end", framework, _("A party accedes to what is in force."))


def may_end(framework: Framework, *, on: dt.date) -> Verdict:
    """Not a person's decision either: the term runs out, or a signed text has shortened it."""
    return first_no(
        _moves("end", framework, _("Only what is in force can end.")),
        YES if framework.ends_on < on else no(_("Its term is not over yet.")),
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


def _moves(verb: str, framework: Framework, otherwise: object) -> Verdict:
    return YES if LIFE.allows(verb, framework.state) else no(otherwise)


def _leads(actor: Actor, framework: Framework) -> Verdict:
    return YES if actor.agency_id == framework.lead_agency_id else no(_("Only the lead agency may do this."))


def _may(actor: Actor, permission: Permission) -> Verdict:
    if actor.may(permission):
        return YES
    if permission == Permission.SETTLE:
        return no(_("This is for the head of the agency."))
    return no(_("This is for officers and heads of the agency."))


def _not_over(framework: Framework) -> Verdict:
    if framework.state in SETTLED_FOR_GOOD:
        return no(_("The text is settled: a change now is an amendment."))
    if framework.state == State.DROPPED:
        return no(_("This framework was dropped."))
    return YES
