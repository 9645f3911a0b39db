"""A programme's room: the twelve steps, the thread, what comes next, and only what the visitor may see."""

import datetime as dt

import pytest
from django.utils import timezone

from phoihop.agree.consultation import verbs as consultation
from phoihop.agree.consultation.tests.factories import AFTER, a_round
from phoihop.agree.programmes import verbs as programmes
from phoihop.agree.programmes.tests.factories import a_framework
from phoihop.carry_out.tasks import verbs as tasks
from phoihop.carry_out.tasks.tests.factories import a_programme, a_task
from phoihop.desk import rooms
from phoihop.foundation.agencies.actor import CLOCK
from tests.cast import LATER, MONDAY, TODAY, hanh, lan, minh, sign_in, tu

pytestmark = pytest.mark.django_db


def a_remarked_round(leader, partner, body="Nên rõ thời hạn."):
    round_ = a_round(leader, partner)
    invitation = round_.invitations.get(agency=partner.agency)
    node = round_.text.nodes.filter(kind="clause").order_by("pk").last()
    consultation.remark(invitation=invitation, node=node, body=body, by=partner, at=LATER)
    consultation.submit_opinion(invitation=invitation, stance="agree_with_remarks", by=partner, at=LATER)
    return round_, node


def test_the_thread_begins_at_the_clause_that_was_remarked_on():
    leader, partner = lan(), minh()
    round_, node = a_remarked_round(leader, partner)
    thread = rooms.room(round_.text.framework, leader, clause="", on=TODAY).thread
    assert (thread.key, [said.outcome for said in thread.said]) == (node.key, [""])
    assert (thread.before != "", thread.after) == (True, "")


def test_it_can_be_followed_clause_by_clause_and_shows_the_response():
    leader, partner = lan(), minh()
    round_, node = a_remarked_round(leader, partner)
    remark = round_.remarks.get()
    consultation.respond(remark=remark, outcome="noted", by=leader, at=AFTER)
    first = rooms.room(round_.text.framework, leader, clause="", on=TODAY).thread
    other = rooms.room(round_.text.framework, leader, clause=first.before, on=TODAY).thread
    assert first.said[0].outcome == "noted"
    assert (other.after, list(other.said)) == (node.key, [])


def test_the_steps_follow_the_state(client):
    leader, partner = lan(), minh()
    round_ = a_round(leader, partner, state="SETTLED")
    page = sign_in(client, leader).get(f"/rooms/{round_.text.framework_id}/")
    steps = page.context["room"].steps
    assert [step["state"] for step in steps][:3] == ["done", "done", "current"]
    assert steps[11]["state"] == "running"


def test_what_comes_next_depends_on_where_it_stands_and_on_who_asks(client):
    leader, partner = lan(), minh()
    empty = a_framework(by=leader)
    sign_in(client, leader)
    assert "Begin the text" in client.get(f"/rooms/{empty.pk}/").content.decode()
    prepared = a_round(leader, partner, state="PREPARED")
    assert "Go to the round" in client.get(f"/rooms/{prepared.text.framework_id}/").content.decode()
    settled = a_round(leader, partner, state="SETTLED")
    assert "Ask for opinions" in client.get(f"/rooms/{settled.text.framework_id}/").content.decode()
    consultation.settle_text(round=settled, by=leader, at=AFTER)
    assert "waits to be signed" in client.get(f"/rooms/{settled.text.framework_id}/").content.decode()
    running = a_round(leader, partner)
    sign_in(client, partner)
    assert "Read and answer" in client.get(f"/rooms/{running.text.framework_id}/").content.decode()
    assert client.get(f"/rooms/{settled.text.framework_id}/").context["room"].next is None


