"""The named styles of a paper: names and places are ours, sizes and weights are the regime's.

A clerk finds every line's style by its Vietnamese name in Word's list and changes it in one place.
"""

from dataclasses import dataclass
from typing import Final

from phoihop.engines.regimes import Regime
from phoihop.engines.word.elements import twips

_ALIGNMENTS: Final = {"left": "left", "centre": "center", "right": "right", "justify": "both"}
_GAP: Final = 120  # twips: 6 pt
#: Room between a signer's post and name: a seal is about 36 mm across.
_SIGNING_ROOM: Final = twips(30)


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. `element` names the regime's element it looks like; the rest is how it stands.

    Spacing in twips; `size` (points) only where no element of the form is meant; `level` is the outline level from 0.
    `indented`: first line as the regime wants running text. `body_gap`: room after it as between paragraphs.
    """

    id: str
    name: str
    element: str = ""
    base: str = "Normal"
    size: float | None = None
    bold: bool = False
    italic: bool = False
    align: str = ""
    before: int | None = None
    after: int | None = None
    exact: int | None = None
    keep_next: bool = False
    level: int | None = None
    border: str = ""
    follow: str = ""
    indented: bool = False
    body_gap: bool = False


def _name(id: str, name: str, element: str, base: str) -> Style:
    return Style(id, name, element, base, before=0, body_gap=True, keep_next=True, follow="BodyText")


_HEADINGS: Final = (
    Style("Heading1", "heading 1", "part", before=_GAP, keep_next=True, level=0),
    Style("Heading2", "heading 2", "chapter", before=_GAP, keep_next=True, level=1),
    Style("Heading3", "heading 3", "section", before=_GAP, keep_next=True, level=2),
    Style("Heading4", "heading 4", "article", "BodyText", keep_next=True, level=3, follow="BodyText"),
    Style("Heading5", "heading 5", "clause_title", "BodyText", keep_next=True, level=4, follow="BodyText"),
    _name("PartName", "Tên phần", "part_title", "Heading1"),
    _name("ChapterName", "Tên chương", "chapter_title", "Heading2"),
    _name("SectionName", "Tên mục", "section_title", "Heading3"),
    Style("OutlineHeading", "Tiêu đề một dòng", "outline", "BodyText", keep_next=True, level=2, follow="BodyText"),
    Style("Annex", "Phụ lục", "annex", keep_next=True, level=0),
    Style("AnnexName", "Tên phụ lục", "annex_title", keep_next=True, level=0),
    Style("AnnexReference", "Phụ lục kèm theo", "annex_reference", keep_next=True),
)
_BODY: Final = (
    Style("BodyText", "Body Text", "body", indented=True, body_gap=True),
    Style("Article", "Điều không tên", "body", "BodyText"),
    Style("Clause", "Khoản", "clause", "BodyText"),
    Style("Point", "Điểm", "point", "BodyText"),
    Style("Dash", "Gạch đầu dòng", "body", "BodyText"),
    Style("EndLine", "Dấu hết văn bản", align="right"),
    Style("LegalBasis", "Căn cứ", "legal_basis", "BodyText"),
)
_HEAD: Final = (
    Style("ParentIssuer", "Cơ quan chủ quản", "superior"),
    Style("Issuer", "Cơ quan ban hành", "issuer"),
    Style("NationalTitle", "Quốc hiệu", "national_title"),
    Style("Motto", "Tiêu ngữ", "motto"),
    Style("PartyTitle", "Tiêu đề Đảng", "party_title"),
    Style("Rule", "Đường kẻ", size=1, before=20, exact=40, after=60, border="bottom", align="center"),
    Style("DocumentNumber", "Số, ký hiệu", "number"),
    Style("PlaceAndDate", "Địa danh, ngày", "place_date"),
    Style("DispatchSubject", "Trích yếu công văn", "subject_dispatch", before=_GAP),
    Style("DraftMark", "Dấu dự thảo", "draft_mark", before=_GAP, border="box"),
    Style("Urgency", "Mức độ khẩn", "urgency", before=_GAP, border="red box"),
    Style("Circulation", "Phạm vi lưu hành", "circulation", before=_GAP, border="box"),
    Style("Title", "Title", "type_name", before=360, keep_next=True),
    Style("Subtitle", "Subtitle", "subject", keep_next=True),
    Style("AuthorityLine", "Thẩm quyền ban hành", "authority_line", after=_GAP, keep_next=True),
    Style("Addressee", "Kính gửi", "to"),
    Style("Spacer", "Khoảng trống", size=6),
)
_REST: Final = (
    Style("Header", "header", "page_number"),
    Style("SignerOrgan", "Cơ quan của người ký", "signing_authority"),
    Style("SigningAuthority", "Quyền hạn người ký", "signing_authority"),
    Style("SignerTitle", "Chức vụ người ký", "signer_title"),
    Style("SignerPost", "Chức vụ khác", "signer_other_post"),
    Style("SigningRoom", "Chỗ ký", size=6, before=_SIGNING_ROOM, align="center"),
    Style("SignerName", "Họ tên người ký", "signer_name"),
    Style("RecipientsLabel", "Nơi nhận", "recipients_label", keep_next=True),
    Style("Recipient", "Danh sách nơi nhận", "recipients"),
    Style("Verification", "Kiểm tra văn bản", "address", border="top"),
    Style("VerificationMore", "Kiểm tra văn bản, dòng sau", "address"),
    Style("TableHead", "Đầu bảng", "table_head", before=40, after=40, keep_next=True),
    Style("TableText", "Nội dung bảng", "table", before=40, after=40),
    Style("TableLabel", "Điều, khoản trong bảng", base="TableText", bold=True),
    Style("TableNote", "Ghi chú trong bảng", base="TableText", italic=True),
    Style("TableCentre", "Bảng, canh giữa", base="TableText", align="center"),
    Style("TableRight", "Bảng, canh phải", base="TableText", align="right"),
    Style("TableJustify", "Bảng, canh đều", base="TableText", align="both"),
)
PARAGRAPH_STYLES: Final = (*_BODY, *_HEADINGS, *_HEAD, *_REST)
#: Which style a line of the letterhead stands in, by the regime's element.
LETTERHEAD_STYLES: Final = {one.element: one.id for one in _HEAD if one.element}

_CHARACTER_STYLES: Final = {
    "ArticleLabel": ("Số điều", "<w:b/><w:bCs/>"),
    "Emphatic": ("Nhấn mạnh", "<w:b/><w:bCs/>"),
    "Quiet": ("Ghi chú", "<w:i/><w:iCs/>"),
    "Inserted": ("Từ ngữ thêm", '<w:u w:val="single"/>'),
    "Deleted": ("Từ ngữ bỏ", "<w:strike/>"),
    "EndMark": ("Thể thức, không phải lời văn", ""),
}
_NO_MARGINS: Final = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
_TABLE_STYLES: Final = f"""
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>
<w:tblPr><w:tblCellMar>{_NO_MARGINS}</w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="Letterhead"><w:name w:val="Đầu văn bản"/>
<w:basedOn w:val="TableNormal"/></w:style>
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>
<w:tblPr><w:tblBorders>{{borders}}</w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/>
<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
""".format(
    borders="".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
)
_BUILT_IN: Final = {"Normal", "BodyText", "Title", "Subtitle", "Header"} | {f"Heading{level}" for level in range(1, 6)}
_PLAIN: Final = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
)


def styles_xml(regime: Regime) -> bytes:
    """The whole style sheet. One font for Latin, East Asian and complex script, or Word falls back for some letters."""
    fonts = "".join(f' w:{script}="{regime.font}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{fonts}/>{_size(regime.styles['body'].size.used)}"
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    characters = "".join(
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/><w:qFormat/>'
        f"<w:rPr>{properties}</w:rPr></w:style>"
        for id, (name, properties) in _CHARACTER_STYLES.items()
    )
    known = [one for one in PARAGRAPH_STYLES if not one.element or one.element in regime.styles]
    paragraphs = "".join(_paragraph_style(one, regime) for one in known)
    sheet = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{defaults}{_PLAIN}{paragraphs}{characters}{_TABLE_STYLES}</w:styles>"
    )
    return sheet.encode()


def _paragraph_style(style: Style, regime: Regime) -> str:
    custom = "" if style.id in _BUILT_IN else ' w:customStyle="1"'
    follow = f'<w:next w:val="{style.follow}"/>' if style.follow else ""
    paragraph, run = _paragraph_properties(style, regime), _run_properties(style, regime)
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.base}"/>{follow}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _paragraph_properties(style: Style, regime: Regime) -> str:
    element = regime.styles.get(style.element)
    align = _ALIGNMENTS[element.align] if element else style.align
    first = f'<w:ind w:firstLine="{twips(regime.body.first_line)}"/>' if style.indented else ""
    # The order of these elements is fixed by the schema; Word calls the file damaged otherwise.
    return "".join(
        (
            "<w:keepNext/>" if style.keep_next else "",
            _borders(style.border),
            _spacing(style, regime),
            first,
            f'<w:jc w:val="{align}"/>' if align else "",
            f'<w:outlineLvl w:val="{style.level}"/>' if style.level is not None else "",
        )
    )


def _borders(border: str) -> str:
    colour = "C81020" if border.startswith("red") else "auto"
    sides = {"": (), "top": ("top",), "bottom": ("bottom",)}.get(border, ("top", "left", "bottom", "right"))
    lines = "".join(f'<w:{side} w:val="single" w:sz="6" w:space="1" w:color="{colour}"/>' for side in sides)
    return f"<w:pBdr>{lines}</w:pBdr>" if lines else ""


def _spacing(style: Style, regime: Regime) -> str:
    body = regime.body
    after = round(body.before.used * 20) if style.body_gap else style.after
    told: dict[str, int | str | None] = {"before": style.before, "after": after, "line": style.exact}
    if style.exact is not None:
        told["lineRule"] = "exact"
    elif style.indented and body.exact_leading:
        told |= {"line": round(body.exact_leading.used * 20), "lineRule": "exact"}
    elif style.indented and body.line_spacing:
        told |= {"line": round(body.line_spacing.used * 240), "lineRule": "auto"}
    gaps = "".join(f' w:{key}="{value}"' for key, value in told.items() if value is not None)
    return f"<w:spacing{gaps}/>" if gaps else ""


def _run_properties(style: Style, regime: Regime) -> str:
    element = regime.styles.get(style.element)
    if element is None:
        return _weight(style.bold, style.italic) + (_size(style.size) if style.size else "")
    inherits = style.base.startswith("Heading")
    return "".join(
        (
            _weight(element.bold, element.italic) or ('<w:b w:val="0"/><w:bCs w:val="0"/>' if inherits else ""),
            "<w:caps/>" if element.caps else "",
            '<w:color w:val="C81020"/>' if style.border.startswith("red") else "",
            _size(element.size.used),
            '<w:u w:val="single"/>' if element.underline else "",
        )
    )


def _weight(bold: bool, italic: bool) -> str:
    return ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'
