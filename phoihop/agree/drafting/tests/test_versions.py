"""Freezing and settling, and reading a frozen version back."""

import hashlib
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from phoihop.agree.drafting import queries, verbs
from phoihop.agree.drafting.models import Text, Version
from phoihop.agree.drafting.tests.factories import a_short_text, add, an_empty_text, lines, node_at
from phoihop.agree.drafting.verbs.freezing import folded
from phoihop.agree.programmes import verbs as programmes
from phoihop.agree.programmes.models import Programme
from phoihop.foundation.access.roles import Role
from phoihop.foundation.ledger.hashing import canonical
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, MONDAY, hanh, lan, minh, someone, tu

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return lan()


def freeze(text, by, note=""):
    return verbs.freeze(text=text, by=by, at=LATER, note=note)


def shared(lead, first, second):
    """A text of two programmes, each with an article of its own."""
    text = a_short_text(first.agency, second.agency, by=lead)
    one, two = Programme.objects.order_by("pk")
    add(text, lead, "article", "4", "Chỉ với bên thứ nhất.", only_for=one)
    add(text, lead, "article", "4", "Chỉ với bên thứ hai.", only_for=two)
    return text


# ── Drafts ───────────────────────────────────────────────────────────────────


def test_drafts_are_counted(lead):
    text = a_short_text(by=lead)
    versions = [freeze(text, lead, note="Gửi lấy ý kiến"), freeze(text, lead)]
    assert [version.number for version in versions] == [1, 2]
    assert versions[0].note == "Gửi lấy ý kiến"
    assert versions[0].upto_edit == text.edits.count()


def test_the_hash_is_that_of_the_canonical_content(lead):
    version = freeze(a_short_text(by=lead), lead)
    assert hashlib.sha256(version.content.encode()).hexdigest() == version.sha256
    assert canonical(json.loads(version.content)).decode() == version.content
    assert Entry.objects.get(kind="text.frozen").details["sha256"] == version.sha256


def test_the_same_words_have_the_same_hash_however_often_they_changed(lead):
    text = a_short_text(by=lead)
    before = freeze(text, lead)
    node = node_at(text, "Article 2")
    verbs.reword(text=text, node=node, heading="", body="x", seen_revision=1, by=lead, at=LATER)
    verbs.undo(text=text, by=lead, at=LATER)
    assert freeze(text, lead).sha256 == before.sha256


def test_a_version_reads_like_the_text_it_was(lead):
    text = a_short_text(by=lead)
    version = freeze(text, lead)
    then = [branch.words for branch in queries.flat(queries.branches_of(version))]
    assert then == [branch.words for branch in queries.flat(queries.tree(text))]
    assert [b.label for b in queries.flat(queries.branches_of(version))] == list(queries.labels(text).values())


def test_it_stays_when_the_text_goes_on(lead):
    text = a_short_text(by=lead)
    version = freeze(text, lead)
    verbs.remove_node(text=text, node=node_at(text, "Article 1"), seen_revision=1, by=lead, at=LATER)
    assert len(list(queries.flat(queries.branches_of(version)))) == 7


def test_an_empty_text_is_not_frozen(lead):
    with pytest.raises(NotAllowed, match="text is empty"):
        freeze(an_empty_text(by=lead), lead)


def test_a_settled_one_neither(lead):
    text = a_short_text(by=lead)
    verbs.settle(text=text, by=lead, at=LATER)
    with pytest.raises(NotAllowed, match="settled"):
        freeze(text, lead)


def test_of_a_dropped_framework_neither(lead):
    text = a_short_text(by=lead)
    programmes.drop(framework=text.framework, reason="Không còn cần", by=lead, at=MONDAY)
    with pytest.raises(NotAllowed, match="dropped"):
        freeze(text, lead)


def a_node(children):
    return st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["chapter", "article", "clause", "point", "paragraph"]),
            "number": st.sampled_from(["", "1", "đ", "IV", "-"]),
            "heading": st.text(max_size=5),
            "body": st.text(max_size=9),
            "only_for": st.none() | st.integers(1, 3),
            "children": children,
        }
    )


