"""The elements of a paper that is no file yet: its words as they will be printed, with the place of each."""

from collections.abc import Iterator
from dataclasses import replace

from phoihop.engines.format_check.elements import NAMES, AnnexPart, Elements, Signer
from phoihop.engines.format_check.facts import Line, Run
from phoihop.engines.papers import Block, NodeLike, Paper, Picture, Table, printed
from phoihop.engines.papers.labels import DIVISIONS, is_outline, label
from phoihop.engines.regimes import Regime

_KINDS = {"article": "Điều", "clause": "khoản", "point": "điểm"}


def elements_of(paper: Paper, regime: Regime) -> Elements:
    """What `locate` finds in a file, taken from the data itself."""
    body = list(_blocks(paper.blocks, regime))
    recipients = [_line(words, "Ô Nơi nhận") for words in printed.recipients(paper, regime)]
    found = Elements(
        is_file=False,
        title={one.style: _at(one.words, one.style) for one in printed.state_lines(paper, regime)},
        superiors=tuple(
            _at(one.words, one.style) for one in printed.issuer_lines(paper, regime) if one.style == "superior"
        ),
        issuers=tuple(_at(one.name, "issuer") for one in paper.issuers if one.name),
        number=_at("".join(printed.number_parts(paper, regime)), "number"),
        dispatch=None if paper.type_name or not paper.subject else _at(_dispatch(paper, regime), "subject_dispatch"),
        date=_date(paper, regime) if paper.dated else None,
        type_name=_at(paper.type_name.upper(), "type_name") if paper.type_name else None,
        subject=(_at(paper.subject, "subject"),) if paper.type_name and paper.subject else (),
        to=tuple(_addressees(paper, regime)),
        bases=tuple(
            _line(words, f"Căn cứ thứ {place}") for place, words in enumerate(printed.bases(paper, regime), start=1)
        ),
        body=tuple(line for line, in_table in body if not in_table),
        table_lines=tuple(line for line, in_table in body if in_table),
        recipients_label=_line("Nơi nhận:", "Ô Nơi nhận") if recipients else None,
        recipients=tuple(recipients),
        signers=tuple(_signer(paper, place, regime) for place in range(len(paper.signers))),
        annexes=tuple(_annex(paper, place, regime) for place in range(len(paper.annexes))),
        minutes=not paper.dated,
        ended=False,
    )
    return _with_everything(found)


def _with_everything(found: Elements) -> Elements:
    form = [line for _, line in found.named()]
    annexed = [line for annex in found.annexes for line in annex.body]
    return replace(found, everything=(*form, *found.body, *found.table_lines, *annexed))


def _line(words: str, where: str) -> Line:
    return Line(0, (Run(words),), where=where)


def _at(words: str, element: str) -> Line:
    return _line(words, f"Trang 1, {NAMES[element]}")


def _dispatch(paper: Paper, regime: Regime) -> str:
    return f"{printed.words_of(paper, regime).subject_dispatch} {paper.subject}"


def _date(paper: Paper, regime: Regime) -> Line:
    return _at("".join(words or "     " for _, words in printed.date_parts(paper, regime)), "place_date")


def _addressees(paper: Paper, regime: Regime) -> Iterator[Line]:
    if not paper.addressed_to:
        return
    word, to = printed.addressees(paper, regime)
    if len(to) == 1:
        yield _line(f"{word} {to[0]}", "Ô Kính gửi")
    else:
        yield _line(word, "Ô Kính gửi")
        yield from (_line(f"- {one}", "Ô Kính gửi") for one in to)


def _signer(paper: Paper, place: int, regime: Regime) -> Signer:
    where = f"Ô chức vụ, họ tên người ký thứ {place + 1}" if len(paper.signers) > 1 else "Ô chức vụ, họ tên người ký"
    posts = [_line(one.words, where) for one in printed.signer_lines(paper, place, regime)]
    names = [*printed.other_posts(paper, place), paper.signers[place].name]
    return Signer(tuple(posts), tuple(_line(words, where) for words in names if words))


def _annex(paper: Paper, place: int, regime: Regime) -> AnnexPart:
    word = printed.annex_label(paper, place, regime)
    annex = paper.annexes[place]
    name = (_line(printed.annex_title(annex, regime), f"{word}, tên phụ lục"),) if annex.title else ()
    body = tuple(line for line, in_table in _blocks(annex.blocks, regime, word) if not in_table)
    return AnnexPart(_line(word, word), name, body)


def _blocks(blocks: tuple[Block, ...], regime: Regime, part: str = "") -> Iterator[tuple[Line, bool]]:
    """Lines as they will be typed, with whether they stand in a table."""
    for number, block in enumerate(blocks, start=1):
        if isinstance(block, Table):
            for place, row in enumerate(block.rows, start=1):
                where = ", ".join(filter(None, (part, f"bảng “{block.title}”", f"dòng {place}")))
                yield from ((_line(words, where), True) for cell in row for words in (cell.text, cell.note) if words)
        elif not isinstance(block, Picture):
            yield from ((line, False) for line in _node(block, regime, (), part, number))


def _node(node: NodeLike, regime: Regime, above: tuple[str, ...], path: str, place: int) -> Iterator[Line]:
    """The lines of a node, and of those under it. `path` names what it lies in, articles counting from the whole."""
    typed = label(node, above, after_outline=regime.after_outline)
    where = ", ".join(filter(None, (path, _spoken(node, typed, place))))
    for words in _typed(node, typed):
        if words.strip():
            yield _line(words, where[:1].upper() + where[1:])
    under = path if node.kind in ("part", "chapter", "paragraph") else where
    for number, below in enumerate(node.children, start=1):
        yield from _node(below, regime, (*above, node.kind), path if below.kind == "article" else under, number)


def _typed(node: NodeLike, typed: str) -> tuple[str, ...]:
    """A division has its number on a line of its own, an outline heading in capitals beside it."""
    if node.kind in DIVISIONS and is_outline(node):
        return f"{typed} {node.heading.upper()}", node.text
    if node.kind in DIVISIONS:
        return typed, node.heading.upper(), node.text
    if node.heading:
        return f"{typed} {node.heading}".strip(), node.text
    return (f"{typed} {node.text}".strip(),)


def _spoken(node: NodeLike, typed: str, place: int) -> str:
    """ "Điều 5", "khoản 2", "mục II", "đoạn 3"."""
    if node.kind in _KINDS and node.number:
        return f"{_KINDS[node.kind]} {node.number}"
    if node.kind in DIVISIONS and typed:
        return f"mục {node.number}" if is_outline(node) else typed
    return f"đoạn {place}"
