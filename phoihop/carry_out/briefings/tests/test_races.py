"""Two people at the same moment, with real commits: one wins, the other is told, no text is lost."""

import pytest

from phoihop.agree.consultation.tests.test_races import at_once
from phoihop.carry_out.briefings import queries, verbs
from phoihop.carry_out.briefings.models import Conclusion
from phoihop.carry_out.briefings.tests.factories import (
    AFTER,
    BEFORE,
    DURING,
    a_briefing,
    a_conclusion,
    a_secretary,
    again,
    item_of,
    minuted,
    secretary_of,
)
from phoihop.carry_out.briefings.verbs import Outpaced
from phoihop.carry_out.tasks.models import Task
from phoihop.foundation.ledger import queries as ledger
from phoihop.kit.verdict import NotAllowed
from tests.cast import lan, minh

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.slow]


def lost(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, NotAllowed)]


def test_closing_while_a_conclusion_is_added():
    """Whichever comes first: a closed briefing has no draft in it, and a conclusion no closed briefing under it."""
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner, state="MINUTED")
    secretary, item, seen = secretary_of(briefing), item_of(briefing), again(briefing)
    outcomes = at_once(
        lambda: verbs.close(briefing=seen, by=lead, at=AFTER),
        lambda: verbs.conclude(
            item=item, text="Việc gấp", lead=partner.agency, due_on=AFTER.date(), becomes="TASK", by=secretary, at=AFTER
        ),
    )
    assert len(lost(outcomes)) == 1, outcomes
    closed = again(briefing).state == "CLOSED"
    assert Conclusion.objects.count() == (0 if closed else 1)
    assert Task.objects.count() == Conclusion.objects.count()
    assert item_of(briefing).state == ("CARRIED" if closed else "DRAFT")
    assert ledger.verify().intact


def test_two_secretaries_who_save_at_once():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner, state="HELD")
    writers = [secretary_of(briefing), a_secretary(lead.agency, "Thư")]
    items = [item_of(briefing), item_of(briefing)]
    outcomes = at_once(
        *(
            lambda one=one, item=item: verbs.write_minutes(
                item=item, body=f"Bản của {one.name}.", revision=0, by=one, at=DURING
            )
            for one, item in zip(writers, items, strict=True)
        )
    )
    [told] = lost(outcomes)
    assert isinstance(told, Outpaced)
    assert told.theirs == item_of(briefing).body
    assert [one.body for one in queries.wordings_of(item_of(briefing), drafts=True)] == [told.theirs]


def test_approving_while_the_secretary_saves():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner, state="HELD")
    secretary = secretary_of(briefing)
    minuted(briefing, secretary, body="Đã đọc.")
    read, mine = item_of(briefing), item_of(briefing)
    outcomes = at_once(
        lambda: verbs.approve_minutes(item=read, revision=1, by=lead, at=DURING),
        lambda: verbs.write_minutes(item=mine, body="Chưa ai đọc.", revision=1, by=secretary, at=DURING),
    )
    assert len(lost(outcomes)) == 1, outcomes
    item = item_of(briefing)
    assert (item.state, item.body) in {("APPROVED", "Đã đọc."), ("DRAFT", "Chưa ai đọc.")}


def test_one_conclusion_given_out_twice_at_once_is_one_task():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner, state="HELD")
    secretary = secretary_of(briefing)
    first = a_conclusion(briefing, partner, secretary)

    def loaded():
        one = Conclusion.objects.select_related("briefing", "item", "lead").get(pk=first.pk)
        one.briefing = one.item.briefing = again(briefing)
        return one

    copies = [loaded(), loaded()]
    outcomes = at_once(*(lambda one=one: verbs.make_task(conclusion=one, by=secretary, at=DURING) for one in copies))
    assert len(lost(outcomes)) == 1, outcomes
    assert Task.objects.count() == 1


def test_calling_and_calling_off_at_once():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner)
    secretary = secretary_of(briefing)
    verbs.assemble(briefing=again(briefing), by=secretary, at=BEFORE)
    seen = [again(briefing), again(briefing)]
    outcomes = at_once(
        lambda: verbs.call(briefing=seen[0], by=secretary, at=BEFORE),
        lambda: verbs.cancel(briefing=seen[1], reason="Bão.", by=secretary, at=BEFORE),
    )
    assert len(lost(outcomes)) == 1, outcomes
    assert again(briefing).state in ("CALLED", "CANCELLED")
    assert ledger.verify().intact
