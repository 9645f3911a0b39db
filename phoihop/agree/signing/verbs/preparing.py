"""From a settled text to a paper that can be signed."""

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting.models import Version
from phoihop.agree.signing import craft, queries, rules
from phoihop.agree.signing.models import Signing, Slot, Witness
from phoihop.agree.signing.states import LIFE, State
from phoihop.agree.signing.verbs.binding import Bound, bind
from phoihop.agree.signing.verbs.holding import hold, pass_turn, put_file
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Tenure
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another


@transaction.atomic
def prepare_signing(
    *,
    version: Version,
    expires_at: dt.datetime,
    by: Actor,
    at: dt.datetime,
    order: str = Signing.Order.IN_ORDER,
    signatories: Mapping[int, Tenure] | None = None,
    witnesses: Sequence[Tenure] = (),
    countersigned: bool = False,
    regime: str = "",
    symbol: str = "",
    place: str = "",
    held_at: dt.datetime | None = None,
    bound: Bound | None = None,
) -> Signing:
    """Places for each party (person, number, seal) and a PDF with a field for each signature.

    `signatories` {agency id: tenure} overrides who is proposed; `countersigned` gives witnesses a place of their own.
    Without `regime` the paper follows the rules of form of the agency that leads.
    """
    rules.may_prepare(by, version).require()
    signing = Signing.objects.create(
        version=version,
        order=order,
        expires_at=expires_at,
        regime=regime or craft.suggested_regime(version.text.framework.lead_agency, on=day_of(at)),
        symbol=symbol,
        place=place,
        held_at=held_at,
        prepared_at=at,
        code="".join(secrets.choice(_LETTERS) for _letter in range(12)),
    )
    if bound is not None:
        bind(signing, bound, by=by)
    _lay_places(signing, signatories or {}, on=day_of(at))
    for count, tenure in enumerate(witnesses):
        _invite(signing, tenure, position=count, countersigns=countersigned)
    set_paper(signing, by=by, at=at)
    ledger.record(
        "signing.prepared",
        on=signing,
        by=by,
        at=at,
        title=signing.title,
        version=version.sha256,
        places=[slot.field for slot in queries.slots_of(signing)],
        pdf=signing.file_id,
    )
    return signing


def _lay_places(signing: Signing, signatories: Mapping[int, Tenure], *, on: dt.date) -> None:
    """Raises NotAllowed naming the agency that has nobody with authority to sign."""
    position = 0
    for count, agency in enumerate(queries.parties_of(signing.version), start=1):
        tenure = signatories.get(agency.pk) or queries.first_signatory(agency, on=on)
        if tenure is None:
            raise NotAllowed(
                _("%(agency)s has nobody with authority to sign. Enter it with the post first.")
                % {"agency": agency.name}
            )
        for kind in queries.STEPS:
            position += 1
            slot = Slot(
                signing=signing,
                agency=agency,
                agency_name=agency.name_on(on),
                kind=kind,
                position=position,
                field=f"{kind}-{count}",
            )
            if kind == Slot.Kind.PERSON:
                name_in(slot, tenure, on=on)
            slot.save()


def name_in(slot: Slot, tenure: Tenure, *, on: dt.date) -> None:
    """Name and title as they are that day: they stay so whatever happens to the post."""
    rules.has_authority(tenure, slot, on=on).require()
    slot.tenure, slot.signatory, slot.post_title = tenure, tenure.person.full_name, tenure.post.title
    slot.authority = tenure.authority


def set_paper(signing: Signing, *, by: Actor, at: dt.datetime) -> None:
    """Set the text with its signature blocks, and put an empty field on the place of each signature."""
    paper = craft.set_paper(signing, queries.slots_of(signing), at=at)
    put_file(signing, paper.pdf, by=by, at=at, pages=paper.pages, places=paper.places)


