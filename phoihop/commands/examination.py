"""What `phoihop doctor` looks at. Each check says what it found, and what to do when that is not well."""

import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from phoihop.agree.signing import craft
from phoihop.engines import typesetting
from phoihop.foundation.files import queries as files
from phoihop.foundation.jobs import queries as jobs
from phoihop.foundation.jobs import workqueue
from phoihop.foundation.ledger import guards as ledger_guards
from phoihop.foundation.ledger import queries as ledger
from phoihop.foundation.numbers import queries as numbers

LEAST_FREE = 2 * 2**30
OLDEST_ANCHOR = timedelta(hours=2)
OLDEST_TASK = timedelta(minutes=15)
LEAST_SQLITE = (3, 35)


class Finding(NamedTuple):
    """`level` is ok, warning or error; `remedy` is empty where all is well."""

    code: str
    level: str
    says: str
    remedy: str = ""


Check = Callable[[], Iterator[Finding]]


def examine() -> list[Finding]:
    """Everything that can be looked at; what needs the database only when it answers and has its tables."""
    found = [finding for check in MACHINE for finding in check()]
    if not any(finding.code == "database" and finding.level == "error" for finding in found):
        found += _record()
    return found


def _record() -> list[Finding]:
    try:
        return [finding for check in RECORD for finding in check()]
    except DatabaseError as error:  # tables of another release: migrations alone do not tell
        says = f"Bảng dữ liệu không khớp với phiên bản chương trình: {str(error).strip()}."
        return [Finding("tables", "error", says, "Khôi phục bản sao lưu đúng phiên bản, hoặc cài đúng phiên bản.")]


def _ok(code: str, says: str) -> Finding:
    return Finding(code, "ok", says)


# ── The machine ──────────────────────────────────────────────────────────────


def python() -> Iterator[Finding]:
    """Only told: an older Python does not get as far as this."""
    yield _ok("python", f"Python {'.'.join(map(str, sys.version_info[:3]))}.")


def database() -> Iterator[Finding]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        missing = jobs.migrations_missing()
    except DatabaseError as error:
        says = f"Không mở được cơ sở dữ liệu: {str(error).strip()}."
        yield Finding("database", "error", says, "Kiểm tra DATABASE_URL hoặc thư mục PHOIHOP_HOME.")
        return
    if missing:
        says = f"Cơ sở dữ liệu chưa được cập nhật: còn {len(missing)} bước."
        yield Finding("database", "error", says, "Chạy `phoihop serve` một lần để cập nhật.")
        return
    if connection.vendor == "sqlite" and sqlite3.sqlite_version_info < LEAST_SQLITE:
        says = f"SQLite {sqlite3.sqlite_version} quá cũ."
        yield Finding("database", "error", says, "Dùng Python kèm SQLite 3.35 trở lên, hoặc PostgreSQL.")
        return
    version = sqlite3.sqlite_version if connection.vendor == "sqlite" else getattr(connection, "pg_version", "")
    yield _ok("database", f"Cơ sở dữ liệu {connection.display_name} {version}, đã cập nhật.")


def home() -> Iterator[Finding]:
    """Only the owner may look in: the database, files and the key lie there."""
    folder = Path(settings.HOME)
    if _others_may(folder):
        says = f"Người khác trên máy này vào được thư mục {folder}."
        yield Finding("home", "warning", says, f"Chạy: chmod 700 {folder}")
    else:
        yield _ok("home", f"Thư mục {folder} chỉ chủ nhân vào được.")
    key = folder / "secret-key"
    if key.exists() and _others_may(key):
        says = f"Người khác trên máy này đọc được khóa bí mật {key}."
        yield Finding("secret-key", "error", says, f"Chạy: chmod 600 {key}, rồi thay khóa: xóa tệp và khởi động lại.")
    else:
        yield _ok("secret-key", "Khóa bí mật được giữ kín.")


def _others_may(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def disk() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.HOME).free
    says = f"Ổ đĩa chứa dữ liệu còn trống {free / 2**30:.1f} GB."
    if free < LEAST_FREE:
        yield Finding("disk", "warning", says, "Dọn ổ đĩa hoặc chuyển PHOIHOP_HOME sang ổ lớn hơn.")
    else:
        yield _ok("disk", says)


