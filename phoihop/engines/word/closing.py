"""How a paper ends: who signs for whom, with room for signature and seal, and who receives it."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Final

from lxml.etree import _Element

from phoihop.engines.papers import Paper, printed
from phoihop.engines.regimes import Regime
from phoihop.engines.word.body import FORM
from phoihop.engines.word.elements import add_cell, add_row, paragraph, table
from phoihop.engines.word.letterhead import fitted

_STYLES: Final = {"signing_authority": "SigningAuthority", "signer_title": "SignerTitle"}
_FINGERPRINT: Final = {
    "vi": "Dấu vân tay của bản chốt (SHA-256): ",
    "en": "Fingerprint of the agreed text (SHA-256): ",
}
_CHECK: Final = {
    "vi": "Kiểm tra văn bản tại {url}, mã xác thực: {code}",
    "en": "Check this paper at {url}, verification code: {code}",
}


def closing(paper: Paper, regime: Regime, across: int) -> Iterator[_Element]:
    """One signer beside the recipients; more in pairs, an odd last one in the middle, and the recipients below.

    All in one table without borders, so that whoever reads it back sees signatures and recipients as such.
    """
    to = printed.recipients(paper, regime)
    if not paper.signers and not to:
        return
    yield paragraph("Spacer", keep=True)
    if len(paper.signers) < 2:
        left = across * 47 // 100
        frame = table("Letterhead", (left, across - left))
        row = add_row(frame, whole=True)
        add_cell(row, left, list(_recipients(paper, regime, to)))
        right = across - left
        signer = [*_posts(paper, 0, regime, right, right), *_name(paper, 0)] if paper.signers else [paragraph("Spacer")]
        add_cell(row, right, signer)
    else:
        frame = _grid(paper, regime, to, across)
    yield frame


def check_lines(paper: Paper) -> list[_Element]:
    """Where anyone can check the paper, and the fingerprint of its text, for the foot of the first page."""
    said = []
    if paper.verification is not None:
        said.append(_CHECK[paper.language].format(url=paper.verification.url, code=paper.verification.code))
    if paper.fingerprint:
        said.append(_FINGERPRINT[paper.language] + paper.fingerprint.lower())
    styles = ("Verification", "VerificationMore")
    return [paragraph(style, (words, FORM)) for style, words in zip(styles, said, strict=False)]


def _grid(paper: Paper, regime: Regime, to: Sequence[str], across: int) -> _Element:
    """Posts in one row and names in the next, so that names stand level whatever is above them."""
    left = across // 2
    frame = table("Letterhead", (left, across - left))
    places = range(len(paper.signers))
    for first in places[::2]:
        pair = places[first : first + 2]
        span, wide = (2, across) if len(pair) == 1 else (1, left)
        posts, names = add_row(frame, whole=True), add_row(frame, whole=True)
        apart = [] if first == 0 else [paragraph("Spacer", keep=True) for _ in range(2)]
        for place in pair:
            above = [*map(deepcopy, apart), *_posts(paper, place, regime, wide, left)]
            add_cell(posts, wide, above, span=span)
            add_cell(names, wide, list(_name(paper, place)), span=span, place="bottom")
    if to:
        row = add_row(frame, whole=True)
        add_cell(row, left, (paragraph("Spacer"), *_recipients(paper, regime, to)))
        add_cell(row, across - left, [paragraph("Spacer")])
    return frame


def _posts(paper: Paper, place: int, regime: Regime, across: int, most: int) -> Iterator[_Element]:
    """What stands above the signature, in lines no longer than `most` twips."""
    for line in printed.signer_lines(paper, place, regime):
        side = (across - most) // 2
        even = fitted(line.words, line.style, regime, most)
        indent = (even[0] + side, even[1] + side) if even else None
        yield paragraph(_STYLES[line.style], line.words, indent=indent, keep=True)


def _name(paper: Paper, place: int) -> Iterator[_Element]:
    yield paragraph("SigningRoom", keep=True)
    for words in printed.other_posts(paper, place):
        yield paragraph("SignerPost", words, keep=True)
    yield paragraph("SignerName", paper.signers[place].name)


def _recipients(paper: Paper, regime: Regime, to: Sequence[str]) -> Iterator[_Element]:
    if not to:
        yield paragraph("Spacer")
        return
    yield paragraph("RecipientsLabel", f"{printed.words_of(paper, regime).recipients}:")
    for words in to:
        yield paragraph("Recipient", words)
