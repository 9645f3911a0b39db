"""Every page does its one act by its verb; what one may not see does not exist."""

import datetime as dt

import pytest

from phoihop.carry_out.escalations import verbs
from phoihop.carry_out.escalations.models import Difficulty, Order
from phoihop.carry_out.escalations.tests.factories import (
    a_difficulty,
    a_programme,
    a_referral,
    a_task,
    again,
    at,
    awaited,
    body,
    clause,
    decided,
    leader,
    order_of,
)
from phoihop.carry_out.escalations.verbs import Ordered
from phoihop.carry_out.tasks.models import Task
from phoihop.carry_out.tasks.shares import Share
from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.actor import CLOCK
from tests.cast import TODAY, an_agency, hanh, lan, minh, sign_in, someone, tu

pytestmark = pytest.mark.django_db
A_DAY = dt.timedelta(days=1)
REPORTED = {
    "title": "Thiếu phòng họp",
    "facts": "Phòng họp đang sửa.",
    "proposal": "Mượn hội trường.",
    "urgency": "urgent",
    "way_1": "Họp trực tuyến",
    "for_1": "Không tốn kém.",
}


@pytest.fixture
def cast():
    lead, head, member = lan(), minh(), leader()
    return lead, head, member, a_programme(lead, head)


@pytest.fixture
def put(cast):
    """A difficulty before the body."""
    lead, head, member, programme = cast
    task = a_task(programme, lead, head)
    difficulty = a_difficulty(programme, head, tasks=[task], nodes=[clause(programme)])
    a_referral(difficulty, lead, advice="Nên đồng ý.", draft_instruction=["Cấp quyền tạm thời"])
    return lead, head, member, difficulty


def test_a_party_reports(client, cast):
    lead, head, _member, programme = cast
    task = a_task(programme, lead, head)
    address = f"/difficulties/programmes/{programme.pk}/new/"
    page = sign_in(client, head).get(f"{address}?task={task.pk}&clause={clause(programme).pk}")
    assert page.content.decode().count(" selected") >= 2
    answer = client.post(address, {**REPORTED, "tasks": [task.pk], "nodes": [clause(programme).pk]})
    made = Difficulty.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.urgency, list(made.tasks.all()), list(made.nodes.all())) == ("urgent", [task], [clause(programme)])
    assert made.statements.get().options[0]["name"] == "Họp trực tuyến"


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, cast):
    _lead, head, _member, programme = cast
    address = f"/difficulties/programmes/{programme.pk}/new/"
    answer = sign_in(client, head).post(address, {**REPORTED, "proposal": ""})
    assert answer.status_code == 422
    assert "Phòng họp đang sửa." in answer.content.decode()
    assert not Difficulty.objects.exists()


def test_a_stranger_and_a_member_have_no_form_to_report(client, cast):
    _lead, _head, member, programme = cast
    for actor in (tu(), member):
        assert sign_in(client, actor).get(f"/difficulties/programmes/{programme.pk}/new/").status_code == 404


def test_the_unit_triages(client, cast):
    lead, head, member, programme = cast
    first, second, third = (a_difficulty(programme, head, title=title) for title in ("Một", "Hai", "Ba"))
    sign_in(client, lead)
    client.post(f"/difficulties/{first.pk}/return/", {"reason": "Nêu rõ."})
    client.post(f"/difficulties/{second.pk}/answer/", {"text": "Dùng mẫu số 2."})
    client.post(f"/difficulties/{third.pk}/merger/", {"into": first.pk})
    assert [again(one).state for one in (first, second, third)] == ["RETURNED", "ANSWERED", "MERGED"]
    assert member.agency == body()


def test_completing_begins_with_what_was_said(client, cast):
    lead, head, _member, programme = cast
    one = a_difficulty(programme, head)
    verbs.return_for_completion(difficulty=one, reason="Nêu rõ số hộ.", by=lead, at=at(TODAY))
    address = f"/difficulties/{one.pk}/completion/"
    page = sign_in(client, head).get(address).content.decode()
    assert "Nêu rõ số hộ." in page
    assert "Cơ sở dữ liệu chưa được cấp quyền" in page
    assert "Phải kiểm soát truy cập." in page
    client.post(address, REPORTED)
    assert again(one).title == "Thiếu phòng họp"


def test_the_unit_refers(client, cast):
    lead, head, _member, programme = cast
    one = a_difficulty(programme, head, urgency="express")
    address = f"/difficulties/{one.pk}/referral/"
    form = sign_in(client, lead).get(address).context["form"]
    assert (form.initial["working_days"], form.initial["body"]) == (3, body().pk)
    client.post(
        address, {"body": body().pk, "working_days": 3, "advice": "Nên đồng ý.", "instruction": "Giao A.\n\nGiao B."}
    )
    assert awaited(one).draft_instruction == ["Giao A.", "Giao B."]


