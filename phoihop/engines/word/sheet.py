"""A blank sheet with the styles in it, and the bytes of a filled one: the same content always gives the same bytes."""

import zipfile
from collections.abc import Iterable
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm
from lxml.etree import _Element

from phoihop.engines.regimes import Regime, regime
from phoihop.engines.word.elements import add_field, child, paragraph, tidy, twips
from phoihop.engines.word.styles import styles_xml

# Fixed because a zip entry keeps a local time of two-second steps, which would make equal papers differ.
_ENTRY_TIME = (1980, 1, 1, 0, 0, 0)
_UNWANTED = ("stylesWithEffects", "numbering", "customXml", "thumbnail", "webSettings", "fontTable")
_SETTINGS = """
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:doNotExpandShiftReturn/>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>
</w:settings>
"""


class Sheet:
    """One document being filled from top to bottom, on the paper and in the styles of its regime."""

    def __init__(self, key: str, *, title: str, landscape: bool = False) -> None:
        self.regime = regime(key)
        self._document: WordDocument = Document(BytesIO(_blank(key)))
        self._document.core_properties.title = tidy(title)[:255]
        self._end: _Element = self._document.element.body.sectPr
        self._turn(landscape)

    @property
    def width(self) -> int:
        """Twips between the margins of the section being filled."""
        return self._width

    def add(self, *elements: _Element) -> None:
        """Append paragraphs and tables."""
        for element in elements:
            self._end.addprevious(element)

    def add_all(self, elements: Iterable[_Element]) -> None:
        """Append as they come."""
        self.add(*elements)

    def put_in_foot(self, *elements: _Element) -> None:
        """What stands in the foot of the first page alone. To be called last, when all annexes are begun."""
        first, *annexes = self._document.sections
        first.first_page_footer.is_linked_to_previous = False
        foot = first.first_page_footer._element
        for old in list(foot):
            foot.remove(old)
        foot.extend(elements)
        for annex in annexes[:1]:  # a section without a foot of its own would repeat the one before
            annex.first_page_footer.is_linked_to_previous = False

    def start_part(self, *, landscape: bool = False) -> None:
        """Begin a new page with its own page numbers, as each annex has."""
        before = deepcopy(self._end)
        _child_of(self._last_paragraph(), "w:pPr").append(before)
        if self._end.find(qn("w:pgNumType")) is None:
            _child_of(self._end, "w:pgMar").addnext(child(self._end, "w:pgNumType", start=1))
        self._turn(landscape)

    def _turn(self, landscape: bool) -> None:
        page, size = self.regime.page, _child_of(self._end, "w:pgSz")
        sides = (page.height, page.width) if landscape else (page.width, page.height)
        for name, length in zip(("w", "h"), sides, strict=True):
            size.set(qn(f"w:{name}"), str(twips(length)))
        if landscape:
            size.set(qn("w:orient"), "landscape")
        elif qn("w:orient") in size.attrib:
            del size.attrib[qn("w:orient")]
        self._width = twips(sides[0] - page.left.used - page.right.used)

    def to_bytes(self, *, made_at: datetime) -> bytes:
        """The .docx file. `made_at` carries its zone; the file keeps it as UTC."""
        self._last_paragraph()
        properties = self._document.core_properties
        properties.created = properties.modified = made_at.astimezone(UTC).replace(tzinfo=None)
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.language = "vi-VN"
        return _packed(self._document)

    def _last_paragraph(self) -> _Element:
        """What a section ends with: Word calls a file damaged when that is a table."""
        last = self._end.getprevious()
        if last is None or last.tag != qn("w:p"):
            last = paragraph("Spacer")
            self.add(last)
        return last


def _child_of(parent: _Element, tag: str) -> _Element:
    found = parent.find(qn(tag))
    assert found is not None, tag  # the blank sheet has it
    return found


@cache
def _blank(key: str) -> bytes:
    ours = regime(key)
    document = Document()
    _strip(document)
    styles, settings = document.styles.element, document.settings.element
    for element, source in ((styles, styles_xml(ours)), (settings, _SETTINGS.encode())):
        for old in list(element):
            element.remove(old)
        element.extend(list(parse_xml(source)))
    _set_page(document, ours)
    return _packed(document)


def _strip(document: WordDocument) -> None:
    """python-docx starts from a template with 430 KB of styles we do not use and a picture of its first page."""
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if any(word in str(relation.target_ref) or word in relation.reltype for word in _UNWANTED):
                del relations[key]


def _set_page(document: WordDocument, ours: Regime) -> None:
    section, page = document.sections[0], ours.page
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top.used), Mm(page.bottom.used)
    section.left_margin, section.right_margin = Mm(page.left.used), Mm(page.right.used)
    section.header_distance = section.footer_distance = Mm(10)
    # The first page shows no number: it gets a header of its own, and that one stays empty.
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    number.style = document.styles["header"]
    add_field(number._p, "PAGE")


def _packed(document: WordDocument) -> bytes:
    written = BytesIO()
    document.save(written)
    packed = BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ENTRY_TIME)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            target.writestr(entry, source.read(name))
    return packed.getvalue()
