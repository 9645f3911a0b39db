"""The desk: what waits, in order, with the reason; and nothing of others."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone

from phoihop.agree.consultation.tests.factories import a_round
from phoihop.carry_out.tasks.tests.factories import a_programme, a_task
from phoihop.desk import queries
from phoihop.kit.due import Due, sort_key
from phoihop.kit.workdays import Calendar
from tests.cast import lan, minh, sign_in, tu

WEDNESDAY = dt.date(2026, 3, 4)
TET = Calendar({dt.date(2026, 3, 5): "Nghỉ lễ"})


def a_due(day, what="Việc"):
    return Due("draft", what, "/x/", "Vì cần.", day, "Làm", "/x/", 1, "Chương trình")


@pytest.mark.parametrize(
    ("day", "group", "left"),
    [
        (dt.date(2026, 3, 2), "overdue", -2),
        (WEDNESDAY, "today", 0),
        (dt.date(2026, 3, 6), "week", 1),
        (dt.date(2026, 3, 8), "week", 1),
        (dt.date(2026, 3, 9), "later", 2),
        (None, "undated", None),
    ],
)
def test_each_deadline_stands_in_its_group_and_counts_working_days(day, group, left):
    found = queries.grouped([a_due(day)], TET, on=WEDNESDAY)
    assert [(g.key, g.rows[0].left) for g in found] == [(group, left)]
    assert found[0].rows[0].late_by == -(left or 0)


def test_what_is_due_first_comes_first_and_what_has_no_deadline_last():
    dues = [a_due(None, "c"), a_due(WEDNESDAY, "b"), a_due(WEDNESDAY, "a")]
    assert [due.what for due in sorted(dues, key=sort_key)] == ["a", "b", "c"]


def test_the_strip_is_two_weeks_from_monday_with_days_off():
    days = queries.strip([a_due(WEDNESDAY), a_due(WEDNESDAY)], TET, on=WEDNESDAY)
    assert (len(days), days[0].date, days[2].today, days[2].count) == (14, dt.date(2026, 3, 2), True, 2)
    assert (days[3].off, days[3].why_off) == (True, "Nghỉ lễ")


@pytest.mark.django_db
def test_an_asked_agency_finds_it_on_its_desk_and_others_do_not(client):
    leader, partner, stranger = lan(), minh(), tu()
    a_round(leader, partner, due_on=timezone.localdate() + dt.timedelta(days=5))
    page = sign_in(client, partner).get("/desk/").content.decode()
    assert "Put the opinion together" in page
    assert "Nothing waits for you now" in sign_in(client, stranger).get("/desk/").content.decode()


@pytest.mark.django_db
def test_a_task_waits_on_the_desk_of_the_agency_that_owes_it_and_of_no_other(client):
    leader, partner = lan(), minh()
    a_task(a_programme(leader, partner), leader, partner, title="Gửi bảng số liệu")
    assert "Gửi bảng số liệu" in sign_in(client, partner).get("/desk/").content.decode()
    assert "Gửi bảng số liệu" not in sign_in(client, tu()).get("/desk/").content.decode()


@pytest.mark.django_db
def test_the_desk_filters_and_goes_out_as_a_table(client):
    leader, partner = lan(), minh()
    round_ = a_round(leader, partner)
    sign_in(client, partner)
    assert "Nothing matches the filter" in client.get("/desk/?framework=999999").content.decode()
    assert "Put the opinion" in client.get(f"/desk/?framework={round_.text.framework_id}").content.decode()
    book = openpyxl.load_workbook(BytesIO(client.get("/desk/export/").content))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row]
    assert any("Opinion on" in cell for cell in cells)


@pytest.mark.django_db
def test_the_desk_costs_the_same_for_one_and_for_many(client, django_assert_max_num_queries):
    leader, partner = lan(), minh()
    programme = a_programme(leader, partner)
    for _number in range(6):
        a_round(leader, partner)
        a_task(programme, leader, partner)
    sign_in(client, partner).get("/desk/")
    with django_assert_max_num_queries(19):  # twelve, three for tasks, two each for difficulties and briefings
        client.get("/desk/")


@pytest.mark.django_db
def test_the_front_door_leads_to_the_desk_and_those_outside_to_signing_in(client):
    assert client.get("/").url == "/desk/"
    assert client.get("/desk/").url.startswith("/accounts/login/")


@pytest.mark.django_db
def test_late_and_due_days_are_marked_on_the_strip(client):
    leader, partner = lan(), minh()
    today = timezone.localdate()
    monday = today - dt.timedelta(days=today.weekday())
    late = a_round(leader, partner)
    late.invitations.update(due_on=monday - dt.timedelta(days=7))
    soon = a_round(leader, partner)
    soon.invitations.update(due_on=monday + dt.timedelta(days=13))
    page = sign_in(client, partner).get("/desk/").content.decode()
    assert "Overdue" in page
    assert "1 due" in page
