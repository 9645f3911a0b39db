"""A framework with its text, brought to where a test begins by the verbs people use."""

import datetime as dt

from phoihop.agree.consultation import verbs
from phoihop.agree.consultation.models import Invitation, Remark, Round
from phoihop.agree.drafting import verbs as drafting
from phoihop.agree.drafting.models import Node, Text
from phoihop.agree.drafting.tests.factories import node, write
from phoihop.agree.programmes import verbs as programmes
from phoihop.agree.programmes.models import Framework
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from tests.cast import MONDAY, an_agency

DUE = dt.date(2026, 3, 16)  # a Monday, two weeks after MONDAY
AFTER = MONDAY + dt.timedelta(days=15)  # the day after DUE
CLAUSES = {
    "4": ("Trao đổi thông tin", ["Các bên thông tin kịp thời cho nhau về chủ trương, văn bản mới."]),
    "5": (
        "Tổng hợp dư luận xã hội",
        [
            "Ban Xây dựng Đảng chủ trì tổng hợp các vấn đề được Nhân dân quan tâm.",
            "Hằng quý, các bên cung cấp số liệu để tổng hợp, gửi trước ngày 14 của tháng sau khi hết kỳ.",
        ],
    ),
}


def a_text(lead: Actor, *, partners: list[Agency] = (), clauses=CLAUSES) -> Text:
    """Two articles with clauses, in a framework whose one programme joins the lead with the partners."""
    partners = list(partners) or [an_agency("Ủy ban nhân dân phường Ngã Bảy", "peoples_committee")]
    framework = programmes.open_framework(
        title="Chương trình phối hợp giai đoạn 2026 – 2030",
        kind=Framework.Kind.PROGRAMME,
        begins_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2030, 12, 31),
        by=lead,
        at=MONDAY,
    )
    programmes.open_programme(framework=framework, name="Phối hợp", partners=partners, by=lead, at=MONDAY)
    text = drafting.begin_text(framework=framework, outline_key=None, by=lead, at=MONDAY)
    articles = (
        node("article", number, heading=heading, children=[node("clause", str(n), b) for n, b in enumerate(bodies, 1)])
        for number, (heading, bodies) in clauses.items()
    )
    write(text, *articles, by=lead)
    return text


def add(text: Text, by: Actor, *, parent=None, after=None, kind="article", number="", heading="", body="") -> Node:
    drafting.add_node(
        text=text, parent=parent, after=after, kind=kind, number=number, heading=heading, body=body, by=by, at=MONDAY
    )
    return text.nodes.order_by("-pk").first()


def a_round(lead: Actor, *partners: Actor, state="OPEN", silence_agrees=True, clauses=CLAUSES, **terms) -> Round:
    """A round on a fresh text, asked of the agencies of these people, moved as far as `state`."""
    asked = [partner.agency for partner in partners]
    text = a_text(lead, partners=asked, clauses=clauses)
    round_ = verbs.prepare_round(
        text=text, silence_agrees=silence_agrees, by=lead, at=MONDAY, **({"due_on": DUE} | terms)
    )
    if state != "PREPARED":
        verbs.open_for_opinions(round=round_, by=lead, at=MONDAY)
    if state in ("CLOSED", "SETTLED"):
        verbs.close(round=round_, by=lead, at=AFTER)
    if state == "SETTLED":
        verbs.settle(round=round_, by=lead, at=AFTER)
    return fresh(round_)


def fresh(thing):
    """The row as another request would load it."""
    return type(thing).objects.get(pk=thing.pk)


def invitation_of(round_: Round, actor: Actor) -> Invitation:
    return round_.invitations.get(agency=actor.agency)


def clause(round_: Round, number: str = "2", article: str = "5") -> Node:
    return round_.text.nodes.get(parent__number=article, number=number)


def a_remark(round_: Round, by: Actor, body="Đề nghị lùi hạn gửi số liệu.", *, at=MONDAY, node="", **fields) -> Remark:
    """A staff remark on Điều 5 khoản 2, unless told otherwise."""
    return verbs.remark(
        invitation=invitation_of(round_, by),
        node=clause(round_) if node == "" else node,
        body=body,
        by=by,
        at=at,
        **fields,
    )


def an_opinion(round_: Round, by: Actor, *, stance="", at=MONDAY, **fields):
    """The official answer of this person's agency, with whatever staff remarks there are."""
    invitation = invitation_of(round_, by)
    has_remarks = invitation.remarks.filter(state="STAFF").exists()
    stance = stance or ("agree_with_remarks" if has_remarks else "agree")
    return verbs.submit_opinion(invitation=invitation, stance=stance, by=by, at=at, **fields)


def an_official_remark(round_: Round, by: Actor, *, at=MONDAY, **fields) -> Remark:
    """A remark, and the opinion that carries it."""
    said = a_remark(round_, by, at=at, **fields)
    an_opinion(round_, by, at=at)
    return fresh(said)
