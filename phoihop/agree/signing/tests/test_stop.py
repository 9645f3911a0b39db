"""A signing that ends before everybody has signed, and somebody who signs instead of somebody else."""

import pytest

from phoihop.agree.signing import queries, verbs
from phoihop.agree.signing.tests.factories import (
    HELD,
    READY,
    UNTIL,
    a_clerk,
    a_leader,
    a_signatory,
    a_signing,
    again,
    key_of,
    place,
    register,
    sign,
)
from phoihop.foundation.agencies.models import Tenure
from phoihop.foundation.ledger import queries as ledger
from phoihop.foundation.notices.models import Notice
from phoihop.foundation.numbers import queries as numbers
from phoihop.foundation.numbers import verbs as books
from phoihop.kit.verdict import NotAllowed
from tests.cast import lan, minh, someone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_refusal_ends_it_and_everybody_is_told_why():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    sign(signing, lead)
    slot = verbs.decline(slot=place(signing, head), reason="Chưa thống nhất kinh phí.", by=head, at=HELD)
    told = again(signing)
    assert (told.state, told.stopped_because, told.reason) == ("STOPPED", "declined", "Chưa thống nhất kinh phí.")
    assert slot.state == "DECLINED"
    assert ledger.history(slot)[-1].kind == "signing.declined"
    accounts = set(Notice.objects.filter(kind="signing.declined").values_list("account_id", flat=True))
    assert lead.account_id in accounts  # whoever declined knows already


def test_a_refusal_says_why():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    with pytest.raises(NotAllowed, match="Say why"):
        verbs.decline(slot=place(signing, head), reason=" ", by=head, at=HELD)


def test_nobody_declines_for_somebody_else():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    with pytest.raises(NotAllowed, match="Only the signatory"):
        verbs.decline(slot=place(signing, head), reason="Không.", by=lead, at=HELD)


def test_a_witness_does_not_decide():
    from phoihop.agree.signing.tests.test_sign import actor_of

    lead, head = lan(), minh()
    leader = a_leader(lead)
    signing = a_signing(lead, head, witnesses=[leader], countersigned=True)
    slot = next(one for one in queries.slots_of(signing) if one.kind == "witness")
    with pytest.raises(NotAllowed, match="A witness does not decide"):
        verbs.decline(slot=slot, reason="Không.", by=actor_of(leader), at=HELD)


def test_a_signature_under_way_is_abandoned_before_declining():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    slot = place(signing, lead)
    register(slot, lead)
    key = key_of(slot)
    verbs.begin_slot(slot=slot, certificate=key.certificate, chain=tuple(key.chain), way="remote", by=lead, at=HELD)
    with pytest.raises(NotAllowed, match="Abandon the signature"):
        verbs.decline(slot=place(signing, lead), reason="Không.", by=lead, at=HELD)
    with pytest.raises(NotAllowed, match="begun to sign"):
        verbs.substitute(slot=place(signing, head), tenure=a_deputy(head), by=head, at=HELD)
    verbs.stop(signing=again(signing), reason="Hoãn.", by=lead, at=HELD)
    assert again(signing).attempts.get().state == "ABANDONED"


def test_the_lead_agency_takes_it_back():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    verbs.stop(signing=signing, reason="Hoãn lễ ký.", by=lead, at=HELD)
    assert (again(signing).state, again(signing).stopped_because) == ("STOPPED", "withdrawn")
    with pytest.raises(NotAllowed, match="This signing is over"):
        verbs.stop(signing=again(signing), reason="Hoãn.", by=lead, at=HELD)


def test_taking_it_back_says_why():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, state="PREPARING")
    with pytest.raises(NotAllowed, match="Say why"):
        verbs.stop(signing=signing, reason="", by=lead, at=READY)
    verbs.stop(signing=signing, reason="Sai số ký hiệu.", by=lead, at=READY)
    assert not Notice.objects.filter(kind="signing.stopped").exists()


