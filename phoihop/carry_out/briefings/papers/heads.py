"""What every paper of a briefing has at its head and foot: who issues it, who signs, who receives it."""

import datetime as dt
from typing import Final

from phoihop.agree.signing import craft
from phoihop.carry_out.briefings.models import Briefing, Document
from phoihop.engines import papers
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.models import Agency, Tenure
from phoihop.foundation.agencies.queries import day_of

#: The kind of paper as the books number it.
PAPER_TYPES: Final = {
    Document.Kind.INVITATION.value: "GM",
    Document.Kind.MINUTES.value: "BB",
    Document.Kind.CONCLUSIONS.value: "TB",
}
_COLLECTIVE: Final = (Agency.Kind.PEOPLES_COUNCIL, Agency.Kind.PEOPLES_COMMITTEE)
_PREFIXES: Final[dict[str, papers.Authority]] = {"TM": "TM", "KT": "KT", "TL": "TL", "TUQ": "TUQ", "Q": "Q"}


def issuer_of(briefing: Briefing) -> Agency:
    return Agency.objects.select_related("parent", "locality").get(pk=briefing.series.host_id)


def name_of(agency: Agency, briefing: Briefing) -> str:
    """As the agency was called on the day of the briefing."""
    return agency.name_on(day_of(briefing.held_at))


def subject_line(briefing: Briefing, kind: str) -> str:
    """For the register of outgoing papers."""
    begins = {
        Document.Kind.INVITATION: "Mời dự",
        Document.Kind.MINUTES: "Biên bản",
        Document.Kind.CONCLUSIONS: "Thông báo kết luận tại",
    }
    return f"{begins[Document.Kind(kind)]} {lowered(briefing.occasion)}"


def lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def recipients_of(briefing: Briefing) -> tuple[str, ...]:
    names = (seat.agency_name for seat in briefing.seats.order_by("position", "pk"))
    return tuple(dict.fromkeys(names))


def chair_of(briefing: Briefing) -> Tenure | None:
    """The person who chairs; where only an agency is named, nobody yet."""
    if briefing.chair_tenure_id is None:
        return None
    return Tenure.objects.select_related("person", "post__agency").get(pk=briefing.chair_tenure_id)


def signer_of(briefing: Briefing) -> Tenure | None:
    """Who signs what the host issues: whoever chairs when of the host, else the host's head."""
    chair = chair_of(briefing)
    if chair and chair.post.agency_id == briefing.series.host_id:
        return chair
    held = Tenure.objects.filter(post__agency=briefing.series.host_id, until_on=None)
    for tenure in held.select_related("person", "post__agency").order_by("from_on", "pk"):
        if any(Permission.CHAIR in role.permissions for role in tenure.role_set):
            return tenure
    return None


def signer_name(briefing: Briefing) -> str:
    signer = signer_of(briefing)
    return signer.person.full_name if signer else ""


def named(tenure: Tenure | None, agency: Agency | None) -> str:
    """ "Đồng chí Nguyễn Thị Thu Hà, Trưởng ban, Ban Xây dựng Đảng", as far as it is known."""
    if tenure is not None:
        return f"Đồng chí {tenure.person.full_name}, {tenure.post.title}, {tenure.post.agency.name}"
    return agency.name if agency else "Theo phân công"


def spoken_chair(briefing: Briefing) -> str:
    """ "đồng chí Nguyễn Thị Thu Hà, Trưởng ban", with the agency when it is not the one that issues."""
    tenure = chair_of(briefing)
    if tenure is None:
        return briefing.chair_agency.name if briefing.chair_agency else "chủ tọa"
    own = tenure.post.agency_id == briefing.series.host_id
    return f"đồng chí {tenure.person.full_name}, {tenure.post.title}{'' if own else f', {tenure.post.agency.name}'}"


def signature(tenure: Tenure, *, slot: str, seal: str = "") -> papers.SignerBlock:
    """Room for one signature (Decree 30/2020, annex I, II.7)."""
    agency = tenure.post.agency
    authority = _PREFIXES.get(tenure.authority, "")
    for_collective = authority == "TM" or (authority == "KT" and agency.kind in _COLLECTIVE)
    return papers.SignerBlock(
        party=agency.name,
        title=tenure.post.title,
        name=tenure.person.full_name,
        slot=slot,
        authority=authority,
        on_behalf_of=agency.name if for_collective else "",
        substitute_for=_head_post(agency) if authority in ("KT", "TL", "TUQ") else "",
        seal=seal,
    )


def _head_post(agency: Agency) -> str:
    heads = Tenure.objects.filter(post__agency=agency, authority__in=["TM", "own"], until_on=None)
    return heads.order_by("from_on", "pk").values_list("post__title", flat=True).first() or ""


def head(
    briefing: Briefing,
    *,
    at: dt.datetime,
    number: str = "",
    symbol: str = "",
    on: dt.date | None = None,
    signers: tuple[papers.SignerBlock, ...] = (),
    recipients: tuple[str, ...] = (),
    fingerprint: str = "",
) -> papers.Head:
    """With number and date once they were given, else with room for them."""
    host = issuer_of(briefing)
    place = host.locality or briefing.series.framework.locality
    return papers.Head(
        regime_key=craft.suggested_regime(host, on=on or day_of(at)),
        issuers=(papers.Issuer(name_of(host, briefing), host.parent.name if host.parent else ""),),
        made_at=at,
        number=number,
        symbol=symbol,
        place=craft.place_name(place),
        on=on,
        signers=signers,
        recipients=recipients,
        fingerprint=fingerprint,
    )
