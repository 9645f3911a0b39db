"""Two people at the same moment, with real commits: one signature, one number, one end."""

import pytest

from phoihop.agree.consultation.tests.test_races import at_once
from phoihop.agree.signing import queries, verbs
from phoihop.agree.signing.models import Attempt, Slot
from phoihop.agree.signing.tests.factories import (
    HELD,
    a_clerk,
    a_signing,
    again,
    key_of,
    place,
    register,
    sign,
    signed_elsewhere,
)
from phoihop.foundation.ledger import queries as ledger
from phoihop.kit.verdict import NotAllowed
from tests.cast import lan, minh

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.slow]


def won(outcomes):
    return [outcome for outcome in outcomes if not isinstance(outcome, NotAllowed)]


def signatures_in(signing):
    """As the engine counts them in the file itself."""
    verbs.check_paper(signing=again(signing), at=HELD)
    return [one["field"] for one in again(signing).report["signatures"]]


def test_one_place_signed_twice_at_once_gives_one_signature():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    slot = place(signing, lead)
    register(slot, lead)
    data = [signed_elsewhere(slot) for _time in range(2)]
    outcomes = at_once(
        *(lambda one=one: verbs.take_hand_back(slot=place(signing, lead), data=one, by=lead, at=HELD) for one in data)
    )
    assert len(won(outcomes)) == 1
    assert signatures_in(signing) == ["person-1"]
    assert ledger.verify().intact


def test_the_same_signature_that_comes_twice_at_once_counts_once():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    slot = place(signing, lead)
    register(slot, lead)
    key = key_of(slot)
    attempt = verbs.begin_slot(
        slot=slot, certificate=key.certificate, chain=tuple(key.chain), way="remote", by=lead, at=HELD
    )
    signature = key.sign(bytes(attempt.to_sign))

    def finish():
        found = Attempt.objects.select_related("slot", "signing__version__programme").get(pk=attempt.pk)
        found.signing = found.slot.signing = again(signing)
        return verbs.finish_slot(attempt=found, signature=signature, by=lead, at=HELD)

    outcomes = at_once(finish, finish)
    assert won(outcomes)
    assert signatures_in(signing) == ["person-1"]
    assert again(signing).revision == 2


def test_two_parties_begin_at_once_and_one_waits():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, order="parallel")
    for person in (lead, head):
        register(place(signing, person), person)

    def begin(by):
        slot = place(signing, by)
        key = key_of(slot)
        return verbs.begin_slot(
            slot=slot, certificate=key.certificate, chain=tuple(key.chain), way="remote", by=by, at=HELD
        )

    outcomes = at_once(lambda: begin(lead), lambda: begin(head))
    assert len(won(outcomes)) == 1
    assert Attempt.objects.filter(state="BEGUN").count() == 1


def test_two_clerks_number_at_once_and_one_number_stands():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    sign(signing, lead)
    clerks = [a_clerk(lead), a_clerk(lead)]
    outcomes = at_once(
        *(
            lambda by=by, n=n: verbs.put_number(slot=place(signing, lead, "number"), number=str(n), by=by, at=HELD)
            for n, by in enumerate(clerks, 5)
        )
    )
    assert len(won(outcomes)) == 1
    assert Slot.objects.exclude(number="").count() == 1


def test_one_signs_while_the_other_declines():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, order="parallel")
    for person in (lead, head):
        register(place(signing, person), person)
    outcomes = at_once(
        lambda: sign(signing, lead),
        lambda: verbs.decline(slot=place(signing, head), reason="Không.", by=head, at=HELD),
    )
    assert won(outcomes)
    told = again(signing)
    states = {slot.state for slot in queries.slots_of(told)}
    assert (told.state == "STOPPED") == ("DECLINED" in states)
    assert ledger.verify().intact
