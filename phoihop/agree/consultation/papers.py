"""The papers of a round as data for the engines: the table of opinions and responses, and an agency's summary.

What is printed is Vietnamese whoever prints it, with the names agencies bore when the round was opened.
"""

from collections.abc import Sequence
from typing import Final

from phoihop.agree.consultation import queries
from phoihop.agree.consultation.models import Invitation, Opinion, Remark, Response, Round
from phoihop.agree.consultation.states import Answer, RemarkState
from phoihop.agree.consultation.summary import Line, Part, Summary
from phoihop.agree.drafting import queries as drafting
from phoihop.agree.drafting.queries import Branch
from phoihop.agree.programmes import queries as programmes
from phoihop.engines import word
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.agencies.queries import day_of
from phoihop.kit import worddiff

WHOLE: Final = "Ý kiến chung"
GONE: Final = "Điều, khoản không còn trong dự thảo"
REFUSAL: Final = "Không thống nhất với dự thảo."
OUTCOMES: Final = {
    Response.Outcome.ACCEPTED: "Tiếp thu",
    Response.Outcome.PARTLY: "Tiếp thu một phần",
    Response.Outcome.EXPLAINED: "Giải trình",
    Response.Outcome.NOTED: "Ghi nhận",
    Response.Outcome.DUPLICATE: "Trùng ý kiến",
    Response.Outcome.LEADERSHIP: "Xin ý kiến lãnh đạo",
}
_PARTS: Final = {
    Part.LEADS: "Chủ trì",
    Part.SUPPORTS: "Phối hợp",
    Part.OWES: "Thực hiện",
    Part.TOGETHER: "Cùng các bên",
}
_CHANGES: Final[dict[str, word.Change]] = {"same": "same", "ins": "insert", "del": "delete"}


def response_table(
    round_: Round,
    remarks: Sequence[Remark],
    invitations: Sequence[Invitation],
    *,
    part_of: Agency | None = None,
    in_general: Sequence[Invitation] | None = None,
) -> word.ResponseTable:
    """`remarks` are those the reader may see, from `queries.official_remarks`; `invitations` those they answer.

    `part_of` says on the paper that it holds one agency's part alone: then `invitations` is its own and no other.
    `in_general` narrows whose words besides their remarks are told; None tells everyone's.
    """
    assert round_.version is not None  # a table is made of rounds that were opened
    lead = round_.text.framework.lead_agency
    whose = f" – phần ý kiến của {_name(part_of, round_)}" if part_of else ""
    return word.ResponseTable(
        issuer_lines=(_name(lead, round_),),
        superior=_superior(lead),
        subject=f"{round_.text.title} (Dự thảo lần {round_.version.number}){whose}",
        asked=len(invitations),
        received=sum(one.state == Answer.ANSWERED for one in invitations),
        counts=counts_of(invitations, remarks),
        groups=tuple(_groups(round_, remarks, invitations, invitations if in_general is None else in_general)),
        bases=tuple(_bases(round_)),
        place=_place(lead),
        agreeing=tuple(_agreeing(round_, invitations)),
        silence_sentence=_silence(round_, [one for one in invitations if one.state == Answer.DEEMED], remarks),
    )


def counts_of(invitations: Sequence[Invitation], remarks: Sequence[Remark]) -> word.Counts:
    """The six official counts. A duplicate counts as the remark it repeats; what is only noted is told apart.

    An agency that does not agree and made no remark is among the unanswered: nothing was said to it.
    """
    outcomes = [_outcome(remark) for remark in remarks]
    remarked = {remark.invitation_id for remark in remarks}
    unheard = [one for one in invitations if _refuses(one) and one.pk not in remarked]
    return word.Counts(
        agreed=queries.tally_of(invitations, ()).agreed,
        accepted=outcomes.count(Response.Outcome.ACCEPTED),
        partly_accepted=outcomes.count(Response.Outcome.PARTLY),
        explained=outcomes.count(Response.Outcome.EXPLAINED),
        unanswered=outcomes.count("") + len(unheard),
        put_to_leadership=outcomes.count(Response.Outcome.LEADERSHIP),
    )


