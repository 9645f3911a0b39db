"""The clock of background work, in one place. The domain is still told the time."""

from django.utils.timezone import now  # noqa: TID251 — a worker is where the clock is read

__all__ = ["now"]
