import datetime as dt

import pytest

from phoihop.carry_out.tasks import queries, verbs
from phoihop.carry_out.tasks.models import Evidence
from phoihop.carry_out.tasks.tests.factories import DUE, a_programme, a_task, at, fresh, handed_in, part_of, seen
from phoihop.foundation.files import verbs as files
from phoihop.foundation.ledger import queries as ledger
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import LATER, MONDAY, hanh, lan, minh, nga, someone, tu

pytestmark = pytest.mark.django_db


def a_text_file(by, words="Báo cáo kết quả."):
    return files.keep(data=words.encode(), name="bao-cao.txt", by=by, at=MONDAY)


def test_what_is_accepted_was_done_on_the_day_it_was_handed_in():
    lead, head = lan(), minh()
    task = a_task(a_programme(lead, head), lead, head)
    verbs.accept(evidence=handed_in(task, head, at=at(DUE)), by=lead, at=at(DUE + dt.timedelta(days=20)))
    part = part_of(task, head)
    assert (part.state, part.done_on, part.handed_on) == ("DONE", DUE, None)
    assert fresh(task).state == "DONE"
    assert queries.klass_of(part, on=DUE + dt.timedelta(days=30)) == "done"


def test_handed_in_a_day_after_it_was_late():
    lead, head = lan(), minh()
    task = a_task(a_programme(lead, head), lead, head)
    evidence = handed_in(task, head, at=at(DUE + dt.timedelta(days=1)))
    verbs.accept(evidence=evidence, by=lead, at=at(DUE + dt.timedelta(days=1)))
    assert queries.klass_of(part_of(task, head), on=DUE + dt.timedelta(days=1)) == "done-late"
    assert ledger.history(evidence)[0].sentence.endswith("after the due date.")


def test_the_supporting_agencys_evidence_does_not_complete_the_task():
    lead, head, court = lan(), minh(), hanh()
    task = a_task(a_programme(lead, head, court), lead, head, court)
    verbs.accept(evidence=handed_in(task, court), by=lead, at=MONDAY)
    assert part_of(task, court).state == "DONE"
    assert fresh(task).state == "OPEN"


def test_papers_are_kept_with_the_evidence_and_seen_by_those_who_see_the_task():
    lead, head, court = lan(), minh(), hanh()
    task = a_task(a_programme(lead, head, court), lead, head)
    paper = a_text_file(head)
    evidence = verbs.hand_in(
        part=part_of(task, head), body="", files=[(paper, "bc.txt"), (paper, "bc2.txt")], by=head, at=MONDAY
    )
    assert [row.name for row in evidence.files.all()] == ["bc2.txt"]
    assert queries.may_read_file(court, paper.pk)
    assert not queries.may_read_file(tu(), paper.pk)


def test_nothing_at_all_is_no_evidence():
    lead, head = lan(), minh()
    task = a_task(a_programme(lead, head), lead, head)
    with pytest.raises(NotAllowed, match="Say what was done, or attach"):
        verbs.hand_in(part=part_of(task, head), body="  ", by=head, at=MONDAY)


def test_returned_evidence_leaves_the_part_owed_with_the_same_due_date():
    lead, head = lan(), minh()
    task = a_task(a_programme(lead, head), lead, head)
    evidence = handed_in(task, head)
    verbs.return_evidence(evidence=evidence, reason="Thiếu phụ lục.", by=lead, at=LATER)
    part = part_of(task, head)
    assert (part.state, part.due_on, part.handed_on) == ("OWED", DUE, None)
    assert Notice.objects.get(kind="task.returned", account_id=head.account_id).words["reason"] == "Thiếu phụ lục."
    assert handed_in(task, head, at=LATER).number == 2


def test_evidence_taken_back_can_be_handed_in_better():
    lead, head = lan(), minh()
    task = a_task(a_programme(lead, head), lead, head)
    evidence = handed_in(task, head)
    verbs.take_back(evidence=evidence, by=head, at=MONDAY)
    assert part_of(task, head).state == "OWED"
    assert fresh(evidence).state == "TAKEN_BACK"
    with pytest.raises(NotAllowed, match="decided on already"):
        verbs.take_back(evidence=seen(evidence), by=head, at=MONDAY)


def test_while_one_waits_no_other_is_handed_in():
    lead, head = lan(), minh()
    task = a_task(a_programme(lead, head), lead, head)
    handed_in(task, head)
    with pytest.raises(NotAllowed, match="waits for acceptance"):
        handed_in(task, head)


def test_another_agency_hands_in_nothing():
    lead, head, court = lan(), minh(), hanh()
    task = a_task(a_programme(lead, head, court), lead, head)
    with pytest.raises(NotAllowed, match="Only the agency that has this part"):
        verbs.hand_in(part=part_of(task, head), body="…", by=court, at=MONDAY)


def test_an_officer_does_not_accept_what_the_same_officer_handed_in():
    lead, head = lan(), minh()
    officer = someone("Diễm", agency=lead.agency)
    colleague = someone("Phúc", agency=lead.agency)
    programme = a_programme(lead, head)
    task = a_task(programme, lead, lead)
    evidence = handed_in(task, officer)
    with pytest.raises(NotAllowed, match="Somebody else of the agency accepts"):
        verbs.accept(evidence=evidence, by=officer, at=MONDAY)
    verbs.accept(evidence=evidence, by=colleague, at=MONDAY)
    own = handed_in(a_task(programme, lead, lead), lead)
    verbs.accept(evidence=own, by=lead, at=MONDAY)  # the head answers for both


def test_a_partner_accepts_nothing():
    lead, head = lan(), minh()
    task = a_task(a_programme(lead, head), lead, head)
    with pytest.raises(NotAllowed, match="Only the standing unit"):
        verbs.accept(evidence=handed_in(task, nga()), by=head, at=MONDAY)


def test_what_was_decided_is_not_decided_again():
    lead, head = lan(), minh()
    task = a_task(a_programme(lead, head), lead, head)
    evidence = handed_in(task, head)
    stale = seen(evidence)
    verbs.accept(evidence=evidence, by=lead, at=MONDAY)
    with pytest.raises(StateMoved):
        verbs.return_evidence(evidence=stale, reason="…", by=lead, at=MONDAY)
    assert fresh(evidence).state == "ACCEPTED"


def test_handing_in_answers_an_open_request_for_more_time():
    lead, head = lan(), minh()
    task = a_task(a_programme(lead, head), lead, head)
    asked = verbs.ask_extension(
        part=part_of(task, head), to_on=DUE + dt.timedelta(days=7), reason="…", by=head, at=MONDAY
    )
    handed_in(task, head)
    assert fresh(asked).state == "LAPSED"


def test_the_database_keeps_one_waiting_evidence():
    from django.db import IntegrityError, transaction

    lead, head = lan(), minh()
    evidence = handed_in(a_task(a_programme(lead, head), lead, head), head)
    evidence.pk, evidence.number = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        evidence.save(force_insert=True)
    assert Evidence.objects.count() == 1
