"""Where signatures, seals, number and date will stand: as told by the layout, against the words around them."""

import pytest

from phoihop.engines.papers.tests import samples
from phoihop.engines.typesetting import CannotTypeset, Place, Typeset, to_pdf
from phoihop.engines.typesetting.tests import pdfs

SHEET = (210 * pdfs.MM, 297 * pdfs.MM)


def unsigned(parties: int = 2, **changes: object) -> Typeset:
    return to_pdf(samples.programme(parties=parties, number="", on=None, **changes))


def place(made: Typeset, slot: str) -> Place:
    (found,) = [one for one in made.slots if one.slot == slot]
    return found


@pytest.mark.parametrize("parties", [1, 2, 3, 4, 5])
def test_every_party_has_its_two_places_once(parties):
    told = [one.slot for one in unsigned(parties).slots]
    signers = samples.SIGNERS[:parties]
    wanted = {"number", "date_day", "date_month", "date_year"}
    wanted |= {one.slot for one in signers} | {one.seal for one in signers}
    assert sorted(told) == sorted(wanted)


@pytest.mark.parametrize("parties", [1, 2, 3, 4, 5])
def test_a_signature_stands_between_post_and_name(parties):
    """Decree 30/2020, Annex I, II.7d: "đặt canh giữa chức vụ của người ký và họ tên người ký"."""
    made = unsigned(parties)
    for signer in samples.SIGNERS[:parties]:
        slot = place(made, signer.slot)
        (name,) = pdfs.find(made.pdf, signer.name)
        posts = [
            box
            for box in pdfs.find(made.pdf, signer.title.upper())
            if box.page == slot.page and abs(box.centre - name.centre) < 60 and box.bottom > name.top
        ]
        post = min(posts, key=lambda box: box.bottom)
        assert slot.page == name.page
        assert slot.x + slot.width / 2 == pytest.approx(name.centre, abs=1.5)
        assert slot.x + slot.width / 2 == pytest.approx(post.centre, abs=1.5)
        assert name.top < slot.y
        assert slot.y + slot.height < post.bottom


@pytest.mark.parametrize("parties", [1, 2, 3, 4, 5])
def test_a_seal_covers_a_third_of_the_signature_from_its_left(parties):
    """Decree 30/2020, Annex I, II.8a: "trùm lên khoảng 1/3 hình ảnh chữ ký số … về bên trái"."""
    made = unsigned(parties)
    for signer in samples.SIGNERS[:parties]:
        person, seal = place(made, signer.slot), place(made, signer.seal)
        assert seal.page == person.page
        assert seal.x < person.x
        assert (seal.x + seal.width - person.x) / person.width == pytest.approx(1 / 3, abs=0.01)
        assert abs((seal.y + seal.height / 2) - (person.y + person.height / 2)) < 1


@pytest.mark.parametrize("parties", [1, 2, 3, 4, 5])
def test_no_word_stands_where_something_will_be_put(parties):
    made = unsigned(parties)
    for one in made.slots:
        inside = (one.x + 0.5, one.y + 0.5, one.x + one.width - 0.5, one.y + one.height - 0.5)
        assert pdfs.text_in(made.pdf, one.page, *inside) == "", one.slot


@pytest.mark.parametrize("parties", [1, 2, 3, 4, 5])
def test_every_place_lies_on_its_sheet_and_no_two_signers_share_one(parties):
    made = unsigned(parties)
    rooms = [one for one in made.slots if one.kind in ("person", "seal")]
    for one in made.slots:
        assert one.x >= 0
        assert one.x + one.width <= SHEET[0]
        assert one.y >= 0
        assert one.y + one.height <= SHEET[1]
    for first in rooms:
        for other in rooms:
            if first.slot.split("_")[0] != other.slot.split("_")[0] and first.page == other.page:
                apart = (
                    first.x + first.width <= other.x
                    or other.x + other.width <= first.x
                    or first.y + first.height <= other.y
                    or other.y + other.height <= first.y
                )
                assert apart, (first.slot, other.slot)


