"""What people do with long work: set it going."""

from datetime import datetime
from typing import Any

from django.db import transaction

from phoihop.foundation.jobs import kinds
from phoihop.foundation.jobs.models import Job
from phoihop.foundation.jobs.running import run_job


@transaction.atomic
def start(*, kind: str, arguments: dict[str, Any], by: Any, at: datetime) -> Job:
    """Queue a job; it is there if and only if the caller's transaction is. `arguments` are JSON.

    No ledger entry of its own: the verb that the job calls writes one. Raises kinds.UnknownKind.
    """
    kinds.kind(kind)
    job = Job.objects.create(kind=kind, arguments=arguments, account_id=getattr(by, "account_id", None), created_at=at)
    run_job.enqueue(job.pk)
    return job
