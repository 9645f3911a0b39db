"""Papers that agencies owe for the pack: asked for, reminded of, handed in."""

import datetime as dt

import pytest

from phoihop.carry_out.briefings import queries, verbs
from phoihop.carry_out.briefings.jobs import remind
from phoihop.carry_out.briefings.models import OwedPaper
from phoihop.carry_out.briefings.tests.factories import AFTER, BEFORE, a_briefing, again, at, item_of, secretary_of
from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.files import kinds
from phoihop.foundation.files import verbs as files
from phoihop.foundation.notices import queries as notices
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import MONDAY, hanh, lan, minh

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner)
    secretary = secretary_of(briefing)
    verbs.assemble(briefing=again(briefing), by=secretary, at=MONDAY)
    paper = verbs.ask_paper(
        briefing=again(briefing), agency=partner.agency, title="Số liệu quý I", item=item_of(briefing), by=secretary,
        at=MONDAY,
    )  # fmt: skip
    return partner, secretary, briefing, paper


def kept(by, text="Số liệu quý I"):
    return files.keep(data=text.encode(), name="so-lieu.txt", by=by, at=BEFORE, kinds={kinds.TXT})


def loaded(paper):
    found = OwedPaper.objects.select_related("agency").get(pk=paper.pk)
    found.briefing = again(paper.briefing)
    return found


def test_the_agency_is_told_until_when(owed):
    partner, _secretary, _briefing, paper = owed
    [line] = notices.told(Notice.objects.filter(kind="briefing.paper_asked", account=partner.account_id))
    assert line.sentence == "“Số liệu quý I” is asked for Briefing of Q1 2026, due on 08/04/2026."
    assert line.url.endswith(f"/papers/{paper.pk}/")


def test_handed_in_it_is_in_the_pack_and_the_host_is_told(owed):
    partner, secretary, _briefing, paper = owed
    file = kept(partner)
    verbs.hand_in_paper(owed=loaded(paper), file=file, name="so-lieu.txt", by=partner, at=BEFORE)
    assert loaded(paper).file == file
    assert Notice.objects.filter(kind="briefing.paper_handed_in", account=secretary.account_id).exists()
    assert queries.may_read_file(secretary, file.sha256)


def test_another_agency_hands_in_nothing(owed):
    *_rest, paper = owed
    other = hanh()
    with pytest.raises(NotAllowed, match="Only the agency asked"):
        verbs.hand_in_paper(owed=loaded(paper), file=kept(other), name="a.txt", by=other, at=BEFORE)


@pytest.mark.parametrize(
    ("day", "working_days"),
    [
        (dt.date(2026, 4, 1), None),
        (dt.date(2026, 4, 3), -3),
        (dt.date(2026, 4, 7), -1),
        (dt.date(2026, 4, 8), None),
        (dt.date(2026, 4, 9), 1),
        (dt.date(2026, 4, 10), 2),
        (dt.date(2026, 4, 11), None),
    ],
)
def test_the_clock_reminds_some_working_days_before_and_after(owed, day, working_days):
    found = queries.papers_to_remind(today=day)
    assert [one.working_days for one in found] == ([working_days] if working_days else [])


def test_it_is_reminded_once_a_day_and_not_once_it_came_in(owed):
    partner, _secretary, _briefing, paper = owed
    day = dt.date(2026, 4, 7)
    told = {"working_days": -1, "on": day, "by": CLOCK, "at": at(day)}
    verbs.remind_of_paper(owed=loaded(paper), **told)
    with pytest.raises(StateMoved):
        verbs.remind_of_paper(owed=loaded(paper), **told)
    [line] = notices.told(Notice.objects.filter(kind="briefing.paper_reminded"))
    assert line.sentence == "“Số liệu quý I” for Briefing of Q1 2026 is due on 08/04/2026."
    verbs.hand_in_paper(owed=loaded(paper), file=kept(partner), name="a.txt", by=partner, at=BEFORE)
    assert queries.papers_to_remind(today=day) == []


def test_what_is_not_needed_any_more_is_neither_owed_nor_reminded_of(owed):
    partner, secretary, _briefing, paper = owed
    verbs.drop_paper(owed=loaded(paper), by=secretary, at=BEFORE)
    assert queries.papers_to_remind(today=dt.date(2026, 4, 7)) == []
    with pytest.raises(NotAllowed, match="not needed any more"):
        verbs.hand_in_paper(owed=loaded(paper), file=kept(partner), name="a.txt", by=partner, at=BEFORE)


def test_after_the_briefing_nothing_is_handed_in(owed):
    partner, secretary, briefing, paper = owed
    verbs.call(briefing=again(briefing), by=secretary, at=BEFORE)
    verbs.begin(briefing=again(briefing), by=secretary, at=AFTER)
    verbs.adjourn(briefing=again(briefing), by=secretary, at=AFTER)
    with pytest.raises(NotAllowed, match="has begun"):
        verbs.hand_in_paper(owed=loaded(paper), file=kept(partner), name="a.txt", by=partner, at=AFTER)


def test_everybody_invited_is_reminded_the_working_day_before():
    briefing = a_briefing(lan(), minh(), state="CALLED")
    assert queries.to_remind(today=dt.date(2026, 4, 10)) == []
    [found] = queries.to_remind(today=dt.date(2026, 4, 13))
    verbs.remind_of_briefing(briefing=found, on=dt.date(2026, 4, 13), by=CLOCK, at=at(dt.date(2026, 4, 13)))
    assert queries.to_remind(today=dt.date(2026, 4, 13)) == []
    assert Notice.objects.filter(kind="briefing.reminded").count() == 3  # head, chair, secretary
    assert briefing.state == "CALLED"


def test_the_job_counts_what_it_reminded_of(owed, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(dt.date(2026, 4, 7)))
    assert remind() == 1
    assert remind() == 0
