"""The list: who sees what in it, what it can be narrowed to, the workbook, lead times, the room's panel."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest

from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.escalations import panels, verbs
from phoihop.carry_out.escalations.tests.factories import (
    a_difficulty,
    a_programme,
    a_referral,
    a_task,
    again,
    at,
    body,
    clause,
    decided,
    leader,
)
from tests.cast import TODAY, hanh, lan, minh, sign_in, tu

pytestmark = pytest.mark.django_db
A_DAY = dt.timedelta(days=1)


@pytest.fixture
def cast():
    lead, head, court, member = lan(), minh(), hanh(), leader()
    programme = a_programme(lead, head, court)
    silent = a_difficulty(programme, head, title="Thiếu số liệu dân cư", at=at(TODAY))
    a_referral(silent, lead, at=at(TODAY + A_DAY))
    done = a_difficulty(programme, court, title="Chậm kinh phí", urgency="flash", at=at(TODAY + 2 * A_DAY))
    a_referral(done, lead, at=at(TODAY + 2 * A_DAY))
    decided(done, member, at=at(TODAY + 5 * A_DAY))
    return lead, head, court, member, programme


def titles(client, actor, address=""):
    page = sign_in(client, actor).get(f"/difficulties/{address}").context
    return [row.title for row in page["rows"]]


def test_the_longest_silence_comes_first_with_its_length(client, cast):
    lead, *_ = cast
    answer = sign_in(client, lead).get("/difficulties/")
    assert titles(client, lead) == ["Thiếu số liệu dân cư", "Chậm kinh phí"]
    [first, last] = answer.context["rows"]
    assert first.silence.days > 100
    assert first.waited_for == body().name
    assert last.silence is None


def test_parties_see_those_of_their_programme_and_a_body_what_was_put_to_it(client, cast):
    lead, head, court, member, programme = cast
    a_difficulty(programme, head, title="Chưa trình")
    assert len(titles(client, head)) == len(titles(client, court)) == len(titles(client, lead)) == 3
    assert sorted(titles(client, member)) == ["Chậm kinh phí", "Thiếu số liệu dân cư"]
    assert titles(client, tu()) == []


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("?state=DECIDED", ["Chậm kinh phí"]),
        ("?state=UNHEARD_OF", ["Thiếu số liệu dân cư", "Chậm kinh phí"]),
        ("?waiting=on", ["Thiếu số liệu dân cư"]),
        ("?longer=3", ["Thiếu số liệu dân cư"]),
        ("?longer=2000", []),
        ("?words=kinh+phi", ["Chậm kinh phí"]),
        ("?words=KINH+PHÍ", ["Chậm kinh phí"]),
        ("?words=khong+co", []),
        ("?sort=newest", ["Chậm kinh phí", "Thiếu số liệu dân cư"]),
        ("?sort=urgency", ["Chậm kinh phí", "Thiếu số liệu dân cư"]),
        ("?on=2026-03-02", ["Thiếu số liệu dân cư"]),
        ("?on=2026-03-02&state=REPORTED", ["Thiếu số liệu dân cư"]),
        ("?on=2026-03-06&state=DECIDED", []),
        ("?on=2026-03-07&state=DECIDED", ["Chậm kinh phí"]),
    ],
)
def test_it_is_narrowed(client, cast, address, found):
    assert titles(client, cast[0], address) == found


def test_by_agency_programme_body_task_and_clause(client, cast):
    lead, head, court, _member, programme = cast
    task = a_task(programme, lead, head)
    a_difficulty(programme, head, title="Vướng nhiệm vụ", tasks=[task], nodes=[clause(programme)])
    assert titles(client, lead, f"?agency={court.agency.pk}") == ["Chậm kinh phí"]
    assert len(titles(client, lead, f"?programme={programme.pk}")) == 3
    assert titles(client, lead, f"?programme={programme.pk + 1}") == []
    assert len(titles(client, lead, f"?body={body().pk}")) == 2
    assert titles(client, lead, f"?task={task.pk}") == ["Vướng nhiệm vụ"]
    assert titles(client, lead, f"?clause={clause(programme).pk}") == ["Vướng nhiệm vụ"]


def test_empty_it_says_what_to_do(client, cast):
    stranger = sign_in(client, tu()).get("/difficulties/").content.decode()
    assert "Any party of a programme in force reports one" in stranger
    narrowed = sign_in(client, cast[0]).get("/difficulties/?words=zz").content.decode()
    assert "Clear the filter" in narrowed


def test_a_party_reports_from_the_list_of_its_programme(client, cast):
    _lead, head, _court, member, programme = cast
    address = f"/difficulties/?programme={programme.pk}"
    assert f"/difficulties/programmes/{programme.pk}/new/" in sign_in(client, head).get(address).content.decode()
    assert f"/programmes/{programme.pk}/new/" not in sign_in(client, member).get(address).content.decode()


@pytest.mark.slow
def test_queries_do_not_grow_with_the_list(client, cast, django_assert_max_num_queries):
    lead, head, _court, _member, programme = cast
    for n in range(30):
        a_difficulty(programme, head, title=f"Việc {n}")
    sign_in(client, lead)
    for address in ("", "?on=2026-03-07", "?longer=3", f"?programme={programme.pk}"):
        with django_assert_max_num_queries(18):
            client.get(f"/difficulties/{address}")


@pytest.mark.slow
def test_the_workbook_holds_the_official_columns(client, cast):
    lead, *_ = cast
    answer = sign_in(client, lead).get("/difficulties/sheet.xlsx?sort=oldest")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(n for n, row in enumerate(rows) if row[0] == "STT")
    assert rows[head][2] == "Khó khăn, vướng mắc"
    first, second = rows[head + 1], rows[head + 2]
    assert (first[1], first[2], first[7], first[9]) == ("VM1", "Thiếu số liệu dân cư", body().name, "Chờ chỉ đạo")
    assert first[10] > 100
    assert (second[9], second[10]) == ("Đã có chỉ đạo", None)
    assert second[11].date() == TODAY + 5 * A_DAY


@pytest.mark.slow
def test_the_workbook_of_a_past_day_does_not_know_what_came_later(client, cast):
    lead, *_ = cast
    answer = sign_in(client, lead).get("/difficulties/sheet.xlsx?sort=oldest&on=2026-03-06")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    last = [cell.value for cell in list(sheet.iter_rows())[-1]]
    assert (last[9], last[10], last[11]) == ("Chờ chỉ đạo", 2, None)


def test_an_empty_workbook_is_one_too(client):
    assert sign_in(client, tu()).get("/difficulties/sheet.xlsx").status_code == 200


@pytest.mark.slow
def test_lead_times_are_a_picture_with_a_table(client, cast):
    lead, *_ = cast
    answer = sign_in(client, lead).get("/difficulties/lead-times/?on=2026-03-20")
    page = answer.content.decode()
    triage, referral, decision, whole = answer.context["pictures"]
    assert (decision.median, [case.what for case in decision.waiting]) == (2, ["VM1 Thiếu số liệu dân cư"])
    assert len(triage.cases) == len(referral.cases) == len(whole.cases) == 2
    assert page.count("<svg") >= 4
    assert "<table" in page


def test_lead_times_of_one_programme_are_for_those_who_see_it(client, cast):
    lead, _head, _court, member, programme = cast
    address = f"/difficulties/lead-times/?programme={programme.pk}"
    assert sign_in(client, lead).get(address).status_code == 200
    assert sign_in(client, member).get(address).status_code == 200
    assert sign_in(client, tu()).get(address).status_code == 404


def test_the_rooms_panel_shows_the_longest_silences(cast, django_assert_max_num_queries):
    lead, head, _court, _member, programme = cast
    programme = Programme.objects.select_related("framework").get(pk=programme.pk)
    with django_assert_max_num_queries(2):
        [panel] = panels.panels_of([programme], lead, on=TODAY + 9 * A_DAY)
    assert [(one.title, one.silence.days) for one in panel.waiting] == [("Thiếu số liệu dân cư", 6)]
    assert (panel.open, panel.total, panel.decided, panel.may_report) == (1, 2, 1, True)
    [then] = panels.panels_of([programme], head, on=TODAY, then=True)
    assert (then.open, then.total, then.decided, then.may_report) == (1, 1, 0, False)
    assert then.url.endswith(f"on={TODAY.isoformat()}")


def test_a_party_that_has_none_is_told_so(client, cast):
    lead, head, *_ = cast
    other = a_programme(lead, head)
    [panel] = panels.panels_of([other], head, on=TODAY)
    assert (panel.open, panel.total, panel.waiting) == (0, 0, [])


def test_the_last_word_of_a_withdrawn_one_is_its_state(client, cast):
    lead, head, _court, _member, programme = cast
    gone = a_difficulty(programme, head, title="Rút")
    verbs.withdraw(difficulty=again(gone), reason="Xong.", by=head, at=at(TODAY))
    assert titles(client, lead, "?state=WITHDRAWN") == ["Rút"]
