import datetime as dt

import pytest

from phoihop.agree.consultation import rules, verbs
from phoihop.agree.consultation.states import State
from phoihop.agree.consultation.tests.factories import DUE, a_round, a_text, fresh
from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, hanh, lan, minh, nga

pytestmark = pytest.mark.django_db


def test_every_party_but_the_lead_is_invited_and_each_invitation_is_on_record():
    lead, court = lan(), hanh()
    text = a_text(lead, partners=[minh().agency, court.agency])
    round_ = verbs.prepare_round(text=text, due_on=DUE, silence_agrees=True, by=lead, at=MONDAY, message="Kính gửi")
    assert (round_.number, round_.state, round_.due_on, round_.message) == (1, State.PREPARED, DUE, "Kính gửi")
    names = [invitation.agency.name for invitation in round_.invitations.order_by("position")]
    assert names == ["Ủy ban nhân dân phường Ngã Bảy", "Tòa án nhân dân khu vực"]
    assert Entry.objects.filter(kind="consultation.invited").count() == 2


def test_a_deadline_in_working_days_explains_itself():
    lead = lan()
    DayOff.objects.create(day=dt.date(2026, 3, 4), name="Nghỉ bù", kind=DayOff.Kind.PUBLIC, source="")
    round_ = verbs.prepare_round(text=a_text(lead), working_days=5, silence_agrees=True, by=lead, at=MONDAY)
    assert round_.due_on == dt.date(2026, 3, 10)
    assert [step["code"] for step in round_.due_computed["steps"]] == ["after", "weekends", "day_off", "result"]


def test_a_deadline_on_a_sunday_gives_way_to_monday():
    lead = lan()
    sunday = dt.date(2026, 3, 15)
    round_ = verbs.prepare_round(text=a_text(lead), due_on=sunday, silence_agrees=True, by=lead, at=MONDAY)
    assert round_.due_on == DUE


@pytest.mark.parametrize("terms", [{}, {"due_on": DUE, "working_days": 5}])
def test_a_deadline_is_a_day_or_a_number_of_days(terms):
    lead = lan()
    with pytest.raises(NotAllowed, match="either a day, or a number"):
        verbs.prepare_round(text=a_text(lead), silence_agrees=True, by=lead, at=MONDAY, **terms)


def test_only_the_agencies_named_are_invited_and_never_the_lead():
    lead, court = lan(), hanh()
    text = a_text(lead)
    round_ = verbs.prepare_round(
        text=text, due_on=DUE, silence_agrees=True, agencies=[lead.agency, court.agency], by=lead, at=MONDAY
    )
    assert [invitation.agency for invitation in round_.invitations.all()] == [court.agency]


def test_one_round_runs_at_a_time():
    lead = lan()
    round_ = a_round(lead, minh(), state="PREPARED")
    assert "still running" in str(rules.may_prepare(lead, round_.text).why_not)


def test_a_second_round_takes_the_next_number():
    lead = lan()
    first = a_round(lead, minh(), state="SETTLED")
    second = verbs.prepare_round(text=fresh(first).text, due_on=DUE, silence_agrees=True, by=lead, at=MONDAY)
    assert second.number == 2


def test_not_while_the_framework_is_settled():
    lead = lan()
    round_ = a_round(lead, minh(), state="CLOSED")
    verbs.settle(round=round_, text_too=True, by=lead, at=MONDAY)
    assert "not in a state" in str(rules.may_prepare(lead, fresh(round_).text).why_not)


def test_terms_are_changed_until_the_opening():
    lead = lan()
    round_ = a_round(lead, minh(), state="PREPARED")
    changed = verbs.change_terms(round=round_, working_days=10, silence_agrees=False, by=lead, at=MONDAY)
    assert (changed.due_on, changed.silence_agrees) == (DUE, False)
    assert changed.invitations.get().due_on == DUE
    verbs.open_for_opinions(round=changed, by=lead, at=MONDAY)
    with pytest.raises(NotAllowed, match="extend the deadline"):
        verbs.change_terms(round=changed, working_days=10, silence_agrees=True, by=lead, at=MONDAY)


def test_others_may_not_prepare():
    lead = lan()
    text = a_text(lead)
    for stranger in (minh(), nga()):
        assert "Only the lead agency" in str(rules.may_prepare(stranger, text).why_not)
