"""One of each of the ten papers, with invented organs and people, in the form of either regime."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from phoihop.engines import papers
from phoihop.engines.papers import (
    AgreeingAgency,
    Assignment,
    ClauseGroup,
    Counts,
    Duty,
    Figure,
    Head,
    Issuer,
    Item,
    Node,
    Option,
    Paper,
    Piece,
    Result,
    Row,
    SignerBlock,
    Statement,
    Succession,
    TaskLine,
    Verification,
    Vote,
)

MADE_AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
ICT = timezone(timedelta(hours=7))
ON = date(2026, 2, 5)
BOARD, COURT = "Ban Tuyên giáo và Dân vận Đảng ủy phường Ngã Bảy", "Tòa án nhân dân khu vực 12"
COMMITTEE, COUNCIL = "Ủy ban nhân dân phường Ngã Bảy", "Hội đồng nhân dân phường Ngã Bảy"
PROCURACY = "Viện kiểm sát nhân dân khu vực 12"
PROGRAMME = "Chương trình phối hợp số 05/CTr-UBND-TAKV12 ngày 05 tháng 02 năm 2026"

CHAIR = SignerBlock(COMMITTEE, "Chủ tịch", "Lê Hoàng Phúc", "ubnd_person", "TM", COMMITTEE, seal="ubnd_seal")
PRESIDENT = SignerBlock(COURT, "Chánh án", "Phạm Quốc Bảo", "takv12_person", seal="takv12_seal")
DEPUTY = SignerBlock(
    COUNCIL, "Phó Chủ tịch", "Đặng Văn Thuận", "hdnd_person", "KT", COUNCIL, "Chủ tịch", seal="hdnd_seal"
)
PROCURATOR = SignerBlock(PROCURACY, "Viện trưởng", "Võ Thị Mai Linh", "vkskv12_person", seal="vkskv12_seal")
HEAD_OF_BOARD = SignerBlock(BOARD, "Trưởng ban", "Nguyễn Thị Thu Hà", "btgdv_person", seal="btgdv_seal")
SIGNERS = (CHAIR, PRESIDENT, DEPUTY, PROCURATOR, HEAD_OF_BOARD)
ISSUERS = tuple(Issuer(name) for name in (COMMITTEE, COURT, COUNCIL, PROCURACY, BOARD))

STATE_HEAD = Head(
    regime_key="nd30-2020",
    issuers=(Issuer(COMMITTEE, "Thành phố Cần Thơ"),),
    made_at=MADE_AT,
    number="5",
    symbol="BC-UBND",
    place="Ngã Bảy",
    on=ON,
    signers=(CHAIR,),
    recipients=("Thường trực Đảng ủy phường", COURT, "Các thành viên chương trình"),
    filed_by="VHXH",
)
PARTY_HEAD = replace(
    STATE_HEAD,
    regime_key="hd05-2026",
    issuers=(Issuer("Ban Tuyên giáo và Dân vận", "Đảng ủy phường Ngã Bảy"),),
    symbol="BC/BTGDV",
    signers=(HEAD_OF_BOARD,),
    filed_by="Ban Tuyên giáo và Dân vận",
)
HEADS = {"nd30-2020": STATE_HEAD, "hd05-2026": PARTY_HEAD, "hd36-2018": replace(PARTY_HEAD, regime_key="hd36-2018")}


def head(regime_key: str, type_symbol: str, **changes: object) -> Head:
    """The head of one organ's paper, its symbol made for the type."""
    base = HEADS[regime_key]
    symbol = base.symbol.replace("BC", type_symbol)
    return replace(base, **{"symbol": symbol, **changes})  # type: ignore[arg-type]


def joint_head(regime_key: str = "nd30-2020", parties: int = 2, **changes: object) -> Head:
    base = HEADS[regime_key]
    given = {
        "issuers": ISSUERS[:parties],
        "signers": SIGNERS[:parties],
        "symbol": "CTr-UBND-TAKV12" if regime_key == "nd30-2020" else "CTr/BTGDV-TAKV12",
        "verification": Verification("https://phoihop.example.vn/xac-thuc/7K3M-92QD", "7K3M-92QD"),
        "recipients": ("Thường trực Đảng ủy phường", "Các cơ quan ký kết", "Ban Công tác Mặt trận các khu phố"),
    }
    return replace(base, **{**given, **changes})  # type: ignore[arg-type]


