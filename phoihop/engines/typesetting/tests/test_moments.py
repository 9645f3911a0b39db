"""Clocks tell microseconds and zones have rules; Typst takes neither, whoever sets a paper need not know."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from phoihop.engines import typesetting
from phoihop.engines.papers.tests.samples import TEN

AT = datetime(2026, 3, 2, 9, 30, 5, 123456, ZoneInfo("Asia/Ho_Chi_Minh"))


def test_a_paper_may_be_set_at_any_moment_in_any_zone():
    paper = replace(TEN["programme"]("nd30-2020"), made_at=AT)
    whole_second = replace(paper, made_at=AT.astimezone(UTC).replace(microsecond=0))
    assert typesetting.to_pdf(paper).pdf == typesetting.to_pdf(whole_second).pdf


def test_so_may_a_stamp():
    stamp = typesetting.Stamp(kind="person", width=120, height=60, at=AT, name="Trần Thị Bích Vân")
    assert typesetting.stamp_pdf(stamp).startswith(b"%PDF")
