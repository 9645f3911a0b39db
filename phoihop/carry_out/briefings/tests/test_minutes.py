"""Minutes item by item: saved over what was read, approved by whoever chairs, unlocked with a reason, never lost."""

import pytest

from phoihop.carry_out.briefings import queries, verbs
from phoihop.carry_out.briefings.tests.factories import (
    BEFORE,
    DURING,
    a_briefing,
    a_leader,
    a_secretary,
    again,
    item_of,
    minuted,
    programme_of,
    secretary_of,
    walked,
)
from phoihop.carry_out.briefings.verbs import Outpaced, Votes
from phoihop.carry_out.escalations.models import Difficulty
from phoihop.foundation.ledger import queries as ledger
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import hanh, lan, minh

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner, state="HELD")
    return lead, partner, secretary_of(briefing), briefing


def approved(briefing, chair, kind="late"):
    item = item_of(briefing, kind)
    return verbs.approve_minutes(item=item, revision=item.minutes_revision, by=chair, at=DURING)


def test_a_proposal_is_dealt_with_once_its_minutes_are_approved():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner)
    secretary = secretary_of(briefing)
    proposal = verbs.propose(series=briefing.series, title="Tập huấn", by=partner, at=BEFORE)
    verbs.place(proposal=proposal, briefing=briefing, by=secretary, at=BEFORE)
    held = walked(again(briefing), secretary, lead, "HELD")
    minuted(held, secretary, kind="proposed")
    approved(held, lead, "proposed")
    proposal.refresh_from_db()
    assert proposal.state == "DONE"


def test_the_first_words_make_a_draft(session):
    _lead, _partner, secretary, briefing = session
    item = minuted(briefing, secretary, body="  Hội nghị nhất trí.\r\nHết. ")
    assert (item.state, item.body, item.minutes_revision) == ("DRAFT", "Hội nghị nhất trí.\nHết.", 1)
    assert ledger.history(item)[-1].sentence == "Diễm saved the minutes of item 1, briefing 1-2026."


def test_what_was_not_changed_is_not_saved_again(session):
    _lead, _partner, secretary, briefing = session
    minuted(briefing, secretary)
    item = minuted(briefing, secretary)
    assert item.minutes_revision == 1
    assert item.wordings.count() == 1


def test_a_second_secretary_is_shown_what_the_first_saved_and_both_texts_stay(session):
    lead, _partner, secretary, briefing = session
    other = a_secretary(lead.agency, "Thư")
    mine = item_of(briefing)
    minuted(briefing, secretary, body="Bản của Diễm.")
    with pytest.raises(Outpaced, match="Diễm has saved") as outpaced:
        verbs.write_minutes(item=mine, body="Bản của Thư.", revision=0, by=other, at=DURING)
    assert (outpaced.value.theirs, outpaced.value.revision) == ("Bản của Diễm.", 1)
    assert item_of(briefing).body == "Bản của Diễm."
    verbs.write_minutes(item=item_of(briefing), body="Cả hai.", revision=1, by=other, at=DURING)
    assert [one.body for one in queries.wordings_of(item_of(briefing), drafts=True)] == ["Cả hai.", "Bản của Diễm."]


def test_votes_are_kept_with_the_words(session):
    _lead, _partner, secretary, briefing = session
    item = item_of(briefing)
    verbs.write_minutes(item=item, body="Biểu quyết.", revision=0, votes=Votes(4, 1), by=secretary, at=DURING)
    item = item_of(briefing)
    assert (item.votes_yes, item.votes_no, item.votes_abstained) == (4, 1, 0)


def test_whoever_chairs_approves_and_it_is_locked(session):
    lead, _partner, secretary, briefing = session
    minuted(briefing, secretary)
    item = approved(briefing, lead)
    assert (item.state, item.approved_by_name) == ("APPROVED", "Lan")
    with pytest.raises(NotAllowed, match="approved and locked"):
        minuted(briefing, secretary, body="Sửa lén.")


def test_the_secretary_does_not_approve_their_own(session):
    _lead, _partner, secretary, briefing = session
    minuted(briefing, secretary)
    with pytest.raises(NotAllowed, match="the secretary does not approve their own"):
        approved(briefing, secretary)


def test_what_was_saved_after_reading_is_not_approved(session):
    lead, _partner, secretary, briefing = session
    minuted(briefing, secretary)
    read = item_of(briefing)
    minuted(briefing, secretary, body="Thêm một câu.")
    with pytest.raises(StateMoved):
        verbs.approve_minutes(item=read, revision=1, by=lead, at=DURING)


def test_an_empty_item_has_nothing_to_approve(session):
    lead, *_rest, briefing = session
    with pytest.raises(NotAllowed, match="no draft here"):
        approved(briefing, lead)


