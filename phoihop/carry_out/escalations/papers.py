"""The submission to a leadership body (tờ trình) as data for the engines, and its files.

What is printed is Vietnamese whoever prints it, in the form of the organ that submits: the standing unit.
"""

import datetime as dt
from typing import Final

from phoihop.agree.signing.craft.papers import place_name, suggested_regime
from phoihop.agree.signing.queries import first_signatory
from phoihop.carry_out.escalations.models import Difficulty, Referral, Statement, Urgency
from phoihop.engines import papers, typesetting, word
from phoihop.foundation.agencies.models import Agency, Tenure
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.numbers import notation
from phoihop.foundation.numbers import queries as numbers
from phoihop.kit.verdict import NotAllowed

PAPER_TYPE: Final = "TTr"
URGENCY: Final = {
    Urgency.NORMAL: "",
    Urgency.URGENT: "KHẨN",
    Urgency.EXPRESS: "THƯỢNG KHẨN",
    Urgency.FLASH: "HỎA TỐC",
}
#: Where no body has been chosen yet: whoever drafts it puts the name in.
NOBODY_YET: Final = "Thường trực cấp ủy"
_AUTHORITIES: Final[dict[str, papers.Authority]] = {
    Tenure.Authority.TM: "TM",
    Tenure.Authority.KT: "KT",
    Tenure.Authority.TL: "TL",
    Tenure.Authority.TUQ: "TUQ",
    Tenure.Authority.Q: "Q",
}


def submission(
    difficulty: Difficulty, statement: Statement, referral: Referral | None, unit: Agency, *, at: dt.datetime
) -> papers.Paper:
    """With a referral the paper of that day; without one a draft, whose day and addressee are still to come."""
    on = referral.referred_on if referral else day_of(at)
    whom = referral.body.name_on(on) if referral else NOBODY_YET
    head = papers.Head(
        regime_key=suggested_regime(unit, on=on),
        issuers=(papers.Issuer(unit.name_on(on), unit.parent.name_on(on) if unit.parent else ""),),
        made_at=referral.referred_at if referral else at,
        symbol=_symbol(unit, on),
        place=place_name(unit.locality),
        on=on if referral else None,
        signers=_signers(unit, on),
        recipients=("Như trên", difficulty.held_by.name_on(on)),
        draft_mark="" if referral else "Dự thảo",
        urgency=URGENCY[Urgency(statement.urgency)],
    )
    return papers.submission(head, _content(difficulty, statement, referral, whom, on))


def _content(
    difficulty: Difficulty, statement: Statement, referral: Referral | None, whom: str, on: dt.date
) -> papers.Submission:
    by = difficulty.reporter.name_on(difficulty.reported_on)
    facts = [f"{by} báo cáo ngày {difficulty.reported_on:%d/%m/%Y} ({difficulty.code}): {statement.facts}"]
    touched = _touched(difficulty)
    proposal = [statement.proposal]
    if referral is not None and referral.advice:
        proposal.append(f"Ý kiến của đơn vị thường trực: {referral.advice}")
    return papers.Submission(
        subject=f"Xin ý kiến chỉ đạo về khó khăn, vướng mắc: {statement.title}",
        addressed_to=(whom,),
        facts="\n\n".join([*facts, *touched]),
        causes=tuple(line.strip() for line in statement.cause.splitlines() if line.strip()),
        options=tuple(
            papers.Option(one["name"], one.get("advantages", ""), one.get("drawbacks", "")) for one in statement.options
        ),
        proposal="\n\n".join(proposal),
        draft_instruction=tuple(referral.draft_instruction) if referral else (),
        decide_by=referral.due_on if referral else None,
    )


def _touched(difficulty: Difficulty) -> list[str]:
    """The programme and its tasks that cannot go on."""
    said = [f"Chương trình: {difficulty.programme.name}."]
    tasks = [f"{task.code} ({task.title})" for task in difficulty.tasks.order_by("code", "pk")]
    return [*said, f"Nhiệm vụ bị ảnh hưởng: {'; '.join(tasks)}."] if tasks else said


def _symbol(unit: Agency, on: dt.date) -> str:
    abbreviation = numbers.symbol_on(unit, on)
    return notation.symbol_of(unit.regime, PAPER_TYPE, abbreviation, on=on) if abbreviation else ""


def _signers(unit: Agency, on: dt.date) -> tuple[papers.SignerBlock, ...]:
    tenure = first_signatory(unit, on=on)
    if tenure is None:
        return (papers.SignerBlock(party=unit.name_on(on), title="Thủ trưởng cơ quan", name=""),)
    authority = _AUTHORITIES.get(tenure.authority, "")
    return (
        papers.SignerBlock(
            party=unit.name_on(on),
            title=tenure.post.title,
            name=tenure.person.full_name,
            authority=authority,
            on_behalf_of=unit.name_on(on) if authority == "TM" else "",
        ),
    )


def as_pdf(paper: papers.Paper) -> bytes:
    try:
        return typesetting.to_pdf(paper).pdf
    except typesetting.CannotTypeset as refusal:
        raise NotAllowed(str(refusal)) from refusal


def as_docx(paper: papers.Paper) -> bytes:
    try:
        return word.write_paper(paper)
    except word.CannotWrite as refusal:
        raise NotAllowed(str(refusal)) from refusal
