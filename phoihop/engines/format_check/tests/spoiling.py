"""Good papers made wrong in one way each, as a hurried hand would."""

from collections.abc import Callable
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph

from phoihop.engines import word
from phoihop.engines.papers import Paper

Edit = Callable[[WordDocument], None]


def spoilt(paper: Paper, *edits: Edit) -> bytes:
    """The paper's Word file after the edits."""
    document = Document(BytesIO(word.write_paper(paper)))
    for edit in edits:
        edit(document)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def all_paragraphs(document: WordDocument) -> list[Paragraph]:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]


def line(document: WordDocument, beginning: str) -> Paragraph:
    """The one that begins so."""
    return next(one for one in all_paragraphs(document) if one.text.startswith(beginning))


def say(beginning: str, words: str) -> Edit:
    """The line that begins so says something else, in the look it had."""

    def edit(document: WordDocument) -> None:
        first, *others = line(document, beginning).runs
        first.text = words
        for run in others:
            run._r.getparent().remove(run._r)

    return edit


def without(beginning: str) -> Edit:
    def edit(document: WordDocument) -> None:
        element = line(document, beginning)._p
        element.getparent().remove(element)

    return edit


def after(beginning: str, words: str) -> Edit:
    """One more line of the same style."""

    def edit(document: WordDocument) -> None:
        from copy import deepcopy

        before = line(document, beginning)
        copy = deepcopy(before._p)
        before._p.addnext(copy)
        Paragraph(copy, before._parent).runs[0].text = words

    return edit


def font(beginning: str, /, **looks: object) -> Edit:
    """Direct formatting of every run of a line: name, size, bold, italic, underline, all_caps."""

    def edit(document: WordDocument) -> None:
        for run in line(document, beginning).runs:
            for name, value in looks.items():
                setattr(run.font, name, value)

    return edit


def setting(beginning: str, **settings: object) -> Edit:
    """Direct formatting of a paragraph: alignment, first_line_indent, space_after, line_spacing."""

    def edit(document: WordDocument) -> None:
        for name, value in settings.items():
            setattr(line(document, beginning).paragraph_format, name, value)

    return edit


def style(named: str, /, **looks: object) -> Edit:
    """A named style changed, as in Word's list of styles."""

    def edit(document: WordDocument) -> None:
        for key, value in looks.items():
            target = document.styles[named]
            setattr(target.font if hasattr(target.font, key) else target.paragraph_format, key, value)

    return edit


def section(**values: object) -> Edit:
    def edit(document: WordDocument) -> None:
        for one in document.sections:
            for name, value in values.items():
                setattr(one, name, value)

    return edit


def without_rules(place: int) -> Edit:
    """A short line taken away: 0 under the subject, 1 and 2 under annexes, 3 under the issuers, 4 under the motto."""

    def edit(document: WordDocument) -> None:
        rules = [one for one in all_paragraphs(document) if one.style.style_id == "Rule"]
        element = rules[place]._p
        element.getparent().remove(element)

    return edit
