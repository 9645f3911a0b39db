"""A text begins from one of two shipped outlines, or empty."""

import pytest

from phoihop.agree.drafting import queries, verbs
from phoihop.agree.drafting.tests.factories import a_text, an_empty_text, lines
from phoihop.agree.programmes.tests.factories import a_framework
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, lan, minh

pytestmark = pytest.mark.django_db


def test_a_regulation_begins_with_chapters_and_articles():
    text = a_text(by=lan(), outline="regulation")
    kinds = [branch.kind for branch in queries.flat(queries.tree(text))]
    assert (text.form, kinds.count("chapter"), kinds.count("article")) == ("articles", 4, 14)


def test_a_programme_begins_with_seven_headings():
    text = a_text(by=lan(), outline="programme")
    sections = [branch.sign for branch in queries.tree(text) if branch.kind == "section"]
    assert (text.form, sections) == ("outline", ["I.", "II.", "III.", "IV.", "V.", "VI.", "VII."])


@pytest.mark.parametrize("outline", ["programme", "regulation"])
def test_the_outlines_are_numbered_as_they_should_be(outline):
    text = a_text(by=lan(), outline=outline)
    assert queries.renumbering(queries.tree(text), form=text.form).changes == []


def test_an_empty_text_takes_the_title_of_its_framework():
    text = an_empty_text(by=lan())
    assert text.title == text.framework.title
    assert lines(text) == []


def test_an_empty_text_can_still_take_an_outline():
    lead = lan()
    text = an_empty_text(by=lead)
    again = verbs.begin_text(framework=text.framework, outline_key="programme", by=lead, at=MONDAY)
    assert again == text
    assert lines(again)


def test_a_text_with_words_is_not_begun_again():
    lead = lan()
    text = a_text(by=lead)
    with pytest.raises(NotAllowed, match="already has a text"):
        verbs.begin_text(framework=text.framework, outline_key="programme", by=lead, at=MONDAY)


def test_an_empty_text_is_not_begun_empty_again():
    lead = lan()
    text = an_empty_text(by=lead)
    with pytest.raises(NotAllowed, match="already has a text"):
        verbs.begin_text(framework=text.framework, outline_key=None, by=lead, at=MONDAY)


def test_it_is_told_to_the_ledger():
    text = a_text(by=lan())
    kinds = Entry.objects.filter(chain=text.ledger_chain).order_by("seq").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["text.begun", "text.outlined"]


def test_only_the_lead_agency_begins_it():
    framework = a_framework(by=lan())
    with pytest.raises(NotAllowed, match="Only the lead agency"):
        verbs.begin_text(framework=framework, outline_key=None, by=minh(), at=MONDAY)
