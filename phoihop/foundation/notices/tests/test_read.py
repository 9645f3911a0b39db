import pytest

from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.notices import queries, verbs
from phoihop.foundation.notices.models import Notice
from phoihop.foundation.notices.tests.factories import a_notice, fresh
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, MONDAY, lan, minh

pytestmark = pytest.mark.django_db
Mail = Notice.Mail


def a_guest() -> Actor:
    return Actor(account_id=None, name="Bảy", agency=lan().agency, post="", roles=frozenset(), guest_ref="7")


def test_what_was_read_is_read_and_not_mailed_any_more():
    reader = minh()
    notice = a_notice(reader)
    verbs.mark_read(notice=notice, by=reader, at=LATER)
    assert (fresh(notice).read_at, fresh(notice).mail) == (LATER, Mail.NONE)
    assert queries.unread_count(reader.account_id) == 0


def test_reading_twice_keeps_the_first_time():
    reader = minh()
    notice = a_notice(reader)
    verbs.mark_read(notice=notice, by=reader, at=MONDAY)
    verbs.mark_read(notice=notice, by=reader, at=LATER)
    assert fresh(notice).read_at == MONDAY


def test_what_went_out_by_mail_stays_so_when_it_is_read():
    reader = minh()
    notice = a_notice(reader)
    Notice.objects.update(mail=Mail.SENT, mailed_at=MONDAY)
    verbs.mark_read(notice=notice, by=reader, at=LATER)
    assert (fresh(notice).mail, fresh(notice).mailed_at) == (Mail.SENT, MONDAY)


def test_nobody_marks_what_another_was_told():
    notice = a_notice(minh())
    with pytest.raises(NotAllowed, match="Only the person who was told"):
        verbs.mark_read(notice=notice, by=lan(), at=LATER)
    assert fresh(notice).read_at is None


def test_all_that_was_shown_is_read_and_what_came_since_is_not():
    reader, other = minh(), lan()
    shown, theirs = a_notice(reader), a_notice(other)
    up_to = queries.newest(reader.account_id)
    came_since = a_notice(reader)
    assert verbs.mark_all_read(up_to=up_to, by=reader, at=LATER) == 1
    assert [fresh(n).read_at for n in (shown, came_since, theirs)] == [LATER, None, None]


def test_a_guest_has_nothing_to_keep():
    with pytest.raises(NotAllowed, match="Notices belong to an account"):
        verbs.mark_all_read(up_to=9, by=a_guest(), at=LATER)
    with pytest.raises(NotAllowed, match="Notices belong to an account"):
        verbs.prefer(mail="daily", by=a_guest(), at=LATER)
    assert list(queries.all_for(None)) == []


def test_unread_come_first_then_the_newest():
    reader = minh()
    old, read, new = a_notice(reader, title="1"), a_notice(reader, title="2"), a_notice(reader, title="3", at=LATER)
    verbs.mark_read(notice=read, by=reader, at=LATER)
    assert list(queries.all_for(reader.account_id)) == [new, old, read]
    assert list(queries.all_for(reader.account_id, unread_only=True)) == [new, old]


def test_nothing_told_reaches_up_to_nothing():
    assert queries.newest(minh().account_id) == 0
