import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from phoihop.carry_out.tasks import jobs, queries, verbs
from phoihop.carry_out.tasks.models import Report
from phoihop.carry_out.tasks.tests.factories import DUE, a_programme, a_task, at, fresh, handed_in, part_of
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import LATER, MONDAY, hanh, lan, minh

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    lead, head, court = lan(), minh(), hanh()
    programme = a_programme(lead, head, court)
    return lead, head, court, a_task(programme, lead, head, court, reports_every="monthly")


def a_report(task, head, body="Đã rà soát 40 hồ sơ."):
    report = verbs.open_report(part=part_of(task, head), body="", by=head, at=MONDAY)
    verbs.write_report(report=again(report), body=body, percent=40, by=head, at=MONDAY)
    return again(report)


def again(report):
    return Report.objects.select_related("participation__agency", "participation__task__programme__framework").get(
        pk=report.pk
    )


def test_a_report_goes_from_draft_to_accepted(cast):
    lead, head, _court, task = cast
    verbs.submit_report(report=a_report(task, head), by=head, at=LATER)
    report = Report.objects.get()
    assert (report.state, report.percent, report.submitted_on) == ("SUBMITTED", 40, LATER.date())
    assert Notice.objects.filter(kind="task.report_submitted", account_id=lead.account_id).exists()
    verbs.accept_report(report=again(report), by=lead, at=LATER)
    assert fresh(report).state == "ACCEPTED"


def test_a_returned_report_is_written_on_and_submitted_again(cast):
    lead, head, _court, task = cast
    verbs.submit_report(report=a_report(task, head), by=head, at=LATER)
    verbs.return_report(report=again(Report.objects.get()), reason="Thiếu số liệu.", by=lead, at=LATER)
    report = again(Report.objects.get())
    verbs.write_report(report=report, body="Đủ số liệu.", by=head, at=LATER)
    verbs.submit_report(report=again(report), by=head, at=LATER)
    assert (fresh(report).state, fresh(report).reason) == ("SUBMITTED", "")


def test_an_empty_report_is_not_submitted(cast):
    _lead, head, _court, task = cast
    with pytest.raises(NotAllowed, match="The report is empty"):
        verbs.submit_report(report=a_report(task, head, body=" "), by=head, at=MONDAY)


def test_two_who_write_do_not_overwrite_each_other(cast):
    _lead, head, _court, task = cast
    report = a_report(task, head)
    verbs.write_report(report=again(report), body="Một", by=head, at=MONDAY, seen_revision=report.revision)
    with pytest.raises(StateMoved):
        verbs.write_report(report=again(report), body="Hai", by=head, at=MONDAY, seen_revision=report.revision)


def test_the_clock_opens_the_report_of_a_period_when_it_closes(cast, monkeypatch):
    _lead, head, _court, task = cast
    monkeypatch.setattr(timezone, "now", lambda: at(dt.date(2026, 3, 25)))
    assert jobs.open_reports() == 0
    monkeypatch.setattr(timezone, "now", lambda: at(dt.date(2026, 3, 26)))
    assert jobs.open_reports() == 1
    assert jobs.open_reports() == 0
    report = Report.objects.get()
    assert (report.period, report.due_on) == ("2026-M3", dt.date(2026, 4, 3))
    assert report.body.startswith(f"Nhiệm vụ {task.code}: {task.title}.")
    assert Notice.objects.filter(kind="task.report_opened", account_id=head.account_id).exists()


def test_a_report_of_a_period_may_be_skipped_with_a_reason_and_one_of_ones_own_not(cast, monkeypatch):
    _lead, head, _court, task = cast
    monkeypatch.setattr(timezone, "now", lambda: at(dt.date(2026, 3, 26)))
    jobs.open_reports()
    report = again(Report.objects.get())
    verbs.skip_report(report=report, reason="Chưa đến kỳ tiếp xúc cử tri.", by=head, at=LATER)
    assert fresh(report).state == "SKIPPED"
    with pytest.raises(NotAllowed, match="Only a report owed for a period"):
        verbs.skip_report(report=a_report(task, head), reason="…", by=head, at=LATER)


def test_what_the_record_tells_is_filled_in_since_the_last_report(cast):
    lead, head, _court, task = cast
    indicator = verbs.set_indicator(task=task, name="Hồ sơ", unit="hồ sơ", target=Decimal(100), by=lead, at=MONDAY)
    verbs.record_figure(indicator=indicator, value=Decimal("40.50"), on_day=MONDAY.date(), by=head, at=MONDAY)
    evidence = handed_in(task, head)
    verbs.return_evidence(evidence=evidence, reason="Thiếu phụ lục.", by=lead, at=MONDAY)
    verbs.extend(part=part_of(task, head), to_on=dt.date(2026, 4, 10), reason="Mưa bão.", by=lead, at=MONDAY)
    told = queries.prefilled(part_of(task, head), on=DUE)
    assert "Thời hạn: 10/04/2026." in told
    assert "Được gia hạn đến 10/04/2026: Mưa bão." in told
    assert "Minh chứng số 1 nộp ngày 02/03/2026, bị trả lại: Thiếu phụ lục." in told
    assert "Hồ sơ: 40.5 hồ sơ trên 100 (đến 02/03/2026)." in told
    verbs.submit_report(report=a_report(task, head), by=head, at=LATER)
    assert "Minh chứng" not in queries.prefilled(part_of(task, head), on=DUE)


def test_a_figure_told_again_counts_and_the_one_before_stays(cast):
    lead, head, court, task = cast
    indicator = verbs.set_indicator(task=task, name="Hồ sơ", unit="hồ sơ", target=Decimal(80), by=lead, at=MONDAY)
    for value in (40, 60):
        verbs.record_figure(indicator=indicator, value=Decimal(value), on_day=MONDAY.date(), by=head, at=MONDAY)
    [row] = queries.counted(task)
    assert (row.now.value, row.percent, len(row.figures)) == (60, 75, 2)
    verbs.record_figure(indicator=indicator, value=Decimal(70), on_day=LATER.date(), by=court, at=LATER)
    assert queries.counted(task)[0].now.agency == court.agency
    assert queries.counted(task, on=MONDAY.date())[0].now.value == 60


def test_only_who_takes_part_tells_figures(cast):
    lead, _head, _court, task = cast
    indicator = verbs.set_indicator(task=task, name="Hồ sơ", by=lead, at=MONDAY)
    with pytest.raises(NotAllowed, match="Only an agency that takes part"):
        verbs.record_figure(indicator=indicator, value=Decimal(1), on_day=MONDAY.date(), by=lead, at=MONDAY)


def test_an_indicator_set_again_has_another_target(cast):
    lead, _head, _court, task = cast
    verbs.set_indicator(task=task, name="Hồ sơ", target=Decimal(80), by=lead, at=MONDAY)
    verbs.set_indicator(task=task, name="Hồ sơ", target=Decimal(90), by=lead, at=LATER)
    assert [(one.name, one.target) for one in task.indicators.all()] == [("Hồ sơ", 90)]
