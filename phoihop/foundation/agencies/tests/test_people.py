"""Posts, tenures, standing in, and who acts."""

import datetime as dt

import pytest

from phoihop.foundation.access.roles import Permission, Role
from phoihop.foundation.agencies import queries, verbs
from phoihop.foundation.agencies.actor import CLOCK, Actor
from phoihop.foundation.agencies.models import Account, Agency, Person, Tenure
from phoihop.foundation.agencies.tests.factories import (
    a_founded_agency,
    a_place,
    account_of,
    in_post,
    person_of,
    quan,
    tenure_of,
)
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, MONDAY, TODAY, an_agency, hanh, lan, minh, nga, tu

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


# ── Posts and tenures ──


def test_someone_new_is_put_into_a_post_with_roles_and_authority():
    by = quan()
    agency = a_founded_agency(by=by)
    post = verbs.open_post(agency=agency, title="Phó Trưởng phòng", by=by, at=MONDAY)
    tenure = verbs.begin_tenure(
        post=post,
        person="Dương Văn Sơn",
        roles=[Role.OFFICER, Role.HEAD],
        authority=Tenure.Authority.KT,
        from_on=TODAY,
        by=by,
        at=MONDAY,
    )
    assert (tenure.person.full_name, tenure.authority) == ("Dương Văn Sơn", "KT")
    assert tenure.role_set == {Role.OFFICER, Role.HEAD}
    entry = Entry.objects.get(kind="tenure.begun")
    assert "Sơn" not in str(entry.details), "a name is a personal value"
    assert entry.details["roles"] == ["head", "officer"]
    assert Entry.objects.filter(kind="post.opened").count() == 1


def test_a_post_is_held_by_one_person_at_a_time():
    by = quan()
    tenure = in_post(agency=a_founded_agency(by=by), by=by)
    with pytest.raises(NotAllowed, match="Dương Văn Sơn holds this post"):
        verbs.begin_tenure(post=tenure.post, person="Khác", roles=[], from_on=TODAY + DAY, by=by, at=MONDAY)
    verbs.end_tenure(tenure=tenure, until_on=TODAY + DAY, by=by, at=MONDAY)
    assert verbs.begin_tenure(post=tenure.post, person="Khác", roles=[], from_on=TODAY + DAY, by=by, at=MONDAY).pk


def test_an_administrator_gives_himself_no_role_but_another_may():
    by, other = quan(), quan()
    agency = a_founded_agency(by=by)
    post = verbs.open_post(agency=agency, title="Trưởng phòng", by=by, at=MONDAY)
    with pytest.raises(NotAllowed, match="may not give himself roles"):
        verbs.begin_tenure(post=post, person=person_of(by), roles=[Role.HEAD], from_on=TODAY, by=by, at=MONDAY)
    assert verbs.begin_tenure(post=post, person=person_of(by), roles=[Role.HEAD], from_on=TODAY, by=other, at=MONDAY).pk
    empty = verbs.open_post(agency=agency, title="Cố vấn", by=by, at=MONDAY)
    assert verbs.begin_tenure(post=empty, person=person_of(by), roles=[], from_on=TODAY, by=by, at=MONDAY).pk


def test_only_administrators_keep_posts_and_only_within_their_area():
    by = quan()
    tenure = in_post(agency=a_founded_agency(by=by), by=by)
    office = an_agency("Văn phòng phường", "other")
    office.locality = a_place("Phường Ngã Bảy", "31340")
    office.save()
    for actor, why in ((lan(), "Only an administrator"), (quan(office), "outside the area")):
        with pytest.raises(NotAllowed, match=why):
            verbs.open_post(agency=tenure.post.agency, title="X", by=actor, at=MONDAY)
        with pytest.raises(NotAllowed, match=why):
            verbs.end_tenure(tenure=tenure, until_on=LATER.date(), by=actor, at=MONDAY)
        with pytest.raises(NotAllowed, match=why):
            verbs.begin_tenure(post=tenure.post, person="X", roles=[], from_on=TODAY, by=actor, at=MONDAY)


