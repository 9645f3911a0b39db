"""A draft that is no file yet: its words are checked, its looks will be the rule set's."""

from dataclasses import replace
from datetime import date

import pytest

from phoihop.engines.format_check import Basis, check_paper
from phoihop.engines.papers import Issuer, Node, SignerBlock
from phoihop.engines.papers.tests import samples
from phoihop.engines.word.tests import official
from phoihop.engines.word.tests.official import PARTY, STATE

ON = date(2026, 6, 1)
REGISTER = (samples.COURT, samples.COMMITTEE)


def findings(paper, **more):
    return [(one.rule, one.place) for one in check_paper(paper, on=ON, **more)]


def text(*nodes: Node, **changes: object):
    return replace(official.regulation(), blocks=nodes, annexes=(), **changes)


@pytest.mark.parametrize("regime", [STATE, PARTY])
@pytest.mark.parametrize("kind", sorted(official.every(STATE)))
def test_our_own_drafts_have_nothing_a_clerk_would_send_back(regime, kind):
    found = check_paper(official.every(regime)[kind], register=REGISTER, on=ON)
    assert [one for one in found if one.severity != "note"] == []


def test_a_draft_without_number_and_date_waits_for_the_clerk():
    assert findings(official.marked()) == [
        ("number.missing", "Trang 1, ô số, ký hiệu"),
        ("date.missing", "Trang 1, ô địa danh, ngày tháng năm"),
    ]


def test_places_are_named_by_article_clause_and_point():
    points = (Node("point", "a", text="Một;"), Node("point", "c", text="Hai  ba."))
    clause = Node("clause", "1", text="Gồm:", children=points)
    article = Node("article", "1", "Nội dung", children=(clause,))
    assert findings(text(article)) == [
        ("numbering.order", "Điều 1, khoản 1, điểm c"),
        ("typing.spaces", "Điều 1, khoản 1, điểm c"),
    ]


def test_a_symbol_with_spaces_a_title_before_a_name_and_a_misspelt_organ():
    signer = SignerBlock(samples.COURT, "Chánh án", "ThS. Phạm Quốc Bảo")
    paper = replace(
        samples.invitation(), symbol="GM - UBND", signers=(signer,), issuers=(Issuer("Tòa án nhân dân khu vục 12"),)
    )
    assert {rule for rule, _ in findings(paper, register=REGISTER)} == {
        "number.form",
        "signer.academic",
        "organ.name",
    }


def test_a_basis_that_has_ended_is_told_with_its_successor():
    ended = Basis(
        "Luật Tổ chức chính quyền địa phương", "", date(2026, 5, 31), "Luật Tổ chức chính quyền địa phương năm 2026"
    )
    (found,) = check_paper(samples.programme(), bases=(ended,), on=ON)
    assert (found.rule, found.place, found.severity) == ("basis.ended", "Căn cứ thứ 1", "error")
    assert found.remedy == "Viện dẫn Luật Tổ chức chính quyền địa phương năm 2026 thay thế."
    assert check_paper(samples.programme(), bases=(ended,), on=date(2026, 5, 31)) == ()


def test_a_basis_is_told_by_its_whole_number():
    """130/2020 is not 30/2020, and a law of the same name that is in force speaks for the line."""
    cited = ("Căn cứ Nghị định số 130/2020/NĐ-CP ngày 30 tháng 10 năm 2020 của Chính phủ",)
    ended = Basis("Nghị định về công tác văn thư", "30/2020/NĐ-CP", date(2026, 1, 1))
    assert (
        findings(
            replace(samples.programme(), legal_bases=cited),
            bases=(ended,),
        )
        == []
    )
    law = ("Căn cứ Luật Đầu tư",)
    two = (Basis("Luật Đầu tư", "", date(2025, 1, 1)), Basis("Luật Đầu tư"))
    assert findings(replace(samples.programme(), legal_bases=law), bases=two) == []
    assert findings(replace(samples.programme(), legal_bases=law), bases=two[:1]) == [("basis.ended", "Căn cứ thứ 1")]


