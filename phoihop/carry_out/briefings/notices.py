"""Who is told what of briefings: the call, every change, papers owed, minutes approved, what was concluded."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from phoihop.carry_out.briefings import queries
from phoihop.carry_out.briefings.models import Briefing, Dissent, Item, OwedPaper, Proposal, Seat
from phoihop.carry_out.briefings.states import State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.notices.told import Tell, tells


def _words(briefing: Briefing, **more: Any) -> dict[str, Any]:
    """Facts only: the sentence is made in the reader's language."""
    return {"period": briefing.period, "subject": briefing.subject, "mark": briefing.mark, **more}


def _each(accounts: Iterable[int], briefing: Briefing, url: str = "", **more: Any) -> Iterator[Tell]:
    for account in accounts:
        yield Tell(account, _words(briefing, **more), url or briefing.get_absolute_url())


def _invited(entry: Any, briefing: Briefing, **more: Any) -> Iterator[Tell]:
    return _each(queries.invited_accounts(briefing, on=day_of(entry.at)), briefing, **more)


@tells("briefing.called", "briefing.reminded")
def everybody_invited(entry: Any, briefing: Briefing) -> Iterator[Tell]:
    return _invited(entry, briefing, when=entry.details["when"], place=briefing.place)


@tells("briefing.moved")
def everybody_invited_that_it_moves(entry: Any, briefing: Briefing) -> Iterable[Tell]:
    """Before the call nobody had been asked to come."""
    if briefing.state != State.CALLED:
        return []
    details = entry.details
    return _invited(
        entry, briefing, was=details["was"], when=details["when"], place=briefing.place, reason=details["reason"]
    )


@tells("briefing.cancelled")
def everybody_invited_that_it_is_off(entry: Any, briefing: Briefing) -> Iterable[Tell]:
    if not entry.details["was_called"]:
        return []
    return _invited(entry, briefing, when=entry.details["when"], reason=briefing.cancel_reason)


@tells("briefing.recomputed")
def whoever_prepares_that_days_moved(entry: Any, briefing: Briefing) -> Iterator[Tell]:
    accounts = queries.preparing_accounts(briefing.series, on=day_of(entry.at))
    return _each(accounts, briefing, when=entry.details["when"], papers_due=entry.details["papers_due"])


@tells("briefing.invited")
def whoever_is_invited_later(entry: Any, seat: Seat) -> Iterable[Tell]:
    """With the call everybody is told at once."""
    briefing = seat.briefing
    if briefing.called_at is None:
        return []
    accounts = queries.accounts_of(
        [seat.agency_id], may=[Permission.REPORT, Permission.CHAIR, Permission.DECIDE], on=day_of(entry.at)
    )
    when = briefing.schedules.order_by("-since_at", "-pk").values_list("held_at", flat=True).first()
    day = day_of(when).isoformat() if when else ""
    return _each(accounts, briefing, agency=seat.agency_name, day=day, place=briefing.place)


@tells("briefing.paper_asked", "briefing.paper_reminded")
def whoever_owes_the_paper(entry: Any, owed: OwedPaper) -> Iterator[Tell]:
    accounts = queries.accounts_of([owed.agency_id], may=[Permission.REPORT], on=day_of(entry.at))
    url = reverse("briefings:paper", args=[owed.briefing_id, owed.pk])
    days = entry.details.get("working_days", 0)
    return _each(accounts, owed.briefing, url, title=owed.title, due_on=entry.details["due_on"], working_days=days)


@tells("briefing.paper_handed_in")
def whoever_prepares_that_a_paper_came(entry: Any, owed: OwedPaper) -> Iterator[Tell]:
    accounts = queries.preparing_accounts(owed.briefing.series, on=day_of(entry.at))
    return _each(accounts, owed.briefing, title=owed.title, agency=owed.agency.name)


@tells("briefing.item_proposed")
def whoever_prepares_that_an_item_waits(entry: Any, proposal: Proposal) -> Iterator[Tell]:
    url = reverse("briefings:backlog", args=[proposal.series_id])
    for account in queries.preparing_accounts(proposal.series, on=day_of(entry.at)):
        yield Tell(account, {"title": proposal.title, "agency": proposal.agency.name}, url)


@tells("briefing.opinion_written")
def whoever_prepares_that_an_opinion_came(entry: Any, opinion: Any) -> Iterator[Tell]:
    briefing = opinion.seat.briefing
    accounts = queries.preparing_accounts(briefing.series, on=day_of(entry.at))
    return _each(accounts, briefing, agency=opinion.seat.agency_name, item=entry.details["item"])


@tells("briefing.minutes_approved")
def those_who_were_there(entry: Any, item: Item) -> Iterable[Tell]:
    """Once, when the last item is approved: twenty notices of one meeting would be read by nobody."""
    briefing = item.briefing
    open_ = briefing.items.filter(removed_at=None).exclude(state__in=["APPROVED", "CARRIED"])
    if open_.exists():
        return []
    return _invited(entry, briefing, count=briefing.items.filter(state="APPROVED", removed_at=None).count())


@tells("briefing.minutes_unlocked")
def whoever_writes_that_it_is_open_again(entry: Any, item: Item) -> Iterator[Tell]:
    accounts = queries.preparing_accounts(item.briefing.series, on=day_of(entry.at))
    url = reverse("briefings:item", args=[item.briefing_id, item.pk])
    return _each(accounts, item.briefing, url, title=item.title, reason=entry.details["reason"])


@tells("briefing.dissent_noted")
def the_agency_that_disagrees(entry: Any, dissent: Dissent) -> Iterator[Tell]:
    briefing = dissent.item.briefing
    accounts = queries.accounts_of([dissent.agency_id], may=[Permission.REPORT], on=day_of(entry.at))
    return _each(accounts, briefing, item=dissent.item.title, raised=dissent.raised_as)


@tells("briefing.adjourned")
def whoever_chaired_that_minutes_wait(entry: Any, briefing: Briefing) -> Iterator[Tell]:
    return _each(queries.chair_accounts(briefing, on=day_of(entry.at)), briefing)


@tells("briefing.closed")
def everybody_what_was_concluded(entry: Any, briefing: Briefing) -> Iterator[Tell]:
    count = len(entry.details["conclusions"])
    return _invited(entry, briefing, count=count, carried=len(entry.details["carried"]))
