"""What the ledger says of the books, and that a Vietnamese reader meets no English there."""

import re
from html import unescape

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from phoihop.foundation.agencies.tests.test_vietnamese import english_in
from phoihop.foundation.numbers.models import Number, Series, Term
from phoihop.foundation.numbers.tests.factories import a_reserved, a_symbol, a_used, a_void, thu, van
from tests.cast import sign_in

TOLD = [
    (
        "number.term_opened",
        {"name": "2025–2030", "from_on": "2025-08-16"},
        "Văn entered the term 2025–2030 of the committee, from 16/08/2025.",
    ),
    (
        "number.term_closed",
        {"name": "2025–2030", "until_on": "2030-09-20"},
        "Văn entered 20/09/2030 as the last day of the term 2025–2030.",
    ),
    (
        "number.symbol_named",
        {"text": "BCĐ35", "body": "Ban Chỉ đạo 35", "agency": "Ủy ban", "from_on": "2026-01-01"},
        "Văn entered BCĐ35 as the abbreviation of “Ban Chỉ đạo 35” in numbers, from 01/01/2026.",
    ),
    (
        "number.series_begun",
        {"period": "2026", "paper_type": "", "body": "", "first": 48},
        "Văn let the numbers of 2026 go on from the paper book at 48.",
    ),
    (
        "number.series_begun",
        {"period": "2025–2030", "paper_type": "CTr", "body": "Ban Chỉ đạo 35", "first": 6},
        "Văn let the numbers of CTr in 2025–2030 go on from the paper book at 6. Ban Chỉ đạo 35.",
    ),
    (
        "number.reserved",
        {"number": "05-CTr/ĐU", "on_day": "2026-03-02", "subject_line": "Chương trình"},
        "Văn reserved number 05-CTr/ĐU for a paper of 02/03/2026: Chương trình",
    ),
    (
        "number.reserved",
        {"number": "05-CTr/ĐU", "on_day": "2026-03-02"},
        "Văn reserved number 05-CTr/ĐU for a paper of 02/03/2026.",
    ),
    (
        "number.used",
        {"number": "05-CTr/ĐU", "on_day": "2026-03-02", "subject_line": "Chương trình"},
        "Văn entered paper 05-CTr/ĐU of 02/03/2026 in the book: Chương trình",
    ),
    (
        "number.voided",
        {"number": "05-CTr/ĐU", "reason": "Lấy nhầm"},
        "Văn made number 05-CTr/ĐU void: Lấy nhầm",
    ),
]


@pytest.mark.parametrize(("kind", "details", "sentence"), TOLD)
def test_the_ledger_reads_as_a_sentence(kind, details, sentence):
    words = {"by_name": "Văn", **details}
    with override("en"):
        assert " ".join(unescape(render_to_string(f"ledger/{kind}.txt", words)).split()) == sentence
    with override("vi"):
        spoken = render_to_string(f"ledger/{kind}.txt", words)
    assert not re.search(r"\b(entered|reserved|number|void|the|of)\b", spoken)


@pytest.mark.slow
@pytest.mark.django_db
def test_a_vietnamese_reader_meets_no_english_in_the_book(client):
    clerk, other = van(), thu()
    a_used(clerk, "CTr"), a_void(clerk, "CTr"), a_reserved(clerk, "KH")
    a_symbol(other, "BCĐ35", body="Ban Chỉ đạo 35")
    a_used(other), a_used(other)
    client.cookies["django_language"] = "vi"
    for by in (clerk, other):
        sign_in(client, by)
        number = Number.objects.filter(series__agency=by.agency).first()
        series = Series.objects.filter(agency=by.agency).first()
        where = ["", "papers/", "reservation/", "start/", "terms/", "symbols/", "?period=1999", f"{series.pk}/"]
        where += [f"{series.pk}/?words=khong", f"numbers/{number.pk}/", f"numbers/{number.pk}/entry/"]
        where += [f"numbers/{number.pk}/voiding/"]
        for address in where:
            assert english_in(client.get(f"/books/{address}").content.decode()) == [], address
    sign_in(client, clerk)
    refused = client.post("/books/reservation/", {"paper_type": "CTr", "on": "2020-01-01"})
    assert english_in(refused.content.decode()) == []
    assert "Chưa có nhiệm kỳ cấp ủy nào gồm ngày 01/01/2020" in refused.content.decode()
    closing = client.post(
        f"/books/terms/{Term.objects.get().pk}/closing/", {"until_on": timezone.localdate().replace(year=2026, month=1)}
    )
    assert english_in(closing.content.decode()) == []
