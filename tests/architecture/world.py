"""One of everything, so that each URL has something to stand on; and the kinds of visitor who come to it."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from phoihop.agree.consultation import links
from phoihop.agree.consultation import verbs as consultation
from phoihop.agree.consultation.tests.factories import a_round
from phoihop.agree.drafting import verbs as drafting
from phoihop.agree.programmes import verbs as programmes
from phoihop.agree.programmes.models import Programme
from phoihop.agree.signing import verbs as signing
from phoihop.agree.signing.tests.factories import READY, a_leader, a_settled_version, a_signing, the_key
from phoihop.agree.signing.tests.test_bind import signed_by_hand
from phoihop.carry_out.briefings import feeds
from phoihop.carry_out.briefings import verbs as briefings
from phoihop.carry_out.briefings.tests import factories as meeting
from phoihop.carry_out.escalations.tests.factories import a_difficulty, a_referral, decided, leader
from phoihop.carry_out.escalations.verbs import Ordered
from phoihop.carry_out.tasks import queries as task_queries
from phoihop.carry_out.tasks import verbs as tasks
from phoihop.carry_out.tasks.models import Task
from phoihop.carry_out.tasks.tests.factories import DUE, a_programme, a_task, handed_in, part_of
from phoihop.carry_out.tasks.tests.test_import import GOOD, a_sheet
from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Delegation, Tenure
from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.jobs.models import Job
from phoihop.foundation.notices.models import Notice
from phoihop.foundation.numbers import verbs as numbers
from phoihop.foundation.numbers.models import Number
from tests.cast import LATER, MONDAY, TODAY, an_agency, hanh, lan, minh, someone, tu


def a_delegation(lead: Actor) -> Delegation:
    substitute = someone("Diễm", agency=lead.agency)
    return Delegation.objects.create(
        tenure_id=lead.tenure_id,
        to=Tenure.objects.get(pk=substitute.tenure_id).person,
        from_on=TODAY,
        until_on=TODAY,
    )


def a_numbered_paper(lead: Actor) -> Number:
    """In the book of the lead agency, a Party organ, by its clerk."""
    clerk = someone("Văn", agency=lead.agency, roles=(Role.CLERK,), title="Văn thư")
    numbers.name_symbol(agency=lead.agency, text="BXDĐ", from_on=TODAY, by=clerk, at=MONDAY)
    numbers.open_term(agency=lead.agency, name="2025–2030", from_on=TODAY, by=clerk, at=MONDAY)
    return numbers.reserve_number(agency=lead.agency, paper_type="CTr", by=clerk, at=MONDAY)


def signings(lead: Actor, invited: Actor) -> dict[str, Any]:
    """A text to be signed, a signing that is open, and one that was signed by hand."""
    running = a_signing(lead, invited, witnesses=[a_leader(lead)])
    signed = signed_by_hand(a_signing(lead, invited), lead)
    slots = {slot.kind: slot for slot in running.slots.filter(agency=lead.agency)}
    return {
        "settled_version": a_settled_version(lead, invited),
        "signing": running,
        "witness": running.witnesses.get(),
        "slot": slots["person"],
        "number_slot": slots["number"],
        "signed": signed,
        "signed_slot": signed.slots.filter(agency=invited.agency).first(),
        "certificate": signing.register_certificate(data=the_key("Lan", "Ban").certificate, by=lead, at=READY),
    }


def tasks_of(lead: Actor, invited: Actor) -> dict[str, Any]:
    """A programme in force with one of everything that happens to a task."""
    programme = a_programme(lead, invited)
    task, waiting = a_task(programme, lead, invited), a_task(programme, lead, invited)
    part, later = part_of(task, invited), DUE + dt.timedelta(days=9)
    tasks.suggest(programme=programme, found=task_queries.read_duties(programme), by=lead, at=MONDAY)
    return {
        "task_programme": programme,
        "task": task,
        "part": part,
        "waiting_task": waiting,
        "evidence": handed_in(waiting, invited),
        "extension": tasks.ask_extension(part=part, to_on=later, reason="Chờ số liệu.", by=invited, at=MONDAY),
        "report": tasks.open_report(part=part, body="Đang tổng hợp.", by=invited, at=MONDAY),
        "indicator": tasks.set_indicator(task=task, name="Hồ sơ", target=Decimal(80), by=lead, at=MONDAY),
        "draft_task": Task.objects.filter(programme=programme, state="DRAFT").first(),
        "duty": tasks.begin_duty(
            programme=programme,
            title="Báo cáo",
            cadence="yearly",
            lead=invited.agency,
            begins_on=TODAY,
            by=lead,
            at=MONDAY,
        ),
        "task_import": tasks.preview_import(
            programme=programme, data=a_sheet(GOOD), name="nv.xlsx", by=lead, at=MONDAY
        ),
    }


def difficulties_of(programme: Programme, lead: Actor, invited: Actor) -> dict[str, Any]:
    """One that the leadership has decided on, with what it ordered not taken up yet."""
    member, difficulty = leader(), a_difficulty(programme, invited)
    a_referral(difficulty, lead)
    directive = decided(difficulty, member, Ordered("Cấp quyền tạm thời", agency=invited.agency))
    return {"difficulty": difficulty, "order": directive.orders.get()}


def briefings_of(lead: Actor, invited: Actor) -> dict[str, Any]:
    """A briefing in session with one of everything, one still planned, and one that looks back on the last."""
    planned, series = meeting.a_briefing(lead, invited), meeting.a_series(lead, invited)
    proposal = briefings.propose(series=planned.series, title="Tập huấn", by=invited, at=meeting.BEFORE)
    due = meeting.DUE - dt.timedelta(days=20)
    meeting.a_task(meeting.programme_of(series), lead, invited, due_on=due, title="Việc quá hạn")
    first = meeting.a_briefing(lead, invited, state="CALLED", series=series)
    secretary = meeting.secretary_of(first)
    paper = briefings.ask_paper(briefing=first, agency=invited.agency, title="Báo cáo", by=secretary, at=meeting.BEFORE)
    document = briefings.freeze_pack(briefing=meeting.again(first), by=secretary, at=meeting.BEFORE)
    briefings.begin(briefing=meeting.again(first), by=secretary, at=meeting.HELD)
    feed = briefings.make_feed(whole_agency=False, by=invited, at=meeting.BEFORE)
    item = meeting.minuted(first, secretary)
    conclusion = meeting.a_conclusion(meeting.again(first), invited, secretary)
    second = series.briefings.get(mark="2-2026")
    day = second.held_at - dt.timedelta(days=8)
    briefings.assemble(briefing=meeting.again(second), by=secretary, at=day)
    return {
        "later_briefing": second,
        "looking_back": meeting.item_of(second, "conclusions"),
        "briefing_series": series,
        "planned_briefing": planned,
        "briefing_proposal": proposal,
        "briefing": first,
        "briefing_item": item,
        "briefing_conclusion": conclusion,
        "briefing_seat": meeting.seat_of(first, invited),
        "briefing_paper": paper,
        "briefing_document": document,
        "document_kind": "minutes",
        "feed": feed,
        "feed_token": feeds.token_of(feed),
    }


@dataclass
class World:
    """`visitors` in the order of the table; `things` by the name their URLs ask for."""

    visitors: dict[str, Actor | None]
    things: dict[str, Any] = field(default_factory=dict)

    def key(self, word: str) -> Any:
        """What a URL calls this thing by."""
        thing = self.things[word]
        return getattr(thing, "pk", thing)


def a_world() -> World:
    lead, invited, other, stranger = lan(), minh(), hanh(), tu()
    admin = someone("Khoa", agency=an_agency("Văn phòng Thành ủy", "party_committee"), roles=(Role.ADMINISTRATOR,))
    basis = programmes.register_basis(number="1-QĐ/TW", title="Quy chế", issued_by="Ban Bí thư", by=lead, at=MONDAY)
    round_ = a_round(lead, invited, other)
    framework = round_.text.framework
    programme = framework.programmes.get()
    invitation = round_.invitations.get(agency=invited.agency)
    node = round_.text.nodes.filter(removed=False).exclude(body="").first()
    staff = consultation.remark(invitation=invitation, node=node, body="Nên rõ hơn.", by=invited, at=LATER)
    theirs = round_.invitations.get(agency=other.agency)
    consultation.remark(invitation=theirs, node=node, body="Nên ngắn hơn.", by=other, at=LATER)
    consultation.submit_opinion(invitation=theirs, stance="agree_with_remarks", by=other, at=LATER)
    guest = consultation.invite(
        round=round_,
        agency=an_agency("Hội Nông dân phường", "front"),
        channel="link",
        guest_name="Bảy",
        guest_email="bay@example.vn",
        by=lead,
        at=LATER,
    )
    preview = drafting.preview_import(
        text=round_.text, data="Điều 1. Phạm vi\n1. Các bên phối hợp.".encode(), name="a.txt", by=lead, at=LATER
    )
    day = DayOff.objects.create(day=TODAY, name="Nghỉ", kind="agency", agency=lead.agency)
    number = a_numbered_paper(lead)
    things = {
        **signings(lead, invited),
        **(owed := tasks_of(lead, invited)),
        **difficulties_of(owed["task_programme"], lead, invited),
        **briefings_of(lead, invited),
        "number": number,
        "series": number.series,
        "term": number.series.term,
        "framework": framework,
        "programme": programme,
        "party": programme.parties.get(agency=invited.agency),
        "citation": programmes.cite(framework=framework, basis=basis, by=lead, at=MONDAY),
        "basis": basis,
        "agency": lead.agency,
        "tenure": Tenure.objects.get(pk=lead.tenure_id),
        "account": lead.account_id,
        "post": Tenure.objects.get(pk=lead.tenure_id).post_id,
        "person": Tenure.objects.get(pk=lead.tenure_id).person_id,
        "delegation": a_delegation(lead),
        "job": Job.objects.create(kind="demo", account_id=lead.account_id, created_at=MONDAY),
        "chain": framework.ledger_chain,
        "preview": preview,
        "version_number": round_.version,
        "edit": round_.text.edits.order_by("seq").first().seq,
        "token": links.token_of(guest),
        "security_key": 0,
        "notice": Notice.objects.filter(account_id=lead.account_id).first(),
        "file": preview.file,
        "reset_user": "1",
        "reset_key": "no-such-key",
        "day": day,
        "round": round_,
        "text": round_.text,
        "version": round_.version,
        "node": node.key,
        "invitation": invitation,
        "staff_remark": staff,
        "remark": theirs.remarks.get(),
    }
    visitors = {"nobody": None, "stranger": stranger, "invited": invited, "lead": lead, "admin": admin}
    return World(visitors, things)
