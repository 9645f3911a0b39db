"""When a letter is due, by the minute."""

import datetime as dt

import pytest

from phoihop.foundation.agencies.models import Account
from phoihop.foundation.notices import posting, queries, verbs
from phoihop.foundation.notices.models import Preference
from phoihop.foundation.notices.tests.factories import MINUTE, a_notice
from tests.cast import MONDAY, hanh, lan, minh, tu

pytestmark = pytest.mark.django_db
SEVEN = dt.datetime(2026, 3, 3, 0, tzinfo=dt.UTC)  # Tuesday, 07:00 in Hà Nội


def due(at) -> list[int]:
    return list(queries.accounts_to_mail(at))


def test_a_burst_is_over_after_two_quiet_minutes():
    reader = minh()
    a_notice(reader, at=MONDAY)
    a_notice(reader, at=MONDAY + MINUTE)
    assert due(MONDAY + 2.9 * MINUTE) == []
    assert due(MONDAY + 3 * MINUTE) == [reader.account_id]


def test_a_burst_without_end_is_cut_after_ten_minutes():
    reader = minh()
    for minute in range(11):
        a_notice(reader, at=MONDAY + minute * MINUTE)
    assert due(MONDAY + 9.9 * MINUTE) == []
    assert due(MONDAY + 10 * MINUTE) == [reader.account_id]


def test_who_has_waited_longest_comes_first():
    first, second = minh(), lan()
    a_notice(second, at=MONDAY + MINUTE)
    a_notice(first, at=MONDAY)
    assert due(MONDAY + 9 * MINUTE) == [first.account_id, second.account_id]


def test_the_daily_letter_goes_out_at_seven():
    reader = minh()
    verbs.prefer(mail=Preference.Mail.DAILY, by=reader, at=MONDAY)
    a_notice(reader, at=MONDAY)
    assert due(SEVEN - MINUTE) == []
    assert due(SEVEN) == [reader.account_id]


def test_what_is_told_after_seven_waits_for_the_next_morning():
    reader = minh()
    verbs.prefer(mail=Preference.Mail.DAILY, by=reader, at=MONDAY)
    a_notice(reader, at=SEVEN + MINUTE)
    assert due(SEVEN + 5 * MINUTE) == []
    assert due(SEVEN + dt.timedelta(days=1)) == [reader.account_id]


def test_who_wants_none_is_never_due():
    reader = minh()
    verbs.prefer(mail=Preference.Mail.NEVER, by=reader, at=MONDAY)
    a_notice(reader)
    assert due(SEVEN) == []


def test_a_closed_account_gets_none():
    reader = minh()
    a_notice(reader)
    Account.objects.filter(pk=reader.account_id).update(is_active=False, closed_at=MONDAY)
    assert due(SEVEN) == []
    assert posting.drop_unwanted() == 1


def test_a_locked_account_gets_everything_once_it_is_unlocked():
    reader = minh()
    a_notice(reader)
    Account.objects.filter(pk=reader.account_id).update(locked_until=SEVEN)
    assert due(SEVEN - MINUTE) == []
    assert posting.drop_unwanted() == 0
    assert due(SEVEN) == [reader.account_id]


def test_while_one_notice_is_in_hand_or_put_off_the_others_wait_with_it():
    reader = minh()
    a_notice(reader, at=MONDAY)
    at = MONDAY + 2 * MINUTE
    posting.refused(bundle=posting.take(account_id=reader.account_id, at=at), at=at)
    a_notice(reader, at=at - 2 * MINUTE)
    assert due(at) == []
    assert due(at + MINUTE) == [reader.account_id]


def test_asking_who_is_due_is_one_query_however_many_wait(django_assert_num_queries):
    for reader in (minh(), lan()):
        for _again in range(5):
            a_notice(reader)
    with django_assert_num_queries(1):
        assert len(due(SEVEN)) == 2


def test_how_long_letters_are_overdue():
    reader, daily, mute, locked = minh(), lan(), tu(), hanh()
    verbs.prefer(mail=Preference.Mail.DAILY, by=daily, at=MONDAY)
    verbs.prefer(mail=Preference.Mail.NEVER, by=mute, at=MONDAY)
    Account.objects.filter(pk=locked.account_id).update(locked_until=SEVEN)
    for one in (daily, mute, locked):
        a_notice(one, at=MONDAY)
    assert queries.mail_waiting_since(MONDAY + 60 * MINUTE) is None
    a_notice(reader, at=MONDAY + MINUTE)
    assert queries.mail_waiting_since(MONDAY + 10 * MINUTE) is None
    assert queries.mail_waiting_since(MONDAY + 60 * MINUTE) == MONDAY + MINUTE
    assert queries.mail_waiting_since(SEVEN) == MONDAY
