"""Reports: one agency's for a period, and the review of a programme. Both are told in sections I to V."""

from collections.abc import Iterator
from dataclasses import dataclass

from phoihop.engines.papers.content import Annex, Block, Cell, Column, Head, Paper, Table, head_of
from phoihop.engines.papers.shapes import Node
from phoihop.engines.papers.wording import ended, numbered, paragraph, paragraphs, roman

FIGURES_TITLE = "Số liệu kết quả thực hiện"
FIGURE_COLUMNS = (
    Column("STT", 7, "centre"),
    Column("CHỈ TIÊU", 37),
    Column("ĐƠN VỊ TÍNH", 13, "centre"),
    Column("KẾ HOẠCH", 13, "right"),
    Column("THỰC HIỆN", 13, "right"),
    Column("GHI CHÚ", 17),
)
TASKS_TITLE = "Tình hình thực hiện nhiệm vụ"
TASK_COLUMNS = (
    Column("STT", 7, "centre"),
    Column("NHIỆM VỤ", 35, "justify"),
    Column("THỜI HẠN", 15, "centre"),
    Column("KẾT QUẢ", 25, "justify"),
    Column("TÌNH TRẠNG", 18, "centre"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed; `source` says where it was counted, for the last column."""

    name: str
    unit: str
    actual: str
    target: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A duty and how it stands, in the words of the record."""

    content: str
    due: str
    result: str
    status: str


@dataclass(frozen=True, slots=True)
class Result:
    """What was done on one of the programme's contents. `words` may hold several lines."""

    heading: str
    words: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """One agency's report. `period` as spoken ("quý III năm 2026"), `programme` with its number and date."""

    programme: str
    period: str
    addressed_to: tuple[str, ...]
    direction: str
    results: tuple[Result, ...]
    tasks: tuple[TaskLine, ...] = ()
    shortcomings: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewReport:
    """Sơ kết or tổng kết. `figures` are printed as an annex of their own, landscape."""

    programme: str
    term: str
    context: str
    results: tuple[Result, ...]
    strengths: tuple[str, ...]
    shortcomings: tuple[str, ...]
    causes: tuple[str, ...]
    lessons: tuple[str, ...]
    difficulties: tuple[str, ...]
    next_steps: tuple[str, ...]
    proposals: tuple[str, ...]
    addressed_to: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    final: bool = True


def period_report(head: Head, content: PeriodReport) -> Paper:
    return Paper(
        **head_of(head),
        kind="period_report",
        type_name="Báo cáo",
        subject=f"Kết quả thực hiện {content.programme} trong {content.period}",
        addressed_to=content.addressed_to,
        blocks=tuple(_period(head, content)),
    )


def _period(head: Head, content: PeriodReport) -> Iterator[Block]:
    yield paragraph(
        f"Thực hiện {content.programme}, {head.issuers[0].name} báo cáo kết quả trong {content.period} như sau:"
    )
    yield Node("section", "I", "Công tác chỉ đạo, triển khai", children=tuple(paragraphs(content.direction)))
    yield Node("section", "II", "Kết quả thực hiện")
    yield from _results(content.results)
    if content.tasks:
        yield Node("clause", str(len(content.results) + 1), TASKS_TITLE)
        yield Table(TASK_COLUMNS, tuple(map(_task, range(1, len(content.tasks) + 1), content.tasks)), TASKS_TITLE)
    later = (
        ("Hạn chế", content.shortcomings),
        ("Khó khăn, vướng mắc", content.difficulties),
        ("Nhiệm vụ kỳ tới", content.next_steps),
        ("Kiến nghị, đề xuất", content.proposals),
    )
    yield from _sections(3, later)
    yield paragraph(f"Trên đây là báo cáo kết quả thực hiện {content.programme} trong {content.period}.")


def review_report(head: Head, content: ReviewReport) -> Paper:
    name = "Tổng kết" if content.final else "Sơ kết"
    reference = Annex((figures_table(content.figures),), FIGURES_TITLE, landscape=True)
    return Paper(
        **head_of(head),
        kind="review_report",
        type_name="Báo cáo",
        subject=f"{name} thực hiện {content.programme}, {content.term}",
        addressed_to=content.addressed_to,
        blocks=tuple(_review(content)),
        annexes=(reference,) if content.figures else (),
    )


def _review(content: ReviewReport) -> Iterator[Block]:
    yield Node("section", "I", "Bối cảnh, công tác chỉ đạo", children=tuple(paragraphs(content.context)))
    yield Node("section", "II", "Kết quả thực hiện")
    yield from _results(content.results)
    if content.figures:
        yield paragraph("Số liệu cụ thể tại Phụ lục kèm theo.")
    judged = (
        ("Ưu điểm", content.strengths),
        ("Hạn chế", content.shortcomings),
        ("Nguyên nhân", content.causes),
        ("Bài học kinh nghiệm", content.lessons),
    )
    yield Node("section", "III", "Đánh giá chung", children=tuple(_judged(judged)))
    outlook = (
        ("Khó khăn, vướng mắc", content.difficulties),
        ("Phương hướng, nhiệm vụ", content.next_steps),
        ("Kiến nghị, đề xuất", content.proposals),
    )
    yield from _sections(4, outlook)


def _results(results: tuple[Result, ...]) -> Iterator[Block]:
    for place, result in enumerate(results, start=1):
        yield Node("clause", str(place), result.heading, children=tuple(paragraphs(result.words)))
        if result.figures:
            yield figures_table(result.figures)


def figures_table(figures: tuple[Figure, ...]) -> Table:
    rows = tuple(
        tuple(map(Cell, (str(place), one.name, one.unit, one.target, one.actual, one.source)))
        for place, one in enumerate(figures, start=1)
    )
    return Table(FIGURE_COLUMNS, rows, FIGURES_TITLE)


def _task(place: int, task: TaskLine) -> tuple[Cell, ...]:
    return tuple(map(Cell, (str(place), task.content, task.due, task.result, task.status)))


def _judged(groups: tuple[tuple[str, tuple[str, ...]], ...]) -> Iterator[Node]:
    filled = [(name, items) for name, items in groups if items]
    for place, (name, items) in enumerate(filled, start=1):
        points = tuple(Node("paragraph", "-", text=ended(item)) for item in items)
        yield Node("clause", str(place), name, children=points)


def _sections(first: int, groups: tuple[tuple[str, tuple[str, ...]], ...]) -> Iterator[Node]:
    filled = [(name, items) for name, items in groups if items]
    for place, (name, items) in enumerate(filled, start=first):
        yield Node("section", roman(place), name, children=numbered(items))
