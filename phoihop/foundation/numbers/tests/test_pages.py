import datetime as dt
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from phoihop.foundation.access.roles import Role
from phoihop.foundation.numbers.models import Number, Series, Symbol, Term
from phoihop.foundation.numbers.tests.factories import (
    a_clerk,
    a_reserved,
    a_symbol,
    a_term,
    a_used,
    a_void,
    thu,
    van,
)
from phoihop.kit.vietnamese import fold
from tests.cast import MONDAY, TODAY, an_agency, lan, minh, sign_in, someone, tu

pytestmark = pytest.mark.django_db

ENTRY = {"on": "2026-03-02", "symbol": "KH-UBND", "subject_line": "Kế hoạch quý II", "signer": "Lê Văn Tám"}


def page(response) -> str:
    return " ".join(response.content.decode().split())


def today():
    return timezone.localdate().isoformat()


# ── Reading ──


def test_the_list_shows_each_series_with_its_counts_and_next_number(client):
    clerk = thu()
    a_used(clerk), a_void(clerk), a_reserved(clerk)
    shown = page(sign_in(client, clerk).get("/books/"))
    assert "Year 2026</a>" in shown
    counts = "<td data-number>3</td><td data-number>1</td><td data-number>1</td><td data-number>1</td>"
    assert f"{counts}<td data-number>04</td>" in shown
    assert "one series a year, from 1 January to 31 December" in shown


def test_a_party_organ_sees_its_series_by_kind_and_term(client):
    clerk = van()
    a_used(clerk, "CTr"), a_used(clerk, "KH")
    shown = page(sign_in(client, clerk).get("/books/"))
    assert "Programme, term 2025–2030</a>" in shown
    assert "Plan, term 2025–2030</a>" in shown
    term = Term.objects.get()
    assert "Programme, term" in page(client.get(f"/books/?period=term-{term.pk}"))
    assert "No series of that year or term" in page(client.get("/books/?period=2026"))


@pytest.mark.parametrize("period", ["?period=term-x", "?period=²", "?sort=nonsense", "?page=x", "?period=term-²"])
def test_a_strange_question_is_answered_all_the_same(client, period):
    clerk = thu()
    a_used(clerk)
    assert sign_in(client, clerk).get(f"/books/{period}").status_code == 200


def test_an_empty_book_says_what_comes_first(client):
    clerk = a_clerk("Văn", an_agency())
    shown = page(sign_in(client, clerk).get("/books/"))
    assert "No term of the committee covers today" in shown
    assert "The agency has no abbreviation yet" in shown
    assert "No term has been entered yet" in shown
    assert "What is missing above comes first" in shown
    assert "Reserve a number" in shown
    assert "The records clerk or the administrator enters it" in page(sign_in(client, lan()).get("/books/"))
    a_symbol(clerk, "BXDĐ"), a_term(clerk)
    assert "A series begins with its first number" in page(sign_in(client, clerk).get("/books/"))


def test_a_reader_who_keeps_no_book_sees_no_buttons(client):
    a_used(thu())
    sign_in(client, minh())
    for address in ("/books/", f"/books/{Series.objects.get().pk}/", f"/books/numbers/{Number.objects.get().pk}/"):
        shown = page(client.get(address))
        assert "Reserve a number" not in shown
        assert "Enter an abbreviation" not in shown
        assert "Make it void" not in shown


def test_a_series_shows_its_lines_newest_first_and_finds_them_tones_aside(client):
    clerk = thu()
    a_used(clerk, subject_line="Kế hoạch tuyên truyền"), a_void(clerk)
    series = Series.objects.get()
    shown = page(sign_in(client, clerk).get(f"/books/{series.pk}/"))
    assert shown.index("02/KH-UBND") < shown.index("01/KH-UBND")
    assert "Lấy nhầm số" in shown
    found = page(client.get(f"/books/{series.pk}/?words=tuyen+truyen&state=USED"))
    assert "01/KH-UBND</a>" in found
    assert "02/KH-UBND</a>" not in found
    assert "Nothing in the book matches" in page(client.get(f"/books/{series.pk}/?words=khong+co"))
    assert 'aria-sort="ascending"' in page(client.get(f"/books/{series.pk}/?sort=day"))
    assert "01/KH-UBND" in page(client.get("/books/papers/?words=tam"))


def test_a_series_begun_and_still_empty_says_so(client):
    clerk = thu()
    client = sign_in(client, clerk)
    client.post("/books/start/", {"on": today(), "number": "48"})
    series = Series.objects.get()
    assert "No number has been given here yet." in page(client.get(f"/books/{series.pk}/"))
    assert "goes on from the paper book at 48" in page(client.get("/books/"))
    assert "The records clerk gives the first" in page(sign_in(client, minh()).get(f"/books/{series.pk}/"))


