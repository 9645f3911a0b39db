"""Who is told what of difficulties. What the clock reminds of goes out gathered, one notice for each person and day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from phoihop.carry_out.escalations import queries
from phoihop.carry_out.escalations.models import Difficulty, Referral, ReferralReminder
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.notices import verbs as notices
from phoihop.foundation.notices.told import Tell, tells

#: How many difficulties a gathered notice names; the list behind its link has them all.
NAMED = 3


def _tell(
    entry: Any, difficulty: Difficulty, agencies: Iterable[int], may: Permission, kind: str = "", **words: Any
) -> Iterator[Tell]:
    named = {"code": difficulty.code, "title": difficulty.title, **words}
    for account in queries.accounts_of(agencies, may=may, on=day_of(entry.at)):
        yield Tell(account, named, difficulty.get_absolute_url(), kind)


def _unit(entry: Any, difficulty: Difficulty, **words: Any) -> Iterator[Tell]:
    return _tell(entry, difficulty, queries.units_of(difficulty.programme), Permission.TRIAGE, **words)


def _reporter(entry: Any, difficulty: Difficulty, kind: str = "", **words: Any) -> Iterator[Tell]:
    return _tell(entry, difficulty, [difficulty.held_by_id], Permission.REPORT, kind, **words)


def _body(entry: Any, referral: Referral, **words: Any) -> Iterator[Tell]:
    return _tell(
        entry, referral.difficulty, [referral.body_id], Permission.DECIDE, due_on=referral.due_on.isoformat(), **words
    )


@tells("difficulty.reported", "difficulty.completed")
def those_who_triage(entry: Any, difficulty: Difficulty) -> Iterator[Tell]:
    return _unit(entry, difficulty, agency=difficulty.held_by.name, urgency=difficulty.urgency)


@tells("difficulty.returned")
def the_agency_that_completes_it(entry: Any, difficulty: Difficulty) -> Iterator[Tell]:
    return _reporter(entry, difficulty, reason=entry.details["reason"])


@tells("difficulty.answered")
def the_agency_that_was_answered(entry: Any, difficulty: Difficulty) -> Iterator[Tell]:
    return _reporter(entry, difficulty)


@tells("difficulty.merged")
def the_agency_whose_difficulty_was_merged(entry: Any, difficulty: Difficulty) -> Iterator[Tell]:
    return _reporter(entry, difficulty, into=entry.details["into"])


@tells("difficulty.referred")
def the_body_and_the_reporter(entry: Any, difficulty: Difficulty) -> Iterator[Tell]:
    referral = difficulty.referrals.select_related("body").get(number=entry.details["number"])
    referral.difficulty = difficulty
    yield from _body(entry, referral)
    due_on = referral.due_on.isoformat()
    yield from _reporter(entry, difficulty, "difficulty.put_to_leadership", body=referral.body.name, due_on=due_on)


@tells("difficulty.decided", "difficulty.refused")
def everybody_who_waited_for_it(entry: Any, difficulty: Difficulty) -> Iterator[Tell]:
    """The reporter, the standing unit, and whoever reported what was merged into it."""
    words = {"body": entry.details["body"], "reason": entry.details.get("reason", "")}
    yield from _reporter(entry, difficulty, **words)
    yield from _unit(entry, difficulty, **words)
    for other in difficulty.merged.select_related("programme").order_by("pk"):
        for told in _reporter(entry, other, **words):
            yield Tell(told.account_id, {**told.words, "code": difficulty.code}, difficulty.get_absolute_url())


@tells("difficulty.asked_back")
def those_who_know_more(entry: Any, difficulty: Difficulty) -> Iterator[Tell]:
    return _unit(entry, difficulty, body=entry.details["body"], question=entry.details["question"])


@tells("difficulty.resolved", "difficulty.reopened")
def those_who_settled_it(entry: Any, difficulty: Difficulty) -> Iterator[Tell]:
    return _unit(entry, difficulty, agency=difficulty.held_by.name, reason=entry.details.get("reason", ""))


@tells("difficulty.withdrawn")
def those_who_need_not_care_any_more(entry: Any, difficulty: Difficulty) -> Iterator[Tell]:
    words = {"agency": difficulty.held_by.name, "reason": entry.details["reason"]}
    yield from _unit(entry, difficulty, **words)
    for referral in difficulty.referrals.filter(closed_at=entry.at):
        yield from _tell(entry, difficulty, [referral.body_id], Permission.DECIDE, **words)


@tells("difficulty.amendment_begun")
def the_agency_that_asked_for_it(entry: Any, difficulty: Difficulty) -> Iterator[Tell]:
    return _reporter(entry, difficulty, text=entry.details["text"])


@tells("difficulty.due_recomputed")
def the_body_whose_day_moved(entry: Any, referral: Referral) -> Iterator[Tell]:
    return _body(entry, referral)


@tells("difficulty.passed_on")
def the_agency_that_speaks_for_it_now(entry: Any, difficulty: Difficulty) -> Iterator[Tell]:
    return _reporter(entry, difficulty, agency=difficulty.held_by.name, reason=entry.details["reason"])


@tells("difficulty.reminded")
def the_body_reminded_by_hand(entry: Any, reminder: ReferralReminder) -> Iterable[Tell]:
    """The clock's own go out together, by `tell_of_the_day`."""
    if not reminder.by_hand:
        return []
    return _body(entry, reminder.referral, late=reminder.due_on < reminder.on_day)


def tell_of_the_day(reminders: Sequence[ReferralReminder], *, body_id: int, at: datetime) -> None:
    """One notice for each member of the body with all it is reminded of today; its head, and the head of the unit that
    put it there, hear of what stays undecided. Part of the transaction that reminds.
    """
    on = day_of(at)
    members = queries.accounts_of([body_id], may=Permission.DECIDE, on=on)
    _gathered("difficulty.due_today", members, reminders, at)
    for reminder in reminders:
        reminder.told = len(members)
        if not reminder.escalated:
            continue
        heads = [head for head in queries.heads_of(reminder.referral, on=on) if head not in members]
        difficulty = reminder.referral.difficulty
        words = {
            "code": difficulty.code,
            "title": difficulty.title,
            "body": reminder.referral.body.name,
            "days": reminder.working_days,
        }
        tells_ = [Tell(head, words, difficulty.get_absolute_url()) for head in heads]
        notices.tell(kind="difficulty.escalated", to=tells_, at=at)
        reminder.told += len(heads)
    ReferralReminder.objects.bulk_update(reminders, ["told"])


def _gathered(kind: str, accounts: Sequence[int], reminders: Sequence[ReferralReminder], at: datetime) -> None:
    late = [one for one in reminders if one.working_days > 0]
    soon = [one for one in reminders if one.working_days <= 0]
    words = {
        "late": len(late),
        "soon": len(soon),
        "codes": [one.referral.difficulty.code for one in (late + soon)[:NAMED]],
        "more": max(len(reminders) - NAMED, 0),
    }
    notices.tell(kind=kind, to=[Tell(one, words, reverse("escalations:awaited")) for one in accounts], at=at)
