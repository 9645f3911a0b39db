import pytest

from phoihop.agree.consultation import queries, rules, verbs
from phoihop.agree.consultation.tests.factories import (
    a_remark,
    a_round,
    an_official_remark,
    an_opinion,
    clause,
    fresh,
)
from phoihop.agree.drafting import verbs as drafting
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, MONDAY, hanh, lan, minh, someone

pytestmark = pytest.mark.django_db

NEW = "Hằng quý, các bên cung cấp số liệu trong 5 ngày làm việc kể từ ngày kết thúc kỳ."


def respond(remark, by, outcome, *, at=LATER, **said):
    return verbs.respond(remark=fresh(remark), outcome=outcome, by=by, at=at, **said)


def change(remark, by, outcome, *, at=LATER, **said):
    return verbs.change_response(remark=fresh(remark), outcome=outcome, by=by, at=at, **said)


@pytest.fixture
def lead(db):
    return lan()


@pytest.fixture
def remark(lead):
    head = minh()
    return an_official_remark(a_round(lead, head), head, proposed=NEW)


def test_an_accepted_wording_changes_the_clause_and_the_two_stay_tied(lead, remark):
    response = respond(remark, lead, "accepted", wording=NEW, seen_revision=1)
    assert clause(remark.round).body == NEW
    assert response.edit.after[remark.node.key]["body"] == NEW
    assert response.edit.reason == "Ý kiến số 1 của Ủy ban nhân dân phường Ngã Bảy"
    assert not response.is_draft
    details = Entry.objects.get(kind="consultation.responded").details
    assert (details["outcome"], details["edit"], details["remark"]) == ("accepted", response.edit.seq, 1)


def test_the_heading_changes_where_the_clause_has_nothing_else(lead):
    head = minh()
    round_ = a_round(lead, head)
    article = round_.text.nodes.get(kind="article", number="5")
    remark = an_official_remark(round_, head, node=article)
    respond(remark, lead, "accepted", wording="Nắm tình hình")
    article = fresh(article)
    assert (article.heading, article.body) == ("Nắm tình hình", "")


def test_accepting_without_wording_or_with_the_wording_that_stands_changes_nothing(lead, remark):
    assert respond(remark, lead, "accepted", wording=clause(remark.round).body).edit is None
    assert change(remark, lead, "accepted", seen_response=1).edit is None
    assert clause(remark.round).revision == 1


@pytest.mark.parametrize("outcome", ["explained", "noted"])
def test_other_outcomes_leave_the_text_alone(lead, remark, outcome):
    response = respond(remark, lead, outcome, reason="Luật đã quy định.", wording=NEW)
    assert (response.edit, response.wording, clause(remark.round).revision) == (None, "", 1)


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("", "Choose what becomes"),
        ("partly", "must say why the rest"),
        ("explained", "must be told why"),
        ("leadership", "Write the question"),
        ("duplicate", "Say which remark"),
    ],
)
def test_each_outcome_comes_with_what_it_needs(lead, remark, outcome, told):
    with pytest.raises(NotAllowed, match=told):
        respond(remark, lead, outcome)


def test_a_remark_on_the_whole_text_has_no_wording(lead):
    head = minh()
    remark = an_official_remark(a_round(lead, head), head, node=None)
    with pytest.raises(NotAllowed, match="no wording to put in"):
        respond(remark, lead, "accepted", wording="…")
    assert respond(remark, lead, "accepted").edit is None


def test_the_clause_moved_on_since_it_was_seen(lead, remark):
    node = clause(remark.round)
    drafting.reword(
        text=remark.round.text, node=node, heading="", body="Của người khác", seen_revision=1, by=lead, at=MONDAY
    )
    with pytest.raises(drafting.Overtaken) as told:
        respond(remark, lead, "accepted", wording=NEW, seen_revision=1)
    assert (told.value.theirs.body, told.value.mine.body) == ("Của người khác", NEW)
    assert queries.response_to(remark) is None


def test_a_clause_that_was_removed(lead, remark):
    drafting.remove_node(text=remark.round.text, node=clause(remark.round), seen_revision=1, by=lead, at=MONDAY)
    with pytest.raises(NotAllowed, match="no longer in the draft"):
        respond(remark, lead, "accepted", wording=NEW)
    assert respond(remark, lead, "accepted", reason="Đã bỏ khoản này.").edit is None


def test_a_second_officer_is_told_and_loses_nothing(lead, remark):
    respond(remark, lead, "noted")
    colleague = someone("Diễm", agency=lead.agency)
    with pytest.raises(verbs.AnsweredMeanwhile) as told:
        respond(remark, colleague, "explained", reason="Không phù hợp.")
    assert told.value.theirs.outcome == "noted"
    with pytest.raises(NotAllowed, match="change that one"):
        respond(remark, colleague, "explained", reason="Không phù hợp.", seen_response=1)


