"""Papers the ten samples lack: a text of articles with annexes, a dispatch, a paper with every mark."""

from dataclasses import replace

from phoihop.engines import papers
from phoihop.engines.papers import Node, Paper
from phoihop.engines.papers.tests import samples

STATE, PARTY, OLD_PARTY = "nd30-2020", "hd05-2026", "hd36-2018"
REGIMES = (STATE, PARTY)
_POINTS = tuple(
    Node("point", letter, text=f"Tài liệu thứ {place}{'.' if letter == 'e' else ';'}")
    for place, letter in enumerate("abcdđe", start=1)
)
_CHAPTERS = (
    Node("paragraph", text="Hai bên thống nhất ban hành Quy chế phối hợp như sau:"),
    Node(
        "chapter",
        "I",
        "Quy định chung",
        children=(
            Node("article", "1", "Phạm vi điều chỉnh", "Quy chế này quy định việc phối hợp giữa các bên."),
            Node(
                "article",
                "2",
                "Nguyên tắc",
                children=(
                    Node("clause", "1", text="Đúng chức năng, nhiệm vụ."),
                    Node("clause", "2", text="Hồ sơ gửi kèm gồm:", children=_POINTS),
                ),
            ),
        ),
    ),
    Node(
        "chapter",
        "II",
        "Tổ chức thực hiện",
        children=(Node("article", "3", "Hiệu lực", "Quy chế có hiệu lực kể từ ngày ký, kèm theo các Phụ lục."),),
    ),
)
_ANNEXES = (
    Node("annex", "I", "Danh mục tài liệu", children=(Node("clause", "1", text="Báo cáo quý."),)),
    Node("annex", "II", "Đầu mối liên hệ", children=(Node("clause", "1", text="Văn phòng các bên."),)),
)
NODES = (*_CHAPTERS, *_ANNEXES)


def regulation(regime_key: str = STATE, parties: int = 2, **changes: object) -> Paper:
    """A text of chapters, articles, clauses, points and two annexes."""
    symbol = "QCPH-UBND-TAKV12" if regime_key == STATE else "QC/BTGDV-TAKV12"
    return papers.programme(
        samples.joint_head(regime_key, parties, **{"symbol": symbol, **changes}),
        type_name="Quy chế phối hợp",
        subject="Thi hành án dân sự trên địa bàn phường giai đoạn 2026 - 2030",
        nodes=NODES,
        legal_bases=samples.BASES,
    )


def dispatch(regime_key: str = STATE) -> Paper:
    """Công văn: no type name, the subject under the number."""
    symbol = "UBND-VX" if regime_key == STATE else "CV/BTGDV"
    blocks = (Node("paragraph", text="Thực hiện kế hoạch, đề nghị các cơ quan gửi ý kiến trước ngày 20 tháng 3."),)
    return replace(
        samples.invitation(regime_key),
        type_name="",
        symbol=symbol,
        subject="lấy ý kiến dự thảo Quy chế phối hợp",
        addressed_to=(samples.COURT, samples.PROCURACY),
        blocks=blocks,
    )


def marked(regime_key: str = STATE) -> Paper:
    """A draft with every mark a head can carry, and a fingerprint."""
    return replace(
        samples.conclusions(regime_key),
        number="",
        on=None,
        draft_mark="Dự thảo lần 2",
        urgency="Thượng khẩn",
        circulation="Lưu hành nội bộ",
        fingerprint="3f" * 32,
        verification=samples.Verification("https://phoihop.example.vn/xac-thuc/7K3M-92QD", "7K3M-92QD"),
    )


def every(regime_key: str) -> dict[str, Paper]:
    """The ten, and those above."""
    ten = {kind: made(regime_key) for kind, made in samples.TEN.items()}
    five = samples.programme(regime_key, 5)
    others = {"regulation": regulation(regime_key), "dispatch": dispatch(regime_key), "marked": marked(regime_key)}
    return {**ten, **others, "programme_of_five": five}
