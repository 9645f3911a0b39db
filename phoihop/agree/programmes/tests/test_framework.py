"""Opening, correcting, dropping and settling a framework."""

import datetime as dt

import pytest

from phoihop.agree.programmes import queries, rules, verbs
from phoihop.agree.programmes.models import Framework
from phoihop.agree.programmes.states import LIFE, State
from phoihop.agree.programmes.tests.factories import (
    TITLE,
    a_framework,
    a_framework_out_for_opinions,
    a_framework_with,
    a_settled_framework,
)
from phoihop.foundation.access.roles import Role
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import LATER, MONDAY, TODAY, an_agency, hanh, lan, minh, nga, sign_in, someone, tu

pytestmark = pytest.mark.django_db


def test_whoever_opens_it_leads_it():
    leader = lan()
    framework = a_framework(by=leader)
    entry = Entry.objects.get()
    assert (framework.lead_agency, framework.state) == (leader.agency, State.PREPARING)
    assert (entry.kind, entry.chain, entry.details["term"]) == (
        "framework.opened",
        f"framework:{framework.pk}",
        "2026-01-01/2030-12-31",
    )


def test_a_clerk_opens_none():
    clerk = someone("Bình", agency=an_agency(), roles=(Role.CLERK,))
    with pytest.raises(NotAllowed, match="officers and heads"):
        a_framework(by=clerk)


def test_an_agency_that_has_ended_opens_none():
    leader = lan()
    leader.agency.ended_on = TODAY
    with pytest.raises(NotAllowed, match="successor opens"):
        a_framework(by=leader)


def test_a_correction_says_what_changed():
    leader = lan()
    framework = a_framework(by=leader)
    verbs.correct_framework(
        framework=framework,
        title="Quy chế phối hợp",
        begins_on=framework.begins_on,
        ends_on=dt.date(2031, 1, 1),
        cadence=framework.cadence,
        cutoff_day=14,
        chair_rule=framework.chair_rule,
        by=leader,
        at=LATER,
    )
    assert Entry.objects.get(kind="framework.corrected").details["changed"] == {
        "title": "Quy chế phối hợp",
        "ends_on": "2031-01-01",
        "cutoff_day": "14",
    }
    assert list(queries.frameworks_for(leader, words="quy che phoi hop")) == [framework]


@pytest.mark.parametrize(("walk", "sentence"), [("settled", "is an amendment"), ("dropped", "was dropped")])
def test_what_is_over_is_not_shaped(walk, sentence):
    leader, partner = lan(), minh()
    if walk == "settled":
        framework = a_settled_framework(partner.agency, by=leader)
    else:
        framework = verbs.drop(framework=a_framework(by=leader), reason="Trùng", by=leader, at=LATER)
    assert sentence in str(rules.may_shape(leader, framework).why_not)


def test_only_the_lead_agency_shapes_it():
    framework = a_framework(by=lan())
    assert "Only the lead agency" in str(rules.may_shape(minh(), framework).why_not)


# state × verb: yes for the head of the lead agency
TABLE = {
    State.PREPARING: {"consult", "drop"},
    State.CONSULTING: {"complete"},
    State.COMPLETING: {"consult", "settle", "drop"},
    State.SETTLED: set(),
    State.IN_FORCE: set(),
    State.ENDED: set(),
    State.DROPPED: set(),
}
RULES = {
    "consult": rules.may_consult,
    "complete": rules.may_complete,
    "settle": rules.may_settle,
    "drop": rules.may_drop,
}


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("verb", RULES)
def test_every_state_and_verb(state, verb):
    leader = lan()
    framework = a_framework(by=leader)
    framework.state = state
    assert bool(RULES[verb](leader, framework)) is (verb in TABLE[State(state)])
    assert not RULES[verb](tu(), framework)


def test_an_officer_neither_settles_nor_drops():
    leader = lan()
    framework = a_framework(by=leader)
    officer = someone("Diễm", agency=leader.agency)
    assert "for the head" in str(rules.may_drop(officer, framework).why_not)


