"""Widths of a Times face against lengths known from print."""

import pytest

from phoihop.engines.word.measure import balanced, broken, width

MM = 1440 / 25.4


@pytest.mark.parametrize(
    ("words", "size", "millimetres"),
    [("Độc lập - Tự do - Hạnh phúc", 13, 56.5), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 88.0)],
)
def test_words_are_as_wide_as_in_print(words, size, millimetres):
    assert width(words, size, bold=True) / MM == pytest.approx(millimetres, rel=0.02)


def test_marks_make_no_letter_wider():
    assert width("Ủy ban", 14) == width("Uy ban", 14)


def test_bold_is_wider():
    assert width("nhân dân", 14, bold=True) > width("nhân dân", 14)


def test_lines_are_broken_between_words():
    assert broken("aaa bbb ccc", 10, width("aaa bbb", 10)) == [width("aaa bbb", 10), width("ccc", 10)]
    assert broken("", 10, 100) == []


@pytest.mark.parametrize(
    ("words", "second"),
    [
        ("ỦY BAN NHÂN DÂN PHƯỜNG NGÃ BẢY", "PHƯỜNG NGÃ BẢY"),
        ("VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 12", "KHU VỰC 12"),
    ],
)
def test_an_organ_is_broken_where_its_place_begins(words, second):
    wide = balanced(words, 12, 4100, bold=True)
    assert broken(words, 12, wide, bold=True)[1] == width(second, 12, bold=True)


def test_other_words_are_broken_into_even_lines():
    words = "tuyên truyền phổ biến giáo dục pháp luật và giải quyết các vấn đề nổi cộm"
    most = width(words, 14) - 10
    even = broken(words, 14, balanced(words, 14, most))
    assert len(even) == len(broken(words, 14, most))
    assert max(even) - min(even) < max(broken(words, 14, most)) - min(broken(words, 14, most))


def test_what_fits_one_line_and_what_fits_none_is_left():
    assert balanced("ngắn", 14, 5000) == 5000
    assert balanced("dài" * 200, 14, 500) == 500
