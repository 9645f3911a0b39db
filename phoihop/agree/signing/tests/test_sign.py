"""Signatures with real keys: begun here and made elsewhere, handed back whole, numbered, sealed, completed."""

import datetime as dt

import pytest

from phoihop.agree.programmes.models import Framework
from phoihop.agree.signing import jobs, queries, verbs
from phoihop.agree.signing.models import Signing, Slot
from phoihop.agree.signing.tests.factories import (
    HELD,
    READY,
    UNTIL,
    a_clerk,
    a_leader,
    a_party_signs,
    a_signed_signing,
    a_signing,
    again,
    key_of,
    place,
    register,
    sign,
    signed_elsewhere,
    the_authority,
    the_key,
)
from phoihop.agree.signing.verbs.holding import put_file
from phoihop.engines.pdf_signing.content import CannotSign
from phoihop.foundation.files import queries as files
from phoihop.foundation.ledger import queries as ledger
from phoihop.foundation.numbers import queries as numbers
from phoihop.foundation.numbers import verbs as books
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import lan, minh, someone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def kinds(signing):
    return [line.kind for line in ledger.lines(ledger.chain(signing.ledger_chain, newest_first=False))]


# ── One signature ────────────────────────────────────────────────────────────


def test_a_signature_is_kept_with_its_receipt():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    slot = sign(signing, lead)
    assert (slot.state, slot.level, slot.signed_at) == ("SIGNED", "B-B", HELD)
    assert slot.receipt["certificate_sha256"] == slot.certificate_sha256
    assert again(signing).revision == 2
    assert kinds(signing)[-2:] == ["signing.begun", "signing.signed"]


def test_the_turn_passes_to_the_number_then_the_seal_then_the_next_party():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    clerk = a_clerk(lead)
    turns = []
    for step in (
        lambda: sign(signing, lead),
        lambda: verbs.put_number(slot=place(signing, lead, "number"), number="5", by=clerk, at=HELD),
        lambda: sign(signing, clerk, "seal"),
    ):
        step()
        turns.append([slot.field for slot in queries.on_turn(queries.slots_of(again(signing)), signing.order)])
    assert turns == [["number-1"], ["seal-1"], ["person-2"]]


def test_nobody_signs_out_of_turn():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    with pytest.raises(NotAllowed, match="not this place's turn yet: Lan first"):
        sign(signing, head)


def test_nobody_signs_for_somebody_else():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    colleague = someone("Diễm", agency=lead.agency)
    slot = place(signing, lead)
    register(slot, lead)
    with pytest.raises(NotAllowed, match="Only the signatory named here"):
        verbs.sign_with(slot=slot, key=key_of(slot), way="token", by=colleague, at=HELD)


def test_a_certificate_nobody_registered_is_not_taken():
    lead, head = lan(), minh()
    slot = place(a_signing(lead, head), lead)
    with pytest.raises(NotAllowed, match="Register the certificate"):
        verbs.sign_with(slot=slot, key=key_of(slot), way="token", by=lead, at=HELD)


def test_another_certificate_than_the_registered_one_is_not_taken():
    lead, head = lan(), minh()
    slot = place(a_signing(lead, head), lead)
    register(slot, lead)
    other = the_key("Người khác", "Nơi khác")
    with pytest.raises(NotAllowed, match="not the certificate registered"):
        verbs.sign_with(slot=slot, key=other, way="token", by=lead, at=HELD)


def test_a_number_is_given_not_signed():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    clerk = a_clerk(lead)
    sign(signing, lead)
    with pytest.raises(NotAllowed, match="given, not signed"):
        verbs.sign_with(slot=place(signing, lead, "number"), key=the_key("x", "y"), way="token", by=clerk, at=HELD)
    with pytest.raises(NotAllowed, match="Only a number is given"):
        verbs.put_number(slot=place(signing, lead, "seal"), number="5", by=clerk, at=HELD)


# ── Begun, and finished later ────────────────────────────────────────────────


def begun(slot, by, *, at=HELD):
    register(slot, by)
    key = key_of(slot)
    return verbs.begin_slot(slot=slot, certificate=key.certificate, chain=tuple(key.chain), way="remote", by=by, at=at)


def test_after_a_crash_the_same_attempt_goes_on():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    first = begun(place(signing, lead), lead)
    second = begun(place(signing, lead), lead, at=HELD + dt.timedelta(minutes=2))
    assert first == second
    slot = verbs.finish_slot(
        attempt=second, signature=key_of(place(signing, lead)).sign(bytes(second.to_sign)), by=lead, at=HELD
    )
    assert slot.state == "SIGNED"


def test_a_signature_that_comes_twice_counts_once():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    attempt = begun(place(signing, lead), lead)
    signature = key_of(place(signing, lead)).sign(bytes(attempt.to_sign))
    verbs.finish_slot(attempt=attempt, signature=signature, by=lead, at=HELD)
    attempt.refresh_from_db()
    verbs.finish_slot(attempt=attempt, signature=signature, by=lead, at=HELD)
    assert kinds(signing).count("signing.signed") == 1
    assert again(signing).revision == 2


