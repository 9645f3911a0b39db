"""The session ends; the briefing is closed when nothing is half said."""

import pytest

from phoihop.carry_out.briefings import agenda, verbs
from phoihop.carry_out.briefings.tests.factories import (
    AFTER,
    DURING,
    a_briefing,
    a_conclusion,
    again,
    item_of,
    minuted,
    secretary_of,
)
from phoihop.foundation.ledger import queries as ledger
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed
from tests.cast import lan, minh

pytestmark = pytest.mark.django_db


@pytest.fixture
def over():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner, state="HELD")
    return lead, partner, secretary_of(briefing), briefing


def approve(briefing, lead, kind="late"):
    item = item_of(briefing, kind)
    verbs.approve_minutes(item=item, revision=item.minutes_revision, by=lead, at=AFTER)


def test_whoever_chaired_is_told_that_minutes_wait(over):
    lead, _partner, secretary, briefing = over
    verbs.adjourn(briefing=briefing, by=secretary, at=AFTER)
    assert Notice.objects.filter(kind="briefing.adjourned", account=lead.account_id).exists()


def test_closing_carries_over_what_was_not_reached_and_tells_everybody(over):
    lead, partner, secretary, briefing = over
    minuted(briefing, secretary)
    a_conclusion(briefing, partner, secretary, becomes="TASK")
    approve(briefing, lead)
    verbs.adjourn(briefing=again(briefing), by=secretary, at=AFTER)
    verbs.close(briefing=again(briefing), by=lead, at=AFTER)
    assert item_of(briefing, "next").state == "CARRIED"
    [notice] = Notice.objects.filter(kind="briefing.closed", account=partner.account_id)
    assert (notice.words["count"], notice.words["carried"]) == (1, 1)
    assert ledger.history(briefing)[-1].sentence == "Lan closed briefing 1-2026: 1 items approved."
    assert ledger.verify().intact


def test_a_draft_keeps_it_open_and_says_which(over):
    lead, _partner, secretary, briefing = over
    minuted(briefing, secretary)
    verbs.adjourn(briefing=again(briefing), by=secretary, at=AFTER)
    with pytest.raises(NotAllowed, match="these items first, or carry them over: 1"):
        verbs.close(briefing=again(briefing), by=lead, at=AFTER)


def test_while_in_session_it_is_not_closed(over):
    lead, *_rest, briefing = over
    with pytest.raises(NotAllowed, match="once the session is over"):
        verbs.close(briefing=briefing, by=lead, at=DURING)


def test_the_secretary_does_not_close(over):
    _lead, _partner, secretary, briefing = over
    verbs.adjourn(briefing=briefing, by=secretary, at=AFTER)
    with pytest.raises(NotAllowed, match="Only whoever chairs"):
        verbs.close(briefing=again(briefing), by=secretary, at=AFTER)


def test_after_closing_nothing_is_written_or_concluded(over):
    lead, partner, secretary, briefing = over
    verbs.adjourn(briefing=briefing, by=secretary, at=AFTER)
    verbs.close(briefing=again(briefing), by=lead, at=AFTER)
    for act in (lambda: minuted(briefing, secretary), lambda: a_conclusion(briefing, partner, secretary)):
        with pytest.raises(NotAllowed, match="is closed"):
            act()


def test_the_closed_briefing_is_the_one_before_the_next(over):
    lead, _partner, secretary, briefing = over
    verbs.adjourn(briefing=briefing, by=secretary, at=AFTER)
    verbs.close(briefing=again(briefing), by=lead, at=AFTER)
    second = again(briefing.series.briefings.get(mark="2-2026"))
    assert agenda.last_before(second) == briefing
