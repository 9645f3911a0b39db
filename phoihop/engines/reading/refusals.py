"""Why a document could not be read: one sentence with a remedy for each reason."""

from typing import Final

MAX_BYTES: Final = 40 * 2**20
"""Larger files are refused before they are read; joint documents with pictures stay far below."""
MAX_LETTERS: Final = 2_500_000
MAX_LINES: Final = 50_000
"""A thousand pages; with these and the limit on XML, reading stays below 300 MB whatever the file holds."""

SENTENCES: Final = {
    "missing": "Không mở được tệp {name}; hãy kiểm tra lại đường dẫn và quyền đọc tệp.",
    "empty": "Tệp không có nội dung; hãy kiểm tra lại và gửi bản đầy đủ.",
    "too-large": "Tệp lớn quá {limit} MB nên không được đọc; hãy bỏ bớt hình ảnh, phụ lục rồi gửi lại phần văn bản.",
    "too-long": "Văn bản dài quá {pages} trang nên không được đọc; hãy tách thành nhiều tệp rồi gửi từng tệp.",
    "truncated": "Tệp bị cụt hoặc tải chưa xong; hãy mở tệp gốc, lưu lại rồi gửi lần nữa.",
    "damaged": "Tệp bị hỏng, không mở được; hãy mở bằng Word, lưu lại thành .docx rồi gửi lại.",
    "zip-bomb": "Tệp bung ra lớn bất thường nên bị từ chối; hãy mở bằng Word, lưu thành tệp mới rồi gửi lại.",
    "unsafe": "Tệp có cấu trúc không an toàn nên bị từ chối; hãy mở bằng Word, lưu thành tệp mới rồi gửi lại.",
    "password": "Tệp đặt mật khẩu; hãy mở tệp, bỏ mật khẩu, lưu lại rồi gửi bản không khóa.",
    "macros": "Tệp chứa macro nên bị từ chối; hãy lưu lại thành .docx (không macro) rồi gửi.",
    "executable": "Đây là tệp chương trình, không phải văn bản; hãy kiểm tra nguồn gửi và không mở tệp này.",
    "no-text": "Tệp PDF chỉ có hình quét, không có chữ; hãy gửi bản Word hoặc PDF xuất từ máy tính.",
    "no-words": "Tệp mở được nhưng không có chữ nào; hãy kiểm tra lại và gửi bản có nội dung.",
    "encoding": "Không nhận ra bảng mã chữ của tệp; hãy mở tệp, lưu lại với bảng mã UTF-8 rồi gửi lại.",
    "needs-libreoffice": (
        "Máy này chưa có LibreOffice nên không đọc được tệp {name}; hãy cài LibreOffice hoặc lưu tệp thành .docx."
    ),
    "conversion": "LibreOffice không chuyển được tệp này; hãy mở bằng Word, lưu thành .docx rồi gửi lại.",
    "timeout": "Đọc tệp quá lâu nên đã dừng; hãy lưu lại thành .docx hoặc chia nhỏ tệp rồi gửi lại.",
    "not-word": "Tệp này là bảng tính hoặc trình chiếu, không phải văn bản; hãy gửi tệp Word (.docx).",
    "unknown-type": "Chưa đọc được loại tệp này; hãy gửi .docx, .doc, .odt, .txt hoặc PDF có chữ.",
    "secret": (
        "Văn bản mang dấu {mark} nên không được đưa vào hệ thống này; hãy xử lý trên hệ thống dành cho bí mật nhà nước "
        "theo Luật Bảo vệ bí mật nhà nước."
    ),
}


class Unreadable(Exception):
    """A document that will not be read. `str` is one Vietnamese sentence with a remedy, `code` a stable slug."""

    def __init__(self, code: str, **details: str | int) -> None:
        self.code = code
        super().__init__(SENTENCES[code].format(limit=MAX_BYTES // 2**20, pages=MAX_LETTERS // 2_500, **details))