def _refuses(invitation: Invitation) -> bool:
    return invitation.state == Answer.ANSWERED and invitation.opinion.stance == Opinion.Stance.DISAGREE


def _outcome(remark: Remark) -> str:
    response = queries.given(remark)
    if response is None or response.is_draft:
        return ""
    if response.outcome == Response.Outcome.DUPLICATE and response.duplicate_of is not None:
        return _outcome(response.duplicate_of)
    return response.outcome


def _bases(round_: Round) -> list[str]:
    """ "Căn cứ Luật Tổ chức chính quyền địa phương (số 72/2025/QH15 ngày 16/06/2025 của Quốc hội)"."""
    cited = []
    for row in programmes.cited_in(round_.text.framework, on=day_of(round_.prepared_at)):
        basis = row.citation.basis
        day = f" ngày {basis.issued_on:%d/%m/%Y}" if basis.issued_on else ""
        cited.append(f"Căn cứ {basis.title} (số {basis.number}{day} của {basis.issued_by})")
    return cited


def _groups(
    round_: Round, remarks: Sequence[Remark], invitations: Sequence[Invitation], in_general: Sequence[Invitation]
) -> list[word.ClauseGroup]:
    """The whole text first, then clause by clause as the version has them, then clauses that are gone."""
    assert round_.version is not None  # as in response_table
    known = {branch.key: branch for branch in drafting.flat(drafting.branches_of(round_.version))}
    whose = {one.pk: one for one in invitations}
    rows: dict[str, list[word.Row]] = {"": _general_rows(round_, remarks, in_general)}
    for remark in remarks:
        key = remark.node.key if remark.node else ""
        row = _row(remark, whose[remark.invitation_id], known.get(key), round_)
        rows.setdefault(key if key in known or not key else GONE, []).append(row)
    order = ["", *known, GONE]
    return [word.ClauseGroup(_label(key, known), tuple(rows[key])) for key in order if rows.get(key)]


def _general_rows(round_: Round, remarks: Sequence[Remark], invitations: Sequence[Invitation]) -> list[word.Row]:
    """What opinions say besides their remarks. That an agency does not agree must stand in the table in any case."""
    rows = []
    for one in invitations:
        opinion: Opinion | None = getattr(one, "opinion", None)
        if opinion is None or opinion.stance == Opinion.Stance.AGREE:
            continue  # those who agree stand in a list of their own
        said = [REFUSAL] if _refuses(one) else []
        said += [opinion.body] if opinion.body else []
        numbers = ", ".join(str(remark.number) for remark in remarks if remark.invitation_id == one.pk)
        if said:
            answer = f"Giải trình tại từng ý kiến, số {numbers}." if numbers else ""
            rows.append(word.Row(_name(one.agency, round_), "\n".join(said), answer, dispatch_on_paper(opinion)))
    return rows


def _label(key: str, known: dict[str, Branch]) -> str:
    return drafting.spoken(known[key].path) if key in known else GONE if key else WHOLE


def _row(remark: Remark, invitation: Invitation, branch: Branch | None, round_: Round) -> word.Row:
    opinion: Opinion | None = getattr(invitation, "opinion", None)
    wording = (branch.body or branch.heading) if branch else ""
    return word.Row(
        agency=_name(invitation.agency, round_),
        content=f"{remark.number}. {remark.body}",
        response=response_on_paper(remark),
        dispatch=dispatch_on_paper(opinion) if opinion else "",
        proposed=_pieces(wording, remark.proposed) if remark.proposed else None,
    )


def _pieces(old: str, new: str) -> tuple[word.Piece, ...]:
    return tuple(word.Piece(piece.text, _CHANGES[piece.op]) for piece in worddiff.diff(old, new))


