"""No attack is ever *valid*, and what is certainly broken is said to be broken."""

import pytest

from phoihop.engines.pdf_signing.tests.hostile import papers
from phoihop.engines.pdf_signing.tests.hostile.corpus import all_attacks
from phoihop.engines.pdf_signing.tests.pki import pki
from phoihop.engines.pdf_signing.verifying import verify, verify_apart

pytestmark = pytest.mark.slow

CORPUS = all_attacks()


def originals():
    return [papers.one(), papers.two(), papers.certified(), papers.locked(), papers.lasting()]


@pytest.mark.parametrize("attack", CORPUS, ids=lambda attack: attack.name)
def test_an_attack_is_never_valid(attack):
    made = attack.make()
    assert made not in originals(), "nothing was done to it"
    if attack.apart:
        report = verify_apart(made, roots=pki().roots, seconds=attack.seconds)
    else:
        report = verify(made, roots=pki().roots)
    assert report.verdict != "valid", attack.what
    assert report.reasons, "a verdict without a reason helps nobody"
    if attack.expected != "never valid":
        assert report.verdict == attack.expected, (attack.what, report.reasons)


def test_the_originals_of_the_attacks_are_valid():
    assert [verify(made, roots=pki().roots).verdict for made in originals()] == ["valid"] * 5


def test_there_are_enough_of_them_and_each_says_what_it_does():
    assert len(CORPUS) >= 60
    assert len({attack.name for attack in CORPUS}) == len(CORPUS)
    assert all(attack.what for attack in CORPUS)


def test_changed_pages_are_named():
    from phoihop.engines.pdf_signing.tests.hostile import updates

    told = {
        updates.content_replaced: "Trang 1: nội dung đã bị thay.",
        updates.page_added: "Số trang đổi từ 2 thành 3.",
        updates.note_over_the_text: "Trang 1: có chú thích hoặc hình được thêm vào hay bỏ đi.",
        updates.value_changed: "Ô “noi” ở trang 1 bị sửa sau khi ký: từ “Nga Bay” thành “Vi Thanh”.",
        updates.title_changed: "Sau khi ký, tên hoặc tác giả ghi trong thuộc tính của tệp bị đổi.",
    }
    for make, sentence in told.items():
        report = verify(make(), roots=pki().roots)
        assert report.changed_after_signing
        assert sentence in report.changes
