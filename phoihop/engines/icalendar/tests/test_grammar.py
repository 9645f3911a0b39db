"""The strict reader refuses what it should, or the tests of the writer prove nothing."""

import pytest

from phoihop.engines.icalendar.tests.grammar import Wrong, read

GOOD = "\r\n".join(
    [
        *(
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//x//y//VI",
            "BEGIN:VEVENT",
            "UID:a@x",
            "DTSTAMP:20251001T030405Z",
        ),
        *("DTSTART;VALUE=DATE:20251022", "SUMMARY:Giao ban\\, quý", " III", "STATUS:CONFIRMED", "SEQUENCE:1"),
        *('ORGANIZER;CN="Ban, Xây dựng":invalid:nomail', "END:VEVENT", "END:VCALENDAR", ""),
    ]
)


def test_a_lawful_file_is_read():
    (event,) = read(GOOD.encode()).parts("VEVENT")
    assert event["SUMMARY"].text == "Giao ban, quýIII"
    assert event["ORGANIZER"].params == {"CN": "Ban, Xây dựng"}


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("\r\n", "\n"),
        ("END:VCALENDAR\r\n", "END:VCALENDAR"),
        ("END:VEVENT\r\n", ""),
        ("SUMMARY:Giao", "SUMMARY:" + "Giao" * 20),
        ("ban\\,", "ban,"),
        ("ban\\,", "ban\\x"),
        ("ban\\,", "ban\x0b"),
        ("SUMMARY", "TITLE"),
        ("UID:a@x\r\n", ""),
        ("UID:a@x\r\n", "UID:a@x\r\nUID:b@x\r\n"),
        ("DTSTAMP:20251001T030405Z", "DTSTAMP:20251001T030405"),
        ("DTSTART;VALUE=DATE:20251022", "DTSTART;VALUE=DATE:20251322"),
        ("DTSTART;VALUE=DATE:20251022", "DTSTART;TZID=Asia/Ho_Chi_Minh:20251022T080000"),
        ("DTSTART;VALUE=DATE:20251022", "DTSTART:20251022T080000Z"),
        ("SEQUENCE:1", "SEQUENCE:one"),
        ("STATUS:CONFIRMED", "STATUS:COMPLETED"),
        ('"Ban, Xây dựng"', 'Ban "Xây" dựng'),
        ("VERSION:2.0", "VERSION:1.0"),
        ("VERSION:2.0", "VERSION:2.0\r\nMETHOD:CANCEL"),
        ("BEGIN:VEVENT", "BEGIN:VALARM"),
    ],
)
def test_an_unlawful_one_is_refused(good, bad):
    assert good in GOOD
    with pytest.raises(Wrong):
        read(GOOD.replace(good, bad, 1 if good != "\r\n" else -1).encode())


def test_a_fold_inside_a_letter_is_refused():
    with pytest.raises(UnicodeDecodeError):
        read(GOOD.encode().replace("ý".encode(), b"\xc3\r\n \xbd"))
