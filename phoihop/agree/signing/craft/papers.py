"""From a settled version to a PDF with room for every signature, number and date."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from phoihop.agree.drafting import queries as drafting
from phoihop.agree.signing.models import Signing, Slot
from phoihop.engines import papers, regimes, typesetting
from phoihop.engines.pdf_signing.content import Field
from phoihop.foundation.agencies.models import Agency, Locality, Tenure
from phoihop.kit.verdict import NotAllowed

#: Levels of places as they stand before a name: "Phường Ngã Bảy" is dated "Ngã Bảy, ngày …".
_LEVEL: Final = re.compile(
    r"(?:Tỉnh|Thành phố|Thủ đô|Quận|Huyện|Thị xã|Phường|Xã|Thị trấn|Đặc khu)\s+(?=\D)", re.IGNORECASE
)
_DEPUTY: Final = re.compile(r"Phó\s+", re.IGNORECASE)
#: Whose post stands behind the prefix: the deputy's, or the one acted by order or authorisation of.
_STANDS_IN: Final = (Tenure.Authority.KT, Tenure.Authority.TL, Tenure.Authority.TUQ)
_PREFIXES: Final[dict[Tenure.Authority, papers.Authority]] = {
    Tenure.Authority.NONE: "",
    Tenure.Authority.OWN: "",
    Tenure.Authority.TM: "TM",
    Tenure.Authority.KT: "KT",
    Tenure.Authority.TL: "TL",
    Tenure.Authority.TUQ: "TUQ",
    Tenure.Authority.Q: "Q",
}
_COLLECTIVE: Final = (Agency.Kind.PEOPLES_COUNCIL, Agency.Kind.PEOPLES_COMMITTEE)
_TEXT_PLACES: Final = ("number", "date")


@dataclass(frozen=True, slots=True)
class SetPaper:
    """The PDF with its empty fields, and where they lie (see `typesetting.Place`)."""

    pdf: bytes
    pages: int
    places: list[dict[str, Any]]


def suggested_regime(agency: Agency, *, on: dt.date) -> str:
    """A joint paper follows the rules of form of whoever issues it; the clerk may choose others."""
    organ: regimes.Organ = "party" if agency.regime == Agency.Regime.PARTY else "state"
    return regimes.choose(organ, on).key


def place_name(locality: Locality | None) -> str:
    """ "Ngã Bảy" of "Phường Ngã Bảy"; "Phường 1" stays whole (Decree 30/2020, Annex I, part I.II.4a)."""
    return _LEVEL.sub("", locality.name, count=1) if locality else ""


def set_paper(signing: Signing, slots: Sequence[Slot], *, at: dt.datetime) -> SetPaper:
    """Typeset and fielded. Raises NotAllowed with the engine's sentence."""
    from phoihop.engines.pdf_signing import fields  # slow to import, and most processes set no paper

    framework = signing.version.text.framework
    text = drafting.joint_text(signing.version, drafting.branches_of(signing.version))
    parties = [slot for slot in slots if slot.kind == Slot.Kind.PERSON]
    head = papers.Head(
        regime_key=signing.regime,
        issuers=tuple(papers.Issuer(slot.agency_name) for slot in parties),
        made_at=at,
        symbol=signing.symbol,
        place=place_name(framework.locality),
        signers=tuple(_signer(slot) for slot in slots if slot.by_person),
        recipients=("Các bên ký kết",),
        fingerprint=signing.version.sha256,
        verification=papers.Verification(_check_url(signing.code), signing.code),
    )
    paper = papers.programme(
        head, type_name=text.type_name, subject=text.subject, nodes=text.nodes, legal_bases=text.legal_bases
    )
    try:
        made = typesetting.to_pdf(paper)
    except typesetting.CannotTypeset as refusal:
        raise NotAllowed(str(refusal)) from refusal
    numbers = tuple(place.slot for place in made.slots if place.kind in _TEXT_PLACES)
    first_seal = next((slot.field for slot in slots if slot.kind == Slot.Kind.SEAL), "")
    laid = [_field(place, locks=numbers if place.slot == first_seal else ()) for place in made.slots]
    return SetPaper(
        fields.prepare(made.pdf, laid), fields.page_count(made.pdf), [asdict(place) for place in made.slots]
    )


def _check_url(code: str) -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}{reverse(settings.CHECK_PAGE)}?code={code}"


def _field(place: typesetting.Place, *, locks: tuple[str, ...]) -> Field:
    return Field(
        name=place.slot,
        kind="text" if place.kind in _TEXT_PLACES else "signature",
        page=place.page,
        x=place.x,
        y=place.y,
        width=place.width,
        height=place.height,
        size_pt=place.size_pt,
        italic=place.kind == "date",
        locks=locks,
    )


def _signer(slot: Slot) -> papers.SignerBlock:
    """Decree 30/2020, Annex I, II.7b: for a collective, for the head, by order, by authorisation, acting."""
    authority = Tenure.Authority(slot.authority)
    collective = slot.agency.kind in _COLLECTIVE
    for_collective = authority == Tenure.Authority.TM or (authority == Tenure.Authority.KT and collective)
    return papers.SignerBlock(
        party=slot.agency_name,
        title=slot.post_title,
        name=slot.signatory,
        slot=slot.field,
        authority=_PREFIXES[authority],
        on_behalf_of=slot.agency_name if for_collective else "",
        substitute_for=_head_title(slot) if authority in _STANDS_IN else "",
        seal=slot.field.replace(Slot.Kind.PERSON.value, Slot.Kind.SEAL.value) if slot.kind == Slot.Kind.PERSON else "",
    )


def _head_title(slot: Slot) -> str:
    """The post in whose stead one signs: that of whoever signs in their own right, else the deputy's without "Phó"."""
    heads = Tenure.objects.filter(
        post__agency_id=slot.agency_id, authority__in=[Tenure.Authority.TM, Tenure.Authority.OWN], until_on=None
    )
    known = heads.order_by("from_on", "pk").values_list("post__title", flat=True).first()
    bare = _DEPUTY.sub("", slot.post_title, count=1)
    return known or bare[:1].upper() + bare[1:]


def number_values(signing: Signing, slot: Slot, *, figure: str, on: dt.date) -> dict[str, str]:
    """What a given number writes into the paper: only the issuer's, with the day on which the paper is issued."""
    if slot.position != min(one.position for one in signing.slots.filter(kind=Slot.Kind.NUMBER)):
        return {}
    values = {
        "number": f"{int(figure):02}" if figure.isdigit() else figure,
        "date_day": f"{on.day:02}",
        "date_month": f"{on.month:02}" if on.month < 3 else str(on.month),
        "date_year": str(on.year),
    }
    return {name: value for name, value in values.items() if any(place["slot"] == name for place in signing.places)}
