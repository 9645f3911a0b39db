"""Every page to every visitor, what they may do there, and how often each page asks the database."""

import datetime as dt

import pytest
from django.urls import reverse

from phoihop.carry_out.briefings import panels, queries, verbs
from phoihop.carry_out.briefings.models import Briefing, Conclusion
from phoihop.carry_out.briefings.tests.factories import (
    BEFORE,
    DURING,
    a_briefing,
    a_conclusion,
    a_secretary,
    a_task,
    again,
    item_of,
    minuted,
    programme_of,
    seat_of,
    secretary_of,
)
from phoihop.carry_out.briefings.urls import urlpatterns
from phoihop.carry_out.tasks.models import Task
from tests.cast import MONDAY, hanh, lan, minh, sign_in, tu

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

POSTS = {
    "calendar_making", "calendar_revocation", "withdrawal", "calling", "beginning", "adjournment", "assembly",
    "placing", "moving", "turn", "approval", "carrying", "task", "noting", "uninviting", "dropping", "making",
    "numbering",
}  # fmt: skip
#: Pages of whoever prepares: for the others they do not exist.
HOSTS = {
    "series", "new", "arrangement", "cancellation", "agenda", "new_item", "change", "removal", "conclusion",
    "dissent", "check", "invitation", "asking",
}  # fmt: skip


def a_world(state="HELD"):
    """One of everything under a briefing."""
    lead, one, two = lan(), minh(), hanh()
    briefing = a_briefing(lead, one, two)
    secretary = secretary_of(briefing)
    programme = programme_of(briefing.series)
    for n in range(8):
        a_task(programme, lead, one, two, due_on=dt.date(2026, 3, 20 + n), title=f"Việc {n}")
    verbs.propose(series=briefing.series, title="Chờ", by=one, at=MONDAY)
    verbs.assemble(briefing=again(briefing), by=secretary, at=BEFORE)
    verbs.propose(series=briefing.series, title="Chờ nữa", by=one, at=BEFORE)
    paper = verbs.ask_paper(briefing=again(briefing), agency=one.agency, title="Số liệu", by=secretary, at=BEFORE)
    verbs.call(briefing=again(briefing), by=secretary, at=BEFORE)
    pack = verbs.make_document(briefing=again(briefing), kind="pack", by=secretary, at=BEFORE)
    if state == "HELD":
        verbs.begin(briefing=again(briefing), by=secretary, at=DURING)
        minuted(briefing, secretary)
        for n in range(3):
            a_conclusion(briefing, one, secretary, text=f"Kết luận {n}", becomes="TASK" if n else "")
    feed = verbs.make_feed(whole_agency=False, by=one, at=MONDAY)
    keys = {
        "pk": briefing.pk,
        "item": item_of(briefing).pk,
        "seat": seat_of(briefing, one).pk,
        "conclusion": getattr(Conclusion.objects.order_by("pk").first(), "pk", 0),
        "document": pack.pk,
        "paper": paper.pk,
        "proposal": briefing.series.proposals.get(title="Chờ nữa").pk,
        "kind": "pack",
        "feed": feed.pk,
    }
    return lead, one, secretary, briefing, keys


def urls_of(briefing, keys):
    for pattern in urlpatterns:
        wanted = {name: keys[name] for name in pattern.pattern.converters}
        if pattern.name in ("series", "new", "backlog"):
            wanted = {"pk": briefing.series_id}
        elif pattern.name == "withdrawal":
            wanted = {"pk": keys["proposal"]}
        elif pattern.name == "calendar_revocation":
            wanted = {"pk": keys["feed"]}
        yield pattern.name, reverse(f"briefings:{pattern.name}", kwargs=wanted)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("state", ["CALLED", "HELD"])
def test_every_page_answers_whom_it_should(client, state, language):
    lead, one, secretary, briefing, keys = a_world(state)
    client.cookies.load({"django_language": language})
    visitors = {"host": (lead, secretary), "party": (one,), "stranger": (tu(),)}
    wrong = []
    for kind, people in visitors.items():
        for actor in people:
            sign_in(client, actor)
            for name, url in urls_of(briefing, keys):
                answer = client.get(url)
                expected = 405 if name in POSTS else 200
                public = name in ("list", "sheet", "calendars")
                if kind == "stranger" and not public and name not in POSTS:
                    expected = 404
                if kind == "party" and name in HOSTS:
                    expected = 404
                if name == "check" or (state == "CALLED" and name in ("raising", "directive", "conclusion_withdrawal")):
                    expected = 404  # no briefing before this one, no conclusion yet
                if answer.status_code != expected:
                    wrong.append(f"{name} as {actor.name}: {answer.status_code}, expected {expected}")
    assert not wrong, "\n".join(wrong)


BUDGETS = {"show": 21, "item": 17, "agenda": 26, "papers": 18, "list": 10, "screen": 16, "attendance": 8}


