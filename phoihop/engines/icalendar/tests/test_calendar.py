"""The written calendar, read back by a strict reader of its own."""

import unicodedata
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoihop.engines import icalendar as ical
from phoihop.engines.icalendar import Address, CannotWriteCalendar, Event, Todo
from phoihop.engines.icalendar.tests.grammar import read

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2025, 10, 1, 3, 4, 5, tzinfo=UTC)
LATER = AT + timedelta(days=3)
BOARD = Address("Ban Xây dựng Đảng", "bxdd@nga-bay.example")
DIEM = Address('Huỳnh "Ngọc" Diễm; chuyên viên', "diem@nga-bay.example")
TITLE = "Giao ban quý III/2025; Ủy ban nhân dân phường Ngã Bảy, Viện kiểm sát nhân dân khu vực \\ Tòa án"


def a_briefing(uid="giao-ban-3@nga-bay.example", **changes):
    facts = {
        "summary": TITLE,
        "starts_at": datetime(2025, 10, 22, 8, tzinfo=HERE),
        "ends_at": datetime(2025, 10, 22, 11, tzinfo=HERE),
        "location": "Phòng họp số 2\nTrụ sở Đảng ủy phường",
        "organizer": BOARD,
        "attendees": (DIEM,),
        "last_modified": AT,
    }
    return Event(uid, **{**facts, **changes})


def a_deadline(uid="nhiem-vu-7@nga-bay.example", **changes):
    facts = {"summary": "Nộp báo cáo quý III", "due_on": date(2025, 10, 17), "organizer": BOARD}
    return Todo(uid, **{**facts, **changes})


def feed(*items):
    return read(ical.calendar("Lịch của Diễm; phường, khu\nvực", items, made_at=AT))


def message(method, *items):
    return read(ical.calendar("", items, made_at=AT, method=method))


def test_a_feed_holds_meetings_and_deadlines_in_vietnams_time():
    made = feed(a_briefing(starts_at=datetime(2025, 10, 22, 1, tzinfo=UTC)), a_deadline())
    (event,), (todo,) = made.parts("VEVENT"), made.parts("VTODO")
    assert (event["DTSTART"].params, event["DTSTART"].raw) == ({"TZID": "Asia/Ho_Chi_Minh"}, "20251022T080000")
    assert (todo["DUE"].raw, todo["DUE"].is_date, todo["STATUS"].raw) == ("20251017", True, "NEEDS-ACTION")
    assert event["SUMMARY"].text == TITLE
    assert event["LOCATION"].text == "Phòng họp số 2\nTrụ sở Đảng ủy phường"
    assert event["DTSTAMP"].raw == "20251001T030405Z"


def test_a_feed_says_its_name_and_names_no_one_invited():
    made = feed(a_briefing())
    assert made["NAME"].text == made["X-WR-CALNAME"].text == "Lịch của Diễm; phường, khu vực"
    assert "METHOD" not in made
    assert "ATTENDEE" not in made.parts("VEVENT")[0]


def test_the_zone_has_been_seven_hours_since_1975():
    (zone,) = feed(a_briefing()).parts("VTIMEZONE")
    (standard,) = zone.parts("STANDARD")
    assert (standard["TZOFFSETTO"].raw, standard["DTSTART"].raw) == ("+0700", "19750613T000000")
    for year in (1976, 2015, 2026, 2035):
        assert datetime(year, 7, 1, tzinfo=HERE).utcoffset() == timedelta(hours=7)


def test_a_calendar_of_whole_days_needs_no_zone():
    made = feed(Event("a@x", "Nghỉ lễ", all_day=date(2026, 9, 2), categories=("Lịch nghỉ", "a,b;c")))
    assert made.parts("VTIMEZONE") == []
    event = made.parts("VEVENT")[0]
    assert (event["DTSTART"].raw, event["DTSTART"].is_date) == ("20260902", True)
    assert event["CATEGORIES"].raw == "Lịch nghỉ,a\\,b\\;c"


def test_the_same_items_at_the_same_moment_give_the_same_bytes():
    assert ical.calendar("x", [a_briefing()], made_at=AT) == ical.calendar("x", [a_briefing()], made_at=AT)


