"""The calendar file itself. The library folds and escapes; which properties a method asks for is decided here."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import icalendar
from icalendar import vCalAddress, vText

from phoihop.engines.icalendar.content import Address, CannotWriteCalendar, Event, Item, Method, Todo

HERE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
PRODUCT: Final = "-//Phoi Hop//Phoi Hop//VI"
REFRESH: Final = timedelta(hours=6)
#: RFC 7986, 5.7 and the older name that Outlook reads.
_REFRESHES: Final = ("REFRESH-INTERVAL", "X-PUBLISHED-TTL")
#: RFC 5545, 3.3.11 (TSAFE-CHAR): no control character but the tabulator; line breaks are escaped.
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NO_MAILBOX: Final = "invalid:nomail"


def calendar(name: str, items: Iterable[Item], *, made_at: datetime, method: Method | None = None) -> bytes:
    """The .ics file of `items`, times in Vietnam's zone.

    Without a method it is a feed to subscribe to: events and to-dos together, attendees left out. With one it is a
    message by RFC 5546: one kind of item, each with its organizer; a REQUEST also with attendees; a CANCEL of items
    that are called off. `made_at` becomes DTSTAMP: give the moment of the last change, and an unchanged feed keeps its
    bytes. Raises CannotWriteCalendar.
    """
    listed = tuple(items)
    if made_at.tzinfo is None:
        raise CannotWriteCalendar("Thời điểm lập lịch phải kèm múi giờ.")
    _require_own_uids(listed)
    if method:
        _require_lawful(listed, method)
    made = icalendar.Calendar()
    made.add("VERSION", "2.0")
    made.add("PRODID", PRODUCT)
    if method:
        made.add("METHOD", method)
    else:
        _add_feed_name(made, name)
    if any(isinstance(item, Event) and item.starts_at for item in listed):
        made.add_component(_zone())
    for item in listed:
        made.add_component(_event(item, made_at, method) if isinstance(item, Event) else _todo(item, made_at))
    return made.to_ical()


def _require_own_uids(items: Sequence[Item]) -> None:
    seen: set[str] = set()
    for item in items:
        if item.uid in seen:
            raise CannotWriteCalendar(f"Hai việc trong lịch cùng mang mã {item.uid}. Mỗi việc phải có mã riêng.")
        seen.add(item.uid)


def _require_lawful(items: Sequence[Item], method: Method) -> None:
    """RFC 5546, 3.2 and 3.4: what each method asks of its components."""
    if len({type(item) for item in items}) != 1:
        raise CannotWriteCalendar("Thư báo lịch phải gồm cuộc họp, hoặc gồm hạn việc, không gửi lẫn và không để trống.")
    for item in items:
        if item.organizer is None:
            raise CannotWriteCalendar(f"Thư báo lịch {item.uid} chưa ghi cơ quan triệu tập.")
        off = item.status == "CANCELLED" if isinstance(item, Event) else item.is_cancelled
        if off != (method == "CANCEL") and method != "PUBLISH":
            raise CannotWriteCalendar(f"Việc {item.uid} đã hủy thì gửi CANCEL, còn hiệu lực thì gửi REQUEST.")
        if method == "REQUEST" and not (isinstance(item, Event) and item.attendees):
            raise CannotWriteCalendar(f"Giấy mời {item.uid} chưa có người được mời.")
        if method != "PUBLISH" and isinstance(item, Event) and not all(one.email for one in item.attendees):
            raise CannotWriteCalendar(f"Có người được mời dự {item.uid} chưa có địa chỉ thư điện tử.")


def _event(event: Event, made_at: datetime, method: Method | None) -> icalendar.Event:
    made = icalendar.Event()
    _add_common(made, event, made_at)
    if event.starts_at and event.ends_at:
        made.add("DTSTART", event.starts_at.astimezone(HERE))
        made.add("DTEND", event.ends_at.astimezone(HERE))
    else:
        made.add("DTSTART", event.all_day)
        made.add("TRANSP", "TRANSPARENT")
    made.add("STATUS", event.status)
    if event.location:
        made.add("LOCATION", _written(event.location))
    if method in ("REQUEST", "CANCEL"):
        for one in event.attendees:
            made.add("ATTENDEE", _called(one, method))
    return made


def _todo(todo: Todo, made_at: datetime) -> icalendar.Todo:
    made = icalendar.Todo()
    _add_common(made, todo, made_at)
    eve = todo.due_on - timedelta(days=1)
    made.add("DTSTART", min(todo.starts_on or eve, eve))
    made.add("DUE", todo.due_on)
    made.add("PRIORITY", todo.priority)
    if todo.is_cancelled:
        made.add("STATUS", "CANCELLED")
    elif todo.done_at:
        made.add("STATUS", "COMPLETED")
        made.add("COMPLETED", todo.done_at.astimezone(UTC))
        made.add("PERCENT-COMPLETE", 100)
    else:
        made.add("STATUS", "NEEDS-ACTION")
    return made


def _add_common(made: icalendar.Event | icalendar.Todo, item: Item, made_at: datetime) -> None:
    made.add("UID", item.uid)
    made.add("DTSTAMP", made_at.astimezone(UTC))
    made.add("SEQUENCE", item.sequence)
    made.add("SUMMARY", _written(item.summary))
    if item.description:
        made.add("DESCRIPTION", _written(item.description))
    if item.url:
        made.add("URL", item.url)
    if item.categories:
        made.add("CATEGORIES", [_written(category) for category in item.categories])
    if item.last_modified:
        made.add("LAST-MODIFIED", item.last_modified.astimezone(UTC))
    if item.organizer:
        made.add("ORGANIZER", _address(item.organizer))


def _address(of: Address) -> vCalAddress:
    made = vCalAddress(f"mailto:{of.email}" if of.email else NO_MAILBOX)
    made.params["CN"] = " ".join(_written(of.name).split())
    return made


def _called(one: Address, method: Method) -> vCalAddress:
    made = _address(one)
    if method == "REQUEST":
        made.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"})
    return made


def _add_feed_name(made: icalendar.Calendar, name: str) -> None:
    """RFC 7986, 5.1, and the older name that Apple and Google read."""
    for property_name in ("NAME", "X-WR-CALNAME"):
        # Given as text, because an unknown property would go out as it stands.
        made.add(property_name, vText(" ".join(_written(name).split())))
    made.add("X-WR-TIMEZONE", vText(str(HERE)))
    for property_name in _REFRESHES:
        made.add(property_name, icalendar.vDuration(REFRESH), parameters={"VALUE": "DURATION"})


def _zone() -> icalendar.Timezone:
    """Vietnam since 13 June 1975: one offset, no summer time. The full history would say +08 for the years before."""
    standard = icalendar.TimezoneStandard()
    standard.add("DTSTART", datetime(1975, 6, 13))  # noqa: DTZ001 - RFC 5545, 3.6.5 wants local time without a zone
    standard.add("TZOFFSETFROM", timedelta(hours=8))
    standard.add("TZOFFSETTO", timedelta(hours=7))
    standard.add("TZNAME", "+07")
    made = icalendar.Timezone()
    made.add("TZID", str(HERE))
    made.add_component(standard)
    return made


def _written(text: str) -> str:
    """NFC, one kind of line break, nothing that RFC 5545 cannot carry."""
    return _UNWRITABLE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
