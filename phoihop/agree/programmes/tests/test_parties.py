"""Programmes under a framework: who is in them and whom to turn to."""

import pytest

from phoihop.agree.programmes import queries, verbs
from phoihop.agree.programmes.models import Party
from phoihop.agree.programmes.tests.factories import a_framework, a_framework_out_for_opinions, a_framework_with
from phoihop.foundation.agencies.models import Tenure
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, MONDAY, TODAY, hanh, lan, minh, nga, sign_in, tu

pytestmark = pytest.mark.django_db


def test_a_programme_begins_with_its_lead_and_partners_and_is_tied_to_its_framework():
    leader, partner = lan(), minh()
    framework = a_framework(by=leader)
    head = Entry.objects.get().hash
    programme = verbs.open_programme(
        framework=framework, name="Với Ủy ban", partners=[partner.agency, leader.agency], by=leader, at=MONDAY
    )
    assert [(p.agency, p.role) for p in programme.parties.order_by("position")] == [
        (leader.agency, "lead"),
        (partner.agency, "member"),
    ]
    entry = Entry.objects.get(chain=f"programme:{programme.pk}")
    assert entry.details["framework"] == head
    assert programme.standing_unit == leader.agency


def test_nobody_coordinates_alone():
    leader = lan()
    with pytest.raises(NotAllowed, match="at least one partner"):
        verbs.open_programme(framework=a_framework(by=leader), name="x", partners=[leader.agency], by=leader, at=MONDAY)


def test_parties_come_and_go_but_not_the_lead_nor_the_last_partner():
    leader, partner, other = lan(), minh(), hanh()
    programme = a_framework_with(partner.agency, by=leader).programmes.get()
    joined = verbs.add_party(programme=programme, agency=other.agency, by=leader, at=LATER)
    with pytest.raises(NotAllowed, match="already a party"):
        verbs.add_party(programme=programme, agency=other.agency, by=leader, at=LATER)
    verbs.remove_party(party=joined, by=leader, at=LATER)
    with pytest.raises(NotAllowed, match="at least one partner"):
        verbs.remove_party(party=programme.parties.get(agency=partner.agency), by=leader, at=LATER)
    with pytest.raises(NotAllowed, match="lead agency cannot leave"):
        verbs.remove_party(party=programme.parties.get(role=Party.Role.LEAD), by=leader, at=LATER)


def test_each_party_names_its_own_focal_point():
    leader, partner, officer = lan(), minh(), nga()
    framework = a_framework_out_for_opinions(partner.agency, by=leader)
    party = framework.programmes.get().parties.get(agency=partner.agency)
    tenure = Tenure.objects.get(pk=officer.tenure_id)
    verbs.name_focal_point(party=party, tenure=tenure, by=partner, at=LATER)
    assert queries.focal_points(framework) == {partner.agency_id: tenure}
    assert "focal_point" in Entry.objects.get(kind="programme.focal_point_named").commitments
    verbs.name_focal_point(party=party, tenure=None, by=leader, at=LATER)
    assert queries.focal_points(framework) == {}


def test_a_focal_point_is_of_the_house_and_named_by_it_or_the_lead():
    leader, partner, stranger = lan(), minh(), tu()
    party = a_framework_with(partner.agency, by=leader).programmes.get().parties.get(agency=partner.agency)
    with pytest.raises(NotAllowed, match="holds a post in the agency"):
        verbs.name_focal_point(party=party, tenure=Tenure.objects.get(pk=stranger.tenure_id), by=leader, at=LATER)
    with pytest.raises(NotAllowed, match="Only the lead agency"):
        verbs.name_focal_point(party=party, tenure=None, by=stranger, at=LATER)


def test_the_pages_open_a_programme_and_name_a_focal_point(client):
    leader, partner, other = lan(), minh(), hanh()
    framework = a_framework(by=leader)
    sign_in(client, leader)
    at = f"/frameworks/{framework.pk}/programmes/"
    assert client.post(at, {"name": "Với Ủy ban"}).status_code == 422
    client.post(at, {"name": "Với Ủy ban", "partners": [partner.agency_id]})
    programme = framework.programmes.get()
    client.post(f"/programmes/{programme.pk}/parties/", {"agency": other.agency_id})
    party = programme.parties.get(agency=other.agency)
    client.post(f"/programmes/{programme.pk}/parties/{party.pk}/focal-point/", {"tenure": other.tenure_id})
    page = client.get(f"/frameworks/{framework.pk}/").content.decode()
    assert "Hạnh, Chánh án" in page
    client.post(f"/programmes/{programme.pk}/parties/{party.pk}/removal/")
    assert not programme.parties.filter(agency=other.agency).exists()


def test_a_refusal_is_told_on_the_page(client):
    leader, partner = lan(), minh()
    programme = a_framework_with(partner.agency, by=leader).programmes.get()
    party = programme.parties.get(agency=partner.agency)
    page = sign_in(client, leader).post(f"/programmes/{programme.pk}/parties/{party.pk}/removal/", follow=True)
    assert "at least one partner" in page.content.decode()


def test_only_people_in_post_today_can_be_named():
    leader = lan()
    assert [t.pk for t in queries.tenures_in(leader.agency, on=TODAY)] == [leader.tenure_id]
    Tenure.objects.update(until_on=TODAY)
    assert not queries.tenures_in(leader.agency, on=TODAY).exists()


def test_a_frameworks_chain_is_the_leads_until_the_text_is_settled_and_a_programmes_its_parties(client):
    leader, partner, other = lan(), minh(), hanh()
    framework = a_framework_out_for_opinions(partner.agency, other.agency, by=leader)
    ours = framework.programmes.get(parties__agency=partner.agency)
    for actor, expected in ((leader, (200, 200)), (partner, (404, 200)), (other, (404, 404)), (tu(), (404, 404))):
        sign_in(client, actor)
        chains = (framework.ledger_chain, ours.ledger_chain)
        assert tuple(client.get(f"/ledger/{chain}/").status_code for chain in chains) == expected
    verbs.complete(framework=framework, by=leader, at=LATER)
    verbs.settle(framework=framework, by=leader, at=LATER)
    page = sign_in(client, partner).get(f"/ledger/{framework.ledger_chain}/")
    assert framework.title in page.content.decode()
    assert client.get("/ledger/framework:none/").status_code == 404


def test_a_chain_is_titled_by_what_it_is_about():
    leader = lan()
    programme = a_framework_with(minh().agency, by=leader).programmes.get()
    assert queries.title_of_programme_chain(programme.ledger_chain) == programme.name
    assert queries.title_of_framework_chain("framework:0") == "framework:0"