def test_the_diagram_has_every_state():
    assert set(LIFE.states()) == set(State.values)


def test_two_people_send_it_at_once_and_one_wins():
    leader = lan()
    mine = a_framework_with(minh().agency, by=leader)
    theirs = Framework.objects.get(pk=mine.pk)
    verbs.consult(framework=mine, by=leader, at=LATER)
    with pytest.raises(StateMoved):
        verbs.consult(framework=theirs, by=leader, at=LATER)


def test_a_party_sees_it_once_it_was_asked():
    leader, partner, stranger = lan(), minh(), tu()
    framework = a_framework_with(partner.agency, by=leader)
    assert not queries.frameworks_for(partner).exists()
    verbs.consult(framework=framework, by=leader, at=LATER)
    assert queries.frameworks_for(partner).get() == framework
    assert not queries.frameworks_for(stranger).exists()


def test_a_party_sees_only_its_own_programme():
    leader, partner, other = lan(), minh(), hanh()
    framework = a_framework_out_for_opinions(partner.agency, other.agency, by=leader)
    assert [p.name for p in queries.programmes_of(framework, partner)] == [f"Với {partner.agency}"]
    assert len(queries.programmes_of(framework, leader)) == 2
    assert queries.agencies_in(framework) == [leader.agency, partner.agency, other.agency]


def test_the_list_filters_by_state_and_words(client):
    leader = lan()
    a_framework(by=leader)
    page = sign_in(client, leader).get("/frameworks/?words=chuong+trinh&state=PREPARING")
    assert TITLE in page.content.decode()
    assert "Nothing matches" in client.get("/frameworks/?state=SETTLED").content.decode()


def test_the_page_opens_a_framework(client):
    typed = {
        "title": TITLE,
        "kind": "programme",
        "begins_on": "2026-01-01",
        "ends_on": "2030-12-31",
        "cadence": "quarter",
        "cutoff_day": "0",
        "chair_rule": "fixed",
    }
    sign_in(client, lan())
    assert client.post("/frameworks/new/", {**typed, "ends_on": "2025-01-01"}).status_code == 422
    answer = client.post("/frameworks/new/", typed)
    assert answer.status_code == 302
    assert TITLE in client.get(answer.url).content.decode()


def test_an_officer_is_told_why_it_cannot_be_dropped(client):
    leader = lan()
    framework = a_framework(by=leader)
    sign_in(client, someone("Diễm", agency=leader.agency))
    page = client.post(f"/frameworks/{framework.pk}/end/", {"reason": "Trùng"})
    assert page.status_code == 422
    assert "This is for the head of the agency." in page.content.decode()


def test_the_list_costs_the_same_for_one_and_for_many(client, django_assert_max_num_queries):
    leader = lan()
    for _number in range(30):
        a_framework_with(nga().agency, by=leader)
    sign_in(client, leader)
    with django_assert_max_num_queries(9):
        client.get("/frameworks/")


def test_the_head_drops_it_with_a_reason(client):
    leader = lan()
    framework = a_framework(by=leader)
    sign_in(client, leader).post(f"/frameworks/{framework.pk}/end/", {"reason": "Trùng chương trình khác"})
    assert Entry.objects.get(kind="framework.dropped").details["reason"] == "Trùng chương trình khác"
    assert "was dropped" in client.get(f"/frameworks/{framework.pk}/").content.decode()


def test_the_page_corrects_it(client):
    leader = lan()
    framework = a_framework(by=leader)
    form = sign_in(client, leader).get(f"/frameworks/{framework.pk}/correction/").context["form"]
    typed = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    client.post(f"/frameworks/{framework.pk}/correction/", {**typed, "title": "Tên mới"})
    framework.refresh_from_db()
    assert (framework.title, framework.opened_at) == ("Tên mới", MONDAY)
