"""The story plays by calling the verbs, into an empty installation only, and leaves an intact ledger."""

import datetime as dt
from pathlib import Path

import pytest

from phoihop.agree.consultation.models import Remark, Round
from phoihop.agree.drafting.models import Version
from phoihop.agree.programmes.models import Framework
from phoihop.agree.signing.models import Slot, Witness
from phoihop.agree.signing.tests.factories import the_authority
from phoihop.demo import ceremony, people, playing, story
from phoihop.engines.pdf_signing.verifying import verify_apart
from phoihop.engines.pdf_signing.verifying.roots import read_roots
from phoihop.foundation.agencies import localities
from phoihop.foundation.ledger import queries as ledger
from tests.cast import lan

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def demonstration(settings):
    """Its keys lie in a home of this run, and are made once."""
    settings.DEMO, settings.HOME = True, the_authority().trust_folder.parent.parent


def test_it_walks_from_a_paper_to_a_settled_text_and_leaves_one_remark_to_answer():
    """One play for all that is to be seen of it: the story takes a few seconds."""
    told = []
    localities.load()
    made = playing.play_once(tell=told.append)
    steps = len(told)
    assert sorted(Framework.objects.values_list("state", flat=True)) == ["CONSULTING", "CONSULTING", "IN_FORCE"]
    finals = Version.objects.filter(text__framework__state="IN_FORCE", kind="final")
    assert finals.filter(programme__isnull=False).count() == 4
    assert all(len(version.sha256) == 64 for version in finals)

    assert len(made["signed_pdfs"]) == 4
    roots = read_roots(Path(made["trust"]))[0]
    for path in made["signed_pdfs"]:
        report = verify_apart(Path(path), roots=roots)
        assert (report.verdict, [one.level for one in report.signatures]) == ("valid", ["B-LT"] * 4), report
    signers = Slot.objects.filter(state="SIGNED").exclude(kind="number").values_list("agency", "kind").distinct()
    assert signers.count() == 10
    assert not Witness.objects.filter(present_at=None).exists()

    second = Round.objects.get(number=2)
    waiting = Remark.objects.filter(round=second, number__isnull=False, response=None)
    assert (waiting.count(), waiting.filter(carried_from__isnull=False).count()) == (1, 1)
    assert not second.invitations.filter(state="AWAITED").exists()

    assert {row["login"].split("@")[0] for row in made["accounts"]} >= {"truongban", "chutich", "quantri"}
    assert all(account.is_active for account, _tenure in people.to_sign_in_as())
    assert ledger.verify().intact
    assert playing.play_once(tell=told.append) == made  # the second time there is nothing to play
    assert len(told) == steps


def test_it_plays_once_and_never_over_real_data():
    lan()
    with pytest.raises(playing.NotEmpty, match="PHOIHOP_HOME"):
        playing.play_once(tell=print)


@pytest.mark.parametrize("day", ["2026-12-31", "2027-02-08"])
def test_it_plays_on_any_day_of_the_year(monkeypatch, day):
    """Without the ceremony, which the first test plays: it is held on 31 December 2021 whatever day it is now."""
    monkeypatch.setattr(ceremony, "sign_all", lambda framework, cast: None)
    now = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(7), story.HERE)
    story.play(now=now, tell=lambda _sentence: None)
    assert Round.objects.count() == 4
