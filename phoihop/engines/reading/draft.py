"""A node while it is being built: mutable, with its lines, so that the source can be shown beside the tree."""

from dataclasses import dataclass, field

from phoihop.engines.reading.lines import Line
from phoihop.engines.reading.outline import Kind


@dataclass(slots=True, eq=False)
class Block:
    """A paragraph without a label: how its text begins, and the lines it was read from; later lines follow whole."""

    opening: str
    lines: list[Line]

    @property
    def text(self) -> str:
        return " ".join([self.opening, *(line.text for line in self.lines[1:])]).strip()

    @property
    def place(self) -> str:
        return self.lines[0].place

    def extend(self, line: Line) -> None:
        self.lines.append(line)


@dataclass(slots=True, eq=False)
class Draft:
    """`lead` is what stands on the label's own line; `body` the paragraphs before the first child."""

    kind: Kind
    family: str = ""
    number: str = ""
    label: str = ""
    rank: float = -1.0
    lead: Block | None = None
    body: list[Block] = field(default_factory=list)
    children: list["Draft"] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)
    after_sibling: bool = False
    slug: str = ""
    heading: str = ""
    text: str = ""
    own_lines: list[Line] = field(default_factory=list)
    eid: str = ""

    def add(self, block: Block) -> None:
        """A paragraph that belongs here: part of the body, or after the children if there are some."""
        if self.children:
            self.children.append(paragraph(block))
        else:
            self.body.append(block)

    def has_labelled(self) -> bool:
        return any(child.label or child.has_labelled() for child in self.children)


def paragraph(block: Block, slug: str = "") -> Draft:
    """A paragraph as a child of its own; a footnote keeps its mark as label and number."""
    note = block.lines[0].auto if block.place == "note" else ""
    return Draft("paragraph", label=note, number=note.strip("[]"), rank=50.0, lead=block, slug=slug)
