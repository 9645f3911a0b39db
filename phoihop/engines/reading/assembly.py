"""Lines of any format become an Outline here: running text aside, head read, tree built, everything accounted for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from phoihop.engines.reading.build import Builder
from phoihop.engines.reading.draft import Block, Draft, paragraph
from phoihop.engines.reading.finish import Naming, demote_empty_heading, form_of, settle
from phoihop.engines.reading.front import Front, read_front
from phoihop.engines.reading.labels import labels
from phoihop.engines.reading.lines import Line, Reading, inside_quotes, set_page_numbers_aside
from phoihop.engines.reading.outline import Outline, SourceLine, Warning
from phoihop.engines.reading.plain import converted
from phoihop.engines.reading.refusals import MAX_LETTERS, MAX_LINES, Unreadable
from phoihop.engines.reading.secrecy import refuse_marks
from phoihop.engines.reading.sequence import BULLETS, Judgement, is_first, judge
from phoihop.engines.reading.telling import tell
from phoihop.kit.vietnamese import has_words, legacy_encoding, nfc, to_unicode


def assemble(reading: Reading) -> Outline:
    """The tree of a document's lines. Raises Unreadable("secret") for marked papers, "no-words" for empty ones."""
    lines, warnings = _unicode(reading)
    if not any(has_words(line.text) for line in lines):
        raise Unreadable("no-words")
    refuse_marks(line.text for line in (*_of(lines, running=True), *lines) if line.place != "row")
    lines = set_page_numbers_aside(lines)
    running, lines = _of(lines, running=True), _of(lines, running=False)
    start = _start(lines)
    front = read_front(lines[:start])
    builder = _built(lines, start, front)
    demoted = demote_empty_heading(builder.root)
    pages = _pages(builder.root, running)
    settle(builder.root)
    nodes = Naming().finished(builder.root)
    if demoted is not None and demoted.lead is not None:
        builder.told.append(("empty-heading", demoted.lead.text, demoted, demoted.lead.lines[0]))
    warnings += _told(builder, front, pages, len(running))
    return Outline(
        form=form_of(builder.families or builder.annexed_families),
        title=front.title,
        number=front.number,
        issued_on=front.issued_on,
        issuers=front.issuers,
        legal_bases=tuple(front.legal_bases),
        nodes=nodes,
        warnings=tuple(warnings),
        source=tuple(_source(builder.root, front)),
        head=tuple(line.full for line in front.head),
    )


def _of(lines: Sequence[Line], *, running: bool) -> list[Line]:
    return [line for line in lines if (line.place == "running") is running]


def _unicode(reading: Reading) -> tuple[list[Line], list[Warning]]:
    """Lines in NFC; a document still in TCVN3 or VNI is converted whole, with a warning."""
    if len(reading.lines) > MAX_LINES or sum(len(line.text) for line in reading.lines) > MAX_LETTERS:
        raise Unreadable("too-long")
    lines = [replace(line, text=nfc(line.text)) for line in reading.lines]
    encoding = legacy_encoding("\n".join(line.text for line in lines))
    if encoding is None:
        return lines, list(reading.warnings)
    lines = [replace(line, text=to_unicode(line.text, encoding), bold=line.bold and None) for line in lines]
    return lines, [*reading.warnings, converted(encoding)]


def _start(lines: Sequence[Line]) -> int:
    """Where the head ends: the first label that begins a series, else the first label of any kind, else the end."""
    any_label: int | None = None
    before = ""
    for at, line in enumerate(lines):
        for label in labels(line):
            if label.kind == "paragraph" or line.place == "head":
                continue
            judgement = judge(label, line, last=None, before=before, before_is_label=False)
            if judgement is Judgement.NEXT and is_first(label):
                return at if any_label is None or lines[any_label].text == "" else any_label
            if judgement is not Judgement.NO and any_label is None and (line.hard or line.auto):
                any_label = at
        before = line.text
    return len(lines) if any_label is None else any_label


def _built(lines: Sequence[Line], start: int, front: Front) -> Builder:
    """The tree below the head; in a text without any label the dashes are all the structure there is."""
    if start == len(lines):
        builder = Builder(set())
        builder.build([*front.unplaced, *front.rest], 0)
        return builder
    builder = Builder(inside_quotes([line.text for line in lines]))
    for line in (*front.unplaced, *front.rest):
        if line.hard or not builder.root.body:
            builder.root.body.append(Block(line.full, [line]))
        else:
            builder.root.body[-1].extend(line)
    builder.build(lines, start)
    return builder


def _pages(root: Draft, running: Sequence[Line]) -> Draft | None:
    if not running:
        return None
    pages = paragraph(Block(running[0].full, list(running)), "so-trang")
    root.children.append(pages)
    return pages


def _told(builder: Builder, front: Front, pages: Draft | None, count: int) -> Iterator[Warning]:
    if pages is not None:
        yield tell("page-numbers", "", pages, None, count=count)
    if not (builder.families | builder.annexed_families) - BULLETS:
        yield tell("no-structure", "", None, None)
    for line in front.unplaced:
        yield tell("unplaced-head", line.text, None, line)
    for code, what, draft, line in builder.told:
        if draft is None or draft.eid:  # a heading that became a paragraph has nothing more to answer for
            yield tell(code, what, draft, line)


def _source(root: Draft, front: Front) -> list[SourceLine]:
    found = [SourceLine(line.number, line.full, None) for line in front.head]
    waiting = list(root.children)
    while waiting:
        draft = waiting.pop()
        found += [SourceLine(line.number, line.full, draft.eid) for line in draft.own_lines]
        waiting += draft.children
    return sorted(found, key=lambda line: line.number)
