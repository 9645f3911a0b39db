"""The agenda put together: every figure counted again in plain Python, the order kept, what changed told."""

import datetime as dt

import pytest

from phoihop.agree.programmes import verbs as programmes
from phoihop.agree.programmes.models import Framework, Programme
from phoihop.agree.programmes.tests.factories import a_settled_framework
from phoihop.carry_out.briefings import agenda, drawings, queries, verbs
from phoihop.carry_out.briefings.agenda import Found, Row, sources
from phoihop.carry_out.briefings.tests.factories import (
    BEFORE,
    HELD,
    a_briefing,
    a_conclusion,
    a_task,
    again,
    at,
    item_of,
    programme_of,
    secretary_of,
)
from phoihop.carry_out.briefings.verbs.agenda import question_of
from phoihop.carry_out.escalations import verbs as escalations
from phoihop.carry_out.escalations.tests.factories import a_difficulty, a_referral, decided, leader
from phoihop.carry_out.tasks import verbs as tasks
from phoihop.carry_out.tasks.models import Participation, Task
from phoihop.carry_out.tasks.tests.factories import clause, handed_in, part_of
from phoihop.foundation.calendar.queries import calendar_for
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, hanh, lan, minh, sign_in

pytestmark = pytest.mark.django_db

TODAY = BEFORE.date()


def assembled(briefing, when=BEFORE):
    return verbs.assemble(briefing=again(briefing), by=secretary_of(briefing), at=when)


def kinds(briefing):
    return list(briefing.items.filter(removed_at=None).order_by("position").values_list("kind", flat=True))


def a_busy_programme(lead, one, two):
    """Tasks in every class and both sides of every border."""
    briefing = a_briefing(lead, one, two)
    programme = programme_of(briefing.series)
    for days in (-7, -1, 0, 1, 5, 6, 20, 90, 120):
        owner = one if days % 2 else two
        a_task(programme, lead, owner, due_on=TODAY + dt.timedelta(days=days), title=f"Việc {days}")
    done = a_task(programme, lead, one, due_on=dt.date(2026, 3, 20))
    tasks.accept(evidence=handed_in(done, one, at=at(dt.date(2026, 3, 10))), by=lead, at=at(dt.date(2026, 3, 11)))
    late = a_task(programme, lead, two, due_on=dt.date(2026, 3, 10))
    tasks.accept(evidence=handed_in(late, two, at=at(dt.date(2026, 3, 20))), by=lead, at=at(dt.date(2026, 3, 21)))
    waiting = a_task(programme, lead, one, due_on=dt.date(2026, 4, 3))
    handed_in(waiting, one, at=at(dt.date(2026, 4, 2)))
    gone = a_task(programme, lead, one, due_on=dt.date(2026, 3, 12))
    tasks.cancel(task=gone, reason="Trùng.", by=lead, at=at(dt.date(2026, 3, 15)))
    return briefing


def plain_classes(today):
    """Every lead part by the words of the decree, without a line of SQL."""
    found = {}
    for part in Participation.objects.filter(role="lead", ended_at=None).select_related("task"):
        due, came = part.due_on, part.done_on
        if part.state == "DONE":
            klass = "done" if came <= due else "done-late"
        elif part.state == "HANDED_IN" and part.handed_on <= due:
            klass = "open"
        elif due < today:
            klass = "overdue"
        else:
            klass = "soon" if (due - today).days <= 5 else "open"
        found[part.pk] = (klass, part)
    return found


def test_what_is_late_and_what_is_due_soon_are_those_a_plain_count_finds():
    briefing = a_busy_programme(lan(), minh(), hanh())
    found = agenda.found_in(assembled(briefing).facts, "late")
    plain = plain_classes(TODAY)
    overdue = {f"tasks.participation:{pk}" for pk, (klass, _part) in plain.items() if klass == "overdue"}
    soon = {f"tasks.participation:{pk}" for pk, (klass, _part) in plain.items() if klass == "soon"}
    assert {row.key for row in found.rows if row.klass == "overdue"} == overdue
    assert {row.key for row in found.rows if row.klass == "soon"} == soon
    assert dict(found.counts) == {"overdue": len(overdue), "soon": len(soon)}
    assert overdue
    assert soon