def test_two_parties_sign_side_by_side_with_their_names_on_one_line():
    made = unsigned(2)
    left, right = place(made, "ubnd_person"), place(made, "takv12_person")
    assert (left.page, left.y) == (right.page, right.y)
    assert left.x < right.x
    (first,), (second,) = pdfs.find(made.pdf, "Lê Hoàng Phúc"), pdfs.find(made.pdf, "Phạm Quốc Bảo")
    assert first.bottom == pytest.approx(second.bottom, abs=4)


def test_an_odd_last_party_signs_in_the_middle():
    made = unsigned(5)
    last = place(made, "btgdv_person")
    assert last.x + last.width / 2 == pytest.approx((30 + 165 / 2) * pdfs.MM, abs=1)


def test_the_clerks_figures_fit_between_the_printed_words():
    made = unsigned()
    (word,), (symbol,) = pdfs.find(made.pdf, "Số:"), pdfs.find(made.pdf, "/CTr-UBND-TAKV12")
    number = place(made, "number")
    assert word.right <= number.x
    assert number.x + number.width <= symbol.left + 0.5
    assert number.y < word.bottom + 1
    assert number.size_pt == 13
    between = [(box.left, box.right) for words in ("ngày", "tháng", "năm") for box in pdfs.find(made.pdf, words)[:1]]
    day, month, year = (place(made, f"date_{part}") for part in ("day", "month", "year"))
    assert between[0][1] <= day.x
    assert day.x + day.width <= between[1][0]
    assert between[1][1] <= month.x
    assert month.x + month.width <= between[2][0]
    assert between[2][1] <= year.x
    assert [one.kind for one in (number, day, month, year)] == ["number", "date", "date", "date"]


def test_a_numbered_and_dated_paper_leaves_no_room_for_either():
    kinds = {one.kind for one in to_pdf(samples.programme()).slots}
    assert kinds == {"person", "seal"}


def test_a_signer_without_fields_gets_none():
    made = to_pdf(samples.programme(signers=(samples.SignerBlock("Bên A", "Trưởng ban", "Trần Văn B"),)))
    assert made.slots == ()


def test_minutes_have_the_secretary_left_and_the_chair_right():
    """Mẫu 1.9: THƯ KÝ, CHỦ TỌA."""
    made = to_pdf(samples.minutes())
    (secretary,), (chair,) = pdfs.find(made.pdf, "THƯ KÝ"), pdfs.find(made.pdf, "CHỦ TỌA")
    assert secretary.right < chair.left
    assert place(made, "secretary").x < place(made, "chair").x


def test_a_party_regime_uses_its_own_labels_for_minutes():
    made = to_pdf(samples.minutes("hd05-2026"))
    (secretary,), (chair,) = pdfs.find(made.pdf, "NGƯỜI GHI BIÊN BẢN"), pdfs.find(made.pdf, "CHỦ TRÌ HỘI NGHỊ")
    assert secretary.right < chair.left


def test_one_place_cannot_be_given_to_two():
    twice = (samples.CHAIR, samples.CHAIR)
    with pytest.raises(CannotTypeset, match="“ubnd_person” được đặt hai lần"):
        to_pdf(samples.programme(signers=twice))


@pytest.mark.slow
def test_signatures_never_stand_alone_and_never_leave_their_recipients():
    """The last words stay with the first signatures, the recipients with the last."""
    for lines in range(14, 34):
        filler = tuple(samples.Node("clause", str(place + 1), text="Trao đổi thông tin.") for place in range(lines))
        paper = samples.papers.programme(
            samples.joint_head(), type_name="Quy chế", subject="Phối hợp", nodes=(*filler, samples.TEXT[-1])
        )
        made = to_pdf(paper)
        (last_words,) = pdfs.find(made.pdf, "có hiệu lực kể từ ngày ký./.")
        (recipients,) = pdfs.find(made.pdf, "Nơi nhận:")
        assert last_words.page == place(made, "ubnd_person").page == recipients.page, lines
