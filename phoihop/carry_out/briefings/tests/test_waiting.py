"""What waits on whose desk, and why; what everybody hears can be said in both languages."""

import datetime as dt

import pytest
from django.utils import translation

from phoihop.carry_out.briefings import queries, verbs
from phoihop.carry_out.briefings.tests.factories import (
    AFTER,
    BEFORE,
    DURING,
    HELD,
    a_briefing,
    a_clerk,
    a_leader,
    a_series,
    again,
    item_of,
    minuted,
    secretary_of,
)
from phoihop.foundation.access.roles import Role
from phoihop.foundation.ledger import kinds
from phoihop.foundation.notices.models import Notice
from tests.cast import MONDAY, hanh, lan, minh, someone, tu

pytestmark = pytest.mark.django_db

NEAR = dt.date(2026, 3, 25)


def acts(actor, on=NEAR):
    return [(str(due.what), str(due.act_label)) for due in queries.waiting_on(actor, on=on)]


def test_whoever_prepares_is_to_call_it_before_papers_are_due():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner)
    secretary = secretary_of(briefing)
    [due] = queries.waiting_on(secretary, on=NEAR)
    assert (str(due.what), due.due_on) == ("Call “Briefing of Q1 2026”", dt.date(2026, 4, 8))
    assert due.computed[0].code == "before"
    assert acts(secretary, on=dt.date(2026, 3, 1)) == []
    assert acts(partner) == []


def test_the_agency_asked_is_to_hand_in_its_paper():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner)
    secretary = secretary_of(briefing)
    verbs.ask_paper(briefing=again(briefing), agency=partner.agency, title="Số liệu", by=secretary, at=MONDAY)
    assert acts(partner) == [("Paper for “Briefing of Q1 2026”: Số liệu", "Hand in the paper")]


def test_whoever_is_invited_sees_it_a_week_before():
    partner = minh()
    a_briefing(lan(), partner, state="CALLED")
    assert acts(partner, on=dt.date(2026, 4, 6)) == []
    assert acts(partner, on=dt.date(2026, 4, 13)) == [("Briefing of Q1 2026", "Read the papers")]


def test_drafts_wait_for_whoever_chairs_and_then_the_closing_does():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner, state="HELD")
    secretary = secretary_of(briefing)
    minuted(briefing, secretary)
    assert ("Approve the minutes of “Briefing of Q1 2026”", "Read and approve") in acts(lead, on=HELD.date())
    assert acts(secretary, on=HELD.date()) == [("Minutes of “Briefing of Q1 2026”", "Write the minutes")]
    item = item_of(briefing)
    verbs.approve_minutes(item=item, revision=item.minutes_revision, by=lead, at=DURING)
    verbs.adjourn(briefing=again(briefing), by=secretary, at=AFTER)
    assert ("Close “Briefing of Q1 2026”", "Close the briefing") in acts(lead, on=HELD.date())


@pytest.mark.slow
def test_a_paper_without_a_number_waits_for_the_clerk_of_the_host():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner, state="CALLED")
    clerk = a_clerk(lead.agency)
    verbs.make_document(briefing=again(briefing), kind="invitation", by=secretary_of(briefing), at=BEFORE)
    assert ("Invitation of “Briefing of Q1 2026”", "Give the number") in acts(clerk)


def test_strangers_have_nothing_waiting():
    a_briefing(lan(), minh(), state="CALLED")
    assert acts(tu(), on=HELD.date()) == []


def test_the_desk_asks_twice_whatever_waits(django_assert_max_num_queries):
    lead, one, two = lan(), minh(), hanh()
    held, called = a_briefing(lead, one, two, state="HELD"), a_briefing(lead, one, two, state="CALLED")
    verbs.ask_paper(briefing=called, agency=lead.agency, title="Số liệu", by=secretary_of(called), at=BEFORE)
    everything = someone("Năm", agency=lead.agency, roles=(Role.HEAD, Role.OFFICER, Role.CLERK))
    minuted(held, secretary_of(held))
    for actor in (lead, everything, one):
        with django_assert_max_num_queries(2):
            queries.waiting_on(actor, on=HELD.date())


def test_the_desk_of_a_leader_asks_once(django_assert_max_num_queries):
    a_briefing(lan(), minh(), state="HELD")
    leader = a_leader()
    with django_assert_max_num_queries(1):
        assert queries.waiting_on(leader, on=HELD.date()) == []


def test_every_notice_reads_as_a_sentence_in_both_languages():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner, state="HELD")
    secretary = secretary_of(briefing)
    verbs.propose(series=briefing.series, title="Tập huấn", by=partner, at=BEFORE)
    minuted(briefing, secretary)
    item = item_of(briefing)
    verbs.approve_minutes(item=item, revision=item.minutes_revision, by=lead, at=DURING)
    verbs.unlock_minutes(item=item_of(briefing), reason="Nhầm.", by=lead, at=DURING)
    verbs.note_dissent(item=item_of(briefing), agency=partner.agency, body="Không.", by=secretary, at=DURING)
    verbs.carry_over(item=item_of(briefing), by=secretary, at=DURING)
    verbs.adjourn(briefing=again(briefing), by=secretary, at=AFTER)
    verbs.close(briefing=again(briefing), by=lead, at=AFTER)
    told = Notice.objects.filter(kind__startswith="briefing.")
    assert {notice.kind for notice in told} >= {
        "briefing.called", "briefing.item_proposed", "briefing.minutes_unlocked", "briefing.dissent_noted",
        "briefing.adjourned", "briefing.closed",
    }  # fmt: skip
    for notice in told:
        english = kinds.say("notices", notice.kind, notice.words)
        with translation.override("vi"):
            vietnamese = kinds.say("notices", notice.kind, notice.words)
        assert english != vietnamese
        assert "None" not in english + vietnamese
        assert "  " not in english + vietnamese


def test_series_without_a_chair_wait_for_nobody_in_particular():
    lead = lan()
    a_series(lead, minh())
    assert all(due.framework_id for due in queries.waiting_on(lead, on=NEAR))
