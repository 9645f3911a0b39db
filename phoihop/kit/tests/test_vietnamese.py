import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoihop.kit import vietnamese as vi

TEXT = (
    "Các bên thông tin kịp thời cho nhau về chủ trương, văn bản mới và tình hình có ảnh hưởng đến đời sống Nhân dân; "
    "Ủy ban nhân dân phường bảo đảm địa điểm, Tòa án nhân dân khu vực cử người dự họp giữ ghế, quỹ, kỹ, mỹ, ỷ, ỵ."
)
WITHOUT_TONED_CAPITALS = TEXT.replace("Ủy", "ủy").replace("Tòa", "tòa")
ENGLISH = "The parties shall exchange information each quarter, naïve façades and résumés of coöperation included."
SYLLABLES = [
    "phối",
    "hợp",
    "giữa",
    "các",
    "cơ",
    "quan",
    "địa",
    "phương",
    "nghị",
    "quyết",
    "thường",
    "trực",
    "ủy",
    "đổi",
]


def as_vni(text: str) -> str:
    back = {letter: typed for typed, letter in vi._VNI.items()}
    return "".join(back.get(letter, letter) for letter in text)


def as_tcvn3(text: str) -> str:
    back = {letter: chr(code) for code, letter in vi._TCVN3.items()}
    return "".join(back.get(letter, letter) for letter in text)


def test_folding_forgets_tones_marks_case_and_the_stroke_of_đ():
    assert vi.fold("QUYẾT ĐỊNH của Ủy ban") == "quyet dinh cua uy ban"


def test_folding_takes_decomposed_text_too():
    assert vi.fold(unicodedata.normalize("NFD", "Hằng quý")) == "hang quy"


@given(st.text())
def test_folding_keeps_the_length_of_the_composed_text(text):
    assert len(vi.fold(text)) == len(unicodedata.normalize("NFC", text))


def test_folding_leaves_alone_what_has_no_single_small_letter():
    assert vi.fold("№ 1 🙂") == "№ 1 🙂"
    assert len(vi.fold("İ")) == 1


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("CHƯƠNG TRÌNH PHỐI HỢP thực thi pháp luật", "Chương trình phối hợp thực thi pháp luật"),
        ("QUY CHẾ Phối hợp giữa các bên", "Quy chế Phối hợp giữa các bên"),
        ("QUY CHẾ PHỐI HỢP", "QUY CHẾ PHỐI HỢP"),
        ("KẾ HOẠCH PHỐI HỢP UBND phường", "KẾ HOẠCH PHỐI HỢP UBND phường"),
        ("THƯ ngỏ", "THƯ ngỏ"),
        ("QUY CHẾ PHỐI HỢP CỦA TỈNH AN GIANG giai đoạn mới", "QUY CHẾ PHỐI HỢP CỦA TỈNH AN GIANG giai đoạn mới"),
    ],
)
def test_the_type_in_a_title_is_said_in_small_letters(printed, said):
    assert vi.in_sentence(printed) == said


def test_there_is_a_word_or_there_is_none():
    assert (vi.has_words("… Điều"), vi.has_words("… 1 …"), vi.has_words("– _ …")) == (True, True, False)


def test_words_are_composed_and_without_punctuation():
    assert vi.words("1. Các bên: “phối hợp” (12/QĐ-UBND) ____") == [
        *("1", "Các", "bên", "phối", "hợp", "12", "QĐ", "UBND")
    ]


def test_points_run_a_b_c_d_đ_e_g_h_i_k():
    assert [vi.point_letter(n) for n in range(1, 11)] == list("abcdđeghik")
    assert [vi.point_index(letter) for letter in "aĐy"] == [1, 5, 23]


@pytest.mark.parametrize("n", [0, -1, 24])
def test_there_is_no_letter_beyond_the_alphabet(n):
    with pytest.raises(ValueError, match=f"point {n}"):
        vi.point_letter(n)


def test_f_is_no_point_letter():
    with pytest.raises(ValueError, match="not a point letter"):
        vi.point_index("f")


@pytest.mark.parametrize(
    ("typed", "official"),
    [
        ("UỶ BAN", "ỦY BAN"),
        ("uỷ quyền", "ủy quyền"),
        ("hoà giải", "hòa giải"),
        ("khoẻ", "khỏe"),
        ("quý", "quý"),
        ("Quỹ", "Quỹ"),
        ("huỳnh", "huỳnh"),
        ("hoàn", "hoàn"),
    ],
)
def test_tones_stand_on_the_first_vowel_of_open_syllables(typed, official):
    assert vi.tone_on_first(typed) == official


def test_well_known_tcvn3_text_is_read():
    assert vi.from_tcvn3("Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do") == (
        "Cộng hoà xã hội chủ nghĩa Việt Nam, Độc lập - Tự do"
    )


def test_a_capital_font_of_tcvn3_gives_capitals():
    assert vi.from_tcvn3("QuyÕt ®Þnh", capitals=True) == "QUYẾT ĐỊNH"


def test_well_known_vni_text_is_read():
    assert vi.from_vni("COÄNG HOØA xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp") == (
        "CỘNG HÒA xã hội chủ nghĩa Việt Nam, Độc lập"
    )


def test_old_text_is_recognised_and_turned_into_the_same_text():
    assert vi.legacy_encoding(as_tcvn3(WITHOUT_TONED_CAPITALS)) == "tcvn3"
    assert vi.to_unicode(as_tcvn3(WITHOUT_TONED_CAPITALS), "tcvn3") == WITHOUT_TONED_CAPITALS
    assert vi.legacy_encoding(as_vni(TEXT)) == "vni"
    assert vi.to_unicode(as_vni(TEXT), "vni") == TEXT


@given(st.lists(st.sampled_from(SYLLABLES), min_size=8).map(" ".join))
def test_any_old_text_comes_back_as_it_was(text):
    assert vi.from_tcvn3(as_tcvn3(text)) == text
    assert vi.from_vni(as_vni(text)) == text
    assert vi.legacy_encoding(text) is None


@pytest.mark.parametrize("text", [TEXT, ENGLISH, "", "1 2 3", "Hà Nội, Hà Nam, Hà Giang, Cà Mau", "Bộ Y tế à ờ ô"])
def test_text_that_is_right_as_it_stands_is_left_alone(text):
    assert vi.legacy_encoding(text) is None


def test_french_is_no_old_vietnamese():
    assert vi.legacy_encoding("Le ministère a été créé; les élèves étaient là, où qu'ils fûssent, déjà prêts.") is None


@pytest.mark.parametrize("word", ["nghiêng", "quốc", "gìn", "ở", "Nguyễn", "khuya", "được", "thuở", "xoong"])
def test_vietnamese_syllables_are_known_by_their_spelling(word):
    assert vi.is_syllable(word)


@pytest.mark.parametrize("word", ["clause", "wifi", "12", "bctd", ""])
def test_other_words_are_not(word):
    assert not vi.is_syllable(word)