def test_a_request_names_who_is_invited():
    (event,) = message("REQUEST", a_briefing()).parts("VEVENT")
    invited = event["ATTENDEE"]
    assert invited.raw == "mailto:diem@nga-bay.example"
    assert invited.params["CN"] == "Huỳnh ^'Ngọc^' Diễm; chuyên viên"  # RFC 6868
    assert invited.params["RSVP"] == "TRUE"
    assert event["ORGANIZER"].params["CN"] == "Ban Xây dựng Đảng"


def test_what_is_published_names_its_organizer_even_without_a_mailbox():
    made = message("PUBLISH", a_deadline(organizer=Address("Đảng ủy phường")))
    assert made.parts("VTODO")[0]["ORGANIZER"].raw == "invalid:nomail"


def test_a_new_hour_raises_the_sequence_and_keeps_the_uid():
    first = a_briefing()
    moved = ical.updated(first, at=LATER, ends_at=first.ends_at + timedelta(hours=1))
    again = ical.updated(moved, at=LATER, location="Phòng họp số 3")
    before, after = (message("REQUEST", one).parts("VEVENT")[0] for one in (first, again))
    assert before["UID"].raw == after["UID"].raw
    assert (before["SEQUENCE"].raw, after["SEQUENCE"].raw) == ("0", "2")
    assert after["LAST-MODIFIED"].raw == "20251004T030405Z"


def test_a_better_description_asks_nobody_for_a_new_answer():
    changed = ical.updated(a_briefing(), at=LATER, description="Tài liệu gửi kèm")
    assert (changed.sequence, changed.last_modified) == (0, LATER)


def test_no_change_changes_nothing():
    assert ical.updated(a_briefing(), at=LATER, summary=TITLE) == a_briefing()


@pytest.mark.parametrize("item", [a_briefing(), a_deadline()])
def test_a_cancellation_keeps_the_uid_and_raises_the_sequence(item):
    off = ical.cancelled(item, at=LATER)
    made = message("CANCEL", off)
    (told,) = made.parts("VEVENT") + made.parts("VTODO")
    assert (told["UID"].raw, told["STATUS"].raw, told["SEQUENCE"].raw) == (item.uid, "CANCELLED", "1")
    assert ical.cancelled(off, at=LATER) == off
    assert len(feed(off).children) == len(feed(item).children)


def test_a_moved_deadline_raises_the_sequence_and_a_done_one_does_not():
    moved = ical.updated(a_deadline(), at=LATER, due_on=date(2025, 10, 24))
    done = ical.updated(moved, at=LATER, done_at=LATER)
    (todo,) = feed(done).parts("VTODO")
    assert (todo["SEQUENCE"].raw, todo["STATUS"].raw, todo["COMPLETED"].raw) == ("1", "COMPLETED", "20251004T030405Z")


@pytest.mark.parametrize("given_out", [None, date(2025, 10, 17), date(2025, 11, 1)])
def test_a_to_do_begins_before_it_is_due(given_out):
    (todo,) = feed(a_deadline(starts_on=given_out)).parts("VTODO")
    assert todo["DTSTART"].raw == "20251016"


def test_a_deadline_can_be_shown_as_a_day():
    day = ical.as_event(ical.cancelled(a_deadline(), at=LATER))
    (event,) = feed(day).parts("VEVENT")
    assert (event["DTSTART"].raw, event["STATUS"].raw, event["SEQUENCE"].raw) == ("20251017", "CANCELLED", "1")
    assert ical.as_event(a_briefing()) == a_briefing()
    assert ical.as_event(a_deadline()).status == "CONFIRMED"


def test_two_items_of_one_uid_are_refused():
    with pytest.raises(CannotWriteCalendar, match="cùng mang mã a@x"):
        feed(a_briefing("a@x"), a_deadline("a@x"))


