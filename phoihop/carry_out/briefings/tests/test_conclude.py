"""What was concluded: numbered, given out in one step without typing it again, tied both ways."""

import datetime as dt

import pytest

from phoihop.carry_out.briefings import queries, verbs
from phoihop.carry_out.briefings.models import Conclusion
from phoihop.carry_out.briefings.tests.factories import (
    AFTER,
    DURING,
    a_briefing,
    a_clerk,
    a_conclusion,
    a_leader,
    again,
    at,
    item_of,
    minuted,
    programme_of,
    secretary_of,
)
from phoihop.carry_out.escalations import verbs as escalations
from phoihop.carry_out.escalations.models import Difficulty, Directive
from phoihop.carry_out.tasks import queries as tasks
from phoihop.carry_out.tasks.models import Task
from phoihop.foundation.ledger import queries as ledger
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import hanh, lan, minh

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    lead, one, two = lan(), minh(), hanh()
    briefing = a_briefing(lead, one, two, state="HELD")
    return lead, one, two, secretary_of(briefing), briefing


def test_one_step_makes_a_numbered_task_with_the_same_words(session):
    lead, one, two, secretary, briefing = session
    conclusion = a_conclusion(briefing, one, secretary, supporters=[two.agency, lead.agency], becomes="TASK")
    task = conclusion.task
    assert (conclusion.code, task.code) == ("KL1-2026/1", "KL1-2026/1")
    assert task.title == conclusion.text == "Trình phương án đất thay thế."
    assert [(part.agency, part.role, part.due_on) for part in task.parts.order_by("pk")] == [
        (one.agency, "lead", dt.date(2026, 5, 5)),
        (two.agency, "support", dt.date(2026, 5, 5)),
        (lead.agency, "support", dt.date(2026, 5, 5)),
    ]


def test_each_leads_to_the_other(session):
    _lead, one, _two, secretary, briefing = session
    conclusion = a_conclusion(briefing, one, secretary, becomes="TASK")
    source = tasks.source_of(conclusion.task)
    assert source.said == "Conclusion KL1-2026/1, Briefing of Q1 2026"
    assert source.url == f"{briefing.get_absolute_url()}#i{conclusion.item_id}"
    assert tasks.tasks_from(queries.CONCLUSION, str(conclusion.pk), one) == [conclusion.task]


def test_working_days_are_counted_from_the_day_it_is_given_out(session):
    _lead, one, _two, secretary, briefing = session
    conclusion = a_conclusion(briefing, one, secretary, due_on=None, working_days=10, becomes="TASK")
    part = conclusion.task.parts.get()
    assert part.due_on == dt.date(2026, 4, 28)
    assert part.due_computed["steps"][-1] == {"code": "basis", "text": "Kết luận KL1-2026/1"}


def test_numbers_run_through_the_briefing(session):
    _lead, one, two, secretary, briefing = session
    a_conclusion(briefing, one, secretary)
    verbs.conclude(item=item_of(briefing, "next"), text="Việc hai", lead=two.agency, by=secretary, at=DURING)
    assert [one.code for one in Conclusion.objects.order_by("pk")] == ["KL1-2026/1", "KL1-2026/2"]


def test_a_conclusion_makes_an_empty_item_a_draft(session):
    _lead, one, _two, secretary, briefing = session
    a_conclusion(briefing, one, secretary)
    assert item_of(briefing).state == "DRAFT"


def test_noted_first_it_is_given_out_later_even_after_closing(session):
    lead, one, _two, secretary, briefing = session
    conclusion = a_conclusion(briefing, one, secretary)
    minuted(briefing, secretary)
    verbs.approve_minutes(item=item_of(briefing), revision=item_of(briefing).minutes_revision, by=lead, at=DURING)
    verbs.adjourn(briefing=again(briefing), by=secretary, at=AFTER)
    verbs.close(briefing=again(briefing), by=lead, at=AFTER)
    conclusion.briefing = again(briefing)
    verbs.make_task(conclusion=conclusion, by=secretary, at=AFTER)
    assert Task.objects.get().code == "KL1-2026/1"


def test_it_becomes_one_thing_only(session):
    _lead, one, _two, secretary, briefing = session
    conclusion = a_conclusion(briefing, one, secretary)
    stale = Conclusion.objects.select_related("briefing", "item", "lead").get(pk=conclusion.pk)
    stale.briefing = stale.item.briefing = again(briefing)
    verbs.make_task(conclusion=conclusion, by=secretary, at=DURING)
    with pytest.raises((NotAllowed, StateMoved)):
        verbs.make_task(conclusion=stale, by=secretary, at=DURING)
    with pytest.raises(NotAllowed, match="Something has come of this"):
        verbs.raise_difficulty(conclusion=conclusion, by=secretary, at=DURING)
    assert Task.objects.count() == 1


