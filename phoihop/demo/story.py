"""The story: what the founding article tells, and the ward that carries it on. Every step is a verb.

Three frameworks: the city's programme of 2021, signed before witnesses; the ward's next one, in its second round with one remark
left to answer; and a regulation on which opinions are still coming in. Dates of the last two follow today.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from zoneinfo import ZoneInfo

from phoihop.agree.consultation import verbs as consultation
from phoihop.agree.consultation.models import Remark, Round
from phoihop.agree.drafting import queries as texts
from phoihop.agree.drafting import verbs as drafting
from phoihop.agree.drafting.models import Node, Text
from phoihop.agree.programmes import verbs as programmes
from phoihop.agree.programmes.models import Framework, LegalBasis
from phoihop.demo import ceremony, people
from phoihop.demo.people import Cast
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Tenure

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
Tell = Callable[[str], None]


@dataclass
class Storyteller:
    """Keeps the cast, the time of the story and whom to tell how far it got."""

    cast: Cast
    now: dt.datetime
    tell: Tell

    def day(self, days_ago: int, hour: int = 9, minute: int = 0) -> dt.datetime:
        """A moment so many days before today, never on a weekend: moved back to the Friday before."""
        date = (self.now - dt.timedelta(days=days_ago)).astimezone(HERE).date()
        date -= dt.timedelta(days=max(0, date.weekday() - 4))
        return dt.datetime.combine(date, dt.time(hour, minute), HERE)

    def who(self, login: str) -> Actor:
        return self.cast.people[login]


def play(*, now: dt.datetime, tell: Tell) -> Cast:
    """Everything, in order. Takes a few seconds; meant for an empty installation."""
    tell("Cơ quan, con người, tài khoản")
    cast = people.appoint(at=dt.datetime(2021, 11, 1, 8, tzinfo=HERE))
    teller = Storyteller(cast, now, tell)
    tell("Sổ căn cứ pháp lý")
    bases = _register(teller)
    tell("Chương trình 2021 – 2025: lấy ý kiến, tiếp thu, chốt văn bản")
    city = _the_citys_programme(teller, bases)
    tell("Lễ ký ngày 31/12/2021: bốn chương trình, trước sự chứng kiến của Thường trực Thành ủy")
    ceremony.sign_all(city, cast)
    tell("Chương trình 2026 – 2030: hai đợt lấy ý kiến")
    _the_wards_programme(teller, bases)
    tell("Quy chế phối hợp chuyển đổi số: đang nhận ý kiến")
    _the_regulation(teller)
    return cast


def _register(teller: Storyteller) -> dict[str, LegalBasis]:
    by, at = teller.who("truongban2021"), dt.datetime(2021, 11, 2, 8, tzinfo=HERE)
    rows = (
        (
            "238-QĐ/TW",
            "Quy chế phối hợp giữa ban tuyên giáo các cấp với cơ quan nhà nước cùng cấp",
            "Ban Bí thư",
            (2020, 9, 30),
        ),
        ("77/2015/QH13", "Luật Tổ chức chính quyền địa phương", "Quốc hội", (2015, 6, 19)),
        ("72/2025/QH15", "Luật Tổ chức chính quyền địa phương", "Quốc hội", (2025, 6, 16)),
    )
    made = {}
    for number, title, issuer, day in rows:
        issued = dt.date(*day)
        made[number] = programmes.register_basis(
            number=number, title=title, issued_by=issuer, issued_on=issued, in_force_from=issued, by=by, at=at
        )
    programmes.end_basis(
        basis=made["77/2015/QH13"],
        in_force_until=dt.date(2025, 6, 30),
        replaced_by=made["72/2025/QH15"],
        by=teller.who("truongban"),
        at=dt.datetime(2025, 7, 2, 8, tzinfo=HERE),
    )
    return made


def _the_citys_programme(teller: Storyteller, bases: dict[str, LegalBasis]) -> Framework:
    """31/12/2021 is the ceremony; before it the summary, the opinions, the completed text."""
    head, officer = teller.who("truongban2021"), teller.who("chuyenvien2021")
    start = dt.datetime(2021, 11, 15, 8, tzinfo=HERE)
    framework = programmes.open_framework(
        title="Chương trình phối hợp giữa Ban Tuyên giáo Thành ủy với các cơ quan nhà nước thành phố Ngã Bảy, "
        "giai đoạn 2021 – 2025",
        kind="programme",
        begins_on=dt.date(2021, 1, 1),
        ends_on=dt.date(2025, 12, 31),
        by=officer,
        at=start,
    )
    for number in ("238-QĐ/TW", "77/2015/QH13"):
        programmes.cite(framework=framework, basis=bases[number], by=officer, at=start)
    partners = {"hdnd21": "hdnd2021", "ubnd21": "ubnd2021", "tand21": "tand2021", "vks21": "vks2021"}
    _open_programmes(teller, framework, partners, lead_focal="chuyenvien2021", at=start)
    text = _import(framework, "chuong-trinh-2021-2025.txt", by=officer, at=start + dt.timedelta(days=1))
    round_ = _ask(text, by=officer, at=dt.datetime(2021, 12, 6, 8, tzinfo=HERE), working_days=8)
    answers: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
        "hdnd2021": (
            "agree_with_remarks",
            [("IV.2", "Nêu rõ kiến nghị đã trả lời và chưa trả lời, để các bên cùng theo dõi.", "")],
        ),
        "ubnd2021": (
            "agree_with_remarks",
            [
                (
                    "V.1",
                    "Nên ấn định đơn vị chủ trì giao ban để chủ động chuẩn bị.",
                    "Các bên họp giao ban định kỳ hằng quý do Ban Tuyên giáo Thành ủy chủ trì; khi cần thì họp đột xuất.",
                ),
            ],
        ),
        "tand2021": ("agree", []),
        "vks2021": (
            "agree_with_remarks",
            [("IV.5", "Báo cáo 6 tháng theo kỳ của ngành, không trùng kỳ của thành phố.", "")],
        ),
    }
    _answer(teller, round_, answers, at=dt.datetime(2021, 12, 13, 10, tzinfo=HERE))
    late = dt.datetime(2021, 12, 20, 9, tzinfo=HERE)
    consultation.close(round=round_, by=officer, at=late)
    outcomes = [
        (
            "accepted",
            "",
            "Hội đồng nhân dân thành phố cung cấp kiến nghị của cử tri, nêu rõ kiến nghị đã trả lời và chưa trả lời; kết quả giám sát.",
        ),
        (
            "accepted",
            "",
            "Các bên họp giao ban định kỳ hằng quý do Ban Tuyên giáo Thành ủy chủ trì; khi cần thì họp đột xuất.",
        ),
        (
            "explained",
            "Kỳ 6 tháng của ngành và của thành phố lệch nhau 15 ngày; số liệu lấy theo kỳ của ngành, gửi cùng một lần.",
            "",
        ),
    ]
    for remark, (outcome, reason, wording) in zip(_unanswered(round_), outcomes, strict=True):
        consultation.respond(remark=remark, outcome=outcome, reason=reason, wording=wording, by=officer, at=late)
    consultation.settle(round=round_, text_too=True, by=head, at=dt.datetime(2021, 12, 29, 15, tzinfo=HERE))
    return Framework.objects.select_related("lead_agency").get(pk=framework.pk)


def _the_wards_programme(teller: Storyteller, bases: dict[str, LegalBasis]) -> None:
    """Two rounds: what the first left open is carried into the second, where one remark still waits."""
    officer = teller.who("chuyenvien")
    framework = programmes.open_framework(
        title="Chương trình phối hợp thực thi pháp luật, phát triển kinh tế – xã hội và giải quyết vấn đề Nhân dân "
        "quan tâm, giai đoạn 2026 – 2030",
        kind="programme",
        begins_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2030, 12, 31),
        cutoff_day=14,
        by=officer,
        at=teller.day(50),
    )
    for number in ("238-QĐ/TW", "72/2025/QH15"):
        programmes.cite(framework=framework, basis=bases[number], by=officer, at=teller.day(50, 10))
    partners = {"hdnd": "hdnd", "ubnd": "ubnd", "tand": "chanhan", "vks": "vientruong"}
    _open_programmes(teller, framework, partners, lead_focal="chuyenvien", at=teller.day(49))
    text = _import(framework, "chuong-trinh-2026-2030.txt", by=officer, at=teller.day(48))
    _translate(text, by=officer, at=teller.day(47))
    first = _ask(text, by=officer, at=teller.day(44), working_days=7)
    _answer(teller, first, _FIRST_ROUND, at=teller.day(38, 10))
    consultation.close(round=first, by=officer, at=teller.day(31))
    for remark, (outcome, reason, wording) in zip(_unanswered(first), _FIRST_RESPONSES, strict=False):
        consultation.respond(
            remark=remark, outcome=outcome, reason=reason, wording=wording, by=officer, at=teller.day(29, 14)
        )
    second = consultation.begin_next_round(
        round=first,
        silence_agrees=True,
        working_days=12,
        message="Dự thảo lần 2 đã tiếp thu ý kiến đợt 1. Đề nghị tập trung vào chế độ báo cáo và giao ban.",
        by=officer,
        at=teller.day(10),
    )
    consultation.open_for_opinions(round=second, by=officer, at=teller.day(10, 10))
    _answer(teller, second, _SECOND_ROUND, at=teller.day(4, 10))
    newest = _unanswered(second)[-1]
    consultation.respond(remark=newest, outcome="accepted", wording=newest.proposed, by=officer, at=teller.day(2, 15))


def _the_regulation(teller: Storyteller) -> None:
    """Begun from a shipped outline, and out for opinions now: what a partner sees of a running round."""
    officer = teller.who("chuyenvien")
    framework = programmes.open_framework(
        title="Quy chế phối hợp về chuyển đổi số và cung cấp dữ liệu dùng chung trên địa bàn phường Ngã Bảy",
        kind="regulation",
        begins_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2030, 12, 31),
        by=officer,
        at=teller.day(20),
    )
    programmes.open_programme(
        framework=framework,
        name="Quy chế năm bên",
        partners=[teller.cast.agencies[key] for key in ("hdnd", "ubnd", "tand", "vks")],
        by=officer,
        at=teller.day(20, 10),
    )
    text = drafting.begin_text(framework=framework, outline_key="regulation", by=officer, at=teller.day(19))
    round_ = _ask(text, by=officer, at=teller.day(3), working_days=9)
    invitation = round_.invitations.get(agency=teller.cast.agencies["ubnd"])
    clause = next(branch for branch in texts.flat(texts.tree(text)) if branch.body)
    consultation.remark(
        invitation=invitation,
        node=Node.objects.get(text=text, key=clause.key),
        body="Cần nêu rõ phạm vi áp dụng cho các đơn vị sự nghiệp thuộc Ủy ban nhân dân phường.",
        by=teller.who("ubnd"),
        at=teller.day(1, 14),
    )


def _open_programmes(
    teller: Storyteller, framework: Framework, partners: dict[str, str], *, lead_focal: str, at: dt.datetime
) -> None:
    """One programme with each partner, as the article has it, and its focal points."""
    lead = teller.who(lead_focal)
    for key, login in partners.items():
        agency = teller.cast.agencies[key]
        programme = programmes.open_programme(
            framework=framework, name=f"Chương trình phối hợp với {agency.short_name}", partners=[agency], by=lead, at=at
        )
        for party in programme.parties.select_related("agency", "programme__framework"):
            actor = lead if party.agency_id == lead.agency_id else teller.who(login)
            tenure = Tenure.objects.select_related("post").get(pk=actor.tenure_id or 0)
            programmes.name_focal_point(party=party, tenure=tenure, by=lead, at=at)


def _import(framework: Framework, paper: str, *, by: Actor, at: dt.datetime) -> Text:
    text = drafting.begin_text(framework=framework, outline_key=None, by=by, at=at)
    data = files("phoihop.demo").joinpath("papers", paper).read_bytes()
    preview = drafting.preview_import(text=text, data=data, name=paper, by=by, at=at)
    return drafting.accept_import(preview=preview, by=by, at=at)


def _translate(text: Text, *, by: Actor, at: dt.datetime) -> None:
    """English for the first few clauses; the rest shows what is still to be done."""
    nodes = [n for n in Node.objects.filter(text=text, removed=False).order_by("pk") if n.body]
    for node, english in zip(nodes, _ENGLISH, strict=False):
        drafting.render_in(node=node, language="en", heading="", body=english, by=by, at=at)


def _ask(text: Text, *, by: Actor, at: dt.datetime, working_days: int) -> Round:
    round_ = consultation.prepare_round(text=text, silence_agrees=True, working_days=working_days, by=by, at=at)
    return consultation.open_for_opinions(round=round_, by=by, at=at + dt.timedelta(minutes=30))


def _answer(
    teller: Storyteller, round_: Round, answers: dict[str, tuple[str, list[tuple[str, str, str]]]], *, at: dt.datetime
) -> None:
    """Each agency remarks clause by clause and then answers once. Clauses are named as in `_places`."""
    for hours, (login, (stance, remarks)) in enumerate(answers.items()):
        actor, moment = teller.who(login), at + dt.timedelta(hours=hours)
        invitation = round_.invitations.select_related("round__text__framework").get(agency=actor.agency)
        places = dict(_places(round_.text))
        for place, body, proposed in remarks:
            consultation.remark(
                invitation=invitation, node=places[place], body=body, proposed=proposed, by=actor, at=moment
            )
        consultation.submit_opinion(
            invitation=invitation, stance=stance, by=actor, at=moment + dt.timedelta(minutes=40)
        )


def _places(text: Text) -> Iterator[tuple[str, Node]]:
    """Clauses under short names: "5.2.b" is article 5 clause 2 point b, "IV.2" is clause 2 of section IV."""
    rows = {node.key: node for node in Node.objects.filter(text=text, removed=False)}
    names: dict[str, str] = {}
    for branch in texts.flat(texts.tree(text)):
        above = "" if branch.kind == "article" else names.get(branch.parent or "", "")
        names[branch.key] = f"{above}.{branch.number}".strip(".")
        yield names[branch.key], rows[branch.key]


def _unanswered(round_: Round) -> list[Remark]:
    return list(
        Remark.objects.filter(invitation__round=round_, number__isnull=False, response=None)
        .select_related("invitation__round__text__framework", "node")
        .order_by("number")
    )


_FIRST_ROUND: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "hdnd": (
        "agree_with_remarks",
        [
            (
                "5.2.b",
                "Nên nêu cả kiến nghị chưa trả lời, không chỉ kiến nghị đã trả lời.",
                "kiến nghị của cử tri đã trả lời, chưa trả lời;",
            ),
        ],
    ),
    "chutich": (
        "agree_with_remarks",
        [
            (
                "6.1",
                "Ba ngày làm việc là ngắn khi phải hỏi ý kiến nhiều phòng.",
                "Vấn đề thuộc nghĩa vụ của bên nào thì bên đó trả lời trong thời hạn luật định; trường hợp nhiều bên cùng có nghĩa vụ thì đơn vị thường trực xác định cơ quan chủ trì trong 05 ngày làm việc.",
            ),
            ("8.2", "Đề nghị thống nhất thời hạn 20 ngày làm việc tính từ ngày nhận đủ hồ sơ.", ""),
        ],
    ),
    "chanhan": (
        "agree_with_remarks",
        [
            (
                "5.2",
                "Kỳ báo cáo của ngành kết thúc ngày 14; gửi cùng ngày là không kịp. Đề nghị lùi và làm rõ cách tính.",
                "Hằng quý, các bên cung cấp số liệu để tổng hợp, gửi trong 05 ngày làm việc kể từ ngày kết thúc kỳ báo cáo. Số liệu gồm:",
            ),
        ],
    ),
    "vientruong": ("agree", []),
}
_FIRST_RESPONSES = [
    ("accepted", "", "kiến nghị của cử tri đã trả lời, chưa trả lời;"),
    (
        "partly",
        "Giữ nguyên tắc xác định nhanh cơ quan chủ trì; cho thêm một ngày khi phải hỏi nhiều đơn vị.",
        "Vấn đề thuộc nghĩa vụ của bên nào thì bên đó trả lời trong thời hạn luật định; trường hợp nhiều bên cùng có nghĩa vụ thì đơn vị thường trực xác định cơ quan chủ trì trong 04 ngày làm việc.",
    ),
    (
        "explained",
        "Thời hạn đã tính từ ngày nhận kiến nghị do Hội đồng nhân dân phường chuyển; hồ sơ kèm theo là đủ.",
        "",
    ),
]
_SECOND_ROUND: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "hdnd": ("agree", []),
    "chutich": (
        "agree_with_remarks",
        [
            (
                "7.1",
                "Địa điểm nên linh hoạt theo từng khu vực.",
                "Mỗi năm, các bên thống nhất chọn không quá ba chuyên đề gắn với tình hình địa bàn; cơ quan có chuyên môn chủ trì nội dung, Ủy ban nhân dân phường bố trí địa điểm tại các khu vực.",
            ),
        ],
    ),
    "chanhan": ("agree", []),
    "vientruong": ("agree", []),
}
_ENGLISH = [
    "To keep regular contact between the parties in carrying out the law, in economic and social development, and in resolving pressing matters that the people care about.",
    "To know well how things stand in the ward, and to advise the Standing Board of the Party Committee in time.",
    "Each party acts within its own functions and tasks, without acting in another's place and without overlap.",
    "Each matter has a lead agency, coordinating agencies, a time limit and a definite product.",
]
