import datetime as dt

import pytest

from phoihop.agree.consultation import queries, verbs
from phoihop.agree.consultation.states import Answer
from phoihop.agree.consultation.tests.factories import (
    a_remark,
    a_round,
    an_opinion,
    clause,
    fresh,
    invitation_of,
)
from phoihop.foundation.access.roles import Role
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, hanh, lan, minh, nga, someone

pytestmark = pytest.mark.django_db
PAPER = {"dispatch_number": "118/TA-VP", "dispatch_on": dt.date(2026, 3, 9)}


def test_the_leads_clerk_enters_what_came_on_paper():
    lead, court = lan(), hanh()
    round_ = a_round(lead, court)
    clerk = someone("Bình", agency=lead.agency, roles=(Role.CLERK,))
    remarks = [
        verbs.RemarkSaid("Lùi hạn gửi.", node=clause(round_), weight="critical", proposed="Gửi trước ngày 20."),
        verbs.RemarkSaid("Thống nhất phần còn lại.", proposed="không giữ"),
    ]
    opinion = verbs.record_dispatch(
        invitation=invitation_of(round_, court),
        stance="agree_with_remarks",
        remarks=remarks,
        by=clerk,
        at=MONDAY,
        **PAPER,
    )
    assert (opinion.entered_by_lead, opinion.dispatch) == (True, "118/TA-VP, 09/03/2026")
    assert invitation_of(round_, court).state == Answer.ANSWERED
    seen = queries.official_remarks(round_, actor=lead)
    assert [(said.number, said.place, said.proposed) for said in seen] == [
        (1, "Điều 5 khoản 2", "Gửi trước ngày 20."),
        (2, "", ""),
    ]
    assert Entry.objects.get(kind="consultation.dispatch_recorded").details["dispatch"] == "118/TA-VP, 09/03/2026"


def test_what_the_agencys_staff_had_written_here_stays_theirs():
    lead, head, officer = lan(), minh(), nga()
    round_ = a_round(lead, head)
    said = a_remark(round_, officer)
    verbs.record_dispatch(invitation=invitation_of(round_, head), stance="agree", by=lead, at=MONDAY, **PAPER)
    assert fresh(said).number is None


def test_a_clause_that_was_not_sent():
    lead, court = lan(), hanh()
    round_ = a_round(lead, court)
    elsewhere = clause(round_)
    elsewhere.key = "n99"
    with pytest.raises(NotAllowed, match="not in the text that was sent"):
        verbs.record_dispatch(
            invitation=invitation_of(round_, court),
            stance="disagree",
            remarks=[verbs.RemarkSaid("…", node=elsewhere)],
            by=lead,
            at=MONDAY,
            **PAPER,
        )


def test_not_for_others_and_not_twice():
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head, court)
    with pytest.raises(NotAllowed, match="Only the lead agency"):
        verbs.record_dispatch(invitation=invitation_of(round_, court), stance="agree", by=head, at=MONDAY, **PAPER)
    an_opinion(round_, court)
    with pytest.raises(NotAllowed, match="given its opinion already"):
        verbs.record_dispatch(invitation=invitation_of(round_, court), stance="agree", by=lead, at=MONDAY, **PAPER)


def test_the_leadership_body_does_not_enter_papers():
    lead, court = lan(), hanh()
    leader = someone("Thịnh", agency=lead.agency, roles=(Role.LEADER,))
    with pytest.raises(NotAllowed, match="officers, heads and records clerks"):
        verbs.record_dispatch(
            invitation=invitation_of(a_round(lead, court), court), stance="agree", by=leader, at=MONDAY, **PAPER
        )
