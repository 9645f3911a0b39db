import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.ledger.models import Entry
from phoihop.foundation.numbers import queries, verbs
from phoihop.foundation.numbers.models import Number
from phoihop.foundation.numbers.tests.factories import JANUARY, a_reserved, a_symbol, a_used, a_void, thu, van
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, MONDAY, TODAY, an_agency, minh

pytestmark = pytest.mark.django_db


def use(number, by, **more):
    told = {"subject_line": "Kế hoạch  phối hợp quý II", "signer": "Lê Văn Tám", **more}
    return verbs.use_number(number=number, by=by, at=LATER, **told)


def test_a_paper_is_entered_with_everything_the_register_asks():
    clerk = thu()
    use(
        a_reserved(clerk),
        clerk,
        symbol="KH-UBND-TAND",
        recipients="Thường trực Thành ủy",
        kept_by="VT",
        copies=12,
    )
    line = Number.objects.get()
    assert (line.state, line.used_at, line.on, line.display) == ("USED", LATER, LATER.date(), "01/KH-UBND-TAND")
    assert (line.signer, line.recipients, line.kept_by, line.copies) == ("Lê Văn Tám", "Thường trực Thành ủy", "VT", 12)
    entry = Entry.objects.get(kind="number.used")
    assert (entry.chain, entry.details["number"]) == (f"within:{clerk.agency_id}", "01/KH-UBND-TAND")
    assert "Lê Văn Tám" not in str(entry.details)
    assert set(entry.commitments) == {"by_name", "subject_line", "signer"}


def test_the_line_is_found_by_any_of_its_words_tones_aside():
    clerk = thu()
    a_reserved(clerk)
    use(a_reserved(clerk), clerk, recipients="Thường trực Thành ủy")
    for words in ("02/kh", "ke hoach quy ii", "le van tam", "THUONG TRUC"):
        assert [one.number for one in queries.book_of(clerk.agency, words=words)] == [2]


def test_a_book_is_read_whole_by_series_year_or_state():
    clerk = van()
    plan, programme = a_used(clerk, "KH"), a_used(clerk, "CTr", on=dt.date(2025, 12, 31))
    waiting = a_reserved(clerk, "KH")
    assert set(queries.book_of(clerk.agency)) == {plan, programme, waiting}
    assert list(queries.book_of(clerk.agency, year=2025)) == [programme]
    assert list(queries.book_of(clerk.agency, series=plan.series, order="-number")) == [waiting, plan]
    assert list(queries.book_of(clerk.agency, state="RESERVED")) == [waiting]


def test_the_paper_kept_here_is_found_again_by_its_number():
    clerk, paper = thu(), an_agency()
    number = use(a_reserved(clerk), clerk, about=paper)
    assert queries.number_of(paper) == queries.number_of(paper, agency=clerk.agency) == number
    assert queries.number_of(paper, agency=paper) is None
    assert queries.number_of(clerk.agency) is None


def test_a_number_reserved_for_one_paper_is_not_put_on_another():
    clerk, paper, other = thu(), an_agency(), an_agency("Sở Giao thông", "other")
    number = a_reserved(clerk, about=paper)
    with pytest.raises(NotAllowed, match="This number is reserved for another paper"):
        use(number, clerk, about=other)
    assert use(number, clerk, about=paper).subject_id == str(paper.pk)


def test_a_paper_with_a_number_gets_no_second():
    clerk, paper = thu(), an_agency()
    use(a_reserved(clerk), clerk, about=paper)
    with pytest.raises(NotAllowed, match="has number 01/KH-UBND already"):
        use(a_reserved(clerk), clerk, about=paper)


def test_the_installation_enters_the_papers_it_signs():
    number = a_reserved(thu())
    assert use(number, CLOCK).state == "USED"


def test_a_day_of_another_year_does_not_belong_to_the_series():
    clerk = thu()
    with pytest.raises(NotAllowed, match="That day is not of 2026, to which this number belongs"):
        use(a_reserved(clerk), clerk, on=JANUARY - dt.timedelta(days=1))


def test_a_day_of_another_term_does_not_belong_to_the_series():
    clerk = van()
    with pytest.raises(NotAllowed, match="That day is not of 2025–2030"):
        use(a_reserved(clerk, "CTr"), clerk, on=dt.date(2025, 8, 15))


def test_a_paper_is_not_entered_before_its_day():
    clerk = thu()
    with pytest.raises(NotAllowed, match="the day cannot lie ahead"):
        use(a_reserved(clerk), clerk, on=LATER.date() + dt.timedelta(days=1))


def test_a_line_needs_its_subject():
    clerk = thu()
    with pytest.raises(NotAllowed, match="the book needs its subject line"):
        use(a_reserved(clerk), clerk, subject_line=" ")


def test_a_symbol_that_reads_like_another_papers_is_refused():
    clerk = thu()
    a_symbol(clerk, "BCĐ35", body="Ban Chỉ đạo 35")
    a_used(clerk)
    with pytest.raises(NotAllowed, match="the same number and symbol"):
        use(a_reserved(clerk, body="Ban Chỉ đạo 35"), clerk, symbol="KH-UBND")


@pytest.mark.parametrize("state", [a_used, a_void])
def test_a_number_carries_one_paper(state):
    clerk = thu()
    with pytest.raises(NotAllowed, match="not waiting for a paper any more"):
        use(state(clerk), clerk)


def test_of_two_who_enter_at_once_one_is_told():
    clerk = thu()
    number = a_reserved(clerk)
    same = Number.objects.get(pk=number.pk)
    use(number, clerk)
    with pytest.raises(NotAllowed, match="Someone else has just changed this"):
        use(same, clerk, subject_line="Khác")
    assert Number.objects.get().subject_line == "Kế hoạch  phối hợp quý II"


def test_a_head_does_not_enter_papers():
    number = a_reserved(thu())
    with pytest.raises(NotAllowed, match="Only a records clerk"):
        use(number, minh())


def test_papers_out_of_step_with_their_numbers_are_named():
    clerk = thu()
    first, second, third = (a_reserved(clerk) for _ in range(3))
    use(first, clerk, on=TODAY), use(second, clerk, on=TODAY - dt.timedelta(days=1)), use(third, clerk, on=TODAY)
    assert queries.out_of_step(first.series) == [second]


def test_the_database_refuses_an_entry_without_its_moment():
    number = a_reserved(thu())
    with pytest.raises(IntegrityError), transaction.atomic():
        Number.objects.filter(pk=number.pk).update(state="USED")


def test_the_moment_of_entry_is_not_the_day_of_the_paper():
    clerk = thu()
    number = use(a_reserved(clerk), clerk, on=TODAY)
    assert (number.on, number.reserved_at, number.used_at) == (TODAY, MONDAY, LATER)
