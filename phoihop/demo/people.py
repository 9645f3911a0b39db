"""Invented people in real places: the agencies of the founding article's city, and those that came after them.

Each row: login, name, post, roles, authority to sign. Agencies and places are public facts; nobody here exists.
"""

import datetime as dt
from dataclasses import dataclass

from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies import queries
from phoihop.foundation.agencies import verbs as agencies
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Account, Agency, Locality, Person, Tenure

OFFICER, HEAD, CLERK, LEADER, ADMIN = Role.OFFICER, Role.HEAD, Role.CLERK, Role.LEADER, Role.ADMINISTRATOR
DOMAIN = "demo.phoihop.example"


@dataclass(frozen=True, slots=True)
class House:
    """An agency of the story and who works in it."""

    key: str
    name: str
    short: str
    english: str
    kind: str
    founded_on: dt.date
    people: tuple[tuple[str, str, str, tuple[Role, ...], str], ...]


CITY = (
    House(
        "btg",
        "Ban Tuyên giáo Thành ủy Ngã Bảy",
        "Ban Tuyên giáo Thành ủy",
        "Propaganda Board of the Ngã Bảy City Party Committee",
        "party_committee",
        dt.date(2020, 2, 1),
        (
            ("truongban2021", "Trần Thị Bích Vân", "Trưởng ban", (OFFICER, HEAD), "own"),
            ("chuyenvien2021", "Nguyễn Hoài Nam", "Chuyên viên", (OFFICER,), ""),
            ("vanthu2021", "Đinh Thị Cẩm Tú", "Văn thư", (CLERK,), ""),
        ),
    ),
    House(
        "hdnd21",
        "Hội đồng nhân dân thành phố Ngã Bảy",
        "Hội đồng nhân dân thành phố",
        "People's Council of Ngã Bảy City",
        "peoples_council",
        dt.date(2020, 2, 1),
        (
            ("hdnd2021", "Phan Minh Trí", "Phó Chủ tịch", (OFFICER, HEAD), "KT"),
            ("vanthuhdnd2021", "Ngô Thanh Thảo", "Văn thư", (CLERK,), ""),
        ),
    ),
    House(
        "ubnd21",
        "Ủy ban nhân dân thành phố Ngã Bảy",
        "Ủy ban nhân dân thành phố",
        "People's Committee of Ngã Bảy City",
        "peoples_committee",
        dt.date(2020, 2, 1),
        (
            ("ubnd2021", "Lê Văn Khiêm", "Chủ tịch", (OFFICER, HEAD), "TM"),
            ("vanthuubnd2021", "Trương Mỹ Duyên", "Văn thư", (CLERK,), ""),
        ),
    ),
    House(
        "tand21",
        "Tòa án nhân dân thành phố Ngã Bảy",
        "Tòa án nhân dân thành phố",
        "People's Court of Ngã Bảy City",
        "court",
        dt.date(2020, 2, 1),
        (
            ("tand2021", "Võ Thị Ngọc Hân", "Chánh án", (OFFICER, HEAD), "own"),
            ("vanthutand2021", "Lâm Hoàng Yến", "Văn thư", (CLERK,), ""),
        ),
    ),
    House(
        "vks21",
        "Viện kiểm sát nhân dân thành phố Ngã Bảy",
        "Viện kiểm sát nhân dân thành phố",
        "People's Procuracy of Ngã Bảy City",
        "procuracy",
        dt.date(2020, 2, 1),
        (
            ("vks2021", "Đỗ Quang Huy", "Viện trưởng", (OFFICER, HEAD), "own"),
            ("vanthuvks2021", "Cao Thị Bé", "Văn thư", (CLERK,), ""),
        ),
    ),
    House(
        "tu21",
        "Thành ủy Ngã Bảy",
        "Thành ủy",
        "Ngã Bảy City Party Committee",
        "party_committee",
        dt.date(2020, 2, 1),
        (
            ("thuongtruc2021", "Hồ Thành Danh", "Phó Bí thư Thường trực", (LEADER,), "TM"),
            ("tochuc2021", "Quách Kim Phụng", "Ủy viên Ban Thường vụ", (LEADER,), ""),
        ),
    ),
)
#: Who held two posts, as in the article: login, agency of the second, its title, authority to sign there.
ALSO = (("thuongtruc2021", "hdnd21", "Chủ tịch", "TM"),)