def test_working_days_late_are_counted_by_the_calendar():
    briefing = a_busy_programme(lan(), minh(), hanh())
    calendar = calendar_for()
    for row in agenda.found_in(assembled(briefing).facts, "late").rows:
        due = dt.date.fromisoformat(row.due_on)
        step, days = (1, 0) if due < TODAY else (-1, 0)
        day = due
        while day != TODAY:
            day += dt.timedelta(days=step)
            days += calendar.is_working(day if step > 0 else day + dt.timedelta(days=1))
        assert row.days == days, row


def test_what_is_due_next_is_owed_and_falls_in_the_next_quarter():
    briefing = a_busy_programme(lan(), minh(), hanh())
    found = agenda.found_in(assembled(briefing).facts, "next")
    first, last = dt.date(2026, 4, 1), dt.date(2026, 6, 30)
    plain = {
        f"tasks.participation:{pk}"
        for pk, (klass, part) in plain_classes(TODAY).items()
        if first <= part.due_on <= last and not klass.startswith("done")
    }
    assert {row.key for row in found.rows} == plain
    assert found.counts["next"] == len(plain)


def test_changed_due_dates_are_told_since_the_last_briefing():
    lead, one = lan(), minh()
    briefing = a_briefing(lead, one)
    task = a_task(programme_of(briefing.series), lead, one, due_on=dt.date(2026, 4, 30))
    tasks.extend(part=part_of(task, one), to_on=dt.date(2026, 5, 29), reason="Chờ số liệu.", by=lead, at=BEFORE)
    found = agenda.found_in(assembled(briefing).facts, "next")
    assert found.counts == {"next": 1, "moved": 1}
    assert [row.due_on for row in found.rows if row.key.startswith("tasks.duedate")] == ["2026-05-29"]


def test_the_five_classes_by_agency_are_those_a_plain_count_finds():
    briefing = a_busy_programme(lan(), minh(), hanh())
    found = agenda.found_in(assembled(briefing).facts, agenda.CLASSES)
    order = ("done", "done-late", "open", "soon", "overdue")
    plain = {}
    for klass, part in plain_classes(TODAY).values():
        plain.setdefault(part.agency.name, dict.fromkeys(order, 0))[klass] += 1
    assert {row.label: row.said for row in found.rows} == {
        name: " ".join(str(counts[klass]) for klass in order) for name, counts in plain.items()
    }
    assert sum(found.counts.values()) == sum(sum(counts.values()) for counts in plain.values())


def test_difficulties_are_told_with_the_length_of_the_silence():
    lead, one = lan(), minh()
    briefing = a_briefing(lead, one)
    programme = programme_of(briefing.series)
    told = {"facts": "Chưa có.", "proposal": "Bố trí.", "by": one}
    escalations.report(programme=programme, title="Kinh phí", at=at(dt.date(2026, 3, 3)), **told)
    solved = escalations.report(programme=programme, title="Trụ sở", at=at(dt.date(2026, 3, 4)), **told)
    escalations.withdraw(difficulty=solved, reason="Đã có.", by=one, at=at(dt.date(2026, 3, 5)))
    found = agenda.found_in(assembled(briefing).facts, "undecided")
    days = calendar_for(programme.framework.lead_agency_id).working_days_between(dt.date(2026, 3, 3), TODAY).days
    assert [(row.title, row.days) for row in found.rows] == [("Kinh phí", days)]
    assert found.title == "Vướng mắc chưa có chỉ đạo: kinh phí"


def test_the_last_conclusions_come_first_and_stand_as_their_tasks_stand():
    lead, one, two = lan(), minh(), hanh()
    first = a_briefing(lead, one, two, state="HELD")
    secretary = secretary_of(first)
    a_conclusion(first, one, secretary, text="Việc một", becomes="TASK")
    a_conclusion(first, two, secretary, text="Việc hai", becomes="TASK")
    done = Task.objects.get(title="Việc hai")
    when = at(dt.date(2026, 4, 20))
    tasks.accept(evidence=handed_in(done, two, at=when), by=lead, at=when)
    second = again(first.series.briefings.get(mark="2-2026"))
    made = verbs.assemble(briefing=second, by=secretary, at=at(dt.date(2026, 7, 6)))
    found = agenda.found_in(made.facts, "conclusions")
    assert kinds(second)[0] == "conclusions"
    assert [(row.label, row.klass) for row in found.rows] == [("KL1-2026/1", "overdue"), ("KL1-2026/2", "done")]
    assert found.counts == {"conclusions": 2, "done": 1, "done_late": 0, "not_done": 1}