def test_another_signature_for_a_finished_attempt_is_refused():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    attempt = begun(place(signing, lead), lead)
    key = key_of(place(signing, lead))
    verbs.finish_slot(attempt=attempt, signature=key.sign(bytes(attempt.to_sign)), by=lead, at=HELD)
    attempt.refresh_from_db()
    with pytest.raises(StateMoved):
        verbs.finish_slot(attempt=attempt, signature=key.sign(b"other"), by=lead, at=HELD)


def test_a_signature_by_another_key_is_refused_and_the_place_waits():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    attempt = begun(place(signing, lead), lead)
    with pytest.raises(NotAllowed):
        verbs.finish_slot(
            attempt=attempt, signature=the_key("Kẻ khác", "Nơi khác").sign(bytes(attempt.to_sign)), by=lead, at=HELD
        )
    assert place(signing, lead).state == "BEGUN"


def test_a_second_certificate_waits_until_the_first_is_abandoned():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    begun(place(signing, lead), lead)
    other = the_key("Lan", "Ban Xây dựng Đảng khác")
    verbs.register_certificate(data=other.certificate, by=lead, at=HELD)
    with pytest.raises(NotAllowed, match="another certificate is under way"):
        verbs.begin_slot(
            slot=place(signing, lead),
            certificate=other.certificate,
            chain=tuple(other.chain),
            way="remote",
            by=lead,
            at=HELD + dt.timedelta(minutes=1),
        )


def test_somebody_else_does_not_finish_it():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    attempt = begun(place(signing, lead), lead)
    with pytest.raises(NotAllowed, match="Somebody else began"):
        verbs.finish_slot(attempt=attempt, signature=b"x", by=head, at=HELD)
    with pytest.raises(NotAllowed, match="Somebody else began"):
        verbs.abandon_slot(attempt=attempt, by=head, at=HELD)


def test_abandoned_the_place_waits_again():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    attempt = begun(place(signing, lead), lead)
    verbs.abandon_slot(attempt=attempt, by=lead, at=HELD)
    assert place(signing, lead).state == "WAITING"
    assert sign(signing, lead).state == "SIGNED"


def test_the_clock_abandons_what_never_came_back(monkeypatch):
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    attempt = begun(place(signing, lead), lead)
    late = HELD + dt.timedelta(minutes=11)
    with pytest.raises(NotAllowed, match="time for this signature is over"):
        verbs.finish_slot(attempt=attempt, signature=b"x", by=lead, at=late)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    assert jobs.expire() == 1
    assert place(signing, lead).state == "WAITING"


def test_begun_again_after_its_time_a_new_attempt_is_made():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    first = begun(place(signing, lead), lead)
    second = begun(place(signing, lead), lead, at=HELD + dt.timedelta(minutes=11))
    assert first.pk != second.pk


def test_a_key_that_refuses_leaves_the_place_waiting():
    class Refusing:
        def __init__(self, key):
            self.certificate, self.chain = key.certificate, key.chain

        def sign(self, to_sign):
            raise CannotSign("Sai mã PIN. Hãy nhập lại.")

    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    slot = place(signing, lead)
    register(slot, lead)
    with pytest.raises(NotAllowed, match="Sai mã PIN"):
        verbs.sign_with(slot=slot, key=Refusing(key_of(slot)), way="token", by=lead, at=HELD)
    assert place(signing, lead).state == "WAITING"


# ── Signed elsewhere ─────────────────────────────────────────────────────────


def test_a_paper_signed_elsewhere_is_taken_back():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    slot = place(signing, lead)
    register(slot, lead)
    verbs.take_hand_back(slot=slot, data=signed_elsewhere(slot), by=lead, at=HELD)
    kept = place(signing, lead)
    assert (kept.state, kept.way) == ("SIGNED", "hand_back")


def test_an_unsigned_paper_is_not_a_hand_back():
    from phoihop.foundation.files import queries as files

    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    slot = place(signing, lead)
    register(slot, lead)
    with files.open_file(signing.file) as file:
        unsigned = file.read()
    with pytest.raises(NotAllowed):
        verbs.take_hand_back(slot=slot, data=unsigned, by=lead, at=HELD)
    assert place(signing, lead).state == "WAITING"


def test_without_a_registered_certificate_nothing_is_taken_back():
    lead, head = lan(), minh()
    slot = place(a_signing(lead, head), lead)
    with pytest.raises(NotAllowed, match="Register the certificate"):
        verbs.take_hand_back(slot=slot, data=b"%PDF", by=lead, at=HELD)


# ── Numbers ──────────────────────────────────────────────────────────────────


def test_a_number_is_taken_from_the_agencys_book():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, order="parallel")
    clerk = a_clerk(head)
    books.name_symbol(agency=head.agency, text="UBND", from_on=dt.date(2025, 7, 1), by=clerk, at=READY)
    sign(signing, head)
    slot = verbs.put_number(slot=place(signing, head, "number"), by=clerk, at=HELD)
    assert slot.number == "01/CTrPH-UBND"
    assert numbers.number_of(slot).subject_line == signing.title