def test_a_tenure_ends_once_and_not_before_it_begins():
    by = quan()
    tenure = in_post(agency=a_founded_agency(by=by), by=by)
    with pytest.raises(NotAllowed, match="cannot end before it begins"):
        verbs.end_tenure(tenure=tenure, until_on=TODAY - DAY, by=by, at=MONDAY)
    verbs.end_tenure(tenure=tenure, until_on=LATER.date(), by=by, at=MONDAY)
    with pytest.raises(NotAllowed, match="has ended already"):
        verbs.end_tenure(tenure=tenure, until_on=LATER.date(), by=by, at=MONDAY)
    assert verbs.end_tenure(tenure=tenure, until_on=TODAY + DAY, by=by, at=MONDAY).until_on == TODAY + DAY


def test_an_empty_installation_begins_with_one_administrator():
    account = verbs.appoint_first_administrator(
        agency_name="Văn phòng Tỉnh ủy",
        kind="party_committee",
        full_name="Nguyễn Thị Đầu",
        post_title="Quản trị",
        email="Dau@Example.vn",
        at=MONDAY,
    )
    actor = queries.actor_of(account, on=TODAY)
    assert actor
    assert actor.may(Permission.ADMINISTER)
    assert (account.email, account.has_usable_password()) == ("dau@example.vn", False)
    assert list(Entry.objects.order_by("seq").values_list("kind", "by")) == [
        ("agency.founded", "clock"),
        ("tenure.begun", "clock"),
        ("account.opened", "clock"),
    ]
    with pytest.raises(NotAllowed, match="has accounts already"):
        verbs.appoint_first_administrator(
            agency_name="X", kind="other", full_name="X", post_title="X", email="x@example.vn", at=MONDAY
        )


# ── Standing in ──


def lent(by, to, first=TODAY, last=TODAY, at=MONDAY):
    return verbs.delegate(tenure=tenure_of(by), to=person_of(to), from_on=first, until_on=last, by=by, at=at)


def test_whoever_stands_in_acts_in_the_post_and_says_so():
    boss, deputy = minh(), nga()
    lent(boss, deputy)
    account = account_of(deputy)
    verbs.act_in(account=account, tenure=tenure_of(boss), by=deputy, at=MONDAY)
    actor = queries.actor_of(account, on=TODAY)
    assert (actor.name, actor.standing_in_for, actor.post) == ("Nga", "Minh", "Chủ tịch")
    assert actor.may(Permission.SETTLE)
    assert "Nga" not in str(Entry.objects.get(kind="delegation.given").details)


def test_standing_in_ends_with_its_last_day():
    boss, deputy = minh(), nga()
    lent(boss, deputy, TODAY, TODAY + 2 * DAY)
    account = account_of(deputy)
    account.acting_in = tenure_of(boss)
    stands_in = [bool(queries.actor_of(account, on=TODAY + n * DAY).standing_in_for) for n in (-1, 0, 2, 3)]
    assert stands_in == [False, True, True, False]


def test_withdrawn_is_withdrawn_and_once_only():
    boss, deputy = minh(), nga()
    delegation = lent(boss, deputy)
    stale = type(delegation).objects.get(pk=delegation.pk)
    with pytest.raises(NotAllowed, match="Only the holder"):
        verbs.withdraw_delegation(delegation=delegation, by=deputy, at=MONDAY)
    verbs.withdraw_delegation(delegation=delegation, by=boss, at=MONDAY)
    assert len(queries.tenures_of(person_of(deputy).pk, on=TODAY)) == 1
    with pytest.raises(NotAllowed, match="over already"):
        verbs.withdraw_delegation(delegation=delegation, by=boss, at=MONDAY)
    verbs.withdraw_delegation(delegation=stale, by=boss, at=LATER - 7 * DAY)
    assert Entry.objects.filter(kind="delegation.withdrawn").count() == 1


