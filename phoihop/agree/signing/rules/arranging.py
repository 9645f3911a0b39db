"""What the lead agency may do before and around the signatures."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting.models import Version
from phoihop.agree.programmes.states import State as FrameworkState
from phoihop.agree.signing import queries
from phoihop.agree.signing.models import Signing, Slot
from phoihop.agree.signing.rules.grounds import allows, arranges, has, is_open, is_pending, is_preparing, leads
from phoihop.agree.signing.states import State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Tenure
from phoihop.kit.verdict import YES, Verdict, first_no, no


def may_prepare(actor: Actor, version: Version) -> Verdict:
    framework = version.text.framework
    own = actor.agency_id == framework.lead_agency_id and not actor.guest_ref
    if version.kind != Version.Kind.FINAL or framework.state != FrameworkState.SETTLED:
        ready = no(_("Only a settled text that is not in force yet is prepared for signing."))
    elif queries.is_whole_of_programmes(version):
        ready = no(_("Each programme is signed on its own; choose one of them."))
    elif queries.signing_of(version):
        ready = no(_("A signing of this text exists already."))
    else:
        ready = YES
    return first_no(
        YES if own else no(_("Only the lead agency may do this.")), has(actor, Permission.ARRANGE_SIGNING), ready
    )


def may_bind(actor: Actor, first: Signing) -> Verdict:
    """A later text changes one that was signed, and that the same agency leads."""
    return first_no(
        leads(actor, first),
        YES if first.state == State.SIGNED else no(_("Only a text that was signed can be changed by another.")),
        no(_("That text is itself a change; name the first one.")) if queries.binding_of(first) else YES,
    )


def may_arrange(actor: Actor, signing: Signing) -> Verdict:
    """Order, last day, ceremony and witnesses."""
    return first_no(arranges(actor, signing), is_preparing(signing))


def may_open(actor: Actor, signing: Signing, *, at: dt.datetime) -> Verdict:
    checks = [
        arranges(actor, signing),
        allows("open_signing", signing, _("This signing was opened already.")),
        YES if signing.file_id else no(_("The paper to be signed has not been set yet.")),
        YES if signing.expires_at > at else no(_("The last day to sign must lie in the future; change it first.")),
    ]
    return first_no(*checks)


def may_substitute(actor: Actor, slot: Slot, *, at: dt.datetime) -> Verdict:
    """The paper names who signs, so it can be changed only while nobody has signed it."""
    signing = slot.signing
    own = actor.agency_id in (slot.agency_id, signing.version.text.framework.lead_agency_id) and not actor.guest_ref
    checks = [
        YES if own else no(_("Only the agency that signs here, or the lead agency, names another signatory.")),
        has(actor, Permission.ARRANGE_SIGNING),
        YES if slot.by_person else no(_("Numbers and seals are given by the clerk on duty; nobody is named.")),
        YES if signing.state == State.PREPARING else is_open(signing, at=at),
        is_pending(slot),
    ]
    if all(checks):
        signed = queries.is_anything_signed(signing) or queries.running_attempt(signing)
        checks.append(
            no(
                _(
                    "Others have begun to sign a paper that names this signatory. "
                    "Stop this signing and prepare it again with the new name."
                )
            )
            if signed
            else YES
        )
    return first_no(*checks)


def has_authority(tenure: Tenure, slot: Slot, *, on: dt.date) -> Verdict:
    """Whoever is named must hold a post of the agency that day and have authority to sign; witnesses need none."""
    in_post = tenure.from_on <= on and (tenure.until_on is None or on < tenure.until_on)
    if not in_post:
        return no(_("This person does not hold the post now."))
    if slot.kind == Slot.Kind.WITNESS:
        return YES
    if tenure.post.agency_id != slot.agency_id:
        return no(_("The signatory must hold a post in the agency that signs."))
    return YES if tenure.authority else no(_("This post has no authority to sign; the agency has to give it first."))


def may_witness(actor: Actor, signing: Signing, *, at: dt.datetime) -> Verdict:
    """Whoever runs the ceremony notes who is there."""
    may = actor.may(Permission.ARRANGE_SIGNING) or actor.may(Permission.SEAL)
    return first_no(
        leads(actor, signing),
        YES if may else no(_("Noting who is present is for officers, heads and clerks of the lead agency.")),
        is_open(signing, at=at),
    )


def may_add_photo(actor: Actor, signing: Signing) -> Verdict:
    held = signing.state in (State.OPEN, State.SIGNED)
    return first_no(
        arranges(actor, signing), YES if held else no(_("Photos belong to a signing that takes place or took place."))
    )


def may_stop(actor: Actor, signing: Signing) -> Verdict:
    return first_no(
        leads(actor, signing), has(actor, Permission.SETTLE), allows("stop", signing, _("This signing is over."))
    )


def may_attest(actor: Actor, signing: Signing, *, at: dt.datetime) -> Verdict:
    """A paper is signed by hand or electronically, as a whole."""
    checks = [leads(actor, signing), has(actor, Permission.SEAL), is_open(signing, at=at)]
    if all(checks):
        mixed = queries.is_anything_signed(signing) or queries.running_attempt(signing)
        checks.append(
            no(_("Some have signed electronically; a paper is signed one way or the other.")) if mixed else YES
        )
    return first_no(*checks)
