"""A full round for measuring: as large as a page must bear, reached by the verbs people use."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from phoihop.agree.consultation import verbs as consultation
from phoihop.agree.drafting import verbs as drafting
from phoihop.agree.programmes import verbs as programmes
from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies import queries as agencies
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Account, Agency, Person, Tenure

PARTNERS = 4
OTHERS = 30
"""More than a page of any list holds: frameworks with a round each, agencies, legal bases."""
_made: dict[str, tuple[Actor, Agency]] = {}


@dataclass(frozen=True)
class Made:
    account: Account
    round_url: str
    text_url: str
    room_url: str
    ledger_url: str


def a_full_round_actor() -> tuple[Actor, Agency]:
    """The lead's head and agency, made on first use."""
    if "lead" not in _made:
        actor = someone("Bench Lead", "Ban Xây dựng Đảng")
        _made["lead"] = (actor, actor.agency)
    return _made["lead"]


def someone(name: str, agency_name: str) -> Actor:
    agency = Agency.objects.create(
        name=agency_name, short_name=agency_name[:20], kind="other", regime="state", folded=agency_name.lower()
    )
    agency.names.create(name=agency_name, from_on=dt.date(2020, 1, 1))
    person = Person.objects.create(full_name=name)
    now = timezone.now()
    account = Account.objects.create_user(
        f"bench{person.pk}@example.vn", "Bench-Passw0rd!", person=person, password_changed_at=now, joined_at=now
    )
    post = agency.posts.create(title="Trưởng ban")
    Tenure.objects.create(person=person, post=post, roles=[Role.OFFICER, Role.HEAD], from_on=dt.date(2020, 1, 1))
    actor = agencies.actor_of(account, on=timezone.localdate())
    assert actor is not None  # a tenure was just made
    return actor


@transaction.atomic
def a_full_round(*, nodes: int, remarks: int) -> Made:
    """An open round on a text of `nodes` nodes with `remarks` official remarks, half of them answered."""
    lead, _agency = a_full_round_actor()
    now = timezone.now() - dt.timedelta(days=3)
    framework = programmes.open_framework(
        title="Chương trình phối hợp để đo",
        kind="programme",
        begins_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2030, 12, 31),
        by=lead,
        at=now,
    )
    partners = [someone(f"Bench {n}", f"Cơ quan phối hợp số {n}") for n in range(PARTNERS)]
    programmes.open_programme(
        framework=framework, name="Để đo", partners=[partner.agency for partner in partners], by=lead, at=now
    )
    text = drafting.begin_text(framework=framework, outline_key=None, by=lead, at=now)
    preview = drafting.preview_import(text=text, data=_paper(nodes).encode(), name="do.txt", by=lead, at=now)
    text = drafting.accept_import(preview=preview, by=lead, at=now)
    round_ = consultation.prepare_round(text=text, silence_agrees=True, working_days=20, by=lead, at=now)
    round_ = consultation.open_for_opinions(round=round_, by=lead, at=now)
    _crowd(lead, partners[0].agency, now)
    clauses = list(text.nodes.filter(kind="clause").order_by("pk"))
    for place, partner in enumerate(partners):
        invitation = round_.invitations.select_related("round__text__framework").get(agency=partner.agency)
        for number in range(remarks // PARTNERS):
            node = clauses[(number * PARTNERS + place) % len(clauses)]
            consultation.remark(
                invitation=invitation,
                node=node,
                body=f"Góp ý thứ {number}: đề nghị làm rõ thời hạn và cơ quan chủ trì.",
                proposed=f"{node.body} Thời hạn là 05 ngày làm việc." if number % 3 == 0 else "",
                by=partner,
                at=now,
            )
        consultation.submit_opinion(invitation=invitation, stance="agree_with_remarks", by=partner, at=now)
    for remark in round_.remarks.filter(number__isnull=False).order_by("number")[: remarks // 2]:
        consultation.respond(remark=remark, outcome="explained", reason="Đã có quy định chung.", by=lead, at=now)
    return Made(
        account=Account.objects.get(pk=lead.account_id),
        round_url=f"/consultations/{round_.pk}/?clause={clauses[0].key}",
        text_url=f"/texts/{text.pk}/",
        room_url=f"/rooms/{framework.pk}/",
        ledger_url=f"/ledger/{framework.ledger_chain}/",
    )


def _crowd(lead: Actor, partner: Agency, at: dt.datetime) -> None:
    """What fills the lists and the desk: a page of frameworks, each with a round that asks one agency."""
    for number in range(OTHERS):
        framework = programmes.open_framework(
            title=f"Chương trình phối hợp số {number} về việc chung của các cơ quan, giai đoạn 2026 – 2030",
            kind="programme",
            begins_on=dt.date(2026, 1, 1),
            ends_on=dt.date(2030, 12, 31),
            by=lead,
            at=at,
        )
        programmes.open_programme(framework=framework, name="Chung", partners=[partner], by=lead, at=at)
        programmes.register_basis(
            number=f"{number}/2025/QH15", title=f"Luật số {number}", issued_by="Quốc hội", by=lead, at=at
        )
        text = drafting.begin_text(framework=framework, outline_key="programme", by=lead, at=at)
        round_ = consultation.prepare_round(text=text, silence_agrees=True, working_days=20, by=lead, at=at)
        if number % 2:
            consultation.open_for_opinions(round=round_, by=lead, at=at)
        someone(f"Bench other {number}", f"Cơ quan khác số {number}")


def _paper(nodes: int) -> str:
    """Articles of nine clauses: ten nodes each."""
    lines = ["QUY CHẾ PHỐI HỢP", ""]
    for article in range(1, nodes // 10 + 1):
        lines.append(f"Điều {article}. Nội dung phối hợp thứ {article}")
        lines += [
            f"{clause}. Các bên phối hợp thực hiện việc thứ {clause} trong phạm vi chức năng, nhiệm vụ được giao."
            for clause in range(1, 10)
        ]
    return "\n".join(lines)
