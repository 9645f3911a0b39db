"""The lead agency's pages: the list, preparing, asking, extending, closing, settling, recording dispatches."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from phoihop.agree.consultation import queries, verbs
from phoihop.agree.consultation.models import Round
from phoihop.agree.consultation.states import Answer, State
from phoihop.agree.consultation.tests.factories import (
    AFTER,
    DUE,
    a_remark,
    a_round,
    a_text,
    an_official_remark,
    an_opinion,
    clause,
    fresh,
    invitation_of,
)
from phoihop.foundation.access.roles import Role
from phoihop.kit.due import Due
from tests.cast import MONDAY, TODAY, hanh, lan, minh, nga, sign_in, someone, tu

pytestmark = pytest.mark.django_db
SOON = (timezone.localdate() + dt.timedelta(days=40)).isoformat()


def url(round_, name, *more):
    return reverse(f"consultation:{name}", args=[round_.pk, *more])


def words(response):
    return " ".join(response.content.decode().split())


def test_the_list_is_filtered_sorted_and_says_what_to_do_when_empty(client):
    lead, head = lan(), minh()
    sign_in(client, head)
    assert "No round yet." in words(client.get(reverse("consultation:list")))
    a_round(lead, head)
    a_round(lead, hanh(), state="PREPARED")
    listed = client.get(reverse("consultation:list"))
    assert len(listed.context["page"].object_list) == 1
    sign_in(client, lead)
    page = client.get(reverse("consultation:list") + "?words=CHUONG TRINH phoi hop&state=OPEN&sort=due")
    assert [one.state for one in page.context["page"].object_list] == [State.OPEN]
    assert "Nothing matches" in words(client.get(reverse("consultation:list") + "?words=xyz&sort=nonsense"))


def test_a_text_without_a_round_is_offered_and_prepared(client):
    lead, head = lan(), minh()
    text = a_text(lead, partners=[head.agency])
    sign_in(client, lead)
    assert "Prepare a round" in words(client.get(reverse("consultation:list")))
    new = reverse("consultation:new", args=[text.pk])
    typed = {"working_days": 10, "silence_agrees": "no", "message": "Kính gửi", "agencies": [head.agency.pk]}
    assert client.get(new).status_code == 200
    assert client.post(new, typed).url == url(Round.objects.get(), "show")
    round_ = Round.objects.get()
    assert (round_.working_days, round_.silence_agrees, round_.invitations.count()) == (10, False, 1)
    assert client.post(new, {**typed, "due_on": SOON}).status_code == 422
    assert "still running" in words(client.post(new, typed))
    assert sign_in(client, head).get(new).status_code == 404


def test_from_prepared_to_settled_by_the_buttons(client):
    lead, head = lan(), minh()
    round_ = a_round(lead, head, state="PREPARED", due_on=None, working_days=5)
    sign_in(client, lead)
    assert client.get(url(round_, "terms")).status_code == 200
    typed = {"due_on": SOON, "silence_agrees": "yes", "message": ""}
    assert client.post(url(round_, "terms"), typed).status_code == 302
    assert client.get(url(round_, "terms")).status_code == 200
    assert "The round is open." in words(client.post(url(round_, "opening"), follow=True))
    assert "Not answered yet: Ủy ban" in words(client.get(url(round_, "closure")))
    assert client.post(url(round_, "closure"), {}).status_code == 422
    an_opinion(fresh(round_), head)
    assert "Every agency has answered." in words(client.get(url(round_, "closure")))
    assert client.post(url(round_, "closure"), {}).status_code == 302
    assert client.get(url(round_, "reopening")).status_code == 200
    assert client.post(url(round_, "reopening"), {"to_on": SOON, "reason": "Bổ sung"}).status_code == 302
    client.post(url(round_, "closure"), {"reason": "Đã đủ"})
    assert client.post(url(round_, "settlement"), {}).status_code == 302
    assert "The text is settled" in words(client.post(url(round_, "text_settlement"), follow=True))
    assert "settled already" in words(client.post(url(round_, "text_settlement"), follow=True))


@pytest.mark.parametrize(("silence", "told"), [(True, "deemed to agree"), (False, "Their silence is noted")])
def test_closing_after_the_deadline_says_what_silence_will_mean(client, silence, told):
    lead = lan()
    round_ = a_round(lead, minh(), silence_agrees=silence)
    assert told in words(sign_in(client, lead).get(url(round_, "closure")))


def test_settling_is_refused_with_every_reason(client):
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    an_official_remark(round_, head)
    verbs.close(round=fresh(round_), by=lead, at=AFTER)
    page = sign_in(client, lead).post(url(round_, "settlement"), {})
    assert page.status_code == 422
    assert "1 remark has no response" in words(page)
    remark = queries.official_remarks(round_, actor=lead)[0]
    verbs.respond(remark=fresh(remark), outcome="noted", by=lead, at=AFTER)
    officer = someone("Diễm", agency=lead.agency)
    assert "for the head" in words(sign_in(client, officer).get(url(round_, "show")))


def test_the_next_round_is_begun_from_the_page(client):
    lead = lan()
    round_ = a_round(lead, minh(), state="CLOSED")
    sign_in(client, lead)
    assert client.get(url(round_, "next_round")).status_code == 200
    typed = {"working_days": 5, "silence_agrees": "yes", "message": ""}
    assert client.post(url(round_, "next_round"), typed).status_code == 302
    assert Round.objects.get(number=2).state == State.PREPARED


def test_agencies_are_invited_extended_reminded_and_withdrawn(client):
    lead, head, court, stranger = lan(), minh(), hanh(), tu()
    round_ = a_round(lead, head)
    sign_in(client, lead)
    typed = {"agency": court.agency.pk, "channel": "link", "guest_name": "Vy", "guest_email": ""}
    assert client.post(url(round_, "invitations"), typed).status_code == 422
    client.post(url(round_, "invitations"), {**typed, "guest_email": "vy@toaan.example"})
    client.post(url(round_, "invitations"), {"agency": stranger.agency.pk, "channel": "account"})
    guest, other = invitation_of(round_, court), invitation_of(round_, stranger)
    more = {"to_on": SOON, "reason": "Nghỉ lễ"}
    for name in ("extension", "dispatch"):
        assert client.get(url(round_, name, guest.pk)).status_code == 200
    assert client.get(url(round_, "extension_for_all")).status_code == 200
    assert client.post(url(round_, "extension", guest.pk), more).status_code == 302
    assert client.post(url(round_, "extension_for_all"), more).status_code == 302
    assert "has been reminded" in words(client.post(url(round_, "reminder", guest.pk), follow=True))
    assert "already reminded" in words(client.post(url(round_, "reminder", guest.pk), follow=True))
    assert "on its way" in words(client.post(url(round_, "link", guest.pk), follow=True))
    assert "is withdrawn" in words(client.post(url(round_, "withdrawal", other.pk), follow=True))
    page = words(client.get(url(round_, "invitations")))
    assert "vy@toaan.example" in page
    assert "Nghỉ lễ" in page
    assert sign_in(client, head).get(url(round_, "invitations")).status_code == 404


def test_overdue_answers_are_marked(client):
    lead = lan()
    round_ = a_round(lead, minh())
    assert "Not answered, overdue" in words(sign_in(client, lead).get(url(round_, "invitations")))


def test_a_dispatch_is_recorded_with_its_remarks(client):
    lead, court = lan(), hanh()
    round_ = a_round(lead, court)
    invitation = invitation_of(round_, court)
    key = clause(round_).key
    typed = {
        "stance": "agree_with_remarks",
        "dispatch_number": "118/TA-VP",
        "dispatch_on": "2026-03-09",
        "said-TOTAL_FORMS": 2,
        "said-INITIAL_FORMS": 0,
        "said-0-clause": key,
        "said-0-weight": "critical",
        "said-0-body": "Lùi hạn.",
        "said-0-proposed": "Gửi trước ngày 20.",
        "said-1-weight": "substantive",
        "said-1-body": "",
    }
    sign_in(client, lead)
    assert "Remark 8" in words(client.get(url(round_, "dispatch", invitation.pk) + "?rows=8"))
    wrong = client.post(url(round_, "dispatch", invitation.pk), {**typed, "stance": "agree"})
    assert "There are remarks in this opinion" in words(wrong)
    assert client.post(url(round_, "dispatch", invitation.pk), typed | {"dispatch_number": ""}).status_code == 422
    assert client.post(url(round_, "dispatch", invitation.pk), typed).status_code == 302
    assert invitation_of(round_, court).state == Answer.ANSWERED
    assert [one.place for one in queries.official_remarks(round_, actor=lead)] == ["Điều 5 khoản 2"]
    prepared = a_round(lead, minh(), state="PREPARED")
    other = prepared.invitations.get()
    assert client.get(url(prepared, "dispatch", other.pk)).status_code == 404


# ── The desk and the room ────────────────────────────────────────────────────


def kinds(actor, on=TODAY):
    return [(due.kind, str(due.act_label)) for due in queries.waiting_on(actor, on=on)]


def test_what_waits_for_whom_and_until_when():
    lead, head, officer = lan(), minh(), nga()
    round_ = a_round(lead, head, state="PREPARED", due_on=None, working_days=10)
    assert kinds(lead) == [("draft", "Open the round")]
    verbs.open_for_opinions(round=round_, by=lead, at=MONDAY)
    (due,) = queries.waiting_on(head, on=TODAY)
    assert isinstance(due, Due)
    assert (due.due_on, due.is_primary, due.act_url) == (DUE, True, url(round_, "opinion"))
    assert due.computed[0].code == "after"
    assert "deemed to agree" in due.why
    assert kinds(officer) == [("remark", "Write remarks")]
    assert kinds(lead) == []
    a_remark(round_, head)
    an_opinion(round_, head)
    assert kinds(head) == []
    assert kinds(lead) == [("response", "Respond to remarks")]
    assert kinds(lead, on=AFTER.date()) == [("draft", "Close the round"), ("response", "Respond to remarks")]
    verbs.close(round=fresh(round_), by=lead, at=AFTER)
    remark = queries.official_remarks(round_, actor=lead)[0]
    verbs.respond(remark=fresh(remark), outcome="noted", by=lead, at=AFTER)
    assert kinds(lead) == [("draft", "Settle the round")]
    verbs.settle(round=fresh(round_), by=lead, at=AFTER)
    assert kinds(lead) == [("draft", "Settle the text")]
    verbs.settle_text(round=fresh(round_), by=lead, at=AFTER)
    assert kinds(lead) == []
    assert kinds(someone("Thịnh", agency=lead.agency, roles=(Role.LEADER,))) == []


def test_silence_that_counts_as_nothing_is_said_so():
    lead, head = lan(), minh()
    round_ = a_round(lead, head, silence_agrees=False)
    verbs.extend(invitation=invitation_of(round_, head), to_on=dt.date(2026, 3, 20), reason="…", by=lead, at=MONDAY)
    (due,) = queries.waiting_on(head, on=TODAY)
    assert "counts as nothing" in due.why
    assert due.computed == ()


def test_the_room_gets_each_round_with_its_tally_as_far_as_it_may_be_known():
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head, court)
    an_official_remark(round_, head)
    (seen,) = queries.rounds_of(round_.text, lead)
    assert (seen.tally.asked, seen.tally.received, seen.tally.unanswered) == (2, 1, 1)
    (theirs,) = queries.rounds_of(round_.text, court)
    assert theirs.tally is None


def test_the_thread_of_a_clause():
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head, court)
    remark = an_official_remark(round_, head)
    verbs.save_draft_response(remark=fresh(remark), outcome="noted", by=lead, at=MONDAY)
    key = clause(round_).key
    (followed,) = queries.remarks_by_clause(round_.text, lead)[key]
    assert (followed.number, followed.agency, followed.answer) == (1, head.agency.name, None)
    assert queries.remarks_by_clause(round_.text, court) == {}
    verbs.respond(remark=fresh(remark), outcome="noted", seen_response=1, by=lead, at=MONDAY)
    (followed,) = queries.remarks_by_clause(round_.text, head)[key]
    assert followed.answer.outcome == "noted"
