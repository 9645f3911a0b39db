"""What a room sees and what is noted of it; a paper signed by hand; certificates, pictures, proof raised later."""

import datetime as dt
from io import BytesIO

import pytest
from PIL import Image

from phoihop.agree.programmes.models import Framework
from phoihop.agree.signing import jobs, queries, verbs
from phoihop.agree.signing.models import Certificate, Specimen
from phoihop.agree.signing.tests.factories import (
    HELD,
    READY,
    a_clerk,
    a_leader,
    a_signed_signing,
    a_signing,
    again,
    place,
    sign,
    the_authority,
    the_key,
)
from phoihop.agree.signing.tests.test_sign import actor_of, kinds
from phoihop.engines.scans.tests.scanner import a_scan
from phoihop.foundation.files import kinds as file_kinds
from phoihop.foundation.files import verbs as files
from phoihop.foundation.ledger import queries as ledger
from phoihop.kit.verdict import NotAllowed
from tests.cast import lan, minh

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def a_picture(by, colour="red", kind="PNG"):
    out = BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", (40, 40), colour).save(out, kind)
    name = f"anh.{'png' if kind == 'PNG' else 'jpg'}"
    return files.keep(data=out.getvalue(), name=name, by=by, at=READY, kinds=file_kinds.PICTURES)


# ── The room ─────────────────────────────────────────────────────────────────


def test_the_room_sees_who_signs_and_who_is_next():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    sign(signing, lead)
    told = queries.ceremony_of(again(signing))
    assert [slot.field for slot in told.now] == ["number-1"]
    assert [slot.field for slot in told.then] == ["seal-1"]
    assert [box.state for box in told.boxes] == ["done", "", "", ""]
    assert (told.turn, told.given, told.total) == (1, 1, 4)


def test_when_all_have_signed_nobody_is_next():
    told = queries.ceremony_of(a_signed_signing())
    assert not told.now
    assert not told.then
    assert [box.state for box in told.boxes] == ["done", "sealed", "done", "sealed"]


def test_presence_is_noted_once():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, witnesses=[a_leader(lead)])
    witness = queries.witnesses_of(signing)[0]
    verbs.note_presence(witness=witness, by=lead, at=HELD)
    verbs.note_presence(witness=witness, by=lead, at=HELD + dt.timedelta(hours=1))
    assert queries.witnesses_of(signing)[0].present_at == HELD
    assert kinds(signing).count("signing.witness_present") == 1


def test_only_the_lead_agency_notes_who_is_there():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, witnesses=[a_leader(lead)])
    with pytest.raises(NotAllowed, match="Only the lead agency"):
        verbs.note_presence(witness=queries.witnesses_of(signing)[0], by=head, at=HELD)
    with pytest.raises(NotAllowed, match="officers, heads and clerks"):
        verbs.note_presence(witness=queries.witnesses_of(signing)[0], by=actor_of(a_leader(lead, "Sơn")), at=HELD)


def test_a_witness_who_heads_a_party_is_told_so():
    lead, head = lan(), minh()
    leader = a_leader(lead)
    post = leader.post.__class__.objects.create(agency=head.agency, title="Chủ tịch Hội đồng")
    leader.__class__.objects.create(person=leader.person, post=post, authority="TM", from_on=dt.date(2020, 1, 1))
    signing = a_signing(lead, head, witnesses=[leader])
    witness = queries.witnesses_of(signing)[0]
    assert queries.also_party(witness, queries.slots_of(signing)) == head.agency.name


def test_a_photo_is_kept_once():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    photo = a_picture(lead, kind="JPEG")
    verbs.add_photo(signing=signing, file=photo, caption="Ký kết", by=lead, at=HELD)
    assert [one.caption for one in queries.photos_of(signing)] == ["Ký kết"]
    assert queries.may_read_file(head, photo.sha256)
    with pytest.raises(NotAllowed, match="already"):
        verbs.add_photo(signing=signing, file=photo, caption="Ký kết", by=lead, at=HELD)


def test_a_photo_is_a_picture():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    with pytest.raises(NotAllowed, match="A photo is a picture"):
        verbs.add_photo(signing=signing, file=signing.file, caption="…", by=lead, at=HELD)


def test_photos_come_when_it_is_held():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, state="PREPARING")
    with pytest.raises(NotAllowed, match="takes place"):
        verbs.add_photo(signing=signing, file=a_picture(lead), caption="…", by=lead, at=HELD)


# ── By hand ──────────────────────────────────────────────────────────────────


