"""Pages of a signing: what is asked for, what comes back, and what they cost."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from phoihop.agree.signing import queries
from phoihop.agree.signing.models import Signing
from phoihop.agree.signing.tests.factories import (
    a_clerk,
    a_leader,
    a_settled_version,
    a_signatory,
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
from phoihop.agree.signing.tests.test_bind import Bound, a_first, a_later
from phoihop.engines.scans.tests.scanner import a_scan
from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.models import Tenure
from tests.cast import lan, minh, sign_in, someone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def running(client):
    """An open signing whose time is really running, and its two heads; the lead's is signed in."""
    lead, head = lan(), minh()
    signing = a_signing(lead, head, expires_at=timezone.now() + dt.timedelta(days=5))
    sign_in(client, lead)
    return again(signing), lead, head


def at(name, *args):
    return reverse(f"signing:{name}", args=args)


def file(data, name="van-ban.pdf"):
    return SimpleUploadedFile(name, data)


def test_a_settled_text_waits_to_be_prepared(client):
    lead, head = lan(), minh()
    version = a_settled_version(lead, head)
    sign_in(client, lead)
    assert at("new", version.pk) in client.get(at("list")).content.decode()
    assert [due.url for due in queries.waiting_on(lead, on=timezone.localdate())] == [at("new", version.pk)]


def test_it_is_prepared_on_a_page(client):
    lead, head = lan(), minh()
    version = a_settled_version(lead, head)
    leader = a_leader(lead)
    sign_in(client, lead)
    form = client.get(at("new", version.pk)).context["form"]
    given = {
        **{f"signatory-{one.agency_id}": one.tenure_id for one in (lead, head)},
        "order": "parallel",
        "expires_on": (timezone.localdate() + dt.timedelta(days=3)).isoformat(),
        "regime": form.initial["regime"],
        "symbol": form.initial["symbol"],
        "witnesses": [leader.pk],
        "place": "Hội trường",
    }
    answer = client.post(at("new", version.pk), given)
    signing = Signing.objects.get()
    assert answer.url == at("show", signing.pk)
    assert (signing.order, signing.place, signing.symbol) == ("parallel", "Hội trường", form.initial["symbol"])
    assert [one.name for one in queries.witnesses_of(signing)] == ["Nghĩa"]


def test_a_symbol_with_spaces_is_not_taken(client):
    lead, head = lan(), minh()
    version = a_settled_version(lead, head)
    sign_in(client, lead)
    answer = client.post(at("new", version.pk), {"symbol": "CT PH"})
    assert answer.status_code == 422
    assert "symbol" in answer.context["form"].errors


def test_arranged_opened_and_stopped(client):
    lead, head = lan(), minh()
    signing = a_signing(lead, head, state="PREPARING", expires_at=timezone.now() + dt.timedelta(days=5))
    sign_in(client, lead)
    client.post(
        at("arrangement", signing.pk),
        {
            "order": "parallel",
            "expires_on": (timezone.localdate() + dt.timedelta(days=3)).isoformat(),
            "regime": signing.regime,
            "symbol": signing.symbol,
        },
    )
    assert again(signing).order == "parallel"
    client.post(at("opening", signing.pk))
    assert again(signing).state == "OPEN"
    client.post(at("stopping", signing.pk), {"reason": "Hoãn."})
    assert again(signing).state == "STOPPED"
    stopped = client.get(at("show", signing.pk)).content.decode()
    assert "Hoãn." in stopped
    assert "Anyone can check it" not in stopped


def test_a_paper_is_fetched_and_handed_back(client, running):
    signing, lead, _head = running
    slot = place(signing, lead)
    register(slot, lead)
    fetched = client.get(at("paper", signing.pk) + "?fetch")
    assert fetched["Content-Disposition"].startswith("attachment")
    assert fetched.content.startswith(b"%PDF")
    answer = client.post(
        at("hand_back", signing.pk, slot.pk), {"file": file(signed_elsewhere(slot, at=timezone.now()))}
    )
    assert answer.url == at("receipt", signing.pk, slot.pk)
    assert "PDF signed elsewhere" in client.get(answer.url).content.decode()


def test_a_wrong_hand_back_is_told_on_the_page(client, running):
    signing, lead, _head = running
    slot = place(signing, lead)
    register(slot, lead)
    answer = client.post(at("hand_back", signing.pk, slot.pk), {"file": file(b"%PDF-1.7 no")})
    assert answer.status_code == 422
    assert answer.context["hand_back"].errors
    assert client.post(at("hand_back", signing.pk, slot.pk)).status_code == 422


