"""The base pages: what the shell shows, what it leaves out, and the budgets of what it sends."""

import re
from pathlib import Path

import pytest
from django.template import Context
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils.translation import override

from phoihop import ui
from phoihop.ui.drawings import ICONS
from phoihop.ui.tests import specimen

STATIC = Path(ui.__file__).parent / "static" / "ui"
TEMPLATES = Path(ui.__file__).parent / "templates"


def page(name, **context):
    """Without context processors: the shell must stand on what it is given."""
    return get_template(name).template.render(Context(context))


def the_specimen():
    request = RequestFactory().get("/?state=open")
    return page("ui/specimen.html", request=request, icon_names=ICONS, **specimen.context())


def test_the_shell_stands_without_any_context():
    drawn = page("ui/page.html")
    assert 'class="skip" href="#main"' in drawn
    assert "demo-bar" not in drawn
    assert 'id="account"' not in drawn
    assert 'popovertarget="menu"' not in drawn


def test_a_stranger_is_shown_the_way_in():
    assert '<a class="button" href="/vao/">' in page("ui/page.html", sign_in_url="/vao/")


def test_the_shell_shows_menu_actor_and_notices():
    with override("vi"):
        drawn = the_specimen()
    assert '<html lang="vi">' in drawn
    assert '<a href="#" aria-current="page">Bàn làm việc</a>' in drawn
    assert "Tài khoản Huỳnh Ngọc Diễm" in drawn
    assert '<span>3</span><span class="visually-hidden"> tin chưa đọc</span>' in drawn


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_pages_stand_alone_in_vietnamese(name):
    with override("vi"):
        drawn = page(name)
    assert "<h1>" in drawn
    assert 'lang="vi"' in drawn
    assert "Về trang đầu" in drawn
    assert "<form" not in drawn


def test_nothing_is_styled_or_scripted_in_place():
    drawn = the_specimen()
    assert not re.search(r'\sstyle="|\son\w+="|<style|<script>|javascript:', drawn)


def test_every_id_on_the_specimen_stands_once():
    ids = re.findall(r'\sid="([^"]+)"', the_specimen())
    assert sorted(ids) == sorted(set(ids))


def test_the_style_sheets_keep_their_budget():
    assert sum(path.stat().st_size for path in STATIC.glob("css/*.css")) <= 60 * 1024


def test_the_scripts_keep_their_budget():
    sizes = [path.stat().st_size for path in STATIC.glob("js/*.js")]
    assert max(sizes) <= 2 * 1024
    assert sum(sizes) <= 10 * 1024


def test_colours_are_chosen_in_one_place():
    for path in STATIC.glob("css/*.css"):
        if path.name not in ("tokens.css", "print.css"):
            assert not re.search(r"#[0-9a-f]{3,8}\b|oklch\(|rgba?\(", path.read_text()), path.name


def test_our_scripts_do_not_import_each_other():
    for path in STATIC.glob("js/*.js"):
        assert not re.search(r"^\s*(import|export)\b", path.read_text(), re.MULTILINE), path.name