WARD = (
    House(
        "bxdd",
        "Ban Xây dựng Đảng, Đảng ủy phường Ngã Bảy",
        "Ban Xây dựng Đảng",
        "Party Building Board, Ngã Bảy Ward Party Committee",
        "party_committee",
        dt.date(2025, 7, 1),
        (
            ("truongban", "Nguyễn Thị Thu Hà", "Trưởng ban", (OFFICER, HEAD), "own"),
            ("chuyenvien", "Huỳnh Ngọc Diễm", "Chuyên viên", (OFFICER,), ""),
            ("vanthu", "Bùi Tấn Đạt", "Văn thư", (CLERK,), ""),
        ),
    ),
    House(
        "hdnd",
        "Hội đồng nhân dân phường Ngã Bảy",
        "Hội đồng nhân dân phường",
        "People's Council of Ngã Bảy Ward",
        "peoples_council",
        dt.date(2025, 7, 1),
        (("hdnd", "Đặng Văn Thuận", "Phó Chủ tịch", (OFFICER, HEAD), "KT"),),
    ),
    House(
        "ubnd",
        "Ủy ban nhân dân phường Ngã Bảy",
        "Ủy ban nhân dân phường",
        "People's Committee of Ngã Bảy Ward",
        "peoples_committee",
        dt.date(2025, 7, 1),
        (
            ("chutich", "Lê Hoàng Phúc", "Chủ tịch", (OFFICER, HEAD), "TM"),
            ("ubnd", "Trần Mỹ Linh", "Công chức Văn phòng", (OFFICER,), ""),
        ),
    ),
    House(
        "tand",
        "Tòa án nhân dân khu vực",
        "Tòa án nhân dân khu vực",
        "Regional People's Court",
        "court",
        dt.date(2025, 7, 1),
        (("chanhan", "Phạm Quốc Bảo", "Chánh án", (OFFICER, HEAD), "own"),),
    ),
    House(
        "vks",
        "Viện kiểm sát nhân dân khu vực",
        "Viện kiểm sát nhân dân khu vực",
        "Regional People's Procuracy",
        "procuracy",
        dt.date(2025, 7, 1),
        (("vientruong", "Lý Kim Oanh", "Viện trưởng", (OFFICER, HEAD), "own"),),
    ),
    House(
        "du",
        "Đảng ủy phường Ngã Bảy",
        "Đảng ủy phường",
        "Ngã Bảy Ward Party Committee",
        "party_committee",
        dt.date(2025, 7, 1),
        (("thuongtruc", "Trương Hữu Nghĩa", "Phó Bí thư Thường trực", (LEADER,), "TM"),),
    ),
)
ADMINISTRATOR = ("quantri", "Mai Anh Khoa", "Quản trị hệ thống")


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone of the story: `agencies` by key, `people` by login without the domain."""

    agencies: dict[str, Agency]
    people: dict[str, Actor]


def appoint(*, at: dt.datetime) -> Cast:
    """Enter agencies, posts, people and accounts, as an administrator would, by the verbs."""
    login, name, title = ADMINISTRATOR
    account = agencies.appoint_first_administrator(
        agency_name="Văn phòng Thành ủy Ngã Bảy",
        kind="party_committee",
        full_name=name,
        post_title=title,
        email=f"{login}@{DOMAIN}",
        at=at,
        founded_on=dt.date(2020, 2, 1),
    )
    admin = _actor(account, at=at)
    cast = Cast({}, {login: admin})
    old, new = _places()
    for houses, place in ((CITY, old), (WARD, new)):
        for house in houses:
            _settle_in(house, place, cast, admin=admin, at=at)
    for login, key, title, authority in ALSO:
        _give_second_post(cast, login, key, title, authority, admin=admin, at=at)
    return cast


def _give_second_post(
    cast: Cast, login: str, key: str, title: str, authority: str, *, admin: Actor, at: dt.datetime
) -> None:
    post = agencies.open_post(agency=cast.agencies[key], title=title, by=admin, at=at)
    person = Tenure.objects.select_related("person").get(pk=cast.people[login].tenure_id or 0).person
    begins = dt.date(2021, 6, 1)
    agencies.begin_tenure(post=post, person=person, roles=(), from_on=begins, authority=authority, by=admin, at=at)


def _settle_in(house: House, place: Locality | None, cast: Cast, *, admin: Actor, at: dt.datetime) -> None:
    # Agencies of 2025 are entered on the day they begin, not in 2021.
    then = max(at, dt.datetime.combine(house.founded_on, at.timetz()))
    agency = agencies.found_agency(
        name=house.name,
        short_name=house.short,
        name_en=house.english,
        kind=house.kind,
        founded_on=house.founded_on,
        locality=place,
        by=admin,
        at=then,
    )
    cast.agencies[house.key] = agency
    for login, name, title, roles, authority in house.people:
        post = agencies.open_post(agency=agency, title=title, by=admin, at=then)
        tenure = agencies.begin_tenure(
            post=post, person=name, roles=roles, from_on=house.founded_on, authority=authority, by=admin, at=then
        )
        account = agencies.open_account(person=tenure.person, email=f"{login}@{DOMAIN}", by=admin, at=then)
        cast.people[login] = _actor(account, at=then)


def _places() -> tuple[Locality | None, Locality | None]:
    """Ngã Bảy as a city until 2025, and the ward of that name since."""
    old = Locality.objects.filter(name__contains="Ngã Bảy", level="district").first()
    return old, Locality.objects.filter(code="31340", valid_until=None).first()


def _actor(account: Account, *, at: dt.datetime) -> Actor:
    actor = queries.actor_of(account, on=queries.day_of(at))
    assert actor is not None  # appointed a line above
    return actor


def to_sign_in_as() -> list[tuple[Account, Tenure]]:
    """For the sign-in page: accounts of the story with the post each holds."""
    people = Person.objects.filter(account__email__endswith=f"@{DOMAIN}").select_related("account")
    tenures = Tenure.objects.filter(person__in=people).select_related("post__agency", "person__account").order_by("pk")
    return [(tenure.person.account, tenure) for tenure in tenures]
