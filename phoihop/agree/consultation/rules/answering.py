"""What an invited agency may do, and whether its opinion says what its remarks say."""

from django.utils.translation import gettext_lazy as _

from phoihop.agree.consultation.models import Invitation, Opinion, Remark
from phoihop.agree.consultation.rules.grounds import answers_in
from phoihop.agree.consultation.states import REMARK_LIFE, RemarkState
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no


def may_remark(actor: Actor, invitation: Invitation | None) -> Verdict:
    return answers_in(actor, invitation, Permission.REMARK)


def may_change_remark(actor: Actor, remark: Remark) -> Verdict:
    """The one who wrote it, or whoever puts the agency's opinion together."""
    mine = remark.by == actor.ref or actor.may(Permission.ANSWER_FOR_AGENCY)
    staff = remark.state in (RemarkState.STAFF, RemarkState.LEFT_OUT)
    return first_no(
        may_remark(actor, remark.invitation),
        YES if staff else no(_("This remark is part of the agency's opinion and stays as it is.")),
        YES if mine else no(_("Only its author, or whoever answers for the agency, may change this remark.")),
    )


def may_consolidate(actor: Actor, invitation: Invitation | None) -> Verdict:
    return answers_in(actor, invitation, Permission.ANSWER_FOR_AGENCY)


def may_leave_out(actor: Actor, remark: Remark) -> Verdict:
    allowed = REMARK_LIFE.allows("leave_out", remark.state)
    return first_no(
        may_consolidate(actor, remark.invitation),
        YES if allowed else no(_("This remark is not among those that would go into the opinion.")),
    )


def may_take_back_in(actor: Actor, remark: Remark) -> Verdict:
    allowed = REMARK_LIFE.allows("take_back_in", remark.state)
    return first_no(
        may_consolidate(actor, remark.invitation), YES if allowed else no(_("This remark was not left out."))
    )


def may_submit_opinion(actor: Actor, invitation: Invitation | None) -> Verdict:
    return may_consolidate(actor, invitation)


def fits_opinion(actor: Actor, *, stance: str, body: str, remarks: int, dispatch_number: str) -> Verdict:
    """Whether the stance says what the remarks say. `remarks` counts those that would go into the opinion."""
    stances = Opinion.Stance
    if stance not in stances.values:
        return no(_("Choose whether the agency agrees."))
    if stance == stances.AGREE and remarks:
        return no(_("There are remarks in this opinion: choose “agrees, with remarks”, or leave them out."))
    if stance == stances.AGREE_WITH_REMARKS and not remarks:
        return no(_("There is no remark yet: write one, or choose “agrees”."))
    if stance == stances.DISAGREE and not remarks and not body:
        return no(_("Say why the agency does not agree, in a remark or in the words of the opinion."))
    if _only_records(actor) and not dispatch_number:
        return no(_("A records clerk records what the head has signed: give the number of the dispatch."))
    return YES


def _only_records(actor: Actor) -> bool:
    """A records clerk may hand in what a head signed, but decides nothing: the dispatch is the authority."""
    return actor.account_id is not None and not actor.may(Permission.RESPOND)