TEXT = (
    Node(
        "section",
        "I",
        "Mục đích, yêu cầu",
        children=(
            Node("clause", "1", "Mục đích", "Nâng cao hiệu quả trao đổi thông tin giữa hai cơ quan trên địa bàn."),
            Node(
                "clause",
                "2",
                "Yêu cầu",
                children=(
                    Node("point", "a", text="Đúng chức năng, nhiệm vụ của từng cơ quan;"),
                    Node("point", "b", text="Thường xuyên, kịp thời; bảo đảm bí mật nhà nước."),
                ),
            ),
        ),
    ),
    Node(
        "section",
        "II",
        "Nội dung phối hợp",
        children=(
            Node("clause", "1", text="Trao đổi thông tin về các vấn đề nổi cộm, Nhân dân quan tâm hằng tháng."),
            Node("clause", "2", text="Tuyên truyền, phổ biến pháp luật tại các khu phố, ít nhất mỗi quý 01 đợt."),
        ),
    ),
    Node("section", "III", "Tổ chức thực hiện", "Chương trình có hiệu lực kể từ ngày ký."),
)
ARTICLES = (
    Node(
        "chapter",
        "I",
        "Quy định chung",
        children=(
            Node("article", "1", "Phạm vi điều chỉnh", "Quy chế này quy định nguyên tắc, nội dung phối hợp."),
            Node(
                "article",
                "2",
                "Nguyên tắc phối hợp",
                children=(
                    Node("clause", "1", text="Bình đẳng, kịp thời."),
                    Node(
                        "clause", "2", text="Đúng thẩm quyền:", children=(Node("point", "đ", text="Đúng pháp luật."),)
                    ),
                ),
            ),
        ),
    ),
    Node("chapter", "II", "Tổ chức thực hiện", children=(Node("article", "3", text="Quy chế có hiệu lực."),)),
    Node("annex", "", "Danh sách đầu mối", "Các đầu mối liên hệ."),
)
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
    "Căn cứ Quyết định số 238-QĐ/TW ngày 30 tháng 9 năm 2020 của Ban Bí thư",
    "Theo đề nghị của các cơ quan",
)


def programme(regime_key: str = "nd30-2020", parties: int = 2, **changes: object) -> Paper:
    return papers.programme(
        joint_head(regime_key, parties, **changes),
        type_name="Chương trình phối hợp",
        subject="Trong việc tuyên truyền, phổ biến, giáo dục pháp luật và giải quyết các vấn đề nổi cộm, "
        "Nhân dân quan tâm giai đoạn 2026 - 2030",
        nodes=TEXT,
        legal_bases=BASES,
    )


def agency_summary(regime_key: str = "nd30-2020") -> Paper:
    summary = papers.AgencySummary(
        issuer_lines=(),
        agency=COURT,
        subject="Dự thảo Chương trình phối hợp giai đoạn 2026 - 2030",
        duties=(
            Duty("Mục II, khoản 1", "Cung cấp thông tin về các vụ án được dư luận quan tâm.", "Chủ trì", "Ngày 20"),
            Duty("Mục II, khoản 2", "Cử báo cáo viên pháp luật.", "Phối hợp", "Mỗi quý"),
        ),
        mentions=("Mục III",),
        reply_by=date(2026, 2, 28),
        reply_to=COMMITTEE,
    )
    return papers.agency_summary(head(regime_key, "TB", signers=(), recipients=(), filed_by="", number=""), summary)


