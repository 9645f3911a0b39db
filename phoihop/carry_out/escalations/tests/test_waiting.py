"""What comes onto whose desk."""

import datetime as dt

import pytest

from phoihop.carry_out.escalations import queries, verbs
from phoihop.carry_out.escalations.tests.factories import (
    a_difficulty,
    a_programme,
    a_referral,
    again,
    at,
    decided,
    leader,
)
from phoihop.carry_out.escalations.verbs import Ordered
from phoihop.carry_out.tasks.shares import Share
from tests.cast import LATER, MONDAY, TODAY, hanh, lan, minh, tu

pytestmark = pytest.mark.django_db
DAY = TODAY + dt.timedelta(days=9)


@pytest.fixture
def cast():
    lead, head, member = lan(), minh(), leader()
    return lead, head, member, a_programme(lead, head)


def desk(actor, day=DAY):
    return [(one.act_label, one.act_url) for one in queries.waiting_on(actor, on=day)]


def test_reported_it_is_on_the_desk_of_the_unit_alone(cast):
    lead, head, member, programme = cast
    one = a_difficulty(programme, head)
    assert desk(lead) == [("Triage", one.get_absolute_url())]
    assert desk(head) == desk(member) == desk(tu()) == []


def test_referred_it_is_on_the_desk_of_the_members_with_its_day_and_its_silence(cast):
    lead, head, member, programme = cast
    one = a_difficulty(programme, head)
    referral = a_referral(one, lead)
    [due] = queries.waiting_on(member, on=DAY)
    assert due.act_label == "Give a directive"
    assert due.due_on == referral.due_on
    assert due.computed
    assert due.why == "Because it has waited for 7 working days."
    assert desk(lead) == desk(head) == []


def test_decided_it_is_on_the_reporters_desk_and_its_orders_on_the_units(cast):
    lead, head, member, programme = cast
    one = a_difficulty(programme, head)
    a_referral(one, lead)
    directive = decided(one, member, Ordered("Cấp quyền", agency=head.agency), Ordered("Sửa", kind="amendment"))
    assert [label for label, _url in desk(head)] == ["Say whether it is resolved"]
    assert sorted(label for label, _url in desk(lead)) == ["Make the task", "Name the amendment"]
    first = directive.orders.get(position=1)
    first.directive = directive
    verbs.take_up(order=first, lead=Share(head.agency, working_days=5), by=lead, at=LATER)
    assert [label for label, _url in desk(lead)] == ["Name the amendment"]
    verbs.resolve(difficulty=again(one), by=head, at=LATER)
    assert desk(head) == []


def test_returned_it_is_on_the_reporters_desk(cast):
    lead, head, _member, programme = cast
    one = a_difficulty(programme, head)
    verbs.return_for_completion(difficulty=one, reason="…", by=lead, at=MONDAY)
    assert [label for label, _url in desk(head)] == ["Complete it"]
    assert desk(lead) == []


def test_the_desk_asks_no_more_for_more(cast, django_assert_max_num_queries):
    lead, head, member, programme = cast
    for n in range(6):
        one = a_difficulty(programme, head, title=f"Việc {n}")
        if n % 2:
            a_referral(one, lead, at=at(TODAY))
    for actor, most in ((lead, 2), (head, 1), (member, 2), (tu(), 1)):
        with django_assert_max_num_queries(most):
            queries.waiting_on(actor, on=DAY)


def test_what_others_have_is_on_nobody_elses_desk(cast):
    lead, head, _member, programme = cast
    a_difficulty(programme, head)
    court = hanh()
    a_programme(court, lead)
    assert desk(court) == []