def test_papers_out_of_step_are_pointed_out(client):
    clerk = thu()
    a_used(clerk), a_used(clerk, on=TODAY - dt.timedelta(days=1))
    shown = page(sign_in(client, clerk).get(f"/books/{Series.objects.get().pk}/"))
    assert "Dated before a paper with a lower number:" in shown


def test_a_number_tells_its_paper_and_its_history(client):
    clerk = thu()
    number = a_used(clerk, recipients="Thường trực Thành ủy", kept_by="VT", copies=12)
    shown = page(sign_in(client, clerk).get(f"/books/numbers/{number.pk}/"))
    for word in ("01/KH-UBND", "Lê Văn Tám", "Thường trực Thành ủy", "<dd>VT</dd>", "<dd>12</dd>", "Year 2026"):
        assert word in shown
    assert "Thư reserved number 01/KH-UBND for a paper of 02/03/2026." in shown
    assert "Thư entered paper 01/KH-UBND of 02/03/2026 in the book: Kế hoạch quý" in shown


def test_a_paper_kept_here_says_why_its_number_cannot_be_void(client):
    clerk = thu()
    number = a_used(clerk, about=an_agency())
    assert "A paper issued here bears this number." in page(sign_in(client, clerk).get(f"/books/numbers/{number.pk}/"))


@pytest.mark.parametrize(
    "where", ["{s}/", "{s}/book.xlsx", "numbers/{n}/", "numbers/{n}/entry/", "numbers/{n}/voiding/"]
)
def test_the_book_of_another_agency_does_not_exist(client, where):
    number = a_reserved(thu())
    address = "/books/" + where.format(s=number.series_id, n=number.pk)
    for outsider in (a_clerk("Tâm", an_agency("Sở Giao thông", "other")), tu()):
        assert sign_in(client, outsider).get(address).status_code == 404
    assert "KH-UBND" not in page(client.get("/books/papers/"))


def test_the_book_is_for_members_only(client):
    assert client.get("/books/")["Location"] == "/accounts/login/?next=/books/"


def test_the_book_costs_the_same_however_long(client):
    clerk = thu()
    series = a_used(clerk).series
    sign_in(client, clerk).get("/books/")
    costs = []
    for count in (2, 120):
        made = range(Number.objects.count() + 1, Number.objects.count() + 1 + count)
        Number.objects.bulk_create(
            Number(
                series=series,
                number=number,
                paper_type="KH",
                symbol="KH-UBND",
                on=TODAY,
                subject_line=f"Kế hoạch {number}",
                folded=fold(f"Kế hoạch {number}"),
                state="USED",
                reserved_at=MONDAY,
                used_at=MONDAY,
            )
            for number in made
        )
        Series.objects.update(last=made[-1])
        for address in (f"/books/{series.pk}/?words=ke", "/books/", f"/books/{series.pk}/book.xlsx"):
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            costs.append(len(seen))
    assert costs[:3] == costs[3:]
    assert max(costs) <= 9
    assert "showing 1–50 of 123" in page(client.get(f"/books/{series.pk}/"))


# ── The register as a workbook ──


def test_the_register_comes_in_the_columns_of_the_official_form(client):
    clerk = thu()
    a_used(clerk, subject_line="=1+1", recipients="Thành ủy", kept_by="VT", copies=3), a_void(clerk), a_reserved(clerk)
    answer = sign_in(client, clerk).get(f"/books/{Series.objects.get().pk}/book.xlsx?sort=number")
    assert answer["Content-Disposition"].startswith('attachment; filename="so-van-ban-di-')
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    body = [row for row in rows if row[0] and str(row[0]).startswith("0")]
    assert [len(row) for row in body] == [8, 8, 8]
    day = dt.datetime(2026, 3, 2)  # noqa: DTZ001 — a workbook knows no zones
    assert body[0] == ("01/KH-UBND", day, "Plan: =1+1", "Lê Văn Tám", "Thành ủy", "VT", 3, None)
    assert body[1][7] == "Void: Lấy nhầm số"
    assert body[2][2:] == ("Plan", None, None, None, None, "Reserved")
    everything = openpyxl.load_workbook(io.BytesIO(client.get("/books/papers.xlsx?state=VOIDED").content)).active
    assert [row[0] for row in everything.iter_rows(values_only=True)][-1] == "02/KH-UBND"


