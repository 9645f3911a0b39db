"""A clause in English, and whether it still says what the text says."""

import pytest

from phoihop.agree.drafting import queries, verbs
from phoihop.agree.drafting.models import Node
from phoihop.agree.drafting.tests.factories import a_short_text, node_at
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, lan, minh

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return lan()


@pytest.fixture
def text(lead):
    return a_short_text(by=lead)


def render(text, by, label="Article 3", body="It takes effect on the day of signing.", heading="Effect"):
    return verbs.render_in(node=node_at(text, label), language="en", heading=heading, body=body, by=by, at=LATER)


def test_a_rendering_stands_beside_its_clause(text, lead):
    render(text, lead)
    node = node_at(text, "Article 3")
    rendered = queries.renderings(text)[node.key]
    assert (rendered.heading, rendered.stale) == ("Effect", False)
    assert Entry.objects.get(kind="text.rendered").details["label"] == "Điều 3"


def test_it_is_out_of_date_when_the_wording_moved_on(text, lead):
    render(text, lead)
    node = node_at(text, "Article 3")
    verbs.reword(text=text, node=node, heading="Hiệu lực", body="Khác.", seen_revision=1, by=lead, at=LATER)
    assert queries.renderings(text)[node.key].stale
    render(text, lead)
    assert not queries.renderings(text)[node.key].stale


def test_a_new_number_does_not_make_it_so(text, lead):
    render(text, lead)
    node = node_at(text, "Article 3")
    verbs.reword(
        text=text, node=node, heading=node.heading, body=node.body, number="9", seen_revision=1, by=lead, at=LATER
    )
    assert not queries.renderings(text)[node.key].stale
    assert Node.objects.get(pk=node.pk).revision == 2


def test_words_are_needed(text, lead):
    with pytest.raises(NotAllowed, match="needs words"):
        render(text, lead, heading="", body=" ")


def test_a_settled_text_may_still_be_translated(text, lead):
    verbs.settle(text=text, by=lead, at=LATER)
    assert render(text, lead).pk


def test_another_agency_may_not(text):
    with pytest.raises(NotAllowed, match="Only the lead agency"):
        render(text, minh())
