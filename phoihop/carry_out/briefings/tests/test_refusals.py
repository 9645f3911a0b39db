"""What the verbs refuse, and in which words; and what a second copy of a row, loaded earlier, cannot undo."""

from dataclasses import replace

import pytest

from phoihop.carry_out.briefings import rules, verbs
from phoihop.carry_out.briefings.models import Document, Feed, Item, OwedPaper
from phoihop.carry_out.briefings.tests.factories import (
    AFTER,
    BEFORE,
    DURING,
    HELD,
    a_briefing,
    a_clerk,
    a_conclusion,
    a_series,
    a_task,
    again,
    item_of,
    minuted,
    programme_of,
    secretary_of,
)
from phoihop.carry_out.briefings.verbs import Votes
from phoihop.carry_out.briefings.verbs.documents import _take
from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.files import verbs as files
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import MONDAY, hanh, lan, minh, nga, someone

pytestmark = pytest.mark.django_db


def arranged(briefing, **told):
    fields = {"held_at": briefing.held_at, "minutes": 150, "place": "Phòng họp A", "chair_agency": None, **told}
    return verbs.arrange(briefing=briefing, by=secretary_of(briefing), at=BEFORE, **fields)


def test_an_extraordinary_briefing_is_not_planned_for_a_day_gone_by():
    lead = lan()
    with pytest.raises(NotAllowed, match="lies in the past"):
        verbs.plan(series=a_series(lead, minh()), subject="Đất đai", held_at=MONDAY, minutes=60, by=lead, at=BEFORE)


def test_arranging_it_as_it_is_changes_nothing():
    briefing = a_briefing(lan(), minh())
    moment = briefing.changed_at
    same = {name: getattr(briefing, name) for name in ("chair_agency", "chair_tenure", "secretary_tenure")}
    arranged(briefing, **same)
    assert again(briefing).changed_at == moment


def test_a_called_briefing_keeps_a_chair_and_who_chairs_holds_a_post_there():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner, state="CALLED")
    with pytest.raises(NotAllowed, match="Say first who chairs"):
        arranged(briefing)
    with pytest.raises(NotAllowed, match="hold a post in the agency"):
        arranged(briefing, chair_agency=partner.agency, chair_tenure=briefing.chair_tenure)


def test_a_seat_with_attendance_noted_stays():
    lead = lan()
    briefing = a_briefing(lead, minh(), state="CALLED")
    secretary = secretary_of(briefing)
    verbs.invite(briefing=briefing, agency=hanh().agency, name="Trần Hạnh", post="Chánh án", by=secretary, at=BEFORE)
    verbs.begin(briefing=again(briefing), by=secretary, at=HELD)
    guest = briefing.seats.get(role="guest")
    guest.briefing = again(briefing)
    verbs.note_attendance(seat=guest, answer="ABSENT", by=secretary, at=DURING)
    with pytest.raises(NotAllowed, match="noted already"):
        verbs.uninvite(seat=guest, by=secretary, at=DURING)


def test_a_conclusion_is_due_in_one_way():
    briefing = a_briefing(lan(), partner := minh(), state="HELD")
    with pytest.raises(NotAllowed, match="either a day, or a number"):
        a_conclusion(briefing, partner, secretary_of(briefing), working_days=5)


def test_an_item_loaded_before_somebody_wrote_keeps_what_was_written():
    briefing = a_briefing(lan(), partner := minh(), state="HELD")
    secretary, stale = secretary_of(briefing), item_of(briefing)
    written = minuted(briefing, secretary)
    verbs.conclude(item=stale, text="Việc", lead=partner.agency, due_on=HELD.date(), by=secretary, at=DURING)
    now = Item.objects.get(pk=stale.pk)
    assert (now.body, now.state, now.minutes_revision) == (written.body, "DRAFT", written.minutes_revision)


def test_votes_are_kept_and_saving_the_same_again_is_no_new_wording():
    briefing = a_briefing(lan(), minh(), state="HELD")
    secretary = secretary_of(briefing)
    for _time in range(2):
        item = item_of(briefing)
        verbs.write_minutes(
            item=item, body="Nhất trí.", revision=item.minutes_revision or 0, votes=Votes(4, 1), by=secretary, at=DURING
        )
    item = item_of(briefing)
    assert (item.votes_yes, item.votes_no, item.votes_abstained, item.wordings.count()) == (4, 1, 0, 1)


def test_minutes_locked_meanwhile_are_not_written_over():
    lead = lan()
    briefing = a_briefing(lead, minh(), state="HELD")
    secretary = secretary_of(briefing)
    minuted(briefing, secretary)
    stale, item = item_of(briefing), item_of(briefing)
    verbs.approve_minutes(item=item, revision=item.minutes_revision, by=lead, at=DURING)
    with pytest.raises(StateMoved):
        verbs.write_minutes(item=stale, body="Bản muộn.", revision=stale.minutes_revision, by=secretary, at=DURING)


def test_only_what_is_written_and_read_is_approved():
    lead = lan()
    briefing = a_briefing(lead, partner := minh(), state="HELD")
    secretary = secretary_of(briefing)
    a_conclusion(briefing, partner, secretary)
    item = item_of(briefing)
    with pytest.raises(NotAllowed, match="no draft here"):
        verbs.approve_minutes(item=item, revision=item.minutes_revision, by=lead, at=DURING)
    minuted(briefing, secretary)
    item = item_of(briefing)
    with pytest.raises(StateMoved):
        verbs.approve_minutes(item=item, revision=item.minutes_revision - 1, by=lead, at=DURING)