def response_table(regime_key: str = "nd30-2020") -> Paper:
    table = papers.ResponseTable(
        issuer_lines=(),
        subject="Đối với dự thảo Chương trình phối hợp giai đoạn 2026 - 2030",
        asked=6,
        received=14,
        counts=Counts(2, 9, 2, 1, 0, 1),
        agreeing=(AgreeingAgency("Công an phường Ngã Bảy", "Công văn số 12/CAP-TH ngày 05/01/2026"),),
        silence_sentence="Cơ quan không gửi văn bản góp ý xem như thống nhất.",
        groups=(
            ClauseGroup(
                "Mục II, khoản 1",
                (
                    Row(
                        COURT,
                        "Đề nghị sửa thời hạn cung cấp thông tin cho phù hợp với kỳ báo cáo của ngành.",
                        "Tiếp thu, đã chỉnh sửa tại dự thảo.",
                        "Công văn số 45/TA-VP ngày 07/01/2026",
                        (Piece("trước ngày "), Piece("20", "delete"), Piece("25", "insert"), Piece(" hằng tháng")),
                    ),
                    Row(PROCURACY, "Đề nghị làm rõ đầu mối."),
                ),
            ),
            ClauseGroup("Mục III", (Row(COUNCIL, "Đề nghị bỏ.", "Giữ như dự thảo vì cần thiết."),)),
        ),
        bases=BASES[:1],
    )
    return papers.response_table(head(regime_key, "BC"), table)


def invitation(regime_key: str = "nd30-2020") -> Paper:
    content = papers.Invitation(
        inviter=COMMITTEE,
        guests=(COURT, PROCURACY, "Thường trực Đảng ủy phường"),
        occasion="Hội nghị giao ban quý I năm 2026",
        chair="Đồng chí Lê Hoàng Phúc, Chủ tịch Ủy ban nhân dân phường",
        begins_at=datetime(2026, 3, 6, 8, 0, tzinfo=ICT),
        venue="Hội trường Ủy ban nhân dân phường",
        agenda=("Báo cáo kết quả quý I", "Thảo luận khó khăn, vướng mắc"),
        enclosed=("Báo cáo kết quả quý I",),
        notes=("Đề nghị các đồng chí dự họp đúng giờ.",),
    )
    return papers.invitation(head(regime_key, "GM"), content)


def minutes(regime_key: str = "nd30-2020") -> Paper:
    secretary = SignerBlock(COMMITTEE, "Thư ký", "Hồ Kim Yến", "secretary")
    chair = SignerBlock(COMMITTEE, "Chủ tịch", "Lê Hoàng Phúc", "chair", seal="chair_seal")
    content = papers.Minutes(
        occasion="Hội nghị giao ban quý I năm 2026",
        begins_at=datetime(2026, 3, 6, 8, 0, tzinfo=ICT),
        ends_at=datetime(2026, 3, 6, 11, 15, tzinfo=ICT),
        venue="Hội trường Ủy ban nhân dân phường",
        present=("Đại diện Tòa án nhân dân khu vực 12", "Đại diện Viện kiểm sát nhân dân khu vực 12"),
        absent=("Công an phường (có ý kiến bằng văn bản)",),
        chair="Đồng chí Lê Hoàng Phúc",
        secretary="Bà Hồ Kim Yến",
        items=(
            Item(
                "Kết quả quý I",
                "Các cơ quan nghe báo cáo.",
                (Statement(COURT, "Thống nhất với báo cáo, đề nghị bổ sung số liệu."),),
                Vote(5, 0, 1),
                ("Thông qua báo cáo", "Bổ sung số liệu trước ngày 15/3/2026"),
            ),
        ),
    )
    return papers.minutes(
        head(regime_key, "BB", signers=(secretary, chair), recipients=("Như thành phần dự họp",), filed_by=""), content
    )


def conclusions(regime_key: str = "nd30-2020") -> Paper:
    content = papers.Conclusions(
        occasion="Hội nghị giao ban quý I năm 2026",
        held_on=date(2026, 3, 6),
        venue="Hội trường Ủy ban nhân dân phường",
        chair="đồng chí Lê Hoàng Phúc",
        present=("đại diện Tòa án nhân dân khu vực 12", "đại diện Viện kiểm sát nhân dân khu vực 12"),
        assessment=("Các cơ quan đã thực hiện nghiêm túc chương trình.",),
        assignments=(
            Assignment("Bổ sung số liệu các vụ việc", COURT, (PROCURACY,), "trước ngày 15/3/2026"),
            Assignment("Chuẩn bị hội nghị quý II", COMMITTEE),
        ),
        reported_by="Thường trực chương trình",
    )
    return papers.conclusions(head(regime_key, "TB"), content)


