import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from phoihop.carry_out.tasks import queries, sheets, verbs
from phoihop.carry_out.tasks.models import Task, TaskImport
from phoihop.carry_out.tasks.tests.factories import DUE, a_programme, a_task, clause, fresh, part_of
from phoihop.carry_out.tasks.views import imports
from phoihop.foundation.jobs.models import Job
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import MONDAY, hanh, lan, minh, sign_in

pytestmark = pytest.mark.django_db
HEADER = ["Mã", "Điều khoản", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm"]
GOOD = ["NV1", "5.2", "Cung cấp số liệu", "Ủy ban nhân dân phường Ngã Bảy", "Tòa án nhân dân khu vực", DUE, "Bảng"]


@pytest.fixture(autouse=True)
def that_monday(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)
    monkeypatch.setattr(timezone, "localdate", lambda *_args, **_more: MONDAY.date())


@pytest.fixture
def cast():
    lead, head, court = lan(), minh(), hanh()
    return lead, head, court, a_programme(lead, head, court)


def a_sheet(*lines, header=HEADER, above=()):
    book = openpyxl.Workbook()
    for row in (*above, header, *lines):
        book.active.append(row)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def preview(programme, lead, *lines, **more):
    return verbs.preview_import(programme=programme, data=a_sheet(*lines, **more), name="nv.xlsx", by=lead, at=MONDAY)


def faults(programme, lead, line):
    return preview(programme, lead, line).lines[0]["errors"]


def changed(**cells):
    line = list(GOOD)
    for place, value in cells.items():
        line[int(place[1:])] = value
    return line


def test_every_line_becomes_a_task(cast):
    lead, head, court, programme = cast
    line = changed(c0="", c4="tòa án nhân dân khu vực (20/03/2026)", c5="31/3/2026", c1="Điều 5 khoản 1")
    read = preview(programme, lead, GOOD, line)
    assert read.faults == 0
    assert not Task.objects.exists()
    first, second = verbs.accept_import(preview=read, by=lead, at=MONDAY)
    assert (first.code, first.node, first.deliverable) == ("NV1", clause(programme), "Bảng")
    assert second.code == "5.1-a"
    assert (part_of(second, head).due_on, part_of(second, court).due_on) == (DUE, dt.date(2026, 3, 20))
    assert fresh(read).state == "ACCEPTED"


def test_one_bad_line_keeps_all_out(cast):
    lead, _head, _court, programme = cast
    read = preview(programme, lead, GOOD, changed(c0="NV2", c3="Sở Giao thông"))
    assert read.faults == 1
    with pytest.raises(
        NotAllowed, match=r"Line 3: “Sở Giao thông” is not a party of this programme\. Nothing was taken"
    ):
        verbs.accept_import(preview=read, by=lead, at=MONDAY)
    assert not Task.objects.exists()
    assert fresh(read).state == "PREVIEW"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (changed(c2=""), "There is no title."),
        (changed(c2="x" * 401), "The title is longer than 400 letters."),
        (changed(c3=""), "There is no lead agency."),
        (changed(c5=""), "There is no due date."),
        (changed(c5="cuối quý"), "“cuối quý” is no day; write it as 31/12/2026."),
        (changed(c5="1/3/2026"), "The due date 01/03/2026 has passed."),
        (changed(c1="Điều 99"), "There is no clause “Điều 99” in the text."),
        (changed(c4="Ủy ban nhân dân phường Ngã Bảy"), "An agency is named twice."),
        (changed(c4="Sở Tư pháp"), "“Sở Tư pháp” is not a party of this programme."),
        (changed(c4="Tòa án nhân dân khu vực (30/2/2026)"), "“30/2/2026” is no day; write it as 31/12/2026."),
        (changed(c0="x" * 41), "The code is longer than 40 letters."),
    ],
)
def test_what_is_wrong_is_told_line_by_line(cast, line, fault):
    lead, _head, _court, programme = cast
    assert faults(programme, lead, line) == [fault]


def test_every_fault_of_a_line_is_told_at_once(cast):
    lead, _head, _court, programme = cast
    assert len(faults(programme, lead, changed(c1="Điều 99", c2="", c3="Sở Tư pháp", c5="mai"))) == 4


def test_a_code_stands_once_on_the_sheet_and_in_the_programme(cast):
    lead, head, _court, programme = cast
    a_task(programme, lead, head, code="NV9")
    read = preview(programme, lead, GOOD, GOOD, changed(c0="NV9"))
    assert [line["errors"] for line in read.lines] == [
        [], ["The code “NV1” stands on line 2 already."], ["There is a task with the code “NV9” already."],
    ]  # fmt: skip


def test_a_line_that_became_wrong_meanwhile_is_found_when_taking_in(cast):
    lead, head, _court, programme = cast
    read = preview(programme, lead, GOOD)
    a_task(programme, lead, head, code="NV1")
    with pytest.raises(NotAllowed, match="Line 2: There is a task with the code “NV1” already"):
        verbs.accept_import(preview=read, by=lead, at=MONDAY)


def test_a_sheet_is_taken_in_once(cast):
    lead, _head, _court, programme = cast
    read = preview(programme, lead, GOOD)
    stale = fresh(read)
    verbs.accept_import(preview=read, by=lead, at=MONDAY)
    with pytest.raises(StateMoved):
        verbs.accept_import(preview=stale, by=lead, at=MONDAY)
    with pytest.raises(StateMoved):
        verbs.discard_import(preview=stale, by=lead, at=MONDAY)


