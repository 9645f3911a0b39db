import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from phoihop.agree.programmes import verbs as programmes
from phoihop.carry_out.tasks import verbs
from phoihop.carry_out.tasks.models import DueDate, Participation
from phoihop.carry_out.tasks.shares import Share
from phoihop.carry_out.tasks.tests.factories import DUE, a_programme, a_task, at, clause, part_of
from phoihop.foundation.ledger import queries as ledger
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, hanh, lan, minh, tu

pytestmark = pytest.mark.django_db


def test_a_task_has_one_part_for_each_agency_with_its_own_due_date():
    lead, head, court = lan(), minh(), hanh()
    programme = a_programme(lead, head, court)
    task = verbs.assign(
        programme=programme,
        title=" Cung cấp số liệu ",
        lead=Share(head.agency, due_on=DUE),
        supports=[Share(court.agency, working_days=5, basis="Điều 5")],
        node=clause(programme),
        deliverable="Bảng số liệu",
        by=lead,
        at=MONDAY,
    )
    assert (task.title, task.code, task.state, task.origin) == ("Cung cấp số liệu", "5.2-a", "OPEN", "clause")
    assert [(p.agency_id, p.role, p.due_on) for p in task.parts.order_by("pk")] == [
        (head.agency_id, "lead", DUE),
        (court.agency_id, "support", dt.date(2026, 3, 9)),
    ]
    assert DueDate.objects.filter(participation__task=task).count() == 2
    assert part_of(task, court).counted_from == MONDAY.date()


def test_a_due_date_on_a_day_off_gives_way_to_the_next_working_day():
    lead, head = lan(), minh()
    task = a_task(a_programme(lead, head), lead, head, due_on=dt.date(2026, 3, 28))
    part = part_of(task, head)
    assert part.due_on == dt.date(2026, 3, 30)
    assert part.counted_from == dt.date(2026, 3, 28)
    assert "moved" in [step["code"] for step in part.due_computed["steps"]]


def test_supporters_without_a_day_are_due_with_the_lead():
    lead, head, court = lan(), minh(), hanh()
    task = a_task(a_programme(lead, head, court), lead, head, court)
    assert part_of(task, court).due_on == DUE


def test_codes_are_the_clause_and_a_letter_and_skip_what_is_taken():
    lead, head = lan(), minh()
    programme = a_programme(lead, head)
    node = clause(programme)
    codes = [a_task(programme, lead, head, node=node).code for _ in range(5)]
    assert codes == ["5.2-a", "5.2-b", "5.2-c", "5.2-d", "5.2-đ"]
    assert a_task(programme, lead, head, code="5.2-g", node=node).code == "5.2-g"
    assert [a_task(programme, lead, head, node=node).code for _ in range(2)] == ["5.2-e", "5.2-h"]


def test_past_the_last_letter_the_letters_begin_anew_with_a_number():
    lead, head = lan(), minh()
    programme = a_programme(lead, head)
    node = clause(programme)
    for letter in "abcdđeghiklmnopqrstuvxy":
        a_task(programme, lead, head, node=node, code=f"5.2-{letter}")
    assert a_task(programme, lead, head, node=node).code == "5.2-a2"


def test_what_comes_from_elsewhere_is_counted_by_its_origin():
    lead, head = lan(), minh()
    programme = a_programme(lead, head)
    conclusion = {"origin": "conclusion", "origin_type": "briefings.conclusion", "origin_id": "7"}
    codes = [a_task(programme, lead, head, **fields).code for fields in ({}, {}, conclusion, {"origin": "directive"})]
    assert codes == ["PS1", "PS2", "KL1", "CĐ1"]


def test_a_code_is_given_once():
    lead, head = lan(), minh()
    programme = a_programme(lead, head)
    a_task(programme, lead, head, code="NV-1")
    with pytest.raises(NotAllowed, match="There is a task with the code “NV-1” already"):
        a_task(programme, lead, head, code="NV-1")


def test_only_parties_are_given_tasks():
    lead, head, stranger = lan(), minh(), tu()
    with pytest.raises(NotAllowed, match="Only parties of the programme are given tasks; “Sở Giao thông” is none"):
        a_task(a_programme(lead, head), lead, stranger)


def test_an_agency_is_named_once():
    lead, head = lan(), minh()
    with pytest.raises(NotAllowed, match="named twice"):
        a_task(a_programme(lead, head), lead, head, head)


def test_a_due_date_in_the_past_is_refused():
    lead, head = lan(), minh()
    with pytest.raises(NotAllowed, match="lies in the past"):
        a_task(a_programme(lead, head), lead, head, due_on=dt.date(2026, 2, 27))


def test_without_a_due_date_nothing_is_assigned():
    lead, head = lan(), minh()
    with pytest.raises(NotAllowed, match="by when the lead agency is due"):
        verbs.assign(programme=a_programme(lead, head), title="Việc", lead=Share(head.agency), by=lead, at=MONDAY)


def test_tasks_are_made_while_the_programme_is_in_force():
    lead, head = lan(), minh()
    programme = a_programme(lead, head)
    programmes.end(framework=programme.framework, by=lead, at=at(dt.date(2031, 1, 1)))
    with pytest.raises(NotAllowed, match="while the programme is in force"):
        a_task(programme, lead, head)


def test_a_partner_assigns_nothing():
    lead, head = lan(), minh()
    with pytest.raises(NotAllowed, match="Only the standing unit"):
        a_task(a_programme(lead, head), head, head)


def test_each_agency_is_told_and_the_ledger_says_who_does_what():
    lead, head, court = lan(), minh(), hanh()
    programme = a_programme(lead, head, court)
    task = a_task(programme, lead, head, court)
    told = Notice.objects.filter(kind="task.assigned", account_id__in=[head.account_id, court.account_id])
    assert sorted(notice.words["role"] for notice in told) == ["lead", "support"]
    [line] = ledger.history(task)
    assert "leads, due on 31/03/2026" in line.sentence
    assert line.chain == f"programme:{programme.pk}"


def test_two_leads_of_one_task_are_refused_by_the_database():
    lead, head, court = lan(), minh(), hanh()
    task = a_task(a_programme(lead, head, court), lead, head, court)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.filter(task=task).update(role="lead")
