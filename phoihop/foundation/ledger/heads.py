"""Where a chain stands, for entries that tie one chain to another."""

from datetime import datetime

from phoihop.foundation.ledger.models import Entry, Head


def head_of(chain: str) -> str:
    """The hash of the last entry of a chain, "" for a chain that has none."""
    return Head.objects.filter(chain=chain).values_list("hash", flat=True).first() or ""


def head_before(chain: str, moment: datetime) -> str:
    """The hash the chain ended with just before a moment, "" if it had not begun."""
    then = Entry.objects.filter(chain=chain, at__lt=moment).order_by("-seq")
    return then.values_list("hash", flat=True).first() or ""