def test_a_draft_may_be_incomplete_and_becomes_the_response(lead, remark):
    draft = verbs.save_draft_response(remark=fresh(remark), reason="Để hỏi lại", by=lead, at=MONDAY)
    assert (draft.is_draft, draft.outcome, draft.revision) == (True, "", 1)
    assert queries.open_ends(remark.round).drafts == [remark.pk]
    with pytest.raises(NotAllowed, match="no response to change"):
        change(remark, lead, "noted", seen_response=1)
    response = respond(remark, lead, "noted", seen_response=1)
    assert (response.pk, response.is_draft, response.revision) == (draft.pk, False, 2)
    with pytest.raises(NotAllowed, match="change that one"):
        verbs.save_draft_response(remark=fresh(remark), outcome="noted", seen_response=2, by=lead, at=MONDAY)


def test_there_must_be_a_response_to_change(lead, remark):
    with pytest.raises(NotAllowed, match="no response to change"):
        change(remark, lead, "noted", seen_response=0)


def test_a_changed_response_keeps_what_was_said_before_in_the_record(lead, remark):
    respond(remark, lead, "explained", reason="Chưa rõ.")
    response = change(remark, lead, "accepted", wording=NEW, seen_response=1)
    assert (response.outcome, response.revision, clause(remark.round).body) == ("accepted", 2, NEW)
    earlier = Entry.objects.get(kind="consultation.response_changed").details["earlier"]
    assert earlier == {"outcome": "explained", "reason": "Chưa rõ.", "wording": ""}


def test_taking_an_acceptance_back_puts_the_clause_back(lead, remark):
    was = clause(remark.round).body
    respond(remark, lead, "accepted", wording=NEW)
    assert change(remark, lead, "explained", reason="Trái luật.", seen_response=1).edit is None
    assert clause(remark.round).body == was


def test_unless_the_clause_was_changed_again_since(lead, remark):
    respond(remark, lead, "accepted", wording=NEW)
    drafting.reword(
        text=remark.round.text,
        node=clause(remark.round),
        heading="",
        body="Lại khác",
        seen_revision=2,
        by=lead,
        at=MONDAY,
    )
    with pytest.raises(NotAllowed, match="changed again after this response"):
        change(remark, lead, "noted", seen_response=1)


def test_the_reason_changes_and_the_tie_stays(lead, remark):
    first = respond(remark, lead, "partly", reason="Ba ngày là đủ.", wording=NEW)
    again = change(remark, lead, "accepted", wording=NEW, seen_response=1)
    assert again.edit == first.edit


def test_a_question_to_the_leadership_waits_for_their_decision(lead, remark):
    respond(remark, lead, "accepted", wording=NEW)
    change(remark, lead, "leadership", reason="Có giao cho Tòa án không?", seen_response=1)
    assert queries.open_ends(remark.round).with_leadership == [remark.pk]
    assert clause(remark.round).body != NEW
    entry = Entry.objects.get(kind="consultation.put_to_leadership")
    assert entry.details["earlier"]["outcome"] == "accepted"
    decided = change(remark, lead, "explained", reason="Thường trực quyết định giữ nguyên.", seen_response=2)
    assert decided.is_final


def test_put_to_the_leadership_at_once(lead, remark):
    response = respond(remark, lead, "leadership", reason="Ai chủ trì?")
    assert not response.is_final
    assert Entry.objects.get(kind="consultation.put_to_leadership").details["earlier"] == {}


def test_a_duplicate_names_another_remark_that_is_not_one(lead):
    head, court = minh(), hanh()
    round_ = a_round(lead, head, court)
    first, second = an_official_remark(round_, head), an_official_remark(round_, court)
    with pytest.raises(NotAllowed, match="another remark of the same round"):
        respond(second, lead, "duplicate", duplicate_of=second)
    response = respond(second, lead, "duplicate", duplicate_of=first)
    assert (response.duplicate_of, response.is_final) == (first, True)
    assert Entry.objects.get(kind="consultation.responded").details["duplicate_of"] == 1
    with pytest.raises(NotAllowed, match="itself a duplicate"):
        respond(first, lead, "duplicate", duplicate_of=second)


def test_what_others_repeat_gets_an_answer_of_its_own(lead):
    head, court = minh(), hanh()
    round_ = a_round(lead, head, court)
    a_remark(round_, head)
    a_remark(round_, head)
    an_opinion(round_, head)
    one, two = queries.official_remarks(round_, actor=lead)
    three = an_official_remark(round_, court)
    respond(three, lead, "duplicate", duplicate_of=one)
    with pytest.raises(NotAllowed, match="answer of its own"):
        respond(one, lead, "duplicate", duplicate_of=two)


def test_staff_remarks_get_no_response_and_others_give_none(lead, remark):
    assert "Only the lead agency" in str(rules.may_respond(hanh(), remark).why_not)
    remark.state = "STAFF"
    assert "Responses are given while" in str(rules.may_respond(lead, remark).why_not)