def static() -> Iterator[Finding]:
    if Path(settings.STATIC_ROOT).is_dir():
        yield _ok("static", "Tệp tĩnh đã sẵn sàng.")
    else:
        yield Finding("static", "error", "Chưa có tệp tĩnh.", "Chạy `phoihop serve` một lần để chuẩn bị.")


def messages() -> Iterator[Finding]:
    """Without compiled catalogues every page is in English."""
    root = Path(settings.PACKAGE)
    missing = [
        found for found in root.rglob("locale/vi/LC_MESSAGES/django.po") if not found.with_suffix(".mo").exists()
    ]
    if missing:
        says = f"Còn {len(missing)} bản dịch tiếng Việt chưa được biên dịch; một số trang sẽ hiện tiếng Anh."
        yield Finding("messages", "warning", says, "Chạy: make messages")
    else:
        yield _ok("messages", "Bản dịch tiếng Việt đầy đủ.")


def mail() -> Iterator[Finding]:
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield _ok("mail", f"Thư gửi qua {settings.EMAIL_HOST}:{settings.EMAIL_PORT}.")
    else:
        says = "Chưa cấu hình máy chủ thư; thư chỉ được ghi vào thư mục mail, không ai nhận được."
        yield Finding("mail", "warning", says, "Đặt PHOIHOP_SMTP_HOST (và PHOIHOP_SMTP_USER, PHOIHOP_SMTP_PASSWORD).")


def libreoffice() -> Iterator[Finding]:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program:
        yield _ok("libreoffice", f"LibreOffice: {program}.")
    else:
        says = "Không có LibreOffice nên không đọc được tệp .doc, .odt, .rtf."
        yield Finding("libreoffice", "warning", says, "Cài gói libreoffice-writer-nogui, hoặc chỉ nhận tệp .docx.")


def fonts() -> Iterator[Finding]:
    face = typesetting.font_in_use()
    if face in typesetting.FACES:
        yield _ok("fonts", f"Phông chữ văn bản: {face}.")
    else:
        says = f"Thiếu phông chữ có cỡ như Times New Roman; văn bản PDF phải dùng {face}, ngắt dòng sẽ khác."
        yield Finding("fonts", "warning", says, "Chạy lại make setup, hoặc cài gói fonts-croscore.")


def trust() -> Iterator[Finding]:
    """Nobody is trusted from the start; a certificate that cannot be read would be missed in silence."""
    for name in craft.unread_roots():
        says = f"Không đọc được chứng thư gốc {name} trong thư mục tin cậy."
        yield Finding("trust", "warning", says, "Thay bằng một chứng thư .pem, .cer, .crt hoặc .der hợp lệ.")
    if craft.services(at=timezone.now()).roots:
        yield _ok("trust", "Có chứng thư gốc để tin chữ ký số.")
    else:
        says = "Chưa tin tổ chức chứng thực nào nên không chữ ký số nào được kết luận là hợp lệ."
        yield Finding("trust", "warning", says, f"Chép chứng thư gốc vào {craft.trust_folder()}.")
    if not settings.TSA_URL and not settings.DEMO:
        says = "Chưa cấu hình dấu thời gian; giờ ký chỉ theo đồng hồ của người ký."
        yield Finding("timestamps", "warning", says, "Đặt PHOIHOP_TSA_URL.")


def exposure() -> Iterator[Finding]:
    """What must not be seen from outside: the demonstration, a page without HTTPS, any host name."""
    outside = [host for host in settings.ALLOWED_HOSTS if not _is_loopback(host)]
    if settings.DEMO and (outside or not _is_loopback(urlsplit(settings.PUBLIC_URL).hostname or "")):
        says = "Chế độ trình diễn (đăng nhập một bước, không mật khẩu) đang mở ra ngoài máy này."
        yield Finding("demo", "error", says, "Bỏ PHOIHOP_DEMO, hoặc chỉ để 127.0.0.1 trong PHOIHOP_HOSTS.")
    if "*" in outside:
        says = "PHOIHOP_HOSTS nhận mọi tên miền."
        yield Finding("hosts", "error", says, "Ghi rõ tên miền của hệ thống vào PHOIHOP_HOSTS.")
    if outside and not settings.HTTPS:
        says = "Trang mở ra ngoài máy này mà chưa bật HTTPS."
        yield Finding("https", "warning", says, "Đặt máy chủ có HTTPS phía trước và PHOIHOP_HTTPS=1.")
    if not outside:
        yield _ok("hosts", "Trang chỉ mở cho máy này.")


