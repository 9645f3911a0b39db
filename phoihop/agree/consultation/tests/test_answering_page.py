"""An agency at its desk: remarks on clauses, what goes into the opinion, the opinion itself."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from phoihop.agree.consultation import verbs
from phoihop.agree.consultation.states import Answer
from phoihop.agree.consultation.tests.factories import (
    AFTER,
    a_remark,
    a_round,
    clause,
    fresh,
    invitation_of,
)
from tests.cast import MONDAY, hanh, lan, minh, nga, sign_in, tu

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(db):
    return minh()


@pytest.fixture
def round_(head):
    return a_round(lan(), head)


def url(round_, name, *more):
    return reverse(f"consultation:{name}", args=[round_.pk, *more])


def words(response):
    return " ".join(response.content.decode().split())


def test_a_remark_is_kept_and_the_clause_stays_open(client, head, round_):
    node = clause(round_)
    typed = {"clause": node.key, "weight": "critical", "body": "Lùi hạn.", "proposed": "Gửi trước ngày 20."}
    answer = sign_in(client, head).post(url(round_, "remarks"), typed)
    assert answer.url == f"{url(round_, 'show')}?clause={node.key}#{node.key}"
    page = words(client.get(answer.url))
    assert "Only this agency sees it" in page
    assert "Critical: cannot sign without it" in page


def test_an_empty_or_refused_remark_comes_back_whole(client, head, round_):
    node = clause(round_)
    typed = {"clause": node.key, "weight": "editorial", "body": "", "proposed": "Câu của tôi."}
    page = sign_in(client, head).post(url(round_, "remarks"), typed)
    assert page.status_code == 422
    assert "Câu của tôi.</textarea>" in words(page)
    verbs.close(round=fresh(round_), reason="Đã đủ", by=lan(), at=MONDAY)
    late = client.post(url(round_, "remarks"), {**typed, "body": "Muộn."})
    assert "does not receive opinions now" in words(late)


def test_the_lead_and_strangers_write_no_remarks_here(client, round_):
    typed = {"clause": "", "weight": "editorial", "body": "…"}
    assert sign_in(client, lan()).post(url(round_, "remarks"), typed).status_code == 422
    assert sign_in(client, tu()).post(url(round_, "remarks"), typed).status_code == 404
    assert sign_in(client, lan()).get(url(round_, "opinion")).status_code == 404


def test_changing_dropping_leaving_out_and_taking_in(client, head, round_):
    said = a_remark(round_, nga(), "Của Nga")
    sign_in(client, head)
    form = words(client.get(f"{url(round_, 'show')}?clause={clause(round_).key}&remark={said.pk}"))
    assert "Của Nga</textarea>" in form
    typed = {"weight": "editorial", "body": "Của Minh", "proposed": "", "seen_revision": 1}
    assert client.post(url(round_, "remark", said.pk), typed).status_code == 302
    assert client.post(url(round_, "remark", said.pk), {**typed, "body": ""}).status_code == 422
    client.post(url(round_, "omission", said.pk), {"reason": " Trùng ", "from": "opinion"})
    assert fresh(said).left_out_because == "Trùng"
    assert "Left out because: Trùng" in words(client.get(url(round_, "opinion")))
    client.post(url(round_, "inclusion", said.pk))
    assert "Say why" in words(client.post(url(round_, "omission", said.pk), {"reason": ""}, follow=True))
    client.post(url(round_, "removal", said.pk))
    assert not round_.remarks.exists()


def test_a_colleague_was_faster(client, head, round_):
    said = a_remark(round_, nga(), "Của Nga")
    verbs.change_remark(remark=fresh(said), seen_revision=1, body="Mới", weight="editorial", by=head, at=MONDAY)
    typed = {"weight": "editorial", "body": "Của tôi", "proposed": "", "seen_revision": 1}
    page = sign_in(client, head).post(url(round_, "remark", said.pk), typed)
    assert page.status_code == 422
    assert "As it stands now" in words(page)
    assert 'name="seen_revision" value="2"' in words(page)
    verbs.leave_out(remark=fresh(said), reason="…", by=head, at=MONDAY)


def test_a_colleague_may_not_change_it(client, head, round_):
    said = a_remark(round_, head)
    typed = {"weight": "editorial", "body": "…", "seen_revision": 1}
    page = sign_in(client, nga()).post(url(round_, "remark", said.pk), typed)
    assert page.status_code == 422


def test_somebody_elses_remark_has_no_address_here(client, head):
    court = hanh()
    round_ = a_round(lan(), head, court)
    theirs = a_remark(round_, court)
    typed = {"weight": "editorial", "body": "…", "seen_revision": 1}
    assert sign_in(client, head).post(url(round_, "remark", theirs.pk), typed).status_code == 404
    assert sign_in(client, lan()).post(url(round_, "remark", theirs.pk), typed).status_code == 404


def test_officers_see_why_they_cannot_submit(client, round_):
    page = words(sign_in(client, nga()).get(url(round_, "opinion")))
    assert "Only the head, or the records clerk" in page
    assert sign_in(client, nga()).post(url(round_, "opinion"), {"stance": "agree"}).status_code == 422


def test_the_opinion_is_submitted_with_its_dispatch(client, head, round_):
    a_remark(round_, head)
    paper = SimpleUploadedFile("cong-van.txt", "Ý kiến góp ý của Ủy ban".encode(), content_type="text/plain")
    typed = {"stance": "agree_with_remarks", "dispatch_number": "12/UBND", "dispatch": paper}
    answer = sign_in(client, head).post(url(round_, "opinion"), typed)
    assert answer.status_code == 302
    invitation = invitation_of(round_, head)
    assert invitation.state == Answer.ANSWERED
    assert invitation.opinion.dispatch_file.media_type == "text/plain"
    lead_page = words(sign_in(client, lan()).get(url(round_, "invitations")))
    assert "12/UBND" in lead_page


def test_a_file_that_is_not_taken_is_refused_in_words(client, head, round_):
    paper = SimpleUploadedFile("cong-van.pdf", b"MZ\x90\x00 not a paper", content_type="application/pdf")
    page = sign_in(client, head).post(url(round_, "opinion"), {"stance": "agree", "dispatch": paper})
    assert page.status_code == 422
    assert invitation_of(round_, head).state == Answer.AWAITED


def test_after_closing_the_page_says_what_silence_meant(client, head, round_):
    verbs.close(round=round_, by=lan(), at=AFTER)
    page = words(sign_in(client, head).get(url(round_, "show")))
    assert "Deemed to agree" in page
    assert "New remark" not in page
