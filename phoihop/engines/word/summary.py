"""What a draft asks of one agency, on one sheet: its duties and deadlines first, then where else it is named."""

from datetime import datetime

from phoihop.engines.papers import AgencySummary, Head, agency_summary
from phoihop.engines.word.text import REGIME, issuers_of, parted_number
from phoihop.engines.word.writing import write_paper


def write_summary(summary: AgencySummary, *, made_at: datetime, regime_key: str = REGIME) -> bytes:
    """The sheet one agency gets when a consultation opens."""
    number, symbol = parted_number(summary.number)
    head = Head(
        regime_key=regime_key,
        issuers=issuers_of(summary.issuer_lines, summary.superior),
        made_at=made_at,
        number=number,
        symbol=symbol,
        place=summary.place,
        on=summary.date,
    )
    return write_paper(agency_summary(head, summary))
