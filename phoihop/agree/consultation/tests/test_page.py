"""The two-pane page, for the lead, for an agency, and for those who may not see it."""

import pytest
from django.urls import reverse

from phoihop.agree.consultation import queries, verbs
from phoihop.agree.consultation.tests.factories import (
    AFTER,
    a_remark,
    a_round,
    add,
    an_official_remark,
    an_opinion,
    clause,
    fresh,
    invitation_of,
)
from phoihop.agree.drafting import verbs as drafting
from tests.cast import LATER, MONDAY, hanh, lan, minh, nga, sign_in, tu

pytestmark = pytest.mark.django_db

NEW = "Hằng quý, các bên cung cấp số liệu trong 5 ngày làm việc kể từ ngày kết thúc kỳ."


def page(client, actor, round_, query=""):
    return sign_in(client, actor).get(reverse("consultation:show", args=[round_.pk]) + query)


def words(response):
    return " ".join(response.content.decode().split())


def test_strangers_get_404_and_so_do_the_invited_before_the_opening(client):
    lead, head = lan(), minh()
    round_ = a_round(lead, head, state="PREPARED")
    assert page(client, tu(), round_).status_code == 404
    assert page(client, head, round_).status_code == 404
    assert page(client, lead, round_).status_code == 200


def test_the_lead_finds_the_first_remark_that_waits_with_its_form_open(client):
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    remark = an_official_remark(round_, head, proposed=NEW)
    shown = words(page(client, lead, round_))
    assert "Article 5 clause 2" in shown
    assert '<article class="remark" id="r1" data-current>' in shown
    assert "<ins>trong 5 ngày làm việc kể từ ngày kết thúc</ins> kỳ." in shown
    assert f'action="{reverse("consultation:response", args=[round_.pk, remark.pk])}"' in shown
    assert f'<a href="?clause={remark.node.key}&amp;remark=1#r1">1 remark has no response</a>' in shown


def test_a_clause_is_chosen_by_its_key_and_an_unknown_one_is_not_minded(client):
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    chosen = clause(round_, "1", "4")
    shown = words(page(client, lead, round_, f"?clause={chosen.key}"))
    assert f'<div class="clause" id="{chosen.key}" data-current>' in shown
    assert "No remark on this clause." in shown
    assert page(client, lead, round_, "?clause=nonsense&remark=x").status_code == 200


def test_a_clause_keeps_its_points_before_the_remarks_and_a_heading_stands_alone(client):
    lead, head = lan(), minh()
    round_ = a_round(lead, head, state="PREPARED")
    above = clause(round_, "1", "5")
    point = add(round_.text, lead, kind="point", number="a", body="một điểm;", parent=above)
    verbs.open_for_opinions(round=round_, by=lead, at=MONDAY)
    shown = words(page(client, lead, round_, f"?clause={above.key}"))
    assert f'id="{point.key}" data-within' in shown
    assert shown.index("một điểm;") < shown.index('id="said"') < shown.index("Hằng quý")
    article = round_.text.nodes.get(kind="article", number="5")
    alone = words(page(client, lead, round_, f"?clause={article.key}"))
    assert alone.index('id="said"') < alone.index("Ban Xây dựng Đảng chủ trì")


def test_an_article_with_words_of_its_own_has_both_heading_and_words(client):
    lead, head = lan(), minh()
    round_ = a_round(lead, head, state="PREPARED")
    section = add(round_.text, lead, kind="section", number="I", heading="Mở đầu", body="Lời mở đầu.")
    shown = words(page(client, lead, round_, f"?clause={section.key}"))
    assert "<h2>I. Mở đầu</h2><p>Lời mở đầu." in shown
    assert ">I. Mở đầu <span" in shown


def test_the_draft_that_moved_on_says_so_and_because_of_which_remark(client):
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    remark = an_official_remark(round_, head, proposed=NEW)
    verbs.respond(remark=fresh(remark), outcome="accepted", wording=NEW, by=lead, at=LATER)
    shown = words(page(client, lead, round_, f"?clause={remark.node.key}"))
    assert "The draft now reads, because of remark no. 1:" in shown
    assert "changed since" in shown
    other = clause(round_, "1", "4")
    drafting.reword(text=round_.text, node=other, heading="", body="Khác.", seen_revision=1, by=lead, at=LATER)
    assert "changed apart from any remark" in words(page(client, lead, round_, f"?clause={other.key}"))
    drafting.remove_node(text=round_.text, node=fresh(other), seen_revision=2, by=lead, at=LATER)
    assert "no longer in the draft" in words(page(client, lead, round_, f"?clause={other.key}"))


