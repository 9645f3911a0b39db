"""What the clock does to programmes."""

from django.utils import timezone

from phoihop.agree.programmes import queries, verbs
from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.jobs.schedule import every


@every(at="00:10", name="programmes.end")
def end_terms() -> int:
    """The day after its last day a programme is no longer in force. How many."""
    now = timezone.now()
    over = list(queries.run_out(timezone.localdate(now)))
    for framework in over:
        verbs.end(framework=framework, by=CLOCK, at=now)
    return len(over)