FIGURES = (
    Figure("Số cuộc tuyên truyền", "cuộc", "12", "10", "Sổ theo dõi"),
    Figure("Số lượt người tham dự", "lượt", "1.250", "1.000"),
)


def period_report(regime_key: str = "nd30-2020") -> Paper:
    content = papers.PeriodReport(
        programme=PROGRAMME,
        period="quý I năm 2026",
        addressed_to=("Thường trực Đảng ủy phường", BOARD),
        direction="Đã ban hành kế hoạch.\nĐã phân công đầu mối.",
        results=(Result("Tuyên truyền pháp luật", "Tổ chức 12 cuộc.", FIGURES), Result("Trao đổi thông tin", "Đều.")),
        tasks=(TaskLine("Cung cấp thông tin", "20/3/2026", "Đã gửi 03 báo cáo", "Hoàn thành đúng hạn"),),
        shortcomings=("Gửi báo cáo chậm",),
        difficulties=("Thiếu báo cáo viên",),
        next_steps=("Tổ chức hội nghị quý II",),
        proposals=("Bổ sung kinh phí",),
    )
    return papers.period_report(head(regime_key, "BC"), content)


def review_report(regime_key: str = "nd30-2020") -> Paper:
    content = papers.ReviewReport(
        programme=PROGRAMME,
        term="giai đoạn 2026 - 2030",
        context="Chương trình được triển khai trong bối cảnh sắp xếp đơn vị hành chính.",
        results=(Result("Tuyên truyền pháp luật", "Đã tổ chức 120 cuộc."),),
        strengths=("Phối hợp chặt chẽ",),
        shortcomings=("Một số báo cáo gửi chậm",),
        causes=("Thay đổi tổ chức bộ máy",),
        lessons=("Phân công rõ đầu mối",),
        difficulties=("Kinh phí hạn hẹp",),
        next_steps=("Tiếp tục thực hiện chương trình",),
        proposals=("Ký chương trình giai đoạn mới",),
        addressed_to=("Thường trực Đảng ủy phường",),
        figures=FIGURES,
    )
    return papers.review_report(head(regime_key, "BC"), content)


def submission(regime_key: str = "nd30-2020") -> Paper:
    content = papers.Submission(
        subject="Về việc bố trí kinh phí thực hiện chương trình phối hợp",
        addressed_to=("Thường trực Đảng ủy phường Ngã Bảy",),
        facts="Kinh phí năm 2026 chưa được giao.",
        causes=("Dự toán lập trước khi ký chương trình",),
        options=(Option("Bổ sung dự toán", "Đủ kinh phí", "Chờ phê duyệt"), Option("Lồng ghép nguồn", "Nhanh")),
        proposal="Đề nghị chọn phương án 1.",
        draft_instruction=("Giao Văn phòng bổ sung dự toán",),
        legal_bases=BASES[:1],
        decide_by=date(2026, 3, 31),
    )
    return papers.submission(head(regime_key, "TTr"), content)


def agency_event(regime_key: str = "nd30-2020") -> Paper:
    content = papers.AgencyEvent(
        kind="merge",
        before=("Ban Tuyên giáo", "Ban Dân vận"),
        after=("Ban Tuyên giáo và Dân vận",),
        effective_on=date(2025, 7, 1),
        legal_basis="Quyết định số 12-QĐ/ĐU ngày 30 tháng 6 năm 2025",
        successions=(Succession(PROGRAMME, "Ban Tuyên giáo", "Ban Tuyên giáo và Dân vận", "03 nhiệm vụ"),),
        contact="Bà Hồ Kim Yến, chuyên viên",
    )
    return papers.agency_event(head(regime_key, "TB"), content)


TEN: dict[str, Callable[[str], Paper]] = {
    "programme": programme,
    "agency_summary": agency_summary,
    "response_table": response_table,
    "invitation": invitation,
    "minutes": minutes,
    "conclusions": conclusions,
    "period_report": period_report,
    "review_report": review_report,
    "submission": submission,
    "agency_event": agency_event,
}
