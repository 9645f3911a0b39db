"""The four pictures of one invented programme, at its sixteenth of October 2025."""

from datetime import date, timedelta
from itertools import product

from phoihop.kit.quarters import periods_between
from phoihop.ui.pictures import (
    Bar,
    Bars,
    Case,
    Cell,
    Column,
    HeatMap,
    HeatRow,
    Lane,
    LeadTimes,
    LeadTimeWords,
    Mark,
    Span,
    Timeline,
)

TODAY = date(2025, 10, 16)
FIRST, LAST = date(2021, 1, 1), date(2025, 12, 31)
QUARTERS = list(periods_between(FIRST, LAST))
ROMAN = ("", "I", "II", "III", "IV")
AGENCIES = (
    "Ban Xây dựng Đảng",
    "Ủy ban nhân dân phường",
    "Hội đồng nhân dân phường",
    "Tòa án nhân dân khu vực 15 – Cần Thơ",
    "Viện kiểm sát nhân dân khu vực 15 – Cần Thơ",
)
CLASSES = ("Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Trong hạn", "Sắp quá hạn", "Quá hạn")
LEAD_TIME_WORDS = LeadTimeWords(
    what="Vướng mắc",
    since="Trình ngày",
    until="Quyết định ngày",
    days="Số ngày",
    unit="ngày",
    decided="Đã quyết định",
    waiting="Chưa quyết định",
    median="Trung vị",
    ninth="90 % được quyết trong",
    nothing="Chưa có vướng mắc nào được trình.",
)


def _briefing(quarter):
    outcomes = {"2021-Q3": ("missed", "không họp"), "2021-Q4": ("late", "muộn"), "2023-Q4": ("late", "muộn")}
    state, outcome = outcomes.get(quarter.key, ("done", "đúng hạn"))
    held = quarter.last - timedelta(days=9)
    if held > TODAY or quarter.key == "2025-Q3":
        held, state, outcome = max(held, TODAY + timedelta(days=6)), "next", "chưa đến"
    tag = ROMAN[quarter.number]
    return Mark(held, f"Giao ban {quarter.label_vi}", "round", state, outcome, tag, url=f"/giao-ban/{quarter.key}/")


def _report(year, month, day, what, state="done", label=""):
    outcome = {"done": "đúng hạn", "late": "muộn", "missed": "quá hạn", "next": "chưa đến"}[state]
    return Mark(date(year, month, day), what, "diamond", state, outcome, label=label, url="/bao-cao/")


def a_timeline():
    documents = (
        Mark(date(2021, 1, 15), "Ký chương trình", "square", label="Ký 15/01/2021", url="/ky/"),
        Mark(date(2023, 3, 28), "Sửa đổi lần 1", "square", label="Sửa đổi lần 1, 28/3/2023"),
        Mark(date(2025, 12, 31), "Hết hạn", "square", "next", label="Hết hạn"),
    )
    reports = (
        *(
            _report(year, 12, 17, f"Báo cáo năm {year}", "late" if year == 2022 else "done")
            for year in range(2021, 2025)
        ),
        _report(2023, 6, 20, "Sơ kết giữa kỳ", label="Sơ kết giữa kỳ"),
        _report(2025, 9, 17, "Báo cáo quý III", "missed"),
        _report(2025, 9, 22, "Biểu số liệu quý III", "next"),
        _report(2025, 12, 17, "Báo cáo năm 2025", "next"),
    )
    waits = (
        Span(date(2021, 8, 11), date(2021, 9, 22), "Kinh phí hòa giải", "42 ngày", "/vuong-mac/1/"),
        Span(date(2022, 5, 5), date(2022, 6, 2), "Trụ sở tiếp dân", "28 ngày"),
        Span(date(2022, 5, 20), date(2022, 7, 1), "Biên chế tổ công tác", "42 ngày"),
        Span(date(2023, 9, 12), date(2024, 1, 15), "Chia sẻ dữ liệu", "125 ngày"),
        Span(date(2025, 8, 18), None, "Thiếu kinh phí điều tra dư luận", "chờ 59 ngày", "/vuong-mac/4/"),
    )
    changes = (
        Mark(date(2025, 2, 20), "Hợp nhất ban", "tick", label="Hợp nhất ban 20/02/2025"),
        Mark(date(2025, 7, 1), "Tổ chức lại cơ quan", "line", label="Tổ chức lại cơ quan 01/7/2025"),
    )
    lanes = (
        Lane("Văn bản", documents),
        Lane("Giao ban quý", tuple(map(_briefing, QUARTERS)), is_threaded=True),
        Lane("Báo cáo", reports),
        Lane("Vướng mắc", spans=waits),
        Lane("Tổ chức", changes),
    )
    headings = ("Ngày", "Loại", "Nội dung", "Kết quả")
    return Timeline("line", "Dòng thời gian 2021–2025", FIRST, LAST, TODAY, "Hôm nay 16/10/2025", lanes, headings)


COUNTS = ((9, 2, 4, 2, 1), (11, 4, 4, 1, 2), (6, 1, 2, 0, 0), (5, 1, 1, 1, 0), (4, 1, 2, 0, 0))


BY_AGENCY = tuple(zip(AGENCIES, COUNTS, strict=True))


def some_bars(rows=BY_AGENCY):
    urls = tuple(f"/nhiem-vu/?muc={n}" for n in range(5))
    bars = tuple(Bar(label, counts, urls, "/nhiem-vu/") for label, counts in rows)
    return Bars("by-agency", "Nhiệm vụ theo cơ quan", bars, "Cơ quan", CLASSES, "nhiệm vụ", "Cộng", urls, "/nhiem-vu/")


def _cell(row, column):
    if column > 18 or (row, column) == (2, 3):
        return None
    whole = 2 + (row * 7 + column * 3) % 9
    return Cell(min(whole, max(0, (row * 5 + column * column) % 7 - 3)), whole, f"/nhiem-vu/?o={row}.{column}")


def a_heat_map(labels=AGENCIES):
    columns = tuple(Column(ROMAN[one.number], str(one.year), one.label_vi) for one in QUARTERS)
    cells = {(row, column): _cell(row, column) for row, column in product(range(len(labels)), range(len(columns)))}
    rows = tuple(
        HeatRow(label, tuple(cells[n, column] for column in range(len(columns))), "/nhiem-vu/")
        for n, label in enumerate(labels)
    )
    return HeatMap("heat", "Quá hạn theo quý", columns, rows, "Cơ quan", "quá hạn", "đến hạn", "Cộng")


DAYS = (12, 14, 20, 21, 28, 28, 30, 35, 42, 42, 47, 61, 70, 125)


def some_lead_times(
    days=DAYS, waiting=(("Thiếu kinh phí điều tra dư luận ngoại ô", 59), ("Cử thẩm phán dự hòa giải", 12))
):
    decided = [
        Case(
            f"Vướng mắc số {n}",
            TODAY - timedelta(days=300 + n + gone),
            TODAY - timedelta(days=300 + n),
            gone,
            f"/v/{n}/",
        )
        for n, gone in enumerate(days, 1)
    ]
    open_ones = [Case(what, TODAY - timedelta(days=gone), None, gone, "/v/chờ/") for what, gone in waiting]
    return LeadTimes("lead", "Thời gian chờ quyết định", (*decided, *open_ones), LEAD_TIME_WORDS)


def all_four():
    return [a_timeline(), some_bars(), a_heat_map(), some_lead_times()]
