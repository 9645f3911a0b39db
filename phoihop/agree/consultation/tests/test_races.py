"""Two people at the same moment, with real commits: one wins, the other is told, no text is lost."""

import threading
import time

import pytest
from django.db import OperationalError, connection

from phoihop.agree.consultation import queries, verbs
from phoihop.agree.consultation.models import Opinion, Remark, Response
from phoihop.agree.consultation.tests.factories import a_remark, a_round, an_official_remark, an_opinion, fresh
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, hanh, lan, minh, someone

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.slow]
AGREES = "agree_with_remarks"


def patiently(act):
    """A database in memory answers "locked" at once where one in a file would wait."""
    for _try in range(500):
        try:
            return act()
        except OperationalError as busy:
            if "locked" not in str(busy):
                raise
            time.sleep(0.01)
    raise AssertionError("the database stayed locked for five seconds")


def at_once(*acts):
    """Run them together; what each returned or was refused with, in the order given."""
    together, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        together.wait()
        try:
            outcomes[place] = patiently(act)
        except NotAllowed as refusal:
            outcomes[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def test_two_heads_of_one_agency_submit_and_one_opinion_stands():
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    deputy = someone("Phúc", agency=head.agency, roles=tuple(head.roles))
    a_remark(round_, head)
    outcomes = at_once(
        *(lambda by=by: an_opinion(fresh(round_), by, stance=AGREES, body=by.name) for by in (head, deputy))
    )
    assert sorted(type(outcome) is Opinion for outcome in outcomes) == [False, True]
    assert Opinion.objects.count() == 1
    assert [said.number for said in queries.official_remarks(round_, actor=lead)] == [1]


def test_two_agencies_submit_and_the_numbers_have_no_gap():
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head, court)
    for person in (head, court):
        for _ in range(3):
            a_remark(round_, person)
    outcomes = at_once(*(lambda by=by: an_opinion(fresh(round_), by, stance=AGREES) for by in (head, court)))
    assert all(isinstance(outcome, Opinion) for outcome in outcomes)
    assert sorted(Remark.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_two_officers_respond_and_the_second_sees_the_first():
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    remark = an_official_remark(round_, head)
    colleague = someone("Diễm", agency=lead.agency)
    outcomes = at_once(
        *(
            lambda by=by: verbs.respond(
                remark=queries.remark_for(fresh(round_), remark.pk),
                outcome="accepted",
                wording=f"Câu của {by.name}.",
                seen_revision=1,
                seen_response=0,
                by=by,
                at=MONDAY,
            )
            for by in (lead, colleague)
        )
    )
    won = next(outcome for outcome in outcomes if isinstance(outcome, Response))
    lost = next(outcome for outcome in outcomes if isinstance(outcome, verbs.AnsweredMeanwhile))
    assert lost.theirs == won
    assert fresh(remark.node).body == won.wording
    assert fresh(remark.node).revision == 2
