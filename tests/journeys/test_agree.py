"""Act one as people live it: a framework, its text, opinions, responses. Each journey opens what it changes itself."""

import re
import time

import docx
import pytest

OFFICER, HEAD, PARTNER, PARTNERS_STAFF = "Huỳnh Ngọc Diễm", "Nguyễn Thị Thu Hà", "Lê Hoàng Phúc", "Trần Mỹ Linh"


def a_framework(officer, title):
    """Opened with one programme with the People's Committee; returns the number of the framework."""
    page = officer.go("/frameworks/new/")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Term begins").fill("2026-01-01")
    page.get_by_label("Term ends").fill("2030-12-31")
    page.get_by_role("button", name="Open the framework").click()
    number = re.search(r"/rooms/(\d+)/", page.url).group(1)
    officer.go(f"/frameworks/{number}/programmes/")
    page.get_by_label("Name of the programme").fill("Với Ủy ban nhân dân phường")
    page.get_by_label("Ủy ban nhân dân phường Ngã Bảy").check()
    page.get_by_role("button", name="Open the programme").click()
    return number


def a_word_file(folder):
    paper = docx.Document()
    for line in (
        "QUY CHẾ",
        "phối hợp phòng, chống thiên tai",
        "Điều 1. Phạm vi",
        "1. Quy chế này áp dụng cho các bên.",
    ):
        paper.add_paragraph(line)
    paper.add_paragraph("Điều 2. Trách nhiệm")
    paper.add_paragraph("1. Ủy ban nhân dân phường chủ trì, báo cáo trong thời hạn 03 ngày làm việc.")
    paper.add_paragraph("a) bố trí lực lượng;")
    paper.save(folder / "quy-che.docx")
    return folder / "quy-che.docx"


def test_a_word_file_becomes_a_text_and_goes_out_for_opinions(visitor, tmp_path):
    officer = visitor().enter_as(OFFICER)
    page = officer.page
    number = a_framework(officer, "Quy chế phối hợp phòng, chống thiên tai")
    officer.go(f"/rooms/{number}/")
    officer.looks_right("room-without-text")
    page.get_by_role("link", name="Begin the text").click()
    officer.looks_right("begin-text")
    page.locator("input[type=file]").set_input_files(a_word_file(tmp_path))
    page.get_by_role("button", name=re.compile("Read")).click()
    page.wait_for_url("**/imports/**")
    officer.looks_right("import-preview")
    page.get_by_role("button", name=re.compile("Accept|Take")).first.click()
    page.wait_for_url(re.compile(r"/texts/\d+/"))
    assert "bố trí lực lượng" in page.locator("main").inner_text()
    officer.looks_right("text")
    officer.go(f"/rooms/{number}/")
    page.get_by_role("link", name="Ask for opinions").click()
    page.get_by_label(re.compile("working days", re.IGNORECASE)).first.fill("7")
    officer.looks_right("prepare-round")
    page.get_by_role("button", name="Prepare the round").click()
    page.get_by_role("button", name="Open for opinions").click()
    assert "Receiving opinions" in page.locator("main").inner_text()
    officer.looks_right("round-open")


def test_a_bad_file_is_refused_in_one_sentence_and_nothing_is_kept(visitor, tmp_path):
    officer = visitor().enter_as(OFFICER)
    number = a_framework(officer, "Quy chế thử tệp hỏng")
    broken = tmp_path / "hong.docx"
    broken.write_bytes(b"PK\x03\x04 cut short")
    page = officer.go(f"/texts/for/{number}/")
    page.locator("input[type=file]").set_input_files(broken)
    page.get_by_role("button", name=re.compile("Read")).click()
    assert page.locator(".error-summary, .error").first.is_visible()
    officer.complaints.clear()  # the browser notes the 422
    officer.looks_right("import-refused")


