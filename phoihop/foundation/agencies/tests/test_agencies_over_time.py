"""Founding, renaming, giving codes, ending."""

import datetime as dt

import pytest

from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies import queries, verbs
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.agencies.tests.factories import BASIS, a_founded_agency, a_place, in_post, quan
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, MONDAY, TODAY, an_agency, lan

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def names(agency):
    return [(row.name, row.from_on, row.until_on) for row in agency.names.order_by("from_on")]


# ── Founding ──


def test_an_administrator_founds_an_agency_and_it_is_on_record():
    agency = a_founded_agency("  Phòng Văn hóa ", by=quan())
    assert (agency.name, agency.regime, agency.folded) == ("Phòng Văn hóa", "state", "phong van hoa")
    assert names(agency) == [("Phòng Văn hóa", dt.date(2020, 1, 1), None)]
    entry = Entry.objects.get(kind="agency.founded")
    assert (entry.chain, entry.subject_id, entry.details["name"]) == ("site", str(agency.pk), "Phòng Văn hóa")


def test_party_organs_write_as_the_party_does_unless_told_otherwise():
    by = quan()
    board = verbs.found_agency(name="Ban Tổ chức", kind="party_committee", founded_on=TODAY, by=by, at=MONDAY)
    other = verbs.found_agency(name="Báo", kind="party_committee", regime="state", founded_on=TODAY, by=by, at=MONDAY)
    assert (board.regime, other.regime) == ("party", "state")


def test_nobody_else_may_found():
    with pytest.raises(NotAllowed, match="Only an administrator"):
        a_founded_agency(by=lan())
    assert not Entry.objects.exists()


def test_the_same_agency_is_not_founded_twice_in_one_place():
    by = quan()
    a_founded_agency(by=by)
    with pytest.raises(NotAllowed, match="already in the register"):
        a_founded_agency(by=by)
    assert a_founded_agency(by=by, locality=a_place("Phường Ngã Bảy", "31340")).pk


def test_an_administrator_of_a_ward_founds_there_and_nowhere_else():
    city = a_place("Cần Thơ", "92", level="province")
    ward, other = a_place("Phường Ngã Bảy", "31340", city), a_place("Phường Đại Thành", "31411", city)
    office = an_agency("Văn phòng phường", "other")
    office.locality = ward
    office.save()
    by = quan(office)
    assert a_founded_agency("Trạm y tế", by=by, locality=ward).pk
    assert a_founded_agency("Tổ một cửa", by=by, parent=office).pk
    for elsewhere in ({"locality": other}, {"locality": city}, {}, {"parent": an_agency("Sở Nội vụ", "other")}):
        with pytest.raises(NotAllowed, match="outside the area"):
            a_founded_agency("Trạm khác", by=by, **elsewhere)


# ── Renaming ──


def renamed(agency, name, effective_on, by, **more):
    return verbs.rename_agency(
        agency=agency, name=name, effective_on=effective_on, legal_basis=BASIS, by=by, at=MONDAY, **more
    )


def test_a_new_name_closes_the_old_one_and_is_used_at_once():
    by = quan()
    agency = a_founded_agency(by=by)
    renamed(agency, "Phòng Văn hóa – Xã hội", TODAY, by, short_name="VHXH")
    agency.refresh_from_db()
    assert names(agency) == [
        ("Phòng Văn hóa", dt.date(2020, 1, 1), TODAY),
        ("Phòng Văn hóa – Xã hội", TODAY, None),
    ]
    assert (agency.name, agency.short_name) == ("Phòng Văn hóa – Xã hội", "VHXH")
    assert agency.name_on(TODAY - DAY) == "Phòng Văn hóa"
    assert agency.folded == "phong van hoa – xa hoi vhxh phong van hoa"
    details = Entry.objects.get(kind="agency.renamed").details
    assert (details["old_name"], details["effective_on"], details["legal_basis"]) == (
        "Phòng Văn hóa",
        "2026-03-02",
        BASIS,
    )