def test_a_task_needs_somebody_and_a_day(session):
    _lead, one, _two, secretary, briefing = session
    with pytest.raises(NotAllowed, match="by when"):
        a_conclusion(briefing, one, secretary, due_on=None, becomes="TASK")
    with pytest.raises(NotAllowed, match="which agency leads"):
        verbs.conclude(item=item_of(briefing), text="Chung", becomes="TASK", by=secretary, at=DURING)
    assert not Conclusion.objects.exists()


def test_a_clerk_minutes_but_gives_out_no_tasks(session):
    lead, one, _two, _secretary, briefing = session
    clerk = a_clerk(lead.agency)
    assert a_conclusion(briefing, one, clerk).state == "NOTED"
    with pytest.raises(NotAllowed, match="officers and heads of the standing unit"):
        a_conclusion(briefing, one, clerk, becomes="TASK")


def test_an_agency_does_not_lead_and_support(session):
    _lead, one, _two, secretary, briefing = session
    with pytest.raises(NotAllowed, match="either leads or supports"):
        a_conclusion(briefing, one, secretary, supporters=[one.agency])


def test_a_slip_is_withdrawn_and_its_number_not_given_again(session):
    _lead, one, _two, secretary, briefing = session
    conclusion = a_conclusion(briefing, one, secretary)
    verbs.withdraw_conclusion(conclusion=conclusion, reason="Ghi nhầm.", by=secretary, at=DURING)
    assert a_conclusion(briefing, one, secretary).code == "KL1-2026/2"
    assert [one.conclusion.code for one in queries.conclusions_of(briefing, on=AFTER.date())] == ["KL1-2026/2"]


def test_it_is_put_to_the_leadership_in_the_same_words(session):
    _lead, one, _two, secretary, briefing = session
    conclusion = a_conclusion(briefing, one, secretary, becomes="RAISED")
    difficulty = Difficulty.objects.get()
    assert (conclusion.state, conclusion.raised_as) == ("RAISED", difficulty.code)
    assert difficulty.title == conclusion.text


def test_the_body_that_is_to_decide_makes_it_its_directive(session):
    lead, one, _two, secretary, briefing = session
    leader = a_leader()
    difficulty = escalations.report(
        programme=programme_of(briefing.series), title="Kinh phí", facts="Thiếu.", proposal="Cấp.", by=one, at=DURING
    )
    referral = escalations.refer(difficulty=difficulty, body=leader.agency, working_days=10, by=lead, at=DURING)
    conclusion = a_conclusion(briefing, one, secretary)
    with pytest.raises(NotAllowed, match="Only the body"):
        verbs.make_directive(conclusion=conclusion, referral=referral, by=lead, at=DURING)
    verbs.make_directive(conclusion=conclusion, referral=referral, by=leader, at=DURING)
    directive = Directive.objects.get()
    assert directive.text == conclusion.text
    assert [(order.agency, order.due_on) for order in directive.orders.all()] == [(one.agency, dt.date(2026, 5, 5))]
    assert (conclusion.state, conclusion.raised_id) == ("DIRECTED", str(directive.pk))


def test_conclusions_of_the_last_briefing_are_looked_back_on_one_by_one(session):
    lead, one, _two, secretary, briefing = session
    conclusion = a_conclusion(briefing, one, secretary, becomes="TASK")
    second = again(briefing.series.briefings.get(mark="2-2026"))
    told = {"minutes": 60, "place": "A", "chair_agency": lead.agency, "by": secretary}
    verbs.arrange(briefing=second, held_at=second.held_at, at=AFTER, **told)
    when = at(dt.date(2026, 7, 7))
    verbs.assemble(briefing=again(second), by=secretary, at=when)
    verbs.call(briefing=again(second), by=secretary, at=when)
    verbs.begin(briefing=again(second), by=secretary, at=second.held_at)
    item = item_of(second, "conclusions")
    verbs.check_conclusion(
        item=item, conclusion=conclusion, found="goes_on", note="Chờ kinh phí.", by=secretary, at=second.held_at
    )
    [looked] = queries.looked_back(item, on=second.held_at.date())
    assert (looked.check.found, looked.check.note, looked.drawn.part.klass) == ("goes_on", "Chờ kinh phí.", "overdue")
    assert "goes on" in ledger.history(looked.check)[0].sentence


def test_only_those_of_the_last_briefing(session):
    _lead, one, _two, secretary, briefing = session
    conclusion = a_conclusion(briefing, one, secretary)
    with pytest.raises(NotAllowed, match="Only conclusions of the last briefing"):
        verbs.check_conclusion(item=item_of(briefing), conclusion=conclusion, found="done", by=secretary, at=DURING)
