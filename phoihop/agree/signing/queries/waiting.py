"""What waits for a person in signings, and why, until when."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from phoihop.agree.signing.models import Signing, Slot
from phoihop.agree.signing.queries.signings import versions_to_sign, visible
from phoihop.agree.signing.states import SlotState, State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.queries import day_of
from phoihop.kit.due import Due

_PENDING = [SlotState.WAITING, SlotState.BEGUN]


def waiting_on(actor: Actor, *, on: dt.date) -> list[Due]:
    """Places whose turn it is and that this person fills, and texts to bring to be signed. At most three queries."""
    dues = list(_places(actor))
    if actor.may(Permission.ARRANGE_SIGNING):
        dues += _to_open(actor)
        dues += _to_prepare(actor)
    return dues


def _places(actor: Actor) -> Iterator[Due]:
    own = Q(tenure_id=actor.tenure_id, kind__in=[Slot.Kind.PERSON, Slot.Kind.WITNESS])
    if actor.standing_in_for or actor.tenure_id is None:
        own = Q(pk=None)
    if actor.may(Permission.SEAL):
        own |= Q(agency_id=actor.agency_id, kind__in=[Slot.Kind.NUMBER, Slot.Kind.SEAL])
    turn = Slot.objects.filter(own, signing__state=State.OPEN, turn_at__isnull=False, state__in=_PENDING)
    for slot in turn.select_related(
        "signing__version__programme", "signing__version__text__framework__lead_agency"
    ).order_by("signing__expires_at", "position"):
        yield _due(
            slot.signing,
            kind="seal" if slot.kind == Slot.Kind.SEAL else "sign",
            what=_WHAT[slot.kind]() % {"title": slot.signing.title},
            why=_("Because it is the turn of %(agency)s.") % {"agency": slot.agency_name},
            due_on=day_of(slot.signing.expires_at),
            act_label=_LABEL[slot.kind](),
            is_primary=True,
        )


_WHAT = {
    Slot.Kind.PERSON.value: lambda: _("Sign “%(title)s”"),
    Slot.Kind.WITNESS.value: lambda: _("Sign “%(title)s” as a witness"),
    Slot.Kind.NUMBER.value: lambda: _("Give “%(title)s” its number"),
    Slot.Kind.SEAL.value: lambda: _("Seal “%(title)s”"),
}
_LABEL = {
    Slot.Kind.PERSON.value: lambda: _("Read and sign"),
    Slot.Kind.WITNESS.value: lambda: _("Read and sign"),
    Slot.Kind.NUMBER.value: lambda: _("Give the number"),
    Slot.Kind.SEAL.value: lambda: _("Put the seal"),
}


def _to_open(actor: Actor) -> Iterator[Due]:
    led = visible(actor).filter(version__text__framework__lead_agency_id=actor.agency_id, state=State.PREPARING)
    for signing in led.order_by("prepared_at", "pk"):
        yield _due(
            signing,
            kind="draft",
            what=_("Signing of “%(title)s”") % {"title": signing.title},
            why=_("Because the signing is prepared but not opened yet."),
            due_on=day_of(signing.held_at) if signing.held_at else None,
            act_label=_("Open the signing"),
        )


def _to_prepare(actor: Actor) -> Iterator[Due]:
    for version in versions_to_sign(actor):
        url = reverse("signing:new", args=[version.pk])
        yield Due(
            kind="draft",
            what=_("Bring “%(title)s” to be signed")
            % {"title": version.programme.name if version.programme else version.text.title},
            url=url,
            why=_("Because its text is settled and nobody has prepared the signing."),
            due_on=None,
            act_label=_("Prepare the signing"),
            act_url=url,
            framework_id=version.text.framework_id,
            programme=version.text.framework.title,
        )


def _due(
    signing: Signing,
    *,
    kind: str,
    what: str,
    why: str,
    due_on: dt.date | None,
    act_label: str,
    is_primary: bool = False,
) -> Due:
    url = reverse("signing:show", args=[signing.pk])
    return Due(
        kind=kind,
        what=what,
        url=url,
        why=why,
        due_on=due_on,
        act_label=act_label,
        act_url=url,
        framework_id=signing.version.text.framework_id,
        programme=signing.version.text.framework.title,
        is_primary=is_primary,
    )