@pytest.mark.parametrize(
    "name",
    [
        "TÒA ÁN NHÂN DÂN KHU VỰC 12",
        "tòa án nhân dân khu vực 12",
        "Toà án nhân dân khu vực 12",
        "Tòa án nhân dân khu vực 13",
        "Tòa án nhân dân tối cao",
    ],
)
def test_right_names_and_other_organs_are_left_alone(name):
    assert findings(text(Node("paragraph", text=f"Giao {name} thực hiện.")), register=REGISTER) == []


@pytest.mark.parametrize(
    "name", ["Tòa án nhân dân khu vục 12", "Tóa án nhân dân khu vực 12", "Tòa án nhân dâm khu vực 12"]
)
def test_names_a_mark_or_a_letter_off_are_told(name):
    (found,) = check_paper(text(Node("paragraph", text=f"Giao {name} thực hiện.")), register=REGISTER, on=ON)
    assert (found.rule, found.remedy) == ("organ.name", f"Ghi đúng tên cơ quan: “{samples.COURT}”.")


def test_quoted_articles_are_not_counted():
    quoted = Node("paragraph", text="“Điều 9. Bãi bỏ một số điều.")
    closing = Node("paragraph", text="Điều 10. Hiệu lực.”")
    first = Node("article", "1", "Sửa đổi", children=(quoted, closing))
    assert findings(text(first, Node("article", "2", "Thi hành", "Từ ngày ký."))) == []


def test_clauses_begin_anew_in_each_article_and_articles_run_on():
    clause = Node("clause", "1", text="Một.")
    chapters = tuple(
        Node("chapter", roman, "Chung", children=(Node("article", number, "Tên", children=(clause,)),))
        for roman, number in (("I", "1"), ("II", "2"))
    )
    assert findings(text(*chapters)) == []
    wrong = replace(chapters[1], children=(Node("article", "1", "Tên", children=(clause,)),))
    assert findings(text(chapters[0], wrong)) == [("numbering.order", "Điều 1")]


def test_an_inserted_article_may_stand_between_two():
    articles = tuple(Node("article", number, "Tên", "Lời.") for number in ("1", "2", "2a", "3"))
    assert findings(text(*articles)) == []


@pytest.mark.parametrize(
    ("node", "rule", "remedy"),
    [
        (Node("section", "I", "Chung"), "", ""),
        (
            Node("article", "1", text="Gồm:", children=(Node("point", "f", text="Một."),)),
            "numbering.letters",
            "điểm a)",
        ),
        (Node("clause", "", text="1) Một."), "numbering.punctuation", "“1.”"),
        (Node("clause", "", text="1/ Một."), "numbering.punctuation", "“1.”"),
        (Node("paragraph", "", text="I/ CHUNG"), "numbering.punctuation", "“I.”"),
        (Node("paragraph", "", text="Mục I"), "numbering.numerals", "Mục 1"),
        (Node("paragraph", "", text="Điều 5 của Luật này quy định khác."), "", ""),
        (Node("paragraph", "", text="1.500 lượt người tham dự."), "", ""),
        (Node("paragraph", "", text="Chương trình này có 12 nhiệm vụ."), "", ""),
    ],
)
def test_labels_are_told_by_their_shape_and_words_are_left_alone(node, rule, remedy):
    found = check_paper(text(node), on=ON)
    assert [one.rule for one in found] == ([rule] if rule else [])
    assert all(remedy in one.remedy for one in found)


def test_inner_lists_of_figures_may_use_the_other_bracket():
    inner = tuple(Node("clause", number, text="Trong.") for number in ("1", "2"))
    outer = (Node("clause", "1", text="Ngoài:", children=inner), Node("clause", "2", text="Ngoài."))
    assert findings(text(*outer)) == []
