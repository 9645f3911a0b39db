"""A form on the page: what is wrong first, then label, hint, error and control."""

from django import forms
from django.forms.renderers import get_default_renderer
from django.utils.translation import override

from phoihop.ui.forms import Renderer
from phoihop.ui.tests.specimen import Reply


def test_the_house_draws_its_forms():
    assert isinstance(get_default_renderer(), Renderer)


def test_label_hint_and_control_are_tied():
    drawn = str(Reply())
    assert '<label for="id_wording">Câu chữ sẽ đưa vào dự thảo</label>' in drawn
    assert '<div class="hint" id="id_wording_helptext">' in drawn
    assert 'aria-describedby="id_wording_helptext"' in drawn
    assert "error-summary" not in drawn


def test_only_what_is_optional_is_marked():
    drawn = str(Reply())
    assert drawn.count("(optional)") == 2


def test_the_frame_follows_the_widget():
    drawn = str(Reply())
    assert '<div class="field" data-width="short">' in drawn
    assert '<div class="choices" data-columns="2">' in drawn


def test_radios_are_a_fieldset_with_a_legend():
    drawn = str(Reply()["outcome"].as_field_group())
    assert drawn.startswith('<fieldset class="field">')
    assert "<legend>Kết quả xử lý" in drawn
    assert drawn.count('<label for="id_outcome_') == 3


def test_a_tick_stands_before_its_label():
    drawn = str(Reply()["agreed"].as_field_group())
    assert drawn.index("<input") < drawn.index("Ghi tên cơ quan")


def test_what_is_wrong_comes_first_and_links_to_its_field():
    form = Reply({"outcome": "", "wording": "x"})
    form.add_error(None, "Someone else has just changed this. Reload the page to see where it stands now.")
    with override("vi"):
        drawn = str(form)
    assert drawn.index("error-summary") < drawn.index("<fieldset")
    assert '<a href="#id_outcome_0">Kết quả xử lý: ' in drawn
    assert '<a href="#id_reason">Lý do phần không tiếp thu: ' in drawn
    assert "<li>Có người vừa thay đổi nội dung này." in drawn


def test_an_error_is_tied_to_its_control():
    drawn = str(Reply({"wording": "x"})["reason"].as_field_group())
    assert "data-invalid" in drawn
    assert 'id="id_reason_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'aria-describedby="id_reason_error"' in drawn


class Odd(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    day = forms.DateField(widget=forms.SelectDateWidget)


def test_hidden_fields_have_no_frame_and_their_errors_no_link():
    drawn = str(Odd({"version": "x"}))
    assert '<input type="hidden" name="version"' in drawn
    assert "<li>Enter a whole number.</li>" in drawn


def test_a_group_of_controls_is_a_fieldset():
    drawn = str(Odd()["day"].as_field_group())
    assert drawn.startswith('<fieldset class="field">')
    assert drawn.count("<select") == 3
