import pytest

from phoihop.agree.consultation import queries, verbs
from phoihop.agree.consultation.models import Remark
from phoihop.agree.consultation.states import RemarkState
from phoihop.agree.consultation.tests.factories import (
    a_remark,
    a_round,
    a_text,
    an_opinion,
    clause,
    fresh,
    invitation_of,
)
from phoihop.foundation.ledger import visibility
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import MONDAY, hanh, lan, minh, nga, someone

pytestmark = pytest.mark.django_db


def test_a_remark_names_its_clause_and_stays_in_the_agency():
    lead, head, officer = lan(), minh(), nga()
    round_ = a_round(lead, head)
    said = a_remark(round_, officer, proposed="Hằng quý, gửi trước ngày 20.", weight="critical")
    assert (said.place, said.state, said.number, said.by_name) == ("Điều 5 khoản 2", RemarkState.STAFF, None, "Nga")
    assert said.proposed == "Hằng quý, gửi trước ngày 20."
    assert queries.official_remarks(round_, actor=lead) == []
    assert queries.staff_remarks(invitation_of(round_, head)) == [said]


def test_its_history_is_seen_inside_the_agency_alone():
    lead, head, officer = lan(), minh(), nga()
    a_remark(a_round(lead, head), officer)
    chain = Entry.objects.get(kind="consultation.remarked").chain
    assert visibility.may_see(head, chain)
    assert not visibility.may_see(lead, chain)
    assert visibility.title(chain) == "Inside the agency"


def test_a_wording_left_as_it_was_proposes_nothing():
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    assert a_remark(round_, head, proposed=f"  {clause(round_).body} ").proposed == ""


def test_on_the_whole_text_there_is_no_wording():
    lead, head = lan(), minh()
    said = a_remark(a_round(lead, head), head, node=None, proposed="Bỏ cả Chương trình.")
    assert (said.place, said.proposed) == ("", "")


def test_a_heading_is_reworded_where_the_clause_has_nothing_else():
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    article = round_.text.nodes.get(kind="article", number="5")
    assert a_remark(round_, head, node=article, proposed="Tổng hợp dư luận xã hội").proposed == ""
    assert a_remark(round_, head, node=article, proposed="Nắm tình hình").proposed == "Nắm tình hình"


def test_a_clause_of_another_text_is_refused():
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    elsewhere = a_text(hanh()).nodes.get(parent__number="5", number="2")
    elsewhere.key = "n99"
    with pytest.raises(NotAllowed, match="not in the text this agency was sent"):
        a_remark(round_, head, node=elsewhere)


def test_only_the_agencies_asked_may_remark():
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head)
    with pytest.raises(NotAllowed, match="was not asked"):
        verbs.remark(invitation=invitation_of(round_, head), body="…", by=court, at=MONDAY)


def test_its_author_and_the_head_change_it_colleagues_do_not():
    lead, head, officer = lan(), minh(), nga()
    round_ = a_round(lead, head)
    said = a_remark(round_, officer)
    verbs.change_remark(remark=said, seen_revision=1, body="Lùi 5 ngày.", weight="editorial", by=officer, at=MONDAY)
    verbs.change_remark(remark=said, seen_revision=2, body="Lùi 3 ngày.", weight="editorial", by=head, at=MONDAY)
    assert (fresh(said).body, fresh(said).revision) == ("Lùi 3 ngày.", 3)
    colleague = someone("Phúc", agency=head.agency)
    with pytest.raises(NotAllowed, match="Only its author"):
        verbs.change_remark(remark=said, seen_revision=3, body="…", weight="editorial", by=colleague, at=MONDAY)


def test_two_colleagues_change_it_at_once_and_the_second_sees_the_first():
    lead, head, officer = lan(), minh(), nga()
    said = a_remark(a_round(lead, head), officer)
    theirs = fresh(said)
    verbs.change_remark(remark=said, seen_revision=1, body="Của Nga", weight="editorial", by=officer, at=MONDAY)
    with pytest.raises(verbs.ChangedMeanwhile) as told:
        verbs.change_remark(remark=theirs, seen_revision=1, body="Của Minh", weight="editorial", by=head, at=MONDAY)
    assert told.value.theirs.body == "Của Nga"


def test_a_remark_is_dropped_by_its_author():
    lead, head, officer = lan(), minh(), nga()
    said = a_remark(a_round(lead, head), officer)
    verbs.drop_remark(remark=said, by=officer, at=MONDAY)
    assert not Remark.objects.exists()
    assert Entry.objects.filter(kind="consultation.remark_dropped").exists()


def test_left_out_with_a_reason_and_taken_back_in():
    lead, head, officer = lan(), minh(), nga()
    said = a_remark(a_round(lead, head), officer)
    with pytest.raises(NotAllowed, match="Say why"):
        verbs.leave_out(remark=said, reason="", by=head, at=MONDAY)
    verbs.leave_out(remark=said, reason="Đã nói ở kỳ giao ban", by=head, at=MONDAY)
    assert (fresh(said).state, fresh(said).left_out_because) == (RemarkState.LEFT_OUT, "Đã nói ở kỳ giao ban")
    with pytest.raises(NotAllowed, match="not among those"):
        verbs.leave_out(remark=said, reason="…", by=head, at=MONDAY)
    verbs.take_back_in(remark=said, by=head, at=MONDAY)
    assert (fresh(said).state, fresh(said).left_out_because) == (RemarkState.STAFF, "")
    with pytest.raises(NotAllowed, match="was not left out"):
        verbs.take_back_in(remark=said, by=head, at=MONDAY)


def test_consolidating_is_for_the_head():
    lead, head, officer = lan(), minh(), nga()
    said = a_remark(a_round(lead, head), officer)
    with pytest.raises(NotAllowed, match="Only the head"):
        verbs.leave_out(remark=said, reason="…", by=officer, at=MONDAY)


def test_an_official_remark_stays_as_it_is():
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    said = a_remark(round_, head)
    an_opinion(round_, head)
    with pytest.raises(NotAllowed, match="given its opinion already"):
        verbs.drop_remark(remark=fresh(said), by=head, at=MONDAY)


def test_writing_while_the_round_closes_under_ones_hands():
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    invitation = invitation_of(fresh(round_), head)
    assert invitation.round.state == "OPEN"
    verbs.close(round=round_, reason="Đã đủ", by=lead, at=MONDAY)
    with pytest.raises(StateMoved):
        verbs.remark(invitation=invitation, body="…", by=head, at=MONDAY)
