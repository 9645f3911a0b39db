"""What a page of this stage is about, as far as this actor may see it: else 404."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from phoihop.agree.signing import queries, rules
from phoihop.agree.signing.models import Signing, Slot
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.doors import MemberRequest
from phoihop.kit.verdict import Verdict


def seen(request: MemberRequest, pk: int) -> Signing:
    return get_object_or_404(queries.visible(request.actor), pk=pk)


def led(request: MemberRequest, pk: int) -> Signing:
    """Pages that are the lead agency's alone do not exist for the others."""
    signing = seen(request, pk)
    if signing.version.text.framework.lead_agency_id != request.actor.agency_id:
        raise Http404
    return signing


def place_in(signing: Signing, pk: int) -> Slot:
    slot = queries.slot_of(signing, pk)
    if slot is None:
        raise Http404
    return slot


def own_place(request: MemberRequest, pk: int, slot: int) -> Slot:
    """A place of the agency that asks, or any for the lead agency, which arranges."""
    signing = seen(request, pk)
    found = place_in(signing, slot)
    if request.actor.agency_id not in (found.agency_id, signing.version.text.framework.lead_agency_id):
        raise Http404
    return found


def trail(signing: Signing) -> list[tuple[str, str]]:
    """The way back, for the crumbs."""
    framework = signing.version.text.framework
    return [
        (reverse("signing:list"), _("Signings")),
        (framework.get_absolute_url(), framework.title),
        (reverse("signing:show", args=[signing.pk]), signing.title),
    ]


@dataclass(frozen=True, slots=True)
class Act:
    """A place this person fills, or may give to another, and what the rules say to it."""

    slot: Slot
    may_fill: Verdict
    may_decline: Verdict
    may_substitute: Verdict

    @property
    def is_number(self) -> bool:
        return self.slot.kind == Slot.Kind.NUMBER


def acts_of(actor: Actor, slots: Sequence[Slot], *, at: dt.datetime) -> list[Act]:
    """Places still open that are this person's own, in the order of signing."""
    return [_act(actor, slot, at=at) for slot in slots if slot.is_pending and is_own(actor, slot)]


def _act(actor: Actor, slot: Slot, *, at: dt.datetime) -> Act:
    fills = rules.may_put_number if slot.kind == Slot.Kind.NUMBER else rules.may_sign
    return Act(
        slot,
        fills(actor, slot, at=at),
        rules.may_decline(actor, slot, at=at),
        rules.may_substitute(actor, slot, at=at),
    )


def is_own(actor: Actor, slot: Slot) -> bool:
    if slot.by_person:
        return slot.tenure_id == actor.tenure_id and not actor.standing_in_for
    return slot.agency_id == actor.agency_id and actor.may(Permission.SEAL)
