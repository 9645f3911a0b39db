"""Briefings and due dates as iCalendar, and the address under which a calendar is found.

The token is made from a nonce in the row and the key of the server; the row is found by its hash. Whoever reads the
database learns no address, and the page can show it again at any time.
"""

import datetime as dt
import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import salted_hmac

from phoihop.carry_out.briefings.models import Briefing, Feed
from phoihop.carry_out.briefings.states import State
from phoihop.carry_out.tasks.states import PartState
from phoihop.engines import icalendar
from phoihop.engines.icalendar import Address, Event, Status, Todo
from phoihop.foundation.agencies.queries import day_of

_STATUS: dict[str, Status] = {State.PLANNED: "TENTATIVE", State.CANCELLED: "CANCELLED"}
_OVER = "Đã hoàn thành: "
#: The last change of a calendar that has nothing in it.
_NEVER = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)


def new_nonce() -> str:
    return secrets.token_hex(16)


def token_of(feed: Feed) -> str:
    """43 characters fit for an address; the same until a new calendar is made."""
    mac = salted_hmac("phoihop.briefings.feed", f"{feed.pk}:{feed.nonce}", algorithm="sha256")
    return urlsafe_b64encode(mac.digest()).rstrip(b"=").decode()


def fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _uid(kind: str, pk: int) -> str:
    """The same for ever, and another than any other installation's (RFC 7986, 5.3)."""
    return f"{kind}-{pk}@{urlsplit(settings.PUBLIC_URL).hostname}"


def event_of(briefing: Briefing) -> Event:
    """Planned ones are tentative until they are called; called off ones stay, struck out. Reads series and chair."""
    where = [one for one in (briefing.place, "trực tuyến" if briefing.online_url else "") if one]
    told = [
        briefing.series.title,
        f"Chủ trì: {briefing.chair_agency.name}" if briefing.chair_agency else "",
        f"Tham gia trực tuyến: {briefing.online_url}" if briefing.online_url else "",
        f"Tài liệu gửi trước hết ngày {briefing.papers_due_on:%d/%m/%Y}.",
        f"Không họp: {briefing.cancel_reason}" if briefing.cancel_reason else "",
    ]
    return Event(
        uid=_uid("briefing", briefing.pk),
        summary=briefing.occasion,
        starts_at=briefing.held_at,
        ends_at=briefing.ends_at,
        location=", ".join(where),
        description="\n".join(line for line in told if line),
        url=address_of(briefing.get_absolute_url()),
        sequence=briefing.sequence,
        status=_STATUS.get(briefing.state, "CONFIRMED"),
        last_modified=briefing.changed_at,
        organizer=Address(_host(briefing)),
        categories=("Giao ban",),
    )


def _host(briefing: Briefing) -> str:
    series = briefing.series
    unit = series.programme.standing_unit if series.programme else None
    return (unit or series.framework.lead_agency).name


def deadline_of(part: Any) -> Event:
    """An agency's due date as a whole day, for the many calendars that show no to-dos. Reads `task`, `moves`."""
    gone = part.state == PartState.ENDED
    done = part.state == PartState.DONE
    todo = Todo(
        uid=_uid("part", part.pk),
        summary=f"{_OVER if done else 'Hạn: '}{part.task.code} {part.task.title}",
        due_on=part.due_on,
        starts_on=day_of(part.assigned_at) if part.assigned_at else None,
        done_at=part.closed_at,
        description=part.task.deliverable,
        url=address_of(part.task.get_absolute_url()),
        sequence=max(part.moves - 1, 0) + gone,
        is_cancelled=gone,
        last_modified=part.closed_at or part.ended_at or part.assigned_at,
        categories=("Nhiệm vụ",),
    )
    return icalendar.as_event(todo)


def written(name: str, briefings: Iterable[Briefing], parts: Iterable[Any] = ()) -> tuple[bytes, dt.datetime]:
    """The feed, and the moment of the last change in it, which is its DTSTAMP: nothing changed means the same bytes."""
    items = [*map(event_of, briefings), *map(deadline_of, parts)]
    changed_at = max((item.last_modified for item in items if item.last_modified), default=_NEVER)
    return icalendar.calendar(name, items, made_at=changed_at), changed_at


def single(briefing: Briefing) -> bytes:
    """One meeting to add to a calendar by hand."""
    return icalendar.calendar(briefing.occasion, [event_of(briefing)], made_at=briefing.changed_at, method="PUBLISH")


def address_of(path: str) -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"
