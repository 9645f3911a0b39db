"""From a settled text to a paper with a place for every signature."""

import pytest

from phoihop.agree.drafting.models import Version
from phoihop.agree.signing import queries, verbs
from phoihop.agree.signing.models import Slot
from phoihop.agree.signing.tests.factories import (
    READY,
    UNTIL,
    a_leader,
    a_settled_version,
    a_signatory,
    a_signing,
    again,
    place,
)
from phoihop.foundation.agencies.models import Tenure
from phoihop.foundation.ledger import queries as ledger
from phoihop.kit.verdict import NotAllowed
from tests.cast import hanh, lan, minh, someone, tu

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_each_party_has_a_person_a_number_and_a_seal():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, state="PREPARING")
    told = [(slot.agency, slot.kind) for slot in queries.slots_of(signing)]
    assert told == [(one.agency, kind) for one in (lead, head) for kind in ("person", "number", "seal")]
    assert len({slot.field for slot in queries.slots_of(signing)}) == 6


def test_the_paper_is_set_with_a_field_for_each_signature():
    signing = a_signing(lan(), minh(), state="PREPARING")
    named = {one["slot"] for one in signing.places}
    wanted = {slot.field for slot in queries.slots_of(signing) if slot.kind != Slot.Kind.NUMBER}
    assert wanted <= named
    assert {"number", "date_day", "date_month", "date_year"} <= named
    assert signing.pages >= 1
    assert signing.revision == 1


def test_the_names_are_those_of_the_day():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, state="PREPARING")
    slot = place(signing, head)
    assert (slot.signatory, slot.post_title, slot.authority) == ("Minh", "Chủ tịch", "TM")
    assert slot.agency_name == head.agency.name


def test_it_is_in_the_ledger_of_the_programme():
    signing = a_signing(lan(), minh(), state="PREPARING")
    line = ledger.history(signing)[0]
    assert line.kind == "signing.prepared"
    assert line.chain == f"programme:{signing.version.programme_id}"


def test_only_the_lead_agency_prepares():
    lead, head = lan(), minh()
    version = a_settled_version(lead, head)
    with pytest.raises(NotAllowed, match="Only the lead agency"):
        verbs.prepare_signing(version=version, expires_at=UNTIL, by=head, at=READY)


def test_a_draft_is_not_signed():
    lead, head = lan(), minh()
    draft = a_settled_version(lead, head).text.versions.filter(kind=Version.Kind.DRAFT).first()
    with pytest.raises(NotAllowed, match="Only a settled text"):
        verbs.prepare_signing(version=draft, expires_at=UNTIL, by=lead, at=READY)


def test_a_text_is_signed_once():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, state="PREPARING")
    with pytest.raises(NotAllowed, match="exists already"):
        verbs.prepare_signing(version=signing.version, expires_at=UNTIL, by=lead, at=READY)


def test_the_base_text_of_several_programmes_is_not_signed_itself():
    lead, head = lan(), minh()
    version = a_settled_version(lead, head)
    whole = version.text.versions.get(kind=Version.Kind.FINAL, programme=None)
    with pytest.raises(NotAllowed, match="Each programme is signed on its own"):
        verbs.prepare_signing(version=whole, expires_at=UNTIL, by=lead, at=READY)


def test_an_agency_without_a_signatory_is_named():
    lead, head = lan(), minh()
    version = a_settled_version(lead, head)
    a_signatory(head, "")
    with pytest.raises(NotAllowed, match="Ủy ban nhân dân phường Ngã Bảy has nobody"):
        verbs.prepare_signing(version=version, expires_at=UNTIL, by=lead, at=READY)


def test_another_signatory_may_be_chosen_at_once():
    lead, head = lan(), minh()
    version = a_settled_version(lead, head)
    deputy = a_signatory(someone("Phúc", agency=head.agency, title="Phó Chủ tịch"), "KT")
    tenure = Tenure.objects.select_related("person", "post").get(pk=deputy.tenure_id)
    signing = verbs.prepare_signing(
        version=version, expires_at=UNTIL, signatories={head.agency_id: tenure}, by=lead, at=READY
    )
    assert place(signing, head).signatory == "Phúc"


