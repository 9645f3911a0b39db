"""Official papers made of the record, the pack frozen by its hash, numbers from the book, signatures judged."""

import hashlib
import io

import pytest
from docx import Document as Word
from pypdfium2 import PdfDocument

from phoihop.agree.signing.tests.factories import the_key
from phoihop.carry_out.briefings import papers, queries, verbs
from phoihop.carry_out.briefings.papers.pack import KLASSES, figures_sha256, standing_of
from phoihop.carry_out.briefings.tests.factories import (
    AFTER,
    BEFORE,
    DURING,
    a_briefing,
    a_clerk,
    a_conclusion,
    a_task,
    again,
    item_of,
    minuted,
    programme_of,
    seat_of,
    secretary_of,
)
from phoihop.engines.pdf_signing import signing as engine
from phoihop.engines.pdf_signing.content import Services
from phoihop.engines.pdf_signing.updating import form_fields, update
from phoihop.foundation.files import queries as files
from phoihop.foundation.ledger import queries as ledger
from phoihop.foundation.ledger import verbs as ledgers
from phoihop.foundation.numbers import queries as books
from phoihop.foundation.numbers import verbs as numbers
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, hanh, lan, minh

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def content(file):
    with files.open_file(file) as opened:
        return opened.read()


def text_of(pdf):
    """Its words with one space between; what the page breaks is joined again."""
    pages = PdfDocument(pdf)
    said = " ".join(page.get_textpage().get_text_bounded() for page in pages)
    pages.close()
    return " ".join(said.split())


def a_full_session():
    """Late tasks, attendance, an opinion in writing, minutes, a conclusion that became a task."""
    lead, one, two = lan(), minh(), hanh()
    briefing = a_briefing(lead, one, two)
    secretary = secretary_of(briefing)
    a_task(programme_of(briefing.series), lead, one, due_on=BEFORE.date().replace(day=1), title="Điểm tập kết rác")
    verbs.assemble(briefing=again(briefing), by=secretary, at=BEFORE)
    verbs.call(briefing=again(briefing), by=secretary, at=BEFORE)
    verbs.write_opinion(
        seat=seat_of(briefing, two), item=item_of(briefing), body="Đề nghị công khai.", by=two, at=BEFORE
    )
    verbs.begin(briefing=again(briefing), by=secretary, at=DURING)
    for actor, answer in ((lead, "PRESENT"), (one, "ONLINE"), (two, "ABSENT")):
        verbs.note_attendance(seat=seat_of(briefing, actor), answer=answer, by=secretary, at=DURING)
    minuted(briefing, secretary, body=f"Mở đầu.\n{one.agency.name}: chậm do thiếu đất.")
    a_conclusion(briefing, one, secretary, supporters=[two.agency], becomes="TASK")
    verbs.approve_minutes(item=item_of(briefing), revision=item_of(briefing).minutes_revision, by=lead, at=DURING)
    return lead, one, two, secretary, again(briefing)


# ── The pack ─────────────────────────────────────────────────────────────────


def test_the_pack_is_kept_under_its_hash_which_stands_in_the_ledger():
    *_rest, secretary, briefing = a_full_session()
    pack = verbs.freeze_pack(briefing=briefing, by=secretary, at=DURING)
    assert hashlib.sha256(content(pack.pdf)).hexdigest() == pack.pdf_id
    [entry] = ledger.hashed(ledger.chain(briefing.ledger_chain, of=["briefing.pack_frozen"]))
    assert entry["details"]["sha256"] == pack.pdf_id
    assert entry["details"]["figures_sha256"] == figures_sha256(briefing.assemblies.get().facts)


def test_the_root_of_the_ledger_is_printed_in_it():
    *_rest, secretary, briefing = a_full_session()
    root = ledgers.anchor(at=DURING).root
    pack = verbs.freeze_pack(briefing=briefing, by=secretary, at=DURING)
    assert pack.facts["root"] == root
    assert root in text_of(content(pack.pdf)).replace(" ", "")


def test_pack_and_page_tell_the_same_figures():
    *_rest, briefing = a_full_session()
    paper, facts = papers.pack_of(briefing, at=DURING)
    page = queries.page_of(briefing, on=DURING.date())
    printed = [
        tuple(cell.text for cell in row) for table in paper.tables() if table.title == "Nhiệm vụ quá hạn và sắp quá hạn"
        for row in table.rows
    ]  # fmt: skip
    [item] = [one for one in page.items if one.item.kind == "late"]
    assert [(row.label, row.title, standing_of(row)) for row in item.found.rows] == [
        (label, title, standing) for label, title, _agency, _due, standing in printed
    ]
    assert facts["counts"] == {source: found["counts"] for source, found in page.assembly.facts.items()}


