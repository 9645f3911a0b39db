"""The named styles of an administrative paper, as data (Decree 30/2020/NĐ-CP, Annex I, parts I.II and I.V).

A clerk finds every line's style by its Vietnamese name in Word's list and changes it in one place.
"""

from dataclasses import dataclass

FONT = "Times New Roman"
FIRST_LINE = 720  # twips: 1.27 cm
GAP = 120  # twips: 6 pt, the least the decree allows between paragraphs


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. Sizes in points; indents and spacing in twips; `level` is the outline level from 0."""

    id: str
    name: str
    base: str = "Normal"
    size: float | None = None
    bold: bool = False
    italic: bool = False
    caps: bool = False
    align: str = ""
    first_line: int | None = None
    indent: tuple[int, int] | None = None
    before: int | None = None
    after: int | None = None
    exact: int | None = None
    keep_next: bool = False
    level: int | None = None
    border: str = ""
    follow: str = ""


_HEADINGS = (
    Style("Heading1", "heading 1", size=14, bold=True, align="center", before=GAP, keep_next=True, level=0),
    Style("Heading2", "heading 2", size=14, bold=True, align="center", before=GAP, keep_next=True, level=1),
    Style("Heading3", "heading 3", size=14, bold=True, align="center", before=GAP, keep_next=True, level=2),
    Style("Heading4", "heading 4", "BodyText", bold=True, keep_next=True, level=3, follow="BodyText"),
    Style("Heading5", "heading 5", "BodyText", bold=True, keep_next=True, level=4, follow="BodyText"),
    Style("PartName", "Tên phần", "Heading1", caps=True, before=0, after=GAP, follow="BodyText"),
    Style("ChapterName", "Tên chương", "Heading2", caps=True, before=0, after=GAP, follow="BodyText"),
    Style("SectionName", "Tên mục", "Heading3", caps=True, before=0, after=GAP, follow="BodyText"),
    Style(
        "OutlineHeading",
        "Tiêu đề một dòng",
        "BodyText",
        bold=True,
        caps=True,
        keep_next=True,
        level=2,
        follow="BodyText",
    ),
    Style("Annex", "Phụ lục", size=14, bold=True, align="center", keep_next=True, level=0),
    Style("AnnexName", "Tên phụ lục", size=14, bold=True, caps=True, align="center", after=GAP, level=0),
)
_BODY = (
    Style("BodyText", "Body Text", align="both", first_line=FIRST_LINE, after=GAP),
    Style("Article", "Điều không tên", "BodyText"),
    Style("Clause", "Khoản", "BodyText"),
    Style("Point", "Điểm", "BodyText"),
    Style("Dash", "Gạch đầu dòng", "BodyText"),
    Style("LegalBasis", "Căn cứ", "BodyText", italic=True),
)
_HEAD = (
    Style("ParentIssuer", "Cơ quan chủ quản", size=12, caps=True, align="center"),
    Style("Issuer", "Cơ quan ban hành", size=12, bold=True, caps=True, align="center"),
    Style("NationalTitle", "Quốc hiệu", size=12, bold=True, caps=True, align="center"),
    Style("Motto", "Tiêu ngữ", size=13, bold=True, align="center"),
    Style("Rule", "Đường kẻ", size=1, before=20, exact=40, after=60, border="bottom"),
    Style("DocumentNumber", "Số, ký hiệu", size=13, align="center"),
    Style("PlaceAndDate", "Địa danh, ngày", size=13, italic=True, align="center"),
    Style("DraftMark", "Dấu dự thảo", size=12, bold=True, align="center", before=GAP, border="box"),
    Style("Title", "Title", size=14, bold=True, caps=True, align="center", before=360, keep_next=True),
    Style("Subtitle", "Subtitle", size=14, bold=True, align="center", keep_next=True),
    Style("Spacer", "Khoảng trống", size=6),
)
_REST = (
    Style("Header", "header", size=13, align="center"),
    Style("RecipientsLabel", "Nơi nhận", size=12, bold=True, italic=True, before=240, keep_next=True),
    Style("Recipient", "Danh sách nơi nhận", size=11),
    Style("TableHead", "Đầu bảng", size=12, bold=True, align="center", before=40, after=40, keep_next=True),
    Style("TableText", "Nội dung bảng", size=12, align="left", before=40, after=40),
    Style("TableLabel", "Điều, khoản trong bảng", "TableText", bold=True),
    Style("TableNote", "Ghi chú trong bảng", "TableText", italic=True),
    Style("TableCentre", "Bảng, canh giữa", "TableText", align="center"),
)
PARAGRAPH_STYLES = (*_BODY, *_HEADINGS, *_HEAD, *_REST)

_CHARACTER_STYLES = {
    "ArticleLabel": ("Số điều", "<w:b/><w:bCs/>"),
    "Emphatic": ("Nhấn mạnh", "<w:b/><w:bCs/>"),
    "Quiet": ("Ghi chú", "<w:i/><w:iCs/>"),
    "Inserted": ("Từ ngữ thêm", '<w:u w:val="single"/>'),
    "Deleted": ("Từ ngữ bỏ", "<w:strike/>"),
    "EndMark": ("Dấu hết văn bản", ""),
}
_FONTS = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
_NO_MARGINS = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
_TABLE_STYLES = f"""
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
_BUILT_IN = {"Normal", "BodyText", "Title", "Subtitle", "Header"} | {f"Heading{level}" for level in range(1, 6)}


