"""Bảng tổng hợp, tiếp thu, giải trình ý kiến góp ý: landscape, four fixed columns, one merged cell per clause."""

from datetime import datetime
from typing import Final

from phoihop.engines.papers import Head, ResponseTable, consultation, response_table
from phoihop.engines.word.tables import spaced
from phoihop.engines.word.text import REGIME, issuers_of, parted_number
from phoihop.engines.word.writing import write_paper

TITLE: Final = consultation.RESPONSE_TITLE
COLUMNS: Final = tuple(column.name for column in consultation.RESPONSE_COLUMNS)
NO_RESPONSE_YET: Final = consultation.NO_RESPONSE_YET
named = consultation.with_dispatch

__all__ = ["COLUMNS", "NO_RESPONSE_YET", "TITLE", "named", "preface", "spaced", "write_response_table"]


def write_response_table(response: ResponseTable, *, made_at: datetime, regime_key: str = REGIME) -> bytes:
    """The table with its preface. `made_at` is written into the file's properties and nowhere else."""
    number, symbol = parted_number(response.number)
    head = Head(
        regime_key=regime_key,
        issuers=issuers_of(response.issuer_lines, response.superior),
        made_at=made_at,
        number=number,
        symbol=symbol,
        place=response.place,
        on=response.date,
    )
    return write_paper(response_table(head, response))


def preface(response: ResponseTable) -> tuple[str, ...]:
    """The sentence of totals and counts, then the silence rule if there is one."""
    totals = f"1. {consultation.totals(response)}"
    return (totals, response.silence_sentence) if response.silence_sentence else (totals,)
