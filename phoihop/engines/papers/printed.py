"""The fixed lines of a paper as a regime wants them printed: number, date, bases, signers, recipients, annexes.

Every writer takes its words from here, so that a paper says the same in each kind of file. Each line names the style
of the regime it is set in, and is in capitals where that style is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from phoihop.engines.papers.content import Annex, Head, Paper, SignerBlock
from phoihop.engines.papers.wording import ended, roman
from phoihop.engines.regimes import Regime, Words

#: Stands for a figure not known yet in running text; in the head and for the clerk's hand there is room instead.
UNKNOWN: Final = "…"
_MINUTES_LABELS: Final = {"thư ký", "chủ tọa", "chủ toạ", "chủ trì", "người ghi biên bản", "chủ trì hội nghị"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A line and the element of the form it belongs to."""

    style: str
    words: str


def words_of(paper: Head, regime: Regime) -> Words:
    return regime.words[paper.language]


def cased(regime: Regime, style: str, words: str) -> str:
    """In capitals where the element wants them."""
    return words.upper() if regime.styles[style].caps else words


def number_parts(paper: Head, regime: Regime) -> tuple[str, str, str]:
    """What stands before the figure, the figure (empty: room for the clerk), what stands after it."""
    word = words_of(paper, regime).number
    colon = ":" if regime.number.colon and not word.endswith(".") else ""
    after = f"{regime.number.after_number}{paper.symbol}" if paper.symbol else ""
    return f"{word}{colon} ", regime.number.figure(paper.number), after


def date_parts(paper: Head, regime: Regime) -> Iterator[tuple[str, str]]:
    """Place and date piece by piece: ("", words as printed) or (name of the figure, the figure or "")."""
    day = paper.on
    figures = {
        "place": paper.place,
        "day": regime.dates.day(day) if day else "",
        "month": regime.dates.month(day) if day else "",
        "year": str(day.year) if day else "",
    }
    template = words_of(paper, regime).place_date
    if not paper.place:
        template = template.partition("{place}, ")[2] or template
    while template:
        before, _, rest = template.partition("{")
        name, _, template = rest.partition("}")
        if before:
            yield "", before
        if name == "place":
            yield "", figures[name]
        elif name:
            yield name, figures[name]


def bases(paper: Paper, regime: Regime) -> tuple[str, ...]:
    """ "Căn cứ …;" to the last, which ends in a full stop (Annex I, II.6a)."""
    form, last = regime.legal_bases, len(paper.legal_bases) - 1
    return tuple(
        form.lead + ended(words, form.last if place == last else form.between)
        for place, words in enumerate(paper.legal_bases)
    )


def addressees(paper: Paper, regime: Regime) -> tuple[str, tuple[str, ...]]:
    """ "Kính gửi:" and to whom; two and more end in ";" and the last in "." (Annex I, II.9d)."""
    words = words_of(paper, regime)
    label = f"{words.to_leadership if paper.kind == 'submission' else words.to}:"
    if len(paper.addressed_to) < 2:
        return label, tuple(one.rstrip(" ;,.") for one in paper.addressed_to)
    return label, listed(paper.addressed_to, ";", ".")


def recipients(paper: Paper, regime: Regime) -> tuple[str, ...]:
    """The list under "Nơi nhận" with its dashes, the archive line last; empty where nobody signs or receives."""
    form = regime.recipients
    if not (paper.recipients or paper.signers or paper.filed_by):
        return ()
    given = list(paper.recipients)
    if paper.addressed_to and form.as_above not in given:
        given.insert(0, form.as_above)
    if paper.kind == "minutes" and not paper.filed_by:
        archive = form.minutes_archive_line
    else:
        archive = form.archive_line.format(unit=paper.filed_by) if paper.filed_by else form.archive_alone
    return tuple(form.dash + line for line in listed([*given, archive], form.between, form.last))


def listed(items: Sequence[str], between: str, last: str) -> tuple[str, ...]:
    """Every item with `between` after it, the last with `last`."""
    end = len(items) - 1
    return tuple(ended(words, last if place == end else between) for place, words in enumerate(items))


def signer_lines(paper: Paper, place: int, regime: Regime) -> tuple[Printed, ...]:
    """What stands above the signature of the signer at that place (Annex I, II.7b and 7đ; minutes: Mẫu 1.9)."""
    signer = paper.signers[place]
    if paper.kind == "minutes":
        words = words_of(paper, regime)
        label = words.chair if place and place == len(paper.signers) - 1 else words.secretary
        return (_printed(regime, "signing_authority", label),)
    lines = [_printed(regime, "signing_authority", words) for words in _authority(signer, regime)]
    if len(paper.signers) > 1 and not signer.on_behalf_of:
        lines.insert(0, _printed(regime, "signing_authority", signer.party))
    acting = f"{regime.authority.prefix('Q')} " if signer.authority == "Q" else ""
    return (*lines, _printed(regime, "signer_title", f"{acting}{signer.title}"))


def other_posts(paper: Paper, place: int) -> tuple[str, ...]:
    """What stands between signature and name: a second post, and in minutes the post itself (Mẫu 1.9, note 5)."""
    signer = paper.signers[place]
    title = signer.title if paper.kind == "minutes" and signer.title.casefold() not in _MINUTES_LABELS else ""
    return tuple(one for one in (title, signer.other_post) if one)


def _authority(signer: SignerBlock, regime: Regime) -> Iterator[str]:
    form = regime.authority
    if signer.on_behalf_of:
        yield f"{form.prefix('TM')} {signer.on_behalf_of}"
        if signer.authority in form.never_for_collectives:
            return
    if signer.authority in ("KT", "TL", "TUQ") and signer.substitute_for:
        yield f"{form.prefix(signer.authority)} {signer.substitute_for}"


def _printed(regime: Regime, style: str, words: str) -> Printed:
    return Printed(style, cased(regime, style, words))


def annex_label(paper: Paper, place: int, regime: Regime) -> str:
    """ "Phụ lục", with a Roman number where there are several (Annex I, III.1a)."""
    word = words_of(paper, regime).annex
    if len(paper.annexes) < regime.annex.numbered_from:
        return word
    return f"{word} {paper.annexes[place].number or roman(place + 1)}"


def annex_reference(paper: Paper, regime: Regime) -> str:
    """The line that ties an annex to its paper; what is not known yet stays open, as files may leave it (III.1c)."""
    figures = {name: figure or UNKNOWN for name, figure in date_parts(paper, regime) if name}
    *others, last = [issuer.name for issuer in paper.issuers]
    joined = "và" if paper.language == "vi" else "and"
    return words_of(paper, regime).annex_reference.format(
        document=paper.type_name or "Văn bản",
        number=regime.number.written(paper.number or UNKNOWN, paper.symbol),
        issuer=f"{', '.join(others)} {joined} {last}" if others else last,
        **figures,
    )


def annex_title(annex: Annex, regime: Regime) -> str:
    return cased(regime, "annex_title", annex.title)


def issuer_lines(paper: Head, regime: Regime) -> Iterator[Printed]:
    """The organs of the left-hand head, each under the organ above it."""
    for issuer in paper.issuers:
        if issuer.superior:
            yield _printed(regime, "superior", issuer.superior)
        yield _printed(regime, "issuer", issuer.name)


def state_lines(paper: Head, regime: Regime) -> tuple[Printed, ...]:
    """The right-hand head: the State's title and motto, or the Party's name."""
    return tuple(_printed(regime, style, words) for style, words in regime.letterhead.lines[paper.language])