def _is_loopback(host: str) -> bool:
    name = host.strip("[]")
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


# ── The record ───────────────────────────────────────────────────────────────


def worker() -> Iterator[Finding]:
    at = timezone.now()
    count = jobs.workers_seen(at=at)
    if not count:
        says = "Không thấy tiến trình việc nền nào trong một phút qua; thư, mốc neo và nhắc hạn đang dừng."
        yield Finding("worker", "warning", says, "Chạy `phoihop work`, hoặc `phoihop serve` không kèm --no-work.")
    else:
        yield _ok("worker", f"Có {count} tiến trình việc nền đang chạy.")
    since = workqueue.oldest_waiting()
    if since and at - since > OLDEST_TASK:
        says = f"Có việc nền chờ đã {int((at - since).total_seconds() // 60)} phút."
        yield Finding("queue", "warning", says, "Chạy thêm `phoihop work` hoặc tăng --benches.")
    if failed := workqueue.failed(since=at - timedelta(days=1)):
        says = f"Trong 24 giờ qua có {failed} việc nền hỏng hẳn."
        yield Finding("failed", "warning", says, f"Xem nhật ký trong {Path(settings.HOME, 'logs')}.")


def anchor() -> Iterator[Finding]:
    last, height = ledger.last_anchor(), ledger.height()
    if not height:
        yield _ok("anchor", "Sổ cái chưa có mục nào.")
    elif ledger.is_anchored() or (last and timezone.now() - last.at < OLDEST_ANCHOR):
        yield _ok("anchor", f"Sổ cái có {height} mục, đã neo.")
    else:
        says = "Sổ cái có mục mới mà hơn hai giờ chưa được neo." if last else "Sổ cái chưa có mốc neo nào."
        yield Finding("anchor", "warning", says, "Để tiến trình việc nền chạy: mốc neo được lập mười phút một lần.")


def guards() -> Iterator[Finding]:
    """Without them the ledger is still checked by its hashes, but the database no longer refuses."""
    if gone := ledger_guards.missing(connection):
        says = f"Cơ sở dữ liệu không còn chặn việc sửa, xóa sổ cái: thiếu {len(gone)} khóa."
        remedy = "Chạy `phoihop ledger verify`, tìm người đã gỡ khóa, rồi chạy `phoihop serve` một lần để đặt lại."
        yield Finding("guards", "error", says, remedy)
    else:
        yield _ok("guards", "Cơ sở dữ liệu chặn mọi việc sửa, xóa sổ cái.")


def stored_files() -> Iterator[Finding]:
    if damaged := files.damaged().count():
        says = f"Có {damaged} tệp lưu trữ bị hỏng."
        yield Finding("files", "error", says, "Khôi phục các tệp đó từ bản sao lưu gần nhất, hoặc nộp lại văn bản gốc.")
    else:
        yield _ok("files", "Không có tệp lưu trữ nào bị hỏng.")


def books() -> Iterator[Finding]:
    unsound = list(numbers.unsound())
    for series in unsound:
        says = f"Dãy số của {series.agency.name} ({series.period}) thiếu số: {numbers.gaps(series)[:10]}."
        yield Finding("books", "error", says, "Khôi phục bản sao lưu gần nhất; không sửa sổ bằng tay.")
    if not unsound:
        yield _ok("books", "Sổ văn bản liên tục, không thiếu số.")


MACHINE: list[Check] = [python, database, home, disk, static, messages, mail, libreoffice, fonts, trust, exposure]
RECORD: list[Check] = [worker, anchor, guards, stored_files, books]
