"""A frozen version as the paper a clerk works on."""

import json
import re
from collections.abc import Sequence
from typing import Final

from phoihop.agree.drafting.models import Version
from phoihop.agree.drafting.queries.labels import is_lettered
from phoihop.agree.drafting.queries.tree import Branch
from phoihop.agree.programmes.models import Framework, LegalBasis
from phoihop.engines import word

_BASIS: Final = re.compile(r"(?:Căn cứ|Xét|Thực hiện|Theo)\b(?!.*:$)", re.DOTALL)
_NAMES: Final = {
    Framework.Kind.PROGRAMME.value: "Chương trình phối hợp",
    Framework.Kind.REGULATION.value: "Quy chế phối hợp",
}


def text_document(version: Version, branches: Sequence[Branch]) -> word.TextDocument:
    """What `engines.word.write_text` lays out. The branches are those the reader may see.

    A draft that names no legal basis of its own gets those its framework cites; a settled text is what was settled.
    """
    bases = list(_leading_bases(branches))
    named = tuple(branch.body for branch in bases)
    is_draft = version.kind == Version.Kind.DRAFT
    name = _NAMES[version.text.framework.kind]
    subject = json.loads(version.content)["title"]
    if subject.casefold().startswith(name.casefold()):
        subject = subject[len(name) :].strip(" ,:;–-")
    issuers, lead = _issuers(version), version.text.framework.lead_agency
    return word.TextDocument(
        issuers=issuers,
        superior=lead.parent.name if lead.parent and len(issuers) == 1 else "",
        place=lead.locality.name if lead.locality else "",
        title=name.upper(),
        subject=subject[:1].upper() + subject[1:],
        legal_bases=named or (_cited(version.text.framework) if is_draft else ()),
        nodes=[_node(branch) for branch in branches[len(bases) :]],
        draft_mark=f"Dự thảo lần {version.number}" if is_draft else None,
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
