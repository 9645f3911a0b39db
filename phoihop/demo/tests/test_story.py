"""The story plays by calling the verbs, into an empty installation only, and leaves an intact ledger."""

import datetime as dt

import pytest

from phoihop.agree.consultation.models import Remark, Round
from phoihop.agree.drafting.models import Version
from phoihop.agree.programmes.models import Framework
from phoihop.demo import people, playing, story
from phoihop.foundation.agencies import localities
from phoihop.foundation.ledger import queries as ledger
from tests.cast import lan

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_it_walks_from_a_paper_to_a_settled_text_and_leaves_one_remark_to_answer():
    """One play for all that is to be seen of it: the story takes a few seconds."""
    told = []
    localities.load()
    made = playing.play_once(tell=told.append)
    assert len(told) == 5
    assert sorted(Framework.objects.values_list("state", flat=True)) == ["CONSULTING", "CONSULTING", "SETTLED"]
    finals = Version.objects.filter(text__framework__state="SETTLED", kind="final")
    assert finals.filter(programme__isnull=False).count() == 4
    assert all(len(version.sha256) == 64 for version in finals)

    second = Round.objects.get(number=2)
    waiting = Remark.objects.filter(round=second, number__isnull=False, response=None)
    assert (waiting.count(), waiting.filter(carried_from__isnull=False).count()) == (1, 1)
    assert not second.invitations.filter(state="AWAITED").exists()

    assert {row["login"].split("@")[0] for row in made["accounts"]} >= {"truongban", "chutich", "quantri"}
    assert all(account.is_active for account, _tenure in people.to_sign_in_as())
    assert ledger.verify().intact
    assert playing.play_once(tell=told.append) == made  # the second time there is nothing to play
    assert len(told) == 5


def test_it_plays_once_and_never_over_real_data():
    lan()
    with pytest.raises(playing.NotEmpty, match="PHOIHOP_HOME"):
        playing.play_once(tell=print)


@pytest.mark.parametrize("day", ["2026-12-31", "2027-02-08"])
def test_it_plays_on_any_day_of_the_year(day):
    now = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(7), story.HERE)
    story.play(now=now, tell=lambda _sentence: None)
    assert Round.objects.count() == 4