def test_unlocking_keeps_what_was_approved_with_the_reason(session):
    lead, _partner, secretary, briefing = session
    minuted(briefing, secretary, body="Bản đã duyệt.")
    approved(briefing, lead)
    with pytest.raises(NotAllowed, match="Say why"):
        verbs.unlock_minutes(item=item_of(briefing), reason=" ", by=lead, at=DURING)
    verbs.unlock_minutes(item=item_of(briefing), reason="Ghi nhầm số.", by=lead, at=DURING)
    minuted(briefing, secretary, body="Bản sửa.")
    wordings = queries.wordings_of(item_of(briefing), drafts=True)
    assert [(one.because, one.body, one.reason) for one in wordings] == [
        ("saved", "Bản sửa.", ""),
        ("unlocked", "Bản đã duyệt.", "Ghi nhầm số."),
        ("approved", "Bản đã duyệt.", ""),
        ("saved", "Bản đã duyệt.", ""),
    ]
    assert Notice.objects.filter(kind="briefing.minutes_unlocked", account=secretary.account_id).exists()


def test_partners_read_only_what_was_approved(session):
    lead, _partner, secretary, briefing = session
    minuted(briefing, secretary, body="Nháp.")
    assert queries.wordings_of(item_of(briefing), drafts=False) == []
    approved(briefing, lead)
    assert [one.because for one in queries.wordings_of(item_of(briefing), drafts=False)] == ["approved"]


def test_everybody_is_told_once_when_the_last_item_is_approved(session):
    lead, partner, secretary, briefing = session
    minuted(briefing, secretary)
    approved(briefing, lead)
    assert not Notice.objects.filter(kind="briefing.minutes_approved").exists()
    minuted(briefing, secretary, kind="next")
    approved(briefing, lead, "next")
    [notice] = Notice.objects.filter(kind="briefing.minutes_approved", account=partner.account_id)
    assert notice.words["count"] == 2


def test_an_item_carried_over_is_not_written_any_more(session):
    _lead, _partner, secretary, briefing = session
    verbs.carry_over(item=item_of(briefing), by=secretary, at=DURING)
    assert item_of(briefing).state == "CARRIED"
    with pytest.raises(NotAllowed, match="carried over"):
        minuted(briefing, secretary)


def test_before_it_begins_there_are_no_minutes():
    briefing = a_briefing(lan(), minh(), state="CALLED")
    with pytest.raises(NotAllowed, match="not begun yet"):
        minuted(briefing, secretary_of(briefing))


def test_a_partner_writes_no_minutes(session):
    _lead, partner, _secretary, briefing = session
    with pytest.raises(NotAllowed, match="prepares the briefings"):
        minuted(briefing, partner)


def test_lines_that_begin_with_an_agency_are_its_statement(session):
    lead, partner, _secretary, _briefing = session
    body = (
        f"Chủ tọa nêu vấn đề.\n{partner.agency.name}: chậm do thiếu đất.\nSẽ khắc phục.\n{lead.agency.name}: nhất trí."
    )
    assert queries.spoken(body, [lead.agency, partner.agency]) == (
        "Chủ tọa nêu vấn đề.",
        [(partner.agency.name, "chậm do thiếu đất.\nSẽ khắc phục."), (lead.agency.name, "nhất trí.")],
    )


def test_words_after_the_statements_leave_everything_in_its_order(session):
    lead, partner, *_rest = session
    body = f"{partner.agency.name}: chậm.\n\nChủ tọa kết luận."
    assert queries.spoken(body, [lead.agency, partner.agency]) == (body, [])


# ── Disagreement ─────────────────────────────────────────────────────────────


def test_a_disagreement_goes_upward_in_the_same_step_and_is_tied(session):
    _lead, partner, secretary, briefing = session
    minuted(briefing, secretary, body="Chủ tọa đề nghị chi từ nguồn thường xuyên.")
    dissent = verbs.note_dissent(
        item=item_of(briefing), agency=partner.agency, body="Chưa đủ căn cứ chi.", by=secretary, at=DURING
    )
    difficulty = Difficulty.objects.get(pk=dissent.raised_id)
    assert dissent.raised_as == difficulty.code == "VM1"
    statement = difficulty.statements.get()
    assert "Chủ tọa đề nghị chi từ nguồn thường xuyên." in statement.facts
    assert statement.proposal == "Chưa đủ căn cứ chi."
    assert difficulty.programme == programme_of(briefing.series)
    assert Notice.objects.filter(kind="briefing.dissent_noted", account=partner.account_id).exists()


def test_it_can_be_put_to_a_leadership_body_at_once(session):
    _lead, partner, secretary, briefing = session
    leader = a_leader()
    dissent = verbs.note_dissent(
        item=item_of(briefing), agency=partner.agency, body="Chưa đủ.", refer_to=leader.agency, by=secretary, at=DURING
    )
    assert Difficulty.objects.get(pk=dissent.raised_id).waits_for == leader.agency


def test_one_agency_disagrees_once_and_only_if_it_was_invited(session):
    _lead, partner, secretary, briefing = session
    told = {"body": "Không.", "by": secretary, "at": DURING}
    verbs.note_dissent(item=item_of(briefing), agency=partner.agency, **told)
    with pytest.raises(NotAllowed, match="noted already"):
        verbs.note_dissent(item=item_of(briefing), agency=partner.agency, **told)
    with pytest.raises(NotAllowed, match="that was invited"):
        verbs.note_dissent(item=item_of(briefing), agency=hanh().agency, **told)
    assert Difficulty.objects.count() == 1
    assert again(briefing).state == "HELD"