def test_the_bars_of_the_pack_have_the_totals_of_the_five_classes():
    *_rest, briefing = a_full_session()
    paper, facts = papers.pack_of(briefing, at=DURING)
    [bars] = [table for table in paper.tables() if table.title == "Nhiệm vụ theo cơ quan chủ trì"]
    totals = [int(cell.text) for cell in bars.rows[-1][1:]]
    assert totals[:-1] == [facts["counts"]["figures"][klass] for klass in KLASSES]
    assert totals[-1] == sum(totals[:-1])


def test_what_was_put_together_meanwhile_makes_the_pack_stale(monkeypatch):
    lead, one = lan(), minh()
    briefing = a_briefing(lead, one, state="CALLED")
    secretary = secretary_of(briefing)
    made = papers.set_pack(briefing, at=BEFORE)
    verbs.assemble(briefing=again(briefing), by=secretary, at=BEFORE)
    monkeypatch.setattr("phoihop.carry_out.briefings.papers.set_pack", lambda *_args, **_more: made)
    with pytest.raises(NotAllowed, match="just changed"):
        verbs.freeze_pack(briefing=briefing, by=secretary, at=BEFORE)


def test_without_an_agenda_there_is_no_pack():
    briefing = a_briefing(lan(), minh())
    with pytest.raises(NotAllowed, match="Put the agenda together first"):
        verbs.freeze_pack(briefing=briefing, by=secretary_of(briefing), at=MONDAY)


def test_the_same_record_gives_the_same_bytes():
    *_rest, briefing = a_full_session()
    assert papers.set_pack(briefing, at=DURING).pdf == papers.set_pack(briefing, at=DURING).pdf


# ── Minutes, conclusions, invitation ─────────────────────────────────────────


def test_the_minutes_tell_who_was_there_what_was_said_and_what_was_concluded():
    _lead, one, _two, secretary, briefing = a_full_session()
    verbs.adjourn(briefing=briefing, by=secretary, at=AFTER)
    made = verbs.make_document(briefing=again(briefing), kind="minutes", by=secretary, at=AFTER)
    said = text_of(content(made.pdf))
    for words in (
        "BIÊN BẢN", "Minh, Chủ tịch, Ủy ban nhân dân phường Ngã Bảy (trực tuyến)",
        "Hạnh, Chánh án, Tòa án nhân dân khu vực (có ý kiến bằng văn bản)", f"{one.agency.name}: chậm do thiếu đất",
        "Tòa án nhân dân khu vực (ý kiến bằng văn bản): Đề nghị công khai.", "KL1-2026/1: Trình phương án đất thay thế",
        "thời hạn: 05/05/2026",  "08 giờ 30 phút",
    ):  # fmt: skip
        assert words in said, words
    assert said.casefold().index("thư ký") < said.casefold().rindex("chủ trì")
    word = Word(io.BytesIO(content(made.docx)))
    assert any("chậm do thiếu đất" in line.text for line in word.paragraphs)


def test_the_notice_of_conclusions_is_not_typed_again():
    *_rest, secretary, briefing = a_full_session()
    verbs.adjourn(briefing=briefing, by=secretary, at=AFTER)
    made = verbs.make_document(briefing=again(briefing), kind="conclusions", by=secretary, at=AFTER)
    said = text_of(content(made.pdf))
    for words in (
        "THÔNG BÁO",
        "đồng chí Lan",
        "Trình phương án đất thay thế (KL1-2026/1)",
        "trước hết ngày 05/05/2026",
    ):
        assert words in said, words


def test_the_invitation_tells_day_place_agenda_and_when_papers_are_due():
    *_rest, secretary, briefing = a_full_session()
    made = verbs.make_document(briefing=briefing, kind="invitation", by=secretary, at=BEFORE)
    said = text_of(content(made.pdf))
    for words in ("GIẤY MỜI", "08 giờ 00 phút, ngày 14 tháng 4 năm 2026", "Phòng họp A", "chậm nhất ngày 08/04/2026"):
        assert words in said, words


def test_papers_have_places_to_sign_with_names_of_their_own():
    *_rest, secretary, briefing = a_full_session()
    verbs.adjourn(briefing=briefing, by=secretary, at=AFTER)
    made = verbs.make_document(briefing=again(briefing), kind="minutes", by=secretary, at=AFTER)
    assert sorted(form_fields(update(content(made.pdf)))) == ["chair", "secretary"]


