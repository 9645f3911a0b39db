"""What stands in a document and how: lines with their looks, pages with their margins. Nothing is judged here."""

from dataclasses import dataclass, field
from typing import Final

from phoihop.engines.format_check.looks import Look, Setting

PLAIN: Final = Setting()


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; `look` is None where only the words are known (a draft that is no file yet)."""

    text: str
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a table: counted from 0, `table` in reading order."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Line:
    """Words up to the next break. `paragraph` counts from 1; `auto` is a number Word computes, not typed.

    `where` names the place in people's words for drafts that have no paragraphs to count. `drawn` says that a shape is
    anchored here, as a rule is that somebody drew.
    """

    paragraph: int
    runs: tuple[Run, ...]
    setting: Setting = PLAIN
    auto: str = ""
    cell: Cell | None = None
    drawn: bool = False
    where: str = ""
    text: str = field(init=False)

    def __post_init__(self) -> None:
        words = "".join(run.text.upper() if run.look and run.look.caps else run.text for run in self.runs)
        object.__setattr__(self, "text", f"{self.auto} {words}".strip() if self.auto else words)

    @property
    def looks(self) -> list[Look]:
        """The looks of the runs that hold words."""
        return [run.look for run in self.runs if run.look is not None and run.text.strip()]


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A page number in a running head or foot."""

    on_top: bool
    centred: bool
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """A section of the document: its paper and margins in millimetres, its page numbers, its first paragraph."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    first: int
    other_first_page: bool = False
    starts_at: int | None = None
    numbers: tuple[PageNumber, ...] = ()
    first_page_numbers: tuple[PageNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """All lines in reading order, and the sections they stand on."""

    lines: tuple[Line, ...]
    pages: tuple[Page, ...]