forest = st.recursive(
    st.lists(a_node(st.just([])), max_size=3), lambda below: st.lists(a_node(below), max_size=2), max_leaves=4
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(nodes=forest)
def test_a_snapshot_unfolds_and_folds_back(nodes):
    count = iter(range(1, 10_000))

    def keyed(siblings):
        return [{**one, "key": f"n{next(count)}", "children": keyed(one["children"])} for one in siblings]

    snapshot = keyed(nodes)
    assert folded(queries.unfolded(snapshot)) == snapshot


# ── The settled text ─────────────────────────────────────────────────────────


def test_settling_gives_the_whole_and_one_for_each_programme(lead):
    text = shared(lead, hanh(), minh())
    whole, first, second = verbs.settle(text=text, by=lead, at=LATER)
    assert [version.kind for version in (whole, first, second)] == [Version.Kind.FINAL] * 3
    assert [len(list(queries.flat(queries.branches_of(version)))) for version in (whole, first, second)] == [9, 8, 8]
    assert "bên thứ nhất" in first.content
    assert "bên thứ nhất" not in second.content
    assert text.settled_at == LATER
    assert len({whole.sha256, first.sha256, second.sha256}) == 3


def test_it_names_its_parties_as_they_are_called_that_day(lead):
    _whole, first, _second = verbs.settle(text=shared(lead, hanh(), minh()), by=lead, at=LATER)
    parties = json.loads(first.content)["programmes"][0]["parties"]
    assert parties == [lead.agency.name, "Tòa án nhân dân khu vực"]


def test_the_ledger_has_every_hash(lead):
    versions = verbs.settle(text=shared(lead, hanh(), minh()), by=lead, at=LATER)
    assert set(Entry.objects.get(kind="text.settled").details["versions"].values()) == {v.sha256 for v in versions}


def test_once_is_enough(lead):
    text = a_short_text(by=lead)
    verbs.settle(text=text, by=lead, at=LATER)
    with pytest.raises(NotAllowed, match="already settled"):
        verbs.settle(text=Text.objects.get(), by=lead, at=LATER)


def test_an_officer_does_not_settle(lead):
    text = a_short_text(by=lead)
    with pytest.raises(NotAllowed, match="head of the agency"):
        verbs.settle(text=text, by=someone("Vân", agency=lead.agency, roles=(Role.OFFICER,)), at=LATER)


def test_another_agency_does_not(lead):
    with pytest.raises(NotAllowed, match="Only the lead agency"):
        verbs.settle(text=a_short_text(by=lead), by=minh(), at=LATER)


# ── Who sees what ────────────────────────────────────────────────────────────


def test_a_party_sees_the_text_once_it_was_asked(lead):
    court, committee = hanh(), minh()
    text = shared(lead, court, committee)
    seen = Text.objects.visible_to
    assert (seen(lead).get(), list(seen(court)), list(seen(tu()))) == (text, [], [])
    programmes.consult(framework=text.framework, by=lead, at=MONDAY)
    assert not seen(court).exists()
    freeze(text, lead)
    assert (seen(court).get(), seen(committee).get()) == (text, text)
    assert not seen(tu()).exists()


def test_a_party_sees_the_common_clauses_and_its_own(lead):
    court, committee = hanh(), minh()
    text = shared(lead, court, committee)
    version = freeze(text, lead)
    for actor, own, others in [(court, "nhất", "hai"), (committee, "hai", "nhất")]:
        now = lines(text, actor=actor)
        then = [branch.words for branch in queries.flat(queries.branches_of(version, actor=actor))]
        for said in ("\n".join(now), "\n".join(then)):
            assert f"bên thứ {own}" in said
            assert f"bên thứ {others}" not in said
    assert len(lines(text, actor=lead)) == 9


def test_a_programme_sees_its_own_from_a_version_too(lead):
    text = shared(lead, hanh(), minh())
    version = freeze(text, lead)
    one = Programme.objects.order_by("pk").first()
    assert len(list(queries.flat(queries.branches_of(version, programme=one)))) == 8


def test_the_tree_is_one_query(lead):
    text = Text.objects.select_related("framework").get(pk=shared(lead, hanh(), minh()).pk)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.tree(text, actor=lead)
    assert len(asked) == 1


def test_places_have_the_same_name_for_everybody(lead):
    court, committee = hanh(), minh()
    text = shared(lead, court, committee)
    one, two = Programme.objects.order_by("pk")
    add(text, lead, "paragraph", "", "Đoạn một.", only_for=one)
    last = add(text, lead, "paragraph", "", "Đoạn hai.", only_for=two)
    named = {b.key: b.label for b in queries.flat(queries.tree(text, actor=committee))}
    assert named[last.key] == "Paragraph 2"