def test_stopped_it_can_be_prepared_again():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    verbs.stop(signing=signing, reason="Hoãn.", by=lead, at=HELD)
    assert verbs.prepare_signing(version=signing.version, expires_at=UNTIL, by=lead, at=HELD).state == "PREPARING"


def test_it_does_not_expire_before_its_time():
    lead, head = lan(), minh()
    with pytest.raises(NotAllowed, match="still time to sign"):
        verbs.expire(signing=a_signing(lead, head), at=HELD)


def test_a_number_given_for_a_paper_that_was_never_signed_is_void_in_the_book():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, order="parallel")
    clerk = a_clerk(head)
    books.name_symbol(agency=head.agency, text="UBND", from_on=READY.date(), by=clerk, at=READY)
    sign(signing, head)
    slot = verbs.put_number(slot=place(signing, head, "number"), by=clerk, at=HELD)
    given = numbers.number_of(slot)
    verbs.stop(signing=again(signing), reason="Hoãn.", by=lead, at=HELD)
    given.refresh_from_db()
    assert given.state == "VOIDED"
    assert "Phối hợp" in given.reason


# ── Substitutes ──────────────────────────────────────────────────────────────


def a_deputy(of):
    deputy = a_signatory(someone("Phúc", agency=of.agency, title="Phó Chủ tịch"), "KT")
    return Tenure.objects.select_related("person", "post__agency").get(pk=deputy.tenure_id)


def test_a_substitute_is_named_and_the_paper_is_set_again():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    verbs.substitute(slot=place(signing, head), tenure=a_deputy(head), reason="Đi công tác.", by=head, at=HELD)
    slot = place(signing, head)
    assert (slot.signatory, slot.authority, slot.post_title) == ("Phúc", "KT", "Phó Chủ tịch")
    assert again(signing).revision == 2


def test_after_the_first_signature_the_paper_names_who_it_names():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    sign(signing, lead)
    with pytest.raises(NotAllowed, match="Stop this signing and prepare it again"):
        verbs.substitute(slot=place(signing, head), tenure=a_deputy(head), by=head, at=HELD)


def test_a_third_agency_names_nobody():
    from tests.cast import hanh

    lead, head, court = lan(), minh(), hanh()
    signing = a_signing(lead, head, court)
    with pytest.raises(NotAllowed, match="Only the agency that signs here"):
        verbs.substitute(slot=place(signing, head), tenure=a_deputy(head), by=court, at=HELD)


def test_nobody_is_named_for_a_seal():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    with pytest.raises(NotAllowed, match="nobody is named"):
        verbs.substitute(slot=place(signing, head, "seal"), tenure=a_deputy(head), by=head, at=HELD)


def test_somebody_who_left_the_post_is_not_named():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    deputy = a_deputy(head)
    Tenure.objects.filter(pk=deputy.pk).update(until_on=READY.date())
    deputy.refresh_from_db()
    with pytest.raises(NotAllowed, match="does not hold the post now"):
        verbs.substitute(slot=place(signing, head), tenure=deputy, by=head, at=HELD)


def test_the_clerk_numbers_only_for_the_own_agency():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    sign(signing, lead)
    with pytest.raises(NotAllowed, match="clerk of that agency"):
        verbs.put_number(slot=place(signing, lead, "number"), number="5", by=a_clerk(head), at=HELD)


def test_the_place_of_a_seal_is_not_a_persons_to_decline():
    lead, head = lan(), minh()
    with pytest.raises(NotAllowed, match="for the records clerk"):
        verbs.decline(slot=place(a_signing(lead, head), lead, "seal"), reason="Không.", by=lead, at=HELD)


def test_a_number_that_came_from_no_book_is_void_in_none():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    sign(signing, lead)
    slot = verbs.put_number(slot=place(signing, lead, "number"), number="5", by=a_clerk(lead), at=HELD)
    verbs.stop(signing=again(signing), reason="Hoãn.", by=lead, at=HELD)
    assert numbers.number_of(slot) is None
    assert again(signing).state == "STOPPED"
