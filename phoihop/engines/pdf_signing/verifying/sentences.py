"""What a verdict says of its reasons: one sentence each, for a citizen, with the remedy where there is one."""

from datetime import datetime, timedelta, timezone
from typing import Final

_VIETNAM: Final = timezone(timedelta(hours=7))

TOO_LARGE: Final = "Tệp lớn hơn 50 MB nên không được kiểm tra. Hãy dùng bản PDF gốc hoặc tách các phụ lục ra."
NOT_A_PDF: Final = "Tệp này không phải PDF. Hãy chọn đúng tệp PDF đã nhận được."
TOO_SLOW: Final = "Kiểm tra quá 10 giây chưa xong nên phải dừng; không kết luận được về tệp này."
TOO_HEAVY: Final = "Tệp đòi quá nhiều bộ nhớ khi mở nên phải dừng; không kết luận được về tệp này."
BROKE_THE_PARSER: Final = (
    "Chương trình đọc PDF đã bị tệp này làm hỏng giữa chừng; không kết luận được, và nên coi tệp là đáng ngờ."
)
DAMAGED: Final = "Cấu trúc tệp PDF bị hỏng nên không đọc được. Hãy xin lại bản gốc từ nơi phát hành."
ENCRYPTED: Final = "Tệp được đặt mật khẩu hoặc mã hoá nên không đọc được. Hãy xin bản không đặt mật khẩu."
HYBRID: Final = (
    "Tệp có hai bảng tham chiếu khác nhau, các phần mềm có thể hiện nội dung khác nhau; không kết luận được."
)

UNSIGNED: Final = "Tệp này không có chữ ký số nào."
ONLY_TIMESTAMPS: Final = "Tệp chỉ có dấu thời gian, không có chữ ký số của người hay cơ quan nào."
TRACES: Final = "Trong tệp còn dấu vết chữ ký số đã bị gỡ bỏ. Hãy xin lại bản gốc từ nơi phát hành."
MORE_TRACES: Final = "Trong tệp còn dấu vết của chữ ký khác không còn được hiển thị; không kết luận được."
DUPLICATE_FIELDS: Final = "Có hai ô chữ ký trùng tên nên không biết chữ ký nào là thật."

TAMPERED: Final = "Nội dung đã bị sửa sau khi ký: chữ ký không còn khớp với tệp."
FORGED: Final = "Chữ ký không khớp với chứng thư của người ký."
MALFORMED: Final = "Chữ ký bị hỏng hoặc chưa hoàn thành nên không đọc được."
GAPS: Final = "Chữ ký để hở một phần của tệp mà nó phải bảo vệ; nội dung ở phần đó không có gì bảo đảm."
PADDING: Final = "Chỗ chứa chữ ký còn dữ liệu lạ không được chữ ký bảo vệ."
STRANGE_FORMAT: Final = "Chữ ký theo định dạng không được hỗ trợ nên không kết luận được."
CHANGED: Final = "Tệp đã bị sửa sau khi ký, ở những chỗ người ký không cho phép sửa."
REPLACED: Final = "Chữ ký đã có ở ô “{field}” bị gỡ hoặc bị chữ ký khác đè lên."
UNPROTECTED_TAIL: Final = "Sau chữ ký cuối cùng còn {count} byte dữ liệu thêm vào, không chữ ký nào bảo vệ."
UNPROTECTED_FILL: Final = (
    "Có nội dung được điền sau chữ ký cuối cùng nên chưa chữ ký nào bảo vệ; cần thêm một chữ ký hoặc dấu của cơ quan."
)

UNTRUSTED: Final = (
    "Chưa tin được chứng thư của người ký: không nối được đến một gốc tin cậy. "
    "Nếu biết chắc tổ chức cấp chứng thư, hãy thêm chứng thư gốc của họ vào danh sách tin cậy."
)
SELF_SIGNED: Final = "Chưa tin được người ký: chứng thư do chính người đó tự cấp."
BAD_CHAIN: Final = "Chưa tin được chứng thư của người ký: chuỗi chứng thư có chỗ sai."
REVOCATION_UNKNOWN: Final = (
    "Không biết chứng thư có bị thu hồi hay không: trong tệp không có dữ liệu thu hồi còn dùng được. "
    "Hãy kiểm tra lại khi có mạng, hoặc xin bản có kèm dữ liệu xác minh lâu dài (LT)."
)
REVOKED: Final = "Chứng thư của người ký đã bị thu hồi ngày {on}."
REVOKED_UNPROVEN: Final = (
    "Chứng thư của người ký đã bị thu hồi ngày {on} và không có dấu thời gian chứng minh chữ ký có trước ngày đó."
)
CA_REVOKED: Final = "Chứng thư của tổ chức cấp đã bị thu hồi ngày {on}."
EXPIRED: Final = "Chứng thư đã hết hạn ngày {on} và không có dấu thời gian chứng minh chữ ký có trước ngày đó."
NOT_YET: Final = "Chứng thư chỉ có hiệu lực từ ngày {on}, sau lúc ký."
CLAIMED_OUTSIDE: Final = "Thời điểm ký tự khai ({at}) nằm ngoài thời hạn của chứng thư ({since} đến {until})."
CLAIMED_FUTURE: Final = "Thời điểm ký tự khai ({at}) còn ở tương lai."
WEAK: Final = (
    "Chữ ký hoặc chứng thư dùng thuật toán quá yếu (như MD5, SHA-1, khoá RSA dưới 2048 bit) nên không tin được."
)
WRONG_PURPOSE: Final = "Chứng thư này không được cấp để ký văn bản."

TIMESTAMP_BROKEN: Final = "Dấu thời gian không khớp với tệp: nội dung đã bị sửa sau khi đóng dấu thời gian."
TIMESTAMP_UNTRUSTED: Final = "Có dấu thời gian nhưng chưa xác minh được nơi cấp, nên thời điểm ký chỉ là tự khai."

ACTIVE: Final = "Tệp chứa {what}: nội dung hiện ra có thể khác nội dung đã ký, nên không kết luận được."
WIDE_FIELD: Final = (
    "Ô “{field}” ở trang {page} phủ một phần lớn trang và được điền sau khi ký, có thể che nội dung đã ký."
)


def day(moment: datetime) -> str:
    """A day as Decree 30 writes it, in Vietnam."""
    return moment.astimezone(_VIETNAM).strftime("%d/%m/%Y")


def minute(moment: datetime) -> str:
    return moment.astimezone(_VIETNAM).strftime("%d/%m/%Y %H:%M")
