"""Where a chain stands, for entries that tie one chain to another."""

from phoihop.foundation.ledger.models import Head


def head_of(chain: str) -> str:
    """The hash of the last entry of a chain, "" for a chain that has none."""
    return Head.objects.filter(chain=chain).values_list("hash", flat=True).first() or ""
