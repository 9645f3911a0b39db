"""The comparison a clerk reads: exact, in whole words, and quick on long texts."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phoihop.kit import worddiff
from phoihop.kit.worddiff import Piece, diff

ALPHABET = "ab gửi kỳ\n .,đ 5/2-x\u0301"


def old_of(pieces):
    return "".join(piece.text for piece in pieces if piece.op != "ins")


def new_of(pieces):
    return "".join(piece.text for piece in pieces if piece.op != "del")


def marked(old, new):
    marks = {"same": "{}", "ins": "[+{}]", "del": "[-{}]"}
    return "".join(marks[piece.op].format(piece.text) for piece in diff(old, new))


@given(st.text(ALPHABET, max_size=60), st.text(ALPHABET, max_size=60))
def test_pieces_join_back_to_both_texts(old, new):
    pieces = diff(old, new)
    assert (old_of(pieces), new_of(pieces)) == (old, new)
    assert all(piece.text for piece in pieces)
    assert all(one.op != other.op for one, other in pairwise(pieces))


@settings(max_examples=30)
@given(st.text(max_size=20), st.text(max_size=20))
def test_any_characters_join_back(old, new):
    pieces = diff(old, new)
    assert (old_of(pieces), new_of(pieces)) == (old, new)


@given(st.lists(st.sampled_from(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám"]), max_size=40), st.randoms())
def test_long_stretches_cut_at_rare_words_join_back(words, dice):
    new = " ".join(dice.sample(words, len(words)))
    old = " ".join(words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worddiff, "DIRECT", 4)
        pieces = diff(old, new)
    assert (old_of(pieces), new_of(pieces)) == (old, new)


@given(st.text(ALPHABET, max_size=60))
def test_a_text_differs_from_itself_in_nothing(text):
    assert diff(text, text) == ([Piece("same", text)] if text else [])


def test_a_word_added_stands_alone():
    assert marked("Các bên báo cáo.", "Các bên kịp thời báo cáo.") == "Các bên[+ kịp thời] báo cáo."


def test_a_word_added_at_the_end_leaves_the_last_word_alone():
    assert marked("hết kỳ.", "hết kỳ báo cáo.") == "hết kỳ[+ báo cáo]."


def test_words_are_never_cut_in_two():
    assert marked("báo cáo tháng", "báo cáo thánh") == "báo cáo [-tháng][+thánh]"


def test_a_number_with_its_marks_is_one_word():
    assert marked("ngày 16/10/2025, mục 5.2", "ngày 17/10/2025, mục 5.3") == (
        "ngày [-16/10/2025][+17/10/2025], mục [-5.2][+5.3]"
    )


def test_small_islands_between_changes_go_under():
    old = "gửi trước ngày 14 của tháng sau khi hết kỳ. Số liệu gồm:"
    new = "gửi trong 5 ngày làm việc kể từ ngày kết thúc kỳ báo cáo. Số liệu gồm:"
    assert marked(old, new) == (
        "gửi [-trước ngày 14 của tháng sau khi hết kỳ]"
        "[+trong 5 ngày làm việc kể từ ngày kết thúc kỳ báo cáo]. Số liệu gồm:"
    )


def test_two_small_changes_side_by_side_stay_two():
    assert marked("số 14 và số 15", "số 16 và số 17") == "số [-14][+16] và số [-15][+17]"


def test_an_island_that_begins_a_paragraph_stays():
    old, new = "một hai ba\nbốn năm sáu bảy", "x y z\nbốn u v w"
    assert "\nbốn" in [piece.text.rstrip() for piece in diff(old, new) if piece.op == "same"]


def test_a_changed_space_is_no_changed_word():
    assert diff("một  hai", "một hai") == [
        Piece("same", "một"),
        Piece("del", "  "),
        Piece("ins", " "),
        Piece("same", "hai"),
    ]


def test_decomposed_marks_stay_with_their_letter():
    assert marked("gu\u031b\u0309i đi", "gu\u031b\u0309i lại") == "gu\u031b\u0309i [-đi][+lại]"


def test_two_long_texts_with_nothing_rare_in_common_replace_each_other():
    old, new = "a " * 600 + "b", "c " * 600 + "d"
    assert [piece.op for piece in diff(old, new)] == ["del", "ins"]


def a_long_text(words=5_000):
    dice = random.Random(238)
    heads, tails = (
        ["b", "c", "d", "đ", "g", "kh", "m", "ng", "ph", "th", "tr", "x"],
        ["a", "ông", "ân", "iên", "ề", "ộ"],
    )
    syllables = [head + tail for head in heads for tail in tails]
    return [dice.choice(syllables) + ("." if dice.random() < 0.06 else "") for _ in range(words)]


@pytest.mark.parametrize("kind", ["few changes", "another text", "one word over and over"])
def test_five_thousand_words_are_compared_within_a_second(kind):
    old = a_long_text()
    new = list(old)
    if kind == "few changes":
        for place in range(0, 5_000, 50):
            new[place] = "mới"
    elif kind == "another text":
        new = a_long_text()[::-1]
    else:
        old, new = ["và"] * 5_000, ["và"] * 2_500 + ["hoặc"] + ["và"] * 2_499
    before = time.perf_counter()
    pieces = diff(" ".join(old), " ".join(new))
    assert time.perf_counter() - before < 1
    assert new_of(pieces) == " ".join(new)
