"""What waits for a person in signings, and why, until when."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from phoihop.agree.signing.models import Signing, Slot
from phoihop.agree.signing.queries.signings import versions_to_sign
from phoihop.agree.signing.states import SlotState, State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import WHOEVER, Actor
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.statements import Given, statement
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
    signs, seals = not actor.standing_in_for and actor.tenure_id is not None, actor.may(Permission.SEAL)
    if not signs and not seals:
        return
    for slot in _turns(signs, seals, tenure=actor.tenure_id, agency=actor.agency_id):
        yield _due(
            slot.signing,
            kind="seal" if slot.kind == Slot.Kind.SEAL else "sign",
            what=_WHAT[slot.kind]() % {"title": slot.signing.title},
            why=_("Because it is the turn of %(agency)s.") % {"agency": slot.agency_name},
            due_on=day_of(slot.signing.expires_at),
            act_label=_LABEL[slot.kind](),
            is_primary=True,
        )


@statement
def _turns(signs: bool, seals: bool) -> QuerySet[Slot]:
    """Places whose turn it is: of the person, of the clerk, or both."""
    own = Q()
    if signs:
        own |= Q(tenure_id=Given("tenure"), kind__in=[Slot.Kind.PERSON, Slot.Kind.WITNESS])
    if seals:
        own |= Q(agency_id=Given("agency"), kind__in=[Slot.Kind.NUMBER, Slot.Kind.SEAL])
    turn = Slot.objects.filter(own, signing__state=State.OPEN, turn_at__isnull=False, state__in=_PENDING)
    rows = turn.select_related("signing__version__programme", "signing__version__text__framework")
    columns = ("kind", "agency_name", "signing__expires_at", *(f"signing__{name}" for name in _TITLES))
    return rows.only(*columns).order_by("signing__expires_at", "position")


_TITLES = ("version__programme__name", "version__text__title", "version__text__framework__title")

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
    for signing in _led(agency=actor.agency_id):
        yield _due(
            signing,
            kind="draft",
            what=_("Signing of “%(title)s”") % {"title": signing.title},
            why=_("Because the signing is prepared but not opened yet."),
            due_on=day_of(signing.held_at) if signing.held_at else None,
            act_label=_("Open the signing"),
        )


@statement
def _led() -> QuerySet[Signing]:
    led = Signing.objects.visible_to(WHOEVER).filter(
        version__text__framework__lead_agency_id=WHOEVER.agency_id, state=State.PREPARING
    )
    rows = led.select_related("version__programme", "version__text__framework").only("held_at", *_TITLES)
    return rows.order_by("prepared_at", "pk")


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