def test_what_is_over_is_not_withdrawn():
    boss, deputy = minh(), nga()
    with pytest.raises(NotAllowed, match="over already"):
        verbs.withdraw_delegation(delegation=lent(boss, deputy), by=boss, at=LATER)


def test_what_no_delegation_may_do():
    boss, deputy, stranger = minh(), nga(), tu()
    for to, first, last, why in (
        (boss, TODAY, TODAY, "for himself"),
        (stranger, TODAY, TODAY, "Only someone of the same agency"),
        (deputy, TODAY - DAY, TODAY, "cannot begin in the past"),
        (deputy, TODAY + DAY, TODAY, "must not come before"),
        (deputy, TODAY, TODAY + 90 * DAY, "more than 90 days"),
    ):
        with pytest.raises(NotAllowed, match=why):
            lent(boss, to, first, last)
    assert lent(boss, deputy, TODAY, TODAY + 89 * DAY).pk


def test_only_the_holder_lends_a_post_and_not_one_lent_to_him():
    boss, deputy = minh(), nga()
    with pytest.raises(NotAllowed, match="Only the holder"):
        verbs.delegate(
            tenure=tenure_of(boss), to=person_of(deputy), from_on=TODAY, until_on=TODAY, by=deputy, at=MONDAY
        )
    lent(boss, deputy)
    stand_in = queries.actor_in(tenure_of(boss), account=account_of(deputy))
    with pytest.raises(NotAllowed, match="Only the holder"):
        lent(stand_in, deputy)
    guest = Actor(account_id=None, name="Khách", agency=boss.agency, post="", roles=frozenset(), guest_ref="g1")
    with pytest.raises(NotAllowed, match="Only the holder"):
        verbs.delegate(tenure=tenure_of(boss), to=person_of(deputy), from_on=TODAY, until_on=TODAY, by=guest, at=MONDAY)


# ── Who acts ──


def test_a_person_acts_in_the_post_chosen_else_in_the_first_held():
    actor, by = lan(), quan()
    second = verbs.open_post(agency=a_founded_agency(by=by), title="Tổ trưởng", by=by, at=MONDAY)
    tenure = verbs.begin_tenure(
        post=second, person=person_of(actor), roles=[Role.OFFICER], from_on=TODAY, by=by, at=MONDAY
    )
    account = account_of(actor)
    assert queries.actor_of(account, on=TODAY).post == "Trưởng ban"
    verbs.act_in(account=account, tenure=tenure, by=actor, at=MONDAY)
    account.refresh_from_db()
    assert queries.actor_of(account, on=TODAY).post == "Tổ trưởng"
    verbs.end_tenure(tenure=tenure, until_on=TODAY + DAY, by=by, at=MONDAY)
    assert queries.actor_of(account, on=TODAY + DAY).post == "Trưởng ban"
    assert Entry.objects.get(kind="account.acted_in").details["post"] == "Tổ trưởng"


def test_nobody_acts_in_a_post_not_held():
    actor = lan()
    with pytest.raises(NotAllowed, match="not held, nor lent"):
        verbs.act_in(account=account_of(actor), tenure=tenure_of(hanh()), by=actor, at=MONDAY)


def test_without_a_post_there_is_no_actor():
    account = Account.objects.create_user("x@example.vn", person=Person.objects.create(full_name="Không"))
    assert queries.actor_of(account, on=TODAY) is None


def test_finding_the_actor_takes_one_query(django_assert_num_queries):
    boss, deputy = minh(), nga()
    lent(boss, deputy)
    account = account_of(deputy)
    account.acting_in = tenure_of(boss)
    with django_assert_num_queries(1):
        assert queries.actor_of(account, on=TODAY).name == "Nga"


def test_an_actor_is_named_by_account_or_invitation_never_by_name():
    guest = Actor(account_id=None, name="Hoa", agency=Agency(pk=7), post="", roles=frozenset(), guest_ref="k3")
    assert (guest.ref, guest.agency_ref, CLOCK.ref) == ("guest:k3", "7", "clock")
