"""Reading our own paper back gives the same tree: the clerk's file and the record stay one text."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phoihop.engines.papers.tests import samples as official_samples
from phoihop.engines.reading import read
from phoihop.engines.word import Node, write_paper, write_text
from phoihop.engines.word.tests import official
from phoihop.engines.word.tests.papers import MADE_AT, REGULATION
from phoihop.kit.vietnamese import POINT_LETTERS
from tests import samples

WORDS = ("hai", "bên", "phối hợp", "trao đổi", "thông tin", "kịp thời", "đúng", "nhiệm vụ", "quyền hạn", "giữ bí mật")
ROMAN = ("I", "II", "III", "IV", "V", "VI")


def sentences(end: str) -> st.SearchStrategy[str]:
    words = st.lists(st.sampled_from(WORDS), min_size=2, max_size=12)
    return words.map(lambda chosen: " ".join(chosen).capitalize() + end)


def numbered(kind: str, numbers: tuple[str, ...], below: st.SearchStrategy[Node], *, least: int = 1):
    """One to four siblings in the right order."""
    siblings = st.lists(below, min_size=least, max_size=min(4, len(numbers)))
    return siblings.map(
        lambda nodes: tuple(replace(node, kind=kind, number=n) for node, n in zip(nodes, numbers, strict=False))
    )


def leaf(end: str = ".") -> st.SearchStrategy[Node]:
    return sentences(end).map(lambda text: Node("paragraph", "", "", text))


def parent(children: st.SearchStrategy[tuple[Node, ...]], *, named: bool) -> st.SearchStrategy[Node]:
    """A node over others: with a name and perhaps a leading sentence, or with the leading sentence alone."""
    heading = sentences("") if named else st.just("")
    text = st.one_of(st.just(""), sentences(":")) if named else sentences(":")
    return st.builds(lambda h, t, c: Node("", "", h, t, c), heading, text, children)


FIGURES = tuple(str(n) for n in range(1, 20))
DASHES = numbered("paragraph", ("-",) * 4, leaf(";"))
POINTS = numbered("point", tuple(POINT_LETTERS), st.one_of(leaf(";"), parent(DASHES, named=False)))
PLAIN_CLAUSES = numbered("clause", FIGURES, st.one_of(leaf(), parent(POINTS, named=False)))
NAMED_CLAUSES = numbered("clause", FIGURES, parent(st.one_of(POINTS, DASHES), named=True))
ARTICLE = st.one_of(
    parent(st.one_of(PLAIN_CLAUSES, POINTS), named=True),
    st.builds(lambda h, t: Node("", "", h, t), sentences(""), sentences(".")),
)


@st.composite
def regulations(draw: st.DrawFn) -> tuple[Node, ...]:
    """Chapters of articles numbered through, some chapters with sections, perhaps annexes that start anew."""
    articles = draw(st.lists(ARTICLE, min_size=2, max_size=8))
    numbered_through = [replace(a, kind="article", number=str(n)) for n, a in enumerate(articles, start=1)]
    cut = draw(st.integers(1, len(articles) - 1))
    chapters = []
    for number, part in zip(ROMAN, (numbered_through[:cut], numbered_through[cut:]), strict=False):
        children = tuple(part)
        if len(children) > 1 and draw(st.booleans()):
            names = [draw(sentences("")), draw(sentences(""))]
            children = (
                Node("section", "1", names[0], "", children[:1]),
                Node("section", "2", names[1], "", children[1:]),
            )
        chapters.append(Node("chapter", number, draw(sentences("")), "", children))
    return (*chapters, *draw(annexes()))


@st.composite
def annexes(draw: st.DrawFn) -> tuple[Node, ...]:
    count = draw(st.integers(0, 2))
    numbers = ("",) if count == 1 else ROMAN[:count]
    return tuple(Node("annex", n, draw(sentences("")), "", draw(PLAIN_CLAUSES)) for n in numbers)


PROGRAMMES = numbered("section", ROMAN, parent(st.one_of(NAMED_CLAUSES, PLAIN_CLAUSES), named=True), least=2)


def shape(nodes) -> list:
    """Kinds, labels and words, to the letter."""
    return [(node.kind, node.number, node.heading, node.text, shape(node.children)) for node in nodes]


def read_back(nodes: tuple[Node, ...]):
    return read(write_text(replace(REGULATION, nodes=nodes), made_at=MADE_AT), filename="du-thao.docx")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(regulations())
def test_a_regulation_of_articles_comes_back(nodes):
    assert shape(read_back(nodes).nodes) == shape(nodes)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PROGRAMMES)
def test_a_programme_in_outline_form_comes_back(nodes):
    assert shape(read_back(nodes).nodes) == shape(nodes)


@samples.needed
@pytest.mark.parametrize("name", samples.TEXTS)
def test_a_real_joint_document_comes_back(name):
    nodes = read((samples.FOLDER / name).read_bytes(), filename=name).nodes
    assert shape(read_back(nodes).nodes) == shape(nodes)


def test_the_head_comes_back():
    outline = read_back((Node("article", "1", "Phạm vi", "Hai bên phối hợp."),))
    assert outline.issued_on == date(2026, 2, 5)
    assert outline.number == "01/QCPH-BTGDV-TAKV12"
    assert outline.issuers == ("BAN TUYÊN GIÁO VÀ DÂN VẬN", "TÒA ÁN NHÂN DÂN KHU VỰC 12")
    assert outline.title.split("\n")[0].startswith("QUY CHẾ PHỐI HỢP")
    assert len(outline.legal_bases) == 2
    assert not outline.warnings


CLOSING = ("chu-ky", "noi-nhan")


@pytest.mark.parametrize("regime_key", [*official.REGIMES, official.OLD_PARTY])
@pytest.mark.parametrize("parties", [1, 2, 5])
def test_a_signed_programme_comes_back_with_its_closing_apart(regime_key, parties):
    written = write_paper(official_samples.programme(regime_key, parties))
    nodes = read(written, filename="chuong-trinh.docx").nodes
    assert shape(node for node in nodes if not node.eid.startswith(CLOSING)) == shape(official_samples.TEXT)
    assert {node.eid for node in nodes if node.eid.startswith(CLOSING)} >= {"noi-nhan"}


@pytest.mark.parametrize("regime_key", [*official.REGIMES, official.OLD_PARTY])
def test_a_signed_regulation_comes_back_with_its_annexes(regime_key):
    nodes = read(write_paper(official.regulation(regime_key)), filename="quy-che.docx").nodes
    assert shape(node for node in nodes if not node.eid.startswith(CLOSING)) == shape(official.NODES)


@pytest.mark.parametrize("regime_key", [*official.REGIMES, official.OLD_PARTY])
def test_the_head_of_a_joint_paper_comes_back(regime_key):
    outline = read(write_paper(official.regulation(regime_key)), filename="quy-che.docx")
    assert outline.issuers == ("ỦY BAN NHÂN DÂN PHƯỜNG NGÃ BẢY", "TÒA ÁN NHÂN DÂN KHU VỰC 12")
    assert outline.issued_on == date(2026, 2, 5)
    assert outline.number.startswith("05")
    assert len(outline.legal_bases) == 3
