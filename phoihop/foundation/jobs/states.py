"""A job's states. RUNNING may fall back to WAITING: its worker stopped, died, or will try again (see running.py)."""

from django.db.models import TextChoices


class State(TextChoices):
    WAITING = "WAITING"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"