def test_before_the_session_is_over_there_are_no_minutes_to_print():
    *_rest, secretary, briefing = a_full_session()
    with pytest.raises(NotAllowed, match="when the session is over"):
        verbs.make_document(briefing=briefing, kind="minutes", by=secretary, at=DURING)


def test_a_second_version_leaves_the_first_as_it_was():
    *_rest, secretary, briefing = a_full_session()
    first = verbs.make_document(briefing=briefing, kind="invitation", by=secretary, at=BEFORE)
    second = verbs.make_document(briefing=briefing, kind="invitation", by=secretary, at=DURING)
    assert (first.version, second.version) == (1, 2)
    assert content(briefing.documents.get(pk=first.pk).pdf)


# ── Numbers and signatures ───────────────────────────────────────────────────


def signed_by(key, pdf, field):
    """As a signing tool of one's own would give it back."""
    begun = engine.begin(pdf, field=field, certificate=key.certificate, chain=tuple(key.chain), stamp=None, at=BEFORE)
    return engine.finish(begun.state, key.sign(begun.to_sign), services=Services()).pdf


@pytest.fixture
def numbered():
    lead, _one, _two, secretary, briefing = a_full_session()
    clerk = a_clerk(lead.agency)
    numbers.name_symbol(agency=lead.agency, text="BXDĐ", from_on=MONDAY.date(), by=clerk, at=MONDAY)
    numbers.open_term(agency=lead.agency, name="2025–2030", from_on=MONDAY.date(), by=clerk, at=MONDAY)
    made = verbs.make_document(briefing=briefing, kind="invitation", by=secretary, at=BEFORE)
    return clerk, secretary, briefing, made


def test_the_clerk_gives_the_next_number_of_the_book_and_it_is_printed(numbered):
    clerk, _secretary, _briefing, made = numbered
    paper = verbs.number_document(document=made, by=clerk, at=BEFORE)
    assert paper.number == books.number_of(made).display
    assert books.number_of(made).state == "USED"
    assert paper.number.lstrip("0").split("-")[0] == "1"
    assert "ngày 07 tháng 4 năm 2026" in text_of(content(paper.pdf))


def test_an_officer_gives_no_number(numbered):
    _clerk, secretary, _briefing, made = numbered
    with pytest.raises(NotAllowed, match="records clerk"):
        verbs.number_document(document=made, by=secretary, at=BEFORE)


def test_a_paper_is_numbered_once_and_only_its_last_version(numbered):
    clerk, _secretary, _briefing, made = numbered
    paper = verbs.number_document(document=made, by=clerk, at=BEFORE)
    with pytest.raises(NotAllowed, match="has its number already"):
        verbs.number_document(document=paper, by=clerk, at=BEFORE)
    with pytest.raises(NotAllowed, match="later version"):
        verbs.number_document(document=made, by=clerk, at=BEFORE)


def test_only_the_newest_version_waits_for_a_number_and_none_once_it_has_one(numbered):
    clerk, secretary, briefing, _made = numbered
    again_made = verbs.make_document(briefing=again(briefing), kind="invitation", by=secretary, at=BEFORE)

    def waiting():
        return [due.act_url for due in queries.waiting_on(clerk, on=BEFORE.date()) if due.kind == "seal"]

    assert waiting() == [f"/briefings/{briefing.pk}/documents/{again_made.pk}/"]
    verbs.number_document(document=again_made, by=clerk, at=BEFORE)
    assert waiting() == []


def test_an_unsigned_file_is_not_taken_for_a_signed_one(numbered):
    clerk, _secretary, _briefing, made = numbered
    with pytest.raises(NotAllowed, match="no signature in this file"):
        verbs.take_signed(document=made, data=content(made.pdf), name="a.pdf", by=clerk, at=BEFORE)


def test_what_comes_back_signed_is_kept_with_its_verdict_whatever_it_is(numbered):
    clerk, _secretary, briefing, made = numbered
    key = the_key("Lan", "Ban Xây dựng Đảng")
    signed = signed_by(key, content(made.pdf), "signer")
    taken = verbs.take_signed(document=made, data=signed, name="giay-moi.pdf", by=clerk, at=BEFORE)
    assert taken.report["verdict"] in ("valid", "indeterminate")
    assert taken.report["signatures"][0]["field"] == "signer"
    assert content(taken.signed) == signed
    [entry] = ledger.hashed(ledger.chain(briefing.ledger_chain, of=["briefing.document_signed"]))
    assert entry["details"]["verdict"] == taken.report["verdict"]
    with pytest.raises(NotAllowed, match="kept here already"):
        verbs.take_signed(document=taken, data=signed, name="a.pdf", by=clerk, at=BEFORE)
