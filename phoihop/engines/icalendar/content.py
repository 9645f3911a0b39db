"""What goes into a calendar file: meetings, days and deadlines, as plain frozen data."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]
Method = Literal["PUBLISH", "REQUEST", "CANCEL"]

_UID = re.compile(r"[!-~]{1,255}")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-\[\]_a-z~%]+")
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$&'*+/=^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


class CannotWriteCalendar(ValueError):
    """The items make no lawful calendar. The text is Vietnamese and says the remedy."""


@dataclass(frozen=True, slots=True)
class Address:
    """Who calls a meeting or is called to it. An organ without a mailbox may organise, but cannot be invited."""

    name: str
    email: str = ""

    def __post_init__(self) -> None:
        if self.email and not _MAILBOX.fullmatch(self.email):
            raise CannotWriteCalendar(
                f"“{self.email}” không phải địa chỉ thư điện tử. Hãy sửa địa chỉ của {self.name}."
            )


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting (`starts_at` to `ends_at`, with their zones) or a whole day (`all_day`), one of the two.

    `uid` is the same for ever, for every reader and in the cancellation; `sequence` counts the changes of day, time or
    place (RFC 5546, 2.1.4): let `updated` and `cancelled` count. `last_modified` must know its zone. `url` is ASCII.
    Attendees go out only in a REQUEST or CANCEL: a published calendar names no one (RFC 5546, 3.2.1).
    """

    uid: str
    summary: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    all_day: date | None = None
    location: str = ""
    description: str = ""
    url: str = ""
    sequence: int = 0
    status: Status = "CONFIRMED"
    last_modified: datetime | None = None
    organizer: Address | None = None
    attendees: tuple[Address, ...] = ()
    categories: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _require_identity(self.uid, self.url, self.sequence)
        _require_zones(self.uid, self.starts_at, self.ends_at, self.last_modified)
        timed = self.starts_at is not None and self.ends_at is not None
        if timed == (self.all_day is not None) or (self.starts_at is None) != (self.ends_at is None):
            raise CannotWriteCalendar(f"Việc {self.uid} phải có giờ bắt đầu và kết thúc, hoặc là trọn một ngày.")
        if self.starts_at is not None and self.ends_at is not None and self.ends_at <= self.starts_at:
            raise CannotWriteCalendar(f"Việc {self.uid} kết thúc trước khi bắt đầu. Hãy sửa lại giờ.")


@dataclass(frozen=True, slots=True)
class Todo:
    """A deadline: something to be handed in by the end of `due_on`. `done_at` set means that it was.

    `starts_on` is the day the work was given out; a published to-do must have one that is earlier than its due day
    (RFC 5545, 3.8.2.3; RFC 5546, 3.4.1), so without it the day before stands in. `priority`: 1 highest, 9 lowest, 0
    not said. Phones show to-dos poorly or not at all: `as_event` makes a whole day of one.
    """

    uid: str
    summary: str
    due_on: date
    starts_on: date | None = None
    done_at: datetime | None = None
    description: str = ""
    url: str = ""
    sequence: int = 0
    is_cancelled: bool = False
    last_modified: datetime | None = None
    organizer: Address | None = None
    categories: tuple[str, ...] = ()
    priority: int = 0

    def __post_init__(self) -> None:
        _require_identity(self.uid, self.url, self.sequence)
        _require_zones(self.uid, self.done_at, self.last_modified)
        if not 0 <= self.priority <= 9:
            raise CannotWriteCalendar(f"Mức ưu tiên của {self.uid} phải từ 0 đến 9.")


Item = Event | Todo


def _require_identity(uid: str, url: str, sequence: int) -> None:
    if not _UID.fullmatch(uid):
        raise CannotWriteCalendar(f"Mã “{uid}” phải gồm 1 đến 255 chữ, số hoặc dấu ASCII, không có dấu cách.")
    if url and not _URI.fullmatch(url):
        raise CannotWriteCalendar(f"Địa chỉ “{url}” của {uid} không hợp lệ. Hãy mã hóa phần trăm chữ ngoài ASCII.")
    if sequence < 0:
        raise CannotWriteCalendar(f"Số lần thay đổi của {uid} không thể nhỏ hơn 0.")


def _require_zones(uid: str, *moments: datetime | None) -> None:
    if any(moment is not None and moment.tzinfo is None for moment in moments):
        raise CannotWriteCalendar(f"Giờ của {uid} phải kèm múi giờ.")
