"""The kinds of files that can be told apart by their content, and the endings they may carry."""

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
RTF = "application/rtf"
TXT = "text/plain"
PNG = "image/png"
JPEG = "image/jpeg"

#: The first ending is the one to suggest.
ENDINGS = {
    PDF: (".pdf",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    PPTX: (".pptx",),
    DOC: (".doc",),
    XLS: (".xls",),
    PPT: (".ppt",),
    ODT: (".odt",),
    ODS: (".ods",),
    RTF: (".rtf", ".doc"),
    TXT: (".txt",),
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg"),
}

#: Documents with words, as they come by dispatch or are read into a draft.
DOCUMENTS = frozenset({PDF, DOCX, DOC, ODT, RTF, TXT})
SHEETS = frozenset({XLSX, XLS, ODS})
PICTURES = frozenset({PNG, JPEG})
ANY = frozenset(ENDINGS)


def endings(kinds: frozenset[str]) -> list[str]:
    """What to name to a person, and to `accept` of a file field: .pdf, .docx, …"""
    return [ENDINGS[kind][0] for kind in ENDINGS if kind in kinds]
