import datetime as dt

import pytest

from phoihop.carry_out.tasks import verbs
from phoihop.carry_out.tasks.models import Extension
from phoihop.carry_out.tasks.tests.factories import DUE, a_programme, a_task, at, fresh, handed_in, part_of
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import MONDAY, lan, minh

pytestmark = pytest.mark.django_db
NEW = dt.date(2026, 4, 10)


@pytest.fixture
def cast():
    lead, head = lan(), minh()
    return lead, head, a_task(a_programme(lead, head), lead, head)


def asked(task, head, *, to_on=NEW, when=MONDAY):
    made = verbs.ask_extension(part=part_of(task, head), to_on=to_on, reason="Chờ số liệu.", by=head, at=when)
    return again(made)


def again(extension):
    return Extension.objects.select_related("participation__agency", "participation__task__programme__framework").get(
        pk=extension.pk
    )


def test_until_it_is_decided_the_due_date_stays(cast):
    lead, head, task = cast
    extension = asked(task, head)
    assert part_of(task, head).due_on == DUE
    assert (extension.from_on, extension.to_on, extension.state) == (DUE, NEW, "ASKED")
    assert Notice.objects.filter(kind="task.extension_asked", account_id=lead.account_id).exists()


def test_an_approved_extension_moves_the_due_date_and_keeps_the_old_one(cast):
    lead, head, task = cast
    part = part_of(task, head)
    part.reminded_on = MONDAY.date()
    part.save()
    verbs.approve_extension(extension=asked(task, head), by=lead, at=MONDAY)
    part = part_of(task, head)
    assert part.due_on == NEW
    assert [row.due_on for row in part.due_dates.order_by("since_at", "pk")] == [DUE, NEW]
    assert part.reminded_on is None  # reminders start over


def test_a_refusal_says_why_and_leaves_the_date(cast):
    lead, head, task = cast
    extension = asked(task, head)
    verbs.refuse_extension(extension=extension, reason="Đã gia hạn hai lần.", by=lead, at=MONDAY)
    assert part_of(task, head).due_on == DUE
    assert fresh(extension).decision_reason == "Đã gia hạn hai lần."
    with pytest.raises(NotAllowed, match="decided on already"):
        verbs.approve_extension(extension=again(extension), by=lead, at=MONDAY)


def test_what_is_asked_for_is_a_working_day_later_than_the_present_one(cast):
    _lead, head, task = cast
    assert asked(task, head, to_on=dt.date(2026, 4, 11)).to_on == dt.date(2026, 4, 13)
    task2 = a_task(task.programme, _lead, head)
    with pytest.raises(NotAllowed, match="later than the present one"):
        asked(task2, head, to_on=DUE)
    with pytest.raises(NotAllowed, match="must lie after today"):
        asked(task2, head, to_on=DUE + dt.timedelta(days=1), when=at(dt.date(2026, 4, 20)))


def test_one_request_at_a_time(cast):
    _lead, head, task = cast
    asked(task, head)
    with pytest.raises(NotAllowed, match="asked for already"):
        asked(task, head)


def test_what_was_handed_in_needs_no_more_time(cast):
    _lead, head, task = cast
    handed_in(task, head)
    with pytest.raises(NotAllowed, match="more time is not needed now"):
        asked(task, head)


def test_an_answer_that_comes_after_the_new_date_is_refused(cast):
    lead, head, task = cast
    extension = asked(task, head)
    with pytest.raises(NotAllowed, match="must lie after today"):
        verbs.approve_extension(extension=extension, by=lead, at=at(dt.date(2026, 4, 13)))
    assert fresh(extension).state == "ASKED"


def test_the_standing_unit_gives_time_without_being_asked(cast):
    lead, head, task = cast
    open_request = asked(task, head, to_on=dt.date(2026, 4, 3))
    given = verbs.extend(part=part_of(task, head), to_on=NEW, reason="Theo kết luận giao ban.", by=lead, at=MONDAY)
    assert (given.state, given.number) == ("APPROVED", 2)
    assert fresh(open_request).state == "LAPSED"
    assert part_of(task, head).due_on == NEW
    with pytest.raises(NotAllowed, match="Only the standing unit"):
        verbs.extend(part=part_of(task, head), to_on=dt.date(2026, 5, 4), reason="…", by=head, at=MONDAY)


def test_a_part_handed_in_meanwhile_is_not_extended(cast):
    lead, head, task = cast
    extension = asked(task, head)
    handed_in(task, head)
    with pytest.raises(StateMoved):
        verbs.approve_extension(extension=extension, by=lead, at=MONDAY)
    assert part_of(task, head).due_on == DUE


def test_more_time_given_to_what_came_in_a_moment_ago_moves_nothing(cast):
    lead, head, task = cast
    seen = part_of(task, head)
    handed_in(task, head)
    with pytest.raises(StateMoved):
        verbs.extend(part=seen, to_on=NEW, reason="Giao ban kết luận.", by=lead, at=MONDAY)
    assert part_of(task, head).due_on == DUE
