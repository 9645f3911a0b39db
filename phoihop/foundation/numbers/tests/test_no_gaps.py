"""Whatever is reserved, entered, made void or undone, in whatever order: one to the last, each once."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phoihop.foundation.numbers import queries, verbs
from phoihop.foundation.numbers.models import Number, Series
from phoihop.foundation.numbers.states import LIFE
from phoihop.foundation.numbers.tests.factories import a_reserved, thu, van
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY

pytestmark = pytest.mark.django_db

deed = st.tuples(
    st.sampled_from(["reserve", "use", "void", "undone"]),
    st.integers(min_value=0, max_value=30),
    st.sampled_from(["KH", "CTr"]),
)


class Undone(Exception):
    pass


def do(deed, clerk):
    """One thing a clerk tries; which number it is about is counted round all there are."""
    what, place, kind = deed
    lines = list(Number.objects.select_related("series__agency", "series__term").order_by("pk"))
    chosen = lines[place % len(lines)] if lines else None
    try:
        with transaction.atomic():
            if what in ("reserve", "undone") or chosen is None:
                a_reserved(clerk, kind)
            elif what == "use":
                verbs.use_number(number=chosen, subject_line="Kế hoạch", signer="Tám", by=clerk, at=MONDAY)
            else:
                verbs.void_number(number=chosen, reason="Lấy nhầm", by=clerk, at=MONDAY)
            if what == "undone":
                raise Undone
    except (NotAllowed, Undone):
        pass


@pytest.mark.slow
@pytest.mark.parametrize("who", [thu, van])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(deeds=st.lists(deed, min_size=1, max_size=14))
def test_a_series_has_no_gap_and_no_number_twice(who, deeds):
    with transaction.atomic():
        clerk, given_so_far = who(), {}
        for one in deeds:
            do(one, clerk)
            for line in Number.objects.all():
                kept = given_so_far.setdefault((line.series_id, line.number), line.pk)
                assert kept == line.pk, "the number was given to another paper"
        assert len(given_so_far) == Number.objects.count()
        for series in Series.objects.all():
            numbers = list(series.numbers.order_by("number").values_list("number", flat=True))
            assert numbers == list(range(1, series.last + 1))
            assert queries.gaps(series) == []
        assert not queries.unsound().exists()
        connection.set_rollback(True)


def test_a_number_only_moves_forward():
    assert LIFE.verbs_from("RESERVED") == ("use_number", "void_number")
    assert LIFE.verbs_from("USED") == ("void_number",)
    assert LIFE.verbs_from("VOIDED") == ()


@pytest.mark.parametrize(("changes", "missing"), [({"last": 5}, [3, 4, 5]), ({"last": 1}, []), ({"first": 2}, [])])
def test_a_book_someone_wrote_around_the_verbs_is_found(changes, missing):
    clerk = thu()
    series = a_reserved(clerk).series
    a_reserved(clerk)
    assert not queries.unsound().exists()
    Series.objects.filter(pk=series.pk).update(**changes)
    series.refresh_from_db()
    assert queries.gaps(series) == missing
    assert list(queries.unsound()) == [series]


def test_a_line_lost_is_found():
    clerk = thu()
    numbers = [a_reserved(clerk) for _ in range(3)]
    Number.objects.filter(pk=numbers[1].pk)._raw_delete("default")
    assert queries.gaps(Series.objects.get()) == [2]
    assert list(queries.unsound()) == [numbers[1].series]
