"""Answering remarks on the page: recorded, changed, kept as a draft, refused in words, overtaken without loss."""

import pytest
from django.urls import reverse

from phoihop.agree.consultation import queries, verbs
from phoihop.agree.consultation.tests.factories import a_remark, a_round, an_opinion, clause, fresh
from phoihop.agree.drafting import verbs as drafting
from tests.cast import LATER, MONDAY, lan, minh, sign_in, someone

pytestmark = pytest.mark.django_db
NEW = "Hằng quý, các bên cung cấp số liệu trong 5 ngày làm việc kể từ ngày kết thúc kỳ."


@pytest.fixture
def lead(db):
    return lan()


@pytest.fixture
def round_(lead):
    head = minh()
    round_ = a_round(lead, head)
    a_remark(round_, head, proposed=NEW)
    a_remark(round_, head, "Trùng")
    a_remark(round_, head, "Chung", node=None)
    an_opinion(round_, head)
    return fresh(round_)


def numbered(round_, number):
    return round_.remarks.get(number=number)


def post(client, actor, round_, number, name="response", **typed):
    url = reverse(f"consultation:{name}", args=[round_.pk, numbered(round_, number).pk])
    sent = {"outcome": "noted", "wording": "", "reason": "", "seen_revision": 1, "seen_response": 0, **typed}
    return sign_in(client, actor).post(url, sent)


def words(response):
    return " ".join(response.content.decode().split())


def test_a_response_is_recorded_and_the_page_comes_back_to_it(client, lead, round_):
    answer = post(client, lead, round_, 2, outcome="accepted", wording=NEW)
    assert answer.url.endswith(f"?clause={clause(round_).key}#r2")
    assert clause(round_).body == NEW
    assert "The response is recorded." in words(client.get(answer.url))


def test_on_the_whole_text(client, lead, round_):
    answer = post(client, lead, round_, 1, outcome="explained", reason="Đã rà soát.")
    assert answer.url.endswith("?clause=whole#r1")
    assert queries.response_to(numbered(round_, 1)).reason == "Đã rà soát."


def test_what_is_missing_comes_back_with_everything_typed(client, lead, round_):
    page = post(client, lead, round_, 2, outcome="partly", wording="Câu chữ của tôi.")
    assert page.status_code == 422
    assert "must say why the rest" in words(page)
    assert "Câu chữ của tôi.</textarea>" in words(page)
    assert 'id="r2" data-current' in words(page)


def test_an_outcome_must_be_chosen_but_a_draft_may_wait(client, lead, round_):
    assert post(client, lead, round_, 2, outcome="").status_code == 422
    assert post(client, lead, round_, 2, name="draft", outcome="", reason="Để hỏi lại").status_code == 302
    page = words(client.get(reverse("consultation:show", args=[round_.pk]) + "?remark=2"))
    assert "Để hỏi lại</textarea>" in page


def test_a_duplicate_is_named_by_its_number(client, lead, round_):
    assert "There is no remark with this number." in words(
        post(client, lead, round_, 3, outcome="duplicate", duplicate_of=9)
    )
    assert post(client, lead, round_, 3, outcome="duplicate", duplicate_of=2).status_code == 302
    page = words(client.get(reverse("consultation:show", args=[round_.pk]) + f"?clause={clause(round_).key}"))
    assert "of no. 2" in page


def test_changing_a_response(client, lead, round_):
    post(client, lead, round_, 2, outcome="noted")
    url = reverse("consultation:show", args=[round_.pk]) + f"?clause={clause(round_).key}&remark=2"
    assert "Change the response" in words(client.get(url))
    assert post(client, lead, round_, 2, name="changed_response", outcome="noted", seen_response=1).status_code == 302
    again = post(client, lead, round_, 2, outcome="noted", seen_response=2)
    assert "change that one" in words(again)


def test_whoever_was_slower_sees_both_responses_and_may_insist(client, lead, round_):
    colleague = someone("Diễm", agency=lead.agency)
    verbs.respond(remark=numbered(round_, 2), outcome="noted", reason="Của Diễm", by=colleague, at=LATER)
    page = post(client, lead, round_, 2, outcome="explained", reason="Của Lan")
    assert page.status_code == 422
    assert "The response of Diễm" in words(page)
    assert "Của Diễm" in words(page)
    assert "Của Lan</textarea>" in words(page)
    assert 'name="seen_response" value="1"' in words(page)
    assert reverse("consultation:changed_response", args=[round_.pk, numbered(round_, 2).pk]) in words(page)


def test_whoever_wrote_against_an_older_clause_sees_both_wordings(client, lead, round_):
    node = clause(round_)
    drafting.reword(text=round_.text, node=node, heading="", body="Khác rồi.", seen_revision=1, by=lead, at=MONDAY)
    page = post(client, lead, round_, 2, outcome="accepted", wording=NEW)
    assert page.status_code == 422
    assert "The clause as it stands now" in words(page)
    assert "Khác rồi." in words(page)
    assert 'name="seen_revision" value="2"' in words(page)
    assert post(client, lead, round_, 2, outcome="accepted", wording=NEW, seen_revision=2).status_code == 302


def test_a_draft_that_somebody_threw_over(client, lead, round_):
    verbs.save_draft_response(remark=numbered(round_, 2), reason="Của Diễm", by=lead, at=LATER)
    page = post(client, lead, round_, 2, outcome="explained", reason="Của Lan")
    assert "Của Diễm" in words(page)
    missing = post(client, lead, round_, 3, outcome="explained", reason="Của Lan", seen_response=4)
    assert "The response as it stands now" in words(missing)


def test_nobody_else_answers_and_staff_remarks_have_no_such_address(client, lead, round_):
    assert post(client, minh(), round_, 2).status_code == 404
    staff = round_.remarks.get(number=2)
    type(staff).objects.filter(pk=staff.pk).update(number=None, state="STAFF")
    url = reverse("consultation:response", args=[round_.pk, staff.pk])
    assert sign_in(client, lead).post(url, {"outcome": "noted"}).status_code == 404
