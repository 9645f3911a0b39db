"""What places are called, in print and on screen."""

import pytest

from phoihop.agree.drafting import queries
from phoihop.agree.drafting.tests.factories import a_short_text, add, an_empty_text
from tests.cast import lan

pytestmark = pytest.mark.django_db


def node(key, kind, number="", *children, heading="", body="x"):
    return {
        "key": key,
        "kind": kind,
        "number": number,
        "heading": heading,
        "body": body,
        "only_for": None,
        "children": list(children),
    }


def labels(*nodes, printed=False):
    branches = list(queries.flat(queries.unfolded(nodes)))
    return [queries.spoken(branch.path) if printed else branch.label for branch in branches]


REGULATION = [
    node(
        "n1",
        "chapter",
        "I",
        node("n2", "section", "1", node("n3", "article", "5", node("n4", "clause", "2", node("n5", "point", "đ")))),
    ),
    node("n6", "annex", "", node("n7", "article", "1")),
]


def test_in_print():
    assert labels(*REGULATION, printed=True) == [
        "Chương I",
        "Chương I Mục 1",
        "Điều 5",
        "Điều 5 khoản 2",
        "Điều 5 khoản 2 điểm đ",
        "Phụ lục",
        "Phụ lục Điều 1",
    ]


def test_on_screen():
    assert labels(*REGULATION) == [
        "Chapter I",
        "Chapter I Section 1",
        "Article 5",
        "Article 5 clause 2",
        "Article 5 clause 2 point đ",
        "Annex",
        "Annex Article 1",
    ]


def test_an_outline_is_cited_by_its_headings():
    outline = [
        node(
            "n1",
            "section",
            "III",
            node("n2", "clause", "1", node("n3", "paragraph", "-"), node("n4", "paragraph", "-")),
        )
    ]
    assert labels(*outline, printed=True) == [
        "Mục III",
        "Mục III khoản 1",
        "Mục III khoản 1 gạch đầu dòng 1",
        "Mục III khoản 1 gạch đầu dòng 2",
    ]


def test_what_has_no_number_is_counted():
    nodes = [
        node("n1", "paragraph"),
        node("n2", "paragraph"),
        node("n3", "article"),
        node("n4", "annex"),
        node("n5", "annex"),
    ]
    assert labels(*nodes, printed=True) == ["Đoạn 1", "Đoạn 2", "Điều [1]", "Phụ lục", "Phụ lục [2]"]


@pytest.mark.parametrize(
    ("kind", "number", "sign"),
    [
        ("article", "5", "Điều 5."), ("clause", "1", "1."), ("point", "đ", "đ)"), ("paragraph", "-", "-"),
        ("section", "IV", "IV."), ("section", "1", "Mục 1"), ("chapter", "I", "Chương I"), ("part", "II", "Phần II"),
        ("part", "A", "A."), ("annex", "", "Phụ lục"), ("annex", "I", "Phụ lục I"), ("article", "", ""),
    ],
)  # fmt: skip
def test_labels_as_typed(kind, number, sign):
    assert queries.sign(kind, number) == sign


def test_a_node_knows_its_name():
    text = a_short_text(by=lan())
    clause = text.nodes.get(body__startswith="Hằng quý")
    assert queries.label(clause) == "Article 1 clause 2"
    assert queries.printed_label(clause) == "Điều 1 khoản 2"
    assert queries.labels(text)[clause.key] == "Article 1 clause 2"


def test_a_removed_node_has_the_name_of_its_kind():
    text = an_empty_text(by=(lead := lan()))
    article = add(text, lead, "article", "1", "x")
    type(article).objects.filter(pk=article.pk).update(removed=True)
    assert queries.label(article) == "Article 1"
    assert queries.printed_label(article) == ""