@pytest.mark.urls("phoihop.demo.tests.urls")
def test_in_the_demonstration_one_click_signs(client, running, settings):
    settings.DEMO, settings.HOME = True, the_authority().trust_folder.parent.parent
    signing, lead, _head = running
    slot = place(signing, lead)
    assert "Sign in the demonstration" in client.get(at("signature", signing.pk, slot.pk)).content.decode()
    client.post(at("demo", signing.pk, slot.pk))
    assert place(signing, lead).state == "SIGNED"
    assert client.post(at("demo", signing.pk, slot.pk)).url == at("signature", signing.pk, slot.pk)


def test_a_signature_under_way_is_abandoned_on_the_page(client, running):
    from phoihop.agree.signing import verbs

    signing, lead, _head = running
    slot = place(signing, lead)
    register(slot, lead)
    key = key_of(slot)
    verbs.begin_slot(
        slot=slot, certificate=key.certificate, chain=tuple(key.chain), way="remote", by=lead, at=timezone.now()
    )
    assert "Abandon it now" in client.get(at("signature", signing.pk, slot.pk)).content.decode()
    client.post(at("abandonment", signing.pk, slot.pk))
    assert place(signing, lead).state == "WAITING"
    assert client.post(at("abandonment", signing.pk, slot.pk)).status_code == 404


def test_services_and_devices_are_offered_where_they_are_set_up(client, running, settings):
    settings.SIGNING_SERVICE_URL, settings.SIGNING_DEVICE_MODULE = "http://127.0.0.1:9", "/no/such/module.so"
    signing, lead, _head = running
    slot = place(signing, lead)
    page = client.get(at("signature", signing.pk, slot.pk))
    assert page.context["remote"]
    assert page.context["device"]
    register(slot, lead)
    asked = {"credential": "a", "secret": "1", "device": "d", "label": "l"}
    for way in ("remote", "device"):
        answer = client.post(at(way, signing.pk, slot.pk), asked)
        assert answer.status_code == 422
        assert answer.context[way].non_field_errors()
        assert client.post(at(way, signing.pk, slot.pk), {}).status_code == 422
    assert place(signing, lead).state == "WAITING"


def test_the_clerk_gives_the_number(client, running):
    signing, lead, _head = running
    sign(signing, lead, at=timezone.now())
    clerk = a_clerk(lead)
    sign_in(client, clerk)
    slot = place(signing, lead, "number")
    assert client.get(at("number", signing.pk, slot.pk)).status_code == 200
    client.post(at("number", signing.pk, slot.pk), {"number": "04"})
    assert place(signing, lead, "number").number == "04"
    assert client.get(at("number", signing.pk, place(signing, lead, "seal").pk)).status_code == 404
    assert [due.kind for due in queries.waiting_on(clerk, on=timezone.localdate())] == ["seal"]


def test_a_head_declines_with_a_reason(client, running):
    signing, _lead, head = running
    sign_in(client, head)
    slot = place(signing, head)
    assert client.post(at("refusal", signing.pk, slot.pk), {"reason": ""}).status_code == 422
    client.post(at("refusal", signing.pk, slot.pk), {"reason": "Chưa thống nhất."})
    assert again(signing).stopped_because == "declined"


def test_another_signatory_is_named(client, running):
    signing, lead, head = running
    deputy = a_signatory(someone("Phúc", agency=head.agency, title="Phó Chủ tịch"), "KT")
    slot = place(signing, head)
    client.post(at("substitution", signing.pk, slot.pk), {"tenure": deputy.tenure_id, "reason": "Đi công tác."})
    assert place(signing, head).signatory == "Phúc"
    assert client.get(at("substitution", signing.pk, place(signing, lead, "seal").pk)).status_code == 404


def test_witnesses_are_invited_and_noted(client):
    lead, head = lan(), minh()
    signing = a_signing(lead, head, state="PREPARING", expires_at=timezone.now() + dt.timedelta(days=5))
    leader = a_leader(lead)
    sign_in(client, lead)
    client.post(at("witness", signing.pk), {"tenure": leader.pk})
    client.post(at("opening", signing.pk))
    witness = queries.witnesses_of(signing)[0]
    client.post(at("presence", signing.pk, witness.pk))
    assert queries.witnesses_of(signing)[0].present_at
    assert "Nghĩa" in client.get(at("screen", signing.pk)).content.decode()
    fragment = client.get(at("screen", signing.pk), headers={"HX-Request": "true"}).content.decode()
    assert fragment.lstrip().startswith("<section")


