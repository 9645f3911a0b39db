"""What people type stays words: never markup, never invisible, never off the sheet."""

from dataclasses import replace

import pytest

from phoihop.engines.papers import Cell, Issuer, Node, Piece, Table
from phoihop.engines.papers.content import Column
from phoihop.engines.papers.tests import samples
from phoihop.engines.typesetting import CannotTypeset, to_pdf
from phoihop.engines.typesetting.flow import Line, Run, Wording, lines, ruled, set_blocks, spaced
from phoihop.engines.typesetting.tests import pdfs
from phoihop.engines.typesetting.words import breakable, clean, unbroken

MARKUP = "#strong[x] $a^2$ *đậm* _nghiêng_ `mã` <nhãn> @ref = // bỏ /* bỏ */ \\n -- --- ~ \"trích\" 'đơn'"


def with_words(*words: str):
    return replace(samples.invitation(), blocks=tuple(Node("paragraph", text=one) for one in words))


def test_markup_in_a_text_is_printed_as_typed():
    assert pdfs.squashed(MARKUP) in pdfs.whole(to_pdf(with_words(MARKUP)).pdf)


def test_markup_in_any_field_of_the_head_is_printed_as_typed():
    typed = "#panic()"
    signer = replace(samples.CHAIR, name=typed, title=typed, on_behalf_of=typed)
    paper = replace(
        samples.invitation(),
        issuers=(Issuer(typed, typed),),
        number=typed,
        symbol=typed,
        place=typed,
        signers=(signer,),
        recipients=(typed,),
        filed_by=typed,
        draft_mark=typed,
        circulation=typed,
        type_name=typed,
        subject=typed,
        addressed_to=(typed, typed),
        legal_bases=(typed,),
        authority_line=typed,
    )
    assert pdfs.whole(to_pdf(paper).pdf).count(typed) >= 17


def test_markup_in_a_table_is_printed_as_typed():
    table = Table((Column(MARKUP, 1),), ((Cell(MARKUP, MARKUP, (Piece(MARKUP, "insert"),)),),))
    text = pdfs.whole(to_pdf(replace(samples.invitation(), blocks=(table,))).pdf)
    assert text.count(pdfs.squashed("#strong[x]")) == 4


def test_marks_that_turn_the_direction_of_reading_are_taken_out():
    """A signer must see the words the file holds ("Trojan source")."""
    hidden = "Điều \u202e5\u202c \u2066không\u2069 có\u200b hiệu\u200e lực\ufeff"
    assert clean(hidden) == "Điều 5 không có hiệu lực"
    text = pdfs.pages(to_pdf(with_words(hidden)).pdf)[0]
    assert "Điều 5 không có hiệu lực" in text
    assert not set(text) & set("\u202e\u202c\u2066\u2069\u200b\u200e\ufeff")


def test_text_typed_in_parts_is_composed():
    assert clean("Tie\u0302\u0301ng  Vie\u0323\u0302t\t \r\nMột\u2028Hai\x07") == "Tiếng Việt \nMột\nHai"


def test_a_letter_no_face_has_is_refused_by_name():
    with pytest.raises(CannotTypeset, match="“\U00013000”"):
        to_pdf(with_words("Chữ \U00013000 lạ"))


def test_an_endless_word_breaks_inside_the_margins():
    word = "https://phoihop.example.vn/" + "a1b2c3" * 60
    pdf = to_pdf(with_words(f"Xem {word}")).pdf
    assert word in pdfs.whole(pdf)
    assert max(box.right for _, _, box in pdfs.glyphs(pdf)) <= 195 * pdfs.MM + 1


def test_short_words_keep_together():
    assert breakable("một hai") == "một hai"
    assert breakable("a" * 59) == "a" * 59
    assert breakable("b" * 30, 24).replace("\u200b", "") == "b" * 30
    assert max(map(len, breakable("c" * 61).split("\u200b"))) == 20


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("Ủy ban nhân dân phường Ngã Bảy", ["Ủy ban", "nhân dân", "phường Ngã Bảy"]),
        ("TÒA ÁN NHÂN DÂN KHU VỰC 12", ["TÒA ÁN", "NHÂN DÂN", "KHU VỰC 12"]),
        ("Giữa phường Ngã Bảy và thành phố Cần Thơ", ["phường Ngã Bảy", "thành phố Cần Thơ"]),
        ("xã Tân Thành phường Đại Thành", ["xã Tân Thành", "phường Đại Thành"]),
        ("giai đoạn 2026 - 2030", ["giai đoạn 2026 - 2030"]),
        ("quý I năm 2026", ["quý I năm 2026"]),
        ("một hai ba", []),
    ],
)
def test_what_a_clerk_keeps_on_one_line(words, held):
    made = unbroken(words)
    assert made.replace("\u00a0", " ") == words
    assert [part.replace("\u00a0", " ") for part in made.split(" ") if "\u00a0" in part] == held


@pytest.mark.parametrize(
    ("words", "mark", "ended"),
    [
        ("Có hiệu lực.", "./.", "Có hiệu lực./."),
        ("Có hiệu lực", "./.", "Có hiệu lực ./."),
        ("Có hiệu lực./.", "./.", "Có hiệu lực./."),
        ("Có hiệu lực.", ".", "Có hiệu lực."),
        ("(xem phụ lục)", "./.", "(xem phụ lục) ./."),
    ],
)
def test_end_marks(words, mark, ended):
    (run,) = Line("body", (Run(words),)).ended(mark).runs
    assert run.words == ended


def test_an_unknown_kind_of_node_is_refused():
    with pytest.raises(CannotTypeset, match="“phần thưởng”"):
        to_pdf(replace(samples.invitation(), blocks=(Node("phần thưởng", text="x"),)))


def test_an_article_without_a_name_has_only_its_label_bold():
    (line,) = lines(Node("article", "3", text="Quy chế có hiệu lực."), Wording())
    assert [(run.words, run.bold) for run in line.runs] == [("Điều 3.", True), (" Quy chế có hiệu lực.", None)]


def test_an_outline_heading_takes_the_mark_of_the_regime():
    (line, *_) = lines(Node("section", "IV", "Kinh phí"), Wording(after_outline="-"))
    assert (line.style, line.runs[0].words, line.sticky) == ("outline", "IV- KINH PHÍ", True)


def test_a_chapter_stands_on_two_lines_of_one_heading():
    first, second = lines(Node("chapter", "I", "Quy định chung"), Wording())
    assert (first.style, first.runs[0].words, first.level) == ("chapter", "Chương I", 2)
    assert (second.style, second.runs[0].words, second.level, second.tight) == (
        "chapter_title",
        "QUY ĐỊNH CHUNG",
        0,
        True,
    )


def test_what_introduces_a_table_stays_with_it():
    table = Table((Column("A", 1),), ((Cell("x"),),))
    made = set_blocks((Node("paragraph", text="Như sau:"), table), Wording(), end=True)
    assert [one.get("sticky") for one in made] == [True, None, True]
    assert made[-1]["runs"][0]["words"] == "./."


def test_struck_and_added_words_never_touch():
    cell = Cell(proposed=(Piece("trước ngày ", "same"), Piece("20", "delete"), Piece("25", "insert")))
    assert "".join(text for text, _ in spaced(cell)) == "trước ngày 20 25"


def test_covered_places_are_counted():
    table = Table(
        (Column("A", 1), Column("B", 1)), ((Cell("x", down=2), Cell("y")), (Cell("z"),), (Cell("w", across=2),))
    )
    assert [len(row) for row in ruled(table)["rows"]] == [2, 1, 1]