@pytest.mark.parametrize("name", BUDGETS)
def test_a_page_asks_no_oftener_however_much_there_is(client, django_assert_max_num_queries, name):
    lead, _one, _secretary, briefing, keys = a_world()
    sign_in(client, lead)
    url = dict(urls_of(briefing, keys))[name]
    client.get(url)
    with django_assert_max_num_queries(BUDGETS[name]):
        assert client.get(url).status_code == 200
    for n in range(4):
        a_conclusion(briefing, lead, lead, text=f"Thêm {n}", becomes="TASK")
    with django_assert_max_num_queries(BUDGETS[name]):
        client.get(url)


def test_minutes_typed_over_somebody_elses_are_shown_beside_them_and_saved_over_them_knowingly(client):
    lead, _one, secretary, briefing, keys = a_world()
    other = a_secretary(lead.agency, "Thư")
    url = reverse("briefings:item", args=[briefing.pk, keys["item"]])
    sign_in(client, other)
    stale = item_of(briefing).minutes_revision - 1
    answer = client.post(url, {"revision": stale, "body": "Bản của Thư."})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Bản của Thư." in page
    assert "Hội nghị nhất trí." in page
    assert f'name="revision" value="{stale + 1}"' in page
    answer = client.post(url, {"revision": stale + 1, "body": "Cả hai."})
    assert answer.status_code == 302
    assert item_of(briefing).body == "Cả hai."
    assert secretary.name


def test_leaving_the_words_saves_them_without_a_page(client):
    lead, _one, secretary, briefing, keys = a_world()
    url = reverse("briefings:item", args=[briefing.pk, keys["item"]])
    sign_in(client, secretary)
    revision = item_of(briefing).minutes_revision
    answer = client.post(url, {"revision": revision, "body": "Tự lưu."}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert f'value="{revision + 1}"' in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert item_of(briefing).body == "Tự lưu."
    assert lead.name


def test_a_conclusion_typed_on_the_page_becomes_a_task_in_one_step(client):
    _lead, one, secretary, briefing, keys = a_world()
    sign_in(client, secretary)
    url = reverse("briefings:conclusion", args=[briefing.pk, keys["item"]])
    answer = client.post(
        url, {"text": "Ghép khảo sát", "lead": one.agency.pk, "due_on": "2027-12-10", "becomes": "TASK"}
    )
    assert answer.status_code == 302
    task = Task.objects.get(title="Ghép khảo sát")
    assert task.code == "KL1-2026/4"
    assert client.get(task.get_absolute_url()).status_code == 200


def test_a_refusal_is_told_on_the_page_and_nothing_typed_is_lost(client):
    _lead, one, secretary, briefing, keys = a_world()
    sign_in(client, secretary)
    url = reverse("briefings:conclusion", args=[briefing.pk, keys["item"]])
    answer = client.post(url, {"text": "Không hạn", "lead": one.agency.pk, "becomes": "TASK"})
    assert answer.status_code == 422
    assert "Không hạn" in answer.content.decode()


def test_partners_do_not_read_drafts(client):
    _lead, one, _secretary, briefing, keys = a_world()
    sign_in(client, one)
    for name in ("show", "item", "history"):
        assert "Hội nghị nhất trí." not in client.get(dict(urls_of(briefing, keys))[name]).content.decode()


def test_order_is_changed_without_a_script(client):
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner)
    verbs.assemble(briefing=again(briefing), by=lead, at=BEFORE)
    sign_in(client, lead)
    client.post(reverse("briefings:moving", args=[briefing.pk, item_of(briefing, "next").pk]), {"way": "up"})
    assert item_of(briefing, "next").position == 1


def test_a_past_day_is_shown_as_it_was(client):
    lead, _one, _secretary, briefing, _keys = a_world()
    sign_in(client, lead)
    url = briefing.get_absolute_url()
    assert "In session, item" in client.get(url).content.decode()
    then = client.get(f"{url}?on={BEFORE:%Y-%m-%d}").content.decode()
    assert "As it was at the end of 07/04/2026." in then
    assert "Hội nghị nhất trí." not in then


def test_the_year_shows_each_briefing_in_its_month(client):
    lead, *_rest, briefing, _keys = a_world()
    [row] = queries.plan_of(lead, queries.Asked(on=MONDAY.date()), year=2026)
    assert [[one.label for one in cell] for cell in row.cells] == [
        [], [], [], ["I"], [], [], ["II"], [], [], ["III"], [], [],
    ]  # fmt: skip
    assert row.series == briefing.series


def test_words_are_found_with_and_without_marks():
    lead, *_rest = a_world()
    for words in ("quý I năm 2026", "QUY i nam 2026", "phong hop a"):
        found = queries.rows(lead, queries.Asked(on=MONDAY.date(), words=words))
        assert Briefing.objects.get(mark="1-2026") in found


def test_the_panel_of_the_room_asks_once_and_its_timeline_twice(django_assert_max_num_queries):
    _lead, *_rest, briefing, _keys = a_world()
    framework = briefing.series.framework
    with django_assert_max_num_queries(3):
        told = panels.panel_of(framework, [], [], on=MONDAY.date())
    assert told.next.mark == "2-2026"
    assert told.waiting == 1