def test_the_usual_order_is_that_of_the_rules():
    lead, one = lan(), minh()
    briefing = a_briefing(lead, one)
    escalations.report(
        programme=programme_of(briefing.series), title="Kinh phí", facts="Thiếu.", proposal="Cấp.", by=one, at=MONDAY
    )
    verbs.propose(series=briefing.series, title="Chuẩn bị tổng kết", by=one, at=MONDAY)
    assembled(briefing)
    assert kinds(briefing) == ["late", "undecided", "next", "proposed"]


def test_putting_it_together_again_keeps_the_order_made_by_hand_and_says_what_changed():
    lead, one = lan(), minh()
    briefing = a_briefing(lead, one)
    assert assembled(briefing).changes == []
    verbs.move_item(item=item_of(briefing, "next"), up=True, by=secretary_of(briefing), at=BEFORE)
    a_task(programme_of(briefing.series), lead, one, due_on=dt.date(2026, 4, 10), title="Việc mới", at=BEFORE)
    verbs.propose(series=briefing.series, title="Thêm", by=one, at=BEFORE)
    again_ = assembled(briefing)
    assert kinds(briefing) == ["next", "late", "proposed"]
    told = {(one["what"], one["title"]) for one in again_.changes}
    assert told == {("added", "Việc mới"), ("added", "Thêm")}


def test_a_task_that_moves_to_another_class_is_told_as_changed():
    lead, one = lan(), minh()
    briefing = a_briefing(lead, one)
    a_task(programme_of(briefing.series), lead, one, due_on=dt.date(2026, 4, 9), title="Sắp tới hạn")
    assembled(briefing)
    later = assembled(briefing, when=at(dt.date(2026, 4, 10)))
    changed = [one for one in later.changes if one["what"] == "changed" and one["source"] == "late"]
    assert [(one["was"], one["is"]) for one in changed] == [("soon 09/04/2026", "overdue 09/04/2026")]


def test_what_was_taken_off_by_hand_does_not_come_back():
    briefing = a_briefing(lan(), minh())
    assembled(briefing)
    verbs.remove_item(item=item_of(briefing, "next"), reason="Không cần.", by=secretary_of(briefing), at=BEFORE)
    assembled(briefing)
    assert kinds(briefing) == ["late"]


def test_a_source_of_an_earlier_stage_needs_not_know_this_one(monkeypatch):
    def matters(question):
        assert question.on == TODAY
        return {
            "title": "Phản ánh mới của công dân", "how": "Từ đầu kỳ.", "counts": {"new": 2, "late": 1}, "minutes": 15,
            "rows": [{"key": "concerns.concern:1", "label": "PA1", "title": "Rác", "days": 4, "strange": 1}],
        }  # fmt: skip

    monkeypatch.setattr(sources, "_sources", dict(sources._sources))
    sources.register("public", matters)
    briefing = a_briefing(lan(), minh())
    found = agenda.found_in(assembled(briefing).facts, "public")
    assert found == Found(
        title="Phản ánh mới của công dân",
        how="Từ đầu kỳ.",
        rows=(Row(key="concerns.concern:1", label="PA1", title="Rác", days=4),),
        counts={"new": 2, "late": 1},
    )
    assert kinds(briefing) == ["late", "public", "next"]