def test_who_has_no_authority_is_not_named():
    lead, head = lan(), minh()
    version = a_settled_version(lead, head)
    officer = someone("An", agency=head.agency)
    tenure = Tenure.objects.select_related("person", "post").get(pk=officer.tenure_id)
    with pytest.raises(NotAllowed, match="no authority to sign"):
        verbs.prepare_signing(
            version=version, expires_at=UNTIL, signatories={head.agency_id: tenure}, by=lead, at=READY
        )


def test_nobody_signs_for_another_agency():
    lead, head, court = lan(), minh(), a_signatory(hanh())
    version = a_settled_version(lead, head)
    tenure = Tenure.objects.select_related("person", "post").get(pk=court.tenure_id)
    with pytest.raises(NotAllowed, match="a post in the agency that signs"):
        verbs.prepare_signing(
            version=version, expires_at=UNTIL, signatories={head.agency_id: tenure}, by=lead, at=READY
        )


def test_witnesses_are_invited_and_may_countersign():
    lead, head = lan(), minh()
    leader = a_leader(lead)
    signing = a_signing(lead, head, state="PREPARING", witnesses=[leader], countersigned=True)
    assert [one.name for one in queries.witnesses_of(signing)] == ["Nghĩa"]
    assert queries.slots_of(signing)[-1].kind == Slot.Kind.WITNESS
    assert "witness-1" in {one["slot"] for one in signing.places}


def test_the_paper_follows_the_form_of_whoever_leads():
    lead, head = lan(), minh()
    assert a_signing(lead, head, state="PREPARING").regime.startswith("hd")


def test_another_form_sets_the_paper_again():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, state="PREPARING")
    verbs.arrange(
        signing=signing, order="parallel", expires_at=UNTIL, regime="nd30-2020", symbol="X", by=lead, at=READY
    )
    assert (signing.regime, signing.order, signing.revision) == ("nd30-2020", "parallel", 2)


def test_the_same_form_leaves_the_paper_as_it_is():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, state="PREPARING")
    verbs.arrange(
        signing=signing,
        order="parallel",
        expires_at=UNTIL,
        regime=signing.regime,
        symbol=signing.symbol,
        place="Hội trường",
        held_at=READY,
        by=lead,
        at=READY,
    )
    assert signing.revision == 1
    assert ledger.history(signing)[-1].kind == "signing.arranged"


def test_a_witness_is_invited_once():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, state="PREPARING")
    leader = a_leader(lead)
    verbs.invite_witness(signing=signing, tenure=leader, by=lead, at=READY)
    assert signing.revision == 1
    with pytest.raises(NotAllowed, match="invited already"):
        verbs.invite_witness(signing=signing, tenure=leader, by=lead, at=READY)


def test_a_witness_who_signs_gets_a_place_on_the_paper():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, state="PREPARING")
    verbs.invite_witness(signing=signing, tenure=a_leader(lead), countersigns=True, by=lead, at=READY)
    assert signing.revision == 2


def test_opened_it_is_the_first_ones_turn_and_the_parties_see_it():
    from phoihop.agree.signing.models import Signing

    lead, head = lan(), minh()
    signing = a_signing(lead, head, state="PREPARING")
    assert signing not in Signing.objects.visible_to(head)
    verbs.open_signing(signing=signing, by=lead, at=READY)
    assert signing in Signing.objects.visible_to(head)
    assert signing not in Signing.objects.visible_to(tu())
    assert [slot.field for slot in queries.slots_of(again(signing)) if slot.turn_at] == ["person-1"]


def test_parties_may_have_their_turns_together():
    signing = a_signing(lan(), minh(), order="parallel")
    assert [slot.field for slot in queries.slots_of(signing) if slot.turn_at] == ["person-1", "person-2"]


def test_it_is_not_opened_when_its_last_day_is_past():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, state="PREPARING")
    with pytest.raises(NotAllowed, match="must lie in the future"):
        verbs.open_signing(signing=signing, by=lead, at=UNTIL)


def test_the_symbol_is_made_of_the_parties_names():
    lead, head = lan(), minh()
    version = a_settled_version(lead, head)
    assert queries.suggested_symbol(version, on=READY.date()) == "CTrPH/BXDĐ-UBND"
