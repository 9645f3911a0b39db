"""The one promise of reading: the words of the source and the words of the tree are the same, whatever the source."""

import io
from collections import Counter
from contextlib import suppress

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phoihop.engines.reading import Unreadable, read
from phoihop.engines.reading.tests.papers import tree, words_in_docx
from phoihop.kit.vietnamese import POINT_LETTERS, words

SYLLABLES = (
    *(
        "phối",
        "hợp",
        "Các",
        "bên",
        "Ủy",
        "ban",
        "theo",
        "khoản",
        "2",
        "Điều",
        "5",
        "của",
        "Luật",
        "này",
        "và",
        "quy",
        "định",
    ),
    *("ĐẢNG", "12/QĐ-UBND", "tại", "“trích”", "a)", "(qua", "ngày", "31/12/2021", "III", "Mục", "TM.", "gồm:", "xong;"),
)
LABELS = (
    *(
        "",
        "",
        "",
        "Điều 1. ",
        "Điều 2.",
        "Điều 3 ",
        "Điều 99: ",
        "Chương I ",
        "Chương II\n",
        "Mục 1. ",
        "PHẦN THỨ HAI\n",
    ),
    *(
        "1. ",
        "2. ",
        "3) ",
        "1.1. ",
        "1.2 ",
        "a) ",
        "b) ",
        "đ) ",
        "z) ",
        "- ",
        "+ ",
        "–",
        "• ",
        "(1) ",
        "(ii) ",
        "i) ",
        "I. ",
    ),
    *(
        "II- ",
        "A. ",
        "B. ",
        "Phụ lục I\n",
        "PHỤ LỤC ",
        "Căn cứ ",
        "Số: ",
        "QUY CHẾ\n",
        "Nơi nhận:\n",
        "TM. ỦY BAN\n",
        "## ",
    ),
    *("“", "____", "\n", "2\n", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", "Ngã Bảy, ngày 5 tháng 3 năm 2021\n", "\f"),
)
ENDS = (".", ";", ":", ",", "", "", "./.", "”", "\n")
lines = st.builds(
    lambda label, said, end: f"{label}{' '.join(said)}{end}",
    st.sampled_from(LABELS),
    st.lists(st.sampled_from(SYLLABLES), max_size=12),
    st.sampled_from(ENDS),
)
sources = st.lists(lines, min_size=1, max_size=40).map("\n".join).filter(words)


def same_words(outline, source):
    assert Counter(words(outline.all_text())) == Counter(words(source))
    eids = [node.eid for node in outline.walk()]
    assert len(eids) == len(set(eids))
    assert {line.eid for line in outline.source} <= {None, *eids}
    shown = [word for line in outline.source for word in words(line.text)]
    assert Counter(shown) == Counter(words(source))


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(sources)
def test_any_text_keeps_its_words_and_gets_eids_of_its_own(source):
    same_words(read(source.encode()), source)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(lines.filter(words), min_size=1, max_size=25), st.data())
def test_any_word_file_keeps_its_words(typed, data):
    document = docx.Document()
    for line in typed:
        if data.draw(st.booleans()):
            run = document.add_paragraph().add_run(line.replace("\f", ""))
            run.bold = data.draw(st.booleans())
        else:
            table = document.add_table(1, data.draw(st.integers(1, 3)))
            table.rows[0].cells[0].text = line.replace("\f", "")
    stream = io.BytesIO()
    document.save(stream)
    outline = read(stream.getvalue())
    assert Counter(words(outline.all_text())) == words_in_docx(stream.getvalue())


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_a_sentence(data):
    with suppress(Unreadable):
        same = read(data, soffice="")
        assert words(same.all_text())


# -- texts with a known tree come back as that tree --------------------------------------------------------------

SENTENCES = (
    "Các bên phối hợp kịp thời",
    "Đơn vị thường trực tổng hợp",
    "Hằng quý họp giao ban",
    "Thực hiện theo quy định",
)


@st.composite
def regulations(draw):
    """A well-formed regulation as text, with the tree it must give."""
    typed, expected = [], []
    for n in range(1, draw(st.integers(1, 6)) + 1):
        typed.append(f"Điều {n}. {draw(st.sampled_from(SENTENCES))}")
        clauses: list = []
        for k in range(1, draw(st.integers(0, 4)) + 1):
            typed.append(f"{k}. {draw(st.sampled_from(SENTENCES))}:")
            clauses.append(f"clause {k}")
            letters = POINT_LETTERS[: draw(st.integers(0, 7))]
            typed += [f"{letter}) {draw(st.sampled_from(SENTENCES))};" for letter in letters]
            if letters:
                clauses.append([f"point {letter}" for letter in letters])
        expected.append(f"article {n}")
        if clauses:
            expected.append(clauses)
    return "\n".join(typed), expected


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(regulations())
def test_a_well_formed_regulation_gives_its_own_tree(made):
    source, expected = made
    outline = read(source.encode())
    assert tree(outline.nodes) == expected
    same_words(outline, source)


@pytest.mark.parametrize("source", ["Điều", "1", "a)", "-", "Điều 1", "“", "PHỤ LỤC", "(", "I.", "TM. A", "Số:", "# a"])
def test_the_smallest_texts_are_kept_too(source):
    if words(source):
        same_words(read(source.encode()), source)