def scanned(by, *args, **kwargs):
    return files.keep(
        data=a_scan(*args, **kwargs), name="scan.pdf", by=by, at=HELD, kinds={file_kinds.PDF}, already_read=True
    )


def test_a_paper_signed_by_hand_is_attested_by_the_clerk():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    clerk = a_clerk(lead)
    numbers = {lead.agency_id: "04-CTPH/BXDĐ"}
    verbs.attest_wet_ink(signing=signing, scan=scanned(clerk), numbers=numbers, by=clerk, at=HELD)
    told = again(signing)
    assert (told.state, told.level) == ("SIGNED", "")
    assert place(signing, lead, "number").number == "04-CTPH/BXDĐ"
    assert {slot.way for slot in queries.slots_of(told)} == {"wet_ink"}
    assert Framework.objects.get(pk=signing.version.text.framework_id).state == "IN_FORCE"
    assert "signing.attested" in kinds(signing)


@pytest.mark.parametrize(("dots", "colour", "words"), [(150, True, "150 dots per inch"), (200, False, "not in colour")])
def test_a_scan_that_is_too_coarse_or_grey_is_refused(dots, colour, words):
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    clerk = a_clerk(lead)
    with pytest.raises(NotAllowed, match=words):
        verbs.attest_wet_ink(
            signing=signing, scan=scanned(clerk, dots, in_colour=colour), numbers={}, by=clerk, at=HELD
        )
    assert again(signing).state == "OPEN"


def test_what_is_no_scan_is_refused():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    with pytest.raises(NotAllowed, match="a picture of the signed paper"):
        verbs.attest_wet_ink(signing=signing, scan=signing.file, numbers={}, by=a_clerk(lead), at=HELD)


def test_a_paper_is_signed_one_way_or_the_other():
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    sign(signing, lead)
    clerk = a_clerk(lead)
    with pytest.raises(NotAllowed, match="one way or the other"):
        verbs.attest_wet_ink(signing=again(signing), scan=scanned(clerk), numbers={}, by=clerk, at=HELD)


# ── Certificates and pictures ────────────────────────────────────────────────


def test_a_certificate_is_registered_and_withdrawn():
    lead = lan()
    kept = verbs.register_certificate(data=the_key("Lan", "Ban").certificate, by=lead, at=READY)
    assert "Lan" in str(kept)
    assert queries.certificates_kept_by(lead) == [kept]
    verbs.withdraw_certificate(certificate=kept, by=lead, at=HELD)
    assert ledger.history(kept)[-1].kind == "certificate.withdrawn"
    with pytest.raises(NotAllowed, match="withdrawn already"):
        verbs.withdraw_certificate(certificate=kept, by=lead, at=HELD)


def test_a_certificate_is_registered_once():
    lead = lan()
    data = the_key("Lan", "Ban").certificate
    verbs.register_certificate(data=data, by=lead, at=READY)
    with pytest.raises(NotAllowed, match="registered already"):
        verbs.register_certificate(data=data, by=lead, at=READY)


def test_an_expired_certificate_is_not_registered():
    with pytest.raises(NotAllowed, match="has expired"):
        verbs.register_certificate(
            data=the_key("Lan", "Ban").certificate, by=lan(), at=dt.datetime(2040, 1, 1, tzinfo=dt.UTC)
        )


def test_what_is_no_certificate_is_refused_with_a_sentence():
    with pytest.raises(NotAllowed):
        verbs.register_certificate(data=b"hello", by=lan(), at=READY)


def test_the_seals_certificate_is_the_clerks_to_register():
    lead = lan()
    data = the_key("Dấu", "Ban").certificate
    with pytest.raises(NotAllowed, match="by the records clerk"):
        verbs.register_certificate(data=data, agency=lead.agency, by=lead, at=READY)
    clerk = a_clerk(lead)
    kept = verbs.register_certificate(data=data, agency=lead.agency, by=clerk, at=READY)
    with pytest.raises(NotAllowed, match="by the records clerk"):
        verbs.withdraw_certificate(certificate=kept, by=lead, at=READY)
    assert verbs.withdraw_certificate(certificate=kept, by=clerk, at=READY).withdrawn_at


def test_nobody_withdraws_somebody_elses():
    lead, head = lan(), minh()
    kept = verbs.register_certificate(data=the_key("Lan", "Ban").certificate, by=lead, at=READY)
    with pytest.raises(NotAllowed, match="by that person"):
        verbs.withdraw_certificate(certificate=kept, by=head, at=READY)


