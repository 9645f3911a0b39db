"""What reading has to tell a person, as sentences: code → Vietnamese sentence about one place."""

from typing import Final

from phoihop.engines.reading.draft import Draft
from phoihop.engines.reading.lines import Line
from phoihop.engines.reading.outline import Warning

_SENTENCES: Final = {
    "unplaced": "“{what}” không rõ thuộc chỗ nào; giữ nguyên thành một đoạn, cần xem lại.",
    "unplaced-head": "“{what}” ở phần đầu không nhận ra là gì; giữ thành một đoạn, cần xem lại.",
    "missing-first": "Dãy số bắt đầu từ “{what}”; có thể thiếu phần trước đó.",
    "gap": "Trước “{what}” thiếu số; hãy kiểm tra xem có sót nội dung không.",
    "repeated": "“{what}” lặp lại hoặc không theo thứ tự; hãy kiểm tra số.",
    "restart": "Đánh số lại từ “{what}” mà không có tên văn bản kèm theo; phần này được coi là văn bản kèm theo.",
    "reference": "“{what}” giống đầu một điều nhưng được đọc là lời dẫn chiếu trong câu; hãy kiểm tra.",
    "empty-heading": "“{what}” không có nội dung bên dưới; giữ thành đoạn ở điều cuối.",
    "latin-points": "“{what}” đứng sau điểm d: dãy điểm thiếu đ (thứ tự đúng là a, b, c, d, đ, e).",
    "no-structure": "Không tìm thấy điều, khoản hay mục nào; toàn văn được giữ thành từng đoạn.",
    "page-numbers": "Số trang, dòng đầu trang hoặc chân trang ({count} dòng) được tách khỏi câu và gom ở cuối cây.",
}
_SHOWN: Final = 60


def tell(code: str, what: str, draft: Draft | None, line: Line | None, **details: int) -> Warning:
    """A warning about one place; long words of the source are cut in the sentence, never in the tree."""
    shown = what if len(what) <= _SHOWN else what[:_SHOWN].rsplit(" ", 1)[0] + " …"
    sentence = _SENTENCES[code].format(what=shown, **details)
    eid = draft.eid or None if draft is not None else None
    return Warning(code, sentence, eid, line.number if line is not None else None)
