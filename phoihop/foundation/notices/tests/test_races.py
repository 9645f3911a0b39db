"""Two workers at the same minute, with real commits and a real mail server."""

import email
import threading
import time

import pytest
from django.db import OperationalError, connection

from phoihop.foundation.agencies.models import Account
from phoihop.foundation.notices import jobs, posting
from phoihop.foundation.notices.models import Notice
from phoihop.foundation.notices.tests.factories import a_notice
from phoihop.foundation.notices.tests.smtp_server import a_mail_server
from tests.cast import lan, minh

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.slow]


def patiently(act):
    """A database in memory answers "locked" at once where one in a file would wait."""

    def waiting(*given, **named):
        for _try in range(500):
            try:
                return act(*given, **named)
            except OperationalError as busy:
                if "locked" not in str(busy):
                    raise
                time.sleep(0.01)
        raise AssertionError("the database stayed locked for five seconds")

    return waiting


def test_two_workers_at_once_send_one_letter_each_person(settings, monkeypatch):
    readers = [minh(), lan()]
    for reader in readers:
        for _again in range(5):
            a_notice(reader)
    for step in ("drop_unwanted", "take", "mailed"):
        monkeypatch.setattr(posting, step, patiently(getattr(posting, step)))
    together = threading.Barrier(2)

    def work():
        together.wait()
        patiently(jobs.send_mail)()
        connection.close()

    threads = [threading.Thread(target=work) for _each in range(2)]
    with a_mail_server(settings) as server:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    to = sorted(email.message_from_bytes(text)["To"] for text in server.letters)
    assert to == sorted(Account.objects.values_list("email", flat=True))
    assert set(Notice.objects.values_list("mail", flat=True)) == {Notice.Mail.SENT}