@pytest.mark.parametrize(
    ("method", "items", "sentence"),
    [
        ("PUBLISH", [a_briefing(organizer=None)], "chưa ghi cơ quan triệu tập"),
        ("PUBLISH", [a_briefing(), a_deadline()], "không gửi lẫn"),
        ("PUBLISH", [], "không để trống"),
        ("REQUEST", [a_briefing(attendees=())], "chưa có người được mời"),
        ("REQUEST", [a_deadline()], "chưa có người được mời"),
        ("REQUEST", [a_briefing(attendees=(Address("Lan"),))], "chưa có địa chỉ thư"),
        ("REQUEST", [a_briefing(status="CANCELLED")], "còn hiệu lực thì gửi REQUEST"),
        ("CANCEL", [a_briefing()], "đã hủy thì gửi CANCEL"),
    ],
)
def test_an_unlawful_message_is_refused_with_its_remedy(method, items, sentence):
    with pytest.raises(CannotWriteCalendar, match=sentence):
        ical.calendar("", items, made_at=AT, method=method)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"uid": ""}, "1 đến 255"),
        ({"uid": "giao ban"}, "1 đến 255"),
        ({"uid": "a\r\nX:1"}, "1 đến 255"),
        ({"url": "https://x.example/họp"}, "mã hóa phần trăm"),
        ({"url": "https://x.example/a\nATTENDEE:b"}, "mã hóa phần trăm"),
        ({"sequence": -1}, "nhỏ hơn 0"),
        ({"ends_at": None}, "phải có giờ bắt đầu và kết thúc"),
        ({"all_day": date(2025, 10, 22)}, "phải có giờ bắt đầu và kết thúc"),
        ({"starts_at": None, "ends_at": None}, "phải có giờ bắt đầu và kết thúc"),
        ({"ends_at": datetime(2025, 10, 22, 8, tzinfo=HERE)}, "kết thúc trước khi bắt đầu"),
        ({"last_modified": AT.replace(tzinfo=None)}, "kèm múi giờ"),
    ],
)
def test_an_impossible_event_is_refused_with_its_remedy(changes, sentence):
    with pytest.raises(CannotWriteCalendar, match=sentence):
        a_briefing(**changes)


def test_other_impossible_things_are_refused():
    with pytest.raises(CannotWriteCalendar, match="không phải địa chỉ thư"):
        Address("Lan", "lan@x.example\r\nX:1")
    with pytest.raises(CannotWriteCalendar, match="từ 0 đến 9"):
        a_deadline(priority=10)
    with pytest.raises(CannotWriteCalendar, match="kèm múi giờ"):
        ical.calendar("", [a_briefing()], made_at=AT.replace(tzinfo=None))


WORDS = st.text(max_size=120) | st.text("ếộữỵđ,;:\\\"'\n\r\t \x00\x0b^", max_size=120)
MINUTES = st.integers(0, 21 * 365 * 24 * 60)


def writable(text):
    """Without control characters, in composed letters."""
    return unicodedata.normalize(
        "NFC", "".join(c for c in text if c in "\t\r\n" or unicodedata.category(c) != "Cc" or c >= "\x80")
    )


@pytest.mark.slow
@given(WORDS, WORDS, WORDS, MINUTES, st.lists(WORDS, max_size=3), st.integers(0, 99))
def test_whatever_people_type_the_file_is_lawful(summary, words, name, minutes, categories, sequence):
    start = datetime(2015, 1, 1, tzinfo=HERE) + timedelta(minutes=minutes)
    who = Address(name or "x", "x@x.example")
    event = Event(
        "a@x",
        summary,
        starts_at=start,
        ends_at=start + timedelta(minutes=90),
        description=words,
        location=words,
        organizer=who,
        attendees=(who,),
        categories=tuple(categories),
        sequence=sequence,
    )
    for made in (
        read(ical.calendar(name, [event, a_deadline(description=words)], made_at=AT)),
        read(ical.calendar(name, [event], made_at=AT, method="REQUEST")),
    ):
        read_back = made.parts("VEVENT")[0]
        assert read_back["SUMMARY"].text.split() == writable(summary).split()
        assert read_back["DTSTART"].moment == start.replace(tzinfo=None)
        assert int(read_back["SEQUENCE"].raw) == sequence


@pytest.mark.slow
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200))
def test_a_text_comes_back_as_it_was(text):
    (event,) = feed(Event("a@x", text, all_day=date(2026, 9, 2))).parts("VEVENT")
    assert event["SUMMARY"].text == unicodedata.normalize("NFC", text)
