"""Who is told what, by notice or by letter, and when the clock reminds."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from phoihop.agree.consultation import jobs, links, queries, verbs
from phoihop.agree.consultation.models import Invitation
from phoihop.agree.consultation.tests.factories import (
    AFTER,
    DUE,
    a_remark,
    a_round,
    an_official_remark,
    an_opinion,
    fresh,
    invitation_of,
)
from phoihop.foundation.calendar import verbs as calendar
from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.calendar.queries import calendar_for
from phoihop.foundation.files.models import StoredFile
from phoihop.foundation.ledger.models import Entry
from phoihop.foundation.notices.models import Notice
from phoihop.foundation.notices.queries import sentence
from tests.cast import LATER, MONDAY, an_agency, hanh, lan, minh, nga, someone

pytestmark = pytest.mark.django_db


def told(actor, kind):
    return [sentence(one) for one in Notice.objects.filter(account_id=actor.account_id, kind=f"consultation.{kind}")]


def by_link(round_, lead, at=MONDAY):
    court = an_agency("Tòa án nhân dân khu vực", "court")
    return verbs.invite(
        round=round_, agency=court, channel="link", guest_name="Vy", guest_email="vy@toaan.example", by=lead, at=at
    )


def queued():
    return sorted(DBTaskResult.objects.values_list("task_path", flat=True))


def test_an_agency_hears_of_the_opening_with_the_day(client):
    lead, head, officer = lan(), minh(), nga()
    a_round(lead, head)
    title = "Chương trình phối hợp giai đoạn 2026 – 2030"
    expected = f"Ban Xây dựng Đảng asks for an opinion on “{title}”, round 1, by 16/03/2026."
    assert told(head, "opened") == told(officer, "opened") == [expected]
    assert told(lead, "opened") == []


def test_an_agency_invited_late_hears_of_it_and_before_the_opening_nobody_does():
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head, state="PREPARED")
    verbs.invite(round=round_, agency=court.agency, by=lead, at=MONDAY)
    assert told(court, "invited") == []
    verbs.withdraw_invitation(invitation=invitation_of(round_, court), by=lead, at=MONDAY)
    verbs.open_for_opinions(round=round_, by=lead, at=MONDAY)
    verbs.invite(round=round_, agency=court.agency, by=lead, at=MONDAY)
    assert len(told(court, "invited")) == 1


def test_those_concerned_hear_what_happens_next():
    lead, head, officer = lan(), minh(), nga()
    round_ = a_round(lead, head)
    kept_out = a_remark(round_, officer, "…")
    verbs.leave_out(remark=kept_out, reason="Trùng", by=head, at=MONDAY)
    verbs.extend(invitation=invitation_of(round_, head), to_on=dt.date(2026, 3, 20), reason="…", by=lead, at=MONDAY)
    verbs.remind(invitation=invitation_of(round_, head), by=lead, at=MONDAY)
    remark = an_official_remark(round_, head)
    colleague = someone("Diễm", agency=lead.agency)
    verbs.put_to_leadership(remark=fresh(remark), question="Ai chủ trì?", by=colleague, at=LATER)
    assert told(officer, "left_out") == ["The remark on Điều 5 khoản 2 was left out of the opinion: Trùng"]
    assert told(head, "extended")[0].endswith("until 20/03/2026.")
    assert told(head, "reminded")[0].endswith("is due on 20/03/2026.")
    assert told(lead, "opinion_submitted")[0].endswith("with 1 remark.")
    assert told(lead, "put_to_leadership")[0].startswith("Remark no. 1")
    verbs.close(round=fresh(round_), by=lead, at=AFTER)
    verbs.change_response(remark=fresh(remark), outcome="noted", seen_response=1, by=lead, at=AFTER)
    verbs.settle(round=fresh(round_), text_too=True, by=lead, at=AFTER)
    assert len(told(head, "settled")) == len(told(head, "text_settled")) == 1


def test_a_remark_of_a_guest_left_out_tells_no_account():
    lead = lan()
    round_ = a_round(lead, minh())
    guest = queries.guest_actor(by_link(round_, lead))
    said = a_remark(round_, guest, node=None)
    verbs.leave_out(remark=said, reason="Trùng", by=guest, at=MONDAY)
    assert not Notice.objects.filter(kind="consultation.left_out").exists()


def test_the_opening_sends_the_links_and_no_queue_holds_one():
    lead = lan()
    round_ = a_round(lead, minh(), state="PREPARED")
    invitation = by_link(round_, lead)
    assert queued() == []
    verbs.open_for_opinions(round=round_, by=lead, at=MONDAY)
    assert queued() == ["phoihop.agree.consultation.jobs.send_link"]
    token = links.token_of(fresh(invitation))
    assert token not in str(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))
    jobs.send_link.func(invitation.pk)
    (letter,) = mail.outbox
    assert letter.to == ["vy@toaan.example"]
    assert f"/invitation/{token}/" in letter.body


def test_only_the_latest_code_is_sent():
    lead = lan()
    invitation = by_link(a_round(lead, minh()), lead)
    verbs.ask_for_code(invitation=invitation, at=MONDAY)
    nonce = invitation.code_nonce
    jobs.send_code.func(invitation.pk, "another")
    assert mail.outbox == []
    jobs.send_code.func(invitation.pk, nonce)
    code = links.code_of(fresh(invitation))
    assert code in mail.outbox[0].subject
    assert code in mail.outbox[0].body


def test_no_letter_goes_out_for_a_round_that_is_closed():
    lead = lan()
    invitation = by_link(a_round(lead, minh()), lead)
    verbs.close(round=invitation.round, by=lead, at=AFTER)
    for send in (jobs.send_link, jobs.send_reminder):
        send.func(invitation.pk)
    jobs.send_code.func(invitation.pk, "x")
    assert mail.outbox == []


def test_reminders_come_three_and_one_working_days_before_and_then_after():
    days = {}
    for day in (dt.date(2026, 3, n) for n in range(9, 25)):
        days[day.day] = DUE in queries.due_days_to_remind(calendar_for(), today=day)
    assert [day for day, reminds in days.items() if reminds] == [11, 13, 17, 19, 23]


def test_the_clock_reminds_agencies_and_guests_once(monkeypatch):
    lead, head = lan(), minh()
    round_ = a_round(lead, head)
    guest = by_link(round_, lead)
    morning = MONDAY + dt.timedelta(days=9)
    monkeypatch.setattr(timezone, "now", lambda: morning)
    assert jobs.remind() == 2
    assert jobs.remind() == 0
    assert len(told(head, "reminded")) == 1
    jobs.send_reminder.func(guest.pk)
    assert "16/03/2026" in mail.outbox[-1].body
    an_opinion(round_, head)
    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    assert jobs.remind() == 1
    late = Entry.objects.filter(kind="consultation.reminded").order_by("-pk").first()
    assert late.details["late"] is True


def test_a_holiday_announced_late_gives_the_time_back():
    from phoihop.foundation.access.roles import Role

    lead, head, court = lan(), minh(), hanh()
    admin = someone("Quản", agency=lead.agency, roles=(Role.ADMINISTRATOR,))
    round_ = a_round(lead, head, court, due_on=None, working_days=5)
    verbs.extend(invitation=invitation_of(round_, court), to_on=dt.date(2026, 3, 20), reason="…", by=lead, at=MONDAY)
    day = calendar.add_day_off(day=dt.date(2026, 3, 5), name="Nghỉ", kind=DayOff.Kind.PUBLIC, by=admin, at=LATER)
    assert fresh(round_).due_on == invitation_of(round_, head).due_on == dt.date(2026, 3, 10)
    assert invitation_of(round_, court).due_on == dt.date(2026, 3, 20)
    assert Entry.objects.get(kind="consultation.recomputed").details["was"] == "2026-03-09"
    calendar.withdraw_day_off(day_off=day, by=admin, at=LATER)
    assert fresh(round_).due_on == dt.date(2026, 3, 10)
    calendar.add_day_off(
        day=dt.date(2026, 3, 6), name="Nghỉ", kind=DayOff.Kind.AGENCY, agency=lead.agency, by=admin, at=LATER
    )
    assert fresh(round_).due_on == dt.date(2026, 3, 10)


def test_a_dispatch_is_read_by_those_between_whom_it_went():
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head, court)
    paper = StoredFile.objects.create(sha256="a" * 64, size=1, media_type="application/pdf", kept_at=MONDAY)
    an_opinion(round_, head, dispatch_number="1/UBND", dispatch_file=paper)
    assert [queries.may_read_dispatch(one, "a" * 64) for one in (lead, head, court)] == [True, True, False]


def test_every_letter_and_sentence_is_told_of_real_things():
    lead = lan()
    invitation = by_link(a_round(lead, minh(), silence_agrees=False, message="Kính gửi"), lead)
    jobs.send_link.func(invitation.pk)
    assert "Kính gửi" in mail.outbox[0].body
    assert Invitation.objects.filter(link_sha256="").count() == 1
