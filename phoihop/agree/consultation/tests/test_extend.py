import datetime as dt

import pytest

from phoihop.agree.consultation import verbs
from phoihop.agree.consultation.tests.factories import AFTER, DUE, a_round, an_opinion, fresh, invitation_of
from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, hanh, lan, minh

pytestmark = pytest.mark.django_db

FRIDAY = dt.date(2026, 3, 20)
SATURDAY = dt.date(2026, 3, 21)
NEXT_MONDAY = dt.date(2026, 3, 23)


def test_one_agency_gets_more_time_and_the_old_day_is_kept():
    lead, invited, court = lan(), minh(), hanh()
    round_ = a_round(lead, invited, court)
    verbs.extend(invitation=invitation_of(round_, court), to_on=SATURDAY, reason="Đang nghỉ phép", by=lead, at=MONDAY)
    assert invitation_of(round_, court).due_on == NEXT_MONDAY
    assert (invitation_of(round_, invited).due_on, fresh(round_).due_on) == (DUE, DUE)
    extension = invitation_of(round_, court).extensions.get()
    assert (extension.from_on, extension.to_on, extension.reason) == (DUE, NEXT_MONDAY, "Đang nghỉ phép")
    assert Entry.objects.get(kind="consultation.extended").details["was"] == "2026-03-16"


def test_all_who_have_not_answered_get_more_time_unless_they_had_more_already():
    lead, invited, court = lan(), minh(), hanh()
    round_ = a_round(lead, invited, court)
    verbs.extend(invitation=invitation_of(round_, court), to_on=NEXT_MONDAY, reason="Xin lùi", by=lead, at=MONDAY)
    verbs.extend_all(round=round_, to_on=FRIDAY, reason="Nghỉ lễ", by=lead, at=MONDAY)
    assert invitation_of(round_, invited).due_on == fresh(round_).due_on == FRIDAY
    assert invitation_of(round_, court).due_on == NEXT_MONDAY
    assert fresh(round_).working_days is None


def test_who_has_answered_is_left_alone():
    lead, invited = lan(), minh()
    round_ = a_round(lead, invited)
    an_opinion(round_, invited)
    with pytest.raises(NotAllowed, match="given its opinion already"):
        verbs.extend(invitation=invitation_of(round_, invited), to_on=FRIDAY, reason="…", by=lead, at=MONDAY)
    verbs.extend_all(round=round_, to_on=FRIDAY, reason="…", by=lead, at=MONDAY)
    assert invitation_of(round_, invited).due_on == DUE


def test_a_deadline_only_moves_forward_and_never_into_the_past():
    lead, invited = lan(), minh()
    round_ = a_round(lead, invited)
    for late, day, reason in ((MONDAY, DUE, "later than the old one"), (AFTER, AFTER.date(), "after today")):
        with pytest.raises(NotAllowed, match=reason):
            verbs.extend_all(round=fresh(round_), to_on=day, reason="…", by=lead, at=late)


def test_a_deadline_that_has_passed_can_still_be_extended_and_reminders_start_over():
    lead, invited = lan(), minh()
    round_ = a_round(lead, invited)
    verbs.remind(invitation=invitation_of(round_, invited), by=CLOCK, at=AFTER)
    verbs.extend(invitation=invitation_of(round_, invited), to_on=FRIDAY, reason="…", by=lead, at=AFTER)
    assert invitation_of(round_, invited).reminded_on is None


def test_not_after_closing():
    lead, invited = lan(), minh()
    with pytest.raises(NotAllowed, match="does not receive opinions"):
        verbs.extend_all(round=a_round(lead, invited, state="CLOSED"), to_on=FRIDAY, reason="…", by=lead, at=AFTER)


def test_reminding_by_hand_or_by_the_clock_once_a_day():
    lead, invited = lan(), minh()
    round_ = a_round(lead, invited)
    seen = invitation_of(round_, invited)
    verbs.remind(invitation=invitation_of(round_, invited), by=lead, at=MONDAY)
    for invitation in (seen, invitation_of(round_, invited)):
        with pytest.raises(NotAllowed, match="already reminded today"):
            verbs.remind(invitation=invitation, by=CLOCK, at=MONDAY)
    verbs.remind(invitation=invitation_of(round_, invited), by=CLOCK, at=AFTER)
    late = [entry.details["late"] for entry in Entry.objects.filter(kind="consultation.reminded").order_by("pk")]
    assert late == [False, True]


def test_an_agency_that_answered_is_not_reminded():
    lead, invited = lan(), minh()
    round_ = a_round(lead, invited)
    an_opinion(round_, invited)
    with pytest.raises(NotAllowed, match="given its opinion already"):
        verbs.remind(invitation=invitation_of(round_, invited), by=lead, at=MONDAY)
