"""A paper and its regime as the data the templates read."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from phoihop.engines.papers import Paper, printed
from phoihop.engines.regimes import Regime
from phoihop.engines.typesetting.content import CannotTypeset
from phoihop.engines.typesetting.flow import Line, Run, Wording, as_line, set_blocks
from phoihop.engines.typesetting.fonts import LAST_RESORT, font_in_use
from phoihop.engines.typesetting.foot import check_line, fingerprint_line
from phoihop.engines.typesetting.words import clean, unbroken

#: Times faces set single spacing at 1.15 of the type size, in Word as in print.
SINGLE = 1.15
#: Width of the room for figures the clerk fills in, mm: two digits, or a year.
_ROOM = {"day": 8, "month": 8, "year": 12}


def composed(given: Paper, regime: Regime) -> dict[str, Any]:
    """The whole input of `paper.typ`. Raises CannotTypeset."""
    paper = _cleaned_head(given)
    wording = Wording(regime.after_outline, regime.end_mark, paper.language)
    annexes = [_annex(paper, place, regime) for place in range(len(paper.annexes))]
    return {
        "look": look(regime),
        "language": paper.language,
        "title_of_file": " ".join(f"{paper.type_name} {paper.subject}".split()),
        "authors": [issuer.name for issuer in paper.issuers],
        "numbered_from": regime.page.numbered_from,
        "verification": check_line(paper),
        "fingerprint": fingerprint_line(paper),
        "landscape": paper.landscape,
        "head": _letterhead(paper, regime),
        "title": _title(paper, regime),
        "addressed": _addressed(paper, regime),
        "authority_line": printed.cased(regime, "authority_line", paper.authority_line),
        "bases": [as_line(Line("legal_basis", (Run(words),), indented=True)) for words in printed.bases(paper, regime)],
        "blocks": set_blocks(paper.blocks, wording, end=paper.end_mark),
        "closing": _closing(paper, regime),
        "annexes": annexes,
    }


def look(regime: Regime) -> dict[str, Any]:
    """Sizes, spacing and margins of a regime, in the units the templates expect."""
    page, body = regime.page, regime.body
    size = regime.styles["body"].size.used
    pitch = body.exact_leading.used if body.exact_leading else SINGLE * size * _multiple(regime)
    styles = {key: _style(regime, key) for key in regime.styles}
    return {
        "fonts": [font_in_use(), LAST_RESORT],
        "page": {
            "width": page.width,
            "height": page.height,
            **{side: getattr(page, side).used for side in ("top", "bottom", "left", "right")},
        },
        "body": {"leading": pitch - size, "before": body.before.used, "first_line": body.first_line},
        "styles": {**styles, "end_mark": {**styles["body"], "align": "right"}},
    }


def _multiple(regime: Regime) -> float:
    return regime.body.line_spacing.used if regime.body.line_spacing else 1.0


def _style(regime: Regime, key: str) -> dict[str, Any]:
    style = regime.styles[key]
    return {
        "size": style.size.used,
        "bold": style.bold,
        "italic": style.italic,
        "underline": style.underline,
        "align": style.align,
    }


def _cleaned_head(paper: Paper) -> Paper:
    """The paper with every word outside its blocks fit for print; blocks are cleaned where they become lines."""
    annexes = tuple(replace(one, title=clean(one.title), number=clean(one.number)) for one in paper.annexes)
    bare = replace(paper, blocks=(), annexes=())
    return replace(_cleaned(bare), blocks=paper.blocks, annexes=annexes)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(map(_cleaned, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _cleaned(getattr(value, field.name)) for field in fields(value)})
    return value


def _letterhead(paper: Paper, regime: Regime) -> dict[str, Any]:
    before, figure, after = printed.number_parts(paper, regime)
    form = regime.letterhead
    about = f"{printed.words_of(paper, regime).subject_dispatch} {paper.subject}" if not paper.type_name else ""
    return {
        "issuers": _heading(printed.issuer_lines(paper, regime)),
        "star": form.issuer_mark == "star",
        "issuer_rule": form.issuer_rule.used if form.issuer_rule else 0,
        "right": _heading(printed.state_lines(paper, regime)),
        "state_rule": form.rule.used,
        "number_before": before,
        "number": figure,
        "number_after": after,
        "about": unbroken(about),
        "dated": paper.dated,
        "date": list(_date(paper, regime)),
        "urgency": _urgency(paper, regime),
        "circulation": printed.cased(regime, "circulation", paper.circulation),
        "draft_mark": paper.draft_mark,
    }


def _heading(lines: Iterable[printed.Printed]) -> list[dict[str, str]]:
    return [{"style": one.style, "words": unbroken(one.words)} for one in lines]


def _date(paper: Paper, regime: Regime) -> Iterator[str | dict[str, Any]]:
    for name, words in printed.date_parts(paper, regime):
        yield words if words or not name else {"slot": f"date_{name}", "width": _ROOM[name]}


def _urgency(paper: Paper, regime: Regime) -> dict[str, Any] | None:
    if not paper.urgency:
        return None
    for mark in regime.urgency:
        if _folded(mark.words) == _folded(paper.urgency):
            return {"words": mark.words, "width": mark.width, "height": mark.height}
    known = ", ".join(mark.words for mark in regime.urgency)
    raise CannotTypeset(f"Không có mức độ khẩn “{paper.urgency}”. Hãy chọn một trong các mức: {known}.")


def _folded(words: str) -> str:
    """Without marks: "HOẢ TỐC" and "HỎA TỐC" are the same stamp."""
    return "".join(one for one in unicodedata.normalize("NFD", words.upper()) if not unicodedata.combining(one))


def _title(paper: Paper, regime: Regime) -> dict[str, Any]:
    return {
        "name": unbroken(printed.cased(regime, "type_name", paper.type_name)),
        "subject": unbroken(paper.subject) if paper.type_name else "",
        "dashes": regime.title.dashes,
        "rule": regime.title.rule.used if regime.title.rule else 0,
    }


def _addressed(paper: Paper, regime: Regime) -> dict[str, Any]:
    label, to = printed.addressees(paper, regime)
    return {"label": label, "to": list(to)}


def _closing(paper: Paper, regime: Regime) -> dict[str, Any]:
    words = printed.words_of(paper, regime)
    return {
        "signers": [_signer(paper, place, regime) for place in range(len(paper.signers))],
        "recipients": {"label": f"{words.recipients}:", "to": list(printed.recipients(paper, regime))},
    }


def _signer(paper: Paper, place: int, regime: Regime) -> dict[str, Any]:
    signer = paper.signers[place]
    return {
        "lines": _heading(printed.signer_lines(paper, place, regime)),
        "slot": signer.slot,
        "seal": signer.seal,
        "other_posts": list(printed.other_posts(paper, place)),
        "name": signer.name,
    }


def _annex(paper: Paper, place: int, regime: Regime) -> dict[str, Any]:
    annex = paper.annexes[place]
    wording = Wording(regime.after_outline, regime.end_mark, paper.language)
    return {
        "label": printed.annex_label(paper, place, regime),
        "title": unbroken(printed.annex_title(annex, regime)),
        "reference": unbroken(printed.annex_reference(paper, regime)),
        "rule": regime.annex.rule.used if regime.annex.rule else 0,
        "landscape": annex.landscape,
        "blocks": set_blocks(annex.blocks, wording, end=True),
    }
