"""What the records clerk does: the number, and a paper signed by hand."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from phoihop.agree.signing import craft, queries, rules
from phoihop.agree.signing.models import Signing, Slot
from phoihop.agree.signing.states import SLOT_LIFE
from phoihop.agree.signing.verbs.completing import complete
from phoihop.agree.signing.verbs.holding import hold, pass_turn, put_file
from phoihop.agree.signing.verbs.signatures import complete_if_done
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.files.models import StoredFile
from phoihop.foundation.ledger import verbs as ledger
from phoihop.foundation.numbers import verbs as numbers


@transaction.atomic
def put_number(*, slot: Slot, by: Actor, at: dt.datetime, number: str = "") -> Slot:
    """After the person's signature: filled into the field kept for it, which no signature is hurt by.

    Without `number` the agency's own book gives the next one; with it the agency keeps its book elsewhere. A joint
    paper prints the number of whoever issues it, the first party; the others' stand in their own books.
    """
    signing = slot.signing
    hold(signing)
    rules.may_put_number(by, slot, at=at).require()
    leads = slot.agency_id == signing.version.text.framework.lead_agency_id
    figure, shown = (number.strip(), number.strip()) if number.strip() else _from_book(slot, leads, by=by, at=at)
    SLOT_LIFE.move(slot, "sign", way=Slot.Way.CLERK, signed_at=at, number=shown)
    values = craft.number_values(signing, slot, figure=figure, on=day_of(at))
    if values:
        put_file(signing, craft.fill(signing, values), by=by, at=at)
    pass_turn(signing, at=at)
    ledger.record(
        "signing.numbered",
        on=slot,
        by=by,
        at=at,
        agency=slot.agency_name,
        number=slot.number,
        printed=bool(values),
        pdf=signing.file_id,
    )
    complete_if_done(signing, by=by, at=at)
    return slot


def _from_book(slot: Slot, leads: bool, *, by: Actor, at: dt.datetime) -> tuple[str, str]:
    """The figure, and the number as papers print it; entered in the book with the paper it stands on."""
    signing = slot.signing
    given = numbers.reserve_number(
        agency=slot.agency,
        paper_type=queries.paper_type(signing.version),
        symbol=signing.symbol if leads else "",
        about=slot,
        subject_line=signing.title,
        by=by,
        at=at,
    )
    signer = next(
        one.signatory
        for one in queries.slots_of(signing)
        if one.agency_id == slot.agency_id and one.kind == Slot.Kind.PERSON
    )
    numbers.use_number(number=given, subject_line=signing.title, signer=signer, by=by, at=at)
    return str(given.number), given.display


def attest_wet_ink(
    *, signing: Signing, scan: StoredFile, numbers: Mapping[int, str], by: Actor, at: dt.datetime
) -> Signing:
    """The paper was signed and sealed by hand; its scan is kept, and the clerk attests that it is a true copy.

    `numbers` {agency id: number written on the paper}.
    """
    rules.may_attest(by, signing, at=at).require()
    dots = craft.require_fit(scan)
    with transaction.atomic():
        hold(signing)
        rules.may_attest(by, signing, at=at).require()
        for slot in queries.slots_of(signing):
            number = numbers.get(slot.agency_id, "") if slot.kind == Slot.Kind.NUMBER else ""
            SLOT_LIFE.move(slot, "sign", way=Slot.Way.WET_INK, signed_at=at, number=number)
        Signing.objects.filter(pk=signing.pk).update(scan=scan)
        signing.scan = scan
        ledger.record(
            "signing.attested", on=signing, by=by, at=at, title=signing.title, scan=scan.sha256, dots_per_inch=dots
        )
        complete(signing=signing, by=by, at=at)
    return signing
