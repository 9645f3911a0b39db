"""The submission to the leadership, as PDF and as Word, in the form of whoever submits it."""

from io import BytesIO

import docx
import pypdfium2
import pytest

from phoihop.carry_out.escalations import papers, verbs
from phoihop.carry_out.escalations.tests.factories import (
    a_difficulty,
    a_programme,
    a_referral,
    a_task,
    again,
    awaited,
    body,
    leader,
)
from phoihop.foundation.agencies.models import Tenure
from tests.cast import LATER, MONDAY, lan, minh, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    lead, head, member = lan(), minh(), leader()
    programme = a_programme(lead, head)
    Tenure.objects.filter(pk=lead.tenure_id).update(authority="own")
    difficulty = a_difficulty(programme, head, tasks=[a_task(programme, lead, head)], urgency="urgent")
    return lead, head, member, difficulty


def words_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


@pytest.mark.slow
def test_it_follows_the_order_of_a_submission(client, cast):
    lead, _head, _member, difficulty = cast
    a_referral(difficulty, lead, advice="Nên đồng ý.", draft_instruction=["Giao UBND phường cấp quyền."])
    answer = sign_in(client, lead).get(f"/difficulties/{difficulty.pk}/submission.pdf")
    assert answer["Content-Type"] == "application/pdf"
    said = words_of(answer.content)
    order = ["TỜ TRÌNH", f"Kính gửi: {body().name}", "SỰ VIỆC", "NGUYÊN NHÂN", "CÁC PHƯƠNG ÁN", "ĐỀ XUẤT", "DỰ THẢO"]
    places = [said.index(one) for one in order]
    assert places == sorted(places)
    for expected in (
        "KHẨN",
        "Ưu điểm: Có ngay số liệu",
        "Nên đồng ý.",
        "Cung cấp số liệu quý I",
        "16 tháng 3 năm 2026",
    ):
        assert expected in said


def test_word_holds_the_same(client, cast):
    lead, _head, _member, difficulty = cast
    a_referral(difficulty, lead)
    answer = sign_in(client, lead).get(f"/difficulties/{difficulty.pk}/submission.docx")
    said = "\n".join(one.text for one in docx.Document(BytesIO(answer.content)).paragraphs)
    assert "TỜ TRÌNH" in said.upper()
    assert "Cơ sở dữ liệu chưa được cấp quyền" in said


def test_before_it_is_referred_it_is_a_draft_without_a_day(cast):
    lead, _head, _member, difficulty = cast
    paper = papers.submission(difficulty, difficulty.statements.get(), None, lead.agency, at=MONDAY)
    assert (paper.draft_mark, paper.on, paper.addressed_to) == ("Dự thảo", None, (papers.NOBODY_YET,))


def test_the_form_is_that_of_the_organ_that_submits(cast):
    lead, head, _member, difficulty = cast
    statement = difficulty.statements.get()
    by_party = papers.submission(difficulty, statement, None, lead.agency, at=MONDAY)
    by_state = papers.submission(difficulty, statement, None, head.agency, at=MONDAY)
    assert by_party.regime_key != by_state.regime_key
    assert by_party.signers[0].name == "Lan"
    assert by_state.signers[0].name == ""


def test_each_referral_keeps_the_words_of_its_day(client, cast):
    lead, head, member, difficulty = cast
    first = a_referral(difficulty, lead)
    verbs.ask_back(referral=first, question="?", by=member, at=LATER)
    verbs.return_for_completion(difficulty=again(difficulty), reason="?", by=lead, at=LATER)
    verbs.complete(difficulty=again(difficulty), title="Tên mới", facts="…", proposal="…", by=head, at=LATER)
    a_referral(difficulty, lead, at=LATER)
    last = papers.submission(difficulty, awaited(difficulty).statement, awaited(difficulty), lead.agency, at=LATER)
    before = papers.submission(difficulty, first.statement, first, lead.agency, at=LATER)
    assert last.subject.endswith("Tên mới")
    assert before.subject.endswith("Thiếu số liệu dân cư để tổng hợp")
    assert (before.on, last.on) == (MONDAY.date(), LATER.date())