def response_on_paper(remark: Remark) -> str:
    """ "Tiếp thu một phần. Lý do. Câu chữ đưa vào dự thảo: …", "" while there is no response."""
    if remark.state == RemarkState.CARRIED:
        into = remark.carried_to
        return f"Chuyển sang đợt {into.round.number} (số {into.number})."
    response = queries.given(remark)
    if response is None or response.is_draft:
        return ""
    said = OUTCOMES[Response.Outcome(response.outcome)]
    if response.duplicate_of is not None:
        said += f" số {response.duplicate_of.number}"
    lines = [f"{said}. {response.reason}".strip() if response.reason else f"{said}."]
    if response.wording:
        lines.append(f"Câu chữ đưa vào dự thảo: {response.wording}")
    return "\n".join(lines)


def dispatch_on_paper(opinion: Opinion) -> str:
    """ "Công văn số 118/TA-VP ngày 09/10/2025", as far as it is known."""
    if not opinion.dispatch_number:
        return ""
    day = f" ngày {opinion.dispatch_on:%d/%m/%Y}" if opinion.dispatch_on else ""
    return f"Công văn số {opinion.dispatch_number}{day}"


def _agreeing(round_: Round, invitations: Sequence[Invitation]) -> list[word.AgreeingAgency]:
    agreeing = []
    for one in invitations:
        if one.state == Answer.ANSWERED and one.opinion.stance == Opinion.Stance.AGREE:
            agreeing.append(word.AgreeingAgency(_name(one.agency, round_), dispatch_on_paper(one.opinion)))
        elif one.state == Answer.DEEMED:
            agreeing.append(word.AgreeingAgency(_name(one.agency, round_), "xem như thống nhất"))
    return agreeing


def _silence(round_: Round, silent: Sequence[Invitation], remarks: Sequence[Remark]) -> str:
    """The rule of silence where it was used, and how many remarks were only noted, which no count above tells."""
    said = []
    if round_.silence_agrees and silent:
        said.append("Cơ quan không gửi văn bản góp ý trong thời hạn được xem như thống nhất với dự thảo.")
    noted = sum(_outcome(remark) == Response.Outcome.NOTED for remark in remarks)
    if noted:
        said.append(f"Ngoài ra, số ý kiến được ghi nhận: {noted:02}.")
    return " ".join(said)


def summary_paper(round_: Round, invitation: Invitation, branches: Sequence[Branch]) -> word.AgencySummary:
    """What the text asks of the agency, on one sheet. `branches` are those it was sent."""
    assert round_.version is not None  # a summary is made at the opening
    labels = {branch.key: drafting.spoken(branch.path) for branch in drafting.flat(branches)}
    summary: Summary = queries.summary_told(invitation, labels)
    lead = round_.text.framework.lead_agency
    return word.AgencySummary(
        issuer_lines=(_name(lead, round_),),
        superior=_superior(lead),
        agency=_name(invitation.agency, round_),
        subject=f"{round_.text.title} (Dự thảo lần {round_.version.number})",
        duties=tuple(_duty(line) for line in summary.duties),
        mentions=tuple(f"{line.label}: {line.quote}" for line in summary.mentions),
        reply_by=invitation.due_on,
        reply_to=_name(lead, round_),
        place=_place(lead),
    )


def _duty(line: Line) -> word.Duty:
    return word.Duty(line.label, line.quote, _PARTS[line.part], "; ".join(line.timings))


def _name(agency: Agency, round_: Round) -> str:
    """The name the agency bore when the round was opened; callers prefetch the names for lists."""
    return agency.name_on(day_of(round_.opened_at)) if round_.opened_at else agency.name


def _superior(agency: Agency) -> str:
    return agency.parent.name if agency.parent else ""


def _place(agency: Agency) -> str:
    return agency.locality.name if agency.locality else ""
