import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from phoihop.carry_out.tasks import origins, verbs
from phoihop.carry_out.tasks.models import Duty, Evidence, Extension, Figure, Report, Task
from phoihop.carry_out.tasks.tests.factories import DUE, a_programme, a_task, at, clause, fresh, handed_in, part_of
from tests.cast import MONDAY, hanh, lan, minh, sign_in, tu

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def that_monday(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)
    monkeypatch.setattr(timezone, "localdate", lambda *_args, **_more: MONDAY.date())


@pytest.fixture
def cast():
    lead, head, court = lan(), minh(), hanh()
    programme = a_programme(lead, head, court)
    task = a_task(programme, lead, head, court, node=clause(programme), deliverable="Bảng số liệu")
    return lead, head, court, programme, task


def page(client, actor, url, status=200):
    answer = sign_in(client, actor).get(url)
    assert answer.status_code == status
    return answer.content.decode()


def post(client, actor, url, **typed):
    return sign_in(client, actor).post(url, typed)


def test_the_page_tells_the_thread_the_parts_and_what_may_be_done(client, cast):
    _lead, head, court, programme, task = cast
    told = page(client, head, f"/tasks/{task.pk}/")
    for words in ("Article 5 clause 2", head.agency.name, court.agency.name, "Bảng số liệu", "The day asked for is"):
        assert words in told
    assert f"/tasks/{task.pk}/parts/{part_of(task, head).pk}/evidence/" in told
    assert f"/tasks/{task.pk}/parts/{part_of(task, court).pk}/evidence/" not in told
    assert "/cancellation/" not in told
    assert f"/desk/programmes/{programme.framework_id}/" in told or programme.framework.get_absolute_url() in told


def test_the_standing_unit_may_cancel_remind_and_give_time(client, cast):
    lead, head, _court, _programme, task = cast
    told = page(client, lead, f"/tasks/{task.pk}/")
    part = part_of(task, head)
    for noun in ("cancellation/", f"parts/{part.pk}/reminder/", f"parts/{part.pk}/extension/"):
        assert noun in told


def test_who_sees_no_task_finds_no_page(client, cast):
    *_rest, task = cast
    page(client, tu(), f"/tasks/{task.pk}/", status=404)


def test_a_task_is_assigned_on_its_page(client, cast):
    lead, head, court, programme, _task = cast
    url = f"/tasks/programmes/{programme.pk}/new/"
    page(client, lead, url)
    own = DUE - 5 * DAY
    typed = {
        "title": "Việc mới", "lead": head.agency_id, "due_on": DUE, "supports": [court.agency_id],
        f"own_{court.agency_id}": own, "clause": clause(programme).pk,
    }  # fmt: skip
    answer = post(client, lead, url, **typed)
    task = Task.objects.get(title="Việc mới")
    assert answer.url == f"/tasks/{task.pk}/"
    assert (task.code, part_of(task, court).due_on) == ("5.2-b", own)
    page(client, head, url, status=404)


def test_what_is_missing_is_told_and_nothing_typed_is_lost(client, cast):
    lead, head, _court, programme, _task = cast
    answer = post(
        client, lead, f"/tasks/programmes/{programme.pk}/new/", title="Việc mới", lead=head.agency_id,
        supports=[head.agency_id],
    )  # fmt: skip
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Việc mới" in told
    assert "Give a day, or a number of working days." in told
    both = {"title": "V", "lead": head.agency_id, "due_on": DUE, "working_days": 5}
    told = post(client, lead, f"/tasks/programmes/{programme.pk}/new/", **both).content.decode()
    assert "Give either a day" in told


def test_a_refusal_of_the_domain_is_the_forms_error(client, cast):
    lead, head, _court, programme, _task = cast
    typed = {"title": "Việc", "lead": head.agency_id, "due_on": dt.date(2026, 2, 2)}
    told = post(client, lead, f"/tasks/programmes/{programme.pk}/new/", **typed).content.decode()
    assert "The due date lies in the past." in told


def test_evidence_goes_from_the_partner_to_the_standing_unit_and_back(client, cast):
    lead, head, _court, _programme, task = cast
    url = f"/tasks/{task.pk}/parts/{part_of(task, head).pk}/evidence/"
    page(client, head, url)
    page(client, lead, url, status=404)
    paper = SimpleUploadedFile("bao-cao.txt", "Báo cáo số 12".encode())
    post(client, head, url, body="Đã gửi.", papers=[paper])
    evidence = Evidence.objects.get()
    assert [row.name for row in evidence.files.all()] == ["bao-cao.txt"]
    at_unit = page(client, lead, f"/tasks/{task.pk}/evidence/{evidence.pk}/")
    assert "One supporting agency has not handed in its part" in at_unit
    assert "Somebody" not in at_unit
    back = f"/tasks/{task.pk}/evidence/{evidence.pk}/return/"
    page(client, lead, back)
    assert post(client, lead, back).status_code == 422
    post(client, lead, back, reason="Thiếu phụ lục.")
    assert "Thiếu phụ lục." in page(client, head, f"/tasks/{task.pk}/evidence/{evidence.pk}/")
    post(client, head, url, body="Đã bổ sung.")
    second = Evidence.objects.latest("pk")
    post(client, lead, f"/tasks/{task.pk}/evidence/{second.pk}/acceptance/")
    assert fresh(task).state == "DONE"
    assert "Completed on time" in page(client, head, f"/tasks/{task.pk}/")


