"""Two people at one text in the same moment. No mark for the whole file: the commits of the first test are real."""

import threading
import time

import pytest
from django.db import OperationalError, connection, transaction

from phoihop.agree.drafting import queries, verbs
from phoihop.agree.drafting.models import Edit, Import, Node
from phoihop.agree.drafting.tests.factories import a_short_text, lines, node_at
from phoihop.agree.drafting.verbs import importing
from phoihop.agree.drafting.verbs.changing import Sheet
from phoihop.kit.verdict import StateMoved
from tests.cast import LATER, lan


def patiently(act):
    """A database in memory answers "locked" at once where one in a file would wait."""
    for _try in range(200):
        try:
            return act()
        except OperationalError as busy:
            if "locked" not in str(busy):
                raise
            time.sleep(0.01)
    raise AssertionError("the database stayed locked for two seconds")


def test_of_two_editors_at_once_one_wins_and_the_other_is_told(committed):
    lead = lan()
    node = node_at(text := a_short_text(by=lead), "Article 1 clause 1")
    gate = threading.Barrier(2)
    outcomes = []

    def edit(body):
        gate.wait(timeout=5)
        try:
            outcomes.append(
                patiently(
                    lambda: verbs.reword(
                        text=text,
                        node=node,
                        heading="",
                        body=body,
                        seen_revision=node.revision,
                        by=lead,
                        at=LATER,
                    )
                ).seq
            )
        except verbs.Overtaken as told:
            outcomes.append(told.mine.body)
        finally:
            connection.close()

    threads = [threading.Thread(target=edit, args=(body,)) for body in ("Một.", "Hai.")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won = Node.objects.get(pk=node.pk)
    told = next(outcome for outcome in outcomes if isinstance(outcome, str))
    assert {won.body, told} == {"Một.", "Hai."}
    assert won.revision == node.revision + 1
    assert Edit.objects.filter(text=text, verb="reword").count() == 1
    assert lines(text)[1].strip() == f"1. {won.body}"
    assert queries.labels(text)[node.key] == "Article 1 clause 1"


@pytest.mark.django_db
def test_the_database_has_the_last_word():
    """Whatever a sheet has read: the revision is compared again in the very statement that writes."""
    text = a_short_text(by=(lead := lan()))
    node = node_at(text, "Article 2")
    with transaction.atomic():
        sheet = Sheet(text, lead)
        sheet.set(node.key, body="Của người này.")
        Node.objects.filter(pk=node.pk).update(revision=7, body="Của người kia.")
        with pytest.raises(verbs.Overtaken) as told:
            sheet.apply("reword", "text.reworded", at=LATER, on_node=node.key)
    assert told.value.theirs.body == "Của người kia."


@pytest.mark.django_db
def test_a_label_nobody_has_is_empty():
    with transaction.atomic():
        assert Sheet(a_short_text(by=(lead := lan())), lead).label("n99") == ""


@pytest.mark.django_db
def test_an_import_is_closed_once():
    preview = Import(state=Import.State.PREVIEW, pk=1)
    with pytest.raises(StateMoved):
        importing._close(preview, Import.State.ACCEPTED, LATER)