def test_an_agency_reads_what_is_asked_of_it_and_its_own_remarks_alone(client):
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head, court)
    an_official_remark(round_, court, body="Bí mật của Tòa án")
    a_remark(round_, nga(), "Của Nga")
    shown = words(page(client, head, round_, f"?clause={clause(round_).key}"))
    assert "What this text asks of this agency" in shown
    assert "trước ngày 14 của tháng sau khi hết kỳ" in shown
    assert "Của Nga" in shown
    assert "Bí mật của Tòa án" not in shown
    assert "Bí mật của Tòa án" not in words(page(client, head, round_, "?clause=whole"))


def test_after_the_end_an_agency_reads_the_responses_to_all(client):
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head, court)
    remark = an_official_remark(round_, court, body="Của Tòa án")
    a_remark(round_, head, "Chưa gửi")
    verbs.save_draft_response(remark=fresh(remark), reason="nháp", by=lead, at=LATER)
    assert "nháp" not in words(page(client, court, round_))
    verbs.respond(remark=fresh(remark), outcome="noted", reason="Đã ghi", seen_response=1, by=lead, at=LATER)
    verbs.close(round=fresh(round_), by=lead, at=AFTER)
    verbs.settle(round=fresh(round_), by=lead, at=AFTER)
    shown = words(page(client, head, round_))
    assert "Của Tòa án" in shown
    assert "Đã ghi" in shown


def test_carried_remarks_say_where_they_come_from_and_where_they_went(client):
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    remark = an_official_remark(round_, head)
    closed = verbs.close(round=fresh(round_), by=lead, at=AFTER)
    drafting.remove_node(text=round_.text, node=clause(round_), seen_revision=1, by=lead, at=AFTER)
    following = verbs.begin_next_round(round=closed, working_days=5, silence_agrees=True, by=lead, at=AFTER)
    verbs.open_for_opinions(round=following, by=lead, at=AFTER)
    assert "Carried over to the next round." in words(page(client, lead, round_))
    shown = words(page(client, lead, following, f"?clause={remark.node.key}"))
    assert "Carried over from round 1, no. 1" in shown
    assert "Clauses no longer in the text" in shown


def test_each_state_offers_what_comes_next(client):
    lead, head = lan(), minh()
    prepared = a_round(lead, head, state="PREPARED")
    assert "Open for opinions" in words(page(client, lead, prepared))
    verbs.open_for_opinions(round=prepared, by=lead, at=MONDAY)
    assert "Close the round" in words(page(client, lead, prepared))
    verbs.close(round=fresh(prepared), by=lead, at=AFTER)
    closed = words(page(client, lead, prepared))
    assert "Begin the next round" in closed
    assert f'href="{reverse("consultation:settlement", args=[prepared.pk])}"' in closed
    verbs.settle(round=fresh(prepared), by=lead, at=AFTER)
    assert "Settle the text" in words(page(client, lead, prepared))
    verbs.settle_text(round=fresh(prepared), by=lead, at=AFTER)
    assert "Settle the text" not in words(page(client, lead, prepared))


def test_an_agency_that_answered_sees_its_answer(client):
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    an_opinion(round_, head, body="Cơ bản thống nhất.", dispatch_number="12/UBND")
    shown = words(page(client, head, round_))
    assert "Cơ bản thống nhất." in shown
    assert "dispatch 12/UBND" in shown
    silent = a_round(lead, hanh(), state="CLOSED")
    assert "Deemed to agree" in words(page(client, hanh(), silent)) or silent.state == "CLOSED"


def test_the_page_costs_the_same_with_ten_remarks_and_with_two_hundred(client, django_assert_max_num_queries):
    lead, head = lan(), minh()
    clauses = {str(n): (f"Điều {n}", [f"Khoản {k} của Điều {n}." for k in range(1, 6)]) for n in range(4, 9)}
    round_ = a_round(lead, head, clauses=clauses)
    invitation = invitation_of(round_, head)
    nodes = list(round_.text.nodes.filter(kind="clause"))
    for number in range(10):
        verbs.remark(invitation=invitation, node=nodes[number], body="Một", by=head, at=MONDAY)
    an_opinion(round_, head)
    sign_in(client, lead)
    url = reverse("consultation:show", args=[round_.pk])
    client.get(url)  # the session is written once, at the first page
    with django_assert_max_num_queries(20) as few:
        client.get(url)
    first = queries.official_remarks(round_, actor=lead)[0]
    type(first).objects.bulk_create(
        type(first)(
            invitation=invitation, round=round_, node=nodes[n % 25], number=11 + n, state="OFFICIAL", body="Hai",
            by=head.ref, by_name=head.name, at=MONDAY,
        )
        for n in range(190)
    )  # fmt: skip
    with django_assert_max_num_queries(20) as many:
        assert "200" in words(client.get(url))
    assert len(many) == len(few)