def test_evidence_is_taken_back(client, cast):
    _lead, head, _court, _programme, task = cast
    evidence = handed_in(task, head)
    page(client, head, f"/tasks/{task.pk}/evidence/{evidence.pk}/")
    post(client, head, f"/tasks/{task.pk}/evidence/{evidence.pk}/taking-back/")
    assert fresh(evidence).state == "TAKEN_BACK"


def test_a_secret_paper_is_refused_and_nothing_handed_in(client, cast):
    _lead, head, _court, _programme, task = cast
    paper = SimpleUploadedFile("a.txt", "TUYỆT MẬT\nBáo cáo".encode())
    url = f"/tasks/{task.pk}/parts/{part_of(task, head).pk}/evidence/"
    assert post(client, head, url, body="Đã gửi.", papers=[paper]).status_code == 422
    assert not Evidence.objects.exists()


def test_more_time_is_asked_for_and_decided(client, cast):
    lead, head, court, _programme, task = cast
    url = f"/tasks/{task.pk}/parts/{part_of(task, head).pk}/extension/"
    page(client, head, url)
    page(client, court, url, status=404)
    post(client, head, url, to_on=DUE + 10 * DAY, reason="Chờ số liệu.")
    extension = Extension.objects.get()
    assert "Chờ số liệu." in page(client, lead, f"/tasks/{task.pk}/extensions/{extension.pk}/")
    page(client, lead, f"/tasks/{task.pk}/extensions/{extension.pk}/refusal/")
    post(client, lead, f"/tasks/{task.pk}/extensions/{extension.pk}/approval/")
    assert part_of(task, head).due_on == DUE + 10 * DAY
    assert "Earlier due dates" in page(client, head, f"/tasks/{task.pk}/")
    post(client, lead, url, to_on=DUE + 20 * DAY, reason="Theo kết luận.")
    assert part_of(task, head).due_on == DUE + 20 * DAY


def test_a_refused_extension_tells_why(client, cast):
    lead, head, _court, _programme, task = cast
    asked = verbs.ask_extension(part=part_of(task, head), to_on=DUE + DAY, reason="…", by=head, at=MONDAY)
    post(client, lead, f"/tasks/{task.pk}/extensions/{asked.pk}/refusal/", reason="Không đủ căn cứ.")
    assert "Không đủ căn cứ." in page(client, head, f"/tasks/{task.pk}/extensions/{asked.pk}/")


def test_the_standing_unit_cancels_joins_releases_and_passes_on(client, cast):
    lead, head, court, programme, task = cast
    part = part_of(task, court)
    page(client, lead, f"/tasks/{task.pk}/parts/{part.pk}/release/")
    post(client, lead, f"/tasks/{task.pk}/parts/{part.pk}/release/", reason="Đã đủ.")
    page(client, lead, f"/tasks/{task.pk}/parts/")
    post(client, lead, f"/tasks/{task.pk}/parts/", agency=court.agency_id)
    assert part_of(task, court).role == "support"
    url = f"/tasks/{task.pk}/parts/{part_of(task, head).pk}/succession/"
    page(client, lead, url)
    successor = tu().agency
    post(client, lead, url, to=successor.pk, reason="Nghị quyết 203/2025/QH15")
    assert task.parts.get(role="lead", ended_at=None).agency == successor
    assert "passed to Sở Giao thông" in page(client, lead, f"/tasks/{task.pk}/")
    page(client, lead, f"/tasks/{task.pk}/cancellation/")
    page(client, head, f"/tasks/{task.pk}/cancellation/", status=404)
    post(client, lead, f"/tasks/{task.pk}/cancellation/", reason="Trùng.")
    assert "Cancelled on" in page(client, lead, f"/tasks/{task.pk}/")
    assert programme


def test_a_reminder_by_hand(client, cast):
    lead, head, _court, _programme, task = cast
    url = f"/tasks/{task.pk}/parts/{part_of(task, head).pk}/reminder/"
    post(client, lead, url)
    assert "Lan asked to be reminded" in page(client, head, f"/tasks/{task.pk}/reminders/")
    answer = sign_in(client, lead).post(url, follow=True)
    assert "already reminded of it today" in answer.content.decode()


def test_a_report_is_written_submitted_and_returned(client, cast):
    lead, head, _court, _programme, task = cast
    answer = post(client, head, f"/tasks/{task.pk}/parts/{part_of(task, head).pk}/reports/")
    report = Report.objects.get()
    assert answer.url == f"/tasks/{task.pk}/reports/{report.pk}/"
    assert f"Nhiệm vụ {task.code}" in page(client, head, answer.url)
    post(client, head, answer.url, body="Đã xong một nửa.", percent=50, seen_revision=report.revision)
    overtaken = post(client, head, answer.url, body="Cũ.", seen_revision=report.revision)
    assert overtaken.status_code == 422
    post(client, head, f"{answer.url}submission/")
    assert "Đã xong một nửa." in page(client, lead, answer.url)
    page(client, lead, f"{answer.url}return/")
    post(client, lead, f"{answer.url}return/", reason="Thiếu.")
    assert fresh(report).state == "RETURNED"
    post(client, head, f"{answer.url}submission/")
    post(client, lead, f"{answer.url}acceptance/")
    assert fresh(report).state == "ACCEPTED"
    told = sign_in(client, head).post(f"{answer.url}skipping/", {"reason": "…"})
    assert told.status_code == 422


