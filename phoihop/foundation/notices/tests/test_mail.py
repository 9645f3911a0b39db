"""One letter for a burst, to the right person, in the right language, sent once."""

import datetime as dt
import email
import email.policy
import re

import pytest
from django.core import mail
from django.utils import timezone

from phoihop.foundation.agencies.models import Account
from phoihop.foundation.jobs import running
from phoihop.foundation.notices import jobs, posting, queries
from phoihop.foundation.notices.mail import MOST_SHOWN, letter
from phoihop.foundation.notices.models import Notice
from phoihop.foundation.notices.tests.factories import MINUTE, a_notice, fresh
from phoihop.foundation.notices.tests.smtp_server import a_mail_server
from tests.cast import MONDAY, lan, minh

pytestmark = pytest.mark.django_db
Mail = Notice.Mail


@pytest.fixture(autouse=True)
def address(settings):
    settings.PUBLIC_URL = "https://phoihop.example/"


@pytest.fixture
def server(settings):
    with a_mail_server(settings) as server:
        yield server


def account_of(actor) -> Account:
    return Account.objects.get(pk=actor.account_id)


def parsed(text):
    return email.message_from_bytes(text, policy=email.policy.default)


# ── What it says ─────────────────────────────────────────────────────────────


def test_one_notice_is_its_own_subject():
    reader = minh()
    sent = letter(account_of(reader), [a_notice(reader)])
    assert sent.subject == "Lan asked for your opinion on Quy chế."
    assert sent.to == [account_of(reader).email]
    assert "- Lan asked for your opinion on Quy chế. (02/03/2026 09:00)" in sent.body
    assert "  https://phoihop.example/texts/1/\n" in sent.body
    assert "https://phoihop.example/notices/\n" in sent.body
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_burst_is_one_letter_that_counts():
    reader = minh()
    sent = letter(account_of(reader), [a_notice(reader, title="A & B"), a_notice(reader, title="C", url="")])
    assert sent.subject == "2 notices: Lan asked for your opinion on A & B."
    ((html, kind),) = sent.alternatives
    assert kind == "text/html"
    assert '<a href="https://phoihop.example/texts/1/">Lan asked for your opinion on A &amp; B.</a>' in html
    assert "Lan asked for your opinion on C. <small>" in html
    assert "on A & B. (" in sent.body


def test_the_letter_is_in_the_readers_language():
    reader = minh()
    Account.objects.filter(pk=reader.account_id).update(language="vi")
    sent = letter(account_of(reader), [a_notice(reader), a_notice(reader)])
    assert sent.subject.startswith("2 thông báo: ")
    assert sent.body.startswith("Kính gửi Minh,")
    assert '<html lang="vi">' in sent.alternatives[0][0]


def test_a_letter_is_never_endless():
    reader = minh()
    notice = a_notice(reader, title="x" * 300)
    sent = letter(account_of(reader), [notice] * (MOST_SHOWN + 3))
    assert sent.body.count("\n- ") == MOST_SHOWN
    assert "and 3 notices more." in sent.body
    assert "and 3 notices more." in sent.alternatives[0][0]
    assert len(sent.subject) == 120


def test_what_people_typed_cannot_add_a_header():
    reader = minh()
    sent = letter(account_of(reader), [a_notice(reader, title="Quy chế\nBcc: someone@example.vn")])
    assert "\n" not in sent.subject
    assert "Bcc" not in dict(sent.message().items())


def test_links_opened_by_a_mail_scanner_change_nothing(client):
    reader = minh()
    notice = a_notice(reader, url="/notices/")
    for link in re.findall(r"https://phoihop\.example(\S+)", letter(account_of(reader), [notice]).body):
        assert client.get(link).status_code == 302
    assert fresh(notice).read_at is None


# ── When it goes ─────────────────────────────────────────────────────────────


def test_everyone_who_is_due_gets_one_letter():
    first, second = minh(), lan()
    notices = [a_notice(reader) for reader in (first, second, first)]
    assert jobs.send_mail() == 2
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(account_of(r).email for r in (first, second))
    assert {fresh(notice).mail for notice in notices} == {Mail.SENT}
    assert fresh(notices[0]).mailed_at is not None
    assert jobs.send_mail() == 0


def test_a_burst_that_still_goes_on_waits():
    a_notice(minh(), at=timezone.now())
    assert jobs.send_mail() == 0
    assert mail.outbox == []