def test_a_name_can_be_put_into_history_without_touching_todays():
    by = quan()
    agency = a_founded_agency(by=by)
    renamed(agency, "Phòng Ba", TODAY, by)
    renamed(agency, "Phòng Hai", dt.date(2023, 5, 1), by)
    agency.refresh_from_db()
    assert names(agency) == [
        ("Phòng Văn hóa", dt.date(2020, 1, 1), dt.date(2023, 5, 1)),
        ("Phòng Hai", dt.date(2023, 5, 1), TODAY),
        ("Phòng Ba", TODAY, None),
    ]
    assert agency.name == "Phòng Ba"
    assert agency.name_on(dt.date(2024, 1, 1)) == "Phòng Hai"


def test_a_name_to_come_waits_for_its_day():
    by = quan()
    agency = a_founded_agency(by=by)
    renamed(agency, "Phòng Mới", TODAY + 3 * DAY, by)
    agency.refresh_from_db()
    assert agency.name == "Phòng Văn hóa"
    assert verbs.take_names_into_use(at=MONDAY) == []
    assert verbs.take_names_into_use(at=LATER) == [agency]
    agency.refresh_from_db()
    assert agency.name == "Phòng Mới"
    assert agency.folded.startswith("phong moi")
    assert Entry.objects.get(kind="agency.name_taken_into_use").by == "clock"
    assert verbs.take_names_into_use(at=LATER) == []


def test_what_no_name_may_do():
    by = quan()
    agency = a_founded_agency(by=by)
    renamed(agency, "Phòng Mới", TODAY, by)
    for name, day, why in (
        ("Phòng Cũ", dt.date(2019, 12, 31), "not in the register yet"),
        ("Phòng Khác", TODAY, "already begins on that day"),
        ("Phòng Mới", TODAY + DAY, "already has this name"),
    ):
        with pytest.raises(NotAllowed, match=why):
            renamed(agency, name, day, by)
    with pytest.raises(NotAllowed, match="Only an administrator"):
        renamed(agency, "Phòng Khác", LATER.date(), lan())


def test_an_agency_outside_the_area_is_not_renamed():
    office = an_agency("Văn phòng phường", "other")
    office.locality = a_place("Phường Ngã Bảy", "31340")
    office.save()
    elsewhere = a_founded_agency(by=quan())
    with pytest.raises(NotAllowed, match="outside the area"):
        renamed(elsewhere, "Phòng Mới", TODAY, quan(office))


# ── Codes ──


def test_a_new_code_strikes_out_the_old_one():
    by = quan()
    agency = a_founded_agency(by=by)
    for code, day in (("h13.25.4", dt.date(2021, 1, 1)), ("H92.3", TODAY)):
        verbs.give_code(agency=agency, code=code, from_on=day, by=by, at=MONDAY)
    assert [(row.code, row.until_on) for row in agency.codes.order_by("pk")] == [("H13.25.4", TODAY), ("H92.3", None)]
    assert queries.register(words="h92.3", on=TODAY).get() == agency
    assert Entry.objects.filter(kind="agency.code_given").count() == 2


@pytest.mark.parametrize("code", ["", "13.25", "H1.2", "H13.", "Z12", "H13." + "1" * 32, "H13 .2", "a-b"])
def test_what_is_no_code(code):
    by = quan()
    with pytest.raises(NotAllowed, match="no identifier"):
        verbs.give_code(agency=a_founded_agency(by=by), code=code, from_on=TODAY, by=by, at=MONDAY)


def test_a_code_belongs_to_one_agency_at_a_time():
    by = quan()
    one, two = a_founded_agency(by=by), a_founded_agency("Phòng Hai", by=by)
    verbs.give_code(agency=one, code="Z01123", from_on=TODAY, by=by, at=MONDAY)
    with pytest.raises(NotAllowed, match="in use on that day"):
        verbs.give_code(agency=two, code="Z01123", from_on=TODAY, by=by, at=MONDAY)
    with pytest.raises(NotAllowed, match="begins on that day or later"):
        verbs.give_code(agency=one, code="H01", from_on=TODAY, by=by, at=MONDAY)


# ── Ending ──