def test_indicators_and_figures(client, cast):
    lead, head, _court, _programme, task = cast
    page(client, lead, f"/tasks/{task.pk}/indicators/")
    post(client, lead, f"/tasks/{task.pk}/indicators/", name="Hồ sơ", unit="hồ sơ", target="80")
    url = f"/tasks/{task.pk}/indicators/{task.indicators.get().pk}/figures/"
    page(client, head, url)
    for value in (40, 60):
        post(client, head, url, value=value, on_day=MONDAY.date())
    told = page(client, head, f"/tasks/{task.pk}/")
    assert Figure.objects.latest("pk").value == Decimal(60)
    assert "75" in told
    assert "Earlier figures" in told


def test_a_duty_is_begun_and_ended(client, cast):
    lead, head, court, programme, _task = cast
    url = f"/tasks/programmes/{programme.pk}/duties/"
    assert "Nothing comes back" in page(client, lead, url)
    page(client, lead, f"{url}new/")
    post(
        client, lead, f"{url}new/", title="Báo cáo quý", cadence="quarterly", begins_on=dt.date(2026, 1, 1),
        lead=head.agency_id, supports=[court.agency_id], days_before=3, due_day=14,
    )  # fmt: skip
    duty = Duty.objects.get()
    assert "Báo cáo quý" in page(client, lead, url)
    assert "Other periods" not in page(client, lead, f"/tasks/{duty.tasks.get().pk}/")
    page(client, lead, f"/tasks/duties/{duty.pk}/ending/")
    post(client, lead, f"/tasks/duties/{duty.pk}/ending/", reason="Gộp.")
    assert fresh(duty).ended_at == MONDAY
    page(client, head, url, status=404)


def test_suggestions_are_read_put_right_confirmed_and_set_aside(client, cast):
    lead, head, _court, programme, _task = cast
    url = f"/tasks/programmes/{programme.pk}/suggestions/"
    assert "No suggestion waits" in page(client, lead, url)
    post(client, lead, url)
    drafts = list(Task.objects.filter(state="DRAFT").order_by("pk"))
    told = page(client, lead, url)
    assert all(task.title[:30] in told for task in drafts)
    first, *rest = drafts
    page(client, lead, f"/tasks/{first.pk}/change/")
    post(
        client, lead, f"/tasks/{first.pk}/change/", title="Đã sửa", lead=head.agency_id, due_on=DUE,
        seen_revision=first.revision, clause=first.node_id,
    )  # fmt: skip
    page(client, lead, f"/tasks/{first.pk}/")
    post(client, lead, f"/tasks/{rest[0].pk}/setting-aside/")
    post(client, lead, f"{url}confirmation/", task=[first.pk])
    assert fresh(first).title == "Đã sửa"
    assert fresh(first).state == "OPEN"
    assert fresh(rest[0]).state == "DROPPED"
    page(client, head, url, status=404)


def test_a_past_day_shows_the_parts_of_that_day(client, cast, monkeypatch):
    lead, head, _court, _programme, task = cast
    verbs.cancel(task=task, reason="Trùng.", by=lead, at=at(DUE))
    monkeypatch.setattr(timezone, "localdate", lambda *_args, **_more: DUE + 9 * DAY)
    told = page(client, head, f"/tasks/{task.pk}/?on={MONDAY.date().isoformat()}")
    assert "as they were on 02/03/2026" in told
    assert head.agency.name in told
    assert "/evidence/" not in told


def test_a_later_stage_tells_where_a_task_comes_from(client, cast):
    lead, head, _court, programme, _task = cast
    origins.register("test.conclusion", lambda key: origins.Source(f"Kết luận {key}", "/desk/") if key == "3" else None)
    known = a_task(programme, lead, head, origin="conclusion", origin_type="test.conclusion", origin_id="3")
    gone = a_task(programme, lead, head, origin="conclusion", origin_type="test.conclusion", origin_id="4")
    assert "Kết luận 3" in page(client, head, f"/tasks/{known.pk}/")
    assert "A conclusion of a briefing" in page(client, head, f"/tasks/{gone.pk}/")


def test_the_page_of_a_task_asks_a_fixed_number_of_questions(client, cast, django_assert_max_num_queries):
    lead, head, _court, _programme, task = cast
    for _ in range(6):
        verbs.return_evidence(evidence=handed_in(task, head), reason="…", by=lead, at=MONDAY)
    url = f"/tasks/{task.pk}/"
    page(client, lead, url)
    with django_assert_max_num_queries(42):
        client.get(url)
