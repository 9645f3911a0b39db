"""What people and machines ask of background work."""

from datetime import datetime, timedelta
from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import QuerySet

from phoihop.foundation.jobs.models import Job, Worker


def jobs_of(account_id: int | None) -> QuerySet[Job]:
    """A job is seen by the account that started it; the installation's own by nobody."""
    return Job.objects.filter(account_id=account_id) if account_id else Job.objects.none()


def workers_seen(*, at: datetime, within: timedelta = timedelta(seconds=60)) -> int:
    return Worker.objects.filter(seen_at__gte=at - within).count()


@cache
def _migrations_on_disk() -> frozenset[tuple[str, str]]:
    """They do not change while a process lives."""
    return frozenset(MigrationLoader(None).disk_migrations)


def migrations_missing() -> list[str]:
    applied = set(MigrationRecorder(connection).applied_migrations())
    return sorted(f"{app}.{name}" for app, name in _migrations_on_disk() - applied)
