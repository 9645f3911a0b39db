"""What goes on behind a signing, by the clock."""

from django.utils import timezone

from phoihop.agree.signing import queries, verbs
from phoihop.foundation.jobs.schedule import every
from phoihop.kit.verdict import NotAllowed


@every(minutes=10, name="signing.expire")
def expire() -> int:
    """End what ran out of time, and let go of signatures that never came back. How many."""
    now, over = timezone.now(), 0
    for signing in queries.expired(now):
        try:
            verbs.expire(signing=signing, at=now)
            over += 1
        except NotAllowed:  # signed or stopped a moment ago
            continue
    return over + verbs.abandon_overdue(at=now)


@every(minutes=10, name="signing.raise_levels")
def raise_levels() -> int:
    """Timestamps and revocation data that could not be had when it was signed. How many were tried."""
    now, tried = timezone.now(), 0
    for signing in queries.to_raise(now):
        try:
            verbs.raise_level(signing=signing, at=now)
            tried += 1
        except NotAllowed:  # raised by another worker a moment ago
            continue
    return tried


@every(minutes=1, name="signing.check_papers")
def check_papers() -> int:
    """Verdicts on what was signed since the last look. How many."""
    grown = list(queries.to_check()[:20])
    for signing in grown:
        verbs.check_paper(signing=signing, at=timezone.now())
    return len(grown)
