import datetime as dt
from importlib.resources import files as resources

import pytest

from phoihop.agree.drafting import verbs as drafting
from phoihop.agree.programmes import verbs as programmes
from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.tasks import queries, verbs
from phoihop.carry_out.tasks.models import Participation, Task
from phoihop.carry_out.tasks.shares import Share
from phoihop.carry_out.tasks.tests.factories import a_programme, fresh
from phoihop.foundation.agencies.models import Locality
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import MONDAY, an_agency, hanh, lan, minh

pytestmark = pytest.mark.django_db


def the_paper_of_the_demo(lead):
    """The programme of 2026–2030 as the demo has it: five agencies, its text read from the paper."""
    place = Locality.objects.create(code="31340", name="Phường Ngã Bảy", folded="phuong nga bay", level="commune")
    names = (
        ("Hội đồng nhân dân phường Ngã Bảy", "peoples_council"),
        ("Ủy ban nhân dân phường Ngã Bảy", "peoples_committee"),
        ("Tòa án nhân dân khu vực 5", "court"), ("Viện kiểm sát nhân dân khu vực 5", "procuracy"),
    )  # fmt: skip
    partners = [an_agency(name, kind) for name, kind in names]
    for agency in (lead.agency, *partners[:2]):
        agency.locality = place
        agency.save()
    framework = programmes.open_framework(
        title="Chương trình phối hợp giai đoạn 2026 – 2030", kind="programme", begins_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2030, 12, 31), by=lead, at=MONDAY,
    )  # fmt: skip
    programmes.open_programme(framework=framework, name="Phối hợp", partners=partners, by=lead, at=MONDAY)
    text = drafting.begin_text(framework=framework, outline_key=None, by=lead, at=MONDAY)
    paper = resources("phoihop.demo").joinpath("papers/chuong-trinh-2026-2030.txt").read_bytes()
    preview = drafting.preview_import(text=text, data=paper, name="ct.txt", by=lead, at=MONDAY)
    drafting.accept_import(preview=preview, by=lead, at=MONDAY)
    for step in (programmes.consult, programmes.complete, programmes.settle, programmes.put_in_force):
        step(framework=framework, by=lead, at=MONDAY)
    return Programme.objects.select_related("framework__lead_agency", "standing_unit").get(framework=framework)


@pytest.mark.slow
def test_the_paper_of_the_demo_is_read_as_a_clerk_would():
    found = queries.read_duties(the_paper_of_the_demo(lan()))
    by_words = {one.title[:30]: one for one in found}

    def read(words):
        [one] = [one for one in found if words in one.quote]
        return one

    figures = read("Hằng quý, các bên cung cấp số liệu")
    assert (figures.cadence, figures.due_day, figures.deliverable) == ("quarterly", 13, "Bảng số liệu")
    assert figures.lead.name == "Ban Xây dựng Đảng"  # everyone owes it: the standing unit gathers
    assert len(figures.supports) == 4
    asked = read("Hội đồng nhân dân phường tổng hợp kiến nghị")
    assert asked.lead.name == "Hội đồng nhân dân phường Ngã Bảy"
    assert asked.timings == ("trong 05 ngày làm việc",)
    answers = read("trả lời bằng văn bản trong 20 ngày làm việc")
    assert (answers.lead.name, answers.deliverable) == ("Ủy ban nhân dân phường Ngã Bảy", "Báo cáo")
    procuracy = read("kiến nghị phòng ngừa vi phạm")
    assert (procuracy.lead.name, procuracy.cadence) == ("Viện kiểm sát nhân dân khu vực 5", "half_yearly")
    council = read("Giám sát việc giải quyết kiến nghị")  # under its own heading, though another is invited in it
    assert council.lead.name == "Hội đồng nhân dân phường Ngã Bảy"
    land = read("Chủ trì giải quyết vướng mắc về đất đai")
    assert (land.lead.name, land.supports) == ("Ủy ban nhân dân phường Ngã Bảy", ())
    assert not any("Bình đẳng, tôn trọng" in words for words in by_words)  # a principle is no duty
    assert not any("có hiệu lực" in one.quote for one in found)


@pytest.mark.slow
def test_what_was_read_is_kept_once_and_confirmed_as_a_person_puts_it_right():
    lead = lan()
    programme = the_paper_of_the_demo(lead)
    found = queries.read_duties(programme)
    made = verbs.suggest(programme=programme, found=found, by=lead, at=MONDAY)
    assert len(made) == len(found) > 15
    assert verbs.suggest(programme=programme, found=found, by=lead, at=MONDAY) == []
    assert len({task.code for task in made}) == len(made)
    assert not Participation.objects.exclude(state="DRAFT").exists()
    verbs.confirm_all(tasks=[fresh(task) for task in made], by=lead, at=MONDAY)
    assert not Task.objects.filter(programme=programme, state="DRAFT").exists()
    once = Task.objects.filter(programme=programme, duty=None, state="OPEN")
    assert once.count() + programme.duties.count() == len(found)
    assert programme.duties.get(quote__startswith="Hằng quý").tasks.exists()
    assert verbs.suggest(programme=programme, found=found, by=lead, at=MONDAY) == []