def test_an_agency_ends_with_its_posts_and_codes_and_keeps_its_names():
    by = quan()
    agency = a_founded_agency(by=by)
    verbs.give_code(agency=agency, code="H13", from_on=dt.date(2021, 1, 1), by=by, at=MONDAY)
    now = in_post(agency=agency, by=by)
    post = verbs.open_post(agency=agency, title="Phó", by=by, at=MONDAY)
    later = verbs.begin_tenure(
        post=post, person="Người sau", roles=[Role.OFFICER], from_on=TODAY + 9 * DAY, by=by, at=MONDAY
    )
    ended = verbs.end_agency(agency=agency, ended_on=TODAY + DAY, legal_basis=BASIS, by=by, at=MONDAY)
    assert (ended.ended_on, ended.end_legal_basis) == (TODAY + DAY, BASIS)
    now.refresh_from_db()
    later.refresh_from_db()
    assert now.until_on == TODAY + DAY
    assert later.until_on == later.from_on, "never taken up"
    assert agency.codes.get().until_on == TODAY + DAY
    assert Entry.objects.get(kind="agency.ended").details["posts_vacated"] == 2
    assert Entry.objects.filter(kind="tenure.ended").count() == 2
    assert queries.register(on=TODAY).filter(pk=agency.pk).exists()
    assert not queries.register(on=TODAY + DAY).filter(pk=agency.pk).exists()
    assert queries.register(on=TODAY + DAY, ended=True).filter(pk=agency.pk).exists()


def test_what_no_end_may_do():
    by = quan()
    agency = a_founded_agency(by=by)
    with pytest.raises(NotAllowed, match="before it is founded"):
        verbs.end_agency(agency=agency, ended_on=dt.date(2019, 1, 1), legal_basis=BASIS, by=by, at=MONDAY)
    with pytest.raises(NotAllowed, match="Nobody ends the agency acted for"):
        verbs.end_agency(agency=by.agency, ended_on=TODAY, legal_basis=BASIS, by=by, at=MONDAY)
    verbs.end_agency(agency=agency, ended_on=TODAY, legal_basis=BASIS, by=by, at=MONDAY)
    with pytest.raises(NotAllowed, match="has ended by that day"):
        verbs.end_agency(agency=agency, ended_on=TODAY, legal_basis=BASIS, by=by, at=MONDAY)
    with pytest.raises(NotAllowed, match="has ended by that day"):
        verbs.open_post(agency=agency, title="Chuyên viên", by=by, at=MONDAY)


# ── The register ──


def test_the_register_knows_every_name_ever_held_tones_aside():
    by = quan()
    agency = a_founded_agency("Đội Quản lý thị trường", by=by)
    renamed(agency, "Chi cục Mới", TODAY, by)
    for words in ("doi quan ly", "ĐỘI QUẢN", "chi cuc", "truong doi"):
        assert queries.register(words=words, on=TODAY).get() == agency
    assert not queries.register(words="cong an", on=TODAY).exists()


def test_the_register_filters_and_sorts():
    city = a_place("Cần Thơ", "92", level="province")
    ward = a_place("Phường Ngã Bảy", "31340", city)
    by = quan()
    b = a_founded_agency("Ban B", by=by, locality=ward, founded_on=dt.date(2021, 1, 1))
    a = a_founded_agency("Ban A", by=by)
    assert list(queries.register(locality="can tho", on=TODAY)) == [b]
    assert list(queries.register(locality="nga bay", on=TODAY)) == [b]
    assert not queries.register(kind="court", on=TODAY).exists()
    assert list(queries.register(words="ban", on=TODAY)) == [a, b]
    assert list(queries.register(words="ban", order="-name", on=TODAY)) == [b, a]
    assert list(queries.register(words="ban", order="-founded", on=TODAY)) == [b, a]
    assert list(queries.register(words="ban", order="nonsense", on=TODAY)) == [a, b]


def test_reach_follows_the_locality_of_the_administrators_agency():
    city = a_place("Cần Thơ", "92", level="province")
    ward = a_place("Phường Ngã Bảy", "31340", city)
    by = quan()
    in_city, in_ward, nowhere = (
        a_founded_agency(name, by=by, locality=place) for name, place in (("A", city), ("B", ward), ("C", None))
    )
    assert set(queries.reach_of(by)) == set(Agency.objects.all())
    assert set(queries.reach_of(quan(in_city))) == {in_city, in_ward}
    assert set(queries.reach_of(quan(in_ward))) == {in_ward}
    assert set(queries.reach_of(quan(nowhere))) == set(Agency.objects.all())
