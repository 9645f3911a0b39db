"""Every rule of the check: how grave it is, what to do, and where it is written."""

from dataclasses import dataclass
from typing import Final

from phoihop.engines.format_check.content import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """`item` is the place in Decree 30/2020's Annex I, part I; `remedy` may hold {fields} given with the finding."""

    key: str
    severity: Severity
    item: str
    remedy: str


_RULES: Final = (
    Rule("page.size", "error", "mục I.1", "Chọn khổ giấy A4 (210 mm x 297 mm)."),
    Rule("page.margins", "error", "mục I.3", "Đặt lề {side} {allowed} mm."),
    Rule("page.number", "error", "mục I.7", "{fix}"),
    Rule("font.name", "error", "mục I.4", "Dùng phông chữ {font} cho toàn văn bản."),
    Rule("look.size", "error", "{item}", "Đặt cỡ chữ {allowed}."),
    Rule("look.bold", "error", "{item}", "{fix}"),
    Rule("look.italic", "error", "{item}", "{fix}"),
    Rule("look.underline", "error", "{item}", "{fix}"),
    Rule("look.caps", "error", "{item}", "{fix}"),
    Rule("head.title", "error", "mục II.1", "Ghi “{words}”."),
    Rule("head.hyphens", "error", "mục II.1b", "Ghi “{words}”, giữa các cụm từ là gạch nối (-) có cách chữ."),
    Rule("head.rule", "warning", "mục II.1b", "Thêm đường kẻ ngang, nét liền, dài bằng dòng chữ, ở dưới “{words}”."),
    Rule("issuer.missing", "error", "mục II.2", "Ghi tên cơ quan ban hành ở phía trên, bên trái trang đầu."),
    Rule("issuer.rule", "warning", "mục II.2b", "{fix}"),
    Rule("number.missing", "note", "mục II.3", "Văn thư ghi số và ký hiệu khi phát hành."),
    Rule("number.zero", "error", "mục II.3c", "Ghi thêm số 0 phía trước: {number}."),
    Rule("number.colon", "error", "mục II.3c", "{fix}"),
    Rule("number.form", "error", "mục II.3c", "Ghi theo mẫu “{form}”, không cách chữ trong ký hiệu."),
    Rule("number.type", "warning", "Phụ lục III, mục I", "{fix}"),
    Rule("date.missing", "note", "mục II.4", "Văn thư ghi ngày, tháng, năm khi phát hành."),
    Rule(
        "date.zero",
        "error",
        "mục II.4b",
        "Ghi “{words}”: ngày nhỏ hơn 10 và tháng 1, 2 có thêm số 0, các tháng khác không.",
    ),
    Rule("date.form", "error", "mục II.4c", "Ghi theo mẫu “{form}”."),
    Rule("date.impossible", "error", "mục II.4b", "Sửa lại ngày, tháng, năm: lịch không có ngày này."),
    Rule(
        "title.missing", "error", "mục II.5", "Ghi tên loại văn bản bằng chữ in hoa, canh giữa dưới phần đầu văn bản."
    ),
    Rule(
        "subject.missing", "warning", "mục II.5", "Ghi trích yếu nội dung ngay dưới tên loại (công văn: sau chữ “V/v”)."
    ),
    Rule("subject.dispatch", "error", "mục II.5b", "Bắt đầu trích yếu công văn bằng “{word}”."),
    Rule("subject.rule", "warning", "mục II.5b", "{fix}"),
    Rule("to.form", "error", "mục II.9d", "{fix}"),
    Rule("basis.end", "error", "mục II.6a", "{fix}"),
    Rule("basis.lead", "warning", "mục II.6a", "Đặt “{lead}” ở đầu mỗi căn cứ."),
    Rule("basis.ended", "error", "mục II.6a", "{fix}"),
    Rule("numbering.order", "error", "mục II.6đ", "Đánh số lại: sau {before} là {expected}."),
    Rule(
        "numbering.letters", "error", "mục II.6đ", "Dùng thứ tự chữ cái tiếng Việt (a, b, c, d, đ, e, g…): {expected}."
    ),
    Rule("numbering.numerals", "error", "mục II.6đ", "{fix}"),
    Rule("numbering.punctuation", "error", "mục II.6đ", "Ghi “{expected}”."),
    Rule("body.first_line", "error", "mục II.6e", "Lùi đầu dòng {allowed}."),
    Rule("body.align", "error", "mục II.6e", "Canh đều cả hai lề."),
    Rule("body.line_spacing", "error", "mục II.6e", "Đặt khoảng cách dòng {allowed}."),
    Rule("body.gap", "error", "mục II.6e", "Đặt khoảng cách giữa các đoạn tối thiểu {allowed} pt."),
    Rule("signer.prefix", "error", "mục II.7b", "Ghi “{expected}”."),
    Rule("signer.collective", "error", "mục II.7b", "Cấp phó của tập thể ký “{instead} …”, không dùng “{prefix}”."),
    Rule("signer.academic", "error", "mục II.7c", "Bỏ học hàm, học vị, danh hiệu trước họ tên: {expected}."),
    Rule("signer.missing", "warning", "mục II.7", "Ghi chức vụ và họ tên của người ký."),
    Rule("recipients.missing", "error", "mục II.9", "Thêm “{label}:” và danh sách nơi nhận dưới nội dung, bên trái."),
    Rule("recipients.form", "error", "mục II.9d", "{fix}"),
    Rule("recipients.archive", "error", "mục II.9d", "Thêm dòng cuối “{archive}”."),
    Rule("end.mark", "error", "Phụ lục III, mục II", "Kết thúc nội dung bằng “{mark}”."),
    Rule("annex.number", "error", "mục III.1a", "Đánh số các phụ lục bằng chữ số La Mã: {expected}."),
    Rule("annex.unmentioned", "warning", "mục III.1a", "Thêm chỉ dẫn về phụ lục vào nội dung văn bản."),
    Rule("organ.name", "warning", "mục II.2a", "Ghi đúng tên cơ quan: “{expected}”."),
    Rule("spelling.tone", "error", "", "Ghi “{expected}”."),
    Rule("typing.spaces", "warning", "", "Bỏ dấu cách thừa."),
    Rule("typing.punctuation", "warning", "", "Bỏ dấu cách trước “{mark}”."),
    Rule("typing.composed", "warning", "mục I.4", "Gõ lại bằng Unicode dựng sẵn."),
    Rule("typing.encoding", "error", "mục I.4", "Chuyển chữ từ bảng mã {encoding} sang Unicode."),
)
RULES: Final = {rule.key: rule for rule in _RULES}

#: Where each element's look is laid down.
ITEMS: Final = {
    **dict.fromkeys(("national_title",), "mục II.1a"),
    **dict.fromkeys(("motto", "party_title"), "mục II.1b"),
    **dict.fromkeys(("superior", "issuer"), "mục II.2b"),
    "number": "mục II.3c",
    "place_date": "mục II.4c",
    **dict.fromkeys(("type_name", "subject", "subject_dispatch"), "mục II.5b"),
    **dict.fromkeys(("legal_basis", "authority_line"), "mục II.6a"),
    "body": "mục II.6e",
    **dict.fromkeys(("part", "part_title", "chapter", "chapter_title", "section", "section_title"), "mục II.6đ"),
    **dict.fromkeys(("outline", "article", "clause", "point"), "mục II.6đ"),
    **dict.fromkeys(("signing_authority", "signer_title", "signer_name"), "mục II.7đ"),
    **dict.fromkeys(("to", "recipients_label", "recipients"), "mục II.9d"),
    **dict.fromkeys(("annex", "annex_title"), "mục III.1b"),
}
