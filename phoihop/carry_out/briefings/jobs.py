"""What the clock does for briefings."""

from django.utils import timezone

from phoihop.carry_out.briefings import queries, verbs
from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.jobs.schedule import every
from phoihop.kit.verdict import NotAllowed


@every(at="05:15", name="briefings.begin")
def begin_series() -> int:
    """Plan the briefings of programmes in force that have no plan: those from before this stage. How many."""
    found = queries.to_begin()
    for framework in found:
        verbs.begin_series(framework=framework, by=CLOCK, at=timezone.now())
    return len(found)


@every(at="07:45", name="briefings.remind")
def remind() -> int:
    """Papers owed, and briefings held tomorrow. How many reminders."""
    now = timezone.now()
    today = timezone.localdate(now)
    count = 0
    for one in queries.papers_to_remind(today=today):
        try:
            verbs.remind_of_paper(owed=one.owed, working_days=one.working_days, on=today, by=CLOCK, at=now)
        except NotAllowed:  # handed in a moment ago
            continue
        count += 1
    for briefing in queries.to_remind(today=today):
        try:
            verbs.remind_of_briefing(briefing=briefing, on=today, by=CLOCK, at=now)
        except NotAllowed:  # moved or called off a moment ago
            continue
        count += 1
    return count
