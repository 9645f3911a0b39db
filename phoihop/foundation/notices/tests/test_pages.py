import pytest

from phoihop.foundation.notices import queries, verbs
from phoihop.foundation.notices.models import Notice, Preference
from phoihop.foundation.notices.tests.factories import a_notice, fresh
from phoihop.foundation.notices.views import PAGE
from tests.cast import LATER, MONDAY, lan, minh, sign_in

pytestmark = pytest.mark.django_db


def page(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_list_shows_what_i_was_told_and_nothing_of_others(client):
    reader = minh()
    a_notice(reader, title="Của Minh")
    a_notice(lan(), title="Của Lan")
    shown = page(sign_in(client, reader).get("/notices/"))
    assert '<li data-unread><a href="/texts/1/">Lan asked for your opinion on Của Minh.</a>' in shown
    assert "Của Lan" not in shown
    assert 'value="bursts" id="id_mail_0" required checked' in shown or "checked" in shown


def test_looking_and_following_a_link_marks_nothing(client):
    reader = minh()
    a_notice(reader, url="/notices/?show=unread")
    sign_in(client, reader).get("/notices/")
    client.get("/notices/?show=unread")
    assert queries.unread_count(reader.account_id) == 1


def test_only_the_unread_when_asked(client):
    reader = minh()
    verbs.mark_read(notice=a_notice(reader, title="Cũ"), by=reader, at=LATER)
    a_notice(reader, title="Mới")
    shown = page(sign_in(client, reader).get("/notices/?show=unread"))
    assert "Mới" in shown
    assert "Cũ" not in shown


def test_empty_lists_say_so(client):
    reader = minh()
    assert "No notice yet." in page(sign_in(client, reader).get("/notices/"))
    assert "Everything has been read." in page(client.get("/notices/?show=unread"))


def test_marking_leads_back_to_the_list_as_it_was(client):
    reader = minh()
    notice = a_notice(reader)
    answer = sign_in(client, reader).post(f"/notices/{notice.pk}/reading/?show=unread&page=2")
    assert answer["Location"] == "/notices/?show=unread&page=2"
    assert fresh(notice).read_at is not None


def test_open_and_mark_leads_to_the_thing(client):
    reader = minh()
    notice = a_notice(reader, url="/texts/7/?clause=a#s1")
    answer = sign_in(client, reader).post(f"/notices/{notice.pk}/reading/", {"open": "1"})
    assert answer["Location"] == "/texts/7/?clause=a#s1"
    assert fresh(notice).read_at is not None


def test_a_notice_that_leads_nowhere_leads_back(client):
    reader = minh()
    notice = a_notice(reader, url="")
    answer = sign_in(client, reader).post(f"/notices/{notice.pk}/reading/", {"open": "1"})
    assert answer["Location"] == "/notices/"
    assert "<strong>Lan asked" in page(client.get("/notices/"))


def test_what_another_was_told_does_not_exist(client):
    notice = a_notice(lan())
    assert sign_in(client, minh()).post(f"/notices/{notice.pk}/reading/").status_code == 404
    assert fresh(notice).read_at is None


def test_marking_asks_for_a_post(client):
    reader = minh()
    notice = a_notice(reader)
    sign_in(client, reader)
    for url in (f"/notices/{notice.pk}/reading/", "/notices/reading/", "/notices/preference/"):
        assert client.get(url).status_code == 405
    assert fresh(notice).read_at is None


def test_all_shown_are_read_and_what_came_meanwhile_is_not(client):
    reader = minh()
    seen = a_notice(reader)
    sign_in(client, reader)
    assert f'name="up_to" value="{seen.pk}"' in page(client.get("/notices/"))
    later = a_notice(reader)
    answer = client.post("/notices/reading/", {"up_to": seen.pk}, follow=True)
    assert "1 notice marked as read." in page(answer)
    assert [fresh(notice).read_at is None for notice in (seen, later)] == [False, True]


def test_a_form_sent_without_a_mark_reads_nothing(client):
    reader = minh()
    a_notice(reader)
    sign_in(client, reader).post("/notices/reading/", {"up_to": "x"})
    assert queries.unread_count(reader.account_id) == 1


def test_the_choice_of_mail_is_kept(client):
    reader = minh()
    answer = sign_in(client, reader).post("/notices/preference/", {"mail": "daily"}, follow=True)
    assert "The choice holds from now on" in page(answer)
    assert queries.preference_of(reader.account_id) == Preference.Mail.DAILY


def test_a_choice_that_is_none_is_refused(client):
    reader = minh()
    answer = sign_in(client, reader).post("/notices/preference/", {"mail": "hourly"})
    assert answer.status_code == 422
    assert queries.preference_of(reader.account_id) == Preference.Mail.BURSTS


def test_a_full_page_takes_as_many_queries_as_an_empty_one(client, django_assert_max_num_queries):
    reader = minh()
    Notice.objects.bulk_create(
        Notice(account_id=reader.account_id, kind="paper.sent", words={"title": str(n)}, url="/x/", at=MONDAY)
        for n in range(3 * PAGE)
    )
    sign_in(client, reader)
    with django_assert_max_num_queries(11):
        shown = page(client.get("/notices/?page=2"))
    assert shown.count("<li data-unread>") == PAGE


def test_in_vietnamese(client):
    reader = minh()
    a_notice(reader)
    client.cookies["django_language"] = "vi"
    shown = page(sign_in(client, reader).get("/notices/"))
    assert "Đánh dấu tất cả đã đọc" in shown
    assert "Mark" not in shown