def test_without_a_term_a_party_organ_is_told_what_is_missing():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    sign(signing, lead)
    with pytest.raises(NotAllowed, match="term"):
        verbs.put_number(slot=place(signing, lead, "number"), by=a_clerk(lead), at=HELD)


def test_only_the_issuers_number_is_printed():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, order="parallel")
    sign(signing, head)
    before = again(signing).revision
    verbs.put_number(slot=place(signing, head, "number"), number="9", by=a_clerk(head), at=HELD)
    assert again(signing).revision == before
    sign(signing, lead)
    verbs.put_number(slot=place(signing, lead, "number"), number="5", by=a_clerk(lead), at=HELD)
    assert again(signing).revision == before + 2


# ── The whole ────────────────────────────────────────────────────────────────


def test_the_last_seal_completes_it_and_the_programme_is_in_force():
    lead, head = lan(), minh()
    signing = a_signed_signing(lead, head)
    assert (signing.state, signing.level) == ("SIGNED", "B-B")
    assert Framework.objects.get(pk=signing.version.text.framework_id).state == "IN_FORCE"
    assert kinds(signing)[-1] == "signing.completed"


def test_a_witness_countersigns_last():
    lead, head = lan(), minh()
    leader = a_leader(lead)
    signing = a_signing(lead, head, witnesses=[leader], countersigned=True)
    for person in (lead, head):
        a_party_signs(signing, person, a_clerk(person))
    assert again(signing).state == "OPEN"
    slot = next(one for one in queries.slots_of(again(signing)) if one.kind == Slot.Kind.WITNESS)
    witness = actor_of(leader)
    register(slot, witness)
    verbs.sign_with(slot=slot, key=key_of(slot), way="token", by=witness, at=HELD)
    assert again(signing).state == "SIGNED"


def actor_of(tenure):
    from phoihop.foundation.agencies.models import Account
    from phoihop.foundation.agencies.queries import actor_in

    return actor_in(tenure, account=Account.objects.get(person=tenure.person))


@pytest.fixture
def trusting(settings, tmp_path):
    """An installation that believes the test authority."""
    settings.TRUST_ROOTS = the_authority().trust_folder


def test_the_verdict_is_kept_beside_the_paper(trusting, monkeypatch):
    signing = a_signed_signing()
    monkeypatch.setattr("django.utils.timezone.now", lambda: HELD + dt.timedelta(minutes=5))
    assert jobs.check_papers() == 1
    told = again(signing)
    assert [one["field"] for one in told.report["signatures"]] == ["person-1", "seal-1", "person-2", "seal-2"]
    assert told.report["verdict"] == "indeterminate"  # nobody has said yet whether a certificate was revoked
    assert not told.report["changed_after_signing"]
    assert kinds(signing)[-1] == "signing.checked"
    assert jobs.check_papers() == 0


def test_the_same_verdict_is_not_recorded_twice(trusting):
    signing = a_signed_signing()
    verbs.check_paper(signing=signing, at=HELD)
    count = len(kinds(signing))
    verbs.check_paper(signing=again(signing), at=HELD)
    assert len(kinds(signing)) == count


def test_a_paper_that_grew_meanwhile_keeps_its_older_verdict():
    signing = a_signed_signing()
    Signing.objects.filter(pk=signing.pk).update(revision=signing.revision + 1)
    verbs.check_paper(signing=signing, at=HELD)
    assert again(signing).report == {}


def test_time_runs_out_for_all(monkeypatch):
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    sign(signing, lead)
    with pytest.raises(NotAllowed, match="time to sign has run out"):
        verbs.put_number(slot=place(signing, lead, "number"), number="5", by=a_clerk(lead), at=UNTIL)
    monkeypatch.setattr("django.utils.timezone.now", lambda: UNTIL)
    assert jobs.expire() == 1
    told = again(signing)
    assert (told.state, told.stopped_because) == ("STOPPED", "expired")
    assert {slot.state for slot in queries.slots_of(told)} == {"SIGNED", "VOID"}
    assert kinds(signing)[-1] == "signing.expired"


def test_while_one_party_signs_the_other_waits():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, order="parallel")
    begun(place(signing, lead), lead)
    with pytest.raises(NotAllowed, match="is under way"):
        begun(place(signing, head), head)


def test_a_paper_that_grew_meanwhile_takes_no_second_end():
    lead, head = lan(), minh()
    seen = a_signing(lead, head)
    sign(seen, lead)
    with files.open_file(again(seen).file) as file, pytest.raises(StateMoved):
        put_file(seen, file.read(), by=lead, at=HELD)
    assert again(seen).revision == 2


def test_a_signature_that_ended_a_moment_ago_is_not_abandoned_again(monkeypatch):
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    begun(place(signing, lead), lead)
    late = HELD + dt.timedelta(days=1)
    found = list(queries.attempts_over(late))
    assert verbs.abandon_overdue(at=late) == 1
    before = kinds(again(signing))
    monkeypatch.setattr(queries, "attempts_over", lambda at: found)  # as another clock read them, just before
    verbs.abandon_overdue(at=late)
    assert kinds(again(signing)) == before
