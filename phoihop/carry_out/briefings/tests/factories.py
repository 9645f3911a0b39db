"""A programme in force with its briefings planned, and one of them brought to where a test begins by the verbs."""

import datetime as dt

from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.briefings import verbs
from phoihop.carry_out.briefings.models import Briefing, Conclusion, Item, Seat, Series
from phoihop.carry_out.tasks.tests.factories import a_programme, a_task, at
from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Tenure
from tests.cast import MONDAY, an_agency, someone

__all__ = ["a_task", "at"]

#: The first quarter closes on 31/03/2026; ten working days later is Tuesday 14/04, papers are due the 8th.
HELD = dt.datetime(2026, 4, 14, 1, tzinfo=dt.UTC)  # 08:00 in Hà Nội
DUE = dt.date(2026, 4, 8)
BEFORE = HELD - dt.timedelta(days=7)
DURING = HELD + dt.timedelta(minutes=30)
AFTER = HELD + dt.timedelta(hours=3)


def a_secretary(agency, name: str = "Diễm") -> Actor:
    """An officer of the agency who writes minutes and gives out tasks."""
    return someone(name, agency=agency, roles=(Role.OFFICER,), title="Thư ký")


def a_clerk(agency) -> Actor:
    return someone("Văn", agency=agency, roles=(Role.CLERK,), title="Văn thư")


def a_leader(name: str = "Nghĩa") -> Actor:
    """A member of the Standing Committee, which decides on what is put to it."""
    body = an_agency("Ban Thường vụ Đảng ủy phường", "party_committee")
    return someone(name, agency=body, roles=(Role.LEADER,), title="Bí thư")


def programme_of(series: Series) -> Programme:
    return Programme.objects.select_related("framework__lead_agency", "standing_unit").get(framework=series.framework)


def a_series(lead: Actor, *partners: Actor) -> Series:
    """Planned by the coming into force on MONDAY; the lead's agency prepares."""
    programme: Programme = a_programme(lead, *partners)
    return Series.objects.select_related("framework", "programme").get(framework=programme.framework)


def a_briefing(lead: Actor, *partners: Actor, state: str = "PLANNED", series: Series | None = None) -> Briefing:
    """The first of its series, walked as far as `state`; the lead chairs, a secretary of the same agency writes."""
    series = series or a_series(lead, *partners)
    secretary = a_secretary(lead.agency)
    first = series.briefings.order_by("held_at").first()
    briefing = again(first)
    verbs.arrange(
        briefing=briefing,
        held_at=briefing.held_at,
        minutes=150,
        place="Phòng họp A",
        chair_agency=lead.agency,
        chair_tenure=Tenure.objects.get(pk=lead.tenure_id),
        secretary_tenure=Tenure.objects.get(pk=secretary.tenure_id),
        by=secretary,
        at=MONDAY,
    )
    return walked(briefing, secretary, lead, state)


def walked(briefing: Briefing, secretary: Actor, chair: Actor, state: str) -> Briefing:
    """From PLANNED on, by whoever may."""
    begins = briefing.held_at
    steps = {
        "CALLED": lambda one: verbs.call(briefing=one, by=secretary, at=begins - dt.timedelta(days=7)),
        "HELD": lambda one: verbs.begin(briefing=one, by=secretary, at=begins),
        "MINUTED": lambda one: verbs.adjourn(briefing=one, by=secretary, at=begins + dt.timedelta(hours=3)),
        "CLOSED": lambda one: verbs.close(briefing=one, by=chair, at=begins + dt.timedelta(hours=4)),
    }
    if state == "CANCELLED":
        verbs.cancel(briefing=briefing, reason="Trùng kỳ họp HĐND.", by=secretary, at=begins - dt.timedelta(days=7))
        return again(briefing)
    for name, step in steps.items():
        if state == "PLANNED":
            break
        if name == "CALLED":
            verbs.assemble(briefing=again(briefing), by=secretary, at=begins - dt.timedelta(days=7))
        step(again(briefing))
        if name == state:
            break
    return again(briefing)


def again(briefing: Briefing) -> Briefing:
    """As another request would load it."""
    return Briefing.objects.select_related(
        "series__framework__lead_agency", "series__programme", "chair_agency", "chair_tenure", "secretary_tenure"
    ).get(pk=briefing.pk)


def secretary_of(briefing: Briefing) -> Actor:
    tenure = Tenure.objects.select_related("person__account", "post__agency").get(pk=briefing.secretary_tenure_id)
    return Actor(
        account_id=tenure.person.account.pk,
        name=tenure.person.full_name,
        agency=tenure.post.agency,
        post=tenure.post.title,
        roles=frozenset(tenure.role_set),
        tenure_id=tenure.pk,
    )


def item_of(briefing: Briefing, kind: str = "late") -> Item:
    found = briefing.items.select_related("proposal").get(kind=kind, removed_at=None)
    found.briefing = again(briefing)
    return found


def seat_of(briefing: Briefing, actor: Actor) -> Seat:
    found = briefing.seats.select_related("agency").get(agency=actor.agency)
    found.briefing = again(briefing)
    return found


def minuted(briefing: Briefing, by: Actor, *, kind: str = "late", body: str = "Hội nghị nhất trí.", at=DURING) -> Item:
    item = item_of(briefing, kind)
    return verbs.write_minutes(item=item, body=body, revision=item.minutes_revision, by=by, at=at)


def a_conclusion(briefing: Briefing, lead: Actor, by: Actor, *, at=DURING, **more) -> Conclusion:
    fields = {"text": "Trình phương án đất thay thế.", "lead": lead.agency, "due_on": dt.date(2026, 5, 5), **more}
    return verbs.conclude(item=item_of(briefing), by=by, at=at, **fields)