# ── Keeping ──


def test_a_clerk_reserves_enters_and_voids(client):
    clerk = thu()
    sign_in(client, clerk)
    assert "Reserve the next number" in page(client.get("/books/reservation/"))
    answer = client.post("/books/reservation/", {"paper_type": "KH", "on": "2026-03-02"}, follow=True)
    assert "Number 01/KH-UBND is reserved." in page(answer)
    number = Number.objects.get()
    assert 'value="2026-03-02"' in page(client.get(f"/books/numbers/{number.pk}/entry/"))
    answer = client.post(f"/books/numbers/{number.pk}/entry/", ENTRY, follow=True)
    assert "Paper 01/KH-UBND is in the book." in page(answer)
    assert Number.objects.get().state == "USED"
    assert "Make number 01/KH-UBND void" in page(client.get(f"/books/numbers/{number.pk}/voiding/"))
    answer = client.post(f"/books/numbers/{number.pk}/voiding/", {"reason": "Vào sổ nhầm"}, follow=True)
    assert "Number 01/KH-UBND is void." in page(answer)
    assert "made number 01/KH-UBND void: Vào sổ nhầm" in page(answer)


def test_a_body_can_be_chosen_where_one_numbers_apart(client):
    clerk = thu()
    assert 'name="body"' not in page(sign_in(client, clerk).get("/books/reservation/"))
    client.post("/books/symbols/", {"text": "BCĐ35", "from_on": "2026-01-01", "body": "Ban Chỉ đạo 35"})
    assert Symbol.objects.filter(body="Ban Chỉ đạo 35").exists()
    client.post("/books/reservation/", {"paper_type": "KH", "on": "2026-03-02", "body": "Ban Chỉ đạo 35"})
    assert Number.objects.get().display == "01/KH-BCĐ35"
    assert "Year 2026 · Ban Chỉ đạo 35" in page(client.get("/books/"))


def test_a_refusal_comes_back_beside_what_was_typed(client):
    clerk = a_clerk("Văn", an_agency())
    answer = sign_in(client, clerk).post("/books/reservation/", {"paper_type": "CTr", "on": "2026-03-02"})
    assert answer.status_code == 422
    assert "No term of the committee covers 02/03/2026. Enter the term in the book of papers first." in page(answer)
    assert client.post("/books/reservation/", {"paper_type": "CTr", "on": ""}).status_code == 422


@pytest.mark.parametrize("roles", [(Role.CLERK,), (Role.ADMINISTRATOR,)])
def test_terms_and_abbreviations_are_kept_on_pages(client, roles):
    sign_in(client, someone("Diễm", agency=an_agency(), roles=roles))
    assert client.get("/books/terms/").status_code == client.get("/books/symbols/").status_code == 200
    client.post("/books/terms/", {"name": "2020–2025", "from_on": "2020-08-20"})
    term = Term.objects.get()
    assert "Last day of the term 2020–2025" in page(client.get(f"/books/terms/{term.pk}/closing/"))
    client.post(f"/books/terms/{term.pk}/closing/", {"until_on": "2025-08-15"})
    client.post("/books/symbols/", {"text": "BXDĐ", "from_on": "2025-07-01"})
    shown = page(client.get("/books/"))
    for word in ("2020–2025", "15/08/2025", "BXDĐ"):
        assert word in shown


@pytest.mark.parametrize(
    "where", ["reservation/", "start/", "terms/", "symbols/", "numbers/{n}/entry/", "numbers/{n}/voiding/"]
)
def test_for_those_who_keep_no_book_the_forms_do_not_exist(client, where):
    number = a_reserved(thu())
    assert sign_in(client, minh()).get("/books/" + where.format(n=number.pk)).status_code == 404


def test_the_term_of_another_agency_is_not_to_be_closed(client):
    van()
    outsider = a_clerk("Tâm", an_agency("Thành ủy", "party_committee"))
    assert sign_in(client, outsider).get(f"/books/terms/{Term.objects.get().pk}/closing/").status_code == 404


def test_a_party_organ_says_of_which_kind_of_paper_a_series_goes_on(client):
    clerk = van()
    sign_in(client, clerk)
    assert 'name="paper_type"' in page(client.get("/books/start/"))
    answer = client.post("/books/start/", {"paper_type": "CTr", "on": "2026-03-02", "number": "6"})
    assert answer["Location"] == f"/books/{Series.objects.get().pk}/"
    assert client.post("/books/start/", {"paper_type": "CTr", "on": "2026-03-02", "number": "8"}).status_code == 422
