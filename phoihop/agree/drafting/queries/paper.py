"""A frozen version as the paper a clerk works on."""

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from phoihop.agree.drafting.models import Text, Version
from phoihop.agree.drafting.queries.labels import is_lettered
from phoihop.agree.drafting.queries.tree import Branch
from phoihop.agree.programmes import queries as programmes
from phoihop.agree.programmes.models import Framework, LegalBasis
from phoihop.engines import papers, word

_BASIS: Final = re.compile(r"(?:Căn cứ|Xét|Thực hiện|Theo)\b(?!.*:$)", re.DOTALL)
_NAMES: Final = {
    Framework.Kind.PROGRAMME.value: "Chương trình phối hợp",
    Framework.Kind.REGULATION.value: "Quy chế phối hợp",
}


@dataclass(frozen=True, slots=True)
class JointText:
    """A version's words as a paper takes them: the name of its type, its subject, its legal bases, its nodes."""

    type_name: str
    subject: str
    legal_bases: tuple[str, ...]
    nodes: Sequence[word.Node]


def joint_text(version: Version, branches: Sequence[Branch]) -> JointText:
    """The branches are those the reader may see.

    A draft that names no legal basis of its own gets those its framework cites; a settled text is what was settled.
    """
    title = json.loads(version.content)["title"]
    return _joint_text(version.text.framework, title, branches, is_draft=version.kind == Version.Kind.DRAFT)


def working_paper(text: Text, branches: Sequence[Branch], *, regime: str, at: dt.datetime) -> papers.Paper:
    """The text in the making as the paper it would become, without number, day and signatories."""
    words = _joint_text(text.framework, text.title, branches, is_draft=True)
    head = papers.Head(
        regime_key=regime,
        issuers=tuple(papers.Issuer(agency.name) for agency in programmes.agencies_in(text.framework)),
        made_at=at,
        draft_mark="Dự thảo",
    )
    return papers.programme(
        head, type_name=words.type_name, subject=words.subject, nodes=words.nodes, legal_bases=words.legal_bases
    )


def _joint_text(framework: Framework, title: str, branches: Sequence[Branch], *, is_draft: bool) -> JointText:
    bases = list(_leading_bases(branches))
    named = tuple(branch.body for branch in bases)
    name = _NAMES[framework.kind]
    subject = title[len(name) :].strip(" ,:;–-") if title.casefold().startswith(name.casefold()) else title
    return JointText(
        type_name=name,
        subject=subject[:1].upper() + subject[1:],
        legal_bases=named or (_cited(framework) if is_draft else ()),
        nodes=[_node(branch) for branch in branches[len(bases) :]],
    )


def text_document(version: Version, branches: Sequence[Branch]) -> word.TextDocument:
    """What `engines.word.write_text` lays out."""
    text, issuers, lead = joint_text(version, branches), _issuers(version), version.text.framework.lead_agency
    return word.TextDocument(
        issuers=issuers,
        superior=lead.parent.name if lead.parent and len(issuers) == 1 else "",
        place=lead.locality.name if lead.locality else "",
        title=text.type_name.upper(),
        subject=text.subject,
        legal_bases=text.legal_bases,
        nodes=text.nodes,
        draft_mark=f"Dự thảo lần {version.number}" if version.kind == Version.Kind.DRAFT else None,
    )


def _leading_bases(branches: Sequence[Branch]) -> Sequence[Branch]:
    """Paragraphs before the first heading that name a legal basis; the sentence that introduces the text is none."""
    for count, branch in enumerate(branches):
        if branch.kind != "paragraph" or branch.children or not _BASIS.match(branch.body):
            return branches[:count]
    return branches


def _cited(framework: Framework) -> tuple[str, ...]:
    """ "Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18 tháng 01 năm 2024 của Quốc hội" (Decree 30/2020, Annex I)."""
    rows = framework.citations.select_related("basis").order_by("position", "pk")
    return tuple(_as_basis(row.basis) for row in rows)


def _as_basis(basis: LegalBasis) -> str:
    said = f"Căn cứ {basis.title} số {basis.number}"
    if basis.issued_on:
        day = basis.issued_on
        month = f"{day.month:02}" if day.month < 3 else str(day.month)
        said += f" ngày {day.day:02} tháng {month} năm {day.year}"
    return f"{said} của {basis.issued_by}" if basis.issued_by else said


def _node(branch: Branch) -> word.Node:
    kind = "section" if branch.kind == "part" and is_lettered(branch.number) else branch.kind
    children = tuple(_node(child) for child in branch.children)
    return word.Node(kind, branch.number, branch.heading, branch.body, children)


def _issuers(version: Version) -> tuple[str, ...]:
    """The parties where the version is between one set of them; a base draft of several programmes has the lead's."""
    programmes = json.loads(version.content)["programmes"]
    if len(programmes) == 1:
        return tuple(programmes[0]["parties"])
    return (version.text.framework.lead_agency.name,)
