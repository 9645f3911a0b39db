"""The doors of those who come by a link, as a mail scanner, a thief and a focal point meet them."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from phoihop.agree.consultation import links, verbs
from phoihop.agree.consultation.models import Invitation
from phoihop.agree.consultation.states import Answer
from phoihop.agree.consultation.tests.factories import a_round, clause, fresh
from phoihop.engines import reading
from tests.cast import an_agency, lan, minh

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rested():
    cache.clear()


@pytest.fixture
def invitation(db):
    lead = lan()
    at = timezone.now()
    round_ = a_round(lead, minh(), state="PREPARED", due_on=at.date() + dt.timedelta(days=20))
    invited = verbs.invite(
        round=round_,
        agency=an_agency("Tòa án nhân dân khu vực", "court"),
        channel="link",
        guest_name="Vy",
        guest_email="vy@toaan.example",
        by=lead,
        at=at,
    )
    verbs.open_for_opinions(round=round_, by=lead, at=at)
    return fresh(invited)


def door(invitation, name="show", *more):
    return reverse(f"invitation:{name}", args=[links.token_of(invitation), *more])


def words(response):
    return " ".join(response.content.decode().split())


def enter(client, invitation):
    client.post(door(invitation, "code"))
    return client.post(door(invitation, "entry"), {"code": links.code_of(fresh(invitation))})


def test_opening_the_link_shows_what_it_is_and_changes_nothing(client, invitation):
    before = Invitation.objects.values().get(pk=invitation.pk)
    for _ in range(3):
        page = client.get(door(invitation))
        assert "asks for the opinion of Tòa án nhân dân khu vực" in words(page)
    assert "v…@toaan.example" in words(page)
    assert "vy@toaan.example" not in words(page)
    assert "Tổng hợp dư luận xã hội" not in words(page)
    assert Invitation.objects.values().get(pk=invitation.pk) == before


@pytest.mark.parametrize("name", ["show", "code", "entry", "opinion", "remarks"])
def test_an_unknown_token_leads_nowhere(client, invitation, name):
    url = reverse(f"invitation:{name}", args=["x" * 43])
    answer = client.get(url) if name == "show" else client.post(url)
    assert answer.status_code == 404


def test_without_the_code_every_page_leads_to_the_door(client, invitation):
    for name in ("opinion", "remarks", "leaving"):
        assert client.post(door(invitation, name)).url == door(invitation)


def test_the_code_opens_the_text_for_this_invitation_alone(client, invitation):
    assert enter(client, invitation).url == door(invitation)
    page = words(client.get(door(invitation)))
    assert "Tổng hợp dư luận xã hội" in page
    assert "clauses that concern this agency" in page
    other = verbs.invite(
        round=invitation.round,
        agency=an_agency("Viện kiểm sát", "procuracy"),
        channel="link",
        guest_email="x@vks.example",
        by=lan(),
        at=timezone.now(),
    )
    assert "Tổng hợp dư luận xã hội" not in words(client.get(door(fresh(other))))


def test_the_page_closes_after_eight_hours_or_when_the_guest_leaves(client, invitation):
    enter(client, invitation)
    session = client.session
    session["invitations"] = {str(invitation.pk): (timezone.now() - dt.timedelta(seconds=1)).isoformat()}
    session.save()
    assert "Tổng hợp dư luận xã hội" not in words(client.get(door(invitation)))
    cache.clear()
    Invitation.objects.filter(pk=invitation.pk).update(code_expires_at=None)
    enter(client, invitation)
    assert client.post(door(invitation, "leaving")).status_code == 302
    assert "Tổng hợp dư luận xã hội" not in words(client.get(door(invitation)))


def test_a_wrong_code_says_how_many_tries_are_left(client, invitation):
    client.post(door(invitation, "code"))
    assert "Send another code" in words(client.get(door(invitation)))
    wrong = client.post(door(invitation, "entry"), {"code": "12"})
    assert wrong.status_code == 422
    assert "Tries left: 4" in words(wrong)
    assert client.post(door(invitation, "entry"), {}).status_code == 422


def test_a_second_code_within_the_minute_is_refused_in_words(client, invitation):
    client.post(door(invitation, "code"))
    assert "less than a minute ago" in words(client.post(door(invitation, "code"), follow=True))


def test_knocking_too_often(client, invitation):
    answers = [client.post(door(invitation, "code")).status_code for _ in range(12)]
    assert answers[-1] == 429


def test_a_guest_remarks_changes_drops_and_answers(client, invitation):
    enter(client, invitation)
    key = clause(invitation.round).key
    typed = {"clause": key, "weight": "substantive", "body": "Lùi hạn.", "proposed": ""}
    assert client.post(door(invitation, "remarks"), typed).url == f"{door(invitation)}?clause={key}#{key}"
    said = invitation.remarks.get()
    client.post(door(invitation, "remark", said.pk), {**typed, "body": "Lùi 5 ngày.", "seen_revision": 1})
    assert fresh(said).body == "Lùi 5 ngày."
    client.post(door(invitation, "omission", said.pk), {"reason": "Trùng"})
    client.post(door(invitation, "inclusion", said.pk), {"from": "opinion"})
    client.post(door(invitation, "remarks"), {**typed, "clause": "whole", "body": "Chung"})
    client.post(door(invitation, "removal", invitation.remarks.get(node=None).pk))
    assert "Lùi 5 ngày." in words(client.get(door(invitation, "opinion")))
    done = client.post(door(invitation, "opinion"), {"stance": "agree_with_remarks", "body": ""}, follow=True)
    assert "The opinion is submitted." in words(done)
    assert fresh(invitation).state == Answer.ANSWERED
    assert fresh(said).number == 1


def test_a_mail_scanner_that_only_asks_for_the_head_finds_the_link_alive(client, invitation):
    before = Invitation.objects.values().get(pk=invitation.pk)
    assert client.head(door(invitation)).status_code == 200
    assert Invitation.objects.values().get(pk=invitation.pk) == before


def test_a_guest_takes_the_text_and_its_summary_along(client, invitation):
    for name in ("text", "summary"):
        assert client.get(door(invitation, name)).url == door(invitation)
    enter(client, invitation)
    assert door(invitation, "text") in words(client.get(door(invitation)))
    said = {name: taken(client.get(door(invitation, name))) for name in ("text", "summary")}
    assert "Tổng hợp dư luận xã hội" in said["text"]
    assert "Tòa án nhân dân khu vực" in said["summary"]


def taken(answer):
    return " ".join(reading.read(answer.content, filename="x.docx").all_text().split())


def test_the_link_dies_when_the_round_closes(client, invitation):
    enter(client, invitation)
    verbs.close(round=fresh(invitation.round), reason="Đã đủ", by=lan(), at=timezone.now())
    assert client.get(door(invitation)).status_code == 404