def test_an_item_taken_off_takes_no_minutes():
    briefing = a_briefing(lan(), minh(), state="HELD")
    secretary, item = secretary_of(briefing), item_of(briefing)
    verbs.remove_item(item=item, reason="Thôi.", by=secretary, at=DURING)
    with pytest.raises(NotAllowed, match="taken off the agenda"):
        verbs.write_minutes(item=item, body="Muộn.", revision=0, by=secretary, at=DURING)


def test_a_title_of_the_record_follows_the_record():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner)
    secretary = secretary_of(briefing)
    verbs.assemble(briefing=again(briefing), by=secretary, at=MONDAY)
    Item.objects.filter(briefing=briefing, kind="late").update(title="Tên cũ")
    a_task(programme_of(briefing.series), lead, partner)
    verbs.assemble(briefing=again(briefing), by=secretary, at=BEFORE)
    assert item_of(briefing).title == "Nhiệm vụ quá hạn và sắp quá hạn"


def test_what_somebody_else_did_a_moment_ago_is_not_done_twice():
    briefing = a_briefing(lan(), partner := minh(), state="CALLED")
    secretary, day = secretary_of(briefing), HELD.date()
    owed = verbs.ask_paper(briefing=briefing, agency=partner.agency, title="Số liệu", by=secretary, at=BEFORE)
    OwedPaper.objects.update(dropped_at=BEFORE)
    with pytest.raises(StateMoved):
        verbs.drop_paper(owed=owed, by=secretary, at=BEFORE)
    verbs.remind_of_briefing(briefing=briefing, on=day, by=CLOCK, at=BEFORE)
    with pytest.raises(StateMoved):
        verbs.remind_of_briefing(briefing=briefing, on=day, by=CLOCK, at=BEFORE)


def test_a_calendar_is_taken_back_once_and_by_its_owner():
    partner, other = minh(), nga()
    feed = verbs.make_feed(whole_agency=False, by=partner, at=BEFORE)
    with pytest.raises(NotAllowed, match="somebody else's"):
        verbs.revoke_feed(feed=feed, by=other, at=BEFORE)
    Feed.objects.update(revoked_at=BEFORE)
    with pytest.raises(StateMoved):
        verbs.revoke_feed(feed=feed, by=partner, at=BEFORE)


def test_guests_keep_no_calendar_and_not_everybody_that_of_the_agency():
    member = someone("Sáu", agency=minh().agency, roles=(Role.LEADER,))
    assert "members with an account" in str(rules.may_keep_feed(replace(member, account_id=None), whole_agency=False))
    assert "kept by its officers" in str(rules.may_keep_feed(member, whole_agency=True).why_not)


@pytest.mark.slow
def test_a_signed_paper_is_kept_once_when_two_bring_it():
    lead = lan()
    briefing = a_briefing(lead, minh(), state="CALLED")
    clerk = a_clerk(lead.agency)
    made = verbs.make_document(briefing=briefing, kind="invitation", by=secretary_of(briefing), at=BEFORE)
    file = files.keep(data=b"%PDF-1.7\n%%EOF\n", name="a.pdf", by=clerk, at=BEFORE, already_read=True)
    Document.objects.update(signed=file, signed_at=BEFORE)
    with pytest.raises(StateMoved):
        _take(made, file, {"verdict": "valid"}, by=clerk, at=BEFORE)


def test_a_series_ends_once():
    series = a_series(lan(), minh())
    verbs.end_series(series=series, by=CLOCK, at=AFTER)
    with pytest.raises(NotAllowed, match="programme is over"):
        verbs.end_series(series=series, by=CLOCK, at=AFTER)


def test_briefings_are_not_planned_before_the_programme_is_in_force():
    framework = a_series(lan(), minh()).framework
    framework.state = "PREPARING"
    assert "once the programme is in force" in str(rules.may_begin_series(framework).why_not)


def test_what_is_undone_says_why():
    lead = lan()
    briefing = a_briefing(lead, partner := minh(), state="HELD")
    secretary = secretary_of(briefing)
    conclusion = a_conclusion(briefing, partner, secretary)
    minuted(briefing, secretary)
    item = item_of(briefing)
    verbs.approve_minutes(item=item, revision=item.minutes_revision, by=lead, at=DURING)
    with pytest.raises(NotAllowed, match="history of the minutes keeps the reason"):
        verbs.unlock_minutes(item=item_of(briefing), reason=" ", by=lead, at=DURING)
    verbs.unlock_minutes(item=item_of(briefing), reason="Nhầm.", by=lead, at=DURING)
    conclusion.item = item_of(briefing)
    with pytest.raises(NotAllowed, match="record keeps the reason"):
        verbs.withdraw_conclusion(conclusion=conclusion, reason=" ", by=secretary, at=DURING)


def test_a_party_invited_before_the_call_has_one_seat():
    briefing = a_briefing(lan(), partner := minh())
    secretary = secretary_of(briefing)
    verbs.invite(briefing=briefing, agency=partner.agency, name="Minh", post="Chủ tịch", by=secretary, at=MONDAY)
    verbs.assemble(briefing=again(briefing), by=secretary, at=BEFORE)
    verbs.call(briefing=again(briefing), by=secretary, at=BEFORE)
    assert briefing.seats.filter(agency=partner.agency).count() == 1
