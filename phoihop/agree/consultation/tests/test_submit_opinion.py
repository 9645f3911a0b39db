import datetime as dt

import pytest

from phoihop.agree.consultation import queries, verbs
from phoihop.agree.consultation.states import Answer, RemarkState
from phoihop.agree.consultation.tests.factories import (
    a_remark,
    a_round,
    an_opinion,
    clause,
    fresh,
    invitation_of,
)
from phoihop.foundation.access.roles import Role
from phoihop.foundation.files.models import StoredFile
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, hanh, lan, minh, nga, someone

pytestmark = pytest.mark.django_db


def test_what_was_not_left_out_becomes_official_clause_by_clause():
    lead, head, officer = lan(), minh(), nga()
    round_ = a_round(lead, head)
    last = a_remark(round_, officer, "ở khoản 2 Điều 5")
    first = a_remark(round_, officer, "ở khoản 1 Điều 4", node=clause(round_, "1", "4"))
    general = a_remark(round_, officer, "chung", node=None)
    silent = a_remark(round_, officer, "bỏ")
    verbs.leave_out(remark=silent, reason="Trùng", by=head, at=MONDAY)
    opinion = an_opinion(round_, head, body="Cơ bản thống nhất.")
    assert [fresh(said).number for said in (general, first, last, silent)] == [1, 2, 3, None]
    assert fresh(silent).state == RemarkState.LEFT_OUT
    invitation = invitation_of(round_, head)
    assert (invitation.state, invitation.answered_at, opinion.entered_by_lead) == (Answer.ANSWERED, MONDAY, False)
    assert Entry.objects.get(kind="consultation.opinion_submitted").details["remarks"] == [1, 2, 3]


def test_numbers_run_through_the_round_without_gaps():
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head, court)
    for person in (court, head):
        a_remark(round_, person)
        an_opinion(round_, person)
    seen = queries.official_remarks(round_, actor=lead)
    assert [(said.number, said.invitation.agency.name[:3]) for said in seen] == [(1, "Tòa"), (2, "Ủy ")]


def test_before_the_end_an_agency_sees_its_own_remarks_alone():
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head, court)
    for person in (court, head):
        a_remark(round_, person)
        an_opinion(round_, person)
    assert [said.number for said in queries.official_remarks(round_, actor=head)] == [2]


@pytest.mark.parametrize(
    ("stance", "remarks", "body", "told"),
    [
        ("", 0, "", "Choose whether"),
        ("agree", 1, "", "There are remarks in this opinion"),
        ("agree_with_remarks", 0, "", "There is no remark yet"),
        ("disagree", 0, "", "Say why the agency does not agree"),
    ],
)
def test_the_stance_says_what_the_remarks_say(stance, remarks, body, told):
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    for _ in range(remarks):
        a_remark(round_, head)
    with pytest.raises(NotAllowed, match=told):
        verbs.submit_opinion(invitation=invitation_of(round_, head), stance=stance, body=body, by=head, at=MONDAY)


def test_an_agency_may_disagree_in_the_words_of_its_opinion_alone():
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    opinion = an_opinion(round_, head, stance="disagree", body="Chưa đúng thẩm quyền.")
    assert opinion.dispatch == ""


def test_a_clerk_needs_the_dispatch_the_head_has_signed():
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    clerk = someone("Bình", agency=head.agency, roles=(Role.CLERK,))
    with pytest.raises(NotAllowed, match="number of the dispatch"):
        an_opinion(round_, clerk)
    opinion = an_opinion(round_, clerk, dispatch_number="118/UBND-VX", dispatch_on=dt.date(2026, 3, 9))
    assert opinion.dispatch == "118/UBND-VX, 09/03/2026"


def test_the_dispatch_itself_can_be_kept_beside_the_opinion():
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    paper = StoredFile.objects.create(sha256="a" * 64, size=1, media_type="application/pdf", kept_at=MONDAY)
    an_opinion(round_, head, dispatch_number="1/UBND", dispatch_file=paper)
    assert Entry.objects.get(kind="consultation.opinion_submitted").details["file"] == "a" * 64


def test_an_agency_answers_once():
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    an_opinion(round_, head)
    with pytest.raises(NotAllowed, match="given its opinion already"):
        an_opinion(round_, head)


def test_an_officer_does_not_answer_for_the_agency():
    lead, head, officer = lan(), minh(), nga()
    with pytest.raises(NotAllowed, match="Only the head"):
        an_opinion(a_round(lead, head), officer)
