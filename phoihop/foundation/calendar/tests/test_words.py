import datetime as dt

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from phoihop.foundation.calendar import words
from phoihop.foundation.calendar.templatetags import workdays
from phoihop.kit.workdays import Calendar, Step

AUTUMN = Calendar(
    {
        dt.date(2026, 8, 31): "Nghỉ hoán đổi ngày làm việc",
        dt.date(2026, 9, 1): "Quốc khánh",
        dt.date(2026, 9, 2): "Quốc khánh",
    },
    {dt.date(2026, 8, 22): "Làm bù cho ngày 31/08/2026"},
)
DUE = AUTUMN.add_working_days(dt.date(2026, 8, 21), 7, basis="Regulation, article 9")


def test_a_date_explains_itself_in_english():
    with override("en"):
        assert words.in_words(DUE).steps == [
            "Counted from the day after Friday 21/08/2026: 7 working days.",
            "3 weekend days are left out.",
            "Saturday 22/08/2026 is counted although it is a weekend day: Worked in exchange for 31/08/2026.",
            "Monday 31/08/2026 is left out: Day off exchanged for a worked Saturday.",
            "Tuesday 01/09/2026 to Wednesday 02/09/2026, 2 days, are left out: National Day.",
            "The result is Thursday 03/09/2026.",
            "Basis: Regulation, article 9.",
        ]


def test_the_same_in_vietnamese():
    with override("vi"):
        assert words.in_words(DUE).steps == [
            "Tính từ ngày liền sau thứ Sáu 21/08/2026: 7 ngày làm việc.",
            "Không tính 3 ngày nghỉ cuối tuần.",
            "Có tính thứ Bảy 22/08/2026 dù là ngày cuối tuần: Làm bù cho ngày 31/08/2026.",
            "Không tính thứ Hai 31/08/2026: Nghỉ hoán đổi ngày làm việc.",
            "Không tính từ thứ Ba 01/09/2026 đến thứ Tư 02/09/2026 (2 ngày): Quốc khánh.",
            "Kết quả là thứ Năm 03/09/2026.",
            "Căn cứ: Regulation, article 9.",
        ]


def test_the_stored_form_reads_the_same():
    assert words.in_words(DUE.as_json()) == words.in_words(DUE) == workdays.in_words(DUE)


def test_the_shared_piece_shows_date_and_steps():
    shown = render_to_string("ui/_computed.html", {"due": workdays.in_words(DUE)})
    assert "03/09/2026" in shown
    assert "National Day" in shown


def test_counting_back_moving_and_counting_have_their_words():
    calendar = Calendar({})
    before = words.in_words(calendar.working_days_before(dt.date(2026, 12, 11), 1))
    assert before.steps[0] == "Counted back from Friday 11/12/2026: 1 full working day must lie between."
    moved = words.in_words(calendar.next_working_day(dt.date(2026, 12, 13)))
    assert moved.steps[:2] == [
        "The day asked for is Sunday 13/12/2026.",
        "Sunday 13/12/2026 is not a working day, so the next working day counts.",
    ]
    between = calendar.working_days_between(dt.date(2026, 12, 11), dt.date(2026, 12, 14))
    assert [words.sentence(step) for step in between.steps] == [
        "Counted from the day after Friday 11/12/2026 up to and including Monday 14/12/2026.",
        "2 weekend days are left out.",
        "1 working day in all.",
    ]


def test_a_step_without_words_is_an_error():
    with pytest.raises(KeyError, match="leap_second"):
        words.sentence(Step("leap_second", {}))


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("Nghỉ bù Tết Nguyên đán", "Day off in lieu: Lunar New Year"),
        ("Ngày truyền thống", "Ngày truyền thống"),
    ],
)
def test_names_that_are_known_are_said_in_english(name, english):
    with override("en"):
        assert workdays.day_name(name) == english
    with override("vi"):
        assert workdays.day_name(name) == name


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("calendar.day_added", "Diễm added 02/09/2026 to the calendar: National Day."),
        ("calendar.day_withdrawn", "Diễm withdrew 02/09/2026 from the calendar: National Day."),
    ],
)
def test_the_ledger_reads_as_a_sentence(kind, sentence):
    details = {"by_name": "Diễm", "day": "2026-09-02", "name": "Quốc khánh"}
    with override("en"):
        assert render_to_string(f"ledger/{kind}.txt", details).strip() == sentence
