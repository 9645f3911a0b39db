"""The five classes: what the database derives equals a count in plain Python, for any history and any day."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phoihop.carry_out.tasks import queries, verbs
from phoihop.carry_out.tasks.models import Participation
from phoihop.carry_out.tasks.tests.factories import DUE, a_programme, a_task, at, handed_in, part_of, seen
from tests.cast import MONDAY, hanh, lan, minh

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
START = MONDAY.date()
LENGTH = 60


@dataclass
class Story:
    """What happened to one part, kept beside the database: (day, what, more)."""

    due: dt.date
    events: list[tuple[dt.date, str, dt.date | None]] = field(default_factory=list)


def klass_on(story: Story, day: dt.date) -> str | None:
    """An independent telling: walk the events up to that day and look where they leave the part."""
    due, waiting, done_on = story.due, None, None
    if day < START:
        return None
    for when, what, more in (event for event in story.events if event[0] <= day):
        if what == "cancel":
            return None
        if what == "accept":
            done_on = waiting
        due = more if what == "extend" else due
        waiting = {"hand_in": when, "extend": waiting}.get(what)
    if done_on is not None:
        return "done" if done_on <= due else "done-late"
    return _owed(due, waiting, day)


def _owed(due: dt.date, waiting: dt.date | None, day: dt.date) -> str:
    if waiting is not None and waiting <= due:
        return "open"
    if due < day:
        return "overdue"
    return "soon" if (due - day).days <= 5 else "open"


#: A walk through the life of one part: how many days pass, then one of the acts possible there.
STEPS = st.lists(st.tuples(st.integers(0, 14), st.sampled_from("hrtaxc")), max_size=9)
DUE_IN = st.integers(0, 40)


def play(programme, lead, head, due_in, steps) -> tuple[Participation, Story]:
    due = START + due_in * DAY
    task = a_task(programme, lead, head, due_on=due)
    part = part_of(task, head)
    story, day, waiting = Story(part.due_on), START, None
    for pause, act in steps:
        day += pause * DAY
        part = Participation.objects.select_related("agency", "task__programme__framework").get(pk=part.pk)
        if part.state == "DONE" or part.ended_at:
            break
        if act == "h" and waiting is None:
            waiting = handed_in(task, head, at=at(day))
            story.events.append((day, "hand_in", None))
        elif act in "rta" and waiting is not None:
            verb = {"r": verbs.return_evidence, "t": verbs.take_back, "a": verbs.accept}[act]
            by, more = (head if act == "t" else lead), ({"reason": "…"} if act == "r" else {})
            verb(evidence=seen(waiting), by=by, at=at(day, hour=4), **more)
            story.events.append((day, {"r": "return", "t": "take_back", "a": "accept"}[act], None))
            waiting = None
        elif act == "x" and waiting is None:
            later = max(part.due_on, day) + 3 * DAY
            given_ = verbs.extend(part=part, to_on=later, reason="…", by=lead, at=at(day))
            story.events.append((day, "extend", given_.to_on))
        elif act == "c":
            verbs.cancel(task=part.task, reason="…", by=lead, at=at(day))
            story.events.append((day, "cancel", None))
    return part, story


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    lives=st.lists(st.tuples(DUE_IN, STEPS), min_size=1, max_size=4),
    days=st.lists(st.integers(-2, LENGTH + 80), min_size=3, max_size=6),
)
def test_the_classes_of_the_database_are_those_of_a_plain_count(django_db_blocker, lives, days):
    with transaction.atomic():
        lead, head = lan(), minh()
        programme = a_programme(lead, head)
        stories = [play(programme, lead, head, *life) for life in lives]
        parts = Participation.objects.all()
        for offset in days:
            day = START + offset * DAY
            told = {p.pk: (p.klass, p.day_due) for p in queries.classified(parts, on=day, then=True)}
            expected = {part.pk: klass_on(story, day) for part, story in stories}
            assert {pk: klass for pk, (klass, _due) in told.items()} == {k: v for k, v in expected.items() if v}
            counted = queries.tally(queries.classified(parts, on=day, then=True))
            assert +Counter(counted.counts) == Counter(klass for klass in expected.values() if klass)
        after = START + (LENGTH + 200) * DAY  # nothing more happened: what is known now tells the same
        now = {p.pk: p.klass for p in queries.classified(parts, on=after)}
        assert now == {p.pk: p.klass for p in queries.classified(parts, on=after, then=True)}
        running = Participation.objects.filter(pk__in=now)
        assert now == {p.pk: queries.klass_of(p, on=after) for p in running}
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("day", "klass"),
    [(DUE - 6 * DAY, "open"), (DUE - 5 * DAY, "soon"), (DUE, "soon"), (DUE + DAY, "overdue")],
)
def test_due_soon_begins_five_days_before(day, klass):
    lead, head = lan(), minh()
    a_task(a_programme(lead, head), lead, head)
    assert queries.classified(Participation.objects.all(), on=day).get().klass == klass


def test_what_was_handed_in_in_time_is_not_overdue_while_it_waits_and_is_when_it_is_returned():
    lead, head = lan(), minh()
    task = a_task(a_programme(lead, head), lead, head)
    evidence = handed_in(task, head, at=at(DUE))
    later = DUE + 10 * DAY
    assert queries.classified(task.parts.all(), on=later).get().klass == "open"
    verbs.return_evidence(evidence=evidence, reason="…", by=lead, at=at(later))
    assert queries.classified(task.parts.all(), on=later).get().klass == "overdue"
    past = queries.classified(task.parts.all(), on=later - DAY, then=True).get()
    assert past.klass == "open"


def test_a_past_day_knows_its_own_due_date_and_what_was_cancelled_later():
    lead, head = lan(), minh()
    task = a_task(a_programme(lead, head), lead, head)
    extended, cancelled = DUE + DAY, DUE + 20 * DAY
    verbs.extend(part=part_of(task, head), to_on=DUE + 10 * DAY, reason="…", by=lead, at=at(extended))
    verbs.cancel(task=task, reason="…", by=lead, at=at(cancelled))
    parts = Participation.objects.all()
    [before] = queries.classified(parts, on=DUE, then=True)
    [after] = queries.classified(parts, on=extended, then=True)
    assert (before.day_due, before.klass) == (DUE, "soon")
    assert (after.day_due, after.klass) == (DUE + 10 * DAY, "open")
    assert not queries.classified(parts, on=cancelled, then=True).exists()
    assert not queries.classified(parts, on=cancelled).exists()


def test_the_supporter_that_kept_the_lead_waiting_caused_the_delay():
    lead, head, court = lan(), minh(), hanh()
    programme = a_programme(lead, head, court)
    alone = a_task(programme, lead, head, court)
    waited = a_task(programme, lead, head, court)
    verbs.accept(evidence=handed_in(alone, court), by=lead, at=MONDAY)
    handed_in(waited, court, at=at(DUE + 3 * DAY))
    for task in (alone, waited):
        verbs.accept(evidence=handed_in(task, head, at=at(DUE + 4 * DAY)), by=lead, at=at(DUE + 4 * DAY))
    leading = Participation.objects.filter(role="lead")
    late = {row.lead.task_id: [p.agency_id for p in row.causes] for row in queries.lateness(leading, on=DUE + 9 * DAY)}
    assert late == {alone.pk: [head.agency_id], waited.pk: [court.agency_id]}
    # A day before the court handed in, both were overdue; nothing was known of who would come when.
    early = queries.lateness(leading, on=DUE + DAY, then=True)
    assert [[p.agency_id for p in row.causes] for row in early] == [[head.agency_id], [court.agency_id]]


def test_counts_by_agency_clause_and_programme_add_up():
    lead, head, court = lan(), minh(), hanh()
    programme = a_programme(lead, head, court)
    a_task(programme, lead, head, court)
    a_task(programme, lead, head)
    a_task(programme, lead, court)
    by_agency = queries.by_agency(programme, on=DUE + DAY)
    assert {row.label: row.counts["overdue"] for row in by_agency} == {head.agency.name: 2, court.agency.name: 1}
    assert queries.summed(by_agency).total == 3
    everything = queries.in_programme(programme, on=DUE)
    assert [row.total for row in queries.tallies(everything, "programme")] == [4]
    assert sum(row.total for row in queries.by_clause(programme, on=DUE)) == 3
    assert queries.late_in(programme, on=DUE + DAY).count() == 4
    assert queries.due_between(programme, DUE, DUE, on=DUE).count() == 3
