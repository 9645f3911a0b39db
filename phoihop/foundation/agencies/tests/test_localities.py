import datetime as dt
from collections import Counter

import pytest

from phoihop.foundation.agencies import localities
from phoihop.foundation.agencies.models import Locality, LocalitySuccession

BEFORE, SINCE = dt.date(2025, 6, 30), dt.date(2025, 7, 1)


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """The whole list, loaded once for this file and taken away again."""
    with django_db_blocker.unblock():
        loaded = localities.load()
        yield loaded
        LocalitySuccession.objects.all().delete()
        for level in ("commune", "district", "province"):
            Locality.objects.filter(level=level).delete()


@pytest.fixture
def map_of_the_country(db, country):
    return country


def the(code: str, level: str, *, on: dt.date) -> Locality:
    return localities.in_force(on=on).get(code=code, level=level)


def codes(units) -> set[str]:
    return {unit.code for unit in units}


def test_the_shipped_file_holds_the_official_numbers():
    data = localities.shipped()
    assert {key: len(data[key]) for key in ("provinces", "communes", "old_provinces", "old_districts")} == {
        "provinces": 34,
        "communes": 3321,
        "old_provinces": 63,
        "old_districts": 696,
    }
    assert len(data["old_communes"]) == 10035
    kinds = Counter(name.split()[0] for _, name, _ in data["communes"])
    assert kinds == {"Xã": 2621, "Phường": 687, "Đặc": 13}


def test_every_old_commune_has_a_successor_and_every_new_one_an_origin():
    data = localities.shipped()
    new = {code for code, _, _ in data["communes"]}
    from_districts = {code for *_, successors in data["old_districts"] for code in successors}
    inherited = {code for *_, successors in data["old_communes"] for code in successors}
    assert all(successors for *_, successors in data["old_communes"])
    assert inherited | from_districts == new


def test_no_commune_crossed_the_border_of_its_new_province():
    data = localities.shipped()
    province_of = {code: above for code, _, above in data["communes"]}
    into = {code: new for code, _, new in data["old_provinces"]}
    district_in = {code: into[above] for code, _, above, _ in data["old_districts"]}
    strays = [r for r in data["old_communes"] if {province_of[new] for new in r[3]} != {district_in[r[2]]}]
    assert strays == []


def test_loading_says_how_many_rows_it_wrote(map_of_the_country):
    assert map_of_the_country.provinces == 63 + 34 - 11  # eleven provinces were not touched
    assert map_of_the_country.districts == 696
    assert map_of_the_country.communes == 10035 + 3321
    assert map_of_the_country.successions == 52 + 3652 + 10567  # of provinces, districts and communes


def test_loading_twice_changes_nothing(map_of_the_country):
    assert localities.load() == localities.Loaded()


@pytest.mark.parametrize(
    ("day", "count"),
    [(BEFORE, {"province": 63, "district": 696, "commune": 10035}), (SINCE, {"province": 34, "commune": 3321})],
)
def test_one_day_changed_the_map(map_of_the_country, day, count):
    assert Counter(localities.in_force(on=day).values_list("level", flat=True)) == count


def test_nga_bay_city_became_two_wards_of_can_tho(map_of_the_country):
    city = the("931", "district", on=BEFORE)
    assert (city.name, city.parent.name) == ("Thành phố Ngã Bảy", "Tỉnh Hậu Giang")
    wards = localities.successors_of(city, on=SINCE).select_related("parent")
    assert [(w.code, w.name, w.parent.code) for w in wards] == [
        ("31340", "Phường Ngã Bảy", "92"),
        ("31411", "Phường Đại Thành", "92"),
    ]


def test_hau_giang_went_to_can_tho(map_of_the_country):
    assert codes(localities.successors_of(the("93", "province", on=BEFORE), on=SINCE)) == {"92"}


def test_a_code_may_name_an_old_and_a_new_unit(map_of_the_country):
    old, new = the("31411", "commune", on=BEFORE), the("31411", "commune", on=SINCE)
    assert (old.name, new.name) == ("Xã Đại Thành", "Phường Đại Thành")


def test_a_commune_may_have_been_divided(map_of_the_country):
    assert codes(localities.successors_of(the("00019", "commune", on=BEFORE), on=SINCE)) == {
        "00004",
        "00070",
        "00190",
        "00226",
    }


def test_two_communes_of_one_name_are_not_taken_for_one_another(map_of_the_country):
    """Xã Tân Thạnh of Thới Lai (Cần Thơ) and of Long Phú (Sóc Trăng) are in one province now, 75 km apart."""
    assert codes(localities.successors_of(the("31268", "commune", on=BEFORE), on=SINCE)) == {"31288"}
    assert codes(localities.successors_of(the("31666", "commune", on=BEFORE), on=SINCE)) == {"31666"}


def test_an_island_district_without_communes_has_its_successor_too(map_of_the_country):
    assert codes(localities.successors_of(the("755", "district", on=BEFORE), on=SINCE)) == {"26732"}


def test_an_untouched_province_is_its_own_successor(map_of_the_country):
    ha_noi = the("01", "province", on=BEFORE)
    assert list(localities.successors_of(ha_noi, on=SINCE)) == [ha_noi]
    assert ha_noi == the("01", "province", on=SINCE)


def test_a_place_is_found_without_its_marks(map_of_the_country):
    found = localities.named("nga bay", on=SINCE)
    assert [(place.name, place.parent.name) for place in found] == [("Phường Ngã Bảy", "Thành phố Cần Thơ")]
    assert {"931", "31340"} <= codes(localities.named("NGÃ BẢY"))
