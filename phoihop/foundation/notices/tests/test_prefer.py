import pytest

from phoihop.foundation.notices import posting, queries, verbs
from phoihop.foundation.notices.models import Notice, Preference
from phoihop.foundation.notices.tests.factories import a_notice, fresh
from tests.cast import LATER, MONDAY, lan, minh

pytestmark = pytest.mark.django_db
BURSTS, DAILY, NEVER = Preference.Mail.BURSTS, Preference.Mail.DAILY, Preference.Mail.NEVER


def test_bursts_until_something_else_is_chosen():
    reader = minh()
    assert queries.preference_of(reader.account_id) == BURSTS
    verbs.prefer(mail=DAILY, by=reader, at=MONDAY)
    assert queries.preference_of(reader.account_id) == DAILY
    assert queries.preference_of(lan().account_id) == BURSTS


def test_what_waits_goes_out_all_the_same_when_bursts_become_daily():
    reader = minh()
    notice = a_notice(reader)
    verbs.prefer(mail=DAILY, by=reader, at=MONDAY)
    assert fresh(notice).mail == Notice.Mail.WAITS


def test_who_wants_no_mail_is_not_mailed_what_waited():
    reader = minh()
    notice, theirs = a_notice(reader), a_notice(lan())
    verbs.prefer(mail=NEVER, by=reader, at=MONDAY)
    assert (fresh(notice).mail, fresh(theirs).mail) == (Notice.Mail.NONE, Notice.Mail.WAITS)
    assert fresh(notice).read_at is None


def test_who_wants_mail_again_is_not_mailed_the_past():
    reader = minh()
    verbs.prefer(mail=NEVER, by=reader, at=MONDAY)
    notice = a_notice(reader)
    verbs.prefer(mail=BURSTS, by=reader, at=LATER)
    assert fresh(notice).mail == Notice.Mail.NONE


def test_what_is_told_to_who_wants_no_mail_waits_for_nothing():
    reader, other = minh(), lan()
    verbs.prefer(mail=NEVER, by=reader, at=MONDAY)
    notice, theirs = a_notice(reader), a_notice(other)
    assert posting.drop_unwanted() == 1
    assert (fresh(notice).mail, fresh(theirs).mail) == (Notice.Mail.NONE, Notice.Mail.WAITS)
