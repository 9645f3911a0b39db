"""What an item becomes when it changes: the same UID, a higher SEQUENCE (RFC 5546, 2.1.4)."""

from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from phoihop.engines.icalendar.content import Event, Item, Todo

_Item = TypeVar("_Item", Event, Todo)

RESCHEDULING = ("starts_at", "ends_at", "all_day", "location", "status", "due_on", "starts_on", "is_cancelled")
"""What an invited person must look at again: calendars ask for a new answer when SEQUENCE rises."""


def updated(item: _Item, *, at: datetime, **changes: Any) -> _Item:
    """`item` with `changes`; SEQUENCE rises by one when day, time, place or standing is another than before."""
    changed = replace(item, **changes)
    if changed == item:
        return item
    moved = any(getattr(changed, name, None) != getattr(item, name, None) for name in RESCHEDULING)
    return replace(changed, uid=item.uid, sequence=item.sequence + moved, last_modified=at)


def cancelled(item: _Item, *, at: datetime) -> _Item:
    """The same item called off. Keep it in the feed: a calendar that no longer finds an event may leave it standing."""
    if isinstance(item, Event):
        return updated(item, at=at, status="CANCELLED")
    return updated(item, at=at, is_cancelled=True)


def as_event(item: Item) -> Event:
    """A deadline as a whole day, for the many calendars that show no to-dos. An event passes unchanged."""
    if isinstance(item, Event):
        return item
    return Event(
        uid=item.uid,
        summary=item.summary,
        all_day=item.due_on,
        description=item.description,
        url=item.url,
        sequence=item.sequence,
        status="CANCELLED" if item.is_cancelled else "CONFIRMED",
        last_modified=item.last_modified,
        organizer=item.organizer,
        categories=item.categories,
    )