def plain_late_of_due(today):
    """{agency: {quarter: (late, due)}} of every lead part, counted one by one."""
    found = {}
    for klass, part in plain_classes(today).values():
        cell = found.setdefault(part.agency.name, {}).setdefault((part.due_on.month - 1) // 3 + 1, [0, 0])
        cell[0] += klass in ("overdue", "done-late")
        cell[1] += 1
    return found


def test_overdue_by_quarter_is_what_a_plain_count_finds_and_every_cell_opens_its_rows(client):
    lead = lan()
    briefing = a_busy_programme(lead, minh(), hanh())
    heat = drawings.quarters_of(assembled(briefing).facts)
    drawn = {
        row.label: {n: [cell.part, cell.whole] for n, cell in enumerate(row.cells, start=1) if cell}
        for row in heat.rows
    }
    reached = (TODAY.month - 1) // 3 + 1
    plain = {
        name: {n: cell for n, cell in cells.items() if n <= reached} for name, cells in plain_late_of_due(TODAY).items()
    }
    assert drawn == {name: cells for name, cells in plain.items() if cells}
    assert sum(cell[0] for cells in drawn.values() for cell in cells.values()) > 0
    cells = [cell for row in heat.rows for cell in row.cells if cell]
    for cell in cells:
        assert sign_in(client, lead).get(cell.url).context["page"].paginator.count == cell.whole


def test_clauses_stand_in_the_order_of_the_text_with_their_five_counts(client):
    lead, one = lan(), minh()
    briefing = a_briefing(lead, one)
    programme = programme_of(briefing.series)
    second, first = clause(programme, "2"), clause(programme, "1")
    for node in (second, second, first):
        a_task(programme, lead, one, due_on=TODAY - dt.timedelta(days=9), node=node)
    a_task(programme, lead, one, title="Không theo khoản nào")
    bars = drawings.clauses_of(assembled(briefing).facts)
    assert [row.label for row in bars.rows] == ["Điều 5 khoản 1", "Điều 5 khoản 2"]
    assert [row.counts[-1] for row in bars.rows] == [1, 2]
    assert sign_in(client, lead).get(bars.rows[1].urls[-1]).context["page"].paginator.count == 2


def test_time_to_a_decision_is_told_of_every_referral_and_not_mixed_with_what_still_waits():
    lead, one = lan(), minh()
    briefing = a_briefing(lead, one)
    programme, member = programme_of(briefing.series), leader()
    decided(a_referred(programme, one, lead), member)
    a_referred(programme, one, lead)
    picture = drawings.waits_of(assembled(briefing).facts)
    assert (len(picture.decided), len(picture.waiting)) == (1, 1)
    assert picture.waiting[0].days == calendar_for().working_days_between(MONDAY.date(), TODAY).days


def test_figures_make_no_item_and_no_change_of_the_agenda():
    lead, one = lan(), minh()
    briefing = a_busy_programme(lead, one, hanh())
    first = assembled(briefing)
    assert agenda.FIGURES & set(first.facts) >= {agenda.CLASSES, agenda.QUARTERS}
    assert not agenda.FIGURES & {item.source for item in briefing.items.all()}
    assert not agenda.FIGURES & {change["source"] for change in assembled(briefing).changes}


def a_referred(programme, reporter, unit):
    difficulty = a_difficulty(programme, reporter)
    a_referral(difficulty, unit)
    return difficulty


def test_a_source_that_has_nothing_any_more_leaves_the_agenda(monkeypatch):
    answers = [{"title": "Phản ánh", "how": "", "rows": []}, None]
    monkeypatch.setattr(sources, "_sources", dict(sources._sources))
    sources.register("public", lambda _question: answers.pop(0))
    briefing = a_briefing(lan(), minh())
    assembled(briefing)
    assert ("gone", "Phản ánh") in {(one["what"], one["title"]) for one in assembled(briefing).changes}
    assert "public" not in kinds(briefing)


def test_the_same_day_asked_later_is_told_as_it_was():
    """As-of: what an assembly found that day is what the record tells of that day afterwards."""
    lead, one, two = lan(), minh(), hanh()
    briefing = a_busy_programme(lead, one, two)
    facts = assembled(briefing).facts
    task = Task.objects.get(title="Việc -7")
    tasks.cancel(task=task, reason="Thôi.", by=lead, at=HELD)
    then = agenda.ask(question_of(again(briefing), on=TODAY, then=True))
    assert {row.key for row in then["late"].rows} == {row["key"] for row in facts["late"]["rows"]}
    assert then[agenda.CLASSES].counts == facts[agenda.CLASSES]["counts"]


def test_once_it_has_begun_the_agenda_stands():
    briefing = a_briefing(lan(), minh(), state="HELD")
    with pytest.raises(NotAllowed, match="has begun"):
        assembled(briefing, when=HELD)


def test_a_framework_of_several_programmes_meets_at_one_table():
    lead, one, two = lan(), minh(), hanh()
    framework = a_settled_framework(one.agency, two.agency, by=lead)
    programmes.put_in_force(framework=Framework.objects.get(pk=framework.pk), by=lead, at=MONDAY)
    briefing = again(framework.briefing_series.get().briefings.order_by("held_at").first())
    for programme, partner in zip(
        Programme.objects.order_by("pk").select_related("framework"), (one, two), strict=True
    ):
        a_task(programme, lead, partner, due_on=dt.date(2026, 4, 3))
    made = verbs.assemble(briefing=briefing, by=lead, at=BEFORE)
    assert len(made.facts["late"]["rows"]) == 2
    assert queries.programme_for(briefing.series, [two.agency]).name == f"Với {two.agency}"