def test_photos_and_a_scan_are_handed_in(client, running):
    signing, lead, _head = running
    client.post(at("photos", signing.pk), {"photo": file(PNG, "le-ky.png"), "caption": "Lễ ký"})
    assert [one.caption for one in queries.photos_of(signing)] == ["Lễ ký"]
    sign_in(client, a_clerk(lead))
    client.post(
        at("attestation", signing.pk),
        {"scan": file(a_scan()), "attested": "on", f"number-{lead.agency_id}": "04-CTPH/BXDĐ"},
    )
    assert again(signing).state == "SIGNED"
    assert place(signing, lead, "number").number == "04-CTPH/BXDĐ"


def test_an_unattested_scan_is_not_taken(client, running):
    signing, lead, _head = running
    sign_in(client, a_clerk(lead))
    assert client.post(at("attestation", signing.pk), {"scan": file(a_scan())}).status_code == 422
    assert again(signing).state == "OPEN"


def test_certificates_and_pictures_are_kept_on_one_page(client):
    clerk = a_clerk(lan())
    sign_in(client, clerk)
    data = the_key("Dấu", "Ban").certificate
    client.post(at("registration"), {"file": file(data, "dau.cer"), "whose": "agency"})
    (kept,) = queries.certificates_kept_by(clerk)
    assert kept.agency_id == clerk.agency_id
    assert client.post(at("registration"), {"file": file(data, "dau.cer"), "whose": "agency"}).status_code == 422
    client.post(at("specimens"), {"specimen-file": file(PNG, "dau.png"), "specimen-whose": "agency"})
    assert len(queries.specimens_kept_by(clerk)) == 1
    wrong = client.post(at("specimens"), {"specimen-file": file(b"no", "dau.png"), "specimen-whose": "own"})
    assert wrong.status_code == 422
    client.post(at("withdrawal", kept.pk))
    kept.refresh_from_db()
    assert kept.withdrawn_at


def test_changes_are_noted_and_read_in_the_consolidated_text(client):
    lead, head = lan(), minh()
    first = a_first(lead, head)
    later = a_later(lead, head, Bound(first, "amendment"), opened=False)
    sign_in(client, lead)
    page = client.get(at("changes", later.pk))
    target = page.context["form"].fields["target_key"].choices[-1][0]
    client.post(at("changes", later.pk), {"action": "repeal", "target_key": target})
    change = later.binding.changes.get()
    assert "Take back" in client.get(at("changes", later.pk)).content.decode()
    client.post(at("change_removal", later.pk, change.pk))
    assert not later.binding.changes.exists()
    assert client.get(at("consolidated", first.pk) + "?on=2030-01-01").status_code == 200
    assert client.get(at("consolidated", first.pk) + "?on=soon").status_code == 200
    assert client.get(at("consolidated", later.pk)).status_code == 404


def test_the_list_is_filtered_and_says_when_nothing_matches(client, running):
    signing, _lead, _head = running
    assert signing.title in client.get(at("list") + "?state=OPEN&sort=due").content.decode()
    assert "Nothing matches" in client.get(at("list") + "?words=khong-co").content.decode()


def test_the_page_costs_a_fixed_number_of_queries(client, running, django_assert_max_num_queries):
    signing, _lead, _head = running
    with django_assert_max_num_queries(45):
        client.get(at("show", signing.pk))


def test_whose_turn_it_is_waits_on_the_desk(client, running):
    signing, lead, head = running
    told = queries.waiting_on(lead, on=timezone.localdate())
    assert [(due.kind, due.url) for due in told] == [("sign", at("show", signing.pk))]
    assert not queries.waiting_on(head, on=timezone.localdate())


def test_a_prepared_signing_waits_to_be_opened():
    lead, head = lan(), minh()
    a_signing(lead, head, state="PREPARING")
    officer = someone("Diễm", agency=lead.agency)
    assert ["not opened" in due.why for due in queries.waiting_on(officer, on=timezone.localdate())] == [True]


def test_who_stands_in_for_somebody_is_not_asked_to_sign():
    from dataclasses import replace

    lead, head = lan(), minh()
    a_signing(lead, head)
    assert not queries.waiting_on(replace(lead, standing_in_for="Ai đó"), on=timezone.localdate())


def test_leaders_are_offered_as_witnesses():
    lead = lan()
    leader = a_leader(lead)
    someone("Không", agency=lead.agency, roles=(Role.OFFICER,))
    assert list(queries.leaders(lead, on=timezone.localdate())) == [Tenure.objects.get(pk=leader.pk)]
