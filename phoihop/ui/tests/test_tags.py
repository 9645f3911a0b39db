"""The pieces of a page: what they say, and what they refuse to draw."""

from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from phoihop.kit.verdict import YES, no
from phoihop.ui.drawings import ICONS, SHAPES
from phoihop.ui.templatetags import ui

MOMENT = datetime(2025, 10, 16, 18, 30, tzinfo=UTC)


def draw(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


def test_an_icon_beside_a_word_is_hidden_from_readers():
    assert 'aria-hidden="true"><path d="M4 20.5h16' in draw('{% icon "sign" %}')


def test_an_icon_alone_is_named():
    assert 'role="img" aria-label="In &amp; gửi"' in draw('{% icon "print" word %}', word="In & gửi")


@pytest.mark.parametrize("source", ['{% icon "unicorn" %}', '{% status "soonish" "x" %}', '{% shape "x" %}'])
def test_an_unknown_drawing_is_an_error(source):
    with pytest.raises(KeyError):
        draw(source)


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_draws(name):
    assert ui.icon(name).count("<") >= 3


@pytest.mark.parametrize("name", SHAPES)
def test_every_state_has_word_and_shape(name):
    drawn = ui.status(name, "<Quá hạn>")
    assert f'data-class="{name}"' in drawn
    assert "<svg" in drawn
    assert "&lt;Quá hạn&gt;" in drawn


def test_a_date_is_written_as_the_papers_write_it():
    assert draw("{% date d %}", d=date(2025, 3, 6)) == '<time datetime="2025-03-06">06/03/2025</time>'


def test_a_moment_is_taken_to_its_day_in_vietnam():
    assert draw("{% date d %}", d=MOMENT) == '<time datetime="2025-10-17">17/10/2025</time>'


def test_a_moment_is_told_in_vietnams_time():
    assert draw("{% when d %}", d=MOMENT) == '<time datetime="2025-10-17T01:30+07:00">17/10/2025 01:30</time>'


def test_no_date_is_a_dash_or_what_the_page_says():
    assert draw("{% date d %}{% when d 'not yet' %}", d=None) == "—not yet"


def test_small_filters():
    assert draw("{{ a|nobreak }}", a="A & B") == '<span class="no-wrap">A &amp; B</span>'
    assert draw("{{ a|initials }}", a="Huỳnh Ngọc Diễm") == "HD"
    assert draw("{{ a|initials }}", a="Hoa") == "H"
    assert draw("{{ a|initials }}", a="") == ""


def test_weekdays_as_wall_calendars_write_them():
    with override("vi"):
        assert [ui.weekday(date(2025, 10, day)) for day in (13, 18, 19)] == ["T2", "T7", "CN"]


def test_a_refusal_is_said_in_the_readers_language():
    sentence = str(ui.SOMEONE_WAS_FASTER)
    with override("vi"):
        assert ui.translated(sentence).startswith("Có người vừa thay đổi")
    assert ui.translated("") == ""
    assert ui.translated("Chưa có câu này.") == "Chưa có câu này."


def test_a_comparison_escapes_the_text_and_marks_only_words():
    drawn = draw("{% worddiff a b %}", a="một <b> hai", b="một <b> rất hai")
    assert drawn == "một &lt;b&gt; <ins>rất</ins> hai"


def test_a_changed_space_shows_as_the_newer_one():
    assert draw("{% worddiff a b %}", a="một  hai", b="một hai") == "một hai"


def test_two_columns_hold_each_text_whole():
    drawn = draw("{% worddiff_sides a b %}", a="gửi tháng", b="gửi quý")
    assert "gửi <del>tháng</del></p>" in drawn
    assert "gửi <ins>quý</ins></p>" in drawn
    assert "Before" in drawn
    assert "Lần 1" in draw("{% worddiff_sides a b 'Lần 1' 'Lần 2' %}", a="x", b="y")


def test_a_bar_says_its_numbers_in_words():
    drawn = ui.meter({"overdue": 1, "done": 3}, "Ban <X>")
    assert 'aria-label="Ban &lt;X&gt;: Completed on time 3; Overdue 1"' in drawn
    assert '<rect data-class="overdue" x="75.00%" y="0" width="25.00%"' in drawn


def test_a_sliver_of_a_bar_has_no_figure_but_its_words():
    drawn = ui.meter((99, 0, 0, 0, 1))
    assert "Overdue 1" in drawn
    assert drawn.count("<text") == 1


def test_an_empty_bar_says_so():
    assert 'aria-label="nothing yet"' in ui.meter({})


def test_a_bar_of_strange_classes_is_an_error():
    with pytest.raises(ValueError, match="Not one of the five classes"):
        ui.meter({"late": 1})
    with pytest.raises(ValueError, match="shorter"):
        ui.meter((1, 2))


def test_the_legend_names_all_five():
    assert draw("{% legend %}").count("<li>") == 5


def test_the_life_line_marks_where_it_stands():
    class Step:
        label, state, url = "Ký kết", "current", "/ky/"

    drawn = draw("{% lifeline steps %}", steps=[{"label": "Chuẩn bị", "state": "done"}, Step, {"label": "Báo cáo"}])
    assert '<li aria-current="step"><span><a href="/ky/">Ký kết</a>' in drawn
    assert "Step 2 of 3: Ký kết." in drawn
    assert "Under way" not in drawn


def test_a_life_line_that_has_not_begun_says_nothing_of_now():
    assert "lifeline-now" not in draw("{% lifeline steps %}", steps=[{"label": "Chuẩn bị"}])


def test_the_day_strip_says_why_a_day_is_off():
    days = [
        {"date": date(2025, 9, 2), "off": True, "why_off": "Quốc khánh"},
        {"date": date(2025, 9, 3), "today": True, "entries": [{"label": "2 hạn", "url": "#a"}, {"label": "họp"}]},
        {"date": date(2025, 9, 4), "entries": [{"label": "1 trễ", "status": "overdue"}]},
    ]
    drawn = draw("{% daystrip days %}", days=days)
    assert "Quốc khánh" in drawn
    assert 'aria-current="date"' in drawn
    assert '<a href="#a">2 hạn</a>' in drawn
    assert 'data-class="overdue"' in drawn


def test_crumbs_end_where_we_are():
    drawn = draw('{% crumbs "Chương trình" "/c/" here %}', here="Ngã <Bảy>")
    assert '<li><a href="/c/">Chương trình</a></li><li aria-current="page">Ngã &lt;Bảy&gt;</li>' in drawn


def test_a_query_is_changed_in_place():
    request = RequestFactory().get("/?state=open&page=4&q=a%26b")
    change = "{% querystring_with page=2 state=None tag=tags %}"
    assert draw(change, request=request, tags=["x", "y"]) == "?q=a%26b&amp;page=2&amp;tag=x&amp;tag=y"


def test_the_pager_counts_and_links():
    request = RequestFactory().get("/?state=open")
    page = Paginator(range(180), 25).page(3)
    drawn = draw('{% include "ui/_pager.html" %}', request=request, page=page)
    assert "showing 51–75 of 180" in drawn
    assert 'href="?state=open&amp;page=2" rel="prev"' in drawn
    assert 'href="?state=open&amp;page=3" aria-current="page"' in drawn


def test_a_single_page_has_a_count_and_no_links():
    drawn = draw('{% include "ui/_pager.html" %}', page=Paginator(range(3), 25).page(1))
    assert "showing 1–3 of 3" in drawn
    assert "<ul>" not in drawn


def test_an_open_verb_is_a_posting_form():
    drawn = draw(
        '{% verb_button v "/closure/" "Chốt" rank="primary" icon="sign" name="n" value="1" confirm="Không mở lại." %}',
        v=YES,
        csrf_token="tok",
    )
    assert '<form class="verb" method="post" action="/closure/">' in drawn
    assert 'value="tok"' in drawn
    assert 'data-rank="primary" name="n" value="1" aria-describedby="why-' in drawn
    assert "Không mở lại." in drawn


def test_a_closed_verb_stays_and_says_why():
    drawn = draw('{% verb_button v "/closure/" "Chốt" id="why" %}', v=no("Còn <6> ý kiến."))
    assert '<button type="button" aria-disabled="true" aria-describedby="why">' in drawn
    assert '<p class="why-not" id="why">Còn &lt;6&gt; ý kiến.</p>' in drawn
    assert "<form" not in drawn
    assert " disabled" not in drawn


def test_inside_a_form_the_verb_is_its_submit_button():
    assert draw('{% verb_submit v "Ghi" %}', v=YES).strip() == '<button type="submit">Ghi</button>'
    assert "aria-disabled" in draw('{% verb_submit v "Ghi" %}', v=no("Không."))


def test_a_mistyped_option_is_an_error():
    with pytest.raises(ValueError, match="does not know"):
        draw('{% verb_button v "/" "x" rnak="primary" %}', v=YES)


def test_a_computed_date_tells_its_steps():
    due = {"date": date(2025, 10, 16), "steps": ["Họp 22/10", "Bỏ T7, CN"]}
    drawn = draw('{% include "ui/_computed.html" with state="soon" word="Sắp quá hạn" %}', due=due)
    assert "<li>Bỏ T7, CN</li>" in drawn
    assert 'data-class="soon"' in drawn
    assert "<details" not in draw('{% include "ui/_computed.html" %}', due={"date": None})


def test_a_message_carries_its_level_as_shape_and_role():
    class Message:
        def __init__(self, level_tag):
            self.level_tag = level_tag

        def __str__(self):
            return "Đã ghi."

    levels = ["success", "error", "warning", "info"]
    drawn = draw('{% include "ui/_messages.html" %}', messages=[Message(level) for level in levels])
    assert [drawn.count(f'data-level="{level}"') for level in levels] == [1, 1, 1, 1]
    assert drawn.count('role="alert"') == 1


def test_an_empty_list_gives_the_next_step():
    drawn = draw('{% include "ui/_empty.html" with sentence="Chưa có gì." url="/them/" label="Thêm" %}')
    assert '<a class="button" href="/them/">Thêm</a>' in drawn


def test_long_work_has_a_sentence_and_a_link_without_script():
    drawn = draw('{% include "ui/_progress.html" with sentence="Đang đọc." done=3 total=9 url="/p/" %}')
    assert 'max="9" value="3"' in drawn
    assert 'hx-get="/p/"' in drawn
    assert '<a href="">' in drawn
