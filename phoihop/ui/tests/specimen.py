"""Sample content for the living style sheet: every component once, with invented people and papers."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator

from phoihop.kit.verdict import YES, no

TODAY = date(2025, 10, 16)
OLD = "Hằng quý, các bên cung cấp số liệu để tổng hợp, gửi trước ngày 14 của tháng sau khi hết kỳ. Số liệu gồm:"
NEW = (
    "Hằng quý, các bên cung cấp số liệu để tổng hợp, gửi trong 5 ngày làm việc kể từ ngày kết thúc kỳ báo cáo. "
    "Số liệu gồm:"
)


class Reply(forms.Form):
    outcome = forms.ChoiceField(
        label="Kết quả xử lý",
        choices=[("accepted", "Tiếp thu"), ("partly", "Tiếp thu một phần"), ("explained", "Giải trình")],
        widget=forms.RadioSelect(attrs={"data-width": "columns"}),
    )
    wording = forms.CharField(
        label="Câu chữ sẽ đưa vào dự thảo",
        help_text="Lưu ở đây là sửa luôn khoản 2; hai nơi gắn với nhau.",
        widget=forms.Textarea(attrs={"rows": 3, "data-voice": "document", "data-keep": True}),
    )
    reason = forms.CharField(label="Lý do phần không tiếp thu", widget=forms.Textarea(attrs={"rows": 3}))
    phone = forms.CharField(
        label="Số điện thoại", required=False, widget=forms.TextInput(attrs={"data-width": "short"})
    )
    paper = forms.FileField(label="Công văn góp ý", required=False, help_text="Tối đa 50 MB; .pdf hoặc .docx.")
    agreed = forms.BooleanField(label="Ghi tên cơ quan vào bảng tiếp thu, giải trình")


class Due:
    date = TODAY
    steps = ("Họp thứ Tư 22/10", "Trước đó 3 ngày làm việc trọn: 21, 20, 17/10", "Căn cứ: Điều 8 khoản 3")


def days() -> list[dict[str, Any]]:
    start = date(2025, 10, 13)
    entries = {
        1: [{"label": "1 trễ", "status": "overdue"}],
        3: [{"label": "2 hạn", "url": "#today"}],
        9: [{"label": "Giao ban", "url": "#today"}],
    }
    return [
        {
            "date": start + timedelta(days=n),
            "off": n % 7 > 4,
            "today": start + timedelta(days=n) == TODAY,
            "entries": entries.get(n, []),
        }
        for n in range(14)
    ]


def steps() -> list[dict[str, str]]:
    labels = ["Chuẩn bị", "Lấy ý kiến", "Chốt văn bản", "Ký kết", "Giao nhiệm vụ", "Báo cáo", "Nêu vướng mắc"]
    labels += ["Nghe phản ánh", "Giao ban", "Tổng kết", "Công khai", "Lưu giữ"]
    states = ["done"] * 5 + ["running"] * 3 + ["current", "", "running", "running"]
    return [{"label": label, "state": state} for label, state in zip(labels, states, strict=True)]


def context() -> dict[str, Any]:
    return {
        "menu": [
            {"label": "Bàn làm việc", "url": "#", "current": True},
            {"label": "Chương trình", "url": "#", "current": False},
            {"label": "Lấy ý kiến", "url": "#", "current": False, "count": 3},
            {"label": "Lịch", "url": "#", "current": False},
        ],
        "actor": {"name": "Huỳnh Ngọc Diễm", "agency": "Ban Xây dựng Đảng", "post": "Chuyên viên"},
        "unread_notices": 3,
        "notices_url": "#",
        "search_url": "#",
        "account_url": "#",
        "sign_out_url": "#",
        "help_url": "#",
        "unit_name": "Phường Ngã Bảy, thành phố Cần Thơ",
        "foot_note": "Sổ cái đã neo 16/10/2025 06:00",
        "demo": {"switch_url": "#"},
        "messages": [
            Message(constants.SUCCESS, "Đã ghi trả lời ý kiến số 14."),
            Message(constants.WARNING, "Hạn rơi vào ngày nghỉ, đã dời sang thứ Hai 20/10."),
            Message(constants.ERROR, "Cơ quan chủ trì mới được chốt đợt lấy ý kiến."),
        ],
        "yes": YES,
        "not_yet": no("Chưa chốt được: còn 6 ý kiến chưa có trả lời."),
        "due": Due,
        "moment": datetime(2025, 10, 16, 7, 6, tzinfo=UTC),
        "old": OLD,
        "new": NEW,
        "days": days(),
        "steps": steps(),
        "counts": {"done": 9, "done-late": 2, "open": 4, "soon": 2, "overdue": 1},
        "agencies": [
            ("Ban Xây dựng Đảng", (9, 2, 4, 2, 1), 18),
            ("Ủy ban nhân dân phường", (11, 4, 4, 1, 2), 22),
            ("Hội đồng nhân dân phường", (6, 1, 2, 0, 0), 9),
        ],
        "page": Paginator(range(180), 25).page(3),
        "empty_form": Reply(auto_id="plain_%s"),
        "wrong_form": Reply({"outcome": "partly", "wording": "Hằng quý, các bên"}, auto_id="wrong_%s"),
    }
