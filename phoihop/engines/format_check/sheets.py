"""Paper, margins and page numbers."""

from collections.abc import Iterator
from typing import Final

from phoihop.engines.format_check.case import Case
from phoihop.engines.format_check.content import Finding
from phoihop.engines.format_check.facts import Page
from phoihop.engines.regimes import Range

_SIDES: Final = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
#: Millimetres: Word rounds to a twentieth of a point, and clerks type "2 cm" and "0,79 inch".
_NEAR: Final = 0.6


def check(case: Case) -> Iterator[Finding]:
    """Every section of a file; a draft has none."""
    pages = case.paper.pages
    for place, page in enumerate(pages, start=1):
        where = "Toàn văn bản" if len(pages) == 1 else f"Phần {place} (từ đoạn {page.first})"
        yield from _sheet(case, page, where)
    if pages:
        yield from _numbers(case, pages)


def _sheet(case: Case, page: Page, where: str) -> Iterator[Finding]:
    form = case.regime.page
    sides, wanted = sorted((page.width, page.height)), sorted((form.width, form.height))
    if any(abs(given - asked) > 1 for given, asked in zip(sides, wanted, strict=True)):
        yield case.found("page.size", where, f"Khổ giấy {page.width:.0f} mm x {page.height:.0f} mm.")
    for side, name in _SIDES.items():
        allowed: Range = getattr(form, side)
        given: float = getattr(page, side)
        if not allowed.allows(given, _NEAR):
            yield case.found(
                "page.margins", where, f"Lề {name} {figure(given)} mm.", side=name, allowed=spoken(allowed)
            )


def _numbers(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    first = pages[0]
    size = case.regime.styles["page_number"].size
    long = len(case.paper.everything) > 45
    if not first.numbers:
        if long:
            yield case.found("page.number", "Lề trên", "Không có số trang.", fix="Đánh số trang từ trang thứ hai.")
        return
    if not first.other_first_page or first.first_page_numbers:
        fix = "Chọn “Different First Page” và để trống đầu trang thứ nhất."
        yield case.found("page.number", "Trang 1, lề trên", "Trang thứ nhất có số trang.", fix=fix)
    for number in first.numbers[:1]:
        if not number.on_top:
            fix = "Chuyển số trang lên lề trên, canh giữa."
            yield case.found("page.number", "Lề dưới", "Số trang ở lề dưới.", fix=fix)
        elif not number.centred:
            yield case.found("page.number", "Lề trên", "Số trang không canh giữa.", fix="Canh giữa số trang.")
        if not size.allows(number.size):
            fix = f"Đặt cỡ chữ số trang {spoken(size)}."
            yield case.found("page.number", "Lề trên", f"Số trang cỡ chữ {figure(number.size)}.", fix=fix)


def spoken(allowed: Range) -> str:
    """ "từ 13 đến 14", "14", "tối thiểu 6"."""
    if allowed.most is None:
        return f"tối thiểu {figure(allowed.least)}"
    if allowed.least == allowed.most:
        return figure(allowed.least)
    return f"từ {figure(allowed.least)} đến {figure(allowed.most)}"


def figure(value: float) -> str:
    """With a decimal comma, as Vietnamese writes it."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
