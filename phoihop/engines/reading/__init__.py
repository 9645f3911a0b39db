"""Reading a joint document: a file in, its head and tree of clauses out. No Django, no database, nothing written.

What the tree looks like, decided once:

* Kinds follow the law's own words: phần, chương, mục and tiểu mục (both `section`), điều, khoản, điểm. Roman headings
  ("III. NỘI DUNG PHỐI HỢP", "I- TÊN MỤC") are `section` too: in an outline they are its top level with khoản "1." and
  điểm "a)" beneath, in a mixed text they stand above the articles, as the consultation page shows them. Capital
  letters ("A. TÌNH HÌNH") are `part`. Dashes, pluses and bullets are `paragraph` with that sign as number, under
  what they list.
* What follows an item without a label of its own belongs to the item while its list goes on; after the last point or
  dash it belongs to the clause or article that holds the list; a clause keeps what follows it.
* The head becomes fields: issuers, number, date, title, legal bases. Its lines, with the national name and the place
  that have no field, are kept as typed in `Outline.head` and are no nodes, since a paper is never consulted on them
  and the program sets them itself. An introduction ("… thống nhất ban hành Quy chế như sau:") is text: a `paragraph`
  before the first node. So is any line of the head that is not understood, with a warning.
* An annexed text (decision Điều 1–3, then QUY CHẾ … Điều 1–14) and each Phụ lục is an `annex` with its own series.
* Signatures and "Nơi nhận" are `paragraph` nodes at the end (eid chu-ky, noi-nhan) of what they sign.
* Page numbers and running heads are taken out of the sentences they interrupt and gathered in one last `paragraph`
  (eid so-trang). Words are never dropped: `Outline.all_text()` holds every word of the source exactly once.
"""

from phoihop.engines.reading.outline import Form, Kind, Node, Outline, SourceLine, Warning
from phoihop.engines.reading.refusals import MAX_BYTES, Unreadable

__all__ = [
    "MAX_BYTES",
    "Form",
    "Kind",
    "Node",
    "Outline",
    "SourceLine",
    "Unreadable",
    "Warning",
    "check_not_secret",
    "read",
]


def read(data: bytes, *, filename: str = "", soffice: str | None = None) -> Outline:
    """The outline of a .docx, .doc, .odt, .rtf, .txt or text PDF, told by its content; the name only helps the words.

    `soffice` is the LibreOffice program for .doc, .odt and .rtf: None looks for it, "" does without.
    Raises Unreadable, whose text is one Vietnamese sentence with a remedy.
    """
    from phoihop.engines.reading.assembly import assemble
    from phoihop.engines.reading.intake import take_in

    return assemble(take_in(data, filename=filename, soffice=soffice))


def check_not_secret(text: str) -> None:
    """Raises Unreadable("secret") if a mark MẬT, TỐI MẬT or TUYỆT MẬT stands alone near the head of the text."""
    from phoihop.engines.reading.secrecy import refuse_marks

    refuse_marks(text.splitlines())
