"""Real joint documents (1999, 2012, 2016) and the forms of Decree 30, as their publishers keep them."""

import re
from collections import Counter

import pytest

from phoihop.engines.reading import Node, read
from phoihop.engines.reading.tests.papers import codes, words_in_docx
from phoihop.kit.vietnamese import words
from tests import samples

pytestmark = samples.needed
KEYWORDS = {"article": "Điều", "chapter": "Chương", "section": "Mục", "part": "Phần", "annex": "Phụ lục"}


def sample(name):
    return read((samples.FOLDER / name).read_bytes(), filename=name)


def spelt_out(nodes: list[dict]) -> str:
    """What someone who has only the JSON can rebuild: keyword, number, heading, text."""
    said = []
    for node in nodes:
        said += [KEYWORDS.get(node["kind"], ""), node["number"], node["heading"], node["text"]]
        said.append(spelt_out(node["children"]))
    return "\n".join(said)


def test_the_circular_of_2012_has_its_13_articles_and_nothing_else_on_top():
    outline = sample(samples.TEXTS[1])
    assert [(node.kind, node.number) for node in outline.nodes] == [("article", str(n)) for n in range(1, 14)]
    assert outline.form == "articles"
    assert not outline.warnings


def test_the_circular_of_2016_has_its_16_articles_and_left_over_markup_stays_in_the_last():
    outline = sample(samples.TEXTS[2])
    assert [(node.kind, node.number) for node in outline.nodes] == [("article", str(n)) for n in range(1, 17)]
    last = outline.nodes[-1].children
    assert [node.kind for node in last] == ["clause", "clause", *["paragraph"] * 4]
    assert [node.text for node in last[-2:]] == [
        "Chương I Những quy định chung",
        "### 0100100000000000100000100000000000000000",
    ]
    assert codes(outline) == ["unplaced", "unplaced", "unplaced", "empty-heading"]


def test_the_resolution_of_1999_keeps_its_cut_off_section_as_words():
    outline = sample(samples.TEXTS[0])
    assert [(node.kind, node.number) for node in outline.nodes] == [("article", str(n)) for n in range(1, 6)]
    assert [node.text for node in outline.nodes[-1].children[-2:]] == [
        "Mục 2",
        "TUYÊN TRUYỀN, PHỔ BIẾN, GIÁO DỤC PHÁP LUẬT ĐỐI VỚI CỰU CHIÊN BINH",
    ]
    assert codes(outline) == ["empty-heading"]


def test_headings_texts_and_points_are_told_apart():
    first, *_, fifth = sample(samples.TEXTS[2]).nodes[:5]
    assert (first.heading, first.text[:10]) == ("Phạm vi điều chỉnh", "Thông tư n")
    second = fifth.children[1]
    assert [point.number for point in second.children] == ["a", "b", "c", "d", "đ", "e"]
    assert [dash.number for dash in second.children[1].children] == ["-"] * 4
    assert second.children[4].eid == "dieu-5.khoan-2.diem-dd"


def test_what_follows_a_list_belongs_to_the_clause_that_holds_it():
    """“Cơ quan chủ trì: …” closes khoản 1; “Các lực lượng …” between points a and b belongs to a."""
    lead_agency = sample(samples.TEXTS[0]).nodes[3].children[0].children[-1]
    assert (lead_agency.kind, lead_agency.text[:16]) == ("paragraph", "Cơ quan chủ trì:")
    point = sample(samples.TEXTS[1]).nodes[5].children[3].children[0]
    assert [child.text[:13] for child in point.children] == ["Các lực lượng"]


@pytest.mark.parametrize("name", samples.TEXTS)
def test_the_json_alone_holds_every_word_of_the_source(name):
    source = (samples.FOLDER / name).read_text(encoding="utf-8")
    outline = sample(name)
    assert Counter(words(spelt_out(outline.as_dict()["nodes"]))) == Counter(words(source))
    assert Counter(words(outline.all_text())) == Counter(words(source))


@pytest.mark.parametrize("name", [*samples.TEXTS, "nd30-phuluc3.docx"])
def test_every_eid_is_its_own(name):
    eids = [node.eid for node in sample(name).walk()]
    assert len(eids) == len(set(eids))
    assert all(re.fullmatch(r"[a-z0-9._-]+", eid) for eid in eids)


def test_every_line_is_shown_beside_the_node_it_went_to():
    outline = sample(samples.TEXTS[1])
    lines = (samples.FOLDER / samples.TEXTS[1]).read_text(encoding="utf-8").split("\n")
    eids = {node.eid for node in outline.walk()}
    assert [line.text for line in outline.source] == [" ".join(line.split()) for line in lines if line.strip()]
    assert all(" ".join(lines[line.number - 1].split()) == line.text for line in outline.source)
    assert {line.eid for line in outline.source} == eids


def test_the_forms_of_decree_30_lose_no_word_of_their_tables_boxes_and_columns():
    data = (samples.FOLDER / "nd30-phuluc3.docx").read_bytes()
    outline = read(data)
    typed, kept = words_in_docx(data), Counter(words(outline.all_text()))
    assert not typed - kept
    assert all(word.isdigit() for word in kept - typed)  # numbers that Word computes in the tables' first column
    annex = outline.nodes[0]
    assert (annex.kind, annex.number) == ("annex", "III")
    assert [node.number for node in annex.children if node.kind == "section"] == ["I", "II"]
    table = [node.text for node in annex.children[2].children]
    assert table[1] == "1.\tNghị quyết (cá biệt)\tNQ"


def test_reading_takes_and_gives_plain_data():
    outline = sample(samples.TEXTS[1])
    assert outline.as_dict() == sample(samples.TEXTS[1]).as_dict()
    assert isinstance(outline.nodes[0], Node)
    assert list(outline.as_dict()) == [
        *("form", "title", "number", "issued_on", "issuers", "legal_bases", "nodes", "warnings")
    ]
    assert list(outline.as_dict()["nodes"][0]) == ["eid", "kind", "number", "heading", "text", "children"]