def test_staff_remark_and_their_head_answers_once(visitor):
    staff = visitor().enter_as(PARTNERS_STAFF)
    page = staff.page
    staff.go("/desk/")
    staff.looks_right("desk-partner")
    staff.go("/consultations/4/")
    # The sign beside a clause is small: it is reached by keyboard here.
    page.get_by_role("link", name=re.compile("Article 4 clause 1, §")).first.press("Enter")
    page.get_by_label("Remark", exact=True).fill("Nên nêu rõ cách thông tin khi có việc gấp.")
    page.get_by_role("button", name="Keep the remark").click()
    assert "Nên nêu rõ cách thông tin" in page.locator("main").inner_text()
    staff.looks_right("consultation-partner")

    head = visitor().enter_as(PARTNER)
    head.go("/consultations/4/")
    head.page.get_by_role("link", name="Put the opinion together").click()
    head.looks_right("opinion")
    head.page.get_by_role("button", name=re.compile("Submit")).click()
    assert "Answered" in head.page.locator("main").inner_text() or "answered" in head.page.locator("main").inner_text()
    head.looks_right("consultation-answered")


def test_two_editors_at_once_and_the_loser_loses_nothing(visitor):
    first, second = visitor().enter_as(OFFICER), visitor().enter_as(HEAD)
    number = a_framework(first, "Quy chế hai người cùng sửa")
    page = first.go(f"/texts/for/{number}/")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.wait_for_url(re.compile(r"/texts/\d+/"))
    edit = page.get_by_role("link", name=re.compile("Edit .*clause 1")).first.get_attribute("href")
    first.go(edit)
    second.go(edit)
    first.page.get_by_label(re.compile("^Wording")).fill("Câu của người thứ nhất.")
    second.page.get_by_label(re.compile("^Wording")).fill("Câu của người thứ hai.")
    first.page.get_by_role("button", name="Save the wording").click()
    second.page.get_by_role("button", name="Save the wording").click()
    shown = second.page.locator("main").inner_text()
    assert "Câu của người thứ nhất." in shown
    assert "Câu của người thứ hai." in shown + second.page.get_by_label(re.compile("^Wording")).input_value()
    second.complaints.clear()  # the browser notes the 409 or 422
    second.looks_right("two-editors")


def test_a_guest_reads_and_answers_by_link_and_code(visitor, site):
    officer = visitor().enter_as(OFFICER)
    page = officer.go("/consultations/4/invitations/")
    page.get_by_label("Agency", exact=True).select_option(label="Đảng ủy phường Ngã Bảy")
    page.get_by_label("By a link and a one-time code").check()
    page.get_by_label(re.compile("Name of the focal point")).fill("Nguyễn Văn Bảy")
    page.get_by_label(re.compile("Official e-mail")).fill("bay@example.vn")
    page.get_by_role("button", name=re.compile("Invite")).click()
    officer.looks_right("agencies-asked")

    link = mailed(site, r"/invitation/[\w-]+/")
    guest = visitor(width=360)
    guest.go(link)
    guest.looks_right("guest-start")
    guest.go(link)  # a mail scanner looked too: nothing is used up
    guest.page.get_by_role("button", name=re.compile("code", re.IGNORECASE)).first.click()
    code = mailed(site, r"\b\d{6}\b")
    guest.page.get_by_label(re.compile("code", re.IGNORECASE)).first.fill(code)
    guest.page.locator("main form button").first.click()
    guest.looks_right("guest-reading")
    guest.go(link + "opinion/")
    guest.page.get_by_label("Agrees", exact=True).check()
    guest.looks_right("guest-opinion")
    guest.page.get_by_role("button", name=re.compile("Submit")).click()
    officer.go("/consultations/4/invitations/")
    row = officer.page.get_by_role("row", name=re.compile("^Đảng ủy phường Ngã Bảy"))
    assert "Answered" in row.inner_text()


def mailed(site, pattern):
    """What the newest mail with it says; mail goes out by the worker, within some seconds."""
    last = time.monotonic() + 30
    while time.monotonic() < last:
        for mail in reversed(site.mails()):
            if found := re.search(pattern, mail.replace("=\n", "")):
                return found.group(0)
        time.sleep(0.3)
    pytest.fail(f"no mail with {pattern} came")
