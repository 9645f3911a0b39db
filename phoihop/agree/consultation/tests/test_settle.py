import pytest

from phoihop.agree.consultation import queries, rules, verbs
from phoihop.agree.consultation.states import RemarkState, State
from phoihop.agree.consultation.tests.factories import (
    AFTER,
    DUE,
    a_remark,
    a_round,
    an_official_remark,
    an_opinion,
    clause,
    fresh,
    invitation_of,
)
from phoihop.agree.drafting.models import Version
from phoihop.agree.programmes.states import State as FrameworkState
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import LATER, MONDAY, hanh, lan, minh, someone

pytestmark = pytest.mark.django_db


def close(round_, lead):
    return verbs.close(round=fresh(round_), reason="Đã đủ ý kiến", by=lead, at=LATER)


def test_every_reason_is_named_with_where_to_begin():
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head, court)
    said = [a_remark(round_, head) for _ in range(4)]
    an_opinion(round_, head)
    verbs.save_draft_response(remark=fresh(said[1]), by=lead, at=LATER)
    verbs.put_to_leadership(remark=fresh(said[2]), question="Ai chủ trì?", by=lead, at=LATER)
    verbs.respond(remark=fresh(said[3]), outcome="noted", by=lead, at=LATER)
    found = rules.obstacles(round_)
    assert [(one.sentence, one.remark) for one in found] == [
        ("Tòa án nhân dân khu vực has until 16/03/2026 to answer", None),
        ("1 remark has no response", said[0].pk),
        ("1 response is still a draft", said[1].pk),
        ("1 question is with the leadership", said[2].pk),
    ]
    closed = close(round_, lead)
    with pytest.raises(NotAllowed, match="It cannot be settled yet: 1 remark has no response; 1 response is still"):
        verbs.settle(round=closed, by=lead, at=LATER)


def test_a_round_whose_agencies_have_all_answered_is_still_to_be_closed():
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    an_opinion(round_, head)
    assert [one.sentence for one in rules.obstacles(round_)] == ["the round is not closed"]
    assert "Only a closed round" in str(rules.may_settle(lead, round_).why_not)


def test_nothing_open_and_the_round_is_finished_with_its_counts():
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    remark = an_official_remark(round_, head)
    closed = close(round_, lead)
    verbs.respond(remark=fresh(remark), outcome="noted", by=lead, at=LATER)
    verbs.settle(round=closed, by=lead, at=LATER)
    assert (fresh(round_).state, fresh(round_).settled_at) == (State.SETTLED, LATER)
    assert Entry.objects.get(kind="consultation.settled").details["noted"] == 1
    assert fresh(round_).text.settled_at is None


def test_the_text_is_settled_with_it_when_asked():
    lead, head = lan(), minh()
    round_ = a_round(lead, head, state="CLOSED")
    verbs.settle(round=round_, text_too=True, by=lead, at=AFTER)
    text = fresh(round_).text
    assert text.settled_at == AFTER
    assert text.framework.state == FrameworkState.SETTLED
    assert Version.objects.filter(text=text, kind="final").count() == 2


def test_or_afterwards_once_and_by_the_head_alone():
    lead = lan()
    round_ = a_round(lead, minh(), state="SETTLED")
    officer = someone("Diễm", agency=lead.agency)
    assert "for the head" in str(rules.may_settle_text(officer, round_).why_not)
    verbs.settle_text(round=round_, by=lead, at=AFTER)
    assert "settled already" in str(rules.may_settle_text(lead, fresh(round_)).why_not)


def test_the_text_waits_for_its_last_round():
    lead = lan()
    first = a_round(lead, minh(), state="SETTLED")
    verbs.prepare_round(text=first.text, due_on=DUE, silence_agrees=True, by=lead, at=MONDAY)
    assert "last round is finished" in str(rules.may_settle_text(lead, first).why_not)


def test_two_people_settle_at_once_and_one_wins():
    lead = lan()
    mine = a_round(lead, minh(), state="CLOSED")
    theirs = fresh(mine)
    verbs.settle(round=mine, by=lead, at=AFTER)
    with pytest.raises(StateMoved):
        verbs.settle(round=theirs, by=lead, at=AFTER)


