"""Events and deadlines in, an iCalendar file (RFC 5545) out; `updated` and `cancelled` for what changes."""

from phoihop.engines.icalendar.changing import as_event, cancelled, updated
from phoihop.engines.icalendar.content import Address, CannotWriteCalendar, Event, Item, Method, Status, Todo
from phoihop.engines.icalendar.writing import calendar

__all__ = [
    "Address",
    "CannotWriteCalendar",
    "Event",
    "Item",
    "Method",
    "Status",
    "Todo",
    "as_event",
    "calendar",
    "cancelled",
    "updated",
]
