"""Papers for the tests: texts, Word files with numbering made by hand, and files nobody should open."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from phoihop.engines.reading import Node, Outline, read
from phoihop.kit.vietnamese import words


def text(lines: str) -> Outline:
    """The outline of a plain text; the source's words are checked to be all there."""
    outline = read(lines.encode(), filename="van-ban.txt")
    assert Counter(words(outline.all_text())) == Counter(words(lines))
    return outline


def tree(nodes: Iterable[Node]) -> list:
    """Kinds and numbers as nested lists: ["article 1", ["clause 1", "clause 2"]]."""
    made: list = []
    for node in nodes:
        made.append(f"{node.kind} {node.number}".strip())
        if node.children:
            made.append(tree(node.children))
    return made


def by_eid(outline: Outline) -> dict[str, Node]:
    return {node.eid: node for node in outline.walk()}


def codes(outline: Outline) -> list[str]:
    return [warning.code for warning in outline.warnings]


# -- Word ---------------------------------------------------------------------------------------------------------


def level(at: int, fmt: str, pattern: str, *, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def number(document: Document, levels: Sequence[str], *, num_id: int, abstract: int, override: str = "") -> None:
    """Adds a list to numbering.xml; levels may be empty for a second list on the same abstract one."""
    root = document.part.numbering_part.element
    if levels:
        made = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}"><w:multiLevelType w:val="multilevel"/>'
            f"{''.join(levels)}</w:abstractNum>"
        )
        root.insert(0, made)
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{num_id}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>')
    )


def blank() -> Document:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    return document


def listed(document: Document, words_: str, num_id: int, at: int = 0, style: str | None = None) -> Paragraph:
    paragraph = document.add_paragraph(words_, style)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{at}"/><w:numId w:val="{num_id}"/></w:numPr>'))
    return paragraph


def raw(document: Document, xml: str) -> None:
    """Puts a piece of WordprocessingML before the last section's properties."""
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word(document: Document) -> Outline:
    return read(saved(document), filename="van-ban.docx")


def repacked(data: bytes, *, change: dict[str, bytes] | None = None, drop: Sequence[str] = ()) -> bytes:
    """The same package with parts replaced, added or dropped."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in drop and name not in (change or {}):
                new.writestr(name, old.read(name))
        for name, content in (change or {}).items():
            new.writestr(name, content)
    return stream.getvalue()


def simple_docx(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines or ("Điều 1. Phạm vi", "Quy chế này quy định việc phối hợp."):
        document.add_paragraph(line)
    return saved(document)


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def words_in_docx(data: bytes) -> Counter[str]:
    """The words typed in a Word body, by an independent walk: w:t by paragraph, fallbacks and deletions left out."""
    root = parse_xml(part(data, "word/document.xml"))
    found: list[str] = []
    for paragraph in root.iter(qn("w:p")):
        typed = ""
        for element in paragraph.iter():
            owner = (
                next(up for up in element.iterancestors() if up.tag == qn("w:p")) if element is not paragraph else None
            )
            if owner is not paragraph:
                continue
            above = {up.tag.rpartition("}")[2] for up in element.iterancestors()}
            if "Fallback" in above or "del" in above:
                continue
            typed += {qn("w:t"): element.text or "", qn("w:br"): " ", qn("w:tab"): " "}.get(element.tag, "")
        found += words(typed)
    return Counter(found)