def test_a_member_reads_and_decides(client, put):
    lead, head, member, difficulty = put
    page = sign_in(client, member).get("/difficulties/awaited/").content.decode()
    assert difficulty.title in page
    address = f"/difficulties/{difficulty.pk}/decision/"
    form = client.get(address).content.decode()
    assert form.count("Cấp quyền tạm thời") >= 2  # as the directive, and as what it orders
    due = at(TODAY + 900 * A_DAY).date()
    answer = client.post(
        address,
        {
            "text": "Đồng ý.",
            "order_1": "Cấp quyền tạm thời",
            "kind_1": "task",
            "agency_1": head.agency.pk,
            "due_1": due.isoformat(),
            "order_2": "Sửa khoản 2",
            "kind_2": "amendment",
        },
    )
    assert answer.url == difficulty.get_absolute_url()
    first, second = Order.objects.order_by("position")
    assert (first.agency, first.due_on) == (head.agency, due)
    assert list(second.nodes.all()) == [clause(difficulty.programme)]
    sign_in(client, lead)
    made = client.post(f"/difficulties/{difficulty.pk}/orders/{first.pk}/", {"lead": head.agency.pk, "due_on": due})
    assert made.url == Task.objects.get(origin="directive").get_absolute_url()
    assert client.get(f"/difficulties/{difficulty.pk}/orders/{second.pk}/").status_code == 200


def test_a_member_refuses_or_asks_back(client, put):
    lead, _head, member, difficulty = put
    sign_in(client, member).post(f"/difficulties/{difficulty.pk}/question/", {"question": "Bao nhiêu?"})
    assert again(difficulty).state == "REPORTED"
    a_referral(difficulty, lead)
    client.post(f"/difficulties/{difficulty.pk}/refusal/", {"reason": "Trái quy chế."})
    assert again(difficulty).state == "REFUSED"
    # Nothing typed is lost when somebody else was faster.
    late = client.post(f"/difficulties/{difficulty.pk}/decision/", {"text": "Đồng ý."})
    assert late.status_code == 422
    assert "Đồng ý." in late.content.decode()


def test_the_reporter_says_whether_it_helped(client, put):
    _lead, head, member, difficulty = put
    decided(difficulty, member, text="Đồng ý cấp quyền.")
    page = sign_in(client, head).get(f"/difficulties/{difficulty.pk}/resolution/").content.decode()
    assert "Đồng ý cấp quyền." in page
    assert f"/difficulties/{difficulty.pk}/reopening/" in page
    client.post(f"/difficulties/{difficulty.pk}/reopening/", {"reason": "Chưa cấp."})
    assert again(difficulty).state == "REOPENED"
    client.post(f"/difficulties/{difficulty.pk}/withdrawal/", {"reason": "Đã có cách."})
    assert again(difficulty).state == "WITHDRAWN"


def test_a_body_is_reminded_by_a_button(client, put):
    lead, _head, _member, difficulty = put
    answer = sign_in(client, lead).post(f"/difficulties/{difficulty.pk}/reminder/", follow=True)
    assert "was reminded." in answer.content.decode()
    again_ = client.post(f"/difficulties/{difficulty.pk}/reminder/", follow=True)
    assert "already reminded of it today" in again_.content.decode()


def test_the_page_shows_the_thread_and_the_length_of_the_silence(client, put):
    _lead, head, member, difficulty = put
    page = sign_in(client, head).get(difficulty.get_absolute_url()).content.decode()
    assert f"{body().name} has been silent for" in page
    assert "How the silence is counted" in page
    assert "Cung cấp số liệu quý I" in page
    assert "Hằng quý, các bên cung cấp" in page
    decided(difficulty, member, Ordered("Cấp quyền tạm thời"), text="Đồng ý.")
    page = sign_in(client, head).get(difficulty.get_absolute_url()).content.decode()
    assert "Directive no. 1" in page
    assert "not taken up yet" in page


def test_the_body_reads_what_was_put_to_it_and_titles_alone_of_the_rest(client, put):
    lead, _head, member, difficulty = put
    page = sign_in(client, member).get(difficulty.get_absolute_url()).content.decode()
    assert "Nên đồng ý." in page
    assert "Cung cấp số liệu quý I" in page
    assert "/tasks/" not in page.split("<main")[1]
    # The ledger of the programme is not its business.
    assert "reported difficulty VM1" not in page
    other = an_agency("Thường trực Tỉnh ủy", "party_committee")
    someone("Bảy", agency=other, roles=(Role.LEADER,))
    verbs.refuse(referral=awaited(difficulty), reason="Xin ý kiến cấp trên.", by=member, at=at(TODAY))
    verbs.refer(
        difficulty=again(difficulty), body=other, working_days=5, advice="Trình cấp trên.", by=lead, at=at(TODAY)
    )
    page = sign_in(client, member).get(difficulty.get_absolute_url()).content.decode()
    assert "Trình cấp trên." not in page


def test_before_it_was_put_to_the_body_it_did_not_exist_for_it(client, cast):
    lead, head, member, programme = cast
    one = a_difficulty(programme, head, at=at(TODAY))
    assert sign_in(client, member).get(one.get_absolute_url()).status_code == 404
    a_referral(one, lead, at=at(TODAY + 3 * A_DAY))
    assert client.get(one.get_absolute_url()).status_code == 200
    assert client.get(f"{one.get_absolute_url()}?on=2026-03-03").status_code == 404
    assert client.get(f"{one.get_absolute_url()}?on=2026-03-05").status_code == 200


