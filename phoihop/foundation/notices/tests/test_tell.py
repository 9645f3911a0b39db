import pytest
from django.db import connection, transaction
from django.utils import translation

from phoihop.foundation.ledger import kinds, listeners
from phoihop.foundation.ledger.verbs import record
from phoihop.foundation.notices import queries, told, verbs
from phoihop.foundation.notices.models import Notice
from phoihop.foundation.notices.verbs import Tell
from tests.cast import LATER, MONDAY, lan, minh, tu

pytestmark = pytest.mark.django_db


@pytest.fixture
def audience_of(monkeypatch):
    """Register audiences for this test alone."""
    monkeypatch.setattr(listeners, "_listening", listeners._listening.copy())
    monkeypatch.setattr(told, "_audiences", told._audiences.copy())

    def register(kind, *tells):
        @told.tells(kind)
        def those_named(entry, on):
            return tells

        return those_named

    return register


@transaction.atomic
def a_paper_is_sent(by, *, kind="paper.sent"):
    record(kind, on=by.agency, by=by, at=MONDAY)


def test_those_named_are_told_when_it_is_recorded(audience_of):
    sender, reader = lan(), minh()
    audience_of("paper.sent", Tell(reader.account_id, {"who": "Lan", "title": "Quy chế"}, "/texts/1/"))
    a_paper_is_sent(sender)
    (notice,) = queries.latest(reader.account_id, 5)
    assert notice.sentence == "Lan asked for your opinion on Quy chế."
    assert (notice.url, notice.at, notice.read_at, notice.is_unread) == ("/texts/1/", MONDAY, None, True)
    assert queries.unread_count(reader.account_id) == 1


def test_nobody_is_told_of_what_he_did_himself(audience_of):
    sender = lan()
    audience_of("paper.sent", Tell(sender.account_id, {}, "/texts/1/"))
    a_paper_is_sent(sender)
    assert queries.unread_count(sender.account_id) == 0


def test_nobody_is_told_the_same_twice(audience_of):
    sender, reader = lan(), minh()
    audience_of("paper.sent", Tell(reader.account_id, {"who": "Lan"}), Tell(reader.account_id, {"who": "Nga"}))
    a_paper_is_sent(sender)
    assert [notice.words for notice in Notice.objects.all()] == [{"who": "Lan"}]


def test_some_may_be_told_in_another_sentence(audience_of):
    sender, reader = lan(), minh()
    audience_of("paper.sent", Tell(reader.account_id, {"title": "Quy chế"}, kind="paper.returned"))
    a_paper_is_sent(sender)
    assert queries.latest(reader.account_id, 1)[0].sentence == "Quy chế was returned."


def test_an_event_without_audience_tells_nobody(audience_of):
    sender, reader = lan(), minh()
    audience_of("paper.sent", Tell(reader.account_id))
    a_paper_is_sent(sender, kind="paper.returned")
    assert not Notice.objects.exists()


def test_what_is_undone_was_never_told(audience_of):
    sender, reader = lan(), minh()
    audience_of("paper.sent", Tell(reader.account_id))
    with transaction.atomic():
        a_paper_is_sent(sender)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_a_reminder_is_told_without_an_event():
    reader = minh()
    assert verbs.tell(kind="paper.sent", to=[Tell(reader.account_id, {"who": "Lan", "title": "X"})], at=LATER) == 1
    assert queries.latest(reader.account_id, 1)[0].at == LATER


def test_a_kind_without_a_sentence_cannot_be_told():
    with pytest.raises(kinds.NoSentence, match=r"templates/notices/paper\.burnt\.txt"):
        verbs.tell(kind="paper.burnt", to=[Tell(minh().account_id)], at=MONDAY)


def test_a_kind_that_a_newer_release_forgot_is_still_shown():
    reader = minh()
    Notice.objects.create(account_id=reader.account_id, kind="paper.burnt", url="/texts/1/", at=MONDAY)
    assert "wording this release no longer knows" in queries.latest(reader.account_id, 1)[0].sentence


def test_thirty_people_are_told_in_one_insert(django_assert_num_queries):
    """One insert, and the savepoint pair around it."""
    readers = [Tell(tu().account_id, {"who": "Lan", "title": "X"}) for _ in range(30)]
    with django_assert_num_queries(3):
        verbs.tell(kind="paper.sent", to=readers, at=MONDAY)


def test_unread_is_one_count_over_its_own_index(django_assert_num_queries):
    reader = minh()
    verbs.tell(kind="paper.sent", to=[Tell(reader.account_id)], at=MONDAY)
    with django_assert_num_queries(1) as asked:
        assert queries.unread_count(reader.account_id) == 1
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
            assert "notices_unread" in str(cursor.fetchall())


def test_a_guest_has_no_notices(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.unread_count(None) == 0
        assert queries.latest(None, 5) == []


def test_the_table_names_who_decides(audience_of):
    audience_of("paper.sent")
    assert ("paper.sent", f"{__name__}.audience_of.<locals>.register.<locals>.those_named") in told.table()


def test_every_kind_told_has_its_sentence_in_every_language():
    for kind, _audience in told.table():
        for language in ("vi", "en"):
            with translation.override(language):
                assert kinds.sentence_template("notices", kind)


@pytest.mark.parametrize("url", ["https://example.vn/", "//example.vn/", "texts/1/"])
def test_a_notice_leads_nowhere_but_here(url):
    with pytest.raises(ValueError, match="leads off this site"):
        verbs.tell(kind="paper.sent", to=[Tell(minh().account_id, url=url)], at=MONDAY)