def styles_xml() -> bytes:
    """The whole style sheet. One font for Latin, East Asian and complex script, or Word falls back for some letters."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}<w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    )
    plain = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    )
    characters = plain + "".join(
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/><w:qFormat/>'
        f"<w:rPr>{properties}</w:rPr></w:style>"
        for id, (name, properties) in _CHARACTER_STYLES.items()
    )
    sheet = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{defaults}{normal}{''.join(map(_paragraph_style, PARAGRAPH_STYLES))}{characters}{_TABLE_STYLES}</w:styles>"
    )
    return sheet.encode()


def _paragraph_style(style: Style) -> str:
    custom = "" if style.id in _BUILT_IN else ' w:customStyle="1"'
    follow = f'<w:next w:val="{style.follow}"/>' if style.follow else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.base}"/>{follow}<w:qFormat/>'
        f"<w:pPr>{_paragraph_properties(style)}</w:pPr><w:rPr>{_run_properties(style)}</w:rPr></w:style>"
    )


def _paragraph_properties(style: Style) -> str:
    sides = {"box": ("top", "left", "bottom", "right"), "bottom": ("bottom",), "": ()}[style.border]
    borders = "".join(f'<w:{side} w:val="single" w:sz="6" w:space="1" w:color="auto"/>' for side in sides)
    spacing = {"before": style.before, "after": style.after, "line": style.exact}
    gaps = "".join(f' w:{key}="{value}"' for key, value in spacing.items() if value is not None)
    if style.exact is not None:
        gaps += ' w:lineRule="exact"'
    indents = "" if style.indent is None else f' w:left="{style.indent[0]}" w:right="{style.indent[1]}"'
    indents += "" if style.first_line is None else f' w:firstLine="{style.first_line}"'
    # The order of these elements is fixed by the schema; Word calls the file damaged otherwise.
    return "".join(
        (
            "<w:keepNext/>" if style.keep_next else "",
            f"<w:pBdr>{borders}</w:pBdr>" if borders else "",
            f"<w:spacing{gaps}/>" if gaps else "",
            f"<w:ind{indents}/>" if indents else "",
            f'<w:jc w:val="{style.align}"/>' if style.align else "",
            f'<w:outlineLvl w:val="{style.level}"/>' if style.level is not None else "",
        )
    )


def _run_properties(style: Style) -> str:
    half_points = None if style.size is None else round(style.size * 2)
    return "".join(
        (
            "<w:b/><w:bCs/>" if style.bold else "",
            "<w:i/><w:iCs/>" if style.italic else "",
            "<w:caps/>" if style.caps else "",
            f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>' if half_points else "",
        )
    )