def test_lines_above_the_header_and_other_words_for_the_columns_are_understood(cast):
    lead, _head, _court, programme = cast
    header = ["STT", "Nội dung", "Chủ trì", "Hạn hoàn thành"]
    line = ["1", "Trả lời", "Ủy ban nhân dân phường Ngã Bảy", dt.date(2026, 3, 31)]
    read = preview(programme, lead, line, header=header, above=[["DANH SÁCH"], [None]])
    assert read.faults == 0
    assert read.lines[0]["line"] == 4


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not a workbook", "not a workbook"),
        (b"PK\x03\x04 broken", "not a workbook"),
        (a_sheet(header=["Tên", "Tuổi"]), "No line names the columns"),
        (a_sheet(), "no line below"),
    ],
)
def test_what_is_no_sheet_of_tasks_is_refused(cast, data, words):
    lead, _head, _court, programme = cast
    with pytest.raises(NotAllowed, match=words):
        verbs.preview_import(programme=programme, data=data, name="x", by=lead, at=MONDAY)


def test_more_lines_than_can_be_looked_at_are_refused(cast, monkeypatch):
    lead, _head, _court, programme = cast
    monkeypatch.setattr(sheets, "MOST_LINES", 1)
    with pytest.raises(NotAllowed, match="Divide the sheet"):
        preview(programme, lead, GOOD, changed(c0="NV2"))


def test_a_partner_takes_nothing_in(cast):
    _lead, head, _court, programme = cast
    with pytest.raises(NotAllowed, match="Only the standing unit"):
        preview(programme, head, GOOD)


def test_what_is_exported_is_taken_in_again_as_it_was(cast):
    lead, head, court, programme = cast
    a_task(programme, lead, head, court, title="=1+1 không phải công thức", node=clause(programme), deliverable="Bảng")
    a_task(programme, lead, court, title="Việc hai", due_on=dt.date(2026, 5, 4))
    verbs.join(task=a_task(programme, lead, head, title="Việc ba"), by=lead, at=MONDAY, share=_share(court))

    def exported(programme):
        rows = queries.rows(lead, queries.Asked(on=MONDAY.date(), programme=programme.pk, sort="code"))
        return queries.exported(rows)

    before = exported(programme)
    data = sheets.written("Danh sách nhiệm vụ", before, preface=["Một dòng"], made_at=MONDAY)
    other = a_programme(lead, head, court)
    read = verbs.preview_import(programme=other, data=data, name="x.xlsx", by=lead, at=MONDAY)
    assert [line["errors"] for line in read.lines] == [[], [], []]
    verbs.accept_import(preview=read, by=lead, at=MONDAY)
    assert exported(other) == before


def _share(court):
    from phoihop.carry_out.tasks.shares import Share

    return Share(court.agency, due_on=dt.date(2026, 3, 20))


def upload(client, lead, programme, *lines):
    paper = SimpleUploadedFile("nv.xlsx", a_sheet(*lines))
    return sign_in(client, lead).post(f"/tasks/programmes/{programme.pk}/imports/", {"file": paper})


def test_on_the_pages_a_sheet_is_looked_at_and_taken_in(client, cast):
    lead, head, _court, programme = cast
    url = f"/tasks/programmes/{programme.pk}/imports/"
    assert sign_in(client, lead).get(url).status_code == 200
    answer = upload(client, lead, programme, GOOD)
    assert "Nothing has been made of it yet" in client.get(answer.url).content.decode()
    assert "nv.xlsx" in client.get(url).content.decode()
    client.post(f"{answer.url}acceptance/")
    assert Task.objects.get().code == "NV1"
    assert client.get(answer.url).status_code == 200
    assert sign_in(client, head).get(url).status_code == 404


def test_on_the_page_the_bad_lines_are_shown_and_taking_in_is_not_offered(client, cast):
    lead, _head, _court, programme = cast
    answer = upload(client, lead, programme, GOOD, changed(c0="NV2", c5="mai"))
    shown = client.get(f"{answer.url}?faults=1")
    assert [row["line"] for row in shown.context["page"].object_list] == [3]
    assert "acceptance" not in shown.content.decode()
    client.post(f"{answer.url}discarding/")
    assert TaskImport.objects.get().state == "DISCARDED"


@pytest.mark.slow
def test_a_long_sheet_is_taken_in_by_a_job_with_progress(client, cast, monkeypatch):
    lead, _head, _court, programme = cast
    monkeypatch.setattr(imports, "LARGE", 1)
    answer = upload(client, lead, programme, GOOD, changed(c0="NV2"))
    started = client.post(f"{answer.url}acceptance/")
    job = Job.objects.get()
    assert started.url == f"/jobs/{job.pk}/"
    work_off()
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.error) == ("DONE", 2, 2, "")
    assert Task.objects.count() == 2
    assert job.result["url"].startswith("/tasks/?programme=")


def work_off():
    from phoihop.foundation.jobs import workqueue
    from phoihop.foundation.jobs.clock import now

    row = workqueue.take(worker="w1", at=now())
    workqueue.work_off(row, clock=now)