def test_a_guest_registers_nothing():
    from dataclasses import replace

    with pytest.raises(NotAllowed, match="registered by that person"):
        verbs.register_certificate(
            data=the_key("Lan", "Ban").certificate, by=replace(lan(), standing_in_for="Minh"), at=READY
        )
    assert not Certificate.objects.exists()


def test_a_picture_takes_the_place_of_the_one_before():
    lead = lan()
    first = verbs.keep_specimen(file=a_picture(lead, "blue"), by=lead, at=READY)
    second = verbs.keep_specimen(file=a_picture(lead, "navy"), by=lead, at=HELD)
    assert queries.specimens_kept_by(lead) == [second]
    assert Specimen.objects.get(pk=first.pk).withdrawn_at == HELD


def test_a_seal_is_the_clerks_and_a_png():
    lead = lan()
    clerk = a_clerk(lead)
    seal = a_picture(clerk)
    with pytest.raises(NotAllowed, match="by the records clerk"):
        verbs.keep_specimen(file=seal, agency=lead.agency, by=lead, at=READY)
    verbs.keep_specimen(file=seal, agency=lead.agency, by=clerk, at=READY)
    with pytest.raises(NotAllowed, match="PNG"):
        verbs.keep_specimen(file=a_picture(clerk, kind="JPEG"), by=clerk, at=READY)
    assert queries.may_read_file(lead, seal.sha256)
    assert not queries.may_read_file(minh(), seal.sha256)


def test_pictures_are_put_on_the_paper():
    lead, head = lan(), minh()
    verbs.keep_specimen(file=a_picture(lead, "blue"), by=lead, at=READY)
    signing = a_signing(lead, head)
    assert sign(signing, lead).state == "SIGNED"


# ── Demonstration, and better proof ──────────────────────────────────────────


@pytest.fixture
def demonstration(settings):
    settings.DEMO, settings.HOME = True, the_authority().trust_folder.parent.parent


def test_in_the_demonstration_a_certificate_is_made_for_the_signatory(demonstration):
    lead, head = lan(), minh()
    signing = a_signing(lead, head)
    slot = verbs.sign_in_demo(slot=place(signing, lead), by=lead, at=HELD)
    assert (slot.way, slot.state) == ("demo", "SIGNED")
    assert queries.certificate_of(slot, at=HELD).sha256 == slot.certificate_sha256
    clerk = a_clerk(lead)
    verbs.put_number(slot=place(signing, lead, "number"), number="5", by=clerk, at=HELD)
    assert verbs.sign_in_demo(slot=place(signing, lead, "seal"), by=clerk, at=HELD).state == "SIGNED"


def test_outside_the_demonstration_no_key_lies_here():
    lead, head = lan(), minh()
    with pytest.raises(NotAllowed, match="only in the demonstration"):
        verbs.sign_in_demo(slot=place(a_signing(lead, head), lead), by=lead, at=HELD)


def test_proof_is_raised_to_the_highest_level_and_the_paper_is_valid(demonstration, monkeypatch):
    signing = a_signed_signing()
    later = HELD + dt.timedelta(minutes=20)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert jobs.raise_levels() == 1
    told = again(signing)
    assert (told.level, told.raise_after) == ("B-LTA", None)
    assert {slot.level for slot in queries.slots_of(told) if slot.kind != "number"} == {"B-LTA"}
    assert kinds(signing)[-1] == "signing.level_raised"
    verbs.check_paper(signing=told, at=later)
    assert again(signing).report["verdict"] == "valid", again(signing).report
    assert jobs.raise_levels() == 0


def test_without_services_it_is_tried_again_later_and_later():
    signing = a_signed_signing()
    verbs.raise_level(signing=signing, at=HELD)
    first = again(signing).raise_after - HELD
    verbs.raise_level(signing=again(signing), at=HELD)
    assert again(signing).raise_after - HELD > first
    assert again(signing).level == "B-B"


def test_a_certificate_withdrawn_by_another_a_moment_ago_is_withdrawn_once():
    lead = lan()
    kept = verbs.register_certificate(data=the_key("Lan", "Ban").certificate, by=lead, at=READY)
    seen = Certificate.objects.get(pk=kept.pk)
    verbs.withdraw_certificate(certificate=kept, by=lead, at=HELD)
    verbs.withdraw_certificate(certificate=seen, by=lead, at=HELD)
    assert [line.kind for line in ledger.history(kept)].count("certificate.withdrawn") == 1