def test_a_worker_told_to_stop_takes_no_more_letters():
    a_notice(minh())
    running.stopping.set()
    try:
        assert jobs.send_mail() == 0
    finally:
        running.stopping.clear()
    assert jobs.send_mail() == 1


def test_many_are_sent_round_after_round(monkeypatch):
    monkeypatch.setattr(jobs, "ROUND", 1)
    for reader in (minh(), lan()):
        a_notice(reader)
    assert jobs.send_mail() == 2


def test_what_another_worker_took_a_moment_ago_is_left_to_it(monkeypatch):
    reader = minh()
    a_notice(reader)
    real = posting.take
    monkeypatch.setattr(posting, "take", lambda **ask: real(**ask) and real(**ask))
    assert jobs.send_mail() == 0
    assert mail.outbox == []


def test_a_worker_that_died_with_letters_in_hand_is_stood_in_for():
    reader = minh()
    notice = a_notice(reader)
    held = posting.take(account_id=reader.account_id, at=MONDAY)
    at = MONDAY + posting.IN_HAND
    assert posting.take(account_id=reader.account_id, at=at - MINUTE) is None
    again = posting.take(account_id=reader.account_id, at=at)
    posting.mailed(bundle=held, at=at)
    assert fresh(notice).mail == Mail.WAITS, "the dead one came back and no longer holds it"
    posting.mailed(bundle=again, at=at)
    assert fresh(notice).mail == Mail.SENT


def test_nothing_left_to_take():
    assert posting.take(account_id=minh().account_id, at=MONDAY) is None


# ── The mail server ──────────────────────────────────────────────────────────


def test_a_real_conversation(server):
    first, second = minh(), lan()
    a_notice(first, title="Quy chế phối hợp")
    a_notice(second)
    assert jobs.send_mail() == 2
    assert server.conversations == 1, "one connection for all letters"
    taken = {parsed(text)["To"]: parsed(text) for text in server.letters}
    sent = taken[account_of(first).email]
    assert sent["Subject"].strip() == "Lan asked for your opinion on Quy chế phối hợp."
    assert [part.get_content_type() for part in sent.walk()][1:] == ["text/plain", "text/html"]
    assert "Quy chế phối hợp" in sent.get_body(("plain",)).get_content()


def test_a_server_that_is_away_loses_nothing(settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    notice = a_notice(minh())
    assert jobs.send_mail() == 0
    assert "they wait and are tried again" in caplog.text
    waiting = fresh(notice)
    assert (waiting.mail, waiting.mail_tries) == (Mail.WAITS, 0)
    assert waiting.mail_after <= timezone.now() + MINUTE


def test_a_server_that_hangs_up_gets_the_letter_later(server):
    notice = a_notice(minh())
    server.hangs_up = True
    assert jobs.send_mail() == 0
    server.hangs_up = False
    assert jobs.send_mail() == 0, "not at once"
    Notice.objects.update(mail_after=timezone.now())
    assert jobs.send_mail() == 1
    assert len(server.letters) == 1
    assert fresh(notice).mail == Mail.SENT


def test_one_address_refused_does_not_hold_up_the_others(server):
    refused, other = minh(), lan()
    server.refuses = account_of(refused).email
    notice = a_notice(refused)
    a_notice(other, at=MONDAY + MINUTE)
    assert jobs.send_mail() == 1
    assert [parsed(text)["To"] for text in server.letters] == [account_of(other).email]
    assert (fresh(notice).mail, fresh(notice).mail_tries) == (Mail.WAITS, 1)


def test_each_refusal_waits_longer_than_the_one_before():
    reader = minh()
    notice, at, waits = a_notice(reader), MONDAY, []
    for _try in range(8):
        bundle = posting.take(account_id=reader.account_id, at=at)
        assert posting.refused(bundle=bundle, at=at)
        waits.append((fresh(notice).mail_after - at) // MINUTE)
        at = fresh(notice).mail_after
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_an_address_refused_for_hours_is_given_up_and_the_notice_stays(server, caplog):
    reader = minh()
    notice = a_notice(reader)
    Notice.objects.update(mail_tries=posting.MOST_TRIES - 1)
    server.refuses = account_of(reader).email
    assert jobs.send_mail() == 0
    assert "given up" in caplog.text
    assert fresh(notice).mail == Mail.NONE
    assert queries.unread_count(reader.account_id) == 1


def test_how_late_the_post_is_can_be_watched():
    assert jobs.late() == 0
    a_notice(minh(), at=timezone.now() - dt.timedelta(hours=1))
    assert 3590 < jobs.late() < 3700