def test_a_party_sees_only_its_own_remarks_and_a_stranger_no_room(client):
    leader, partner, other = lan(), minh(), hanh()
    round_ = a_round(leader, partner, other)
    invitation = round_.invitations.get(agency=other.agency)
    consultation.remark(invitation=invitation, body="Ý kiến riêng của tòa án", by=other, at=LATER)
    consultation.submit_opinion(invitation=invitation, stance="agree_with_remarks", by=other, at=LATER)
    url = f"/rooms/{round_.text.framework_id}/"
    assert "Ý kiến riêng" not in sign_in(client, partner).get(url).content.decode()
    assert sign_in(client, tu()).get(url).status_code == 404


def test_the_room_costs_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    leader, partner, other = lan(), minh(), hanh()
    round_ = a_round(leader, partner, other)
    sign_in(client, leader).get("/desk/")
    with django_assert_max_num_queries(26):
        client.get(f"/rooms/{round_.text.framework_id}/")


def test_the_tasks_of_a_programme_stand_in_its_room_once_it_is_in_force(client):
    leader, partner = lan(), minh()
    round_ = a_round(leader, partner)
    programme = a_programme(leader, partner)
    a_task(programme, leader, partner)
    sign_in(client, partner)
    page = client.get(f"/rooms/{programme.framework_id}/")
    assert [panel.whole.total for panel in page.context["room"].panels] == [1]
    assert "Open the list of tasks" in page.content.decode()
    assert client.get(f"/rooms/{round_.text.framework_id}/").context["room"].panels == []


def test_tasks_cost_the_room_the_same_for_one_and_for_many(client, django_assert_max_num_queries):
    leader, partner = lan(), minh()
    programme = a_programme(leader, partner)
    for _number in range(6):
        a_task(programme, leader, partner)
    sign_in(client, leader).get("/desk/")
    with django_assert_max_num_queries(24):
        client.get(f"/rooms/{programme.framework_id}/")


# ── On a past day ────────────────────────────────────────────────────────────


def on(client, framework_id, day):
    return client.get(f"/rooms/{framework_id}/", {"on": day.isoformat()})


def test_a_past_day_shows_what_was_true_then(client):
    leader, partner = lan(), minh()
    programme = a_programme(leader, partner)
    task = a_task(programme, leader, partner)
    tasks.cancel(task=task, reason="Không còn cần.", by=leader, at=timezone.now())
    before = timezone.localdate() - dt.timedelta(days=1)
    sign_in(client, leader)
    now, then = client.get(f"/rooms/{programme.framework_id}/"), on(client, programme.framework_id, before)
    assert [panel.whole.total for panel in now.context["room"].panels] == [0]
    assert [panel.whole.total for panel in then.context["room"].panels] == [1]
    assert "as it was on" in then.content.decode()
    assert "as it was on" not in now.content.decode()


def test_before_it_was_settled_the_room_shows_the_round_open_and_no_counts(client):
    leader, partner = lan(), minh()
    round_ = a_round(leader, partner, state="SETTLED")
    sign_in(client, leader)
    room = on(client, round_.text.framework_id, TODAY).context["room"]
    assert (room.rounds[0].state, room.rounds[0].tally, room.thread, room.next) == ("OPEN", None, None, None)
    assert [step["state"] for step in room.steps][:2] == ["done", "current"]


def test_a_day_nobody_can_read_or_that_is_yet_to_come_is_today(client):
    leader = lan()
    framework = a_framework(by=leader)
    sign_in(client, leader)
    for given in ("hôm qua", "2999-01-01"):
        assert not client.get(f"/rooms/{framework.pk}/", {"on": given}).context["room"].then


def test_the_head_of_the_chain_is_that_days(client):
    leader, partner = lan(), minh()
    programme = a_programme(leader, partner)
    framework = programme.framework
    then = rooms.room(framework, leader, clause="", on=TODAY, then=True).chain_head
    assert then == rooms.room(framework, leader, clause="", on=TODAY).chain_head != ""
    programmes.end(framework=framework, by=CLOCK, at=MONDAY + dt.timedelta(days=4000))
    assert rooms.room(framework, leader, clause="", on=TODAY, then=True).chain_head == then
    assert rooms.room(framework, leader, clause="", on=TODAY).chain_head != then