@pytest.fixture
def drafts():
    lead, head, court = lan(), minh(), hanh()
    programme = a_programme(lead, head, court)
    verbs.suggest(programme=programme, found=queries.read_duties(programme), by=lead, at=MONDAY)
    return lead, head, court, programme


def test_a_suggestion_is_put_right_before_it_is_confirmed(drafts):
    lead, head, court, programme = drafts
    task = Task.objects.get(programme=programme, quote__startswith="Ban Xây dựng Đảng")
    due = dt.date(2026, 6, 30)
    verbs.change(
        task=task, title="Tổng hợp vấn đề", lead=Share(lead.agency, due_on=due), supports=[Share(court.agency)],
        deliverable="Bản tổng hợp", by=lead, at=MONDAY, seen_revision=1,
    )  # fmt: skip
    verbs.confirm(task=fresh(task), by=lead, at=MONDAY)
    task = fresh(task)
    assert (task.title, task.state, task.revision) == ("Tổng hợp vấn đề", "OPEN", 2)
    assert [(p.agency_id, p.due_on, p.state) for p in task.parts.order_by("role")] == [
        (lead.agency_id, due, "OWED"), (court.agency_id, due, "OWED"),
    ]  # fmt: skip
    assert head.agency_id not in task.parts.values_list("agency_id", flat=True)


def test_whoever_saw_an_older_suggestion_overwrites_nothing(drafts):
    lead, _head, _court, programme = drafts
    task = Task.objects.filter(programme=programme).first()
    for words, wins in (("Một", True), ("Hai", False)):
        change = {"title": words, "lead": Share(lead.agency), "by": lead, "at": MONDAY, "seen_revision": 1}
        if wins:
            verbs.change(task=fresh(task), **change)
        else:
            with pytest.raises(StateMoved):
                verbs.change(task=fresh(task), **change)
    assert fresh(task).title == "Một"


def test_without_a_day_a_suggestion_is_due_when_the_programme_ends(drafts):
    lead, _head, _court, programme = drafts
    task = Task.objects.get(programme=programme, quote__startswith="Ban Xây dựng Đảng")
    verbs.confirm(task=task, by=lead, at=MONDAY)
    assert task.parts.get(role="lead").due_on == dt.date(2030, 12, 31)


def test_a_suggestion_set_aside_does_not_come_back(drafts):
    lead, _head, _court, programme = drafts
    task = Task.objects.filter(programme=programme).first()
    verbs.drop(task=task, by=lead, at=MONDAY)
    assert verbs.suggest(programme=programme, found=queries.read_duties(programme), by=lead, at=MONDAY) == []
    with pytest.raises(NotAllowed, match="assigned already"):
        verbs.confirm(task=fresh(task), by=lead, at=MONDAY)


def test_a_suggestion_is_seen_by_those_who_confirm_it_alone(drafts):
    lead, head, _court, programme = drafts
    assert Task.objects.visible_to(lead).filter(programme=programme).exists()
    assert not Task.objects.visible_to(head).filter(programme=programme).exists()


def test_a_suggestion_counts_in_no_class(drafts):
    lead, _head, _court, _programme = drafts
    assert queries.rows(lead, queries.Asked(on=MONDAY.date(), role="all")).count() == 0


@pytest.mark.parametrize(
    ("words", "cadence", "due_day"),
    [
        ("Hằng quý, cung cấp số liệu trước ngày 14 của tháng sau", "quarterly", 13),
        ("Báo cáo định kỳ 6 tháng", "half_yearly", 0),
        ("Hằng tháng, chậm nhất ngày 25, gửi báo cáo", "monthly", 25),
        ("báo cáo sáu tháng và hằng năm", "half_yearly", 0),
        ("Các bên họp mỗi quý một lần", "quarterly", 0),
        ("Mỗi năm, các bên thống nhất", "yearly", 0),
        ("Trả lời trong 20 ngày làm việc", "", 0),
    ],
)
def test_how_often_is_read_from_the_words(words, cadence, due_day):
    from phoihop.carry_out.tasks.queries import reading
    from phoihop.kit.vietnamese import fold

    found = next((word for word, pattern in reading._WORDS_OF if pattern.search(fold(words))), "")
    assert (found, reading._due_day(fold(words)) if found else 0) == (cadence, due_day)


def test_a_day_named_in_the_text_is_the_due_date():
    from phoihop.carry_out.tasks.queries import reading

    assert reading._due_on("gui truoc ngay 15/6/2026") == dt.date(2026, 6, 14)
    assert reading._due_on("hoan thanh ngay 30/6/2026") == dt.date(2026, 6, 30)
    assert reading._due_on("ngay 31/2/2026") is None


@pytest.mark.parametrize("cadence", ["", "quarterly"])
def test_a_suggestion_nobody_leads_waits_for_somebody_to_say_who(drafts, cadence):
    lead, _head, _court, programme = drafts
    task = Task.objects.filter(programme=programme).first()
    task.parts.all().delete()
    task.reading = {"cadence": cadence} if cadence else {}
    task.save()
    with pytest.raises(NotAllowed, match="which agency leads"):
        verbs.confirm_all(tasks=[fresh(task)], by=lead, at=MONDAY)
    assert fresh(task).state == "DRAFT"