def test_after_settling_every_agency_sees_the_whole_table_but_no_staff_remark():
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head, court)
    remark = an_official_remark(round_, head)
    a_remark(round_, court, "chưa gửi")
    closed = close(round_, lead)
    verbs.respond(remark=fresh(remark), outcome="noted", by=lead, at=LATER)
    assert queries.official_remarks(closed, actor=court) == []
    settled = verbs.settle(round=closed, by=lead, at=LATER)
    assert queries.official_remarks(settled, actor=court) == [remark]


def test_the_next_round_takes_over_what_is_pending_and_nothing_else():
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head, court)
    said = [a_remark(round_, head) for _ in range(3)]
    an_opinion(round_, head)
    asked = an_official_remark(round_, court)
    closed = close(round_, lead)
    verbs.respond(remark=fresh(said[0]), outcome="noted", by=lead, at=LATER)
    verbs.save_draft_response(remark=fresh(said[2]), reason="Đang hỏi", by=lead, at=LATER)
    verbs.put_to_leadership(remark=fresh(asked), question="Ai chủ trì?", by=lead, at=LATER)
    following = verbs.begin_next_round(round=closed, working_days=5, silence_agrees=False, by=lead, at=LATER)
    assert (fresh(round_).state, following.number, following.state) == (State.SETTLED, 2, State.PREPARED)
    assert [one.agency for one in following.invitations.order_by("position")] == [head.agency, court.agency]
    carried = queries.official_remarks(following, actor=lead)
    assert [(one.number, one.carried_from_id) for one in carried] == [(1, said[1].pk), (2, said[2].pk), (3, asked.pk)]
    assert fresh(said[1]).state == RemarkState.CARRIED
    assert carried[1].response.reason == "Đang hỏi"
    assert carried[2].response.outcome == "leadership"
    assert Entry.objects.filter(kind="consultation.carried_over").count() == 3
    assert "answered in the next round" in str(rules.may_respond(lead, fresh(said[1])).why_not)


def test_carried_remarks_still_need_a_response_and_new_ones_are_numbered_after_them():
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    an_official_remark(round_, head)
    following = verbs.begin_next_round(
        round=close(round_, lead), working_days=5, silence_agrees=True, by=lead, at=LATER
    )
    verbs.open_for_opinions(round=following, by=lead, at=LATER)
    assert following.version.number == 2
    a_remark(following, head, at=LATER)
    an_opinion(following, head, at=LATER)
    closed = verbs.close(round=fresh(following), by=lead, at=LATER)
    numbers = [one.number for one in queries.official_remarks(closed, actor=lead)]
    assert numbers == [1, 2]
    assert [one.sentence for one in rules.obstacles(closed)] == ["2 remarks have no response"]
    for one in queries.official_remarks(closed, actor=lead):
        verbs.respond(remark=fresh(one), outcome="accepted", wording="Mới.", by=lead, at=LATER)
    verbs.settle(round=closed, by=lead, at=LATER)
    assert clause(closed).body == "Mới."


def test_guests_are_asked_again_the_same_way():
    lead, court = lan(), hanh()
    round_ = a_round(lead, minh())
    verbs.invite(
        round=round_,
        agency=court.agency,
        channel="link",
        guest_name="Vy",
        guest_email="vy@toaan.example",
        by=lead,
        at=MONDAY,
    )
    following = verbs.begin_next_round(round=close(round_, lead), due_on=DUE, silence_agrees=True, by=lead, at=LATER)
    assert invitation_of(following, court).guest_email == "vy@toaan.example"


def test_the_next_round_is_for_the_lead_after_closing():
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    assert "Close this round before" in str(rules.may_begin_next_round(lead, round_).why_not)
    assert "Only the lead agency" in str(rules.may_begin_next_round(head, round_).why_not)
    assert "officers and heads of the lead" in str(
        rules.may_begin_next_round(someone("Thịnh", agency=lead.agency, roles=()), round_).why_not
    )