@transaction.atomic
def arrange(
    *,
    signing: Signing,
    order: str,
    expires_at: dt.datetime,
    regime: str,
    symbol: str,
    by: Actor,
    at: dt.datetime,
    place: str = "",
    held_at: dt.datetime | None = None,
) -> Signing:
    """The paper is set again where its form or its symbol changes."""
    hold(signing)
    rules.may_arrange(by, signing).require()
    anew = (signing.regime, signing.symbol) != (regime, symbol)
    signing.order, signing.expires_at, signing.place, signing.held_at = order, expires_at, place, held_at
    signing.regime, signing.symbol = regime, symbol
    signing.save(update_fields=["order", "expires_at", "place", "held_at", "regime", "symbol"])
    if anew:
        set_paper(signing, by=by, at=at)
    ledger.record(
        "signing.arranged",
        on=signing,
        by=by,
        at=at,
        title=signing.title,
        order=order,
        expires_at=expires_at.isoformat(),
        place=place,
        held_at=held_at.isoformat() if held_at else "",
        regime=regime,
        symbol=symbol,
        pdf=signing.file_id,
    )
    return signing


@transaction.atomic
def invite_witness(
    *, signing: Signing, tenure: Tenure, by: Actor, at: dt.datetime, countersigns: bool = False
) -> Witness:
    """With `countersigns` the witness signs too, after all parties; else presence is noted."""
    hold(signing)
    rules.may_arrange(by, signing).require()
    if signing.witnesses.filter(tenure=tenure).exists():
        raise NotAllowed(_("This witness is invited already."))
    witness = _invite(signing, tenure, position=signing.witnesses.count(), countersigns=countersigns)
    if countersigns:
        set_paper(signing, by=by, at=at)
    ledger.record(
        "signing.witness_invited",
        on=witness,
        by=by,
        at=at,
        personal={"witness": witness.name},
        post=witness.post_title,
        agency=witness.agency_name,
    )
    return witness


def _invite(signing: Signing, tenure: Tenure, *, position: int, countersigns: bool) -> Witness:
    agency = tenure.post.agency
    if countersigns:
        last = signing.slots.order_by("-position").values_list("position", flat=True).first() or 0
        Slot.objects.create(
            signing=signing,
            agency=agency,
            agency_name=agency.name,
            kind=Slot.Kind.WITNESS,
            position=last + 1,
            field=f"witness-{position + 1}",
            tenure=tenure,
            signatory=tenure.person.full_name,
            post_title=tenure.post.title,
        )
    return Witness.objects.create(
        signing=signing,
        tenure=tenure,
        name=tenure.person.full_name,
        post_title=tenure.post.title,
        agency_name=agency.name,
        position=position,
    )


@transaction.atomic
def substitute(*, slot: Slot, tenure: Tenure, by: Actor, at: dt.datetime, reason: str = "") -> Slot:
    """Somebody else with authority signs there; the paper, which names them, is set again."""
    signing = slot.signing
    hold(signing)
    rules.may_substitute(by, slot, at=at).require()
    was = slot.signatory
    name_in(slot, tenure, on=day_of(at))
    slot.certificate_sha256 = ""
    # Told as if the turn had just come, when it has.
    slot.turn_at = at if slot.turn_at else None
    slot.save()
    set_paper(signing, by=by, at=at)
    ledger.record(
        "signing.substituted",
        on=slot,
        by=by,
        at=at,
        personal={"was": was, "signatory": slot.signatory},
        agency=slot.agency_name,
        post=slot.post_title,
        authority=slot.authority,
        reason=reason,
        pdf=signing.file_id,
    )
    return slot


@transaction.atomic
def open_signing(*, signing: Signing, by: Actor, at: dt.datetime) -> Signing:
    """From now on the parties see it, and whoever has the first turn is told."""
    hold(signing)
    rules.may_open(by, signing, at=at).require()
    for slot in queries.slots_of(signing):
        if slot.by_person and slot.tenure:
            rules.has_authority(slot.tenure, slot, on=day_of(at)).require()
        known = queries.certificate_of(slot, at=at)
        Slot.objects.filter(pk=slot.pk).update(certificate_sha256=known.sha256 if known else "")
    LIFE.move(signing, "open_signing", opened_at=at)
    pass_turn(signing, at=at)
    ledger.record(
        "signing.opened",
        on=signing,
        by=by,
        at=at,
        title=signing.title,
        expires_at=signing.expires_at.isoformat(),
        pdf=signing.file_id,
    )
    assert signing.state == State.OPEN
    return signing
