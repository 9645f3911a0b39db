import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone

from phoihop.carry_out.tasks import queries, verbs
from phoihop.carry_out.tasks.tests.factories import DUE, a_programme, a_task, at, clause, handed_in
from tests.cast import MONDAY, hanh, lan, minh, sign_in, tu

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def a_day_after_the_due_date(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_args, **_more: DUE + DAY)


@pytest.fixture
def cast():
    lead, head, court = lan(), minh(), hanh()
    programme = a_programme(lead, head, court)
    a_task(programme, lead, head, court, title="Cung cấp số liệu", node=clause(programme))
    later = a_task(programme, lead, court, title="Thông báo xét xử", due_on=DUE + 30 * DAY)
    done = a_task(programme, lead, head, title="Trả lời kiến nghị")
    verbs.accept(evidence=handed_in(done, head), by=lead, at=MONDAY)
    return lead, head, court, programme, later


def rows(actor, **asked):
    fields = {"on": DUE + DAY, **asked}
    return [part.task.title for part in queries.rows(actor, queries.Asked(**fields))]


def test_a_row_for_each_task_under_its_lead(cast):
    lead, *_ = cast
    assert rows(lead) == ["Cung cấp số liệu", "Trả lời kiến nghị", "Thông báo xét xử"]
    assert rows(lead, sort="-due")[0] == "Thông báo xét xử"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "so lieu"}, ["Cung cấp số liệu"]),
        ({"words": "SỐ LIỆU cung"}, ["Cung cấp số liệu"]),
        ({"words": "5.2-a"}, ["Cung cấp số liệu"]),
        ({"klass": "overdue"}, ["Cung cấp số liệu"]),
        ({"klass": "done"}, ["Trả lời kiến nghị"]),
        ({"due_from": DUE + DAY}, ["Thông báo xét xử"]),
        ({"due_to": DUE}, ["Cung cấp số liệu", "Trả lời kiến nghị"]),
        ({"role": "support"}, ["Cung cấp số liệu"]),
        ({"on": MONDAY.date(), "then": True, "klass": "done"}, ["Trả lời kiến nghị"]),
        ({"on": MONDAY.date() - DAY, "then": True}, []),
    ],
)
def test_what_the_list_is_narrowed_to(cast, asked, found):
    lead, *_ = cast
    assert rows(lead, **asked) == found


def test_by_agency_clause_and_programme(cast):
    lead, _head, court, programme, _later = cast
    assert rows(lead, agency=court.agency_id) == ["Thông báo xét xử"]
    assert rows(lead, agency=court.agency_id, role="all") == ["Cung cấp số liệu", "Thông báo xét xử"]
    assert rows(lead, clause=clause(programme).pk) == ["Cung cấp số liệu"]
    assert len(rows(lead, programme=programme.pk, framework=programme.framework_id)) == 3
    assert rows(lead, programme=programme.pk + 1) == []


def test_a_stranger_sees_nothing(cast):
    assert rows(tu()) == []


def test_cancelled_tasks_have_a_list_of_their_own_and_a_past_day_still_shows_them(cast):
    lead, _head, _court, _programme, later = cast
    verbs.cancel(task=later, reason="Trùng.", by=lead, at=at(DUE))
    assert "Thông báo xét xử" not in rows(lead)
    assert rows(lead, cancelled=True) == ["Thông báo xét xử"]
    assert "Thông báo xét xử" in rows(lead, on=DUE - DAY, then=True)


def test_every_figure_of_the_bar_opens_its_rows(client, cast):
    lead, *_ = cast
    sign_in(client, lead)
    page = client.get("/tasks/")
    for klass, count in page.context["whole"].pairs:
        opened = client.get("/tasks/", {"klass": klass})
        assert len(opened.context["rows"]) == opened.context["page"].paginator.count == count
    assert page.context["whole"].total == 3


def test_the_page_speaks_of_the_past_when_asked(client, cast):
    lead, *_ = cast
    page = sign_in(client, lead).get("/tasks/", {"on": MONDAY.date().isoformat()}).content.decode()
    assert "Everything here is told as it was on 02/03/2026" in page
    assert "?on=2026-03-02" in page


def test_nonsense_in_the_address_narrows_nothing(client, cast):
    lead, *_ = cast
    page = sign_in(client, lead).get("/tasks/?programme=x&klass=what&due_from=31-31&on=never&sort=zzz&page=99")
    assert page.status_code == 200
    assert page.context["whole"].total == 3


@pytest.mark.parametrize(
    "address",
    [
        "/tasks/?words=kh%C3%B4ng+c%C3%B3", "/tasks/?cancelled=on", "/tasks/?role=all&klass=overdue&sort=agency",
        "/tasks/?on=2026-03-02&klass=open",
    ],
)  # fmt: skip
def test_every_way_of_asking_draws_a_page(client, cast, address):
    lead, *_ = cast
    assert sign_in(client, lead).get(address).status_code == 200


def test_the_list_costs_the_same_however_many_tasks_there_are(client, cast, django_assert_max_num_queries):
    lead, head, _court, programme, _later = cast
    for _ in range(30):
        a_task(programme, lead, head)
    sign_in(client, lead).get("/tasks/")
    with django_assert_max_num_queries(14):
        client.get("/tasks/")


def test_the_sheet_has_the_rows_of_the_list(client, cast):
    lead, head, court, *_ = cast
    answer = sign_in(client, lead).get("/tasks/sheet.xlsx", {"klass": "overdue"})
    assert answer["Content-Disposition"] == 'attachment; filename="nhiem-vu-2026-04-01.xlsx"'
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    header, line = list(sheet.iter_rows(values_only=True))[2:]
    assert header[:4] == ("Mã", "Điều khoản", "Nội dung nhiệm vụ", "Cơ quan chủ trì")
    assert line[:5] == ("5.2-a", "5.2", "Cung cấp số liệu", head.agency.name, court.agency.name)
    assert line[5].date() == DUE
    assert line[7] == "Quá hạn"


def test_who_may_assign_finds_the_way_from_the_list(client, cast):
    lead, head, _court, programme, _later = cast
    url = f"/tasks/programmes/{programme.pk}/new/"
    assert url in sign_in(client, lead).get("/tasks/", {"programme": programme.pk}).content.decode()
    assert url not in sign_in(client, head).get("/tasks/", {"programme": programme.pk}).content.decode()