def test_a_past_day_shows_the_words_and_the_state_of_that_day(client, cast):
    lead, head, member, programme = cast
    one = a_difficulty(programme, head, at=at(TODAY))
    verbs.return_for_completion(difficulty=one, reason="Nêu rõ.", by=lead, at=at(TODAY + A_DAY))
    verbs.complete(difficulty=again(one), title="Tên mới", facts="…", proposal="…", by=head, at=at(TODAY + 2 * A_DAY))
    a_referral(one, lead, at=at(TODAY + 3 * A_DAY))
    decided(one, member, at=at(TODAY + 8 * A_DAY), text="Đồng ý toàn bộ.")
    sign_in(client, head)
    then = client.get(f"{one.get_absolute_url()}?on=2026-03-03").content.decode()
    assert "Returned for completion" in then
    assert "Tên mới" not in then.split("<main")[1]
    assert "Đồng ý toàn bộ." not in then
    assert client.get(f"{one.get_absolute_url()}?on=2026-03-01").status_code == 404
    assert "completed difficulty" not in then
    waiting = client.get(f"{one.get_absolute_url()}?on=2026-03-09").content.decode()
    assert "has been silent for 2 working days" in waiting
    assert "Đồng ý toàn bộ." not in waiting


def test_what_was_taken_up_later_was_not_taken_up_yet(client, cast):
    lead, head, member, programme = cast
    one = a_difficulty(programme, head, at=at(TODAY))
    a_referral(one, lead, at=at(TODAY))
    directive = decided(one, member, Ordered("Cấp quyền tạm thời"), at=at(TODAY + A_DAY))
    share = Share(head.agency, working_days=5)
    verbs.take_up(order=order_of(directive), lead=share, by=lead, at=at(TODAY + 4 * A_DAY))
    sign_in(client, head)
    before, after = (client.get(f"{one.get_absolute_url()}?on=2026-03-0{day}").content.decode() for day in (5, 6))
    assert ("not taken up yet" in before, "CĐ1" in before) == (True, False)
    assert ("not taken up yet" in after, "CĐ1" in after) == (False, True)


def test_the_page_says_when_and_why_the_body_was_reminded(client, put):
    lead, _head, _member, difficulty = put
    verbs.remind(referral=awaited(difficulty), by=lead, at=at(TODAY + A_DAY))
    verbs.remind(referral=awaited(difficulty), by=CLOCK, at=at(TODAY + 20 * A_DAY), working_days=5, escalated=True)
    page = sign_in(client, lead).get(difficulty.get_absolute_url()).content.decode()
    assert "03/03/2026: by hand, Lan" in page
    assert "22/03/2026: 5 working days after it was due; the heads were told too" in page
    then = client.get(f"{difficulty.get_absolute_url()}?on=2026-03-10").content.decode()
    assert "22/03/2026" not in then


def test_a_body_with_much_to_decide_reads_the_longest_silences_first(client, cast):
    lead, head, member, programme = cast
    for n in range(33):
        a_referral(a_difficulty(programme, head, title=f"Việc {n}"), lead)
    answer = sign_in(client, member).get("/difficulties/awaited/")
    assert (len(answer.context["rows"]), answer.context["more"]) == (30, 3)
    assert "3 more are in the list" in answer.content.decode()


@pytest.mark.parametrize(
    ("page", "actors"),
    [
        ("", {"lead", "head", "member"}),
        ("submission.docx", {"lead", "head", "member"}),
        ("return/", {"lead"}),
        ("answer/", {"lead"}),
        ("merger/", {"lead"}),
        ("referral/", {"lead"}),
        ("completion/", {"head"}),
        ("withdrawal/", {"head"}),
        ("resolution/", {"head"}),
        ("reopening/", {"head"}),
        ("decision/", {"member"}),
        ("refusal/", {"member"}),
        ("question/", {"member"}),
    ],
)
def test_what_is_not_ones_business_does_not_exist(client, put, page, actors):
    lead, head, member, difficulty = put
    people = {"lead": lead, "head": head, "member": member, "stranger": tu(), "other": hanh()}
    found = {
        name
        for name, actor in people.items()
        if sign_in(client, actor).get(f"/difficulties/{difficulty.pk}/{page}").status_code == 200
    }
    assert found == actors


@pytest.mark.slow
def test_a_page_asks_no_more_than_it_must(client, put, django_assert_max_num_queries):
    lead, head, member, difficulty = put
    verbs.ask_back(referral=awaited(difficulty), question="?", by=member, at=at(TODAY))
    a_referral(difficulty, lead)
    decided(difficulty, member, Ordered("Một"), Ordered("Hai"))
    for actor, most in ((lead, 40), (head, 40), (member, 36)):
        sign_in(client, actor)
        with django_assert_max_num_queries(most):
            client.get(difficulty.get_absolute_url())
